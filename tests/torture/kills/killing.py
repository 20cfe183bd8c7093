"""Kills a process that works on a book, again and again, and looks at what is left after each.

Half of the kills come at a random moment, the others, where `weather.storm` can be had, at a random call that changes a
file: what is done in a moment would else hardly ever be hit.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rare_desk.store.book import Book
from rare_desk.store.errors import BookError
from tests.torture.kills.acts import BOOK
from tests.torture.kills.kinds import KINDS
from tests.torture.weather import storm

ROOT = Path(__file__).resolve().parents[3]
LONGEST = 1.5
"""Seconds from the first confirmed act to the kill, at most."""
MOST_CALLS = 400
"""Calls that change a file, from the first, to the kill, at most."""


@dataclass
class Told:
    """What kills came to: acts confirmed by name, steps that books had beyond what was confirmed, what was wrong."""

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


def kill_once(kind: str, folder: Path, seed: int, wait: float | None, calls: int = 0) -> list[dict[str, Any]]:
    """Lets a process work in the folder, kills it that many seconds after its first word, or (None) lets it die at that
    call; gives what it confirmed."""
    command = [sys.executable, "-m", "tests.torture.kills.victim", kind, str(folder), str(seed)]
    around = storm.environment(folder, die=calls) if wait is None else dict(os.environ)
    with subprocess.Popen(command, cwd=ROOT, env=around, stdout=subprocess.PIPE, text=True, encoding="utf-8") as victim:
        assert victim.stdout is not None
        first = victim.stdout.readline()
        over = False
        if wait is not None:
            time.sleep(wait)
            over = victim.poll() is not None
            victim.kill()
        rest = victim.stdout.read()
    if over or (wait is None and victim.returncode in (0, 1, 2)):  # who is killed on Windows ends with 1
        raise AssertionError(f"{kind}: the process ended by itself")
    lines = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return [json.loads(line) for line in lines]


def torture(kind: str, folder: Path, times: int, seed: int, tell: Callable[[str], object] = lambda _line: None) -> Told:
    """`tell` hears a line of each kill; whatever is wrong stands there and in what is given."""
    chance, told, work = random.Random(seed), Told(), KINDS[kind]
    for number in range(times):
        place = folder / f"{kind} {number // work.lives}"
        if not place.exists():
            place.mkdir()
            work.prepare(place)
        before = _last_step(place)
        at_call = storm.possible() and number % 2 == 1
        wait = None if at_call else chance.random() * LONGEST
        confirmed = kill_once(kind, place, chance.randrange(10**9), wait, chance.randrange(1, MOST_CALLS))
        wrong = work.faults(place, confirmed, before)
        told_of = max((one["step"] for one in confirmed if "step" in one), default=before)
        more = 0 if kind == "restoring" else _last_step(place) - told_of
        _add(told, confirmed, more, wrong)
        how = "at a call" if at_call else "at a time"
        tell(f"{kind} {number + 1:4}  {how}, {len(confirmed):4} confirmed, {more} more, {'; '.join(wrong) or 'sound'}")
    return told


def _last_step(place: Path) -> int:
    with suppress(BookError), Book.open(place / BOOK, read_only=True) as book:
        return book.last_step()
    return 0


def _add(told: Told, confirmed: Sequence[dict[str, Any]], more: int, wrong: Sequence[str]) -> None:
    told.kills += 1
    told.confirmed.update(str(one["act"]) for one in confirmed if "refused" not in one and "begun" not in one)
    told.unsaid += more
    told.faults += wrong
