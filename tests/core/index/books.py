"""Books of trades for the index's tests: the two examples, and small ones written line by line."""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from rare_desk.core.calendar import IndexDays, day_number
from rare_desk.core.index.engine import Computation, compute
from rare_desk.core.index.quotes import QuoteColumns
from rare_desk.core.rules.methodology import Methodology, WeightSet, from_json
from rare_desk.core.screening.columns import CODE, DESK, MISSING, TradeColumns

EXAMPLES = Path(__file__).parents[2] / "data" / "index_example"


@dataclass(frozen=True)
class Deal:
    """A trade of a test; `date` is ISO text, `flag` a code of the record's rules."""

    date: str
    price: float | None = 100.0
    quantity: float | None = 1.0
    buyer: str = "A"
    seller: str = "B"
    product: str = "LA-O"
    flag: str = ""
    key: str = ""


@dataclass(frozen=True)
class Told:
    """A day quote of a test; `price` None prices nothing."""

    date: str
    price: float | None = 100.0
    source: str = "SMM"
    product: str = "LA-O"


_PARTIES = {"desk": DESK, "": MISSING}
"""A party keeps its number, as in a book."""


def columns(deals: Sequence[Deal], products: tuple[str, ...] = ()) -> TradeColumns:
    """The deals as the book would hand them over; ids count from 1 in the order given, keys default to the same."""
    keys = [deal.key or f"{number:06}" for number, deal in enumerate(deals)]
    rank = {number: at for at, number in enumerate(sorted(range(len(deals)), key=lambda n: keys[n]))}
    order = sorted(range(len(deals)), key=lambda n: (deals[n].date, rank[n]))
    names = products or tuple(sorted({deal.product for deal in deals}))
    for deal in deals:
        _PARTIES.setdefault(deal.buyer, len(_PARTIES))
        _PARTIES.setdefault(deal.seller, len(_PARTIES))
    nan = float("nan")

    def column(values: Iterable[Any], dtype: type) -> Any:
        return np.array(list(values), dtype)

    rows = [deals[n] for n in order]
    return TradeColumns(
        names,
        column((n + 1 for n in order), np.int64),
        column((rank[n] for n in order), np.int64),
        column((day_number(dt.date.fromisoformat(d.date)) for d in rows), np.int64),
        column((names.index(d.product) if d.product else MISSING for d in rows), np.int16),
        column((nan if d.price is None else d.price for d in rows), np.float64),
        column((nan if d.quantity is None else d.quantity for d in rows), np.float64),
        column((_PARTIES[d.buyer] for d in rows), np.int32),
        column((_PARTIES[d.seller] for d in rows), np.int32),
        column((CODE[d.flag] for d in rows), np.int8),
    )


def quotes(told: Sequence[Told], ids: Sequence[int] = (), products: tuple[str, ...] = ()) -> QuoteColumns:
    """The quotes as the book would hand them over; ids count from 1 in the order given unless they are given."""
    names = products or tuple(sorted({quote.product for quote in told}))
    sources = tuple(sorted({quote.source for quote in told}))
    keys = list(ids) or list(range(1, len(told) + 1))
    rows = sorted(zip(told, keys, strict=True), key=lambda row: (row[0].date, row[1]))
    return QuoteColumns(
        names,
        sources,
        np.array([key for _, key in rows], np.int64),
        np.array([day_number(dt.date.fromisoformat(quote.date)) for quote, _ in rows], np.int64),
        np.array([names.index(quote.product) for quote, _ in rows], np.int64),
        np.array([sources.index(quote.source) for quote, _ in rows], np.int64),
        np.array([float("nan") if quote.price is None else quote.price for quote, _ in rows], np.float64),
    )


def rules(weights: Mapping[str, float] | None = None, **parameters: Any) -> Methodology:
    """RD-1 with one set of weights, LA-O alone by default, and no minimum lot."""
    sets = (WeightSet(dt.date(2025, 1, 1), weights or {"LA-O": 1.0}),)
    return replace(Methodology(weight_sets=sets), **parameters)


GROUPS = {"LA-O": "light", "CE-O": "light", "PRND-O": "light", "DY-O": "heavy", "TB-O": "heavy", "GD-O": "heavy"}


def index(
    deals: Sequence[Deal],
    methodology: Methodology | None = None,
    holidays: Iterable[str] = (),
    last: str | None = None,
    told: Sequence[Told] = (),
) -> Computation:
    calendar = IndexDays(dt.date.fromisoformat(day) for day in holidays)
    to = None if last is None else dt.date.fromisoformat(last)
    return compute(columns(deals), methodology or rules(), calendar, GROUPS, to, quotes(told))


def left_out(deals: Sequence[Deal], methodology: Methodology | None = None, **options: Any) -> dict[int, str]:
    """The codes of the trades left out, by the deals' place counted from 1."""
    return {out.id: out.code for out in index(deals, methodology, **options).exclusions()}


def example(book: str) -> tuple[list[Deal], Methodology]:
    methodology = from_json((EXAMPLES / book / "methodology.json").read_text())
    assert isinstance(methodology, Methodology)
    with (EXAMPLES / book / "trades.csv").open() as stream:
        return [_deal(row) for row in csv.DictReader(stream)], methodology


def expected(book: str, what: str) -> list[dict[str, str]]:
    with (EXAMPLES / book / f"expected_{what}.csv").open() as stream:
        return list(csv.DictReader(stream))


def _deal(row: dict[str, str]) -> Deal:
    failed = [
        code
        for code, fails in (
            ("cancelled", row["cancelled"] == "yes"),
            ("non_compliant", row["compliant"] != "yes"),
            ("related_party", row["related_party"] == "yes"),
            ("not_spot", row["spot"] != "yes"),
        )
        if fails
    ]
    price, quantity = (float(row[name]) if row[name] else None for name in ("price_cny_t_ex_vat", "qty_t"))
    flag = failed[0] if failed else ""
    return Deal(row["date"], price, quantity, row["buyer"], row["seller"], row["product"], flag, row["id"])
