"""python -m tests.torture.weather.power [CUTS] [SEED]

Lets a process work on a book while every change of a file is written down (`storm.c`), then cuts the power at random
moments: of what had not been synced by then a random part is on the disk, sector by sector and name by name. The book
must open, `check` must find nothing, and every step confirmed before the cut must be there. Else it ends with 1.
"""

import json
import os
import random
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rare_desk.store.book import Book, BookError
from tests.torture.kills.acts import BOOK, copies, entries, ledger
from tests.torture.kills.killing import ROOT
from tests.torture.kills.verify import faults, files
from tests.torture.weather import storm

SECTOR = 512
_HEAD = struct.Struct("=c7xQqQ")
SAID = "said.txt"
WORK = {"entries": entries.STEPS, "ledger": ledger.STEPS, "backups": copies.STEPS}


@dataclass(frozen=True)
class Call:
    """As `storm.c` writes it. `kind`: write, truncate, sync, create, directory, rename, unlink, all synced."""

    kind: str
    inode: int
    at: int
    data: bytes


def calls(log: Path) -> Iterator[Call]:
    data, place = log.read_bytes(), 0
    while place < len(data):
        kind, inode, at, length = _HEAD.unpack_from(data, place)
        place += _HEAD.size
        yield Call(kind.decode(), inode, at, data[place : place + length])
        place += length


@dataclass
class Contents:
    """Of one file: what is on the disk for sure, and what was written since it was synced last."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        for call in self.since:
            _apply(self.sure, call)
        self.since.clear()

    def after_cut(self, chance: random.Random) -> bytes:
        left = bytearray(self.sure)
        share = chance.choice((0.0, 0.5, 0.9, 1.0))
        for call in self.since:
            if call.kind == "t":
                if chance.random() < share:
                    _apply(left, call)
                continue
            for start in range(0, len(call.data), SECTOR):
                if chance.random() < share:
                    _apply(left, Call("w", 0, call.at + start, call.data[start : start + SECTOR]))
        return bytes(left)


def _apply(data: bytearray, call: Call) -> None:
    end = call.at + (len(call.data) if call.kind == "w" else 0)
    if call.kind == "t":
        del data[end:]
    if len(data) < end:
        data.extend(bytes(end - len(data)))
    if call.kind == "w":
        data[call.at : end] = call.data


class Disk:
    """Names are kept apart from contents: a name is sure once its folder has been synced; until then the changes of
    names are on the disk up to one of them, as a file system with a journal has it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: list[Contents] = []
        self._latest: dict[int, int] = {}
        """The file that an inode was given to last: numbers of files that are gone are used again."""
        self._now: dict[str, int] = {}
        self._folders: dict[int, str] = {}
        self._sure: dict[str, int] = {}
        self._since: list[Call] = []
        self.said = b""

    def take(self, call: Call) -> None:
        if call.kind in "wt":
            number = self._latest[call.inode] if call.inode in self._latest else self._begin(call.inode)
            self._files[number].since.append(call)
            if number == self._now.get(SAID):
                self.said += call.data
        elif call.kind == "s" and call.inode in self._latest:
            self._files[self._latest[call.inode]].sync()
        elif call.kind == "d":
            self._folders[call.inode] = self._name(call.data)
            self._latest.pop(call.inode, None)
        elif call.kind in "sa":
            self._sync_names()
            for contents in self._files if call.kind == "a" else ():
                contents.sync()
        else:
            if call.kind == "c":
                call = replace(call, inode=self._begin(call.inode))
            self._since.append(call)
            self._rename(self._now, call)

    def _begin(self, inode: int) -> int:
        self._files.append(Contents())
        self._latest[inode] = len(self._files) - 1
        return self._latest[inode]

    def _sync_names(self) -> None:
        for call in self._since:
            self._rename(self._sure, call)
        self._since.clear()

    def _name(self, data: bytes) -> str:
        return str(Path(data.decode()).relative_to(self._folder))

    def _rename(self, names: dict[str, int], call: Call) -> None:
        if call.kind == "c":
            names[self._name(call.data)] = call.inode
        elif call.kind == "u":
            names.pop(self._name(call.data), None)
        else:
            old, new = call.data.split(b"\n")
            if (number := names.pop(self._name(old), None)) is not None:
                names[self._name(new)] = number

    def cut(self, out: Path, chance: random.Random) -> None:
        """What is found in the folder when the machine runs again."""
        names = dict(self._sure)
        for call in self._since[: chance.randrange(len(self._since) + 1)]:
            self._rename(names, call)
        for name in self._folders.values():
            (out / name).mkdir(parents=True, exist_ok=True)
        for name, number in names.items():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_bytes(self._files[number].after_cut(chance))


def work(kind: str, folder: Path, seed: int, acts: int) -> None:
    """What the process does. What it confirms goes into a file, so that it stands in its place among the calls."""
    WORK[kind].prepare(folder)
    os.sync()
    chance = random.Random(seed)
    with Book.open(folder / BOOK) as book, (folder / SAID).open("w", encoding="utf-8") as said:
        for _ in range(acts):
            said.write(json.dumps(WORK[kind].one(book, chance)) + "\n")
            said.flush()


@dataclass
class Told:
    cuts: int = 0
    confirmed: int = 0
    faults: list[str] = field(default_factory=list)

    def said(self) -> str:
        return f"{self.cuts} cuts, {self.confirmed} steps confirmed before them; {len(self.faults)} faults"


def torture(
    kind: str,
    folder: Path,
    cuts: int,
    seed: int,
    *,
    acts: int = 60,
    lying: bool = False,
    tell: Callable[[str], object] = lambda _line: None,
) -> Told:
    """With `lying` the disk says that it has synced, and has not."""
    place, log = folder / "work", folder / "log"
    place.mkdir()
    command = [sys.executable, "-m", "tests.torture.weather.power", "work", kind, str(place), str(seed), str(acts)]
    subprocess.run(command, cwd=ROOT, env=storm.environment(place, log=log), check=True)
    made = list(calls(log))
    begun = max(number for number, call in enumerate(made) if call.kind == "a")
    chance, told, disk, taken = random.Random(seed), Told(), Disk(place), 0
    for moment in sorted(chance.randrange(begun + 1, len(made)) for _ in range(cuts)):
        for call in made[taken:moment]:
            if not (lying and call.kind == "s"):
                disk.take(call)
        taken = moment
        with tempfile.TemporaryDirectory(dir=folder) as left:
            disk.cut(Path(left), chance)
            said = _steps(disk.said)
            wrong = _faults(Path(left), said)
        told.cuts, told.confirmed = told.cuts + 1, told.confirmed + len(said)
        told.faults += wrong
        tell(f"{kind}: at call {moment} of {len(made)}, {len(said)} confirmed, {'; '.join(wrong) or 'sound'}")
    return told


def _faults(left: Path, said: Sequence[dict[str, Any]]) -> list[str]:
    last = int(said[-1]["step"]) if said else 10**6
    try:
        return faults(left / BOOK, said, last, most_more=12) + files(left, said)
    except BookError as error:
        return [error.problem.code]


def _steps(said: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines() if line.endswith(b"}")]


def main(cuts: int, seed: int) -> int:
    wrong = 0
    for kind in WORK:
        with tempfile.TemporaryDirectory() as folder:
            told = torture(kind, Path(folder), cuts, seed, tell=lambda line: print(line, flush=True))
        print(f"{kind}: {told.said()}", flush=True)
        wrong += len(told.faults)
    return bool(wrong)


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
    else:
        sys.exit(main(*(int(word) for word in [*sys.argv[1:], *("100", "1")[len(sys.argv) - 1 :]])))
