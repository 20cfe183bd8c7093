"""Saved calculations, and the trades they are linked to."""

from collections import defaultdict

from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.journal import Step
from rare_desk.store.reading.queries import calculations
from rare_desk.store.rows import CalculationRow


def calculation(book: Book, id: int) -> CalculationRow | None:
    return next((row for row in calculations(book) if row.id == id), None)


def newest_calculation(book: Book) -> CalculationRow | None:
    """The one written last."""
    return max(calculations(book), key=lambda row: row.id, default=None)


def linked_trades(book: Book) -> dict[int, tuple[int, ...]]:
    """By calculation the trades it is linked to, in the order of linking; some may have been deleted since."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for calculation, trade in book.fetch("SELECT calculation, trade FROM calculation_trades ORDER BY id"):
        found[int(calculation)].append(int(trade))
    return {calculation: tuple(trades) for calculation, trades in found.items()}


def calculations_of_trade(book: Book, trade: int) -> list[CalculationRow]:
    """Newest first."""
    found = book.fetch("SELECT calculation FROM calculation_trades WHERE trade = ?", (trade,))
    linked = {int(calculation) for (calculation,) in found}
    return [row for row in calculations(book) if row.id in linked] if linked else []


def versions_in(step: Step, series: str) -> dict[int, int]:
    """By id the version numbers of the series whose first version has that uuid."""
    found = step.query("SELECT id, version FROM calculations WHERE uuid = ?1 OR series = ?1 ORDER BY id", (series,))
    return {int(str(id)): int(str(version)) for id, version in found}


def links_in(step: Step, calculation: int) -> dict[int, int]:
    """By trade the ids of the links of a calculation."""
    found = step.query("SELECT trade, id FROM calculation_trades WHERE calculation = ? ORDER BY id", (calculation,))
    return {int(str(trade)): int(str(link)) for trade, link in found}


def last_deal_no(book: Book, trade: int) -> str:
    """Of a trade that is gone, as the journal has it; empty when it went out with many others."""
    found = book.fetch(
        "SELECT before FROM changes WHERE record = 'trades' AND row = ? AND before IS NOT NULL"
        " ORDER BY id DESC LIMIT 1",
        (trade,),
    )
    return str(shapes.row(found[0][0]).get("deal_no") or "") if found else ""
