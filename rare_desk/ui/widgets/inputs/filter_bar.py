"""The filters of a table in one line: text, choices of which several may be ticked, a range of days, and clear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rare_desk.ui import icons, theme
from rare_desk.ui.widgets.inputs.choice_field import Choice, found
from rare_desk.ui.widgets.inputs.fields import DateField
from rare_desk.ui.widgets.toolbar import Toolbar, button

_PATIENCE_MS = 180
_TO_THE_LIST = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_LEAST_SEARCH = 96
_SEARCHED = 8
"""A list of more choices has a search field."""


@dataclass(frozen=True, slots=True)
class Days:
    """Both included; None is open."""

    first: dt.date | None = None
    last: dt.date | None = None


class FilterBar(Toolbar):
    """Filters are added by key and read by key; `changed` comes once for what the user did, `searched` when the keys go
    on from what was searched to the list."""

    changed = Signal()
    searched = Signal()

    def __init__(self) -> None:
        super().__init__(36)
        self._searches: dict[str, QLineEdit] = {}
        self._choices: dict[str, ChoiceButton] = {}
        self._days: dict[str, DaysButton] = {}
        self._typing = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._typing.timeout.connect(self._tell)
        self.clear_link = button(self.tr("Clear filters"), self.clear, "link")
        self.clear_link.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nothing else has taken clears."""
        if event.key() == Qt.Key.Key_Escape and self.active:
            self.clear()
        elif event.key() in _TO_THE_LIST and any(edit.hasFocus() for edit in self._searches.values()):
            if self._typing.isActive():
                self._tell()
            self.searched.emit()
        else:
            super().keyPressEvent(event)

    def add_search(self, key: str, placeholder: str, width: int = 190) -> QLineEdit:
        edit = QLineEdit()
        edit.setPlaceholderText(placeholder)
        edit.setAccessibleName(placeholder)
        edit.setMaximumWidth(width)
        edit.setMinimumWidth(width)
        edit.setClearButtonEnabled(True)
        edit.textChanged.connect(lambda _text: self._typing.start())
        self._searches[key] = edit
        self.add(edit)
        return edit

    def add_choice(self, key: str, name: str, choices: Sequence[Choice]) -> ChoiceButton:
        """A button with a list behind it; nothing ticked means all."""
        made = ChoiceButton(name, choices)
        made.changed.connect(self._tell)
        self._choices[key] = made
        self.add(made)
        return made

    def add_days(self, key: str, name: str, last_day: Callable[[], dt.date | None]) -> DaysButton:
        """`last_day` gives the day from which "last month" and the like count: the book's last, or today."""
        made = DaysButton(name, last_day)
        made.changed.connect(self._tell)
        self._days[key] = made
        self.add(made)
        return made

    def end(self) -> None:
        """After the last filter: puts the link that clears them."""
        self.add(self.clear_link)

    def text(self, key: str) -> str:
        return self._searches[key].text().strip()

    def chosen(self, key: str) -> tuple[str, ...]:
        return self._choices[key].chosen

    def days(self, key: str) -> Days:
        return self._days[key].days

    def set_text(self, key: str, words: str) -> None:
        self._searches[key].setText(words)

    def set_chosen(self, key: str, values: Sequence[str]) -> None:
        """As if the user had ticked them, without telling; call `changed.emit()` after all are set."""
        self._choices[key].choose(values)
        self._show_clear()

    def set_days(self, key: str, days: Days) -> None:
        self._days[key].set_days(days)
        self._show_clear()

    @property
    def active(self) -> bool:
        """Whether anything is filtered out."""
        return (
            any(edit.text().strip() for edit in self._searches.values())
            or any(one.chosen for one in self._choices.values())
            or any(one.days != Days() for one in self._days.values())
        )

    def said(self) -> str:
        """What is filtered, in words; empty when nothing is."""
        words = [text for edit in self._searches.values() if (text := edit.text().strip())]
        words += [one.said() for one in self._choices.values() if one.chosen]
        words += [one.text() for one in self._days.values() if one.days != Days()]
        return self.tr("; ").join(words)

    def as_json(self) -> dict[str, Any]:
        """What is filtered, by key."""
        texts = {key: text for key in self._searches if (text := self.text(key))}
        chosen = {key: list(one.chosen) for key, one in self._choices.items() if one.chosen}
        days = {key: one.days for key, one in self._days.items() if one.days != Days()}
        ends = {key: [day and day.isoformat() for day in (span.first, span.last)] for key, span in days.items()}
        return texts | chosen | ends

    def show_json(self, kept: Mapping[str, Any]) -> None:
        """What cannot be read lets everything through. `changed` comes once."""
        for key, edit in self._searches.items():
            edit.setText(kept[key] if isinstance(kept.get(key), str) else "")
        for key, one in self._choices.items():
            values = kept.get(key)
            one.choose(tuple(map(str, values)) if isinstance(values, list) else ())
        for key, days in self._days.items():
            days.set_days(_days_from(kept.get(key)))
        self._tell()

    def clear(self) -> None:
        for edit in self._searches.values():
            edit.clear()
        for one in self._choices.values():
            one.choose(())
        for days in self._days.values():
            days.set_days(Days())
        self._tell()

    def _tell(self) -> None:
        self._typing.stop()
        self._show_clear()
        self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_link.setVisible(self.active)
        self._fit()

    def _fit(self) -> None:
        """Filters that let everything through say only their name where there is no room for more; then a search gives
        way."""
        drops = (*self._choices.values(), *self._days.values())
        for edit in self._searches.values():
            edit.setMinimumWidth(edit.maximumWidth())
        for short in (False, True):
            for one in drops:
                one.set_short(short)
            if self.needed() <= self.width():
                return
        over = self.needed() - self.width()
        for edit in self._searches.values():
            edit.setMinimumWidth(max(_LEAST_SEARCH, edit.maximumWidth() - over))


