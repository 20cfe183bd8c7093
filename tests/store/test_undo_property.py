"""Whatever was done, undoing all of it gives the new book, and doing all of it again the same rows."""

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.problems import Refused
from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.history.taking_back import take_back
from rare_desk.store.book import Book
from rare_desk.store.tables import RECORDS
from tests.store.test_steps import trade

Rows = dict[str, list[tuple[object, ...]]]


def rows(book: Book) -> Rows:
    return {name: book.fetch(f"SELECT * FROM {name} ORDER BY id") for name in sorted(RECORDS)}


@dataclass(frozen=True)
class Doing:
    """`which` picks a row among those there are."""

    verb: str
    which: int
    count: int


VERBS = ("add", "import", "change", "delete", "delete many", "party", "merge", "take back", "undo", "redo")

doings = st.builds(
    Doing,
    st.sampled_from(
        ["add", "import", "change", "delete", "delete many", "party", "merge", "take back", "undo", "redo"]
    ),
    st.integers(0, 10**6),
    st.integers(1, 120),
)


def do(book: Book, doing: Doing, number: int) -> None:
    if doing.verb == "undo":
        book.undo()
        return
    if doing.verb == "redo":
        book.redo()
        return
    batches = [number for (number,) in book.fetch("SELECT id FROM batches ORDER BY id")]
    if doing.verb == "take back":
        if batches:
            with suppress(Refused):  # nothing of it is as it came
                take_back(book, batches[doing.which % len(batches)], untouched_only=True)
        return
    ids = [row_id for (row_id,) in book.fetch("SELECT id FROM trades ORDER BY id")]
    with book.step("trades-changed", count="1") as step:
        if doing.verb == "add":
            step.insert("trades", trade(book) | {"deal_no": f"{number}"})
        elif doing.verb == "party":
            party = step.insert("counterparties", {"name": f"{number}"})
            step.insert("trades", trade(book) | {"counterparty": party})
        elif doing.verb == "import":
            batch = step.insert("batches", {"kind": "trades", "files": "[]", "at": "2026-01-08T08:00:00+00:00"})
            step.insert_many("trades", [trade(book) | {"note": f"{n}"} for n in range(doing.count)], batch)
        elif doing.verb == "merge":
            named = "SELECT counterparty FROM trades WHERE counterparty IS NOT NULL GROUP BY 1 ORDER BY 1"
            parties = [party for (party,) in book.fetch(named)]
            before = parties[doing.which % len(parties)] if parties else None
            into = step.insert("counterparties", {"name": f"{number}"})
            of = [n for (n,) in book.fetch("SELECT id FROM trades WHERE counterparty IS ? ORDER BY id", (before,))]
            step.replace_many("trades", "counterparty", of[: doing.count], before, into)
        elif ids and doing.verb == "change":
            step.update("trades", ids[doing.which % len(ids)], {"note": f"{number}", "price": number})
        elif ids and doing.verb == "delete":
            step.delete("trades", ids[doing.which % len(ids)])
        elif ids:
            first = doing.which % len(ids)
            step.delete_many("trades", ids[first : first + doing.count])


@settings(max_examples=40, deadline=None)
@given(st.lists(doings, max_size=12))
def test_undoing_everything_gives_the_new_book_and_redoing_everything_the_same_rows(done: list[Doing]) -> None:
    with tempfile.TemporaryDirectory() as folder, new_book(Path(folder) / "desk.raredesk") as book:
        new = rows(book)
        for number, doing in enumerate(done, 1):
            do(book, doing, number)
        while book.redo():
            pass
        last = rows(book)
        while book.undo():
            pass
        assert rows(book) == new
        while book.redo():
            pass
        assert rows(book) == last
        assert check(book.path) == []
