"""Journeys over the methodology page: edit, try, adopt; weights, own indices, days; in and out."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rare_desk import prefs
from rare_desk.core.rules.methodology import to_json
from rare_desk.ops.methodologies.finding import find_methodology
from rare_desk.ops.methodologies.versions import find_version, save_version, versions
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import non_trading_days
from rare_desk.ui.methodology.page import MethodologyPage
from rare_desk.ui.methodology.sets_table import TypedTable
from tests.ui.dialogs import Chosen
from tests.ui.waiting import settled


def enter(page: MethodologyPage, key: str, words: str) -> None:
    """Types into a parameter's field."""
    edit = page.parts.rules.fields[key].edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, words)


def sign(page: MethodologyPage, **texts: str) -> None:
    for name, words in texts.items():
        edit = page.save_bar.fields[name].edit
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, words)


def versions_of(page: MethodologyPage) -> list[tuple[str, int, str]]:
    return [(one.rules.name, one.rules.version, one.state) for one in versions(page.session.book)]


def try_it(page: MethodologyPage, qtbot: QtBot) -> None:
    page.whatif_button.click()
    qtbot.waitUntil(lambda: page.whatif.found is not None)


def test_a_rule_is_edited_tried_and_adopted_as_the_next_version(page: MethodologyPage, qtbot: QtBot) -> None:
    enter(page, "outlier_threshold", "2")
    assert "3.5" in page.parts.rules.marks["outlier_threshold"].text()
    try_it(page, qtbot)
    assert [line.key for line in page.whatif.view.chart.content.lines] == ["now", "then"]
    assert len(page.session.book.fetch("SELECT 1 FROM methodologies")) == 1
    assert page.save_bar.adopt_button.text() == "采用为第 2 版"
    sign(page, author="Li", reason="tighter")
    page.save_bar.adopt_button.click()
    qtbot.waitUntil(lambda: len(versions_of(page)) == 2)
    assert versions_of(page) == [("RD-1", 2, "in-force"), ("RD-1", 1, "past")]
    assert find_methodology(page.session.book, None).outlier_threshold == 2
    qtbot.waitUntil(lambda: not page.draft.edited and page.draft.base.version == 2)
    qtbot.waitUntil(
        lambda: page.session.index is not None and [one.version for one in page.session.index.ground.rules] == [1, 2],
    )


def test_what_the_try_counts_is_shown_and_its_trades_open(page: MethodologyPage, qtbot: QtBot) -> None:
    enter(page, "outlier_threshold", "2")
    try_it(page, qtbot)
    found = page.whatif.found
    assert found is not None
    shown = [
        page.whatif.view.series_model.index(row, 3).data() for row in range(page.whatif.view.series_model.rowCount())
    ]
    composite = found.series[0]
    assert shown[0] == f"{composite.changed} / {composite.common}"
    page.whatif.view.which.button("trades").click()
    moved = found.codes[0]
    qtbot.waitUntil(lambda: page.whatif.view.trades_model.rowCount() == len(moved.ids))
    with qtbot.waitSignal(page.session.navigate) as asked:
        page.whatif.view.trades.activated.emit(page.whatif.view.trades_model.index(0, 0))
    assert asked.args == ["trades", {"trade": moved.ids[0]}]


def test_an_edit_after_the_try_says_so(page: MethodologyPage, qtbot: QtBot) -> None:
    enter(page, "outlier_threshold", "2")
    try_it(page, qtbot)
    assert page.whatif.view.state.text() == ""
    enter(page, "window_days", "3")
    assert page.whatif.view.state.text() != ""


def test_it_is_tried_by_its_key(page: MethodologyPage, qtbot: QtBot) -> None:
    enter(page, "window_days", "3")
    QTest.keyClick(page, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: page.whatif.found is not None)


def test_a_field_that_cannot_be_read_keeps_its_text_and_nothing_can_be_tried(page: MethodologyPage) -> None:
    enter(page, "window_days", "0")
    assert not page.whatif_button.isEnabled()
    assert "1–366" in page.parts.rules.fields["window_days"].problem_label.text()
    enter(page, "window_days", "4")
    assert page.whatif_button.isEnabled()
    assert page.parts.rules.fields["window_days"].problem_label.text() == ""


