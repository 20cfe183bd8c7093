"""What happened to a row: when, by whom, what it said before and after."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rare_desk.ui.widgets.toolbar import Toolbar, put_in, text

_TALLEST = 132


class HistoryList(QFrame):
    """Lines of (when, who, what), newest first; scrolls when there are many."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Toolbar(0, "head", side=12)
        self._of = text("", "caption")
        head.add(text(self.tr("Row history")))
        head.add_right(self._of)
        column.addWidget(head)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setMaximumHeight(_TALLEST)
        self._area.viewport().setAutoFillBackground(False)
        column.addWidget(self._area)
        self.setVisible(False)

    @property
    def lines(self) -> tuple[str, ...]:
        body = self._area.widget()
        return tuple(label.text() for label in body.findChildren(QLabel)) if body else ()

    def show_lines(self, of: str, lines: Sequence[tuple[str, str, str]]) -> None:
        self._of.setText(of)
        body = QWidget()
        body.setAutoFillBackground(False)
        grid = QGridLayout(body)
        grid.setContentsMargins(12, 6, 12, 6)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for number, (when, who, what) in enumerate(lines):
            stamp = text(when, "caption")
            stamp.setToolTip(who)
            words = text(what)
            words.setToolTip(who)
            words.setWordWrap(True)
            grid.addWidget(stamp, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, number, 1)
        grid.setRowStretch(len(lines), 1)
        put_in(self._area, body)
        self._area.setFixedHeight(min(_TALLEST, body.sizeHint().height()))
        self.setVisible(bool(lines))
