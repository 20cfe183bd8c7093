"""A closed month: what was in it, which change of a row counts as one of the month, and what corrections add up to.

Rows are those of the book: money in 1e-4, mass in grams, dates as ISO text.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

DATED = {"trades": "date", "deliveries": "done", "payments": "done"}
"""The records that belong to a month, each with the column that says to which; an empty day to none."""

LIVING = frozenset(("confirmed", "part-delivered", "delivered", "closed"))
"""The states that a trade goes through after its month as well: from one to another it is not another trade."""

Row = Mapping[str, Any]
Key = tuple[str, str, int]
"""Record, then of a trade its side and product, of a payment its currency."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of rows of one kind. `amount` is the trades' incl. VAT (as written where there is no VAT), or what was paid."""

    count: int = 0
    mass: int = 0
    ex_vat: int = 0
    amount: int = 0

    def plus(self, other: "Figures", sign: int = 1) -> "Figures":
        return Figures(
            self.count + sign * other.count,
            self.mass + sign * other.mass,
            self.ex_vat + sign * other.ex_vat,
            self.amount + sign * other.amount,
        )


NOTHING = Figures()
Totals = dict[Key, Figures]


def month_of(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def days_of(month: str) -> tuple[dt.date, dt.date]:
    """The first and the last day; ValueError of what is no month."""
    first = dt.date.fromisoformat(f"{month}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def following(month: str) -> str:
    return month_of(days_of(month)[1] + dt.timedelta(days=1))


def month_in(record: str, row: Row | None) -> str:
    """Empty for a row that belongs to none."""
    return str(row[DATED[record]] or "")[:7] if row is not None else ""


def same(record: str, before: Row | None, after: Row | None) -> bool:
    """Whether a month that holds the one has nothing changed by the other."""
    if before is None or after is None:
        return before is after
    return _frozen(record, before) == _frozen(record, after)


def _frozen(record: str, row: Row) -> Row:
    living = record == "trades" and row["status"] in LIVING
    return dict(row) | {"status": "living"} if living else dict(row)


def counted(record: str, row: Row | None) -> Totals:
    """What a row adds to its month; nothing for a trade that is a draft or cancelled."""
    if row is None:
        return {}
    if record == "deliveries":
        return {(record, "", 0): Figures(1, row["quantity_g"])}
    if record == "payments":
        return {(record, row["currency"], 0): Figures(1, 0, 0, row["amount"])}
    if row["status"] not in LIVING:
        return {}
    written = row["amount_incl_vat"] if row["amount_incl_vat"] is not None else row["amount"]
    figures = Figures(1, row["quantity_g"] or 0, row["amount_ex_vat"] or 0, written or 0)
    return {(record, row["side"], row["product"]): figures}


def plus(totals: Totals, others: Iterable[Totals], sign: int = 1) -> Totals:
    """Lines that come to nothing are left out."""
    found = dict(totals)
    for other in others:
        for key, figures in other.items():
            found[key] = found.get(key, NOTHING).plus(figures, sign)
    return {key: figures for key, figures in found.items() if figures != NOTHING}


def corrected(totals: Totals, corrections: Iterable[tuple[str, Row | None, Row | None]]) -> Totals:
    """The totals after each (record, row before, row after)."""
    for record, before, after in corrections:
        totals = plus(plus(totals, [counted(record, after)]), [counted(record, before)], -1)
    return totals


def as_json(totals: Totals) -> list[list[Any]]:
    return [
        [*key, figures.count, figures.mass, figures.ex_vat, figures.amount] for key, figures in sorted(totals.items())
    ]


def from_json(lines: Iterable[Iterable[Any]]) -> Totals:
    """ValueError or TypeError when they are none that `as_json` has made."""
    found = {}
    for record, which, product, *figures in lines:
        if record not in DATED or type(which) is not str:
            raise ValueError("no line")
        if any(type(figure) is not int for figure in (product, *figures)):
            raise ValueError("no figures")
        found[record, which, product] = Figures(*figures)
    return found
