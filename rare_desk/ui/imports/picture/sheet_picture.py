"""A sheet as it stands in the file, with what would become of each row: made off the window's thread."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from rare_desk.core.problems import Problem
from rare_desk.ops.imports.ledgers import Adjusted, ImportPlan, SheetColumn, SheetPlan, TableKey
from rare_desk.sheets.planning.proposals import proposals_of
from rare_desk.sheets.reading.cells import Cell, RawSheet
from rare_desk.ui.imports.columns.tables import ReadRows

FILTERS = ("all", "new", "existing", "suspect", "closed", "wrong", "left")
_MOST_SPANS = 400
_SEEN_FOR_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range, counted from 0 in the sheet."""

    row: int
    column: int
    rows: int
    columns: int


class Bounds(NamedTuple):
    """Of a table: the header's first and last row and the table's last row, numbered from 1; its first and last
    column, counted from 0. All 0 where there is no table."""

    first: int = 0
    last: int = 0
    end: int = 0
    left: int = 0
    right: int = 0

    def in_order(self) -> Bounds:
        """A bound that passed another one takes its place."""
        return Bounds(
            min(self.first, self.last), self.last, max(self.end, self.last), min(self.left, self.right), self.right
        )


NOWHERE = Bounds()


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """Rows are numbered as Excel shows them, columns count from 0."""

    raw: RawSheet
    width: int
    columns: Mapping[int, SheetColumn] = field(default_factory=dict)
    header: range = range(0)
    """The header's rows."""
    wrong: frozenset[int] = frozenset()
    left_out: Mapping[int, str] = field(default_factory=dict)
    """Rows that are no records, with the reason."""
    problems: Mapping[tuple[int, int], Problem] = field(default_factory=dict)
    """By row number and the sheet's column."""
    read: ReadRows = field(default_factory=lambda: ReadRows(SheetPlan("", "")))
    bounds: Bounds = NOWHERE
    spans: tuple[Span, ...] = ()
    samples: tuple[int, ...] = ()
    """Row numbers by which columns are sized."""

    corrected: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """What the user has put into cells, by row number and the sheet's column."""
    proposals: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """What one click would put there."""
    _shown: dict[str, Sequence[int]] = field(default_factory=dict, compare=False, repr=False)

    def state(self, number: int) -> str:
        """new, existing, suspect, closed, wrong, header-row, or why the row is left out; empty for any other."""
        if number in self.header:
            return "header-row"
        if number in self.left_out:
            return self.left_out[number]
        return "wrong" if number in self.wrong else self.read.state(number)

    def shown(self, chosen: str) -> Sequence[int]:
        """The rows that this filter shows, ascending, found when first asked for. The header's are in every one; so
        one sees what the cells are."""
        if chosen not in self._shown:
            self._shown[chosen] = self._chosen(chosen)
        return self._shown[chosen]

    def _chosen(self, chosen: str) -> Sequence[int]:
        if chosen == "all":
            return range(1, len(self.raw.rows) + 1)
        if chosen not in ("left", "wrong"):
            return array("q", self.header) + self.read.numbers(chosen)
        left = self.left_out.keys()
        rows = self.wrong - left if chosen == "wrong" else {row for row in left if self.left_out[row] in LEFT_OUT}
        return array("q", sorted(rows.union(self.header)))

    def with_header(self, first: int, last: int = 0) -> Bounds:
        """A table over the whole sheet under a header in these rows."""
        return Bounds(first, max(first, last), max(len(self.raw.rows), first), 0, max(self.width - 1, 0))

    def look(self, number: int, columns: Iterable[int]) -> object:
        """What a row shows in these columns besides what the file has there: equal where nothing has to be painted."""
        marks = [
            (self.is_column_read(at), self.problems.get((number, at)), self.corrected.get((number, at)))
            for at in columns
        ]
        return self.state(number), marks

    def is_outside(self, column: int) -> bool:
        """Left or right of the table."""
        return bool(self.bounds.last) and not self.bounds.left <= column <= self.bounds.right

    def is_column_read(self, column: int) -> bool:
        found = self.columns.get(column)
        return found is not None and found.field not in ("", "ignored")

    def is_merged(self, number: int, column: int) -> bool:
        """Merged in the file, not only shown over its neighbours."""
        return any(top == number - 1 and left == column for (top, left), _ in self.raw.merges[:_MOST_SPANS])

    def cell(self, number: int, column: int) -> Cell:
        if (number, column) in self.corrected:
            return self.corrected[number, column]
        row = self.raw.rows[number - 1]
        at = column - self.raw.left
        return row[at] if 0 <= at < len(row) else ""


