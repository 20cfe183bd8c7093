"""What must hold of a book after the process that wrote it was killed: it opens, its check finds nothing, every step
that was confirmed is there, at most one more was written, and no step is half.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rare_desk.ops.book.books import check
from rare_desk.store.book import Book
from rare_desk.store.reading.journal_queries import steps
from rare_desk.store.undoing import ROWS

_COUNTED = ("imported", "trades-changed", "trades-deleted", "import-taken-back")
"""Labels of steps whose details say how many rows they are of."""
_MAIN = "record IN ('trades', 'quotes')"


def faults(path: Path, confirmed: Sequence[Mapping[str, Any]], before: int, most_more: int = 1) -> list[str]:
    """In words; empty when all is well. `before` is the last step before the process began, `most_more` how many steps
    an act may have written without having said so."""
    found = [f"check: {one.code} {one.value}" for one in check(path)]
    with Book.open(path) as book:
        there = {step.id: step.hash for step in steps(book)}
        last = max((int(one["step"]) for one in confirmed), default=before)
        found += _missing(confirmed, there)
        if max(there) > last + most_more:
            found.append(f"{max(there) - last} steps more than were confirmed")
        found += _halves(book, before)
    return found


def _missing(confirmed: Iterable[Mapping[str, Any]], there: Mapping[int, str]) -> list[str]:
    return [
        f"{one['act']}: step {one['step']} was confirmed and is {'another' if one['step'] in there else 'gone'}"
        for one in confirmed
        if there.get(int(one["step"])) != one["hash"]
    ]


def _halves(book: Book, after: int) -> list[str]:
    """Steps whose rows are not as many as the step says. An edit that leaves a row as it was counts for none."""
    counted = f"SELECT step, sum({ROWS}) FROM changes WHERE step > ? AND {_MAIN} GROUP BY step"
    sizes = dict(book.fetch(counted, (after,)))
    return [
        f"step {step.id} ({step.kind} {step.label}): {sizes.get(step.id, 0)} of {step.details['count']}"
        for step in steps(book)
        if step.id > after and step.label in _COUNTED and sizes.get(step.id, 0) != int(step.details["count"])
    ]
