"""From which row of which file each row of an import came: kept with its batch, in stretches."""

from collections.abc import Sequence
from typing import Any

from rare_desk.core.problems import Place
from rare_desk.sheets.planning.plan import SheetPlan
from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import BatchRow
from rare_desk.store.reading.steps.journal_queries import first_of_batch
from rare_desk.store.tables import ranges


def origins(chosen: Sequence[tuple[SheetPlan, list[int]]]) -> dict[str, list[Any]]:
    """As it stands in the batch's options: by table file, sheet and row numbers, in the order in which they are
    written. `chosen` are the places of the rows that come in."""
    kept: dict[str, list[Any]] = {"trades": [], "quotes": []}
    for sheet, places in chosen:
        if sheet.kind == "quotes":
            kept["quotes"].append([sheet.file, sheet.sheet, ranges([sheet.quotes[place].row for place in places])])
        elif places:
            kept["trades"].append([sheet.file, sheet.sheet, ranges(sheet.deals.at(places).column("row"))])
    return kept


def origin_of(book: Book, batch: BatchRow, record: str, row: int) -> Place | None:
    """None for a row of an import that did not keep it."""
    nth = row - first_of_batch(book, batch.id, record)
    with shapes.as_written():
        for file, sheet, stretches in shapes.fields(batch.options).get("rows", {}).get(record, ()):
            for first, last in stretches:
                if 0 <= nth <= last - first:
                    return Place(str(file), str(sheet), first + nth)
                nth -= last - first + 1
    return None
