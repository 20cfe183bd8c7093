"""A panel at the right of a page, for which the page makes room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from rare_desk.ui.widgets.toolbar import button, text

_PAGE, _WIDEST = 1800, 1.4
"""Beside a page of more px than that a panel is wider, at most so many times."""


def beside(page: int, width: int) -> int:
    """Of a panel that is `width` px wide beside an ordinary page, beside one of `page` px."""
    return round(width * min(max(page / _PAGE, 1.0), _WIDEST))


class SidePanel(QFrame):
    """Head with title and close, a body that scrolls if need be, and a foot that stays. Esc closes it."""

    closed = Signal()

    def __init__(self, title: str = "", width: int = 360, *, closable: bool = True) -> None:
        super().__init__()
        self.setProperty("bar", "side")
        self._own_width = width
        self.setFixedWidth(width)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 0, 0, 0)
        self._column.setSpacing(0)
        head = QFrame()
        head.setProperty("bar", "head")
        head.setFixedHeight(36)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(8)
        self._title = text(title)
        self._subtitle = text("", "caption")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(0)
        row.addWidget(self._title)
        row.addWidget(self._subtitle)
        row.addStretch(1)
        row.addLayout(self.tools)
        close = button("×", self.close_panel, "quiet")
        close.setToolTip(self.tr("Close"))
        close.setAccessibleName(self.tr("Close"))
        row.addWidget(close)
        close.setVisible(closable)
        self._column.addWidget(head)
        self._body: QWidget | None = None
        self._foot: QWidget | None = None

    def fit(self, page: int) -> None:
        """Beside a page of so many px."""
        self.setFixedWidth(beside(page, self._own_width))

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def set_body(self, body: QWidget, *, scroll: bool = False) -> None:
        """Once. With `scroll` the body keeps its height and scrolls up and down."""
        if scroll:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(body)
            body.setAutoFillBackground(False)
            area.viewport().setAutoFillBackground(False)
            body = area
        self._body = body
        self._column.insertWidget(1, body, 1)

    def set_foot(self, foot: QWidget) -> None:
        self._foot = foot
        self._column.addWidget(foot)

    def close_panel(self) -> None:
        self.setVisible(False)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)
