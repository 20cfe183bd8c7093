"""Frames of the chart: 20 series of ten years panned and zoomed, and a redraw after an update.

Run: `python -m tests.bench.bench_chart`; prints milliseconds, painting included.
"""

import os
import statistics
import time
from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QApplication

from rare_desk.ui import theme
from rare_desk.ui.chart import Content, Line, Look, Lower, TimeChart

SERIES = 20
YEARS = 10
FRAMES = 120
_INDEX_DAYS_A_WEEK = 5


def content(updates: int = 0) -> Content:
    """Random walks on Mondays to Fridays with indicative and stale stretches; `updates` moves the last points."""
    random = np.random.default_rng(7)
    every = np.arange(0, YEARS * 365, dtype=np.int64) + 16_000
    days = every[(every + 3) % 7 < _INDEX_DAYS_A_WEEK]
    lines = []
    for number in range(SERIES):
        values = 1000.0 * np.exp(np.cumsum(random.normal(0, 0.008, len(days))))
        values[-1] += updates
        looks = np.full(len(days), Look.SOLID, np.int8)
        looks[random.random(len(days)) < 0.08] = Look.DASHED
        looks[500:540] = Look.STALE
        lines.append(Line(f"s{number}", f"Series {number}", f"S{number}", f"series{number}", days, values, looks))
    volume, coverage = random.gamma(2, 40, len(days)), random.random(len(days))
    lower = Lower(days, volume, "Volume", "t", coverage, "Coverage", 0.5, "50 %")
    return Content(tuple(lines), "pts", lower)


def _frames(chart: TimeChart, move: Callable[[int], None], count: int) -> list[float]:
    taken = []
    for number in range(count):
        start = time.perf_counter()
        move(number)
        QApplication.processEvents()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def measure() -> dict[str, list[float]]:
    """Milliseconds of each frame by what was done."""
    chart = TimeChart()
    chart.resize(1060, 900)
    chart.set_content(content())
    chart.show()
    last = chart.content.last_day or 0
    first = chart.content.first_day or 0
    chart.show_range("All", last)
    QApplication.processEvents()
    fresh = [content(n + 1) for n in range(20)]
    results = {
        "pan, ten years in view": _frames(chart, lambda n: chart.show_days(first + n, last + n), FRAMES),
        "pan, five years in view": _frames(chart, lambda n: chart.show_days(first + n, first + 1825 + n), FRAMES),
        "zoom, ten years to one": _frames(
            chart, lambda n: chart.show_days(first + n * 3200 / FRAMES, float(last)), FRAMES
        ),
        "crosshair": _frames(chart, lambda n: _hover(chart, n), FRAMES),
    }
    chart.show_range("1Y", last)
    results["redraw after an update, one year in view"] = _frames(chart, lambda n: chart.set_content(fresh[n]), 20)
    chart.show_range("All", last)
    results["redraw after an update, ten years in view"] = _frames(chart, lambda n: chart.set_content(fresh[n]), 20)
    chart.close()
    return results


def _hover(chart: TimeChart, number: int) -> None:
    chart.hover_day(int(chart.content.lines[0].days[number * 10]))


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.install(app, "light")
    for name, frames in measure().items():
        ordered = sorted(frames)
        late = ordered[int(len(ordered) * 0.95)]
        middle = statistics.median(frames)
        print(f"{name:45} fastest {ordered[0]:6.1f} ms   median {middle:6.1f} ms   95 % {late:6.1f} ms")


if __name__ == "__main__":
    main()
