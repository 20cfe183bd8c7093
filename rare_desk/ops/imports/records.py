"""Bringing in small records, such as points of published indices or days: planned beside the book, then one step.

A record that the book has with the same value adds nothing; one that it has with another value is a correction, shown
as suspect, and written only when suspect ones are accepted.
"""

import datetime as dt
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from rare_desk.core.problems import Place, Problem, Refused, problem
from rare_desk.ops.imports.plans import Plan, Source, Written, counts_json, problems_json, sources
from rare_desk.sheets.records.reading import ReadFile
from rare_desk.store.book import Book, Step
from rare_desk.words import Language, word


class Record(Protocol):
    """Read from that row and column."""

    @property
    def row(self) -> int: ...

    @property
    def column(self) -> str: ...


R = TypeVar("R", bound=Record)


class Kept(NamedTuple):
    """What the book has under a record's key: its row's id, and the value as it is compared."""

    id: int
    value: Hashable


@dataclass(frozen=True)
class Form(Generic[R]):
    """One kind of record: how a file is read, how records are told apart and compared, how they are written."""

    kind: str
    read: Callable[[Book, Source], ReadFile[R] | Problem]
    kept: Callable[[Book, Sequence[R]], Mapping[Hashable, Kept]]
    key: Callable[[R], Hashable]
    value: Callable[[R], Hashable]
    differs: Callable[[R, Kept], Problem]
    put: Callable[[Book, Step, Sequence[R], Sequence[tuple[int, R]], int], None]
    """(book, step in it, new ones, corrections with the ids of their rows, batch)."""
    whole: bool = False
    """The records of a file only mean something together: with one of them wrong none comes in."""


@dataclass(frozen=True)
class JudgedSheet(Generic[R]):
    """`corrections` are suspect; `problems` are both the wrong cells and them, by row."""

    kind: str
    file: str
    sheet: str
    header_row: int
    fresh: tuple[R, ...]
    corrections: tuple[tuple[int, R], ...]
    existing: int
    wrong: int
    problems: tuple[Problem, ...]
    questions: tuple[str, ...]

    @property
    def doubtful(self) -> tuple[tuple[int, R], ...]:
        return self.corrections

    @property
    def rows(self) -> int:
        return len(self.fresh) + len(self.corrections) + self.existing + self.wrong


@dataclass(frozen=True)
class RecordPlan(Plan, Generic[R]):
    """What an import would do. `step` is the journal's last step when it was judged."""

    form: Form[R]
    files: tuple[ReadFile[R], ...]
    judged: tuple[JudgedSheet[R], ...]
    step: int

    @property
    def sheets(self) -> tuple[JudgedSheet[R], ...]:
        return self.judged

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(found for sheet in self.sheets for found in sheet.problems)

    def obstacles(
        self, skip_wrong: bool = False, accept_suspect: bool = False, corrections: bool = False
    ) -> tuple[Problem, ...]:
        """Why it would not be written with these words; empty when it would."""
        asked = sum(len(sheet.questions) for sheet in self.sheets)
        open_ones = (problem("import-open", count=asked),) if asked else ()
        if self.form.whole and self.wrong and skip_wrong:
            return (*open_ones, problem("import-whole", count=self.wrong))
        return open_ones + Plan.obstacles(self, skip_wrong, accept_suspect)

    def as_json(self, language: Language) -> dict[str, Any]:
        """The `files` of the command line's document, as an import of trades has them."""
        sheets = [(sheet.file, _sheet_json(sheet, language)) for sheet in self.sheets]
        names = dict.fromkeys(file.name for file in self.files)
        return {"files": [{"file": name, "sheets": [one for file, one in sheets if file == name]} for name in names]}