def _days_from(kept: object) -> Days:
    if not isinstance(kept, list) or len(kept) != 2:
        return Days()
    try:
        return Days(*(dt.date.fromisoformat(day) if day else None for day in kept))
    except (TypeError, ValueError):
        return Days()


class _DropButton(QPushButton):
    """A button with an arrow and a panel under it; in accent while it filters."""

    changed = Signal()

    def __init__(self, name: str, fill: Callable[[QFrame], None]) -> None:
        """`fill` lays out the panel each time it opens."""
        super().__init__()
        self.name = name
        self._fill = fill
        self._words = name
        self.setProperty("drop", True)
        self.clicked.connect(self._open)
        self.popup: QFrame | None = None

    def say(self, words: str, *, active: bool) -> None:
        self._words = words
        self.setText(words)
        if self.property("active") is not active:
            self.setProperty("active", active)
            self.style().unpolish(self)
            self.style().polish(self)

    def set_short(self, short: bool) -> None:
        """Without what is let through, while that is everything."""
        words = self.name if short and not self.property("active") else self._words
        if words != self.text():
            self.setText(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        now = theme.tokens()
        ink = now.accent if self.property("active") else now.muted
        icons.paint(painter, "down", QRectF(self.width() - 20, self.height() / 2 - 5, 10, 10), ink)
        painter.end()

    def _open(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("bar", "popup")
        self._fill(popup)
        self.popup = popup
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()


class ChoiceButton(_DropButton):
    """Several values, ticked in a list that can be searched."""

    def __init__(self, name: str, choices: Sequence[Choice]) -> None:
        super().__init__(name, self._lay_out)
        self._choices = tuple(choices)
        self.chosen: tuple[str, ...] = ()
        self.choose(())

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """What is ticked and no longer among them filters no more, and that is told."""
        before = self.chosen
        self._choices = tuple(choices)
        self.choose(before)
        if self.chosen != before:
            self.changed.emit()

    def said(self) -> str:
        """Its name and all that is ticked."""
        known = {one.value: one.words for one in self._choices}
        shown = self.tr(", ").join(known[value] for value in self.chosen)
        return self.tr("{name}: {shown}").format(name=self.name, shown=shown)

    def choose(self, values: Sequence[str]) -> None:
        known = {one.value: one.words for one in self._choices}
        self.chosen = tuple(value for value in values if value in known)
        shown = self.tr("all") if not self.chosen else self.tr(", ").join(known[value] for value in self.chosen[:2])
        more = self.tr(" +{count}").format(count=len(self.chosen) - 2) if len(self.chosen) > 2 else ""
        self.say(self.tr("{name}: {shown}").format(name=self.name, shown=shown) + more, active=bool(self.chosen))

    def _lay_out(self, popup: QFrame) -> None:
        column = QVBoxLayout(popup)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        listed = QListWidget()
        listed.setAccessibleName(self.name)
        listed.setFixedSize(220, min(26 * len(self._choices) + 4, 340))
        if len(self._choices) > _SEARCHED:
            search = QLineEdit()
            search.setPlaceholderText(self.tr("Name, code, pinyin initials"))
            search.textChanged.connect(lambda raw: self._list(listed, raw))
            search.returnPressed.connect(lambda: self._tick(listed, search))
            down = QShortcut(QKeySequence(Qt.Key.Key_Down), search, context=Qt.ShortcutContext.WidgetShortcut)
            down.activated.connect(listed.setFocus)
            column.addWidget(search)
            search.setFocus()
        column.addWidget(listed)
        self._list(listed, "")
        if len(self._choices) <= _SEARCHED:
            listed.setFocus()
        listed.itemChanged.connect(self._ticked)
        column.addWidget(button(self.tr("All"), partial(self._all, listed), "link"), 0, Qt.AlignmentFlag.AlignLeft)

    def _list(self, listed: QListWidget, raw: str) -> None:
        listed.blockSignals(True)
        listed.clear()
        for one in found(self._choices, raw):
            item = QListWidgetItem(one.words, listed)
            item.setData(Qt.ItemDataRole.UserRole, one.value)
            ticked = Qt.CheckState.Checked if one.value in self.chosen else Qt.CheckState.Unchecked
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(ticked)
        listed.setCurrentRow(0)
        listed.blockSignals(False)

    def _tick(self, listed: QListWidget, search: QLineEdit) -> None:
        """Enter in the search: the one that is marked, or no more; the next letters look for another."""
        item = listed.currentItem()
        if item is not None:
            ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
            search.selectAll()

    def _ticked(self, item: QListWidgetItem) -> None:
        value = str(item.data(Qt.ItemDataRole.UserRole))
        others = [one for one in self.chosen if one != value]
        self.choose([*others, value] if item.checkState() == Qt.CheckState.Checked else others)
        self.changed.emit()

    def _all(self, listed: QListWidget) -> None:
        self.choose(())
        self._list(listed, "")
        self.changed.emit()


class DaysButton(_DropButton):
    """From a day to a day, or one of the usual ranges."""

    def __init__(self, name: str, last_day: Callable[[], dt.date | None]) -> None:
        super().__init__(name, self._lay_out)
        self._last_day = last_day
        self.days = Days()
        self.set_days(Days())

    def set_days(self, days: Days) -> None:
        self.days = days
        if days == Days():
            shown = self.tr("all")
        else:
            ends = (day.isoformat() if day else "" for day in (days.first, days.last))
            shown = " – ".join(ends).strip()
        self.say(self.tr("{name}: {shown}").format(name=self.name, shown=shown), active=days != Days())

    def _lay_out(self, popup: QFrame) -> None:
        column = QVBoxLayout(popup)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        for words, days in self._usual():
            column.addWidget(button(words, partial(self._take, popup, days), "link"), 0, Qt.AlignmentFlag.AlignLeft)
        ends = QWidget()
        row = QHBoxLayout(ends)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        first, last = DateField(self.tr("From")), DateField(self.tr("To"))
        for field, day in ((first, self.days.first), (last, self.days.last)):
            field.set_value(day)
            field.setFixedWidth(130)
            field.committed.connect(lambda: self._set(first, last))
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(ends)

    def _usual(self) -> list[tuple[str, Days]]:
        last = self._last_day() or dt.date.today()
        month = last.replace(day=1)
        before = (month - dt.timedelta(days=1)).replace(day=1)
        quarter = last.replace(month=(last.month - 1) // 3 * 3 + 1, day=1)
        return [
            (self.tr("All"), Days()),
            (self.tr("This month"), Days(month, last)),
            (self.tr("Last month"), Days(before, month - dt.timedelta(days=1))),
            (self.tr("This quarter"), Days(quarter, last)),
            (self.tr("This year"), Days(last.replace(month=1, day=1), last)),
            (self.tr("Last 12 months"), Days(last - dt.timedelta(days=365), last)),
        ]

    def _take(self, popup: QFrame, days: Days) -> None:
        self.set_days(days)
        popup.close()
        self.changed.emit()

    def _set(self, first: DateField, last: DateField) -> None:
        fresh = Days(first.value(), last.value())
        if fresh != self.days:
            self.set_days(fresh)
            self.changed.emit()
