"""python -m tests.torture.weather.held [SECONDS]

Another program holds a book, for writing or whole, for as long as it takes (30 s), while one that has it open and the
command line try to write again and again. Each attempt must be refused with the sentence of the busy book; then all
goes on, nothing is lost, nothing is there twice. Ends with 1 if not.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book, BookError
from rare_desk.words import sentence
from tests.torture.kills.killing import ROOT
from tests.torture.writers.trades import TODAY, trade

WAYS = {
    "writing": ("BEGIN IMMEDIATE",),
    "whole": ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE"),
}
"""Whole only where nobody has it open yet: SQLite takes a WAL for itself alone."""
_HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
for statement in sys.argv[2:]:
    connection.execute(statement)
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def holding(path: Path, way: str = "writing") -> Iterator[None]:
    """A process of another program has the book until the end."""
    command = [sys.executable, "-c", _HOLDER, str(path), *WAYS[way]]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        try:
            assert holder.stdout.readline() == "held\n"
            yield
        finally:
            holder.communicate()


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "rare_desk", *map(str, arguments)]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def paid(path: Path) -> subprocess.CompletedProcess[str]:
    """For the first trade, by the command line."""
    return command("pay", "W0", "1000", "--on", "2026-01-10", "--book", path, "--lang", "en")


def torture(folder: Path, seconds: float) -> tuple[Counter[str], list[str]]:
    """What was said how often, and what went wrong."""
    path, told, faults = folder / "held.raredesk", Counter[str](), list[str]()
    with new_book(path) as book:
        add_trade(book, trade("W0"), today=TODAY)
        with holding(path):
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                told[_window(book)] += 1
                ended = paid(path)
                told[f"command line: {ended.returncode} {ended.stderr.strip()}"] += 1
        if _rows(book) != (1, 0):
            faults.append("something was written to a book that another program held")
        if _window(book) != "window: written" or paid(path).returncode:
            faults.append("nothing can be written any more")
        if _rows(book) != (2, 1):
            faults.append("not what was confirmed")
    faults += [sentence(one, "en") for one in check(path)]
    if len(told) != 2 or not all("book-busy" in one or one.startswith("command line: 4 ") for one in told):
        faults.append(f"said: {told}")
    return told, faults


def _window(book: Book) -> str:
    try:
        add_trade(book, trade("W1"), today=TODAY)
    except BookError as refused:
        return f"window: {refused.problem.code}"
    return "window: written"


def _rows(book: Book) -> tuple[int, int]:
    return book.number("SELECT count(*) FROM trades"), book.number("SELECT count(*) FROM payments")


def main(seconds: float = 30.0) -> int:
    with tempfile.TemporaryDirectory() as folder:
        told, faults = torture(Path(folder), seconds)
    for said, times in told.items():
        print(f"{times} x {said}")
    print("\n".join(faults) or "nothing lost")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