def plan_records(book: Book, form: Form[R], files: Sequence[Path | Source], only: Sequence[str] = ()) -> RecordPlan[R]:
    """Refused when a file cannot be read or holds nothing of this kind; the problem names the file. `only` are the
    sheets that come in, by name, where not all do; Refused when none of them holds any."""
    read = []
    for source in sources(files):
        found = form.read(book, source)
        if isinstance(found, Problem):
            raise Refused(found.at(Place(file=source.name)))
        read.append(found)
    return _judged(book, form, tuple(_only(read, only) if only else read))


def _only(files: Sequence[ReadFile[R]], names: Sequence[str]) -> list[ReadFile[R]]:
    there = {sheet.sheet for file in files for sheet in file.sheets}
    if unknown := [name for name in names if name not in there]:
        raise Refused(*(problem("unknown-sheet", value=name, sheets=", ".join(sorted(there))) for name in unknown))
    return [replace(file, sheets=tuple(sheet for sheet in file.sheets if sheet.sheet in names)) for file in files]


def _judged(book: Book, form: Form[R], files: tuple[ReadFile[R], ...]) -> RecordPlan[R]:
    step = book.last_step()
    kept = form.kept(book, [record for file in files for sheet in file.sheets for record in sheet.records])
    seen: dict[Hashable, R] = {}
    sheets = []
    for file in files:
        for sheet in file.sheets:
            fresh, corrections, problems, existing = [], [], list(sheet.problems), 0
            for record in sheet.records:
                key = form.key(record)
                before, there = seen.setdefault(key, record), kept.get(key)
                place = Place(file.name, sheet.sheet, record.row, record.column)
                if before is not record:  # another sheet or file has said it already
                    if form.value(before) == form.value(record):
                        existing += 1
                    else:
                        problems.append(problem("said-elsewhere", row=before.row).at(place))
                elif there is None:
                    fresh.append(record)
                elif there.value == form.value(record):
                    existing += 1
                else:
                    corrections.append((there.id, record))
                    problems.append(replace(form.differs(record, there), suspect=True).at(place))
            problems.sort(key=lambda p: p.place.row)
            wrong = sum(not found.suspect for found in problems)
            sheets.append(
                JudgedSheet(
                    form.kind, file.name, sheet.sheet, sheet.header_row, tuple(fresh), tuple(corrections),
                    existing, wrong, tuple(problems), sheet.questions,
                )
            )  # fmt: skip
    return RecordPlan(form, files, tuple(sheets), step)


def write_records(book: Book, plan: RecordPlan[R], skip_wrong: bool = False, accept_suspect: bool = False) -> Written:
    """One step for all files. Refused, and nothing written, while `plan.obstacles` says so.

    What another program wrote since the plan was made is taken into account.
    """
    while True:
        found = plan.obstacles(skip_wrong, accept_suspect)
        if found:
            raise Refused(*found)
        fresh = [record for sheet in plan.sheets for record in sheet.fresh]
        changed = [one for sheet in plan.sheets for one in sheet.corrections] if accept_suspect else []
        count = len(fresh) + len(changed)
        if not count:
            return Written(None, 0, None)
        names = ", ".join(file.name for file in plan.files)
        batch = None
        with book.step("imported", files=names, count=str(count)) as step:
            if step.head.id == plan.step:
                batch = step.insert("batches", _batch(plan, count))
                plan.form.put(book, step, fresh, changed, batch)
        if batch is not None:
            return Written(step.changes, count, batch)
        plan = _judged(book, plan.form, plan.files)


def _batch(plan: RecordPlan[R], count: int) -> dict[str, str | int | bytes | None]:
    return {
        "kind": plan.form.kind,
        "files": json.dumps([{"name": file.name, "sha256": file.digest} for file in plan.files]),
        "row_count": count,
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }


def _sheet_json(sheet: JudgedSheet[R], language: Language) -> dict[str, Any]:
    return {
        **counts_json(sheet),
        "problems": problems_json(sheet, language),
        "questions": [{"code": asked, "message": word(f"imports.ask-{asked}", language)} for asked in sheet.questions],
    }
