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
    for name, frames in measure().items():
        ordered = sorted(frames)
        late = ordered[int(len(ordered) * 0.95)]
        middle = statistics.median(frames)
        print(f"{name:45} fastest {ordered[0]:6.1f} ms   median {middle:6.1f} ms   95 % {late:6.1f} ms")


if __name__ == "__main__":
    main()
