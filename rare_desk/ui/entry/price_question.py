"""Asks once about a suspicious price, at its field or cell: keep it, take what was probably meant, or write another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rare_desk.core.problems import Problem
from rare_desk.ui import labels
from rare_desk.ui.entry.slips import Meant
from rare_desk.ui.widgets.toolbar import button, text

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PriceQuestion(QFrame):
    """Arrows go from answer to answer, Enter gives it, Esc is "another price". Hidden when nothing is asked."""

    kept = Signal()
    taken = Signal(object)
    """A Draft."""
    another = Signal()

    def __init__(self, parent: QWidget | None = None, *, below_field: bool = False) -> None:
        """`below_field`: the field says the sentence itself; the answers stand under one another."""
        super().__init__(parent)
        self.setProperty("bar", "card" if below_field else "popup")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._meant: tuple[Meant, ...] = ()
        self._at = 0
        self._said = text("", "warn")
        self._said.setWordWrap(True)
        self._answers: list[QPushButton] = []
        self._below_field = below_field
        self._row = QVBoxLayout() if below_field else QHBoxLayout()
        self._row.setSpacing(4 if below_field else 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0 if below_field else 10, 0 if below_field else 8, 0 if below_field else 10, 8)
        column.setSpacing(6)
        column.addWidget(self._said)
        column.addLayout(self._row)
        self._said.setVisible(not below_field)
        self.setVisible(False)

    @property
    def asked(self) -> str:
        """The sentence; empty when nothing is asked."""
        return "" if self.isHidden() else self._said.text()

    @property
    def answers(self) -> list[str]:
        return [one.text() for one in self._answers]

    def ask(self, doubt: Problem, meant: Sequence[Meant]) -> None:
        self._meant = tuple(meant)
        self._said.setText(labels.say(doubt))
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        keep = button(self.tr("Keep it"), self._keep)
        others = [button(one.words, partial(self._take, one)) for one in self._meant]
        another = button(self.tr("Another price"), self._another)
        self._answers = [keep, *others, another]
        for one in self._answers:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._row.addWidget(one)
        if not self._below_field:
            self._row.addStretch(1)
        self._mark(0)
        self.setAccessibleName(self._said.text())
        self.setVisible(True)

    def close_question(self) -> None:
        self.setVisible(False)

    def answer_key(self, event: QKeyEvent) -> bool:
        """Whether the key was for the question."""
        if self.isHidden():
            return False
        key = Qt.Key(event.key())
        if key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._answers[self._at].click()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Down):
            self._mark(self._at + 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Backtab, Qt.Key.Key_Up):
            self._mark(self._at - 1)
        elif key == Qt.Key.Key_Escape:
            self._another()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.answer_key(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab is an answer's key here."""
        return False

    def _mark(self, at: int) -> None:
        self._at = at % len(self._answers)
        for number, one in enumerate(self._answers):
            one.setProperty("active", number == self._at)
            one.style().unpolish(one)
            one.style().polish(one)

    def _keep(self) -> None:
        self.close_question()
        self.kept.emit()

    def _take(self, one: Meant) -> None:
        self.close_question()
        self.taken.emit(one.draft)

    def _another(self) -> None:
        self.close_question()
        self.another.emit()
