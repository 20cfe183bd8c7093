"""The trades page of a book of a million: opening, filters, orders, searches, sums, scrolling, one trade saved.

    QT_QPA_PLATFORM=offscreen python -m tests.bench.bench_rows [TRADES] [BOOK]

Of each step: `first` until the first rows have been painted, `totals` until the footer has them, `whole` until the
order of all rows is there, `stall` the longest time in which the window's thread did not come back to its event loop,
all in ms; `own` is what that thread itself worked in its longest stretch, the rest it waited for other threads and
programs. A frame is one step of the scroll bar with everything that the newly seen rows need, painted. Memory is to be
set beside that of the same window with an empty book. The peers, each in a process of its own: every row of the table
in a list, as a browser of databases has it, and a list model behind a QSortFilterProxyModel.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from rare_desk import prefs
from rare_desk.core.trades import Side, Status
from rare_desk.ops.book.books import new_book
from rare_desk.ops.trades import change_trade
from rare_desk.store.reading.trades.trade_queries import Sort, TradeFilter, trades_by_id
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import dress
from rare_desk.ui.start import application
from rare_desk.ui.trades.entry_panel import EntryPanel
from rare_desk.ui.trades.page import TradesPage
from tests.bench.bench_store import make_book

FILTERS = {
    "filter: product": TradeFilter(products=("DY-O",)),
    "filter: side and status": TradeFilter(sides=(Side.BUY,), statuses=(Status.CONFIRMED,)),
    "filter: suspect, none": TradeFilter(suspect_only=True),
    "search: 包头, everywhere": TradeFilter(text="包头"),
    "search: 无此, nowhere": TradeFilter(text="无此"),
    "search: M00000042, the oldest": TradeFilter(text="M00000042"),
}
ORDERS = {
    "order: quantity": (Sort("quantity"),),
    "order: deal number": (Sort("deal_no", False),),
    "order: product, quantity": (Sort("product", False), Sort("quantity")),
    "order: counterparty": (Sort("counterparty", False),),
    "order: grade": (Sort("grade", False),),
    "order: place": (Sort("delivery_place", False),),
    "order: status": (Sort("status", False),),
}


class Watch:
    """What happens on the window's thread from when it is begun."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.begun = time.perf_counter()
        self.at: dict[str, float] = {}
        self.stall = self.own = 0.0

    def note(self, what: str) -> None:
        self.at.setdefault(what, (time.perf_counter() - self.begun) * 1000)

    def until(self, done: Callable[[], bool], seconds: float = 60) -> None:
        limit = time.perf_counter() + seconds
        ticks = QTimer()
        ticks.start(1)
        while not done() and time.perf_counter() < limit:
            before, own = time.perf_counter(), time.thread_time()
            self._app.processEvents()
            self.stall = max(self.stall, (time.perf_counter() - before) * 1000)
            self.own = max(self.own, (time.thread_time() - own) * 1000)
            time.sleep(0.0005)

    def said(self) -> dict[str, float]:
        return {name: round(ms, 1) for name, ms in (self.at | {"stall": self.stall, "own": self.own}).items()}


def measured(book: Path) -> dict[str, dict[str, float]]:
    app = application()
    prefs.shared().transient = True
    dress(app, "zh")
    desk = Desk()
    desk.window.resize(1920, 1080)
    prefs.shared().page = "pricing"
    desk.open_path(book)
    Watch(app).until(lambda: desk.session is not None)
    desk.show()
    pages.warm_plain()  # as the program does in the seconds after its window is there
    Watch(app).until(lambda: False, 1.0)
    found: dict[str, dict[str, float]] = {}
    watch = Watch(app)
    desk.show_page("trades")
    bench = desk.window.workbench
    assert bench is not None
    page = bench.current
    assert isinstance(page, TradesPage)
    summed: list[bool] = []
    page.listing.has_trades.connect(summed.append)
    desk.window.repaint()
    app.processEvents()
    watch.note("first")
    watch.until(lambda: page.model.complete and bool(summed))
    watch.note("whole")
    found["the page opens"] = watch.said()
    Watch(app).until(lambda: desk.session is not None and desk.session.index is not None)  # the index of the whole book
    for name, wanted in FILTERS.items():
        found[name] = _step(app, page, partial(page.filters.show_wanted, wanted))
    page.filters.clear()
    Watch(app).until(lambda: page.model.complete)
    for name, order in ORDERS.items():
        found[name] = _step(app, page, partial(page.table.sort_by, order))
    page.table.sort_by(())
    Watch(app).until(lambda: page.model.complete and page.model.rowCount() > 1000)
    found["every row selected and summed"] = _selected(app, page)
    found["the form opens"] = _opened(app, page)
    Watch(app).until(lambda: page.session.idle)
    Watch(app).until(lambda: False, 0.2)
    found["one trade saved"] = _saved(app, page)
    frames = [ms * 1000 for ms in _frames(app, page)]
    found["a frame"] = {"median": statistics.median(frames), "95 %": statistics.quantiles(frames, n=20)[-1]}
    found["memory"] = {"MB": memory_mb()}
    desk.close()
    return found


