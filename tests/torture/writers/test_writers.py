"""The window and the command line write into one book at once. Ten thousand writes are by hand."""

from pathlib import Path

from tests.torture.writers.both import together

EACH = 25


def test_nothing_is_lost_no_lock_is_told_of_and_each_half_hears_of_the_other(tmp_path: Path) -> None:
    told = together(tmp_path, EACH)
    assert told.faults == []
    assert told.writes == 2 * EACH
    assert len(told.to_window) == EACH
