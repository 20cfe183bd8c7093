"""The trades page of a book with a million trades: its first page of rows, frames of scrolling, and whether it blocks.

    QT_QPA_PLATFORM=offscreen python -m tests.bench.bench_rows [TRADES] [BOOK]

A frame is one step of the scroll bar with everything that the newly seen rows need, painted. Blocking is the longest
time in which the window's thread did not come back to its event loop while the order of all rows came in behind.
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
    begun = time.perf_counter()
    desk.show_page("trades")
    bench = desk.window.workbench
    assert bench is not None
    page = bench.current
    assert isinstance(page, TradesPage)
    page.table.viewport().repaint()
    first = time.perf_counter() - begun
    blocked = _longest_block(app, lambda: page.model.complete)
    assert page.model.rowCount() > 64
    frames = _frames(app, page)
    desk.close()
    return {
        "rows": page.model.rowCount(),
        "first_rows_ms": first * 1000,
        "blocked_ms": blocked * 1000,
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


def _longest_block(app: QApplication, done: object) -> float:
    assert callable(done)
    longest, before = 0.0, time.perf_counter()
    ticks = QTimer()
    ticks.start(1)
    limit = before + 60
    while not done() and before < limit:
        app.processEvents()
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
        time.sleep(0.0005)
    return longest


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
