"""A two hundredth of a long day leaves no widget, thread or open file behind. The whole day is in tests/bench."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.bench.bench_longday import CALCULATIONS, IMPORTS, PAGES, UPDATES, Left, left, opened, until

PART = 200


def test_a_part_of_a_long_day_leaves_nothing_behind(app: QApplication, tmp_path: Path) -> None:
    day = opened(tmp_path)
    day.warm()
    size = [max(total // PART, 1) for total in (UPDATES, PAGES, IMPORTS, CALCULATIONS)]
    day.part(*size)
    first = left()
    day.part(*size)
    until(lambda: gone(left(), first))
    last = left()
    day.desk.window.close()
    assert last.widgets <= first.widgets * 1.05


def gone(now: Left, then: Left) -> bool:
    """What was begun meanwhile and ends by itself, as the day's backup, has its own thread for so long."""
    return now.threads <= then.threads and now.files <= then.files
