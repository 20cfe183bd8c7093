"""Collects cyclic garbage on the window's thread alone.

Python collects on whichever thread happens to allocate. A widget that a worker's collection frees is destroyed on the
wrong thread, and Qt takes the process down. So the automatic collection is off, and a timer does its work.
"""

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QTimer

EVERY_MS = 500
WHOLE_EVERY_S = 60.0
HELD_AT_MOST_S = 60.0


class Collector(QObject):
    """Lives as long as its application; one is enough."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        gc.disable()
        self._whole_at = time.monotonic()
        self._held: list[tuple[Callable[[], bool], float]] = []
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def hold_while(self, running: Callable[[], bool]) -> None:
        self._held.append((running, time.monotonic()))

    def look(self) -> None:
        """Collects the generations that Python's own thresholds call full; everything at most once a minute."""
        now = time.monotonic()
        self._held = [(running, at) for running, at in self._held if running() and now - at < HELD_AT_MOST_S]
        if self._held:
            return
        young, middle, _ = gc.get_count()
        young_full, middle_full, _ = gc.get_threshold()
        if time.monotonic() - self._whole_at > WHOLE_EVERY_S:
            self._whole_at = time.monotonic()
            gc.collect()
        elif middle > middle_full:
            gc.collect(1)
        elif young > young_full:
            gc.collect(0)


def install(app: QCoreApplication) -> None:
    """Once per application; what is loaded by then is never looked at again."""
    if app.findChild(Collector) is None:
        gc.freeze()
        Collector(app)


def hold_while(running: Callable[[], bool]) -> None:
    """Nothing is collected while work on another thread runs, a minute at most: what it makes by the hundred thousand
    would be looked through on the window's thread again and again."""
    app = QCoreApplication.instance()
    found = app.findChild(Collector) if app else None
    if found is not None:
        found.hold_while(running)
