"""Kills a process that works on a book, at random moments, again and again, and looks at the book after each.

    python -m tests.torture.kills [TIMES] [SEED]

A book lives through twenty kills, then another is begun. Prints a line for each kill and what all of them came to; ends
with 1 when a confirmed step was lost or one was half.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rare_desk.ops.book.books import new_book
from rare_desk.store.book import Book
from tests.torture.verify import faults

ROOT = Path(__file__).resolve().parents[2]
LIVES = 20
LONGEST = 1.5
"""Seconds from the first confirmed act to the kill, at most."""


@dataclass
class Told:
    """What kills came to: acts confirmed by name, books that had more than was confirmed, and what was wrong."""

    kills: int = 0
    confirmed: Counter[str] = field(default_factory=Counter)
    unsaid: int = 0
    faults: list[str] = field(default_factory=list)

    def said(self) -> str:
        acts = ", ".join(f"{name} {count}" for name, count in sorted(self.confirmed.items()))
        return (
            f"{self.kills} kills; {self.confirmed.total()} acts confirmed ({acts});"
            f" {self.unsaid} steps written that the process could no longer tell of; {len(self.faults)} faults"
        )


def kill_once(path: Path, seed: int, wait: float) -> list[dict[str, Any]]:
    """Lets a process work on the book, kills it that many seconds after its first word, and gives what it confirmed."""
    command = [sys.executable, "-m", "tests.torture.victim", str(path), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as victim:
        assert victim.stdout is not None
        first = victim.stdout.readline()
        time.sleep(wait)
        victim.kill()
        rest = victim.stdout.read()
    lines = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return [json.loads(line) for line in lines]


def torture(folder: Path, times: int, seed: int, tell: Callable[[str], object] = lambda _line: None) -> Told:
    """`tell` hears a line of each kill; whatever is wrong stands there and in what is given."""
    chance, told = random.Random(seed), Told()
    for number in range(times):
        path = folder / f"book-{number // LIVES}.raredesk"
        if not path.exists():
            new_book(path).close()
        with Book.open(path) as book:
            before = book.last_step()
        confirmed = kill_once(path, chance.randrange(10**9), chance.random() * LONGEST)
        wrong = faults(path, confirmed, before, most_more=12)
        with Book.open(path, read_only=True) as book:
            more = book.last_step() - max((one["step"] for one in confirmed), default=before)
        _add(told, confirmed, more, wrong)
        tell(f"{number + 1:4}  {len(confirmed):4} acts confirmed, {more} more, {'; '.join(wrong) or 'sound'}")
    return told


def _add(told: Told, confirmed: Sequence[dict[str, Any]], more: int, wrong: Sequence[str]) -> None:
    told.kills += 1
    told.confirmed.update(str(one["act"]) for one in confirmed if "refused" not in one)
    told.unsaid += more
    told.faults += wrong


def main(times: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        told = torture(Path(folder), times, seed, print)
    print(told.said())
    return bool(told.faults)


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in [*sys.argv[1:], *("100", "1")[len(sys.argv) - 1 :]])))
