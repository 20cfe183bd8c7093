"""The watched folder: files that appear, change and are taken in by themselves; after each start all are looked at."""

import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rare_desk.ops.imports.ledgers import Options, Source, plan_import, write_import
from rare_desk.ops.imports.watching import bring_in, read_whole, stamps
from rare_desk.store.book import Book
from tests.torture.kills.acts import BOOK, Said, Steps, entries


def appear(book: Book, chance: random.Random) -> Said:
    """A new file, or one of before with other rows."""
    data = _ledger(chance)
    (_inbox(book) / f"台账{chance.randrange(6)}.csv").write_bytes(data)
    return {"taken": take_all(book)}


def take_all(book: Book) -> list[str]:
    """The digests of what came in."""
    taken = []
    for path, stamp in stamps(_inbox(book)).items():
        file = read_whole(path, stamp)
        if file is not None and not bring_in(book, file).why:
            taken.append(file.digest)
    return taken


def _inbox(book: Book) -> Path:
    folder = book.path.with_name("inbox")
    folder.mkdir(exist_ok=True)
    return folder


def _ledger(chance: random.Random) -> bytes:
    """With nothing in it to be asked about."""
    lines = [
        f"W{chance.randrange(10**9)},2026-10-{chance.randrange(12, 17)},卖,氧化镨钕,5,"
        f"{chance.randrange(500_000, 504_000)},公司"
        for _ in range(chance.randrange(1, 400))
    ]
    return "\n".join((entries.HEADER, *lines)).encode()


def prepare(folder: Path) -> None:
    """What a user has answered once about such a file."""
    entries.prepare(folder)
    with Book.open(folder / BOOK) as book:
        source = Source("台账.csv", _ledger(random.Random(3)))
        write_import(book, plan_import(book, [source], Options(), entries.TODAY), keep_templates=True)


def each_once(folder: Path, said: Sequence[Said]) -> list[str]:
    with Book.open(folder / BOOK, read_only=True) as book:
        there = Counter(
            one["sha256"] for (files,) in book.fetch("SELECT files FROM batches") for one in json.loads(files)
        )
    twice = [f"the file {digest} came in {count} times" for digest, count in there.items() if count > 1]
    taken = [digest for one in said for digest in one.get("taken", ())]
    return twice + [f"the file {digest} had come in and is gone" for digest in taken if digest not in there]


STEPS = Steps(
    {"appear": (appear, 5), "add": (entries.add, 1), "change": (entries.change, 1)}, prepare, each_once, take_all
)
