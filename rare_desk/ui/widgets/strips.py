"""What a page says about itself: the message under its toolbar, the line of running work, the empty page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from rare_desk.ui import icons, theme
from rare_desk.ui.widgets.toolbar import button, text
from rare_desk.words import printed

if TYPE_CHECKING:
    from rare_desk.ui.messages import Asks, Message

_LOOKS = {
    "good": ("accent_weak", "accent", "check"),
    "info": ("accent_weak", "accent", "info"),
    "warn": ("warn_weak", "warn", "alert"),
    "bad": ("bad_weak", "bad", "alert"),
}


_ANSWER = 200
_SENTENCE = 480
"""How wide the sentence of an empty page runs, px."""


class MessageStrip(QFrame):
    """One message at a time; hidden when there is none. A newer message takes the place of the older."""

    def __init__(self) -> None:
        super().__init__()
        self._kind = "good"
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(44, 3, 8, 3)
        self._row.setSpacing(8)
        self._text = text("")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._detail = text("", "muted")
        self._links = QHBoxLayout()
        self._links.setSpacing(4)
        self._close = button("×", self.clear, "quiet")
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        self._row.addWidget(self._text, 1)
        self.answer = QLineEdit()
        self.answer.setFixedWidth(_ANSWER)
        self.answer.setVisible(False)
        self.answer.returnPressed.connect(self._take)
        self.answer.textChanged.connect(self._may_take)
        self._asks: Asks | None = None
        self._taking = button("", self._take)
        self._taking.setVisible(False)
        self._row.addWidget(self._detail)
        self._row.addWidget(self.answer)
        self._row.addWidget(self._taking)
        self._row.addLayout(self._links)
        self._row.addWidget(self._close)
        self.setMinimumHeight(32)
        self.setVisible(False)

    @property
    def shown(self) -> str:
        """The text that stands there now."""
        return self._text.text() if not self.isHidden() else ""

    def show_message(self, message: Message) -> None:
        self._kind = message.kind
        self._text.setText(printed(message.text))
        self._detail.setText(printed(message.detail))
        self._detail.setVisible(bool(message.detail))
        while (item := self._links.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for action in message.actions:
            self._links.addWidget(button(action.words, partial(self._follow, action.do), "link"))
        self._ask(message.asks)
        self.setAccessibleName(message.text)
        self.setVisible(True)
        self.update()

    def _ask(self, asks: Asks | None) -> None:
        self._asks = asks
        self.answer.clear()
        for part in (self.answer, self._taking):
            part.setVisible(asks is not None)
        if asks is not None:
            self.answer.setEchoMode(QLineEdit.EchoMode.Password if asks.secret else QLineEdit.EchoMode.Normal)
            self.answer.setPlaceholderText(asks.what)
            self.answer.setAccessibleName(asks.what)
            self._taking.setText(asks.words)
            self._may_take()
            QTimer.singleShot(0, self, self.answer.setFocus)

    def _may_take(self) -> None:
        self._taking.setEnabled(bool(self._answered()))

    def _answered(self) -> str:
        typed = self.answer.text()
        return typed if self._asks is not None and self._asks.secret else typed.strip()

    def _take(self) -> None:
        answer, asks = self._answered(), self._asks
        if asks is not None and answer:
            self._follow(lambda: asks.take(answer))

    def clear(self) -> None:
        self.setVisible(False)

    def outdate(self) -> None:
        """Something else has happened: what went well is said no longer, and nothing offers to take it back."""
        if self._kind == "good":
            self.clear()

    def _follow(self, do: Callable[[], object]) -> None:
        self.clear()
        do()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, ink, icon = _LOOKS[self._kind]
        now = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(getattr(now, ground)))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(now.line))
        icons.paint(painter, icon, QRectF(16, self.height() / 2 - 8, 16, 16), getattr(now, ink))
        painter.end()


class BusyLine(QWidget):
    """Two pixels that tell that something runs, and how far it is when that is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(2)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fraction = 0.0
        self._phase = 0.0
        self._label = ""
        self._tick = QTimer(self, interval=40)
        self._tick.timeout.connect(self._advance)

    def show_progress(self, label: str, fraction: float) -> None:
        """`fraction` -1: unknown; an empty label: nothing runs."""
        self._label = label
        self._fraction = fraction
        if not label:
            self._tick.stop()
        elif not self._tick.isActive():
            self._tick.start()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._label:
            return
        painter = QPainter(self)
        accent = QColor(theme.tokens().accent)
        if self._fraction >= 0:
            painter.fillRect(QRectF(0, 0, self.width() * self._fraction, 2), accent)
        else:
            part = self.width() / 4
            painter.fillRect(QRectF((self.width() + part) * self._phase - part, 0, part, 2), accent)
        painter.end()

    def _advance(self) -> None:
        self._phase = (self._phase + 0.02) % 1.0
        if self._fraction < 0:
            self.update()


class EmptyState(QWidget):
    """One sentence in the middle of the page, and at most one button that is the next step, with another way to it."""

    def __init__(
        self,
        sentence: str,
        step: str = "",
        do: Callable[[], object] | None = None,
        other: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        words = text(sentence, "muted")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole = words.fontMetrics().horizontalAdvance(sentence)
        width = min(_SENTENCE, round(whole / ceil(whole / _SENTENCE) * 1.1) + 8)  # lines of about the same length
        words.setFixedSize(width, words.heightForWidth(width))
        column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button = button(step, do, "primary")
        self.other = button(*other) if other else None
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addStretch(1)
        ways.addWidget(self.button)
        if self.other is not None:
            ways.addWidget(self.other)
        ways.addStretch(1)
        column.addLayout(ways)
        self.button.setVisible(bool(step))
        column.addStretch(3)
