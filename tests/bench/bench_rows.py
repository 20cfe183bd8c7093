"""The trades page of a book with a million trades: its first page of rows, frames of scrolling, and whether it blocks.

    QT_QPA_PLATFORM=offscreen python -m tests.bench.bench_rows [TRADES] [BOOK]

The first page is there when the whole window has been painted with it. A frame is one step of the scroll bar with
everything that the newly seen rows need, painted. Blocking is the longest time in which the window's thread did not
come back to its event loop while the order of all rows came in behind. `own` is what that thread itself worked in the
time; the rest it waited for other threads and programs.
"""

import json
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from rare_desk import prefs
from rare_desk.ui.shell.desk import Desk, dress
from rare_desk.ui.start import application
from rare_desk.ui.trades.page import TradesPage
from tests.bench.bench_store import make_book

LIMITS = {"first_rows_ms": 500.0, "frame_ms": 20.0, "blocked_ms": 50.0}


def measured(book: Path) -> dict[str, float]:
    app = application()
    prefs.shared().transient = True
    dress(app, "zh")
    desk = Desk()
    desk.window.resize(1920, 1080)
    prefs.shared().page = "pricing"
    desk.open_path(book)
    _until(app, lambda: desk.session is not None)
    desk.show()
    begun, own = time.perf_counter(), time.thread_time()
    desk.show_page("trades")
    bench = desk.window.workbench
    assert bench is not None
    page = bench.current
    assert isinstance(page, TradesPage)
    desk.window.repaint()
    app.processEvents()
    first, first_own = time.perf_counter() - begun, time.thread_time() - own
    blocked, blocked_own = _longest_block(app, lambda: page.model.complete)
    assert page.model.rowCount() > 64
    frames = _frames(app, page)
    desk.close()
    return {
        "rows": page.model.rowCount(),
        "first_rows_ms": first * 1000,
        "first_rows_own_ms": first_own * 1000,
        "blocked_ms": blocked * 1000,
        "blocked_own_ms": blocked_own * 1000,
        "frame_ms": statistics.median(frames) * 1000,
        "frame_95_ms": statistics.quantiles(frames, n=20)[-1] * 1000,
    }


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


def _longest_block(app: QApplication, done: object) -> tuple[float, float]:
    """Seconds by the clock, and of the thread's own work."""
    assert callable(done)
    longest = longest_own = 0.0
    limit = time.perf_counter() + 60
    ticks = QTimer()
    ticks.start(1)
    while not done() and time.perf_counter() < limit:
        before, own = time.perf_counter(), time.thread_time()
        app.processEvents()
        longest = max(longest, time.perf_counter() - before)
        longest_own = max(longest_own, time.thread_time() - own)
        time.sleep(0.0005)
    return longest, longest_own


def _until(app: QApplication, done: object) -> None:
    assert callable(done)
    while not done():
        app.processEvents()
        time.sleep(0.002)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with TemporaryDirectory() as folder:
        book = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "million.raredesk"
        if not book.exists():
            make_book(book, count).close()
        result = {name: round(figure, 2) for name, figure in measured(book).items()}
    print(json.dumps(result))
    return 0 if all(result[name] <= limit for name, limit in LIMITS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
