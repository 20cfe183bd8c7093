"""A hand on the keyboard: every key goes to where the window has its keys, and nothing is put there by program."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.widgets.table import Table
from tests.ui.waiting import PATIENCE

_FAR = 80
_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_NAMES = {"Del": "Delete"}


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    def there() -> bool:
        _come_back()
        return fact()

    qtbot.waitUntil(there)


def focused() -> QWidget:
    _come_back()
    popup = QApplication.activePopupWidget()
    found = (popup.focusWidget() or popup) if popup is not None else QApplication.focusWidget()
    assert found is not None
    return found


def _come_back() -> None:
    """Between two keys, as a hand leaves it, the windows find their order. A list that falls down becomes the active
    window, where there is no screen, and is told so by an event that waits its turn: a key that closes the list before
    that would leave a window active that is closed. A desktop gives the keys back to the window, an offscreen one does
    not."""
    QApplication.processEvents()
    if QApplication.activePopupWidget() is not None or isinstance(QApplication.activeWindow(), MainWindow):
        return
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
    deadline = QDeadlineTimer(PATIENCE)
    for window in windows[-1:]:
        window.activateWindow()
        while not window.isActiveWindow() and not deadline.hasExpired():
            QApplication.processEvents()


def press(*keys: str) -> None:
    """As the handbook writes them: `Ctrl+6`, `Shift+Down`."""
    for key in keys:
        *held, letter = key.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= _HELD[one]
        QTest.keyClick(focused(), _key(letter), modifiers)


def _key(name: str) -> Qt.Key:
    return Qt.Key.Key_Minus if name == "-" else Qt.Key[f"Key_{_NAMES.get(name, name)}"]


def write(words: str) -> None:
    """Latin letters by keys, Chinese as an input method hands it over."""
    for letter in words:
        if letter.isascii():
            QTest.keyClicks(focused(), letter)
        else:
            handed = QInputMethodEvent()
            handed.setCommitString(letter)
            field = focused()
            QApplication.sendEvent(field.focusProxy() or field, handed)


def tab_to(wanted: QWidget, key: str = "Tab") -> None:
    """By Tab alone, or by Shift+Tab."""
    for _ in range(_FAR):
        if focused() is wanted:
            return
        press(key)
    raise AssertionError(f"{key} does not lead to {wanted}")


def pick(words: str) -> None:
    """From the menu that is open, by the arrows."""
    menu = focused()
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        press("Down")
        if (at := menu.activeAction()) is not None and _said(at) == words:
            press("Return")
            return
    raise AssertionError(f"{words} is none of {[_said(one) for one in menu.actions()]}")


def _said(action: QAction) -> str:
    """Without its key."""
    return action.text().partition("\t")[0].replace("&", "")


def go_to(table: Table, place: int, column: str) -> None:
    """To the cell of that row, counted from nothing, of the list that has the keys."""
    press("Ctrl+Home", *["Down"] * place)
    walk_to(table, column)


def walk_to(table: Table, column: str) -> None:
    """In the row of the cursor, which stands in some cell."""
    assert focused() is table
    press("Home")
    for _ in table.columns:
        if table.column(table.currentIndex().column()).key == column:
            return
        press("Right")
    raise AssertionError(f"{column} is not shown")
