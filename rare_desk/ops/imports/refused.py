"""The rows of an import that are wrong, as a workbook to be put right: as they stood, with the reason beside them.

The file's own columns come first, so that a template that reads the file reads them too (`Table.key`). Behind the
reason stands what was said of the whole table elsewhere, in a title, a name or an answer, and would be lost with it.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from rare_desk.core.problems import problem
from rare_desk.core.trades import Side
from rare_desk.core.units import TaxBasis
from rare_desk.ops.imports.ledgers import ImportPlan
from rare_desk.sheets.out.writing import Column, Kind, Table, Unwritable, free_name
from rare_desk.sheets.planning.adjusting import Adjusted, TableKey
from rare_desk.sheets.planning.plan import SheetPlan
from rare_desk.sheets.planning.proposals import proposals_of
from rare_desk.sheets.planning.settle import PRICE_FIELDS, Settled
from rare_desk.sheets.reading.cells import RawSheet, letters
from rare_desk.sheets.reading.meaning.values import shown
from rare_desk.words import Language, field_name, sentence, word


def save_wrong_rows(
    plan: ImportPlan, out: Path, language: Language, adjusted: Mapping[TableKey, Adjusted] | None = None
) -> int:
    """How many rows went out, a sheet for each table; each with why it was refused and what was likely meant. None is
    wrong: no file. Unwritable over a file that the plan was made of: it has the other rows too."""
    from rare_desk.sheets.out.workbooks import Cover, write_workbook

    tables = tuple(_tables(plan, language, adjusted or {}))
    if not tables:
        return 0
    if out.is_file() and hashlib.sha256(out.read_bytes()).hexdigest() in {file.digest for file in plan.files}:
        raise Unwritable(problem("target-is-source", "file", out, other=free_name(out).name))
    lines = (
        (word("exports.when", language), f"{dt.datetime.now():%Y-%m-%d %H:%M}"),
        *((word("imports.file", language), file.name) for file in plan.files),
    )
    write_workbook(out, tables, Cover(word("exports.cover", language), out.stem, lines))
    return sum(len(table.rows) for table in tables)


def _tables(plan: ImportPlan, language: Language, adjusted: Mapping[TableKey, Adjusted]) -> Iterator[Table]:
    for scan, reading in zip(plan.scans, plan.readings, strict=True):
        raws = {raw.name: raw for raw in scan.raw.sheets}
        for sheet, settled in zip(reading.file.sheets, reading.settled, strict=True):
            if sheet.wrong and settled is not None:
                change = adjusted.get(TableKey(sheet.file, sheet.sheet, sheet.table), Adjusted())
                proposals = proposals_of(sheet, plan.known.catalogue)
                yield _table(sheet, settled, _Cells(raws[sheet.sheet], change), proposals, language)


def _table(
    sheet: SheetPlan,
    settled: Settled,
    cells: "_Cells",
    proposals: Mapping[tuple[int, int], str],
    language: Language,
) -> Table:
    reasons, offers = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    for found in sheet.problems:
        if not found.suspect:
            row, at = found.place.row, sheet.cell_of(found)
            column = found.place.column if at else field_name(found.place.column, language)
            reasons[row].append(f"{column}: {sentence(found, language)}".removeprefix(": "))
            if offer := proposals.get(at or (0, 0)):
                offers[row].append(f"{column}: {offer}")
    places = [(sheet.column_of(column), column.header) for column in sheet.columns]
    told = _told(settled, language)
    ours = (word(f"imports.{name}", language) for name in ("why", "proposal", "wrong-row"))
    titles = (*(header for _, header in places), *ours, *told)
    rows = [
        (*(cells.text(row, at) for at, _ in places), "; ".join(why), "; ".join(offers[row]), str(row), *told.values())
        for row, why in sorted(reasons.items())
    ]
    columns = tuple(Column(letters(at), title, Kind.TEXT) for at, title in enumerate(titles))
    return Table(_name(sheet, settled), columns, rows)


def _name(sheet: SheetPlan, settled: Settled) -> str:
    """With the year and the month that dates without them are in."""
    name = sheet.sheet or Path(sheet.file).stem
    year = str(settled.year) if settled.year and str(settled.year) not in name else ""
    month = f"{settled.month}月" if settled.month and not settled.one("month") and not year else ""
    return " ".join(filter(None, (name, year, month)))


def _told(settled: Settled, language: Language) -> dict[str, str]:
    """By header, what holds for all rows and no column says."""
    said: dict[str, str] = {}

    def add(field: str, words: str, name: str = "") -> None:
        if not settled.one(field):
            said[field_name(name or field, language)] = words

    options = settled.options
    prices = [column for name in PRICE_FIELDS for column in settled.by_field.get(name, ())]
    quantity = settled.one("quantity")
    if settled.side:
        add("side", word(f"exports.{settled.side}", language))
    if settled.side is Side.MARKET and options.compliant:
        add("compliance", word(f"imports.choice-{options.compliant}", language))
    if quantity and not quantity.measure.unit and settled.unit:
        add("quantity_unit", word(f"trades.unit-{settled.unit.value}", language))
    taken = quantity is not None and quantity.measure.unit and settled.money_factor == 1
    if settled.price_unit and not taken and any(not column.measure.unit for column in prices):
        add("price_unit", _per(settled))
    if options.source:
        add("source", options.source)
    if settled.basis in (TaxBasis.INCL, TaxBasis.EXCL) and any(column.basis is None for column in prices):
        add("basis", word(f"imports.basis-{settled.basis}", language), "tax_basis")
    return said


def _per(settled: Settled) -> str:
    """As a column of units says it in every language: 万元/吨, USD/kg."""
    assert settled.price_unit is not None
    many = {1: "", 10_000: "万"}.get(settled.money_factor, "")
    currency = "元" if settled.currency == "CNY" else settled.currency
    return f"{many}{currency}/{settled.price_unit.value}"


class _Cells:
    """What stands in a sheet: as the user corrected it, and merged cells in all of their rows."""

    def __init__(self, raw: RawSheet, change: Adjusted) -> None:
        self._raw, self._change = raw, change
        self._merged = {
            (row, top[1]): top
            for top, bottom in raw.merges
            for row in range(top[0] + 1, min(bottom[0] + 1, len(raw.rows)))
        }

    def text(self, row: int, column: int) -> str:
        """`row` as Excel numbers it, `column` from 0."""
        if (row, column) in self._change.cells:
            return self._change.cells[row, column]
        return self._shown(row - 1, column) or self._above(row - 1, column)

    def _above(self, row: int, column: int) -> str:
        top = self._merged.get((row, column))
        return self._shown(*top) if top else ""

    def _shown(self, row: int, column: int) -> str:
        cells, at = self._raw.rows[row], column - self._raw.left
        return shown(cells[at]) if 0 <= at < len(cells) else ""
