"""Files that are there whole or not at all, backups when the clock is set back, and what a killed program leaves."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rare_desk import paths
from rare_desk.ops.book import books
from rare_desk.ops.exports import export
from rare_desk.store.backups import making, thinning
from rare_desk.store.book import Book
from tests.store.test_steps import add_party
from tests.torture.weather import storm

ROOT = Path(__file__).resolve().parents[2]
NEW = "from pathlib import Path; from rare_desk.ops.book.books import new_book; new_book(Path({path!r})).close()"


@pytest.mark.skipif(not storm.possible(), reason="needs Linux and a compiler of C")
@pytest.mark.parametrize("call", [1, 3, 40, 120, 10**6])
def test_a_new_book_is_there_whole_or_not_at_all(call: int, tmp_path: Path) -> None:
    path = tmp_path / "book.raredesk"
    command = [sys.executable, "-c", NEW.format(path=str(path))]
    ended = subprocess.run(command, env=storm.environment(tmp_path, die=call), cwd=ROOT, check=False).returncode
    assert path.exists() == (ended == 0)
    if not path.exists():
        books.new_book(path).close()
    assert books.check(path) == []
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_the_newest_backup_stays_when_the_clock_was_set_back(tmp_path: Path) -> None:
    for number in range(thinning.KEPT + 3):
        (tmp_path / f"20270{number % 9 + 1}{number + 10}-120000-000000-daily.raredesk").touch()
    made = tmp_path / "20261125-120000-000000-asked.raredesk"
    made.touch()
    thinning.thin(tmp_path, dt.datetime(2026, 11, 25, 12, 0, 0, 500))
    assert made in thinning.backups_in(tmp_path)
    again = tmp_path / "20261125-120001-000000-asked.raredesk"
    again.touch()
    thinning.thin(tmp_path, dt.datetime(2026, 11, 25, 12, 0, 2))
    assert {made, again} <= set(thinning.backups_in(tmp_path))


def test_restoring_over_a_damaged_book_keeps_it_aside_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "book.raredesk"
    with books.new_book(path) as book:
        add_party(book, "甲")
    copy = books.backup(path, tmp_path / "copy.raredesk")
    damaged = b"damaged" * 1000
    path.write_bytes(damaged)
    books.restore(copy, path)
    assert books.check(path) == []
    assert [file.read_bytes() for file in making.folder(path).iterdir()] == [damaged]
    assert {file.name for file in tmp_path.iterdir()} == {path.name, copy.name, f"{path.name}-backups"}


def test_scratch_folders_of_a_killed_program_go_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left, fresh = tmp_path / "rare-desk-abc", tmp_path / "rare-desk-def"
    for folder in (left, fresh):
        folder.mkdir()
    os.utime(left, times=(0, 0))
    with paths.scratch():
        assert not left.exists()
        assert fresh.exists()


def test_every_step_waits_for_the_disk(tmp_path: Path) -> None:
    with books.new_book(tmp_path / "book.raredesk") as book:
        assert book.number("PRAGMA synchronous") == 2
    with Book.open(tmp_path / "book.raredesk") as book:
        assert book.number("PRAGMA synchronous") == 2


def test_of_two_backups_carried_at_once_the_later_is_not_taken_for_one_of_before(tmp_path: Path) -> None:
    """The one that was begun earlier may arrive last."""
    for second in range(thinning.KEPT + 1):
        (tmp_path / f"20261125-1200{second:02}-000000-asked.raredesk").touch()
    thinning.thin(tmp_path, dt.datetime(2026, 11, 25, 12, 1))
    assert thinning.backups_in(tmp_path)[-1].name == f"20261125-1200{thinning.KEPT}-000000-asked.raredesk"


def test_no_file_gets_its_name_before_it_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: set[int] = set()
    named: list[tuple[str, bool]] = []
    fsync, move = os.fsync, Path.replace

    def noting(number: int) -> None:
        synced.add(os.fstat(number).st_ino)
        fsync(number)

    def noticing(file: Path, target: Path) -> Path:
        named.append((target.name, file.stat().st_ino in synced))
        return move(file, target)

    monkeypatch.setattr(os, "fsync", noting)
    monkeypatch.setattr(Path, "replace", noticing)
    with books.new_book(tmp_path / "book.raredesk") as book:
        add_party(book, "A")
        export(book, "trades", tmp_path / "deals.csv")
    books.backup(book.path, tmp_path / "copy.raredesk")
    assert named == [("book.raredesk", True), ("deals.csv", True), ("copy.raredesk", True)]
