"""One trade more in a book that is open: from the change noticed to the new point on the screen.

Run: `python -m tests.bench.bench_live [TRADES] [BOOK]`. Another connection adds a trade on the last day and takes it
back, as often as there are turns; the index page is shown with its overlays. Prints milliseconds, the painting
included. The book is left as it was but for its journal.
"""

import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QGraphicsView

from rare_desk import prefs
from rare_desk.core.trades import Side, Trade
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.ui import language, theme
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.overlays.overlay import ANNOUNCED, Overlay
from rare_desk.ui.session import Session, open_session
from tests.bench.bench_store import make_book

TURNS = 12
OVERLAYS = (ANNOUNCED, Overlay("series", "TB-O"), Overlay("price", "PRND-O"))


class Watch(QObject):
    """When the session noticed a change, and how often the chart was painted."""

    def __init__(self, page: IndexPage) -> None:
        super().__init__()
        self.noticed = 0.0
        self.painted = 0
        page.session.changed.connect(self._notice)
        for view in page.chart.findChildren(QGraphicsView):
            view.viewport().installEventFilter(self)

    def _notice(self) -> None:
        self.noticed = time.perf_counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.painted += event.type() == QEvent.Type.Paint
        return False


def until(what: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise TimeoutError
        # Asleep between events, as the program is: a loop that spins would keep Python's lock from the index's thread.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def shown(path: Path) -> IndexPage:
    sessions: list[Session] = []
    open_session(lambda: Book.open(path), sessions.append, print)
    until(lambda: bool(sessions))
    page = IndexPage(sessions[0])
    page.resize(1476, 900)
    page.show()
    until(lambda: page.chart.content.last_day is not None)
    page.laid.lay(OVERLAYS)
    until(lambda: not page.session.index_running)
    return page


def turn(page: IndexPage, watch: Watch, write: Callable[[], object]) -> float:
    """Milliseconds from the change noticed until the chart with the new point has been painted."""
    before = page.chart.content
    watch.noticed = 0.0
    write()
    until(lambda: watch.noticed > 0)
    until(lambda: page.chart.content is not before)
    painted = watch.painted
    until(lambda: watch.painted > painted)
    return (time.perf_counter() - watch.noticed) * 1000


def measure(path: Path, back: int = 0) -> list[float]:
    """Trades come and go `back` days before the last one."""
    page = shown(path)
    watch, writer = Watch(page), Book.open(path)
    assert page.computation is not None
    day = page.computation.last_day or dt.date.today()
    trade = Trade(
        date=day - dt.timedelta(days=back), side=Side.MARKET, product="PRND-O", quantity=Decimal(12),
        price=Decimal(500_000), buyer="甲辰磁材", seller="另一家",
    )  # fmt: skip
    taken = []
    for number in range(TURNS):
        write = writer.undo if number % 2 else lambda: add_trade(writer, trade, accept_suspect=True)
        taken.append(turn(page, watch, write))
    writer.close()
    page.close()
    page.session.close()
    return taken


def main() -> None:
    trades = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp()) / "live.raredesk"
    if not path.exists():
        make_book(path, trades).close()
    app = QApplication([])
    prefs.shared().transient = True
    theme.install(app, "light")
    language.choose("zh")
    for words, back in (("on the last day", 0), ("a year back", 365)):
        taken = sorted(measure(path, back))
        print(f"one trade {words}: {taken[0]:.0f} ms, median {statistics.median(taken):.0f}, longest {taken[-1]:.0f}")


if __name__ == "__main__":
    main()
