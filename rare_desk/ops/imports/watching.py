"""Files that appear in a watched folder: which are whole, which were seen, and what becomes of one that is new."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rare_desk.core.problems import Problem, Refused
from rare_desk.ops.imports.kinds import FORMER, WEIGHTS, Said, form_for, recognised
from rare_desk.ops.imports.ledgers import NO_LEDGER, ImportPlan, Source, plan_import, write_import
from rare_desk.ops.imports.records import plan_records, write_records
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import batches
from rare_desk.store.reading.steps.import_queries import file_digests

ENDINGS = frozenset((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html"))
_NOT_OURS = ("~$", ".", "~")
"""How lock files of Excel, WPS and LibreOffice and half-made downloads begin."""
LARGEST = 64 << 20
"""Bytes; a larger file is for the import page, where it can be watched and cancelled."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells that a file is another one: bytes, and nanoseconds of its last change."""

    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A file that stood still between two looks, with its bytes and their SHA-256."""

    path: Path
    stamp: Stamp
    data: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a file. `why` is empty when it needs no decision: then `count` rows came in, or none was new.
    Else it is questions, wrong, suspect, closed, first, large or unreadable; `problem` says more of the last."""

    path: Path
    why: str = ""
    count: int = 0
    problem: Problem | None = None


def stamps(folder: Path) -> dict[Path, Stamp]:
    """Of the tables in it, not of folders, lock files and what is half made. OSError when it cannot be looked into."""
    found = {}
    try:
        inside = list(folder.iterdir())
    except ValueError as error:  # a name that no folder can have
        raise OSError(str(error)) from error
    for path in inside:
        if path.suffix.lower() not in ENDINGS or path.name.startswith(_NOT_OURS):
            continue
        try:
            about = path.stat()
        except OSError:
            continue  # gone between the two calls, as with each save of Excel
        if path.is_file():
            found[path] = Stamp(about.st_size, about.st_mtime_ns)
    return found


def whole(now: Mapping[Path, Stamp], before: Mapping[Path, Stamp], done: Mapping[Path, Stamp]) -> list[Path]:
    """Those that stood still since the look before and are not done with."""
    return sorted(path for path, stamp in now.items() if before.get(path) == stamp and done.get(path) != stamp)


def read_whole(path: Path, stamp: Stamp) -> Whole | None:
    """None while another program holds it, or when it changed meanwhile."""
    try:
        data = path.read_bytes() if stamp.size <= LARGEST else b""
        about = path.stat()
    except OSError:
        return None
    if (about.st_size, about.st_mtime_ns) != (stamp.size, stamp.changed) or not stamp.size:
        return None
    return Whole(path, stamp, data, hashlib.sha256(data).hexdigest() if data else "")


def bring_in(book: Book, file: Whole) -> Arrived:
    """Imports the file as one step when a template reads it and nothing in it needs a decision."""
    if not file.data:
        return Arrived(file.path, "large")
    if file.digest in file_digests(book):
        return Arrived(file.path)
    source = Source(file.path.name, file.data)
    try:
        plan = plan_import(book, [source])
    except Refused as refused:
        none = all(one.code in NO_LEDGER for one in refused.problems)
        records = _bring_in_records(book, file.path, source) if none else None
        return records or Arrived(file.path, "unreadable", problem=refused.problems[0])
    why, count = _decision(plan)
    if why:
        return Arrived(file.path, why, count)
    return Arrived(file.path, "", write_import(book, plan).written)


def _bring_in_records(book: Book, path: Path, source: Source) -> Arrived | None:
    """What is no ledger: by itself when its kind came in before. A weight set is always for the user to decide on."""
    kind = recognised(book, [source])
    if not kind:
        return None
    try:
        plan = plan_records(book, form_for(kind, Said()), [source])
    except Refused as refused:
        return Arrived(path, "unreadable", problem=refused.problems[0])
    asked = sum(len(sheet.questions) for sheet in plan.sheets)
    decisions = (("questions", asked), ("wrong", plan.wrong), ("suspect", plan.suspect))
    why, count = next(((why, count) for why, count in decisions if count), ("", 0))
    if not why and plan.new and (kind == WEIGHTS or kind not in imported_kinds(book)):
        why, count = "first", plan.new
    return Arrived(path, why, count) if why else Arrived(path, "", write_records(book, plan).written)


def imported_kinds(book: Book) -> set[str]:
    """Of which there was an import."""
    told = {kind for batch in batches(book) for kind in batch.kind.split(",")}
    return {FORMER.get(kind, kind) for kind in told}


def _decision(plan: ImportPlan) -> tuple[str, int]:
    """What has to be decided, and over how many questions or rows."""
    questions = sum(len(sheet.questions) for sheet in plan.sheets)
    if questions:
        return "questions", questions
    if plan.wrong:
        return "wrong", plan.wrong
    if plan.suspect:
        return "suspect", plan.suspect
    if plan.closed:
        return "closed", plan.closed
    known = all(sheet.template for sheet in plan.sheets if sheet.kind)
    return ("", 0) if known or not plan.new else ("first", plan.new)
