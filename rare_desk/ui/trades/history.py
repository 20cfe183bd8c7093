"""What happened to a row: when, by whom, what it said before and after; older versions can come again."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rare_desk.ui.trades.history_words import Line
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Toolbar, button, put_in, text

_TALLEST = 148


class HistoryList(QFrame):
    """Newest first; scrolls when there are many."""

    restore_asked = Signal(int)
    """The step whose version of the row shall come again."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        column = flush(QVBoxLayout(self))
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

    def restore_previous(self) -> None:
        """The version before the present one."""
        older = next((line.step for line in self._lines if line.step), 0)
        if older:
            self.restore_asked.emit(older)

    def show_lines(self, of: str, lines: Sequence[Line]) -> None:
        self._lines = tuple(lines)
        self._of.setText(of)
        body = QWidget()
        body.setAutoFillBackground(False)
        grid = QGridLayout(body)
        grid.setContentsMargins(12, 6, 8, 6)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for number, line in enumerate(lines):
            stamp = text("\n".join(filter(None, (line.when, line.who))), "caption")
            words = text(line.what)
            words.setWordWrap(True)
            grid.addWidget(stamp, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, number, 1, Qt.AlignmentFlag.AlignTop)
            if line.step:
                again = button(self.tr("Restore"), partial(self.restore_asked.emit, line.step), "link")
                again.setToolTip(self.tr("The row as it was then, by a step of its own"))
                grid.addWidget(again, number, 2, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(lines), 1)
        put_in(self._area, body)
        self._area.setFixedHeight(min(_TALLEST, body.sizeHint().height()))
        self.setVisible(bool(lines))
