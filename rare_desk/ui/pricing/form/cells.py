"""What a grid shows, cell by cell, and where what is typed goes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, overload

from rare_desk.core.numbers import places_of
from rare_desk.core.parsing import parse_number
from rare_desk.ui import formats, labels
from rare_desk.ui.pricing.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Cell:
    """`path` is the input that is typed here, empty for a computed figure; `raw` is what was typed. `prefix` stands
    muted before the figure. A `marked` one is tinted: it differs from what it is compared with. Of `choices` (key,
    words) one is taken instead of typing; a cell that `opens` shows in short what is said elsewhere.
    """

    shown: str = ""
    path: str = ""
    raw: str = ""
    prefix: str = ""
    problem: str = ""
    muted: bool = False
    marked: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    opens: bool = False


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class GridRow:
    """`path` is the record that the row stands for (`lots[1]`), empty for a sum. The first cell of the columns `wide`
    takes the room of them all.
    """

    cells: tuple[Cell, ...]
    path: str = ""
    total: bool = False
    wide: range = range(0)


class RowsOnDemand(Sequence[GridRow]):
    """Very many rows, each made when it is shown; `paths` are those of all."""

    def __init__(self, paths: Sequence[str], make: Callable[[int], GridRow]) -> None:
        self.paths = paths
        self._make = make
        self._made: dict[int, GridRow] = {}

    def __len__(self) -> int:
        return len(self.paths)

    @overload
    def __getitem__(self, at: int) -> GridRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[GridRow]: ...
    def __getitem__(self, at: int | slice) -> GridRow | Sequence[GridRow]:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]


def paths_of(rows: Sequence[GridRow]) -> Sequence[str]:
    return rows.paths if isinstance(rows, RowsOnDemand) else [row.path for row in rows]


def choice(record: Mapping[str, Any], name: str, path: str, choices: Sequence[tuple[str, str]]) -> Cell:
    """One of several, by its words."""
    raw = str(record.get(name) or "")
    return Cell(dict(choices).get(raw, raw), f"{path}.{name}", raw, choices=tuple(choices))


def typed(record: Mapping[str, Any], name: str, path: str, outcome: Outcome, *, places: int = 2) -> Cell:
    """A number that is typed: shown with its decimals, at least the usual ones; as typed when it cannot be read."""
    raw = str(record.get(name) or "")
    read = parse_number(raw) if raw else None
    shown = raw
    if isinstance(read, Decimal):
        shown = formats.number(read, max(places, places_of(read)))
    problem = outcome.problem(f"{path}.{name}")
    return Cell(shown, f"{path}.{name}", raw, problem=labels.say(problem) if problem else "")
