"""Speed of the book at a million trades: `python -m tests.bench.bench_store [ROWS] [BOOK]`.

`make_book` is there for the other benchmarks too: a real book, journal and all, of made-up trades over five years.
"""

import datetime as dt
import math
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

from rare_desk.core.numbers import MONEY_PLACES, from_scaled
from rare_desk.core.trades import Prices, Side, Status, Trade
from rare_desk.ops.book.books import new_book
from rare_desk.ops.parties.records import party_ids
from rare_desk.store.book import Book
from rare_desk.store.reading.index.index_columns import index_columns
from rare_desk.store.reading.queries import product_ids
from rare_desk.store.reading.trades import trade_queries
from rare_desk.store.reading.trades.trade_queries import ANY, Sort, TradeFilter
from rare_desk.store.rows import Row, trade_row

PRODUCTS = ("PRND-O", "LA-O", "CE-O", "DY-O", "TB-O", "GD-O", "ND-O", "PR-O", "PRND-M", "DY-M")
FIRST = dt.date(2021, 1, 4)
DAYS = 1826
CHUNK = 100_000


def make_book(path: Path, count: int, seed: int = 1) -> Book:
    """An open book with that many trades, spread evenly over five years and ten products, in order of date."""
    book = new_book(path)
    names = [f"稀土贸易公司{n:03}" for n in range(200)]
    products = product_ids(book)
    made = _rows(count, random.Random(seed), [products[code] for code in PRODUCTS])
    with book.step("imported", files="bench", count=str(count)) as step:
        parties = party_ids(step, names)
        numbers = [parties[name] for name in names]
        for start in range(0, count, CHUNK):
            rows = [next(made) for _ in range(min(CHUNK, count - start))]
            for row in rows:
                for side in ("buyer", "seller", "counterparty"):
                    place = row[side]
                    row[side] = numbers[place] if isinstance(place, int) else None
            step.insert_many("trades", rows)
    return book


def _rows(count: int, chance: random.Random, products: list[int]) -> Iterator[Row]:
    """Rows with the parties' places instead of their ids."""
    pattern = trade_row(_PATTERN, Prices(), 0, {})
    logs = [math.log(10_000 * 3**n) for n in range(len(products))]
    day = -1
    for n in range(count):
        if n * DAYS // count != day:
            day = n * DAYS // count
            date = (FIRST + dt.timedelta(days=day)).isoformat()
            logs = [log + chance.gauss(0, 0.004) for log in logs]
        kind = chance.randrange(len(products))
        ex_vat = int(math.exp(logs[kind] + chance.gauss(0, 0.01))) * 10_000
        mass = chance.randrange(500_000, 30_000_000)
        amount = ex_vat // 10_000 * mass // 100
        own = chance.randrange(10)
        parties = _parties(own, chance)
        row = pattern | parties
        row["date"], row["product"] = date, products[kind]
        row["deal_no"], row["price"], row["price_ex_vat"] = f"M{n:08}", ex_vat, ex_vat
        row["quantity_g"], row["amount"], row["amount_ex_vat"] = mass, amount, amount
        row["price_incl_vat"], row["amount_incl_vat"] = ex_vat * 113 // 100, amount * 113 // 100
        row["status"] = "cancelled" if chance.randrange(100) == 0 else "confirmed"
        yield row


def _parties(own: int, chance: random.Random) -> Row:
    if own < 2:
        return {"side": ("buy", "sell")[own], "counterparty": chance.randrange(200), "buyer": None, "seller": None}
    buyer = chance.randrange(200)
    return {"side": "market", "buyer": buyer, "seller": (buyer + chance.randrange(1, 200)) % 200, "counterparty": None}


_PATTERN = Trade(
    date=FIRST,
    side=Side.MARKET,
    product="PRND-O",
    quantity=Decimal(1),
    price=from_scaled(1, MONEY_PLACES),
    grade="99.5%",
    delivery_place="包头",
    payment="现款",
    trader="王",
)


def timed(name: str, work: Callable[[], object], target: float | None = None) -> float:
    start = time.perf_counter()
    work()
    took = time.perf_counter() - start
    said = f"  (at most {target} s)" if target is not None else ""
    print(f"{name:44} {took * 1000:10.1f} ms{said}", flush=True)
    return took


def main(count: int, path: Path) -> None:
    if path.exists():
        book = Book.open(path)
    else:
        timed(f"make a book of {count} trades", lambda: make_book(path, count).close())
        timed("open it", lambda: Book.open(path).close())
        book = Book.open(path)
    with book, book.reader() as reader:
        for column in sorted(trade_queries.SORTABLE):
            for descending in (True, False):
                order = Sort(column, descending)
                timed(
                    f"first page by {column} {'down' if descending else 'up'}",
                    partial(trade_queries.trade_page, reader, ANY, order),
                    0.5,
                )
        ids: list[int] = []
        timed("all ids by date", lambda: ids.extend(trade_queries.trade_ids(reader)))
        timed("a page in the middle", lambda: trade_queries.trades_by_id(reader, ids[count // 2 :][:100]), 0.02)
        timed("totals", lambda: trade_queries.trade_totals(reader))
        filtered = TradeFilter(text="xt0", statuses=(Status.CONFIRMED,), sides=(Side.BUY,))
        timed("ids of a text search", lambda: trade_queries.trade_ids(reader, filtered))
        timed("columns of the index", lambda: index_columns(reader), 1.5)


if __name__ == "__main__":
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        main(rows, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "bench.raredesk")
