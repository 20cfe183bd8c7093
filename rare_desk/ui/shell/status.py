"""The status bar: book, index day, what runs, what needs attention; at the right what the page adds and when saved."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from rare_desk.ui import formats, labels, theme

HEIGHT = 24


class StatusItem(QAbstractButton):
    """A muted name and its value; it can be clicked when something is connected to `clicked`."""

    def __init__(self, name: str = "", *, rule: bool = True) -> None:
        super().__init__()
        self._name = name
        self._value = ""
        self._token = "text"
        self._rule = rule
        self.setFont(theme.caption_font())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT - 1)
        self.setVisible(False)

    @property
    def value(self) -> str:
        return self._value

    def say(self, value: str, token: str = "text", tip: str = "") -> None:
        """An empty value hides the item."""
        self._value, self._token = value, token
        self.setToolTip(labels.tip(tip))
        self.setAccessibleName(f"{self._name} {value}".strip())
        self.setVisible(bool(value))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._advance() + 24, HEIGHT - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        place = self.rect().adjusted(12, 0, -10, 0)
        painter.setPen(QColor(now.muted))
        painter.drawText(place, middle, self._name)
        if self._name:
            place.setLeft(place.left() + QFontMetrics(self.font()).horizontalAdvance(f"{self._name} "))
        painter.setPen(QColor(getattr(now, self._token)))
        words = painter.fontMetrics().elidedText(self._value, Qt.TextElideMode.ElideMiddle, place.width() + 2)
        painter.drawText(place, middle, words)
        if self._rule:
            painter.fillRect(self.width() - 1, 5, 1, self.height() - 10, QColor(now.line))
        painter.end()

    def _advance(self) -> int:
        whole = f"{self._name} {self._value}" if self._name else self._value
        return QFontMetrics(self.font()).horizontalAdvance(whole)


class StatusBar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.book = StatusItem(self.tr("Book"))
        self.index_day = StatusItem(self.tr("Index day"))
        self.work = StatusItem(self.tr("Background"))
        self.cancel = StatusItem(rule=False)
        self.cancel.setCursor(Qt.CursorShape.PointingHandCursor)
        self._patience = QTimer(self, interval=500, singleShot=True)
        self._patience.timeout.connect(lambda: self.cancel.say(self.tr("Cancel"), "accent"))
        self.attention = StatusItem()
        self.restatements = StatusItem()
        self.note = StatusItem(rule=False)
        self.saved = StatusItem(rule=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 1, 4, 0)
        row.setSpacing(0)
        for item in (self.book, self.index_day, self.work, self.cancel, self.attention, self.restatements):
            row.addWidget(item)
        row.addStretch(1)
        for item in (self.note, self.saved):
            row.addWidget(item)

    def show_work(self, words: str, fraction: float, *, can_stop: bool = False) -> None:
        """Empty words: idle. Work that can be stopped has Cancel beside it once it takes half a second."""
        if not can_stop:
            self._patience.stop()
            self.cancel.say("")
        elif not self.cancel.isVisible() and not self._patience.isActive():
            self._patience.start()
        percent = f" {fraction * 100:.0f} %" if words and fraction >= 0 else ""
        self.work.say(words + percent if words else self.tr("idle"), "text" if words else "muted")

    def show_attention(self, suspects: int) -> None:
        words = self.tr("1 suspect row") if suspects == 1 else self.tr("{count} suspect rows").format(count=suspects)
        self.attention.say(words if suspects else "", "warn")

    def show_restatements(self, points: int) -> None:
        words = self.tr("1 point to restate") if points == 1 else self.tr("{count} points to restate")
        self.restatements.say(words.format(count=points) if points else "", "warn")

    def show_saved(self, at: dt.datetime | None, *, read_only: bool) -> None:
        if read_only:
            self.saved.say(self.tr("read only"), "warn")
        else:
            today = at is not None and at.date() == dt.date.today()
            time = "" if at is None else formats.clock(at) if today else formats.date(at.date())
            self.saved.say(self.tr("saved {time}").format(time=time) if at else "", "muted")

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.raised))
        painter.fillRect(0, 0, self.width(), 1, QColor(now.line))
        painter.end()
