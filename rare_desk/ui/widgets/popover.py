"""A part that lies over its page until something else is pressed."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget


class Popover(QFrame):
    """Gone for good when it is closed, and by a press beside it in the same window.

    It hears the whole application, and stops when it is hidden: Qt asks Python of widgets while they are being taken
    apart too, which ends the process.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("bar", "popup")

    def rise(self, first: QWidget) -> None:
        """Shows it, with the keys on that part."""
        self.show()
        self.raise_()
        first.setFocus()
        if (app := QApplication.instance()) is not None:
            app.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if (app := QApplication.instance()) is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(watched, QWidget) and watched.window() is self.window() and not self._holds(watched):
            self.close()
        return super().eventFilter(watched, event)

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)