LEFT_OUT = frozenset(("title", "blank", "total", "header", "remark", "user", "example"))


def picture_of(
    raw: RawSheet, plan: SheetPlan, proposals: Mapping[tuple[int, int], str], adjusted: Adjusted
) -> SheetPicture:
    width = raw.left + max(map(len, raw.rows), default=0)
    columns = {plan.column_of(column): column for column in plan.columns}
    read = ReadRows(plan)
    header = range(plan.header_first, plan.header_row + 1) if plan.header_row else range(0)
    wrong = frozenset(found.place.row for found in plan.problems if not found.suspect)
    head = range(1, min(len(raw.rows), plan.header_row) + 1)
    body = list(islice(read, _SEEN_FOR_WIDTH)) or range(plan.header_row + 1, min(len(raw.rows), 40) + 1)
    return SheetPicture(
        raw, width, columns, header, wrong, dict(plan.left_out),
        _problems(plan, {column.header: at for at, column in columns.items()}), read,
        _bounds(plan, len(raw.rows), width), _spans(raw, plan, width),
        (*head[plan.header_first - 1 :], *body), dict(adjusted.cells), proposals,
    )  # fmt: skip


def _bounds(plan: SheetPlan, height: int, width: int) -> Bounds:
    if not plan.header_row or plan.area is None:
        return NOWHERE
    area = plan.area
    end, right = min(area.last_row, height), min(area.last_column, width - 1)
    return Bounds(plan.header_first, plan.header_row, end, area.first_column, right)


def pictures_of(plan: ImportPlan, adjusted: Mapping[TableKey, Adjusted]) -> tuple[SheetPicture, ...]:
    """One for each of the plan's sheets, in its order."""
    found = []
    for scan, file in zip(plan.scans, plan.files, strict=True):
        raws = {raw.name: raw for raw in scan.raw.sheets}
        for sheet in file.sheets:
            change = adjusted.get(TableKey(sheet.file, sheet.sheet, sheet.table), Adjusted())
            proposals = proposals_of(sheet, plan.known.catalogue)
            found.append(picture_of(raws[sheet.sheet], sheet, proposals, change))
    return tuple(found)


def _problems(plan: SheetPlan, places: Mapping[str, int]) -> dict[tuple[int, int], Problem]:
    """A wrong cell is shown as wrong even where it is suspect too."""
    found: dict[tuple[int, int], Problem] = {}
    for one in plan.problems:
        key = one.place.row, places.get(one.place.column, -1)
        if key not in found or found[key].suspect:
            found[key] = one
    return found


def _spans(raw: RawSheet, plan: SheetPlan, width: int) -> tuple[Span, ...]:
    found = []
    for (top, left), (bottom, right) in raw.merges[:_MOST_SPANS]:
        bottom, right = min(bottom, len(raw.rows) - 1), min(right, width - 1)
        if top <= bottom and left <= right and (bottom > top or right > left):
            found.append(Span(top, left, bottom - top + 1, right - left + 1))
    merged = {row for span in found for row in range(span.row, span.row + span.rows)}
    for number, why in plan.left_out:
        if why in ("title", "remark") and number - 1 not in merged and len(found) < _MOST_SPANS:
            found += _running_over(raw, number, width)
    return tuple(found)


def _running_over(raw: RawSheet, number: int, width: int) -> list[Span]:
    """Words run over the empty cells at their right, as in Excel."""
    filled = [raw.left + at for at, cell in enumerate(raw.rows[number - 1]) if cell != ""]
    ends = [*filled[1:], width]
    pairs = zip(filled, ends, strict=True) if filled else ()
    return [Span(number - 1, begin, 1, end - begin) for begin, end in pairs if end - begin > 1]
