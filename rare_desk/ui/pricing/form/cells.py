"""What a grid shows, cell by cell, and where what is typed goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.parsing import parse_number
from rare_desk.ui import formats, labels
from rare_desk.ui.pricing.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Cell:
    """`path` is the input that is typed here, empty for a computed figure; `raw` is what was typed. `prefix` stands
    muted before the figure. A `marked` one is tinted: it differs from what it is compared with.
    """

    shown: str = ""
    path: str = ""
    raw: str = ""
    prefix: str = ""
    problem: str = ""
    muted: bool = False
    marked: bool = False


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


def typed(record: Mapping[str, Any], name: str, path: str, outcome: Outcome, *, places: int = 2) -> Cell:
    """A number that is typed: shown with its decimals, at least the usual ones; as typed when it cannot be read."""
    raw = str(record.get(name) or "")
    read = parse_number(raw) if raw else None
    shown = raw
    if isinstance(read, Decimal):
        written = max(0, -int(read.as_tuple().exponent))
        shown = formats.number(read, max(places, written))
    problem = outcome.problem(f"{path}.{name}")
    return Cell(shown, f"{path}.{name}", raw, problem=labels.say(problem) if problem else "")