def test_edits_are_dropped_and_brought_back(page: MethodologyPage) -> None:
    assert page.save_bar.drop_button.isHidden()
    enter(page, "window_days", "4")
    page.save_bar.drop_button.click()
    assert page.parts.rules.fields["window_days"].text() == "5"
    assert not page.draft.edited
    page.back()
    assert page.parts.rules.fields["window_days"].text() == "4"


def test_a_version_needs_a_reason_which_is_said_at_its_field(page: MethodologyPage, qtbot: QtBot) -> None:
    enter(page, "window_days", "4")
    page.save_bar.adopt_button.click()
    reason = page.save_bar.fields["reason"]
    qtbot.waitUntil(lambda: reason.problem_label.text() != "")
    assert len(versions_of(page)) == 1


def test_another_name_is_saved_without_being_used_until_it_is_chosen(page: MethodologyPage, qtbot: QtBot) -> None:
    enter(page, "window_days", "4")
    sign(page, name="Mine", reason="trial")
    assert not page.save_bar.save_button.isHidden()
    page.save_bar.save_button.click()
    qtbot.waitUntil(lambda: len(versions_of(page)) == 2)
    assert find_methodology(page.session.book, None).name == "RD-1"
    page.versions.use_asked.emit(next(one for one in versions(page.session.book) if one.rules.name == "Mine"))
    qtbot.waitUntil(lambda: find_methodology(page.session.book, None).name == "Mine")


def test_edits_are_set_aside_for_another_version_and_come_back(page: MethodologyPage, qtbot: QtBot) -> None:
    with Book.open(page.session.path) as writer:
        later = replace(find_version(writer), window_days=3, author="Li", reason="later", effective=dt.date(2026, 1, 5))
        save_version(writer, later)
    qtbot.waitUntil(lambda: page.draft.base.version == 2)
    enter(page, "pair_cap", "60")
    first = next(one for one in versions(page.session.book) if one.rules.version == 1)
    page.versions.chosen.emit(first)
    assert page.parts.rules.fields["window_days"].text() == "5"
    assert page.parts.rules.fields["pair_cap"].text() == "50"
    page.back()
    assert page.parts.rules.fields["pair_cap"].text() == "60"


def test_an_earlier_version_is_adopted_again(page: MethodologyPage, qtbot: QtBot) -> None:
    assert not page.save_bar.adopt_button.isEnabled()
    with Book.open(page.session.path) as writer:
        later = replace(find_version(writer), window_days=3, author="Li", reason="later", effective=dt.date(2026, 1, 5))
        save_version(writer, later)
    qtbot.waitUntil(lambda: page.draft.base.version == 2)
    page.versions.chosen.emit(next(one for one in versions(page.session.book) if one.rules.version == 1))
    sign(page, reason="back")
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(versions_of(page)) == 3)
    assert find_methodology(page.session.book, None).window_days == 5


def test_differences_from_another_version_are_listed_in_words(page: MethodologyPage) -> None:
    enter(page, "pair_cap", "60")
    page.show_item(part="changes")
    model = page.parts.changes.model
    assert [model.index(0, column).data() for column in range(3)] == ["单一买卖双方上限", "50 %", "60 %"]
    assert model.rowCount() == 1


