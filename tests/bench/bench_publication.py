"""How long publication takes over ten years of daily, weekly and monthly vintages, and what moved among them.

Run as `python -m tests.bench.bench_publication`; prints a table, best of several runs. The book is made up and thrown
away.
"""

import datetime as dt
import tempfile
import time
from pathlib import Path

from rare_desk.ops.book.books import new_book
from rare_desk.ops.publication import (
    Vintages,
    as_published,
    beside,
    caught_up,
    overview,
    pending,
    publish_all,
    restate,
)
from rare_desk.store.book import Book
from tests.bench.bench_index import timed
from tests.ops.publication.conftest import add, deals, late

FIRST, LAST = dt.date(2015, 1, 5), dt.date(2024, 12, 31)
TODAY = dt.date(2025, 1, 2)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, new_book(Path(folder) / "bench.raredesk") as book:
        add(book, *deals(FIRST, LAST))
        begun = time.perf_counter()
        made = publish_all(book, None, today=TODAY)
        published = (time.perf_counter() - begun) * 1000
        total = sum(len(one.vintages) for one in made)
        print(f"{total:,} vintages of {len(made[0].dates):,} days, {book.path.stat().st_size / 1e6:.0f} MB")
        _print("published at once", published)
        _measure(book)


def _measure(book: Book) -> None:
    state = caught_up(book, None, TODAY)
    vintages = Vintages.load(book)
    _print("all vintages read", timed(lambda: Vintages.load(book))[0])
    _print("none of them moved", timed(lambda: pending(vintages, state, TODAY))[0])
    add(book, late(FIRST.isoformat(), 104_000.0))
    moved = caught_up(book, state, TODAY)
    found = pending(vintages, moved, TODAY)
    _print(f"{len(found):,} of them moved", timed(lambda: pending(vintages, moved, TODAY))[0])
    before = overview(book, moved, today=TODAY)
    _print("overview with causes, renewed", timed(lambda: overview(book, moved, before, today=TODAY, older=True))[0])
    book.undo()
    daily, weekly = (vintages.rows[n] for n in (-700, -200))
    state = caught_up(book, state, TODAY)
    _print("a day beside the live index", timed(lambda: beside(book, state, daily, TODAY))[0])
    _print("a week beside it, first asked", timed(lambda: beside(book, state, weekly, TODAY), 1)[0])
    _print("a week beside it, then", timed(lambda: beside(book, state, weekly, TODAY))[0])
    _print("composite as published", timed(lambda: as_published(book))[0])
    add(book, late(LAST.isoformat(), 375_000.0))
    begun = time.perf_counter()
    restate(book, state, "daily", LAST, "bench", today=dt.date.today())
    _print("one day restated", (time.perf_counter() - begun) * 1000)


def _print(name: str, milliseconds: float) -> None:
    print(f"{name:34}{milliseconds:10.1f} ms")


if __name__ == "__main__":
    main()
