"""What is written for the user: workbooks, CSV and JSON of all kinds, again and again under the same names."""

import random
from pathlib import Path

from rare_desk.ops.exports import export
from rare_desk.store.book import Book
from tests.torture.kills.acts import BOOK, Said, Steps, entries

KINDS = ("trades", "journal", "announced", "non-trading-days", "due", "weights")


def write(book: Book, chance: random.Random) -> Said:
    what, end = chance.choice(KINDS), chance.choice(("xlsx", "csv", "json"))
    (out,) = export(book, what, book.path.with_name(f"{what}.{end}"), language=chance.choice(("zh", "en")))
    return {"file": str(out)}


def prepare(folder: Path) -> None:
    chance = random.Random(2)
    entries.prepare(folder)
    with Book.open(folder / BOOK) as book:
        for _ in range(4):
            entries.bring_in(book, chance)


STEPS = Steps({"export": (write, 1)}, prepare)
