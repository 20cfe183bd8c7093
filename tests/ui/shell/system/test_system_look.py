"""The system goes dark, or light, while the window is open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ui import theme
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.theme import DARK, LIGHT
from tests.ui.waiting import settled


def ground(widget: QWidget) -> float:
    """How bright most of what it draws is, from 0 to 1."""
    picture = widget.grab().toImage().scaled(40, 40)
    shades = sorted(picture.pixelColor(x, y).lightnessF() for x in range(40) for y in range(40))
    return shades[len(shades) // 2]


def system_turns(app: QApplication, scheme: Qt.ColorScheme) -> None:
    app.styleHints().colorSchemeChanged.emit(scheme)


@pytest.mark.parametrize("page", [entry.name for entry in pages.PAGES])
def test_the_open_window_follows_the_system(opened: Desk, app: QApplication, qtbot: QtBot, page: str) -> None:
    theme.choose("system")
    system_turns(app, Qt.ColorScheme.Light)
    bench = opened.window.workbench
    assert bench is not None
    shown = bench.show_page(page)
    settled(qtbot, shown)
    assert ground(opened.window) > 0.8
    system_turns(app, Qt.ColorScheme.Dark)
    settled(qtbot, shown)
    assert theme.tokens().name == DARK.name
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(DARK.ground)
    assert ground(shown) < 0.3
    system_turns(app, Qt.ColorScheme.Light)
    settled(qtbot, shown)
    assert ground(shown) > 0.8


def test_who_chose_a_look_keeps_it_whatever_the_system_does(opened: Desk, app: QApplication) -> None:
    theme.choose("light")
    system_turns(app, Qt.ColorScheme.Dark)
    assert theme.tokens().name == LIGHT.name
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.ground)
