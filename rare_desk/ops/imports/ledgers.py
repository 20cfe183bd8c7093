"""Bringing in files: plan what would happen, then write it as one step."""

import datetime as dt
import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rare_desk.core.problems import Place, Problem, Refused, problem
from rare_desk.ops.imports.facts import facts, known, meaning_json, options_json, templates_of
from rare_desk.ops.imports.origins import origins
from rare_desk.ops.imports.plans import Plan, Source, Written, sources
from rare_desk.ops.imports.told import sheet_json
from rare_desk.ops.parties.records import party_ids
from rare_desk.sheets.planning.adjusting import Adjusted, TableKey
from rare_desk.sheets.planning.deals import Deal, Deals
from rare_desk.sheets.planning.plan import (
    BookFacts,
    Control,
    FilePlan,
    Known,
    Meaning,
    Named,
    Options,
    Question,
    Sample,
    SheetPlan,
)
from rare_desk.sheets.planning.scan import Reading, Scan, amend, judge, read, scan
from rare_desk.sheets.reading.cells import Area
from rare_desk.sheets.reading.meaning.columns import Column as SheetColumn
from rare_desk.store.book import Book, Step
from rare_desk.store.reading import queries
from rare_desk.store.reading.steps.import_queries import TRADE_COLUMNS, put_trades
from rare_desk.store.rows import quote_row
from rare_desk.words import Language

__all__ = [
    "NO_LEDGER", "UNREADABLE", "Adjusted", "Area", "Control", "Deal", "ImportPlan", "Meaning", "Named", "Options",
    "Question", "Sample", "SheetColumn", "SheetPlan", "Source", "TableKey", "Written", "plan_again", "plan_import",
    "plan_scans", "write_import",
]  # fmt: skip

_MANY = 50_000
"""So many new objects are kept out of the collector's sight."""

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]

UNREADABLE = frozenset(
    (
        "file-empty", "file-locked", "file-truncated", "file-foreign", "file-unreadable", "file-too-big", "file-unsafe",
        "file-too-large", "file-held", "locked-by-desk",
    )
)  # fmt: skip
"""Codes of files that cannot be read at all."""
NO_LEDGER = frozenset(("no-table", "json-not-read"))
"""Codes of files that hold neither trades nor quotes, and perhaps small records."""


@dataclass(frozen=True, slots=True)
class ImportPlan(Plan):
    """What an import would do. `step` is the journal's last step when it was judged."""

    files: tuple[FilePlan, ...]
    options: Options
    scans: tuple[Scan, ...]
    readings: tuple[Reading, ...]
    known: Known
    step: int
    facts: BookFacts = field(default_factory=BookFacts)
    adjusted: Mapping[TableKey, Adjusted] = field(default_factory=dict)
    """What it was made with."""

    @property
    def sheets(self) -> tuple[SheetPlan, ...]:
        return tuple(sheet for file in self.files for sheet in file.sheets)

    @property
    def questions(self) -> int:
        return sum(len(sheet.questions) for sheet in self.sheets)

    @property
    def closed(self) -> int:
        return sum(len(sheet.closed) for sheet in self.sheets)

    def coming(self, accept_suspect: bool = False, corrections: bool = False) -> int:
        return sum(len(_chosen(sheet, accept_suspect, corrections)) for sheet in self.sheets)

    def obstacles(
        self, skip_wrong: bool = False, accept_suspect: bool = False, corrections: bool = False
    ) -> tuple[Problem, ...]:
        open_ones = (problem("import-open", count=self.questions),) if self.questions else ()
        bad = 0 if skip_wrong else self.wrong
        if not (skip_wrong or accept_suspect):
            bad += self.suspect
            bad += sum(sheet.closed_doubtful for sheet in self.sheets) if corrections else 0
        return open_ones + ((problem("import-has-problems", count=bad),) if bad else ())

    def as_json(self, language: Language) -> dict[str, Any]:
        """The `files` of the command line's document; `written` and `batch` are the writer's to add."""
        return {
            "files": [
                {"file": file.name, "sheets": [sheet_json(sheet, language) for sheet in file.sheets]}
                for file in self.files
            ]
        }


def plan_import(
    book: Book,
    files: Sequence[Path | Source],
    options: Options | None = None,
    today: dt.date | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    only: Sequence[str] = (),
    bare: bool = False,
) -> ImportPlan:
    """Refused when a file cannot be read, holds no table, or contradicts the options; the problem names the file.

    `only` are the sheets that come in, by name, where not all do; Refused when no file has one of that name.
    With `bare` files without any table are planned too, for the user to say where it stands.
    """
    with _uncollected():
        scans = _scanned(book, files, progress, cancelled, bare)
        share = _share(progress, cancelled, 0.6, 0.4)
        return plan_scans(book, scans, options or Options(), today, share, adjusted=_left_out(scans, only))


