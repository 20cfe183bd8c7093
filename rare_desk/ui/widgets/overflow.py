"""A button with a menu behind it, and a row of them of which what has no room goes into the last one's menu."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, QPoint, QRectF
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from rare_desk.ui import icons, theme


class MenuButton(QPushButton):
    """Looks like a choice; its menu is filled by whoever made it. Not `setMenu`: Qt then forgets the padding."""

    def __init__(self, words: str, tip: str = "") -> None:
        super().__init__(words)
        self.setProperty("drop", True)
        self.drop = QMenu(self)
        self.drop.setToolTipsVisible(True)
        self.setToolTip(tip)
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        self.drop.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        ink = theme.tokens().muted if self.isEnabled() else theme.tokens().stale
        icons.paint(painter, "down", QRectF(self.width() - 19, self.height() / 2 - 5, 10, 10), ink)
        painter.end()


class Overflow(QObject):
    """`movable` are (widget, what stands for it in the menu of `more`), first leaving first; all have their places."""

    def __init__(self, more: MenuButton, movable: Sequence[tuple[QWidget, Sequence[QAction]]]) -> None:
        super().__init__(more)
        self.more = more
        self._movable = tuple(movable)
        for _, actions in self._movable:
            more.drop.addActions(list(actions))
        self._apply(0)

    def fit(self, room: int, always: int, gap: int, absent: Collection[QWidget] = ()) -> None:
        """`room` px for all, of which what always stands takes `always` and each widget a `gap` more.

        `absent` have no place now, neither in the row nor in the menu.
        """
        widths = [0 if widget in absent else widget.sizeHint().width() + gap for widget, _ in self._movable]
        more = self.more.sizeHint().width() + gap
        moved, needed = 0, always + sum(widths)
        while moved < len(widths) and needed + (more if moved else 0) > room:
            needed -= widths[moved]
            moved += 1
        self._apply(moved, absent)

    def _apply(self, moved: int, absent: Collection[QWidget] = ()) -> None:
        for place, (widget, actions) in enumerate(self._movable):
            widget.setVisible(place >= moved and widget not in absent)
            for action in actions:
                action.setVisible(place < moved and widget not in absent)
        self.more.setVisible(moved > 0)
