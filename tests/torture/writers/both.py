"""Two writers on one book: the window in a process of its own, and here the command line, each command opening the book
anew as it does for a user."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from rare_desk.cli import group
from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from tests.torture.kills.killing import ROOT
from tests.torture.writers.trades import TODAY, trade

BASE = 20
"""Trades that the command line pays."""
_APART = 100
"""Each so many commands one is a process of its own."""


@dataclass
class Told:
    writes: int = 0
    to_window: list[float] = field(default_factory=list)
    to_command: list[float] = field(default_factory=list)
    """Seconds from the return of a write until the other half knew of it."""
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def said(self) -> str:
        return (
            f"{self.writes} writes in {self.seconds:.0f} s; the window knew of the command line's after at most"
            f" {max(self.to_window, default=0):.2f} s, the command line of the window's after at most"
            f" {max(self.to_command, default=0):.3f} s; {len(self.faults)} faults"
        )


def together(folder: Path, each: int) -> Told:
    path, out = folder / "book.raredesk", folder / "window.json"
    with new_book(path) as book:
        for number in range(BASE):
            add_trade(book, trade(f"D{number}"), accept_suspect=True, today=TODAY)
    command = [sys.executable, "-m", "tests.torture.writers.window", str(path), str(each), str(each), str(out)]
    begun, told = time.monotonic(), Told()
    with subprocess.Popen(command, cwd=ROOT) as window:
        paid, seen = _pay(path, each, told)
        ended = window.wait()
    told.seconds = time.monotonic() - begun
    heard = json.loads(out.read_text("utf-8"))
    if ended or heard["refused"]:
        told.faults.append(f"the window ended with {ended} and said {heard['refused'][:3]}")
    _compare(path, each, told)
    told.to_window = [max(heard["heard"][name] - at, 0.0) for name, at in paid.items() if name in heard["heard"]]
    written = sorted((at, int(name[1:])) for name, at in heard["written"].items())
    for at, highest in seen:
        told.to_command += [at - since for since, number in written if since < at and number > highest]
    return told


def _pay(path: Path, each: int, told: Told) -> tuple[dict[str, float], list[tuple[float, int]]]:
    """When each payment was there, and the window's last trade that was to be seen at a time."""
    paid, seen = dict[str, float](), list[tuple[float, int]]()
    with Book.open(path, read_only=True) as looking:
        for number in range(each):
            paid[f"C{number}"] = _pay_one(path, number, told)
            seen.append((time.monotonic(), _last_trade(looking)))
    return paid, seen


def _pay_one(path: Path, number: int, told: Told) -> float:
    """When it was there."""
    words = ["pay", f"D{number % BASE}", "1000", "--on", "2026-01-10", "--invoice", f"C{number}", "--book", str(path)]
    code, said = _apart(words) if number % _APART == 0 else _within(words)
    if code:
        told.faults.append(f"C{number}: the command ended with {code}: {said}")
    return time.monotonic()


def _last_trade(book: Book) -> int:
    """The window's last that is to be seen; -1 for none."""
    found = book.fetch("SELECT deal_no FROM trades WHERE deal_no LIKE 'W%' ORDER BY id DESC LIMIT 1")
    return int(str(found[0][0])[1:]) if found else -1


def _within(words: list[str]) -> tuple[int, str]:
    ended: Any = CliRunner().invoke(group, words)
    return ended.exit_code, ended.output if ended.exit_code else ""


def _apart(words: list[str]) -> tuple[int, str]:
    command = [sys.executable, "-m", "rare_desk", *words]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return ended.returncode, ended.stdout + ended.stderr


def _compare(path: Path, each: int, told: Told) -> None:
    with Book.open(path, read_only=True) as book:
        trades = [str(name) for (name,) in book.fetch("SELECT deal_no FROM trades ORDER BY id")]
        payments = [str(name) for (name,) in book.fetch("SELECT invoice_no FROM payments ORDER BY id")]
        steps = book.last_step()
    told.writes = len(trades) - BASE + len(payments)
    if trades[BASE:] != [f"W{number}" for number in range(each)]:
        told.faults.append("a trade of the window is lost, or there twice")
    if payments != [f"C{number}" for number in range(each)]:
        told.faults.append("a payment of the command line is lost, or there twice")
    if steps != 1 + BASE + 2 * each:
        told.faults.append(f"{steps} steps instead of {1 + BASE + 2 * each}")
    told.faults += [f"check: {one.code} {one.value}" for one in check(path)]
