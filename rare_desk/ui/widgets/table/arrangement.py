"""Which columns a table shows, in which order, how wide, how many stay: kept on this machine, or by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from rare_desk import prefs

if TYPE_CHECKING:
    from rare_desk.ui.widgets.table.view import Table


@dataclass(frozen=True, slots=True)
class Layout:
    """`shown` are keys of columns from the left, `widths` in px those that the user has set."""

    shown: tuple[str, ...]
    frozen: int = 0
    widths: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"shown": list(self.shown), "frozen": self.frozen, "widths": dict(self.widths)}


def layout_from(kept: object, otherwise: Layout) -> Layout:
    """What cannot be read is as in the other one."""
    if not isinstance(kept, dict):
        return otherwise
    shown, frozen, widths = kept.get("shown"), kept.get("frozen"), kept.get("widths")
    return Layout(
        tuple(str(key) for key in shown) if isinstance(shown, list) and shown else otherwise.shown,
        frozen if isinstance(frozen, int) and not isinstance(frozen, bool) else otherwise.frozen,
        {str(key): wide for key, wide in widths.items() if isinstance(wide, int)} if isinstance(widths, dict) else {},
    )


class Arrangement(QObject):
    """Of one table that has its model. `name` is under which this machine keeps it.

    Until the user has hidden or shown a column, those that the table can do without stand back where there is no room.
    """

    changed = Signal()

    def __init__(self, table: Table, name: str, hidden: Collection[str] = (), frozen: int = 0) -> None:
        super().__init__(table)
        self.table = table
        self._name = name
        self._laying = False
        self.is_chosen = False
        """Whether the user has said which columns are shown."""
        self.standard = Layout(tuple(one.key for one in table.columns if one.key not in hidden), frozen)
        table.arrangement = self
        self.lay(layout_from(self._kept().get("layout"), self.standard))
        table.header.sectionMoved.connect(self._tell)
        table.frozen_changed.connect(self._tell)

    def now(self) -> Layout:
        shown = self.in_sight()
        if not self.is_chosen:
            shown = [key for key in self.every() if key in self.standard.shown]
        return Layout(tuple(shown), self.table.frozen.count, self.table.widths.kept)

    def in_sight(self) -> list[str]:
        """Without those that stand back for want of room."""
        return [self.table.column(number).key for number in self.table.shown_columns()]

    def every(self) -> list[str]:
        """Keys of all columns, shown or not, from the left."""
        header = self.table.header
        return [self.table.column(header.logicalIndex(place)).key for place in range(header.count())]

    def lay(self, layout: Layout) -> None:
        """Columns that it does not know are hidden, those that are no more are left out."""
        header, keys = self.table.header, [one.key for one in self.table.columns]
        shown = [key for key in layout.shown if key in keys] or list(self.standard.shown)
        self.is_chosen = set(shown) != set(self.standard.shown)
        with self._silently(), self.table.widths.by_itself():
            for place, key in enumerate([*shown, *(key for key in keys if key not in shown)]):
                header.moveSection(header.visualIndex(keys.index(key)), place)
            for number, key in enumerate(keys):
                self.table.setColumnHidden(number, key not in shown)
            self.table.freeze(max(0, min(layout.frozen, len(shown) - 1)))
            self.table.widths.take(layout.widths)
        self._tell()

    def reset(self) -> None:
        self.lay(self.standard)

    def show_column(self, key: str, shown: bool) -> None:
        """The last one cannot be hidden."""
        if not shown and self.in_sight() == [key]:
            return
        self.is_chosen = True
        number = [one.key for one in self.table.columns].index(key)
        before = self.table.shown_columns()[: self.table.frozen.count]
        with self.table.widths.by_itself():
            self.table.setColumnHidden(number, not shown)
        if number in before:
            self.table.freeze(self.table.frozen.count - 1)
        self.table.widths.share()
        self._tell()

    def move(self, key: str, place: int) -> None:
        """To that place among all columns."""
        header = self.table.header
        number = [one.key for one in self.table.columns].index(key)
        header.moveSection(header.visualIndex(number), place)

    @contextmanager
    def _silently(self) -> Iterator[None]:
        self._laying = True
        try:
            yield
        finally:
            self._laying = False

    def _kept(self) -> dict[str, Any]:
        found = prefs.shared().views.setdefault(self._name, {})
        return found if isinstance(found, dict) else {}

    def _tell(self) -> None:
        if not self._laying:
            now = self.now()
            self._kept()["layout"] = {"shown": list(now.shown), "frozen": now.frozen}
            self.changed.emit()
