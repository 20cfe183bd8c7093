"""What the readers of small records share: a file's sheets read cell by cell into records and problems."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from rare_desk.core.problems import Place, Problem, problem
from rare_desk.sheets.reading.cells import BadCell, Cell, RawFile, RawSheet, letters
from rare_desk.sheets.reading.meaning.values import shown
from rare_desk.sheets.reading.meaning.vocabulary import fold, without_space
from rare_desk.sheets.reading.sniff import bytes_of
from rare_desk.sheets.reading.workbooks.workbook import read_file
from rare_desk.sheets.records.named import named
from rare_desk.words import LANGUAGES
from rare_desk.words import word as said_as

R = TypeVar("R")
SEARCHED = 60
"""Rows in which a header is looked for."""
NOTHING = named("|-|--|/|—|——|n/a|na|无")
_SUMS = named(
    "合计|总计|小计|平均|平均值|均值|均价|最高|最高值|最大值|最低|最低值|最小值|total|sum|average|mean|max|"
    "maximum|min|minimum|high|low"
)


@dataclass(frozen=True, slots=True)
class ReadSheet(Generic[R]):
    """`header_row` is 0 where a sheet has none. `problems` are wrong cells, each with its place."""

    sheet: str
    header_row: int
    records: tuple[R, ...]
    problems: tuple[Problem, ...]
    questions: tuple[str, ...] = ()
    """Options that the caller has to say before it is known what would come in."""


@dataclass(frozen=True, slots=True)
class ReadFile(Generic[R]):
    """`digest` is the SHA-256 of the file's bytes."""

    name: str
    digest: str
    sheets: tuple[ReadSheet[R], ...]


@dataclass(slots=True)
class Reader:
    """One sheet while it is read: says of a cell where it is and collects what is wrong."""

    file: str
    sheet: RawSheet
    headers: Sequence[str] = ()
    problems: list[Problem] = field(default_factory=list)

    def place(self, row: int, column: int) -> Place:
        """`row` and `column` count from 0 in rows and cells; a column without a header is its letter."""
        header = self.headers[column] if column < len(self.headers) else ""
        return Place(self.file, self.sheet.name, row + 1, header or letters(column + self.sheet.left))

    def wrong(self, row: int, column: int, trouble: Problem) -> None:
        self.problems.append(trouble.at(self.place(row, column)))

    def gives(self, header_row: int, records: Iterable[R], questions: tuple[str, ...] = ()) -> ReadSheet[R]:
        """What was read, with what was wrong in the order of the rows."""
        problems = tuple(sorted(self.problems, key=lambda one: one.place.row))
        return ReadSheet(self.sheet.name, header_row, tuple(records), problems, questions)


def read_records(
    file: Path | bytes, name: str, sheet: Callable[[RawFile, RawSheet, str], ReadSheet[R] | None]
) -> ReadFile[R] | Problem:
    """A file through a reader of sheets, which gives None where it finds nothing of its kind. Raises nothing for a bad
    file; with no such sheet in it the problem is `no-records-here`."""
    data = bytes_of(file, name) if isinstance(file, Path) else file
    if isinstance(data, Problem):
        return data
    raw = read_file(data, name)
    if isinstance(raw, Problem):
        return raw
    found = [one for one in (sheet(raw, each, name) for each in raw.sheets if each.rows) if one is not None]
    if not found:
        return problem("no-records-here", value=name)
    return ReadFile(name, hashlib.sha256(data).hexdigest(), tuple(found))


def header_of(row: Sequence[Cell]) -> list[str]:
    """As messages name the columns."""
    return [without_space(word(cell)) for cell in row]


def word(cell: Cell) -> str:
    return "" if isinstance(cell, BadCell) else shown(cell).strip()


def folded(cell: Cell) -> str:
    return fold(word(cell))


def is_nothing(cell: Cell) -> bool:
    return not isinstance(cell, BadCell) and folded(cell) in NOTHING


def is_sum(cell: Cell) -> bool:
    """Begins a row of totals or means."""
    return folded(cell).rstrip(":：") in _SUMS


def is_example(row: Sequence[Cell]) -> bool:
    """The row of a blank template that shows how; known by its mark."""
    marks = {said_as("imports.example", language) for language in LANGUAGES}
    return any(isinstance(cell, str) and cell in marks for cell in row)


def filled_cells(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a record that say something; none of a blank row, an example, and one of totals or means."""
    filled = [cell for cell in row if not is_nothing(cell)]
    return [] if not filled or is_example(row) or is_sum(filled[0]) else filled


def bare(header: str) -> str:
    """A folded header without what stands in parentheses behind it."""
    text = fold(header)
    for opening in "([【":
        text = text.partition(opening)[0] or text
    return text.rstrip(":*")


def first_row(rows: Iterable[int], fits: Callable[[int], bool]) -> int | None:
    return next((row for row in rows if fits(row)), None)