@contextmanager
def _uncollected() -> Iterator[None]:
    """A long import makes millions of values and no cycles; looking for cycles would take a fifth of its time, and
    once they are there a tenth of a second on whatever thread looks next."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _MANY:
            gc.freeze()
        if was:
            gc.enable()


def _scanned(
    book: Book,
    files: Sequence[Path | Source],
    progress: Progress | None,
    cancelled: Cancelled | None,
    bare: bool,
) -> list[Scan]:
    given, headers = sources(files), frozenset(template.headers for template in templates_of(book))
    scans = []
    for number, source in enumerate(given):
        share = _share(progress, cancelled, number / len(given) * 0.6, 0.6 / len(given))
        found = scan(source.data, source.name, share, headers, bare)
        if isinstance(found, Problem):
            raise Refused(found.at(Place(file=source.name)))
        scans.append(found)
    return scans


def _left_out(scans: Sequence[Scan], only: Sequence[str]) -> dict[TableKey, Adjusted]:
    """The tables of all other sheets."""
    there = {sheet.name for scanned in scans for sheet in scanned.raw.sheets}
    if unknown := [name for name in only if name not in there]:
        raise Refused(*(problem("unknown-sheet", value=name, sheets=", ".join(sorted(there))) for name in unknown))
    return {
        TableKey(scanned.name, sheet.name, number): Adjusted(skipped=True)
        for scanned in scans
        for sheet, tables in zip(scanned.raw.sheets, scanned.tables, strict=True)
        for number in range(len(tables))
        if only and sheet.name not in only
    }


def plan_scans(
    book: Book,
    scans: Sequence[Scan],
    options: Options,
    today: dt.date | None = None,
    progress: Progress | None = None,
    answers: Mapping[tuple[str, str], Options] | None = None,
    adjusted: Mapping[TableKey, Adjusted] | None = None,
) -> ImportPlan:
    """The same for files already read: when a question is answered, by file and sheet, or when the user changes
    what was found of a table."""
    given = known(book, today or dt.date.today())
    readings = []
    for number, scanned in enumerate(scans):
        of_sheet = {sheet: said for (file, sheet), said in (answers or {}).items() if file == scanned.name}
        try:
            readings.append(read(scanned, options, given, of_sheet, adjusted))
        except Refused as refused:
            raise Refused(*(p.at(replace(p.place, file=scanned.name)) for p in refused.problems)) from None
        if progress:
            progress((number + 1) / len(scans) * 0.7)
    step = book.last_step()
    around = _facts(book, readings)
    judged = judge(readings, around, given)
    if progress:
        progress(1.0)
    return ImportPlan(judged, options, tuple(scans), tuple(readings), given, step, around, dict(adjusted or {}))


def plan_again(
    book: Book,
    plan: ImportPlan,
    adjusted: Mapping[TableKey, Adjusted],
    today: dt.date | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """`plan_scans` of the same files with these changes. Where since `plan` only single cells were corrected, only what
    they reach is read and judged anew; the result is the same."""
    unchanged = plan.step == book.last_step() and plan.known.today == (today or dt.date.today())
    found = _amended(plan, adjusted) if unchanged else None
    if found and sum(len(sheet.deals) for sheet in found.sheets) > _MANY:
        gc.freeze()  # its long lists are new, and would be looked through on the window's thread
    if found and progress:
        progress(1.0)
    with _uncollected():
        return found or plan_scans(book, plan.scans, plan.options, today, progress, None, adjusted)


def _amended(plan: ImportPlan, adjusted: Mapping[TableKey, Adjusted]) -> ImportPlan | None:
    changed = {key for key in plan.adjusted.keys() | adjusted.keys() if plan.adjusted.get(key) != adjusted.get(key)}
    readings = []
    for scanned, reading in zip(plan.scans, plan.readings, strict=True):
        made = amend(scanned, reading, plan.known, plan.facts, changed, plan.adjusted, adjusted)
        if made is None:
            return None
        readings.append(made)
    files = tuple(reading.file for reading in readings)
    return replace(plan, files=files, readings=tuple(readings), adjusted=dict(adjusted))


def write_import(
    book: Book,
    plan: ImportPlan,
    skip_wrong: bool = False,
    accept_suspect: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    keep_templates: bool = False,
    correction: str = "",
) -> Written:
    """One step for all files. Refused, and nothing written, while `plan.obstacles` says so or when cancelled.

    What another program wrote since the plan was made is taken into account. With `keep_templates` every table
    gets a template, also one of which nothing had to be said. Rows of closed months stay out, unless they are recorded
    as corrections for the reason that `correction` gives.
    """
    share = _share(progress, cancelled, 0.0, 1.0)
    while True:
        found = plan.obstacles(skip_wrong, accept_suspect, bool(correction))
        if found:
            raise Refused(*found)
        chosen = [(sheet, _chosen(sheet, accept_suspect, bool(correction))) for sheet in plan.sheets]
        count = sum(len(rows) for _, rows in chosen)
        if not count:
            return Written(None, 0, None)
        names = ", ".join(file.name for file in plan.files)
        batch = None
        with book.correcting(correction), _uncollected(), book.step("imported", files=names, count=str(count)) as step:
            if step.head.id == plan.step:
                batch = _write(step, plan, chosen, count, share)
                _keep_answers(book, step, plan, always=keep_templates)
        if batch is not None:
            return Written(step.changes, count, batch)
        plan = _judged_again(book, plan)


def _judged_again(book: Book, plan: ImportPlan) -> ImportPlan:
    step = book.last_step()
    return replace(plan, files=judge(plan.readings, _facts(book, plan.readings), plan.known), step=step)


def _facts(book: Book, readings: Iterable[Reading]) -> BookFacts:
    spans = [span for reading in readings if (span := reading.days())]
    return facts(book, min(s[0] for s in spans), max(s[1] for s in spans)) if spans else BookFacts()


def _chosen(sheet: SheetPlan, accept_suspect: bool, corrections: bool) -> list[int]:
    suspect = sheet.deals.column("suspect")
    late = [at for at in sheet.closed if accept_suspect or not suspect[at]] if corrections else []
    more = [*late, *(sheet.doubtful if accept_suspect else ())]
    return sorted([*sheet.fresh, *more]) if more else sheet.fresh


def _write(
    step: Step,
    plan: ImportPlan,
    chosen: Sequence[tuple[SheetPlan, list[int]]],
    count: int,
    progress: Progress,
) -> int:
    batch = step.insert(
        "batches",
        {
            "kind": ",".join(sorted({sheet.kind for sheet, rows in chosen if rows and sheet.kind})),
            "files": json.dumps([{"name": file.name, "sha256": file.digest} for file in plan.files]),
            "options": json.dumps(
                options_json(plan.options) | {"template": plan.options.template or "", "rows": origins(chosen)}
            ),
            "row_count": count,
            "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        },
    )
    quotes = [sheet.quotes[place] for sheet, rows in chosen if sheet.kind == "quotes" for place in rows]
    deals = Deals.joined([sheet.deals.at(rows) for sheet, rows in chosen if sheet.kind != "quotes"])
    names = {party for name in ("counterparty", "buyer", "seller") for party in deals.column(name)}
    parties = party_ids(step, names)
    progress(0.1)
    columns = {name: deals.column(name) for name in TRADE_COLUMNS}
    put_trades(step, columns, parties, batch, lambda part: progress(0.1 + 0.8 * part))
    products = step.ids("products", "code")
    step.insert_many("quotes", [quote_row(n.quote, products[n.quote.product]) for n in quotes], batch)
    return batch


def _keep_answers(book: Book, step: Step, plan: ImportPlan, *, always: bool) -> None:
    """What the caller answered is kept for files with these headers, under the file's name."""
    templates = queries.import_templates(book)
    kept = {tuple(t.headers): t.name for t in plan.known.templates}
    for file in plan.files:
        for sheet in file.sheets:
            answers = options_json(sheet.answers)
            columns = {header: meaning_json(meaning) for header, meaning in sheet.meanings.items()}
            if sheet.kind is None or not (answers or columns or (always and sheet.headers not in kept)):
                continue
            name = kept.get(sheet.headers)
            if name is not None and not sheet.template:
                continue  # it was not wanted for this table
            there = None if name is None else step.find("import_templates", "name", name)
            kept_now = {"headers": sheet.headers, "answers": answers} | ({"columns": columns} if columns else {})
            text = json.dumps(kept_now, ensure_ascii=False)
            if there is None:
                name = _free_name(Path(file.name).stem, templates)
                templates[name] = kept[sheet.headers] = name
                step.insert("import_templates", {"name": name, "template": text})
            else:
                step.update("import_templates", there, {"template": text})


def _free_name(stem: str, taken: Iterable[str]) -> str:
    names = set(taken)
    return next(name for n in range(len(names) + 1) if (name := stem if n == 0 else f"{stem} {n + 1}") not in names)


def _share(progress: Progress | None, cancelled: Cancelled | None, start: float, size: float) -> Progress:
    """A part of the whole's progress; stops the work when it was cancelled."""

    def report(part: float) -> None:
        if cancelled is not None and cancelled():
            raise Refused(problem("import-cancelled"))
        if progress is not None:
            progress(start + size * part)

    return report


assert Deal._fields[1:] == TRADE_COLUMNS