def _step(app: QApplication, page: TradesPage, wish: Callable[[], None]) -> dict[str, float]:
    """Until the rows of the wish have been painted and the rest is there."""
    reset: list[int] = []
    watch = Watch(app)

    def rows_there() -> None:
        page.table.viewport().repaint()
        watch.note("first")
        reset.append(page.model.rowCount())

    def totals_there(_some: bool) -> None:
        watch.note("totals")

    page.model.modelReset.connect(rows_there)
    page.listing.has_trades.connect(totals_there)
    wish()
    watch.until(lambda: bool(reset) and page.model.complete and "totals" in watch.at)
    watch.note("whole")
    page.model.modelReset.disconnect(rows_there)
    page.listing.has_trades.disconnect(totals_there)
    return watch.said() | {"rows": page.model.rowCount()}


def _selected(app: QApplication, page: TradesPage) -> dict[str, float]:
    watch = Watch(app)
    page.table.selectAll()
    watch.until(lambda: "." in page.footer.selected.accessibleName())
    watch.note("totals")
    found = watch.said()
    page.table.clearSelection()
    return found


def _opened(app: QApplication, page: TradesPage) -> dict[str, float]:
    """The form beside the list, for the first time."""
    Watch(app).until(lambda: page.findChild(EntryPanel) is not None)
    watch = Watch(app)
    page.verbs.begin_form()
    page.window().repaint()
    watch.note("first")
    page.make_room()
    return watch.said()


def _saved(app: QApplication, page: TradesPage) -> dict[str, float]:
    """From the wish until its cell, the totals and the index have it."""
    row = page.model.row_at(5)
    assert row is not None
    assert row.trade.price is not None
    fresh = replace(row.trade, price=row.trade.price + Decimal(17))
    place = [one.key for one in page.model.columns].index("price_ex_vat")
    before, state = str(page.model.index(5, place).data()), page.session.index
    watch = Watch(app)
    page.listing.has_trades.connect(lambda _some: watch.note("totals"))
    page.session.index_changed.connect(lambda: watch.note("index"))
    page.session.run(lambda book: change_trade(book, row.id, fresh, accept_suspect=True))

    def done() -> bool:
        if "grid" not in watch.at and str(page.model.index(5, place).data()) != before:
            app.processEvents()  # paints what the list says has changed
            watch.note("grid")
        return {"grid", "totals"} <= set(watch.at) and (state is None or "index" in watch.at)

    watch.until(done)
    assert trades_by_id(page.session.book, [row.id])[0].trade == fresh
    return watch.said()


def _frames(app: QApplication, page: TradesPage) -> list[float]:
    """Wheel steps at three places, and drags of the scroll bar over the whole length."""
    bar = page.table.verticalScrollBar()
    steps = [start + 3 * n for start in (0, bar.maximum() // 2, bar.maximum() - 600) for n in range(150)]
    drags = [bar.maximum() * n // 97 for n in range(97)]
    times = []
    for place in steps + drags:
        begun = time.perf_counter()
        bar.setValue(place)
        app.processEvents()
        times.append(time.perf_counter() - begun)
    return times


def memory_mb() -> float:
    """Of this process now, without what it shares with others."""
    pages = Path("/proc/self/statm").read_text().split()
    return round((int(pages[1]) - int(pages[2])) * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def _bare() -> float:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bare.raredesk"
        new_book(path).close()
        app = application()
        prefs.shared().transient = True
        dress(app, "zh")
        desk = Desk()
        desk.window.resize(1920, 1080)
        prefs.shared().page = "trades"
        desk.open_path(path)
        desk.show()
        pages.warm_plain()
        Watch(app).until(lambda: False, 3.0)
        found = memory_mb()
        desk.close()
    return found


def _other(*arguments: str) -> dict[str, float]:
    run = subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def main() -> None:
    if sys.argv[1:] == ["--bare"]:
        print(json.dumps({"MB": _bare()}))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with TemporaryDirectory() as folder:
        book = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "million.raredesk"
        if not book.exists():
            make_book(book, count).close()
        print("load", os.getloadavg()[0])
        for name, figures in measured(book).items():
            print(f"{name:34}", json.dumps(figures), flush=True)
        for name, arguments in {
            "memory of the bare window": ("tests.bench.bench_rows", "--bare"),
            "a list of everything": ("tests.bench.peers.rows", "list", str(book)),
            "a proxy over 100,000 rows": ("tests.bench.peers.rows", "proxy", str(book), str(min(count, 100_000))),
        }.items():
            print(f"{name:34}", json.dumps(_other(*arguments)), flush=True)


if __name__ == "__main__":
    main()
