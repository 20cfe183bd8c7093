"""A morning with the chart, through the real window and its keys: overlay, measure, note, mark, layout, restart."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsView, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rare_desk import prefs
from rare_desk.store.reading.index import chart_queries
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.publication.page import PublicationPage
from rare_desk.ui.quotes.page import QuotesPage
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.workbench import Workbench
from rare_desk.ui.widgets.inputs.name_popup import NamePopup

_PATIENCE_MS = 20_000
CTRL = Qt.KeyboardModifier.ControlModifier
Opener = Callable[[], tuple[MainWindow, IndexPage]]


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact, timeout=_PATIENCE_MS)


@pytest.fixture
def open_window(app: QApplication, qtbot: QtBot, sample_file: Path, tmp_path: Path) -> Iterator[Opener]:
    """Opens the program on one and the same sample book, as often as it is called."""
    path = shutil.copyfile(sample_file, tmp_path / "journey.raredesk")
    desks: list[Desk] = []

    def opened() -> tuple[MainWindow, IndexPage]:
        prefs.shared.cache_clear()
        desk = Desk()
        desks.append(desk)
        desk.open_path(path)
        until(qtbot, lambda: desk.window.workbench is not None)
        desk.window.resize(1400, 900)
        desk.window.show()
        shown = bench(desk.window).show_page("index")
        assert isinstance(shown, IndexPage)
        until(qtbot, lambda: shown.chart.content.last_day is not None)
        desk.window.activateWindow()
        until(qtbot, desk.window.isActiveWindow)
        return desk.window, shown

    yield opened
    for desk in desks:
        desk.window.close()


def bench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


def key(on: QWidget, pressed: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(on, pressed, held)


def canvas(page: IndexPage) -> QWidget:
    view = page.chart.findChild(QGraphicsView)
    assert isinstance(view, QGraphicsView)
    return view.viewport()


def test_an_overlay_found_by_its_initials_is_kept_in_a_layout_and_shown_again_after_a_restart(
    open_window: Opener, qtbot: QtBot
) -> None:
    window, page = open_window()
    key(window, Qt.Key.Key_L, CTRL)
    until(qtbot, page.overlays.search.edit.hasFocus)
    QTest.keyClicks(page.overlays.search.edit, "jspn")  # 金属镨钕
    key(page.overlays.search.edit, Qt.Key.Key_Return)
    until(qtbot, lambda: {"金属镨钕", "精矿公布价"} <= {line.name for line in page.chart.content.lines})
    laid = [line.name for line in page.chart.content.lines]
    key(page.overlays, Qt.Key.Key_Escape)
    key(window, Qt.Key.Key_S, CTRL)
    popup = page.findChild(NamePopup)
    assert isinstance(popup, NamePopup)
    name = popup.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    name.setText("晨会")
    key(name, Qt.Key.Key_Return)
    until(qtbot, lambda: "晨会" in chart_queries.layouts(page.session.book))
    window.close()
    window, page = open_window()
    until(qtbot, lambda: [line.name for line in page.chart.content.lines] == laid)


def test_a_stretch_is_measured_with_the_mouse_and_cleared_with_escape(open_window: Opener, qtbot: QtBot) -> None:
    window, page = open_window()
    key(window, Qt.Key.Key_M, CTRL)
    drawing = page.chart.drawing
    assert drawing is not None
    main = drawing.frames.main
    start, end = (QPoint(round(main.left() + main.width() * part), round(main.center().y())) for part in (0.3, 0.6))
    QTest.mousePress(canvas(page), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas(page), (start + end) / 2)
    QTest.mouseMove(canvas(page), end)
    QTest.mouseRelease(canvas(page), Qt.MouseButton.LeftButton, pos=end)
    measured = page.chart.measured
    assert measured is not None
    key(page.chart, Qt.Key.Key_Escape)
    assert page.chart.measured is None


def test_a_note_is_written_found_by_the_keyboard_and_opened(open_window: Opener, qtbot: QtBot) -> None:
    window, page = open_window()
    page.chart.select(int(page.chart.content.lines[0].days[-20]))
    key(window, Qt.Key.Key_N, CTRL)
    until(qtbot, page.notes.title.edit.hasFocus)
    QTest.keyClicks(page.notes.title.edit, "halt")
    key(page.notes.title.edit, Qt.Key.Key_Return, CTRL)
    until(qtbot, lambda: any(one.words == "halt" for one in page.chart.content.markers))
    page.chart.select(None)
    page.chart.setFocus()
    words = []
    for _ in range(20):
        key(page.chart, Qt.Key.Key_Left, CTRL)
        words.append(page.chart.accessibleDescription())
        if "halt" in words[-1]:
            break
    assert "halt" in words[-1]
    key(page.chart, Qt.Key.Key_Return, CTRL)
    until(qtbot, lambda: page.notes.uuid != "")
    assert page.notes.isVisible()


def test_a_mark_of_an_announced_price_leads_to_its_quarter(open_window: Opener, qtbot: QtBot) -> None:
    window, page = open_window()
    until(qtbot, lambda: bool(page.chart.content.markers))
    mark = next(one for one in page.chart.content.markers if "2026Q1" in one.words)
    page.chart.marker_asked.emit(mark.key)
    quotes = bench(window).current
    assert isinstance(quotes, QuotesPage)
    row = quotes.below.announced_model.row_at(quotes.below.announced.chosen_places()[0])
    assert row is not None
    assert row.price.quarter == "2026Q1"


def test_publishing_is_one_click_from_the_chart_and_its_mark_leads_back(open_window: Opener, qtbot: QtBot) -> None:
    window, page = open_window()
    page.bar.publish_button.click()
    publication = bench(window).current
    assert isinstance(publication, PublicationPage)
    until(qtbot, lambda: publication.overview is not None)
    next(action for action in publication.menu_actions() if "Ctrl+Shift+P" in action.text()).trigger()
    bench(window).show_page("index")
    until(qtbot, lambda: any(one.kind == "publication" for one in page.chart.content.markers))
    mark = next(one for one in page.chart.content.markers if one.kind == "publication")
    page.chart.marker_asked.emit(mark.key)
    assert bench(window).shown == "publication"
    until(qtbot, publication.panel.isVisible)
