"""How long the index takes over a million trades: all of it, and renewed after one trade on the last day.

Run as `python -m tests.bench.bench_index [TRADES] [BOOK]`; prints a table, best of several runs. With the book that
`bench_store` makes (it is made when it is not there) it measures through the file too; the trades it adds there are
taken back.
"""

import datetime as dt
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np

from rare_desk.core.calendar import IndexDays, date_of, day_number
from rare_desk.core.index.engine import compute, first_to_read, recompute
from rare_desk.core.rules.methodology import Methodology, WeightSet
from rare_desk.core.screening.columns import TradeColumns, joined
from rare_desk.core.trades import Side, Trade
from rare_desk.core.units import TaxBasis
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.index.index_columns import index_columns
from tests.bench.bench_store import make_book

PRODUCTS = ("CE-O", "DY-O", "GD-O", "HO-O", "LA-O", "ND-O", "PR-O", "PRND-M", "PRND-O", "SM-O", "TB-O", "Y-O")
LIGHT = {"CE-O", "LA-O", "ND-O", "PR-O", "PRND-M", "PRND-O"}
GROUPS = {code: "light" if code in LIGHT else "heavy" for code in PRODUCTS}
WEIGHTS = {"PRND-O": 0.34, "PRND-M": 0.18, "ND-O": 0.06, "LA-O": 0.03, "CE-O": 0.05, "DY-O": 0.14, "TB-O": 0.15}
YEARS = 10
FIRST = dt.date(2016, 1, 4)


def market(trades: int, seed: int = 1) -> TradeColumns:
    """Made-up trades over ten years: prices that wander, 1.5 % slips, some copies and cancelled ones."""
    chance = np.random.default_rng(seed)
    product = chance.choice(len(PRODUCTS), trades, p=np.linspace(2, 0.4, len(PRODUCTS)) / np.linspace(2, 0.4, 12).sum())
    day = np.sort(chance.integers(0, YEARS * 365, trades)) + day_number(FIRST)
    walk = np.cumsum(chance.normal(0, 0.006, (len(PRODUCTS), YEARS * 365)), axis=1)
    level = np.exp(walk + np.log(chance.uniform(5e3, 5e6, len(PRODUCTS)))[:, None])
    price = level[product, day - day_number(FIRST)] * np.exp(chance.normal(0, 0.01, trades))
    slips = chance.random(trades) < 0.015
    price[slips] *= chance.choice((1.13, 0.87, 10, 0.1), slips.sum())
    quantity = chance.integers(1, 400, trades) / 10
    buyer, seller = chance.integers(1, 200, trades), chance.integers(200, 400, trades)
    swap = chance.random(trades) < 0.5
    buyer, seller = np.where(swap, seller, buyer), np.where(swap, buyer, seller)
    copies = np.flatnonzero(chance.random(trades - 1) < 0.005) + 1
    for column in (product, price, quantity, buyer, seller):
        column[copies] = column[copies - 1]
    ids, flag = np.arange(1, trades + 1), np.where(chance.random(trades) < 0.02, 3, 0).astype(np.int8)
    parties = buyer.astype(np.int32), seller.astype(np.int32)
    return TradeColumns(PRODUCTS, ids, ids, day, product.astype(np.int16), np.round(price, 4), quantity, *parties, flag)


def timed(action: Callable[[], object], runs: int = 5) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor, of the fastest run each."""
    clock = processor = float("inf")
    for _ in range(runs):
        begun, worked = time.perf_counter(), time.process_time()
        action()
        clock, processor = min(clock, time.perf_counter() - begun), min(processor, time.process_time() - worked)
    return clock * 1000, processor * 1000


def main() -> None:
    trades = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rules = Methodology(weight_sets=(WeightSet(FIRST, WEIGHTS),), min_lot_t={"light": 0.5, "heavy": 0.01})
    calendar = IndexDays(())
    everything = market(trades)
    computation = compute(everything, rules, calendar, GROUPS)
    last_day = date_of(int(everything.day[-1]))
    added = replace(everything.rows(slice(trades - 1, trades)), ids=np.array([trades + 1]))

    def renew(changed: dt.date) -> object:
        since, until = first_to_read(calendar, changed), calendar.on_or_after(changed)
        ends = np.searchsorted(everything.day, (day_number(since), day_number(until) + 1))
        later = joined(everything.rows(slice(*ends.tolist())), replace(added, day=np.array([day_number(until)])))
        return recompute(computation, later, since, until=until).series("composite")

    def weekly() -> object:
        computation._series.clear()
        return computation.series("composite", "weekly")

    rows: Rows = (
        ("full computation", timed(lambda: compute(everything, rules, calendar, GROUPS), 3)),
        ("weekly composite, first asked", timed(weekly, 3)),
        ("one trade on the last day", timed(lambda: renew(last_day), 20)),
        ("one trade a year back", timed(lambda: renew(last_day - dt.timedelta(days=365)), 3)),
    )
    print(f"{trades:,} trades, {len(computation.days):,} index days, {len(computation.series_names)} series")
    _print(rows)
    if len(sys.argv) > 2:
        path = Path(sys.argv[2])
        with Book.open(path) if path.exists() else make_book(path, trades) as book:
            _through(book)


Rows = tuple[tuple[str, tuple[float, float]], ...]


def _print(rows: Rows) -> None:
    for name, (clock, processor) in rows:
        print(f"{name:44}{clock:10.1f} ms{processor:10.1f} ms of the processor")


def _through(book: Book) -> None:
    """From the file: everything, and what one saved trade costs until the chart's data are there."""
    state = IndexState.load(book)
    last_day = state.computation.last_day
    assert last_day is not None
    whole: Rows = (
        ("fetching the trades, row by row into numpy", timed(lambda: _fetched(book), 3)),
        ("fetching the trades, as the index does", timed(lambda: index_columns(book), 3)),
        ("fetching and computing all series", timed(lambda: IndexState.load(book), 3)),
    )
    print(f"{len(state.computation.head) + len(state.computation.tail):,} trades in {book.path.name}")
    _print(whole)
    print(
        f"{whole[2][1][0] / whole[1][1][0]:.2f} x its own fetching, {whole[2][1][0] / whole[0][1][0]:.2f} x row by row"
    )
    for days in (0, 365):
        _print(_renewed(book, state, last_day - dt.timedelta(days=days)))


def _fetched(book: Book) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """The same columns in the plainest way."""
    wanted = "id, day, product, price_ex_vat, quantity_g, buyer, seller, counterparty, facts"
    rows = book.fetch(f"SELECT {wanted} FROM trades")
    return [np.array(column, np.float64) for column in zip(*rows, strict=True)]


def _renewed(book: Book, state: IndexState, day: dt.date) -> Rows:
    trade = Trade(
        date=day,
        side=Side.BUY,
        product="PRND-O",
        quantity=Decimal(5),
        price=Decimal(400_000),
        tax_basis=TaxBasis.EXCL,
        counterparty="稀土贸易公司001",
    )
    changes = add_trade(book, trade, accept_suspect=True)
    taken = timed(lambda: state.refresh(book, changes).computation.series("composite"), 30)
    book.undo()
    return ((f"new points after a trade on {day}", taken),)


if __name__ == "__main__":
    main()
