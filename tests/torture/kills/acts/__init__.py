"""What the process that will be killed does: kinds of work, each a module here."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rare_desk.core.problems import Refused
from rare_desk.store.book import Book
from tests.torture.kills import verify

BOOK = "book.raredesk"
Said = dict[str, Any]
Act = Callable[[Book, random.Random], Said | None]
"""Gives what must be true from its return on besides the step it made: `file`, a file that is there."""
Acts = Mapping[str, tuple[Act, int]]
"""Each with its weight among the others."""


def nothing_more(_folder: Path, _said: Sequence[Said]) -> list[str]:
    return []


@dataclass(frozen=True)
class Kind:
    """`prepare` makes what a folder begins with; `work` goes on for ever, one confirmed act at a time; `faults` tells
    what is wrong afterwards, given what was said and the last step before. After so many `lives` a folder is left."""

    prepare: Callable[[Path], None]
    work: Callable[[Path, random.Random], Iterator[Said]]
    faults: Callable[[Path, Sequence[Said], int], list[str]]
    lives: int = 20


@dataclass(frozen=True)
class Steps:
    """Work of which each act is an operation on one book."""

    acts: Acts
    prepare: Callable[[Path], None]
    further: Callable[[Path, Sequence[Said]], list[str]] = nothing_more
    begin: Callable[[Book], object] = field(default=lambda _book: None)
    """What a program does as soon as it has the book open."""

    def kind(self, lives: int = 20) -> Kind:
        return Kind(self.prepare, self.work, self.faults, lives)

    def work(self, folder: Path, chance: random.Random) -> Iterator[Said]:
        with Book.open(folder / BOOK) as book:
            self.begin(book)
            while True:
                yield self.one(book, chance)

    def one(self, book: Book, chance: random.Random) -> Said:
        """Does one act and gives its name with the head of the journal after it, or why it was refused."""
        name = chance.choices(list(self.acts), [weight for _, weight in self.acts.values()])[0]
        try:
            more = self.acts[name][0](book, chance) or {}
        except Refused as refused:
            more = {"refused": [problem.code for problem in refused.problems]}
        return {"act": name} | more | head(book)

    def faults(self, folder: Path, said: Sequence[Said], before: int) -> list[str]:
        found = verify.faults(folder / BOOK, [one for one in said if "step" in one], before, most_more=12)
        return found + verify.files(folder, said) + self.further(folder, said)


def head(book: Book) -> Said:
    ((step, own),) = book.fetch("SELECT id, hash FROM steps ORDER BY id DESC LIMIT 1")
    return {"step": step, "hash": own}
