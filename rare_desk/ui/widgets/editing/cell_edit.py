"""The editor in a cell: a line as Excel has it, with a list under it where the cell is one of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from rare_desk.ui import theme
from rare_desk.ui.widgets.inputs.choice_field import Choice, by_initials, folded, found, pinyin_initials

_MOST = 9
_ROW = 24
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Offered:
    """With `free` any text stands; else the value of a choice is what the cell becomes. `first`: what is typed means
    the first line of the list that it narrows, while there is one."""

    choices: Sequence[Choice]
    free: bool = False
    first: bool = True


class CellEdit(QLineEdit):
    """`in_place` (F2, double click): the arrows move within the text, else out of the cell."""

    typed = Signal(str)
    """With each key: what the cell would become."""

    def __init__(self, parent: QWidget, offered: Offered | None, *, in_place: bool, unit: str = "") -> None:
        super().__init__(parent)
        self.in_place = in_place
        self.begun = False
        """The text that was there stands in it."""
        self._offered = offered
        self._unit = unit
        self._found: list[Choice] = []
        self._list: QListView | None = None
        self.setFrame(False)
        self.setProperty("cell", True)
        self.textEdited.connect(self._edited)

    @property
    def list_is_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def settled(self) -> str | None:
        """What the cell becomes; None when it is no choice and must be one."""
        raw = self.text().strip()
        if self._offered is None:
            return raw
        if (picked := self._picked()) is not None:
            return picked.value
        if not raw and not self._offered.free:
            return None
        near = found(self._offered.choices, raw)
        meant = _meant(near, raw, first=self._offered.first) if raw else -1
        return near[meant].value if meant >= 0 else raw if self._offered.free else None

    def walk(self, by: int) -> None:
        """Down or up the list, which opens for it."""
        if self._offered is None:
            return
        if not self.list_is_open:
            self._open(found(self._offered.choices, "" if not self.isModified() else self.text()))
        if self._list is None or not self._found:
            return
        at = self._list.currentIndex().row()
        self._list.setCurrentIndex(self._list.model().index(max(0, min(at + by, len(self._found) - 1)), 0))

    def close_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def done(self) -> None:
        """The list goes with its editor."""
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
            self._list = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The unit in which a bare number counts stands muted at the other end."""
        super().paintEvent(event)
        if not self._unit or not self.text():
            return
        painter = QPainter(self)
        painter.setFont(theme.caption_font())
        painter.setPen(theme.tokens().muted)
        room = self.width() - self.fontMetrics().horizontalAdvance(self.text()) - 12
        if painter.fontMetrics().horizontalAdvance(self._unit) < room:
            other = (
                Qt.AlignmentFlag.AlignLeft
                if self.alignment() & Qt.AlignmentFlag.AlignRight
                else (Qt.AlignmentFlag.AlignRight)
            )
            painter.drawText(self.rect().adjusted(4, 0, -4, 0), other | Qt.AlignmentFlag.AlignVCenter, self._unit)
        painter.end()

    def _edited(self, raw: str) -> None:
        if self._offered is not None:
            near = found(self._offered.choices, raw) if raw.strip() else []
            if near:
                self._open(near)
            else:
                self.close_list()
        became = self.settled()
        if became is not None:
            self.typed.emit(became)

    def _picked(self) -> Choice | None:
        """The marked line of the list; a free text has none marked until the arrows go there."""
        if self._list is None or not self._list.isVisible():
            return None
        at = self._list.currentIndex().row()
        return self._found[at] if 0 <= at < len(self._found) else None

    def _open(self, choices: Sequence[Choice]) -> None:
        assert self._offered is not None
        self._found = list(choices[:_LONGEST])
        if self._list is None:
            self._list = QListView(self.window())
            self._list.setProperty("bar", "popup")
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setUniformItemSizes(True)
            self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
            self._list.clicked.connect(self._take)
        words = [f"{one.words}   {one.hint}".rstrip() for one in self._found]
        self._list.setModel(QStringListModel(words, self._list))
        marked = _meant(self._found, self.text(), first=self._offered.first)
        if marked >= 0:
            self._list.setCurrentIndex(self._list.model().index(marked, 0))
        self._list.setGeometry(self._place(words))
        self._list.show()
        self._list.raise_()

    def _place(self, words: Sequence[str]) -> QRect:
        """Under the cell, or above it where there is no room."""
        wide = max(self.width(), 24 + max((self.fontMetrics().horizontalAdvance(one) for one in words), default=0))
        high = min(len(words), _MOST) * _ROW + 6
        window = self.window()
        at = self.mapTo(window, QPoint(0, self.height() + 1))
        if at.y() + high > window.height():
            at.setY(at.y() - self.height() - high - 2)
        return QRect(min(at.x(), max(0, window.width() - wide)), max(0, at.y()), wide, high)

    def _take(self, index: QModelIndex) -> None:
        """By the mouse: the words stand in the cell, the list is gone."""
        picked = self._found[index.row()]
        self.setText(picked.words)
        self.setModified(True)
        self.close_list()
        self.typed.emit(picked.value)


def _meant(near: Sequence[Choice], raw: str, *, first: bool) -> int:
    """Which of the found ones the text names: by a whole name or all initials, else with `first` the first, else the
    only one by its first initials, else -1."""
    wanted = folded(raw)
    for number, one in enumerate(near):
        names = (one.words, one.value, *one.others, *((pinyin_initials(one.words),) if wanted.isascii() else ()))
        if wanted and wanted in map(folded, names):
            return number
    return 0 if near and (first or by_initials(near, raw)) else -1
