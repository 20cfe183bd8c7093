"""Speed of the positions at a million trades: `python -m tests.bench.bench_positions [ROWS] [BOOK]`.

First a book as the other benchmarks have it, of whose trades a fifth are the desk's own; then the same with all of them
its own, which no desk has, and which is the worst there is.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from rare_desk.core.positions.pools import CostMethod
from rare_desk.core.trades import Side
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.positions import BY, LeftOut, Marks, Positions, trail
from rare_desk.ops.trades import change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_page
from tests.bench.bench_store import make_book

_ALL_OWN = (
    "UPDATE trades SET side = CASE WHEN id % 20 < 11 THEN 'buy' ELSE 'sell' END,"
    " counterparty = ifnull(counterparty, buyer), buyer = NULL, seller = NULL"
)


def timed(name: str, work: Callable[[], object]) -> None:
    """Wall clock, and how long a processor was busy: the two differ where others compute beside."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    took, busy = time.perf_counter() - start, time.process_time() - busy
    print(f"{name:44} {took * 1000:10.1f} ms {busy * 1000:10.1f} ms of a processor", flush=True)


def measure(book: Book, named: str) -> None:
    found: dict[CostMethod, Positions] = {}

    def load(method: CostMethod) -> None:
        found[method] = Positions.load(book, method)

    for method in CostMethod:
        timed(f"{named}, by {method}", partial(load, method))
    timed(f"{named}: what does not count", lambda: LeftOut.load(book))
    marks = Marks(IndexState.load(book).computation)
    for by in BY:
        timed(f"{named}: lines by {by}", partial(found[CostMethod.FIFO].by, by, marks))
    newest = next(row for row in trade_page(book) if row.trade.side is not Side.MARKET)
    changes = change_trade(book, newest.id, replace(newest.trade, quantity=Decimal(7)), accept_suspect=True)
    timed(f"{named}: renewed after a trade", lambda: found[CostMethod.FIFO].refresh(book, changes))
    row = found[CostMethod.FIFO].by_product(marks)[0]
    timed(f"{named}: what stands behind a figure", lambda: trail(book, found[CostMethod.FIFO], row))


def window(path: Path) -> None:
    """The page opened on the book: until its lines are there, and the longest time that the window did not answer."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from rare_desk.ui.positions.page import PositionsPage
    from rare_desk.ui.session import Session, open_session
    from rare_desk.ui.shell.looks import dress
    from rare_desk.ui.start import application

    app = application()
    dress(app, "zh")
    opened: list[Session] = []
    open_session(lambda: Book.open(path), opened.append, print)
    while not opened:
        app.processEvents()
    begin = time.perf_counter()
    page = PositionsPage(opened[0])
    page.resize(1600, 900)
    page.show()
    longest, before = 0.0, time.perf_counter()
    shown = before - begin
    while page.found is None:
        app.processEvents()
        longest, before = max(longest, time.perf_counter() - before), time.perf_counter()
        time.sleep(0.001)
    print(f"{'the page, empty':44} {shown * 1000:10.1f} ms")
    print(f"{'its lines, while the index is computed':44} {(before - begin) * 1000:10.1f} ms")
    print(f"{'the window answers at the latest after':44} {longest * 1000:10.1f} ms  (at most 0.05 s)")
    opened[0].close()


def main(count: int, path: Path) -> None:
    with Book.open(path) if path.exists() else make_book(path, count) as book:
        measure(book, "a fifth own")
    window(path)
    with Book.open(path) as book:
        book.connection.execute(_ALL_OWN)
        book.connection.commit()
        book.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        measure(book, "all own")


if __name__ == "__main__":
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        main(rows, Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "bench.raredesk")
