"""What is said before many rows change: how many do, which are refused and which are doubtful."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from rare_desk.ui import formats, labels
from rare_desk.ui.trades.many.judging import Judged, Told
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import button, put_in, text

_MOST = 60
"""Rows told one by one."""


class Verdict(QWidget):
    """The sums above, the rows below, the answer at the foot. Enter changes, Esc is the panel's."""

    agreed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sums = text("")
        self._sums.setWordWrap(True)
        self._rows = QScrollArea()
        self._rows.setWidgetResizable(True)
        self._rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.button = button("", self.agreed.emit, "primary")
        self._foot = QFrame()
        self._foot.setProperty("bar", "card")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(12, 8, 12, 10)
        row.addWidget(self.button)
        row.addStretch(1)
        column = flush(QVBoxLayout(self), 8)
        self._sums.setContentsMargins(12, 8, 12, 0)
        column.addWidget(self._sums)
        column.addWidget(self._rows, 1)
        column.addWidget(self._foot)

    @property
    def sums(self) -> str:
        return self._sums.text()

    @property
    def lines(self) -> list[str]:
        """The rows that are told of."""
        body = self._rows.widget()
        return [one.text() for one in body.findChildren(QLabel)] if body else []

    def clear(self) -> None:
        self._sums.setText("")
        self._put(QWidget())
        self._offer(False)

    def show_judged(self, judged: Judged, do_words: str) -> None:
        """`do_words` on the button, with `{count}`."""
        self._sums.setText("\n".join(self._sentences(judged)))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(6)
        for told, role in ((judged.refused, "bad"), (judged.doubted, "warn")):
            for one in told[:_MOST]:
                column.addWidget(self._line(one, role))
            if len(told) > _MOST:
                left = formats.count(len(told) - _MOST)
                column.addWidget(text(self.tr("and {count} more").format(count=left), "caption"))
        column.addStretch(1)
        self._put(body)
        self.button.setText(do_words.format(count=formats.count(judged.count)))
        self._offer(judged.count > 0)

    def _put(self, body: QWidget) -> None:
        put_in(self._rows, body)
        body.setAutoFillBackground(False)
        self._rows.viewport().setAutoFillBackground(False)

    def _offer(self, something: bool) -> None:
        """The button, with the foot that it stands in."""
        self.button.setVisible(something)
        self._foot.setVisible(something)

    def _sentences(self, judged: Judged) -> list[str]:
        parts = (
            (len(judged.changed), self.tr("{count} rows change")),
            (len(judged.added), self.tr("{count} rows are new")),
            (judged.unchanged, self.tr("{count} rows say so already")),
            (len(judged.refused), self.tr("{count} rows cannot: they are left out")),
            (len(judged.doubted), self.tr("{count} rows have a suspicious price: they are marked suspect")),
        )
        found = [words.format(count=formats.count(count)) for count, words in parts if count]
        return found or [self.tr("Nothing changes.")]

    @staticmethod
    def _line(told: Told, role: str) -> QLabel:
        line = text(f"{told.row}  {labels.say_all(told.problems)}", role, caption=True)
        line.setWordWrap(True)
        return line
