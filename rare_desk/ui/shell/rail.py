"""The rail at the left: one button a page, icon and word, the shown one on the surface with an accent edge.

Pages that belong to another stand under it, without an icon, while one of them is shown.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from rare_desk.ui import icons, theme

WIDTH = 124
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


_HEIGHT = {False: 34, True: 27}


class RailButton(QAbstractButton):
    """`icon` is empty for a page under another."""

    def __init__(self, icon: str, words: str, tip: str = "") -> None:
        super().__init__()
        self._icon = icon
        self._over = False
        self._ring = False
        self.setText(words)
        self.setToolTip(tip or words)
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT[not icon])
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows where Tab came to, not where the window put the focus by itself."""
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._ring = event.reason() in _BY_KEYS
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        here = self.isChecked()
        if here:
            painter.fillRect(self.rect().adjusted(0, 0, -1, 0), QColor(now.surface))
            painter.fillRect(QRect(0, 0, 3, self.height()), QColor(now.accent))
        elif self._over:
            painter.fillRect(self.rect().adjusted(0, 0, -1, 0), QColor(now.line))
        if self._icon:
            icons.paint(painter, self._icon, QRectF(15, 8.5, 17, 17), now.accent if here else now.muted)
        painter.setPen(QColor(now.text if here or self._over else now.muted))
        painter.drawText(
            self.rect().adjusted(42 if self._icon else 28, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self.hasFocus() and self._ring:
            painter.setPen(QColor(now.accent))
            painter.drawRect(self.rect().adjusted(4, 2, -5, -3))
        painter.end()


class Rail(QWidget):
    """Tells which page was asked for; `show_page` only marks it."""

    asked = Signal(str)
    handbook_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._group = QButtonGroup(self)
        self._parents: dict[str, str] = {}
        self.buttons: dict[str, RailButton] = {}
        self.handbook = RailButton("handbook", self.tr("Handbook"), self.tr("Handbook  F1"))
        self.handbook.setCheckable(False)
        self.handbook.clicked.connect(self.handbook_asked)
        self._column.addWidget(self.handbook)

    def add(self, name: str, words: str, tip: str, parent: str = "") -> None:
        made = RailButton("" if parent else name, words, tip)
        made.clicked.connect(self._teller(name))
        self._group.addButton(made)
        self._column.insertWidget(len(self.buttons), made)
        self.buttons[name] = made
        self._parents[name] = parent
        if parent:
            made.hide()

    def show_page(self, name: str) -> None:
        if name not in self.buttons:
            return
        self.buttons[name].setChecked(True)
        for other, parent in self._parents.items():
            if parent:
                self.buttons[other].setVisible(parent in (name, self._parents[name]))

    def _teller(self, name: str) -> Callable[[], None]:
        return lambda: self.asked.emit(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.raised))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(now.line))
        painter.end()
