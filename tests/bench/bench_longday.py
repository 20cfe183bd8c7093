"""A long day in one window: trades written, pages turned, workbooks brought in, calculators used; what it leaves.

Run: `python -m tests.bench.bench_longday [PART [even]]`. A PART of 1 is 10,000 updates, 500 pages, 200 imports and 100
calculations, in ten tenths; `even` deletes the trades of each tenth after it, so that the book stays as large as it
was. Memory, threads, open files and widgets are counted when all pages have been seen and a tenth of the day is over,
and at the end; the time of each tenth is printed, and how often what was published was compared: a moment after a
change, and so the oftener for each update the busier the machine is with other things.
"""

import ctypes
import datetime as dt
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from rare_desk import prefs
from rare_desk.core.trades import Side, Trade
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.contracts.saved import save_calculation
from rare_desk.ops.imports.ledgers import Options, Source, plan_import, write_import
from rare_desk.ops.trades import add_trade, change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort, trade_page
from rare_desk.ui import start
from rare_desk.ui.session import Session
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk

UPDATES, PAGES, IMPORTS, CALCULATIONS, TENTHS = 10_000, 500, 200, 100, 10
_PATIENCE_MS = 300_000
_GRADE = {"reference_price": "26834", "reference_grade": "50", "grade": "52.3"}
_TRADE = Trade(
    date=dt.date(2026, 10, 22), side=Side.BUY, product="PRND-O", quantity=Decimal(5), price=Decimal(580_000),
    counterparty="长日",
)  # fmt: skip
_PRICES = {"PRND-O": 580_000, "PRND-M": 710_000, "CE-O": 12_500, "TB-O": 6_900_000, "LA-O": 4_700}
_NAMES = ("氧化镨钕", "金属镨钕", "氧化铈", "氧化铽", "氧化镧")
_DAYS = 40
"""Over which the new trades are spread, back from the last of the sample book."""
_HEAD = "日期,单号,方向,品名,数量（吨）,单价（元/吨，含税）,交易对手\n"


@dataclass(frozen=True, slots=True)
class Left:
    """`memory` in MB; it and the open files are 0 where this system does not tell."""

    memory: float
    threads: int
    files: int
    widgets: int


def until(what: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(_PATIENCE_MS)
    while not what():
        if deadline.hasExpired():
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def left() -> Left:
    """What the process holds when all that may go has gone."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    told = Path("/proc/self/statm")
    widgets = len(QApplication.allWidgets())
    if sys.platform == "win32" or not told.exists():
        return Left(0.0, 0, 0, widgets)
    ctypes.CDLL(None).malloc_trim(0)
    memory = int(told.read_text().split()[1]) * 4096 / 1e6
    threads, files = (sum(1 for _ in Path(f"/proc/self/{name}").iterdir()) for name in ("task", "fd"))
    return Left(memory, threads, files, widgets)


class Day:
    def __init__(self, desk: Desk, session: Session) -> None:
        self.desk, self.session = desk, session
        self._names = [entry.name for entry in pages.PAGES]
        self._numbers = count(1)

    def warm(self) -> None:
        """All pages twice, and one of everything else."""
        for name in self._names * 2:
            self._page(name)
        self.part(4, 0, 1, 2)

    def part(self, updates: int, turned: int, imports: int, calculations: int) -> None:
        for number in range(updates):
            self._done(partial(_update, number))
        for number in range(turned):
            self._page(self._names[number % len(self._names)])
        for _ in range(imports):
            text = "".join(self._rows())
            self._done(partial(_import, text))
        for _ in range(calculations):
            name = f"计算 {next(self._numbers)}"
            self._done(partial(_calculate, name))
            self.session.navigate.emit("pricing", {"calculation": self.session.book.number(_NEWEST)})
            self._settle()
        self._settle()

    def forget(self, newest: int) -> None:
        """Deletes the trades that came after that one."""
        self._done(partial(_forget, newest))
        self._settle()

    def _rows(self) -> Iterator[str]:
        yield _HEAD
        for name, price in zip(_NAMES, _PRICES.values(), strict=True):
            number = next(self._numbers)
            yield f"{_day(number)},L{number},买,{name},1,{price + number % 97},长日\n"

    def _page(self, name: str) -> None:
        self.desk.show_page(name)
        self._settle()

    def _done(self, op: Callable[[Book], object]) -> None:
        ended: list[object] = []
        self.session.run(op, ended.append, ended.append)
        until(lambda: bool(ended))

    def _settle(self) -> None:
        """What was asked of the book's threads has come, and the index with it."""
        read: list[object] = []
        self.session.read(lambda book: book.last_step(), read.append)
        until(lambda: bool(read) and not self.session.index_running)


_NEWEST = "SELECT max(id) FROM calculations"


def _update(number: int, book: Book) -> None:
    """A new trade, or another price of the newest one: never more than a few hundred new ones."""
    newest = trade_page(book, order=Sort("id"), limit=1)[0]
    if number % 20 == 0:
        code = tuple(_PRICES)[number // 20 % len(_PRICES)]
        made = replace(_TRADE, product=code, date=_day(number // 20), price=Decimal(_PRICES[code]))
        add_trade(book, made, accept_suspect=True)
    else:
        price = Decimal(_PRICES[newest.trade.product] + number % 97)
        change_trade(book, newest.id, replace(newest.trade, price=price), accept_suspect=True)


def _forget(newest: int, book: Book) -> None:
    delete_trades(book, [key for (key,) in book.fetch("SELECT id FROM trades WHERE id > ?", (newest,))])


def _day(number: int) -> dt.date:
    return _TRADE.date - dt.timedelta(days=number % _DAYS)


def _calculate(name: str, book: Book) -> None:
    save_calculation(book, name, "grade", _GRADE)


def _import(text: str, book: Book) -> None:
    plan = plan_import(book, [Source("long.csv", text.encode())], Options(), dt.date(2026, 11, 1))
    write_import(book, plan, True, True)


def opened(folder: Path) -> Day:
    """A window on the sample book, its index computed."""
    path = folder / "long.raredesk"
    new_sample_book(path).close()
    desk = Desk()
    desk.open_path(path)
    until(lambda: desk.session is not None)
    session = desk.session
    assert session is not None
    desk.window.resize(1400, 900)
    desk.window.show()
    until(lambda: session.index is not None)
    return Day(desk, session)


def main(part: float = 1.0, *, even: bool = False) -> None:
    start.application()
    prefs.shared().transient = True
    share = part / TENTHS
    with tempfile.TemporaryDirectory() as folder:
        day = opened(Path(folder))
        day.warm()
        first, compared = None, count()
        day.session.publication.changed.connect(lambda: next(compared))
        for number in range(TENTHS):
            newest = day.session.book.number("SELECT max(id) FROM trades")
            wall, own, before = time.perf_counter(), time.process_time(), next(compared)
            day.part(*(round(total * share) for total in (UPDATES, PAGES, IMPORTS, CALCULATIONS)))
            took = f"{time.perf_counter() - wall:.1f} s, processor {time.process_time() - own:.1f} s"
            now, times = left(), next(compared) - before - 1
            first = first or now
            trades = day.session.book.number("SELECT count(*) FROM trades")
            print(f"tenth {number + 1}: {took}; compared {times} times; {trades} trades; {now}", flush=True)
            if even:
                day.forget(newest)
        print(f"grown since the first tenth: {left().memory - (first or left()).memory:+.1f} MB")
        day.desk.window.close()


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]), even="even" in sys.argv[2:])
