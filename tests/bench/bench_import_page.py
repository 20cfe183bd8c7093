"""The import page with a workbook of 100,000 trades: whether the window blocks, and when a corrected cell is seen.

    QT_QPA_PLATFORM=offscreen python -m tests.bench.bench_import_page [ROWS]

Blocking is the longest time in which the window's thread did not come back to its event loop; `own` is what that thread
itself worked in the time, the rest it waited for other threads and programs. A corrected cell is seen when its row has
been painted as the plan judged anew has it; `processor` is what all threads worked until then.
"""

import datetime as dt
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from rare_desk import prefs
from rare_desk.ops.book.books import new_book
from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import dress
from rare_desk.ui.start import application
from tests.bench.bench_import import HEADERS, LEVELS

LIMITS = {"blocked_ms": 50.0, "corrected_ms": 200.0}
QUANTITY = HEADERS.index("数量（吨）")
CORRECTIONS = 12
AT_REST_S = 1.5
"""After which the collector has looked through what opening the window has left."""


def workbook(file: Path, rows: int) -> None:
    """One row in 500 has no number for a quantity, one in 700 a price without its last three digits."""
    chance = random.Random(1)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(HEADERS)
    for n in range(rows):
        product = chance.choice(list(LEVELS))
        price = round(LEVELS[product] * chance.uniform(0.9, 1.1) / 50) * 50 / (1000 if n % 700 == 5 else 1)
        quantity = round(chance.uniform(1, 30), 1)
        day = dt.date(2022, 1, 4) + dt.timedelta(days=n * 1450 // rows)
        sheet.append((
            f"HT{n:06}", day, chance.choice(("买入", "卖出")), product, "99.5%",
            f"{quantity}x" if n % 500 == 3 else quantity, price, None, round(quantity * price, 2),
            f"公司{chance.randrange(200)}", "包头", "现款现货", chance.choice("甲乙丙丁"),
        ))  # fmt: skip
    book.save(file)


class Painted(QObject):
    """Whether a widget was painted since something came true, and when."""

    def __init__(self, widget: QWidget, true: Callable[[], bool]) -> None:
        super().__init__(widget)
        self._true = true
        self.at: tuple[float, float] | None = None
        """By the clock and by the processor, in seconds."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self.at is None and self._true():
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.at = self.at or (time.perf_counter(), time.process_time())


class Watch:
    """Runs the event loop until something has happened, and notes its longest stretch."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.blocked: dict[str, tuple[float, float]] = {}
        self.ticks = QTimer()
        self.ticks.start(1)

    def until(self, what: str, done: Callable[[], bool], limit: float = 120.0) -> float:
        """Milliseconds that it took."""
        begun = time.perf_counter()
        while not done() and time.perf_counter() < begun + limit:
            self.turn(what)
            time.sleep(0.0005)
        assert done(), what
        taken = (time.perf_counter() - begun) * 1000
        for _ in range(20):
            self.turn(what)
        return taken

    def do(self, what: str, act: Callable[[], object]) -> None:
        self._timed(what, act)

    def turn(self, what: str) -> None:
        self._timed(what, self.app.processEvents)

    def _timed(self, what: str, act: Callable[[], object]) -> None:
        clock, own = time.perf_counter(), time.thread_time()
        act()
        taken = (time.perf_counter() - clock) * 1000, (time.thread_time() - own) * 1000
        self.blocked[what] = max(self.blocked.get(what, (0.0, 0.0)), taken)


def measured(folder: Path, rows: int) -> dict[str, float]:
    app = application()
    prefs.shared().transient = True
    dress(app, "zh")
    file = folder / "ledger.xlsx"
    workbook(file, rows)
    new_book(folder / "book.raredesk").close()
    desk = Desk()
    desk.window.resize(1920, 1080)
    desk.open_path(folder / "book.raredesk")
    watch = Watch(app)
    watch.until("opening", lambda: desk.session is not None)
    desk.show()
    desk.show_page("imports")
    bench = desk.window.workbench
    assert bench is not None
    page = bench.current
    assert isinstance(page, ImportPage)
    opened = time.perf_counter()
    watch.until("empty", lambda: time.perf_counter() > opened + AT_REST_S)
    page.take_files([file])
    shown = watch.until("shown", lambda: page.plan is not None)
    times = [_corrected(watch, page) for _ in range(CORRECTIONS)]
    for choice, key in (
        (page.review.filter, "suspect"),
        (page.review.filter, "all"),
        (page.review.view_choice, "rows"),
    ):
        choice.choose(key)
        watch.do(key, partial(choice.chosen.emit, key))
        watch.turn(key)
    watch.until("rows", lambda: page.review.rows.rowCount() > 0)
    watch.do("discarded", page.discard)
    watch.until("discarded", lambda: page.plan is None)
    desk.close()
    del watch.blocked["opening"], watch.blocked["empty"]
    taken, worked = zip(*times, strict=True)
    found = {
        "shown_ms": shown, "corrected_ms": statistics.median(taken), "corrected_most_ms": max(taken),
        "corrected_processor_ms": statistics.median(worked),
    }  # fmt: skip
    for what, (clock, own) in watch.blocked.items():
        found |= {f"blocked_{what}_ms": clock, f"blocked_{what}_own_ms": own}
    return found | {"blocked_ms": max(clock for clock, _ in watch.blocked.values())}


def _corrected(watch: Watch, page: ImportPage) -> tuple[float, float]:
    """Milliseconds from the text in the cell to the painted row, and of the processor."""
    assert page.plan is not None
    before = page.plan
    wrong = next(found for found in before.sheets[0].problems if not found.suspect)
    view, row = page.review.sheet_view, wrong.place.row
    view.show_cell(row, QUANTITY)
    watch.until("moved", lambda: True)
    painted = Painted(view.viewport(), lambda: page.plan is not before)
    clock, worked = time.perf_counter(), time.process_time()
    watch.do("corrected", lambda: view.sheet.setData(view.currentIndex(), "12.5"))
    watch.until("corrected", lambda: painted.at is not None)
    assert painted.at is not None
    return (painted.at[0] - clock) * 1000, (painted.at[1] - worked) * 1000


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as folder:
        result = {name: round(figure, 1) for name, figure in measured(Path(folder), rows).items()}
    print(json.dumps(result))
    return 0 if all(result[name] <= limit for name, limit in LIMITS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
