"""python -m tests.torture.weather.full [TIMES] [SEED]

A disk that fills up in the midst of entries, imports, undo, backups and exports (`storm.c` refuses writes from a random
moment on, until room is made), and, for root, the same on a small file system of its own (tmpfs). Each operation must
be done or refused with a sentence, nothing may be half, and with room again all goes on. Ends with 1 if not.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from time import sleep

from rare_desk.store.backups import making, second
from rare_desk.store.book import Book, BookError
from rare_desk.words import sentence
from tests.torture.kills.acts import BOOK, Steps, copies, entries, exports
from tests.torture.kills.killing import ROOT
from tests.torture.kills.verify import faults, files
from tests.torture.weather import storm

STEPS = Steps(
    {name: entries.STEPS.acts[name] for name in ("add", "change", "paste", "import", "undo", "delete")}
    | {name: copies.STEPS.acts[name] for name in ("daily backup", "backup", "second folder")}
    | {"export": (exports.write, 4)},
    copies.prepare,
)
_BALLAST = "ballast"
_SOON = 0.05
"""Seconds until the disk is full, at most: in the midst of an operation."""


def work(folder: Path, flag: Path, seed: int, rounds: int) -> Iterator[dict[str, object]]:
    """Ten operations with room, then some without; says of each what came of it."""
    chance = random.Random(seed)
    with Book.open(folder / BOOK) as book:
        for _ in range(rounds):
            for acts, full in ((5, False), (7, True)):
                _fill(folder, flag, chance) if full else _make_room(folder, flag)
                for _ in range(acts):
                    yield _tried(book, chance) | {"full": full}
        _make_room(folder, flag)
        second.settled()
        yield STEPS.one(book, chance) | {"full": False}


def _fill(folder: Path, flag: Path, chance: random.Random) -> None:
    """Through the flag, or by a file that leaves a few pages of the file system."""
    if "STORM_FULL" in os.environ:
        Timer(chance.random() * _SOON, flag.touch).start()
        return
    free = os.statvfs(folder)
    size = (free.f_bavail - chance.randrange(0, 40)) * free.f_frsize
    (folder / _BALLAST).write_bytes(bytes(max(size, 0)))


def _make_room(folder: Path, flag: Path) -> None:
    sleep(_SOON if "STORM_FULL" in os.environ else 0)  # the disk is full by then
    flag.unlink(missing_ok=True)
    (folder / _BALLAST).unlink(missing_ok=True)


def _tried(book: Book, chance: random.Random) -> dict[str, object]:
    """BookErrors as refusals: `Refused` is seen to by `Steps`."""
    try:
        return STEPS.one(book, chance)
    except BookError as error:
        return {"act": "?", "refused": [error.problem.code], "words": sentence(error.problem, "zh")}
    except ValueError:  # no backup was made that the act could name
        return {"act": "daily backup", "refused": ["no backup"]}


@dataclass
class Told:
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def said(self) -> str:
        codes = ", ".join(f"{code} {count}" for code, count in sorted(self.refused.items()))
        return (
            f"without room {self.done['full']} operations done and {self.refused.total()} refused ({codes});"
            f" with room {self.done['room']} done; {len(self.faults)} faults"
        )


def torture(
    folder: Path, times: int, seed: int, *, stormy: bool, rounds: int = 4, tell: Callable[[str], object] = print
) -> Told:
    """`stormy` by `storm.c`, else by filling the file system that `folder` is on."""
    told, chance, flag = Told(), random.Random(seed), folder.with_name(f"{folder.name}.full")
    STEPS.prepare(folder)
    for place in ("second", "put by"):
        (folder / place).mkdir(exist_ok=True)
    for number in range(times):
        with Book.open(folder / BOOK) as book:
            before = book.last_step()
        command = [sys.executable, "-m", "tests.torture.weather.full", "work", str(folder), str(flag)]
        around = storm.environment(folder, full=flag) if stormy else dict(os.environ)
        command += [str(chance.randrange(10**9)), str(rounds)]
        ended = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, check=False)
        _make_room(folder, flag)
        said = [json.loads(line) for line in ended.stdout.splitlines()]
        wrong = [ended.stderr.decode()[-2000:]] if ended.returncode else []
        confirmed = [one for one in said if "step" in one]
        wrong += faults(folder / BOOK, confirmed, before, most_more=40) + files(folder, [])
        if not wrong and "refused" in said[-1] and not said[-1]["full"] and _of_room(said[-1]["refused"]):
            wrong.append("it does not go on after room was made")
        for one in said:
            kind = "full" if one["full"] else "room"
            if "refused" not in one:
                told.done[kind] += 1
            elif one["full"]:
                told.refused.update(one["refused"])
            elif _of_room(one["refused"]):
                wrong.append(f"{one['act']} is refused though there is room: {one['refused']}")
        told.faults += wrong
        tell(f"{number + 1}: {len(said)} operations, {'; '.join(wrong) or 'sound'}")
        _tidy(folder)
    return told


def _of_room(codes: list[str]) -> bool:
    return bool({"disk-full", "book-unreachable", "cannot-write"} & set(codes))


def _tidy(folder: Path) -> None:
    """A small disk shall not be full of backups."""
    for place in (making.folder(folder / BOOK), folder / "put by", *folder.glob("second/*")):
        for made in sorted(place.glob("*.raredesk"))[:-2]:
            made.unlink()


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A file system of its own; OSError where this user may not have one."""
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", folder], check=False)
        if made.returncode:
            raise PermissionError("no file system may be mounted")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=False)


def main(times: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        (work_place := Path(folder) / "work").mkdir()
        stormy = torture(work_place, times, seed, stormy=True)
    print(f"refused writes: {stormy.said()}")
    with small_disk(96) as folder_of_disk:
        (work_place := folder_of_disk / "work").mkdir()
        small = torture(work_place, times, seed, stormy=False)
    print(f"a disk of 96 MB: {small.said()}")
    return bool(stormy.faults + small.faults)


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        for said_once in work(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])):
            print(json.dumps(said_once), flush=True)
    else:
        sys.exit(main(*(int(word) for word in [*sys.argv[1:], *("20", "1")[len(sys.argv) - 1 :]])))
