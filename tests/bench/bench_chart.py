"""Frames of the chart: 20 series of ten years panned and zoomed, a redraw after an update, a day of updates.

Run: `python -m tests.bench.bench_chart [UPDATES]`; prints milliseconds, painting included. With a number, as many
updates of growing data come in while the chart stays open with all panes, averages, crosshair and pulse: what a frame
takes at the beginning and at the end, and how much memory the process has gained (Linux only).
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

from rare_desk.ui import theme
from rare_desk.ui.chart import Content, Line, Look, Lower, Pane, Spread, TimeChart, View

SERIES = 20
YEARS = 10
FRAMES = 120
STRETCH = 10
_INDEX_DAYS_A_WEEK = 5


def content(updates: int = 0, *, scattered: bool = False) -> Content:
    """Random walks on Mondays to Fridays; `updates` moves the last points.

    Eight of a hundred points are indicative, in stretches of two weeks as market holidays and thin weeks make them, or
    `scattered` one by one, which is the worst for drawing.
    """
    random = np.random.default_rng(7)
    every = np.arange(0, YEARS * 365, dtype=np.int64) + 16_000
    days = every[(every + 3) % 7 < _INDEX_DAYS_A_WEEK]
    lines = []
    for number in range(SERIES):
        values = 1000.0 * np.exp(np.cumsum(random.normal(0, 0.008, len(days))))
        values[-1] += updates
        looks = np.full(len(days), Look.SOLID, np.int8)
        indicative = random.random(len(days)) < 0.08
        if not scattered:
            indicative = np.repeat(random.random(len(days) // STRETCH + 1) < 0.08, STRETCH)[: len(days)]
        looks[indicative] = Look.DASHED
        looks[500:540] = Look.STALE
        lines.append(Line(f"s{number}", f"Series {number}", f"S{number}", f"series{number}", days, values, looks))
    volume, coverage = random.gamma(2, 40, len(days)), random.random(len(days))
    lower = Lower(days, volume, "Volume", "t", coverage, "Coverage", 0.5, "50 %")
    return Content(tuple(lines), "pts", lower)


Frames = list[tuple[float, float]]
"""Milliseconds of each frame: by the clock, of the processor."""


def _frames(chart: TimeChart, move: Callable[[int], None], count: int) -> Frames:
    taken = []
    for number in range(count):
        start, worked = time.perf_counter(), time.process_time()
        move(number)
        QApplication.processEvents()
        taken.append(((time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000))
    return taken


def measure() -> dict[str, Frames]:
    """The frames by what was done."""
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
    chart.set_view(View(averages=(20, 60), panes=("change", "volume", "coverage")))
    results["pan, with three panes and two averages"] = _frames(
        chart, lambda n: chart.show_days(first + n, last + n), FRAMES
    )
    chart.set_view(View())
    chart.set_content(content(scattered=True))
    results["pan, indicative points scattered"] = _frames(chart, lambda n: chart.show_days(first + n, last + n), FRAMES)
    chart.close()
    return results


def _hover(chart: TimeChart, number: int) -> None:
    chart.hover_day(int(chart.content.lines[0].days[number * 10]))


WARM = 300


def _resident() -> float:
    """MB of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _grown(base: Content, update: int, points: int) -> Content:
    """The first `points` points of the base, the last value moved: every array new, as from a new computation."""
    moved = []
    for line in base.lines[:4]:
        values = line.values[:points].copy()
        values[-1] += update % 7
        moved.append(replace(line, days=line.days[:points].copy(), values=values, looks=line.looks[:points].copy()))
    assert base.lower is not None
    lower = replace(base.lower, days=base.lower.days[:points].copy(), bars=base.lower.bars[:points].copy())
    return replace(base, lines=tuple(moved), lower=replace(lower, share=base.lower.share[:points].copy()))


def measure_day(updates: int) -> tuple[list[float], float]:
    """Milliseconds of each update, and MB gained after the first few hundred."""
    base, chart = content(), TimeChart()
    chart.resize(1060, 900)
    panes: tuple[Pane, ...] = ("change", "volume", "coverage")
    chart.set_view(View(averages=(20, 60), spreads=(Spread(20, 2.0),), panes=panes))
    chart.set_content(_grown(base, 0, 600))
    chart.show()
    gc.disable()  # as in the window, where it runs between events
    taken, before = [], 0.0
    for update in range(updates + WARM):
        fresh = _grown(base, update, 600 + update // 10)
        start = time.perf_counter()
        chart.set_content(fresh)
        chart.hover_day(int(fresh.lines[0].days[-1 - update % 50]))
        QApplication.processEvents()
        taken.append((time.perf_counter() - start) * 1000)
        if update % 200 == 0:
            gc.collect()
        if update == WARM:
            before = _resident()
    gc.collect()
    gc.enable()
    gained = _resident() - before
    chart.close()
    return taken[WARM:], gained


def measure_memory() -> float:
    """MB that a chart of all series takes, its data and its picture included, once it has been panned."""
    gc.collect()
    before, chart = _resident(), TimeChart()
    chart.resize(1060, 900)
    chart.set_content(content())
    chart.show()
    first, last = chart.content.first_day or 0, chart.content.last_day or 0
    _frames(chart, lambda n: chart.show_days(first + n, last + n), 5)
    taken = _resident() - before
    chart.close()
    return taken


def print_day(updates: int) -> None:
    taken, gained = measure_day(updates)
    part = max(len(taken) // 10, 1)
    first, last = statistics.median(taken[:part]), statistics.median(taken[-part:])
    print(f"{updates:,} updates: {first:.1f} ms at first, {last:.1f} ms at last, {gained:+.1f} MB")


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.install(app, "light")
    if len(sys.argv) > 1:
        print_day(int(sys.argv[1]))
        return
    print(f"a chart of {SERIES} series takes {measure_memory():.1f} MB")
    for name, frames in measure().items():
        clock, worked = (sorted(part) for part in zip(*frames, strict=True))
        late = clock[int(len(clock) * 0.95)]
        by_clock, own = statistics.median(clock), statistics.median(worked)
        print(f"{name:42} median {by_clock:6.1f} ms   95 % {late:6.1f} ms   of the processor {own:6.1f} ms")


if __name__ == "__main__":
    main()
