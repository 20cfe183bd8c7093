"""A window whose monitor is taken away comes onto one that is there: not every system sees to that by itself."""

from PySide6.QtCore import QPoint, QRect, QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_SYSTEM_FIRST_MS = 500


def stay_on_screen(window: QWidget) -> None:
    """From now on, whenever a monitor has gone, and the system had its turn."""
    wait = QTimer(window, singleShot=True, interval=_SYSTEM_FIRST_MS)
    wait.timeout.connect(lambda: bring_in(window))
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.screenRemoved.connect(wait.start)


def bring_in(window: QWidget) -> None:
    """Whole, as far as there is room, unless half of the edge by which it is dragged is on a screen."""
    frame = window.frameGeometry()
    edge = QRect(frame.topLeft(), QSize(frame.width(), 1))
    seen = max(screen.availableGeometry().intersected(edge).width() for screen in QGuiApplication.screens())
    if seen * 2 >= frame.width() or window.isMaximized() or window.isMinimized():
        return
    room = window.screen().availableGeometry()
    borders = frame.size() - window.size()
    window.resize(window.size().boundedTo(room.size() - borders))
    free = room.size() - window.frameGeometry().size()
    window.move(room.topLeft() + QPoint(max(free.width() // 2, 0), max(free.height() // 2, 0)))
