"""The panel of preferences: who works here, how the window looks, what the desk is called."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rare_desk import prefs
from rare_desk.ops.book.settings import desk_name
from rare_desk.store.actor import account, go_by, who
from rare_desk.store.reading.steps.journal_queries import steps
from rare_desk.ui import language, theme
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.preferences import Preferences


def panel(desk: Desk) -> Preferences:
    desk.show_preferences()
    assert desk.preferences is not None
    return desk.preferences


def click(desk: Desk, words: str) -> None:
    next(one for one in panel(desk).findChildren(QPushButton) if one.text() == words).click()


def test_steps_are_made_under_the_name_that_is_typed_there_and_after_a_restart(opened: Desk, qtbot: QtBot) -> None:
    shown = panel(opened)
    assert shown.name.edit.placeholderText() == account()
    shown.name.edit.setText("王姐")
    shown.name.committed.emit()
    shown.desk_name.edit.setText("包头甲公司")
    shown.desk_name.committed.emit()
    session = opened.session
    assert session is not None
    qtbot.waitUntil(lambda: desk_name(session.book) == "包头甲公司")
    newest = steps(session.book, 1)[0]
    assert (newest.who, newest.label, newest.details) == ("王姐", "desk-named", {"desk": "包头甲公司"})
    assert prefs.load().name == "王姐"
    go_by("")
    assert who() == account()


def test_the_desks_name_is_taken_back_like_every_step(opened: Desk, qtbot: QtBot) -> None:
    shown = panel(opened)
    shown.desk_name.edit.setText("甲")
    shown.desk_name.committed.emit()
    session = opened.session
    assert session is not None
    qtbot.waitUntil(lambda: desk_name(session.book) == "甲")
    opened.undo()
    qtbot.waitUntil(lambda: desk_name(session.book) == "")
    qtbot.waitUntil(lambda: shown.desk_name.text() == "")


def test_look_and_colours_change_at_once_and_are_kept(opened: Desk) -> None:
    click(opened, "深色")
    click(opened, "绿涨红跌")
    assert (theme.signals().choice, theme.signals().red_up) == ("dark", False)
    assert (prefs.load().theme, prefs.load().red_up) == ("dark", False)


def test_a_page_keeps_its_width_under_the_panel_in_a_small_window_and_gives_way_in_a_large_one(
    opened: Desk, qtbot: QtBot
) -> None:
    bench = opened.window.workbench
    assert bench is not None
    opened.window.resize(1280, 720)
    opened.show()
    qtbot.waitUntil(lambda: bench.width() == 1280)
    shown = panel(opened)
    qtbot.waitUntil(lambda: shown.geometry().right() == bench.rect().right())
    assert bench.stack.geometry().right() == bench.rect().right()
    opened.window.resize(1920, 1080)
    qtbot.waitUntil(lambda: bench.stack.geometry().right() < shown.geometry().left())
    opened.window.resize(1280, 720)
    qtbot.waitUntil(lambda: bench.stack.geometry().right() == bench.rect().right())
    assert shown.geometry().bottom() < bench.status.geometry().top() + 1


def test_the_panel_stays_when_the_language_changes(opened: Desk) -> None:
    click(opened, "English")
    assert language.current() == "en"
    assert opened.preferences is not None
    assert not opened.preferences.isHidden()
    assert opened.preferences.name.label.text() == "Your name"
