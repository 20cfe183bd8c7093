"""Mutated workbooks and texts through the whole reading and judging: each is planned or refused with a sentence.

python -m tests.fuzz.fuzz_imports [COUNT] [FIRST]
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rare_desk.core.problems import Refused
from rare_desk.ops.book.books import new_book
from rare_desk.ops.imports.ledgers import Options, Source, plan_import
from rare_desk.store.book import Book
from rare_desk.words import sentence
from tests.fuzz.mutations import mutated
from tests.fuzz.running import Tried, main

TODAY = dt.date(2026, 11, 1)


def imported(book: Book, number: int) -> str:
    """What went wrong with the mutated file of this number; empty when it was planned or refused."""
    name, data = mutated(number)
    try:
        plan_import(book, [Source(name, data)], Options(), TODAY).as_json("zh")
    except Refused as refused:
        if not all(sentence(found, "zh") for found in refused.problems):
            return "refused without a sentence"
    return ""


@contextmanager
def world(folder: Path) -> Iterator[Tried]:
    with new_book(folder / "fuzz.raredesk") as book:
        yield lambda number: imported(book, number)


if __name__ == "__main__":
    main(world)
