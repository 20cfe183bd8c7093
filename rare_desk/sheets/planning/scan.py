"""Scan a file, then plan what it would do. Nothing is decided by the scan, nothing is written by the plan."""

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.ledgers.quotes import read_quotes
from rare_desk.sheets.ledgers.trades import read_trades
from rare_desk.sheets.planning.adjusting import (
    NOTHING,
    Adjusted,
    TableKey,
    columns_of,
    corrected,
    meanings_of,
    table_of,
)
from rare_desk.sheets.planning.amending import Given, amended
from rare_desk.sheets.planning.amounts import doubt_amounts
from rare_desk.sheets.planning.judging import Seen, judge_deals, judge_quotes
from rare_desk.sheets.planning.plan import (
    BookFacts,
    FilePlan,
    Known,
    Options,
    Question,
    SheetPlan,
    note,
)
from rare_desk.sheets.planning.preview import samples_of
from rare_desk.sheets.planning.rows import body_of
from rare_desk.sheets.planning.settle import Settled, kind_of, settle
from rare_desk.sheets.planning.templates import Headers, tables_by_headers, template_for
from rare_desk.sheets.planning.totals import controls_of, stated_of, sums_of, tally_of, totals_of
from rare_desk.sheets.reading.cells import RawFile, RawSheet
from rare_desk.sheets.reading.json_text import is_json
from rare_desk.sheets.reading.limits import Progress
from rare_desk.sheets.reading.meaning.layout import find_tables
from rare_desk.sheets.reading.meaning.tables import Table
from rare_desk.sheets.reading.meaning.vocabulary import KINDS
from rare_desk.sheets.reading.sniff import bytes_of, is_open
from rare_desk.sheets.reading.workbooks.workbook import read_file
from rare_desk.sheets.records.kinds import kind_of_sheet

SAMPLE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Scan:
    """A file read and its tables found. `digest` is the SHA-256 of its bytes."""

    name: str
    digest: str
    raw: RawFile
    tables: tuple[tuple[Table, ...], ...]
    """Those of each sheet."""


def scan(
    file: Path | bytes,
    name: str = "",
    progress: Progress | None = None,
    headers: Set[Headers] = frozenset(),
    bare: bool = False,
) -> Scan | Problem:
    """Raises nothing for a bad file: what is wrong with it comes back as a Problem.

    `headers` are those that a template knows; with `bare` a file without any table is scanned too.
    """
    if isinstance(file, Path):
        name = name or file.name
        found = bytes_of(file, name)
        if isinstance(found, Problem):
            return found
        data = found
    else:
        data = file
    raw = read_file(data, name, progress)
    if isinstance(raw, Problem):
        return raw
    if isinstance(file, Path) and is_open(file):
        raw = replace(raw, remarks=(*raw.remarks, "open-elsewhere"))
    tables = tuple(
        () if kind_of_sheet(sheet) else find_tables(sheet) or tables_by_headers(sheet, headers) for sheet in raw.sheets
    )
    if not any(tables) and not bare:
        return problem("json-not-read" if is_json(data) else "no-table", value=name)
    return Scan(name, hashlib.sha256(data).hexdigest(), raw, tables)


@dataclass(slots=True)
class Reading:
    """A file's sheets read into records, not yet compared with the book."""

    file: FilePlan
    settled: tuple[Settled | None, ...]

    def days(self) -> tuple[str, str] | None:
        """The first and last day of its trades and quotes, in ISO form; None when it has none."""
        found = [day for sheet in self.file.sheets for day in set(sheet.deals.column("date"))]
        found += [named.quote.date.isoformat() for sheet in self.file.sheets for named in sheet.quotes]
        return (min(found), max(found)) if found else None


def read(
    scanned: Scan,
    options: Options,
    known: Known,
    answers: Mapping[str, Options] | None = None,
    adjusted: Mapping[TableKey, Adjusted] | None = None,
) -> Reading:
    """Every row read or refused with its reasons. Raises Refused when the caller contradicts the file.

    `answers` to the questions of single sheets, by their name, only fill what is open.
    """
    sheets, settlements = [], []
    for sheet, tables in zip(scanned.raw.sheets, scanned.tables, strict=True):
        for number, table in enumerate(tables or (None,)):
            change = (adjusted or {}).get(TableKey(scanned.name, sheet.name, number), NOTHING)
            said = change.answers.filled_from((answers or {}).get(sheet.name, Options()))
            plan, settled = _Reader(scanned, sheet, number, options, known).read(table, change, said)
            sheets.append(plan)
            settlements.append(settled)
    return Reading(FilePlan(scanned.name, scanned.digest, tuple(sheets)), tuple(settlements))


def judge(readings: Sequence[Reading], facts: BookFacts, known: Known) -> tuple[FilePlan, ...]:
    """All files of one import beside the book; the same deal in two of the files is one occurrence after another."""
    seen = Seen(facts.contents)
    for reading in readings:
        for plan, settled in zip(reading.file.sheets, reading.settled, strict=True):
            if settled is None:
                continue
            if plan.kind == "quotes":
                judge_quotes(plan, seen)
            else:
                judge_deals(plan, settled, facts, seen, known.today)
            plan.problems.sort(key=lambda p: p.place.row)
    return tuple(reading.file for reading in readings)


