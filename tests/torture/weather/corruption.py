"""python -m tests.torture.weather.corruption [TIMES] [SEED]

Damages a book at random places and looks whether that is found: when it is opened, by its check, or never; then every
record must still be what it was. Ends with 1 when a record had changed and nobody said so.
"""

import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rare_desk.ops.book.books import check
from rare_desk.store.book import Book, BookError
from rare_desk.store.tables import RECORDS
from tests.torture.kills.acts import entries, ledger, publishing

PAGE, SECTOR = 4096, 512
Records = dict[str, list[tuple[object, ...]]]


def grown(folder: Path, acts: int = 60) -> tuple[Path, bytes]:
    """A book of many kinds of records and steps, and the bytes that its file had a few steps before."""
    path, chance = folder / "book.raredesk", random.Random(9)
    publishing.prepare(folder)
    for steps, share in ((publishing.STEPS, 6), (ledger.STEPS, 2), (entries.STEPS, 2)):
        with Book.open(path) as book:
            for _ in range(acts // share):
                steps.one(book, chance)
    before = path.read_bytes()
    with Book.open(path) as book:
        for _ in range(3):
            entries.STEPS.one(book, chance)
    return path, before


def one_byte(data: bytearray, chance: random.Random, _before: bytes) -> None:
    data[chance.randrange(len(data))] ^= chance.randrange(1, 256)


def one_bit_of_the_header(data: bytearray, chance: random.Random, _before: bytes) -> None:
    data[chance.randrange(100)] ^= 1 << chance.randrange(8)


def a_sector(data: bytearray, chance: random.Random, _before: bytes) -> None:
    at = chance.randrange(len(data) // SECTOR) * SECTOR
    data[at : at + SECTOR] = chance.choice((bytes(SECTOR), chance.randbytes(SECTOR)))


def a_page(data: bytearray, chance: random.Random, _before: bytes) -> None:
    at = chance.randrange(len(data) // PAGE) * PAGE
    data[at : at + PAGE] = chance.choice((bytes(PAGE), chance.randbytes(PAGE)))


def two_pages_for_each_other(data: bytearray, chance: random.Random, _before: bytes) -> None:
    one, other = (chance.randrange(1, len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]


def a_page_as_it_was_before(data: bytearray, chance: random.Random, before: bytes) -> None:
    """A write that the disk said was done and was not."""
    ends = range(0, min(len(data), len(before)), PAGE)
    changed = [at for at in ends if data[at : at + PAGE] != before[at : at + PAGE]]
    at = chance.choice(changed)
    data[at : at + PAGE] = before[at : at + PAGE]


def the_tail(data: bytearray, chance: random.Random, _before: bytes) -> None:
    del data[chance.randrange(len(data) // 2, len(data)) :]


WAYS: tuple[Callable[[bytearray, random.Random, bytes], None], ...] = (
    one_byte, one_byte, one_bit_of_the_header, a_sector, a_page, two_pages_for_each_other, a_page_as_it_was_before,
    the_tail,
)  # fmt: skip


@dataclass
class Told:
    found: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def said(self) -> str:
        ways = ", ".join(f"{way} {count}" for way, count in sorted(self.found.items()))
        return f"{self.found.total()} damages ({ways}); {len(self.faults)} changed a record and were not found"


def records(path: Path) -> Records:
    with Book.open(path, read_only=True) as book:
        names = sorted(RECORDS | {"steps", "changes"})
        return {name: book.fetch(f"SELECT * FROM {name} NOT INDEXED ORDER BY id") for name in names}


def found_by(path: Path) -> str:
    """ "opening", "check", or nothing."""
    try:
        Book.open(path).close()
    except BookError:
        return "opening"
    return "check" if check(path) else ""


def torture(folder: Path, times: int, seed: int, tell: Callable[[str], object] = lambda _line: None) -> Told:
    path, before = grown(folder)
    whole, sound, told = path.read_bytes(), records(path), Told()
    chance, damaged = random.Random(seed), folder / "damaged.raredesk"
    for number in range(times):
        way, data = WAYS[number % len(WAYS)], bytearray(whole)
        way(data, chance, before)
        for end in ("", "-wal", "-shm"):
            damaged.with_name(damaged.name + end).unlink(missing_ok=True)
        damaged.write_bytes(data)
        by = found_by(damaged)
        name = way.__name__.replace("_", " ")
        if not by and records(damaged) != sound:
            told.faults.append(f"{number + 1}: {name}")
            shutil.copyfile(damaged, folder / f"fault {number + 1}.raredesk")
        told.found[f"{name}: {by or 'changes nothing'}"] += 1
        tell(f"{number + 1:4}  {name}: {by or 'changes nothing'}")
    return told


def main(times: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        told = torture(Path(folder), times, seed, lambda line: print(line, flush=True))
    print(told.said(), *told.faults, sep="\n")
    return bool(told.faults)


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in [*sys.argv[1:], *("200", "1")[len(sys.argv) - 1 :]])))
