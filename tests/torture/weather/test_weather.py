"""Bad weather, a little of each: power cuts, a full disk, damaged files, a clock set back. Long runs are by hand."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rare_desk.ops.book.books import check, new_book
from rare_desk.store.book import Book
from tests.torture.kills.acts import BOOK
from tests.torture.kills.killing import ROOT
from tests.torture.weather import corruption, full, logs, power, storm

stormy = pytest.mark.skipif(not storm.possible(), reason="needs Linux and a compiler of C")
ADD = """
import random, sys
from pathlib import Path
from rare_desk.store.book import Book
from tests.torture.kills.acts import entries
with Book.open(Path(sys.argv[1])) as book:
    entries.add(book, random.Random())
    entries.undo(book, random.Random())
    entries.add(book, random.Random())
"""


@stormy
def test_a_power_cut_takes_nothing_that_was_confirmed(tmp_path: Path) -> None:
    told = power.torture("entries", tmp_path, 6, seed=3, acts=12)
    assert told.faults == []
    assert told.confirmed > 0


@stormy
def test_a_disk_that_does_not_sync_would_be_noticed(tmp_path: Path) -> None:
    assert power.torture("entries", tmp_path, 6, seed=3, acts=12, lying=True).faults


@stormy
def test_with_a_full_disk_each_operation_is_done_or_refused_and_with_room_all_goes_on(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    told = full.torture(tmp_path / "work", 1, seed=2, stormy=True, rounds=2, tell=lambda _line: None)
    assert told.faults == []
    assert told.refused["disk-full"] > 0


def test_damage_is_found_or_changes_nothing(tmp_path: Path) -> None:
    told = corruption.torture(tmp_path, len(corruption.WAYS), seed=4)
    assert told.faults == []
    assert told.found.total() == len(corruption.WAYS)


def test_a_damaged_log_drops_no_confirmed_step_unsaid(tmp_path: Path) -> None:
    told = logs.torture(tmp_path, 3 * len(logs.WAYS), seed=4)
    assert told.faults == []
    assert sum(count for way, count in told.found.items() if way.endswith("kept here")) > 0


@stormy
@pytest.mark.parametrize("days", [-400, -1, 400])
def test_a_clock_that_is_set_otherwise_changes_neither_the_order_of_steps_nor_what_is_kept(
    days: int, tmp_path: Path
) -> None:
    path = tmp_path / BOOK
    new_book(path).close()
    for seconds in (0, days * 86_400, 0):
        around = storm.environment(tmp_path, clock=seconds)
        subprocess.run([sys.executable, "-c", ADD, str(path)], cwd=ROOT, env=around, check=True)
    assert check(path) == []
    with Book.open(path) as book:
        assert book.number("SELECT count(*) FROM trades") == 3
        assert book.number("SELECT count(*) FROM steps") == 1 + 3 * 3
        assert book.changes_since(1).step == 10
        steps = [json.loads(str(touched)) for (touched,) in book.fetch("SELECT touched FROM steps ORDER BY id")]
    assert len(steps) == 10
