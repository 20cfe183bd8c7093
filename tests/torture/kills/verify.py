"""What must hold of a book after the process that wrote it was killed: it opens, its check finds nothing, every step
that was confirmed is there, at most one more was written, and no step is half.
"""

import csv
import json
import os
import time
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rare_desk import paths
from rare_desk.ops.book.books import check, restore
from rare_desk.ops.exports import export
from rare_desk.store.backups import making
from rare_desk.store.book import Book, BookError
from rare_desk.store.reading.steps.journal_queries import steps
from rare_desk.store.undoing import ROWS

_COUNTED = ("imported", "trades-changed", "trades-deleted", "import-taken-back")
"""Labels of steps whose details say how many rows they are of."""
PASSWORD = "密码 of the torture"
_AN_HOUR = 3600
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


def files(folder: Path, said: Sequence[Mapping[str, Any]], but: Collection[str] = ()) -> list[str]:
    """Every file that was said to be there is, no file under a name that a user sees is half, and nothing unfinished
    outlasts the next that is written there. Of backups only the latest are said to be there: older ones go."""
    promised = [Path(one["file"]) for one in said if "file" in one][-3:]
    found = [f"{file.name} was written and is gone" for file in promised if not any(folder.rglob(file.name))]
    locked = sorted(folder.rglob("*.locked"))[-2:]
    for file in sorted(folder.rglob("*")):
        if file.name.startswith(".") or not file.is_file() or file.name in but or file in locked:
            continue
        if wrong := _half(file):
            found.append(f"{file.relative_to(folder)}: {wrong}")
    for file in locked:
        with paths.scratch() as place:
            try:
                found += [f"{file.name}: {one.code}" for one in check(restore(file, place / "a.raredesk", PASSWORD))]
            except BookError as error:
                found.append(f"{file.name}: {error.problem.code}")
    return found + _rubbish(folder)


def _half(file: Path) -> str:
    """Why it is not whole; empty when it is."""
    try:
        match file.suffix:
            case ".raredesk":
                return ", ".join(one.code for one in check(file))
            case ".xlsx":
                with zipfile.ZipFile(file) as book:
                    return book.testzip() or ""
            case ".json":
                json.loads(file.read_text("utf-8"))
            case ".csv" if file.parent.name != "inbox":
                with file.open(encoding="utf-8-sig", newline="") as stream:
                    widths = {len(row) for row in csv.reader(stream)}
                ended = file.read_bytes().endswith(b"\r\n")
                return "" if ended and len(widths) == 1 else "ends in the middle"
    except BookError as error:
        return error.problem.code
    except (ValueError, zipfile.BadZipFile) as error:
        return str(error)
    return ""


def unfinished(folder: Path) -> list[Path]:
    """What lies about of files that were being written."""
    return sorted(file for file in folder.rglob("*") if ".part" in file.name or "~rare-desk-" in file.name)


def _rubbish(folder: Path) -> list[str]:
    """An hour later, after one more backup and export, in each of the folders, nothing unfinished lies there."""
    left = unfinished(folder)
    for file in left:
        os.utime(file, times=(time.time() - _AN_HOUR,) * 2)
    whole = next((path for path in sorted(folder.glob("*.raredesk")) if not _half(path)), None)
    if whole is None or not left:
        return []
    with Book.open(whole) as book:
        for place in {file.parent for file in left}:
            making.copy(book.connection, place / "after.raredesk")
            export(book, "announced", place / "after.csv")
            for name in ("after.raredesk", "after.csv"):
                (place / name).unlink()
    return [f"{file.name} is left for ever" for file in unfinished(folder)]
