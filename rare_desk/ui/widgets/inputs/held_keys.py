"""What is typed into a form in the moment in which it is being saved."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class HeldKeys(QObject):
    """Holds back what is typed into a widget, and hands it to what has the keys there afterwards: to the first field of
    the next record. Where nothing in it has them any more, what was typed had nowhere to go.

    It lets go as soon as the widget is hidden, and so before it is taken apart: what Python says of widgets while they
    are being destroyed brings the process down.
    """

    def __init__(self, where: QWidget) -> None:
        super().__init__(where)
        self._where = where
        self._held = list[QEvent]()
        self._holds = False

    def hold(self, on: bool) -> None:
        """When no longer: what was held follows after whatever is yet to be said of the saved record."""
        app = QApplication.instance()
        if app is not None and on and not self._holds:
            app.installEventFilter(self)
            self._holds = True
        elif self._holds and not on:
            QTimer.singleShot(0, self, self._hand_over)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._where and event.type() == QEvent.Type.Hide:
            self._let_go()
        if not (isinstance(watched, QWidget) and self._where.isAncestorOf(watched)):
            return False
        copy = _copy(event)
        if copy is not None:
            self._held.append(copy)
        return copy is not None

    def _hand_over(self) -> None:
        for event in self._let_go():
            focused = QApplication.focusWidget()
            if focused is not None and self._where.isAncestorOf(focused):
                QApplication.sendEvent(focused, event)

    def _let_go(self) -> list[QEvent]:
        """What was held."""
        app, held, self._held, self._holds = QApplication.instance(), self._held, [], False
        if app is not None:
            app.removeEventFilter(self)
        return held


def _copy(event: QEvent) -> QEvent | None:
    """Of what is typed; None of any other."""
    if isinstance(event, QKeyEvent) and event.type() in _KEYS:
        return QKeyEvent(
            event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat(), event.count()
        )
    if isinstance(event, QInputMethodEvent):
        copy = QInputMethodEvent(event.preeditString(), event.attributes())
        copy.setCommitString(event.commitString(), event.replacementStart(), event.replacementLength())
        return copy
    return None
