"""How the columns of a table share its width, and the widths that the user has set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics, QFontMetricsF

from rare_desk import prefs
from rare_desk.ui import theme
from rare_desk.ui.widgets.rows.cells import PAD

if TYPE_CHECKING:
    from rare_desk.ui.widgets.table.view import Table

_NARROWEST, _CLOSE, _WIDEST, _WIDER, _ROOMIEST = 0.6, 0.9, 1.4, 2.0, 3.0
"""Of a column's own width, when columns share the room that there is. What is left the last one takes: figures at its
right would stand far from their row, so that there the others become wider."""
_CLOSELY = 0.002


def spread(widths: dict[int, int], own: Mapping[int, int], numbers: Sequence[int], most: float, room: int) -> None:
    """Widens those columns, all to the same multiple of their own width, at most to `most` of it and together with
    the others at most to `room` px; none becomes narrower."""

    def at(scale: float) -> dict[int, int]:
        return widths | {number: max(widths[number], int(own[number] * scale)) for number in numbers}

    low, high = 0.0, most
    if sum(at(most).values()) <= room:
        low = most
    while high - low > _CLOSELY:
        middle = (low + high) / 2
        low, high = (middle, high) if sum(at(middle).values()) <= room else (low, middle)
    widths.update(at(low))


class Widths:
    """Of one table; `name` is under which this machine keeps what the user has set, empty: not kept."""

    def __init__(self, table: Table, name: str, *, fit: bool) -> None:
        self._table = table
        self._name = name
        self._fit = fit
        self._sharing = False

    def begin(self) -> None:
        """Of a table that has got its model: the widths kept, else the columns' own."""
        kept = self._kept()
        for number, column in enumerate(self._table.columns):
            self._table.setColumnWidth(number, kept.get(column.key, self._own_width(number)))
        header = self._table.horizontalHeader()
        if self._name and not self._fit:
            header.sectionResized.connect(self._keep_width)
        header.setStretchLastSection(True)
        self.share()

    @property
    def kept(self) -> dict[str, int]:
        """Those that the user has set, px by column key."""
        return dict(self._kept())

    def take(self, widths: Mapping[str, int]) -> None:
        """As if the user had set these and no others."""
        if self._name and not self._fit:
            prefs.shared().columns[self._name] = dict(widths)
            with self.by_itself():
                for number, column in enumerate(self._table.columns):
                    self._table.setColumnWidth(number, widths.get(column.key, self._own_width(number)))
        self.share()

    @contextmanager
    def by_itself(self) -> Iterator[None]:
        """What becomes wider or narrower meanwhile is not the user's doing."""
        before, self._sharing = self._sharing, True
        try:
            yield
        finally:
            self._sharing = before

    def share(self) -> None:
        """Columns whose width the user has not set take their part of what there is, within what suits them."""
        width = self._table.viewport().width()
        arrangement = self._table.arrangement
        if self._fit or (arrangement is not None and not arrangement.is_chosen):
            self._spare(width)
        shown = self._table.shown_columns()
        kept = {number: self._kept()[self._table.column(number).key] for number in shown if self._is_kept(number)}
        free = {number: self._own_width(number) for number in shown if number not in kept}
        room = width - sum(kept.values())
        needs = {number: self._title_width(number) for number in free}
        shared = self._grown(room, free, needs) or self._scaled(room, free, needs)
        if sum(shared.values()) < room:
            self._widen(shared, free, room)
        with self.by_itself():
            for number, wide in shared.items():
                self._table.setColumnWidth(number, wide)

    def _scaled(self, room: int, own: Mapping[int, int], needs: Mapping[int, int]) -> dict[int, int]:
        """The same part of its own width for each, as far as its title has room; none wider than that."""
        least = _NARROWEST if self._fit else 1.0
        scale = max(room / max(sum(own.values()), 1), least)
        tight = [number for number, wide in own.items() if wide * scale < needs[number]]
        rest = sum(wide for number, wide in own.items() if number not in tight)
        if tight and rest:
            scale = max((room - sum(needs[number] for number in tight)) / rest, least)
        return {number: max(needs[number], int(wide * min(scale, 1.0))) for number, wide in own.items()}

    def _widen(self, widths: dict[int, int], own: Mapping[int, int], room: int) -> None:
        """Words before figures, which stand together so that a row is read across."""
        columns = {number: self._table.column(number) for number in own}
        growing = [number for number, one in columns.items() if one.grows]
        wordy = [number for number, one in columns.items() if one.grows or one.roomy]
        last = self._table.shown_columns()[-1:]
        most = _WIDER if last and self._table.column(last[0]).align == "right" else _WIDEST
        for numbers, wide in ((growing, _WIDER), (list(own), most), (wordy, _ROOMIEST), (growing, float(room))):
            spread(widths, own, numbers, wide, room)

    def _grown(self, room: int, own: Mapping[int, int], needs: Mapping[int, int]) -> dict[int, int]:
        """Widths where some columns become narrower than their own and the others keep theirs; none where that leaves
        too little."""
        growing = [number for number in own if self._table.column(number).grows]
        others = {number: max(wide, needs[number]) for number, wide in own.items() if number not in growing}
        left = (room - sum(others.values())) // max(len(growing), 1)
        if not growing or left < _NARROWEST * max(own[number] for number in growing):
            return {}
        return others | {number: min(left, own[number]) for number in growing}

    def _title_width(self, number: int) -> int:
        """What a column's title and unit need: figures without them say nothing."""
        column, last = self._table.column(number), self._table.shown_columns()[-1:]
        unit = QFontMetrics(theme.caption_font()).horizontalAdvance(f" {column.unit}") if column.unit else 0
        return (
            ceil(QFontMetricsF(self._table.plain).horizontalAdvance(column.title))
            + unit
            + 2 * PAD
            + (self._table.margin - PAD) * ((number == 0) + ([number] == last))
        )

    def _spare(self, width: int) -> None:
        """Hides what the table can do without until the others nearly have their width; all of it where one grows."""
        columns = self._table.columns
        close = _CLOSE if self._fit and not any(column.grows for column in columns) else 1.0
        needed = [column.width if self._fit else self._wanted(number) for number, column in enumerate(columns)]
        total = sum(needed)
        spared = sorted((column.spare, number) for number, column in enumerate(columns) if column.spare)
        with self.by_itself():
            for _, number in spared:
                hidden = total * close > width
                self._table.setColumnHidden(number, hidden)
                total -= needed[number] if hidden else 0

    def _wanted(self, number: int) -> int:
        """What the user has set, else what its cells and its title need."""
        own = max(self._own_width(number), self._title_width(number))
        return self._kept().get(self._table.column(number).key, own)

    def _own_width(self, number: int) -> int:
        return self._table.column(number).width + (0 if number else self._table.margin - PAD)

    def _kept(self) -> dict[str, int]:
        return prefs.shared().columns.get(self._name, {})

    def _is_kept(self, number: int) -> bool:
        return not self._fit and self._table.column(number).key in self._kept()

    def _keep_width(self, section: int, before: int, width: int) -> None:
        """Not of the last one, which Qt stretches."""
        if before and width and not self._sharing and section not in self._table.shown_columns()[-1:]:
            prefs.shared().columns.setdefault(self._name, {})[self._table.column(section).key] = width
