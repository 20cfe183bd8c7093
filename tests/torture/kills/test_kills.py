"""A book outlives the process that writes it, and the harness that says so would notice if it did not."""

import json
import random
from pathlib import Path

import pytest

from rare_desk.ops.book.books import new_book
from rare_desk.ops.exports import export
from rare_desk.store.backups import making
from rare_desk.store.book import Book
from tests.torture.kills.acts import BOOK, entries, head
from tests.torture.kills.killing import torture
from tests.torture.kills.kinds import KINDS
from tests.torture.kills.verify import faults, files, unfinished


@pytest.mark.parametrize("kind", KINDS)
def test_a_process_killed_at_any_moment_leaves_nothing_half_and_loses_nothing_confirmed(
    kind: str, tmp_path: Path
) -> None:
    told = torture(kind, tmp_path, 1, seed=6)
    assert told.faults == []
    assert told.kills == 1


def test_a_confirmed_step_that_is_gone_or_another_is_noticed(tmp_path: Path) -> None:
    path, chance = tmp_path / BOOK, random.Random(1)
    with new_book(path) as book:
        begun = book.last_step()
        said = [entries.STEPS.one(book, chance) for _ in range(6)]
        last = book.last_step()
    assert faults(path, said, begun) == []
    later = [*said, {"act": "add", "step": last + 1, "hash": "0"}]
    assert faults(path, later, begun) == [f"add: step {last + 1} was confirmed and is gone"]
    other = [*said, {"act": "add", "step": last, "hash": "0"}]
    assert faults(path, other, begun) == [f"add: step {last} was confirmed and is another"]
    assert faults(path, [], begun, most_more=0) == [f"{last - begun} steps more than were confirmed"]


def test_a_step_that_is_half_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / BOOK
    with new_book(path) as book:
        begun = book.last_step()
        with book.step("trades-deleted", what="", count="2") as step:
            step.insert("counterparties", {"name": "甲"})
    with Book.open(path, read_only=True) as book:
        last = book.last_step()
    assert faults(path, [], begun) == [f"step {last} (do trades-deleted): 0 of 2"]


def test_what_an_act_confirms_is_the_head_of_the_journal(tmp_path: Path) -> None:
    with new_book(tmp_path / BOOK) as book:
        said = entries.STEPS.one(book, random.Random(3))
        assert {"step": said["step"], "hash": said["hash"]} == head(book)
    assert json.loads(json.dumps(said)) == said


def test_a_file_that_is_gone_or_half_is_noticed(tmp_path: Path) -> None:
    with new_book(tmp_path / BOOK) as book:
        (written,) = export(book, "announced", tmp_path / "a.csv")
        copy = making.back_up(book.connection, book.path, "asked")
    said = [{"file": str(written)}, {"file": str(copy)}]
    assert files(tmp_path, said) == []
    written.write_bytes(written.read_bytes()[:-40])
    copy.unlink()
    assert files(tmp_path, said) == [f"{copy.name} was written and is gone", "a.csv: ends in the middle"]


def test_what_is_left_unfinished_goes_with_the_next_that_is_written_there(tmp_path: Path) -> None:
    new_book(tmp_path / BOOK).close()
    left = [tmp_path / "x.raredesk.part", tmp_path / "x.raredesk.part-journal", tmp_path / ".台账~rare-desk-1.xlsx"]
    for file in left:
        file.write_bytes(b"half")
    assert unfinished(tmp_path) == sorted(left)
    assert files(tmp_path, []) == []
    assert unfinished(tmp_path) == []
