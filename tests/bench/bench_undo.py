"""Undo of a long import, with its progress: `python -m tests.bench.bench_undo [ROWS] [OTHERS]`.

A book with OTHERS trades, then an import of ROWS with its 200 firms; that import undone, done again, taken back as an
old one, and the answer to what stands in its way. Seconds on the wall and of the processor, how often progress was
told, and the peak with the making of the book in it. Target: undo of 100,000 rows in 3 s.

100,000 rows among 100,000 others, on two cores shared with seven others' work, seconds of the processor: what stands in
the way 1.2, undo 1.7, redo 1.4, taken back 2.7, and that undone 1.3.
"""

import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rare_desk.ops.history import journal, taking_back
from rare_desk.ops.imports.ledgers import Source, plan_import, write_import
from rare_desk.store.book import Book
from tests.bench.bench_store import make_book

TODAY = dt.date(2026, 11, 1)
HEADER = "单号,日期,方向,品名,数量(吨),不含税单价(元/吨),对手方,备注"
Work = Callable[[Callable[[float], None]], object]


def bring_in(book: Book, count: int) -> int:
    """A ledger of that many rows, as a file brings it; its batch."""
    lines = (
        f"U{n:07},{dt.date(2024, 1, 2) + dt.timedelta(days=n * 600 // count)},{'买卖'[n % 2]},氧化镨钕,{n % 37 + 1},"
        f"{400_000 + n % 9_000},包头公司{n % 200},第 {n} 行"
        for n in range(count)
    )
    source = Source("台账.csv", "\n".join((HEADER, *lines)).encode())
    batch = write_import(book, plan_import(book, [source], today=TODAY), accept_suspect=True).batch
    assert batch is not None
    return batch


def timed(name: str, work: Work) -> None:
    told: list[float] = []
    start, spent = time.perf_counter(), time.process_time()
    work(told.append)
    took, used = time.perf_counter() - start, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name:44} {took:7.2f} s  {used:7.2f} s of the processor, told {len(told):5} times, peak {peak} MB", flush=True
    )


def main(rows: int, others: int, path: Path) -> None:
    make_book(path, others).close()
    with Book.open(path) as book:
        batch = bring_in(book, rows)
        timed(f"what stands in the way of {rows} rows", lambda tell: taking_back.look(book, batch))
        timed(f"undo of {rows} rows", lambda tell: journal.undo(book, tell))
        timed(f"redo of {rows} rows", lambda tell: journal.redo(book, tell))
        timed(f"an import of {rows} rows taken back", lambda tell: taking_back.take_back(book, batch, False, tell))
        timed("and that undone", lambda tell: journal.undo(book, tell))


if __name__ == "__main__":
    rows, others = (int(word) for word in [*sys.argv[1:], "100000", "100000"][:2])
    with tempfile.TemporaryDirectory() as folder:
        main(rows, others, Path(folder) / "bench.raredesk")