def amend(
    scanned: Scan,
    reading: Reading,
    known: Known,
    facts: BookFacts,
    changed: Set[TableKey],
    before: Mapping[TableKey, Adjusted],
    after: Mapping[TableKey, Adjusted],
) -> Reading | None:
    """A file judged anew where cells of the `changed` tables were corrected; None where more than that has changed."""
    tables = [
        (sheet, table)
        for sheet, found in zip(scanned.raw.sheets, scanned.tables, strict=True)
        for table in found or (None,)
    ]
    plans = list(reading.file.sheets)
    for at, ((sheet, table), settled) in enumerate(zip(tables, reading.settled, strict=True)):
        key = TableKey(scanned.name, sheet.name, plans[at].table)
        if key not in changed:
            continue
        given = Given(sheet, table, settled, known, facts) if settled else None
        made = amended(given, plans[at], before.get(key, NOTHING), after.get(key, NOTHING)) if given else None
        if made is None:
            return None
        plans[at] = made
    return Reading(replace(reading.file, sheets=tuple(plans)), reading.settled)


def plan(scanned: Scan, options: Options, known: Known, facts: BookFacts | None = None) -> FilePlan:
    """What importing the file would do."""
    return judge([read(scanned, options, known)], facts or BookFacts(), known)[0]


class _Reader:
    """Reads one table of a sheet."""

    def __init__(self, scanned: Scan, sheet: RawSheet, number: int, caller: Options, known: Known) -> None:
        self.scanned, self.sheet, self.caller, self.known = scanned, sheet, caller, known
        self.plan = SheetPlan(scanned.name, sheet.name, number)

    def read(self, found: Table | None, change: Adjusted, answers: Options) -> tuple[SheetPlan, Settled | None]:
        plan = self.plan
        part, table = table_of(self.sheet, found, change)
        if table is None or change.skipped:
            plan.area, plan.skipped = table.area if table else None, change.skipped
            plan.notes.append(note("skipped" if change.skipped else "no-table-here"))
            return plan, None
        template = template_for(table, self.caller, self.known, change.template)
        options = self.caller.filled_from(answers)
        if template:
            plan.template = template.name
            options = options.filled_from(template.answers)
        meanings = meanings_of(table, template.columns if template else {}, change.meanings)
        plan.area = table.area
        plan.header_first, plan.header_row, plan.headers = table.header_first, table.header_last, table.key
        titles = range(table.top, table.header_first)
        plan.left_out = [(row, "title") for row in titles if any(map(bool, part.rows[row - 1]))]
        plan.kind = kind_of(table, options, meanings)
        plan.answers = options
        if plan.kind is None:
            plan.questions.append(Question("kind", choices=KINDS))
            return plan, None
        columns = columns_of(table, plan.kind, meanings)
        plan.meanings = {c.header: meanings[at] for c in columns if (at := plan.column_of(c)) in meanings}
        places = self.sheet.name, Path(self.scanned.name).stem
        sample = part.rows[table.header_last : table.header_last + SAMPLE_ROWS]
        settled = settle(table, columns, plan.kind, self.caller, options, places, sample)
        settled.epoch_1904, settled.today = self.scanned.raw.epoch_1904, self.known.today.year
        plan.columns = settled.columns
        self._remarks()
        self._rows(corrected(part, change), table, settled, change)
        return plan, settled

    def _rows(self, part: RawSheet, table: Table, settled: Settled, change: Adjusted) -> None:
        plan = self.plan
        body = body_of(self.scanned.name, part, table, settled, plan, self.known, change)
        plan.rows = len(body.rows)
        if plan.kind == "quotes":
            plan.quotes = read_quotes(body, self.known)
        else:
            plan.deals = read_trades(body, self.known)
            doubt_amounts(body, plan.deals, whole=True)
            plan.doubts = dict(sorted(plan.doubts.items()))
            plan.tally = tally_of(plan.deals)
            plan.totals = totals_of(plan.tally, settled)
            plan.sums = sums_of(body, plan.deals)
            plan.controls = controls_of(settled, plan.sums, stated_of(body))
        plan.samples = samples_of(body)
        plan.questions = settled.questions
        plan.notes += settled.notes

    def _remarks(self) -> None:
        plan, sheet = self.plan, self.sheet
        if sheet.hidden:
            plan.notes.append(note("hidden-sheet"))
        hidden = sum(row > plan.header_row for row in sheet.hidden_rows)
        if hidden:
            plan.notes.append(note("hidden-rows", count=hidden))
        plan.notes += [note(code) for code in self.scanned.raw.remarks]
        if not self.scanned.raw.errors_seen:
            plan.notes.append(note("errors-unseen"))
        if plan.template:
            plan.notes.append(note("template", name=plan.template))
