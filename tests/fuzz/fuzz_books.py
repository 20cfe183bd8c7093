"""Hostile books opened as by a double click: refused in a sentence, or read, changed, undone and checked.

python -m tests.fuzz.fuzz_books [COUNT] [FIRST]
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rare_desk.ops.book import books
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.store.book import Book, BookError
from rare_desk.ui.crash import problems_of
from rare_desk.words import sentence
from tests.fuzz.acts import CHANGING, DEAR, READING, TURNS, Act, furnish
from tests.fuzz.hostile_books import spoil
from tests.fuzz.running import Tried, main

READ, DEARLY, CHANGED = 16, 1, 3
"""So many of the readings and of the changes are tried with each book, others with each."""


def acts(number: int) -> Iterator[Act]:
    chance = random.Random(number)
    yield from chance.sample(READING, READ)
    yield from chance.sample(DEAR, DEARLY)
    yield from chance.sample(CHANGING, CHANGED)
    yield from TURNS


def opened(own: Path, folder: Path, number: int) -> str:
    """What went wrong with the hostile book of this number."""
    path = folder / "hostile.raredesk"
    for old in folder.glob("hostile.raredesk*"):
        if old.is_file():
            old.unlink()
    spoil(own, path, number)
    before = path.read_bytes()
    try:
        with Book.open(path) as book:
            for act in acts(number):
                _done(act, book)
    except BookError as refused:
        if not sentence(refused.problem, "zh"):
            return "refused without a sentence"
        if path.read_bytes() != before:
            return "written and refused"
    try:
        books.check(path)
    except BookError as refused:
        return "" if sentence(refused.problem, "zh") else "checked without a sentence"
    return ""


def _done(act: Act, book: Book) -> None:
    try:
        act(book)
    except Exception as refused:
        problems = problems_of(refused)
        if problems is None or not all(sentence(one, "zh") for one in problems):
            raise


@contextmanager
def world(folder: Path) -> Iterator[Tried]:
    own = folder / "own.raredesk"
    with new_sample_book(own) as book:
        furnish(book)
    yield lambda number: opened(own, folder, number)


if __name__ == "__main__":
    main(world)
