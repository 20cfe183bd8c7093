"""A book outlives the process that writes it, and the harness that says so would notice if it did not."""

import json
import random
from pathlib import Path

from rare_desk.ops.book.books import new_book
from rare_desk.store.book import Book
from tests.torture.acts import one
from tests.torture.kills import torture
from tests.torture.verify import faults


def test_a_process_killed_at_any_moment_leaves_nothing_half_and_loses_nothing_confirmed(tmp_path: Path) -> None:
    told = torture(tmp_path, 3, seed=6)
    assert told.faults == []
    assert told.kills == 3
    assert told.confirmed.total() > 0


def test_a_confirmed_step_that_is_gone_or_another_is_noticed(tmp_path: Path) -> None:
    path, chance = tmp_path / "book.raredesk", random.Random(1)
    with new_book(path) as book:
        begun = book.last_step()
        said = [one(book, tmp_path, chance) for _ in range(6)]
        last = book.last_step()
    assert faults(path, said, begun) == []
    later = [*said, {"act": "add", "step": last + 1, "hash": "0"}]
    assert faults(path, later, begun) == [f"add: step {last + 1} was confirmed and is gone"]
    other = [*said, {"act": "add", "step": last, "hash": "0"}]
    assert faults(path, other, begun) == [f"add: step {last} was confirmed and is another"]
    assert faults(path, [], begun, most_more=0) == [f"{last - begun} steps more than were confirmed"]


def test_a_step_that_is_half_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "book.raredesk"
    with new_book(path) as book:
        begun = book.last_step()
        with book.step("trades-deleted", what="", count="2") as step:
            step.insert("counterparties", {"name": "甲"})
    with Book.open(path, read_only=True) as book:
        last = book.last_step()
    assert faults(path, [], begun) == [f"step {last} (do trades-deleted): 0 of 2"]


def test_what_an_act_confirms_is_the_head_of_the_journal(tmp_path: Path) -> None:
    with new_book(tmp_path / "book.raredesk") as book:
        said = one(book, tmp_path, random.Random(3))
        ((step, own),) = book.fetch("SELECT id, hash FROM steps ORDER BY id DESC LIMIT 1")
    assert (said["step"], said["hash"]) == (step, own)
    assert json.loads(json.dumps(said)) == said
