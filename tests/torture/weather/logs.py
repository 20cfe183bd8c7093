"""python -m tests.torture.weather.logs [TIMES] [SEED]

Damages what a book's log (the -wal) holds, as after a crash. SQLite then leaves out all from the damaged place on, and
what is left is sound: that confirmed steps are lacking is known by the last one that this machine keeps. Ends with 1
when a step was lacking, or a record another, and nobody said so.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rare_desk.core.problems import Problem
from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.book.heads import keep
from rare_desk.store.book import Book, BookError
from rare_desk.store.file import confirmed
from tests.torture.kills.acts import entries
from tests.torture.weather.corruption import Told, a_sector, one_byte, records, the_tail

STEPS = 12


def all_of_it(data: bytearray, _chance: random.Random, _before: bytes) -> None:
    data.clear()


WAYS: tuple[Callable[[bytearray, random.Random, bytes], None], ...] = (one_byte, a_sector, the_tail, all_of_it)


def torture(folder: Path, times: int, seed: int) -> Told:
    path, heard = folder / "logged.raredesk", list[Problem]()
    new_book(path).close()
    confirmed.choose(True, heard.append)
    try:
        with Book.open(path) as book:
            for _ in range(STEPS):
                entries.add(book, random.Random(seed))
            keep(book)
            whole = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
        sound, told, chance = records(path), Told(), random.Random(seed)
        for number in range(times):
            way, log = WAYS[number % len(WAYS)], bytearray(whole["-wal"])
            way(log, chance, b"")
            Path(f"{path}-shm").unlink(missing_ok=True)
            path.write_bytes(whole[""])
            Path(f"{path}-wal").write_bytes(log)
            heard.clear()
            by = _found_by(path, heard)
            name = way.__name__.replace("_", " ")
            if not by and records(path) != sound:
                told.faults.append(f"{number + 1}: {name}")
            told.found[f"{name}: {by or 'changes nothing'}"] += 1
        return told
    finally:
        confirmed.forget(path)
        confirmed.choose(False)


def _found_by(path: Path, heard: list[Problem]) -> str:
    try:
        Book.open(path).close()
    except BookError:
        return "opening"
    if heard:
        return "the last step kept here"
    return "check" if check(path) else ""


def main(times: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        told = torture(Path(folder), times, seed)
    print(told.said(), *told.faults, sep="\n")
    return bool(told.faults)


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in [*sys.argv[1:], *("200", "1")[len(sys.argv) - 1 :]])))
