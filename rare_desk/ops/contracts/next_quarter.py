"""The next quarter's concentrate price for the first page and the bulletin: an estimate with its band, or why not."""

from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.pricing.oxides.estimate import Estimate
from rare_desk.core.problems import Problem, Refused
from rare_desk.ops import pricing
from rare_desk.ops.contracts.estimating import Ground, Wanted, ground
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book
from rare_desk.store.reading import queries


@dataclass(frozen=True, slots=True)
class NextQuarter:
    """CNY per dry tonne ex VAT at `grade` percent REO. `quoted_by` is the source of the oxide prices, empty for the
    index's own; `quarters` past ones gave the deduction. `low` and `high` are None of a single one.
    """

    quarter: str
    grade: Decimal
    price: Decimal
    low: Decimal | None
    high: Decimal | None
    quoted_by: str
    distribution: Distribution
    quarters: int


def next_quarter(book: Book, state: IndexState) -> NextQuarter | Problem:
    """By the source whose quotes cover most past quarters, else by the index's own prices."""
    found, why = _grounds(book, state)
    if not found:
        return why[-1]
    best = max(found, key=lambda one: (len(one.given["past"]), bool(one.quoted_by)))
    priced = pricing.price("estimate", best.given)
    figures = priced.result.values
    assert isinstance(figures, Estimate)
    return NextQuarter(
        quarter=best.given["quarter"],
        grade=priced.inputs.grade,
        price=figures.price,
        low=figures.low,
        high=figures.high,
        quoted_by=best.quoted_by,
        distribution=best.distribution,
        quarters=len(best.given["past"]),
    )


def _grounds(book: Book, state: IndexState) -> tuple[list[Ground], list[Problem]]:
    ways = [Wanted(quoted_by=source) for source in queries.quote_sources(book)]
    found, why = [], []
    for wanted in (*ways, Wanted(from_index=True)):
        try:
            found.append(ground(book, wanted, state))
        except Refused as refused:
            why.append(refused.problems[0])
    return found, why
