"""A backup of each kind brought back, over the book that is there, under a new name, over one that is damaged."""

import json
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from rare_desk.ops.book import books
from rare_desk.store.backups import second
from rare_desk.store.book import Book, BookError
from rare_desk.store.file import locked
from tests.torture.kills import verify
from tests.torture.kills.acts import BOOK, Kind, Said, copies, entries, head
from tests.torture.kills.acts.migrating import OLDER
from tests.torture.kills.verify import PASSWORD

KEPT, HEADS = "kept", "heads.json"
_SPOILT = 60
"""Bytes at the beginning of a file that the torture damages itself; it is set aside so."""


def prepare(folder: Path) -> None:
    """A book with a backup of each kind, set aside under a name that says which."""
    chance = random.Random(4)
    copies.prepare(folder)
    kept, there = folder / KEPT, folder / "second"
    for made in (kept, there):
        made.mkdir()
    shutil.copyfile(OLDER / "version-3.raredesk", folder / "old.raredesk")
    Book.open(folder / "old.raredesk").close()
    (update,) = folder.glob("old.raredesk-backups/*-before-update.raredesk")
    update.replace(kept / update.name)
    with Book.open(folder / BOOK) as book:
        shutil.copyfile(copies.daily(book, chance)["file"], kept / "daily.raredesk")
        entries.paste(book, chance)
        shutil.copyfile(books.backup(book.path), kept / "asked.raredesk")
        entries.bring_in(book, chance)
        books.backup(book.path, kept / "elsewhere.raredesk")
        entries.add(book, chance)
        second.choose(str(there), locked.new_lock(PASSWORD).text())
        made_there = books.carry(books.backup(book.path), book.path)
        assert made_there is not None
        shutil.copyfile(made_there, kept / "locked.raredesk.locked")
        second.choose("")
        heads = {copy.name: _head(copy) or head(book)["hash"] for copy in kept.iterdir()}
    (folder / HEADS).write_text(json.dumps(heads), "utf-8")


def work(folder: Path, chance: random.Random) -> Iterator[Said]:
    """Says what it begins, with the heads before and after, and that it is done."""
    heads = json.loads((folder / HEADS).read_text("utf-8"))
    while True:
        copy = chance.choice(sorted((folder / KEPT).iterdir()))
        out = folder / chance.choice((BOOK, BOOK, f"restored {chance.randrange(3)}.raredesk"))
        if out.name != BOOK and chance.random() < 0.3 and out.exists():
            _damage(out)
        yield {"act": "restore", "out": out.name, "begun": True, "was": _head(out), "to": heads[copy.name]}
        books.restore(copy, out, PASSWORD)
        with Book.open(out) as book:
            yield {"act": "restore", "out": out.name, "is": head(book)["hash"]}
            entries.add(book, chance)
            yield {"act": "add", "out": out.name, "is": head(book)["hash"]}


def _damage(path: Path) -> None:
    with path.open("r+b") as opened:
        opened.write(bytes(_SPOILT))


def _head(path: Path) -> str | None:
    """None of what is no book."""
    try:
        with Book.open(path, read_only=True) as book:
            return str(head(book)["hash"])
    except BookError:
        return None


def faults(folder: Path, said: Sequence[Said], before: int) -> list[str]:
    """Each book is as it was before its restoring or as it is after that, and what was there before is kept."""
    found = []
    for name, last in {str(one["out"]): one for one in said}.items():
        now = _head(folder / name)
        expected = {last["was"], last["to"]} if last.get("begun") else {last["is"], _next(folder / name, last["is"])}
        if now not in expected:
            found.append(f"{name}: neither as it was nor as it should become")
    still = {file.name for file in folder.rglob("*.raredesk") if file.read_bytes()[:_SPOILT] == bytes(_SPOILT)}
    return found + verify.files(folder, said, but=still)


def _next(path: Path, last: str) -> str | None:
    """The one step more that the process could no longer tell of."""
    with Book.open(path, read_only=True) as book:
        found = book.fetch("SELECT hash FROM steps WHERE previous = ?", (last,))
    return str(found[0][0]) if found else None


KIND = Kind(prepare, work, faults, 10)
