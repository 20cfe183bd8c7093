"""A block of cells from the clipboard: its rows, and which columns of the list they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rare_desk.core.units import TaxBasis, Unit
from rare_desk.sheets.out.writing import as_typed
from rare_desk.sheets.reading.meaning.columns import Column as SheetColumn
from rare_desk.sheets.reading.meaning.columns import meaning
from rare_desk.sheets.reading.meaning.vocabulary import fold
from rare_desk.ui.trades.editing.cells import CELLS
from rare_desk.words import LANGUAGES, field_name

COMPUTED = ("amount_incl_vat", "amount_ex_vat")


@dataclass(frozen=True, slots=True)
class Target:
    """A column of the block: the list's column that it is, empty for none, and the unit that its header says."""

    key: str
    unit: str = ""


def rows_of(text: str) -> list[list[str]]:
    """Cells as Excel writes them to the clipboard, and this program, whose marks before what looks like a formula are
    taken off; all rows equally long, none of them empty at the end."""
    found = list(csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t"))
    while found and not any(cell.strip() for cell in found[-1]):
        found.pop()
    width = max(map(len, found), default=0)
    return [[*(as_typed(cell.strip()) for cell in row), *[""] * (width - len(row))] for row in found]


def header_targets(row: Sequence[str]) -> list[Target] | None:
    """What the columns are when the row is a header of at least two of them; None when it is not."""
    targets = [_target(cell) for cell in row]
    known = [target.key for target in targets if target.key]
    distinct = len(known) == len(set(known)) or {"price_incl_vat", "price_ex_vat"} <= set(known)
    filled = sum(bool(cell) for cell in row)
    return targets if len(known) >= 2 and 2 * len(known) > filled and distinct else None


def _target(cell: str) -> Target:
    own = _own_titles().get(fold(cell))
    if own is not None:
        return Target(own)
    read = meaning([cell], "trades") if cell else None
    if read is None or read.doubtful:
        return Target("")
    if read.field == "price":
        return Target("price_ex_vat" if read.basis is TaxBasis.EXCL else "price_incl_vat", _price_unit(read))
    if read.field == "quantity":
        return Target("quantity", "kg" if read.measure.unit is Unit.KG else "")
    return Target(read.field if read.field in CELLS else "")


def _price_unit(read: SheetColumn) -> str:
    measure = read.measure
    if measure.unit is None and not measure.currency and measure.factor == 1:
        return ""
    many = "万" if measure.factor == 10_000 else ""
    coin = "usd" if measure.currency == "USD" else "元"
    return f"{many}{coin}/{'kg' if measure.unit is Unit.KG else '吨'}"


def _own_titles() -> Mapping[str, str]:
    """Folded title, with and without its unit, to the column's key; in both languages."""
    found: dict[str, str] = {}
    for key in (*CELLS, *COMPUTED):
        for language in LANGUAGES:
            title = field_name(key, language)
            for unit in ("", "吨", "t", "元/吨", "CNY/t", "元", "CNY"):
                found.setdefault(fold(f"{title} {unit}"), key)
    return found
