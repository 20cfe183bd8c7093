"""The first page of a new desk: the language, and where to start. Also shown when no book is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rare_desk.ui import icons, labels, language, theme
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.strips import BusyLine, MessageStrip
from rare_desk.ui.widgets.toolbar import button, is_enter, rule, text

_WIDTH = 560


class Welcome(QWidget):
    language_chosen = Signal(str)
    sample_asked = Signal()
    new_asked = Signal()
    workbook_asked = Signal()
    open_asked = Signal()
    recent_asked = Signal(object)

    def __init__(self, recent: Sequence[Path]) -> None:
        super().__init__()
        self.busy_line = BusyLine()
        self.strip = MessageStrip()
        self.first: Step | None = None
        whole = flush(QVBoxLayout(self))
        whole.addWidget(self.busy_line)
        whole.addWidget(self.strip)
        whole.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._column(recent))
        middle.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(3)

    def _column(self, recent: Sequence[Path]) -> QWidget:
        box = QWidget()
        box.setFixedWidth(_WIDTH)
        column = flush(QVBoxLayout(box))
        column.addLayout(self._head())
        column.addSpacing(24)
        steps: tuple[tuple[str, str, str, Callable[[], None]], ...] = (
            (
                "sheet",
                self.tr("Start from a workbook…"),
                self.tr("Last year's ledger as xlsx, xls or csv: it is read and shown before anything is written."),
                self.workbook_asked.emit,
            ),
            (
                "index",
                self.tr("Open the sample book"),
                self.tr("About a year of made-up deals with real announced prices: to look around and to try."),
                self.sample_asked.emit,
            ),
            (
                "book-new",
                self.tr("An empty book…"),
                self.tr("A new file for your deals, quotes and calculations. It stays on this machine."),
                self.new_asked.emit,
            ),
        )
        column.addWidget(rule())
        for icon, title, sentence, do in steps:
            step = Step(icon, title, sentence)
            step.clicked.connect(do)
            column.addWidget(step)
            if self.first is None:
                self.first = step
            column.addWidget(rule())
        column.addSpacing(16)
        column.addLayout(self._books(recent))
        return box

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(icons.program().pixmap(QSize(44, 44)))
        name = text(self.tr("Rare Desk"))
        name.setFont(theme.headline_font())
        spoken = SegmentedButtons((("zh", "中文"), ("en", "English")), language.current())
        spoken.chosen.connect(self.language_chosen)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(text(self.tr("Deals, an index with its reasons, and contract prices"), "muted"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words)
        row.addStretch(1)
        row.addWidget(spoken, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _books(self, recent: Sequence[Path]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(text(self.tr("Recent books") if recent else self.tr("A book you already have"), "muted"))
        head.addStretch(1)
        head.addWidget(button(self.tr("Open a book…"), self.open_asked.emit, "link"))
        column.addLayout(head)
        for path in recent:
            row = QHBoxLayout()
            link = button(path.stem, partial(self.recent_asked.emit, path), "link")
            link.setToolTip(labels.tip(str(path)))
            row.addWidget(link)
            row.addWidget(text(str(path.parent), "caption"))
            row.addStretch(1)
            column.addLayout(row)
        return column


class Step(QAbstractButton):
    """One way to begin: icon, title, a sentence; the whole row is the button."""

    def __init__(self, icon: str, title: str, sentence: str) -> None:
        super().__init__()
        self._icon = icon
        self._over = False
        self._sentence = sentence
        self.setText(title)
        self.setAccessibleDescription(sentence)
        self.setFixedHeight(68)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter begins, as Space does."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        lit = self._over or self.hasFocus()
        if lit:
            painter.fillRect(self.rect(), QColor(now.accent_weak))
        icons.paint(painter, self._icon, QRectF(16, self.height() / 2 - 12, 24, 24), now.accent)
        left = self.rect().adjusted(60, 0, -12, 0)
        painter.setPen(QColor(now.text))
        painter.drawText(left.adjusted(0, 13, 0, 0), Qt.AlignmentFlag.AlignTop, self.text())
        painter.setPen(QColor(now.muted))
        painter.setFont(theme.caption_font())
        lines = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(left.adjusted(0, 34, 0, 0), int(lines), self._sentence)
        painter.end()
