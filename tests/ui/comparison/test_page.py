"""The comparison page on a sample book with a published index two index days behind its composite."""

import datetime as dt
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ops.index.state import IndexState
from rare_desk.ops.outlooks.comparison import Compared, own_points
from rare_desk.ops.outlooks.published import delete_index, put_point
from rare_desk.store.book import Book
from rare_desk.store.reading.index.published_queries import PointRow, point_row, point_rows, published_indices
from rare_desk.ui.comparison.page import ComparisonPage
from rare_desk.ui.comparison.points_panel import PointsPanel
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.strips import EmptyState
from tests.ui.waiting import settled

SHADOW, OTHER = 2, 3
"""Ids of the two indices."""


@pytest.fixture(scope="module")
def made(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = shutil.copyfile(sample_file, tmp_path_factory.mktemp("comparison") / "sample.raredesk")
    with Book.open(path) as book:
        delete_index(book, published_indices(book)[0].id)  # the sample's own
        points = own_points(IndexState.load(book), "composite")
        rows = list(zip((day for day, _ in points[2:]), (value for _, value in points), strict=False))
        with book.step("imported", files="影子", count=str(len(rows))) as step:
            for name, factor in (("影子", 10), ("另一", 1)):
                index = step.insert("published_indices", {"name": name})
                step.insert_many("published_points", [point_row(index, day, value / factor) for day, value in rows])
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "sample.raredesk"
    copy.write_bytes(made.read_bytes())
    return copy


def show(session: Session, qtbot: QtBot) -> ComparisonPage:
    page = ComparisonPage(session)
    session.message.connect(page.show_message)
    page.resize(1400, 860)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def page(path: Path, open_book: Callable[[Path], Session], qtbot: QtBot) -> ComparisonPage:
    """Shown, with both on the chart."""
    made = show(open_book(path), qtbot)
    qtbot.waitUntil(lambda: made.compared is not None and made.compared.measures.count > 0)
    settled(qtbot, made)
    return made


@pytest.fixture
def writer(path: Path, page: ComparisonPage) -> Book:
    return Book.open(path)


def compared(page: ComparisonPage, qtbot: QtBot) -> Compared:
    """The figures once they are of what is in view."""
    qtbot.waitUntil(lambda: not page.comparing)
    assert page.compared is not None
    return page.compared


def told(page: ComparisonPage, model: str) -> list[tuple[str, ...]]:
    rows = getattr(page.parts, model)
    return [tuple(column.text(rows.row_at(place)) for column in rows.columns) for place in range(rows.rowCount())]


def paste(page: ComparisonPage, text: str, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(page.intake.opened):
        assert page.paste()


def test_both_are_drawn_and_the_figures_are_of_what_is_in_view(page: ComparisonPage, qtbot: QtBot) -> None:
    assert [line.key for line in page.chart.content.lines] == ["own", str(SHADOW)]
    assert page.chart.view.mode == "rebased"
    best = compared(page, qtbot).measures.best_lag
    assert best is not None
    assert best.lag == 2
    figures = {row[0]: row[1:] for row in told(page, "together")}
    assert figures["领先滞后"][0] == "领先 2 期"
    assert figures["共同点数"][0] == str(compared(page, qtbot).measures.count)
    both = {row[0]: row[1:] for row in told(page, "both")}
    last = compared(page, qtbot).pairs[-1]
    assert both["期末"] == (f"{last.own:,.2f}", f"{last.other:,.2f}")


def test_another_range_gives_other_figures(page: ComparisonPage, qtbot: QtBot) -> None:
    before = compared(page, qtbot).measures.count
    QTest.mouseClick(page.parts.ranges.button("3M"), Qt.MouseButton.LeftButton)
    assert 40 < compared(page, qtbot).measures.count < 70 < before
    page.chart.zoom(4.0, page.chart.visible_range[1])
    assert compared(page, qtbot).measures.count > 100
    assert page.parts.ranges.current == ""


def test_by_week_there_are_fewer_points(page: ComparisonPage, qtbot: QtBot) -> None:
    daily = compared(page, qtbot).measures.count
    QTest.mouseClick(page.parts.freq.button("week"), Qt.MouseButton.LeftButton)
    assert daily / 6 < compared(page, qtbot).measures.count < daily / 4
    assert len(page.chart.content.lines[0].days) < daily / 4
    by_last = compared(page, qtbot).pairs[5].own
    QTest.mouseClick(page.parts.take.button("mean"), Qt.MouseButton.LeftButton)
    assert compared(page, qtbot).pairs[5].own != by_last


def test_common_days_only(page: ComparisonPage, writer: Book, qtbot: QtBot) -> None:
    before = compared(page, qtbot).measures.count
    with writer, writer.step("points-deleted", count="3") as step:
        step.delete_many("published_points", [row.id for row in point_rows(writer, SHADOW)[-9:-6]])
    qtbot.waitUntil(lambda: 0 < len(page.data.rows[SHADOW]) < before)
    QTest.mouseClick(page.parts.fill.button("common"), Qt.MouseButton.LeftButton)
    assert compared(page, qtbot).measures.count == before - 3
    QTest.mouseClick(page.parts.fill.button("last"), Qt.MouseButton.LeftButton)
    assert compared(page, qtbot).measures.count == before


def test_the_base_date_is_100(page: ComparisonPage, qtbot: QtBot) -> None:
    page.parts.base.edit.setFocus()
    QTest.keyClicks(page.parts.base.edit, "2026-03-02")
    QTest.keyClick(page.parts.base.edit, Qt.Key.Key_Return)
    assert page.chart.view.base == 20514
    QTest.mouseClick(page.parts.mode.button("level"), Qt.MouseButton.LeftButton)
    assert page.chart.view.mode == "level"
    assert not page.parts.base.isEnabled()
    assert {line.axis for line in page.chart.content.lines} == {"", str(SHADOW)}


def test_another_own_series_and_another_index(page: ComparisonPage, qtbot: QtBot) -> None:
    place = page.parts.own.findData("heavy")
    page.parts.own.setCurrentIndex(place)
    page.parts.own.activated.emit(place)
    assert compared(page, qtbot).own == "重"
    page.parts.list.choose(OTHER)
    assert compared(page, qtbot).other == "另一"
    assert page.parts.points.title.text() == "另一"


def test_more_of_them_may_be_laid_on_the_chart(page: ComparisonPage, qtbot: QtBot) -> None:
    page.parts.list.selectAll()
    assert [line.name for line in page.chart.content.lines] == ["综合", "影子", "另一"]
    assert compared(page, qtbot).other == "影子"


def test_what_another_program_writes_shows_and_the_view_stays(page: ComparisonPage, writer: Book, qtbot: QtBot) -> None:
    page.chart.show_days(20500, 20600)
    view = page.chart.visible_range
    with writer:
        put_point(writer, SHADOW, dt.date(2026, 10, 23), Decimal(131))
    qtbot.waitUntil(lambda: page.parts.points.table.model().rowCount() > 230)
    qtbot.waitUntil(lambda: page.chart.content.lines[1].values[-1] == 131)
    assert page.chart.visible_range == view
    shown = page.parts.points.model.row_at(0)
    assert shown is not None
    assert shown.point.date == dt.date(2026, 10, 23)


def test_a_point_is_typed_with_enter(page: ComparisonPage, qtbot: QtBot) -> None:
    panel = page.parts.points
    panel.date.edit.setFocus()
    QTest.keyClicks(panel.date.edit, "2026-10-23")
    QTest.keyClick(panel.date.edit, Qt.Key.Key_Return)
    QTest.keyClicks(panel.value.edit, "131.5")
    QTest.keyClick(panel.value.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.data.points(SHADOW)[-1] == (dt.date(2026, 10, 23), Decimal("131.5")))
    assert (panel.date.text(), panel.value.text()) == ("", "")


def test_a_wrong_point_is_refused_beside_its_field(page: ComparisonPage, qtbot: QtBot) -> None:
    panel = page.parts.points
    panel.date.set_text("2026-10-23")
    panel.value.set_text("-1")
    QTest.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(panel.value.problem_label.text()))
    assert page.data.points(SHADOW)[-1][0] == dt.date(2026, 10, 22)


def test_a_point_is_corrected_in_the_grid_and_deleted(page: ComparisonPage, qtbot: QtBot) -> None:
    model, table = page.parts.points.model, page.parts.points.table
    count = model.rowCount()
    assert model.setData(model.index(0, 1), "125.25")
    qtbot.waitUntil(lambda: page.data.points(SHADOW)[-1][1] == Decimal("125.25"))
    assert model.setData(model.index(0, 1), "viel")
    assert "viel" in page.strip.shown
    table.choose(model.id_at(0))
    page.editing.delete_points()
    qtbot.waitUntil(lambda: model.rowCount() == count - 1)
    page.session.undo()
    qtbot.waitUntil(lambda: model.rowCount() == count)


def test_an_index_is_made_renamed_and_deleted(page: ComparisonPage, qtbot: QtBot) -> None:
    page.form.begin()
    page.form.fields["name"].set_text("影子")
    page.form.save()
    qtbot.waitUntil(lambda: bool(page.form.fields["name"].problem_label.text()))
    page.form.fields["name"].set_text("新指数")
    page.form.fields["publisher"].set_text("某协会")
    page.form.save()
    qtbot.waitUntil(lambda: page.chosen is not None and page.chosen.name == "新指数")
    assert not page.form.isVisible()
    page.editing.change_index()
    assert page.form.fields["publisher"].text() == "某协会"
    page.form.fields["name"].set_text("改名")
    page.form.save()
    qtbot.waitUntil(lambda: page.chosen is not None and page.chosen.name == "改名")
    page.editing.delete_index()
    qtbot.waitUntil(lambda: len(page.data.indices) == 2)
    assert page.chosen is not None
    assert "改名" in page.strip.shown


def test_a_pasted_table_is_shown_before_it_comes_in(page: ComparisonPage, qtbot: QtBot) -> None:
    """A correction, a wrong cell, one that is there, one that is new; nothing comes in while anything is open."""
    there = page.data.points(SHADOW)[-1]
    rows = (("2026-10-22", "999"), ("2026-10-23", "131"), ("2026-10-26", "x"), (there[0].isoformat(), "999"))
    paste(page, "日期\t收盘\n" + "\n".join("\t".join(row) for row in rows), qtbot)
    intake = page.intake
    assert intake.isVisible()
    assert intake.plan is not None
    assert (intake.plan.new, intake.plan.suspect, intake.plan.wrong) == (1, 1, 1)
    assert not intake.import_button.isEnabled()
    intake.skip_wrong.setChecked(True)
    intake.accept_suspect.setChecked(True)
    assert intake.import_button.text() == "导入 2 个"
    QTest.mouseClick(intake.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.data.points(SHADOW)[-1][1] == 131)
    assert page.data.points(SHADOW)[-2][1] == 999
    assert not intake.isVisible()
    page.session.undo()
    qtbot.waitUntil(lambda: page.data.points(SHADOW)[-1] == there)


def test_a_discarded_table_leaves_the_book_as_it_was(page: ComparisonPage, writer: Book, qtbot: QtBot) -> None:
    with writer:
        before = published_indices(writer)
        paste(page, "日期,新\n2026-10-23,131\n", qtbot)
        page.intake.discard()
        assert page.parts.body.isVisible()
        assert published_indices(writer) == before


def test_the_bars_tell_what_lies_under_the_mouse(page: ComparisonPage) -> None:
    bars = page.parts.lags
    none = Qt.KeyboardModifier.NoModifier
    for x in range(0, bars.width(), 4):
        at = QPointF(x, bars.height() / 2)
        kind = QMouseEvent.Type.MouseMove
        bars.mouseMoveEvent(QMouseEvent(kind, at, at, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, none))
        if bars.hovered is not None and bars.hovered.lag == 2:
            break
    assert bars.hovered is not None
    assert bars.hovered.lag == 2
    bars.grab()


def test_an_empty_book_says_how_to_begin(session: Session, qtbot: QtBot) -> None:
    page = show(session, qtbot)
    qtbot.waitUntil(lambda: page.findChild(EmptyState) is not None and not page.parts.body.isVisible())
    paste(page, "日期,甲指数\n2026-10-22,100\n2026-10-23,101\n", qtbot)
    page.intake.write()
    qtbot.waitUntil(lambda: page.parts.body.isVisible())
    qtbot.waitUntil(lambda: len(page.chart.content.lines) == 1)
    assert compared(page, qtbot).measures.count == 0
    assert page.parts.said.text() == "图中范围内两者没有共同日期"


def test_a_change_that_rounds_to_nothing_goes_neither_way(app: QApplication, qtbot: QtBot) -> None:
    panel = PointsPanel()
    qtbot.addWidget(panel)
    values = ("297.12", "297.13", "298.70", "297.55")
    points = [PointRow(number, dt.date(2026, 10, 12 + number), Decimal(value)) for number, value in enumerate(values)]
    panel.show_points("甲", points)
    change = panel.model.columns[-1]
    assert change.flag is not None
    shown = [panel.model.row_at(place) for place in range(len(values))]
    assert [(change.text(one), change.flag(one)) for one in shown if one] == [
        ("−0.39", "fall"),
        ("+0.53", "rise"),
        ("0.00", ""),
        ("", ""),
    ]
