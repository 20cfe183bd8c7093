"""How the columns of a table share its width, and the widths that the user has set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

from rare_desk import prefs
from rare_desk.ui import theme
from rare_desk.ui.widgets.cells import PAD

if TYPE_CHECKING:
    from rare_desk.ui.widgets.table.view import Table

_NARROWEST, _CLOSE, _WIDEST, _WIDER = 0.6, 0.9, 1.4, 2.0
"""Of a column's own width, when columns share the room that there is. What is left the last one takes: figures at its
right would stand far from their row, so that there the others become wider."""


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
        scale = (width - sum(kept.values())) / max(sum(free.values()), 1)
        least = _NARROWEST if self._fit else 1.0
        scale = max(scale, least)
        needs = {number: self._title_width(number) for number, own in free.items()}
        tight = [number for number, own in free.items() if own * scale < needs[number]]
        rest = sum(own for number, own in free.items() if number not in tight)
        if tight and rest:
            room = width - sum(kept.values()) - sum(needs[number] for number in tight)
            scale = max(room / rest, least)
        most = _WIDER if shown and self._table.column(shown[-1]).align == "right" else _WIDEST
        shared = {number: max(needs[number], int(own * min(scale, most))) for number, own in free.items()}
        with self.by_itself():
            for number, wide in (shared | self._grown(width - sum(kept.values()), free, needs)).items():
                self._table.setColumnWidth(number, wide)

    def _grown(self, room: int, own: Mapping[int, int], needs: Mapping[int, int]) -> dict[int, int]:
        """Widths where some columns grow and the others keep their own; none where that leaves too little."""
        growing = [number for number in own if self._table.column(number).grows]
        others = {number: max(wide, needs[number]) for number, wide in own.items() if number not in growing}
        left = (room - sum(others.values())) // max(len(growing), 1)
        if not growing or left < _NARROWEST * max(own[number] for number in growing):
            return {}
        return others | dict.fromkeys(growing, left)

    def _title_width(self, number: int) -> int:
        """What a column's title and unit need: figures without them say nothing."""
        column = self._table.column(number)
        unit = QFontMetrics(theme.caption_font()).horizontalAdvance(f" {column.unit}") if column.unit else 0
        return (
            QFontMetrics(self._table.plain).horizontalAdvance(column.title)
            + unit
            + 2 * PAD
            + (0 if number else self._table.margin - PAD)
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