def type_into(table: TypedTable, row: int, column: int, words: str) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    QTest.keyClicks(table, words[0])
    editor = table.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, words[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QCoreApplication.processEvents()


def test_a_new_set_is_typed_into_the_table_and_adopted(page: MethodologyPage, qtbot: QtBot) -> None:
    page.show_item(part="weights")
    page.parts.weights.add_set()
    table, model = page.parts.weights.sets.table, page.parts.weights.sets.model
    columns = [one.key for one in model.columns]
    codes = [model.index(row, columns.index("code")).data() for row in range(model.rowCount())]
    type_into(table, codes.index("TB-O"), columns.index("1"), "25")
    made = page.draft.sets()[1]
    assert made["weights"]["TB-O"] == 0.25
    assert made["effective"] == dt.date.today().isoformat()
    assert "110.00" in page.parts.weights.sets.footer.accessibleName()
    sign(page, reason="more terbium")
    page.save_bar.adopt_button.click()
    qtbot.waitUntil(lambda: len(find_methodology(page.session.book, None).weight_sets) == 2)


def test_weights_are_computed_from_trades_with_their_working_and_taken_as_a_set(
    page: MethodologyPage, qtbot: QtBot
) -> None:
    page.show_item(part="weights")
    page.parts.weights.compute_button.click()
    panel = page.parts.weights.compute
    qtbot.waitUntil(lambda: panel.made is not None)
    assert panel.made is not None
    assert sum(one.weight for one in panel.made.shares) == 1
    assert panel.model.rowCount() == 8
    panel.cap.set_text("10")
    panel.cap.changed.emit()
    qtbot.waitUntil(lambda: panel.problem.text() != "")
    assert not panel.take_button.isEnabled()
    panel.cap.set_text("40")
    panel.cap.changed.emit()
    qtbot.waitUntil(lambda: panel.take_button.isEnabled())
    panel.take_button.click()
    made = page.draft.sets()[1]
    assert (made["source"], max(made["weights"].values())) == ("computed", 0.4)
    assert "40 %" in made["reason"]


def test_weights_come_from_a_file(page: MethodologyPage, qtbot: QtBot, dialogs: Chosen, tmp_path: Path) -> None:
    dialogs.paths = [tmp_path / "weights.csv"]
    dialogs.paths[0].write_text("品名,权重\n氧化镨钕,60%\n氧化铽,40%\n", encoding="utf-8")
    page.parts.weights.ask_file()
    qtbot.waitUntil(lambda: len(page.draft.sets()) == 2)
    assert page.draft.sets()[1]["weights"] == {"PRND-O": 0.6, "TB-O": 0.4}
    assert page.draft.sets()[1]["source"] == "imported"


def test_the_day_a_set_takes_over_stands_with_its_link(page: MethodologyPage, qtbot: QtBot) -> None:
    index = page.session.index
    assert index is not None
    day = index.computation.last_day
    assert day is not None
    page.parts.weights.add_set()
    page.parts.weights.fields["effective"].set_text(day.isoformat())
    page.parts.weights.fields["effective"].committed.emit()
    sign(page, reason="new set", effective=day.isoformat())
    page.save_bar.adopt_button.click()
    qtbot.waitUntil(lambda: page.parts.weights.links_model.rowCount() == 2)
    model = page.parts.weights.links_model
    assert model.index(1, 0).data() == day.isoformat()
    value = index.computation.series("composite").value[-1]
    assert model.index(1, 2).data() == f"{value:,.2f}"


def test_a_magnet_basket_is_added_and_tried_as_a_series_of_its_own(page: MethodologyPage, qtbot: QtBot) -> None:
    page.show_item(part="indices")
    page.parts.indices.add_template("magnet")
    assert [one["key"] for one in page.draft.indices] == ["magnet"]
    assert set(page.draft.sets("magnet")[0]["weights"]) == {"PRND-O", "DY-O", "TB-O"}
    try_it(page, qtbot)
    found = page.whatif.found
    assert found is not None
    magnet = next(one for one in found.series if one.series == "magnet")
    assert (magnet.common, magnet.only_then > 100) == (0, True)


def test_a_non_trading_day_of_the_book_is_added_at_once_and_taken_back(page: MethodologyPage, qtbot: QtBot) -> None:
    page.show_item(part="days")
    day = dt.date(2026, 11, 27)
    page.parts.days.day.set_text(day.isoformat())
    page.parts.days.name.set_text("盘点")
    page.parts.days.add()
    qtbot.waitUntil(lambda: day in non_trading_days(page.session.book))
    qtbot.waitUntil(lambda: "盘点" in [one.name for one in page.parts.days.days()])
    page.session.undo()
    qtbot.waitUntil(lambda: day not in non_trading_days(page.session.book))
    assert not page.draft.edited


def test_a_table_of_its_own_is_part_of_the_draft(page: MethodologyPage) -> None:
    page.show_item(part="days")
    page.parts.days.whose.button("own").click()
    assert page.draft.days is not None
    before = len(page.draft.days)
    page.parts.days.table.selectRow(0)
    page.parts.days.remove()
    assert len(page.draft.days) == before - 1


def test_a_file_is_read_as_edits_and_goes_out_again(
    page: MethodologyPage, qtbot: QtBot, dialogs: Chosen, tmp_path: Path
) -> None:
    document = to_json(page.draft.base) | {"window_days": 3, "reason": "from outside"}
    dialogs.paths = [tmp_path / "in.json"]
    dialogs.paths[0].write_text(json.dumps(document), encoding="utf-8")
    page.ask_file()
    qtbot.waitUntil(lambda: page.draft.edited)
    assert page.parts.rules.fields["window_days"].text() == "3"
    assert page.save_bar.fields["reason"].text() == "from outside"
    dialogs.paths = [tmp_path / "out.json"]
    page.export()
    qtbot.waitUntil(lambda: (tmp_path / "out.json").is_file())
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (written["window_days"], written["weight_sets"]) == (3, document["weight_sets"])


def test_a_wrong_file_is_refused_by_the_parameter_and_the_draft_stays(
    page: MethodologyPage, qtbot: QtBot, dialogs: Chosen, tmp_path: Path
) -> None:
    dialogs.paths = [tmp_path / "in.json"]
    dialogs.paths[0].write_text('{"window_dayz": 3}', encoding="utf-8")
    page.ask_file()
    qtbot.waitUntil(lambda: "window_dayz" in page.strip.shown)
    assert not page.draft.edited


def test_the_report_is_written_as_pdf_and_as_markdown(
    page: MethodologyPage, qtbot: QtBot, dialogs: Chosen, tmp_path: Path
) -> None:
    for name, begin in (("report.pdf", b"%PDF"), ("report.md", "# 指数方法 RD-1 第 1 版".encode())):
        dialogs.paths = [tmp_path / name]
        page.save_report()
        qtbot.waitUntil(dialogs.paths[0].is_file)
        assert (tmp_path / name).read_bytes().startswith(begin)


def again(page: MethodologyPage, qtbot: QtBot) -> MethodologyPage:
    """The page as it is after another language was chosen."""
    page.close()
    made = MethodologyPage(page.session)
    page.session.message.connect(made.show_message)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_an_unsaved_draft_is_there_again_with_what_cannot_be_read_and_its_signature(
    page: MethodologyPage, qtbot: QtBot
) -> None:
    enter(page, "outlier_threshold", "2")
    enter(page, "window_days", "x")
    sign(page, reason="tighter")
    prefs.shared().save()
    prefs.shared.cache_clear()
    other = again(page, qtbot)
    assert other.draft.text("outlier_threshold") == "2"
    assert other.draft.text("window_days") == "x"
    assert other.parts.rules.fields["window_days"].text() == "x"
    assert other.save_bar.fields["reason"].text() == "tighter"
    assert "没有保存" in other.strip.shown
    other.drop()
    assert not again(other, qtbot).draft.edited


def test_a_draft_of_a_version_that_is_gone_is_let_go(page: MethodologyPage, qtbot: QtBot) -> None:
    enter(page, "outlier_threshold", "2")
    drafts = prefs.shared().views["methodology"]["drafts"]
    drafts[str(page.session.path)]["base"] = "0" * 64
    assert not again(page, qtbot).draft.edited
    wrong: list[object] = [{}, [], "x", {**drafts, "document": {"name": 1}}]
    for nonsense in wrong:
        drafts[str(page.session.path)] = nonsense
        assert not again(page, qtbot).draft.edited


def test_a_try_is_stopped_by_the_same_button_and_by_an_edit(page: MethodologyPage, qtbot: QtBot) -> None:
    enter(page, "outlier_threshold", "2")
    page.whatif_button.click()
    assert page.whatif_button.text() == "停止"
    page.whatif_button.click()
    assert page.whatif_button.text() == "试算"
    page.whatif_button.click()
    enter(page, "outlier_threshold", "3")
    assert page.whatif_button.text() == "试算"
    done: list[str] = []
    page.session.read(lambda _book: "after it", done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert page.whatif.found is None
    assert page.strip.shown == ""
    try_it(page, qtbot)


def test_a_version_that_comes_into_force_at_midnight_is_taken_up(
    page: MethodologyPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    rules = replace(page.draft.base, effective=tomorrow, author="Li", reason="tighter", outlier_threshold=2.0)
    page.session.run(lambda book: save_version(book, rules))
    settled(qtbot, page)
    assert page.versions.version() == versions(page.session.book)[1]

    class Tomorrow(dt.date):
        @classmethod
        def today(cls) -> "Tomorrow":
            return cls(tomorrow.year, tomorrow.month, tomorrow.day)

    monkeypatch.setattr(dt, "date", Tomorrow)
    with qtbot.waitSignal(page.session.index_changed):
        page.session._feed.clock.timeout.emit()
    assert page.session.index is not None
    assert page.session.index.day == tomorrow
    assert versions_of(page)[0] == ("RD-1", 2, "in-force")
    assert page.draft.base.version == 2
