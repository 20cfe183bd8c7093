"""Answers to the expectation question out of a table.

Three forms: a row for each answer; a row for each respondent with a column for each product; a questionnaire with a row
for each product, who answers and for which month standing above.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from rare_desk.core.expectation import Outlook
from rare_desk.core.numbers import plain
from rare_desk.core.parsing import parse_month
from rare_desk.core.problems import Problem, problem
from rare_desk.core.products import Catalogue
from rare_desk.core.suspicion import is_month
from rare_desk.sheets.reading.cells import BadCell, Cell, RawFile, RawSheet
from rare_desk.sheets.reading.meaning.values import number_reader, shown
from rare_desk.sheets.records import words
from rare_desk.sheets.records.reading import (
    SEARCHED,
    Reader,
    ReadFile,
    ReadSheet,
    bare,
    first_row,
    folded,
    header_of,
    is_example,
    is_nothing,
    is_sum,
    read_records,
    word,
)

HEAVIEST = Decimal(1_000_000)


class AnswerRead(NamedTuple):
    """`row` is the sheet's row number; `month` the first day of the month that is spoken of."""

    row: int
    column: str
    month: dt.date
    respondent: str
    product: str
    outlook: Outlook
    weight: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand; `products` are the columns of products in a wide table, `answer` is of the other forms."""

    respondent: int | None
    month: int | None
    product: int | None
    answer: int | None
    weight: int | None
    note: int | None
    products: dict[int, str]

    @property
    def any(self) -> bool:
        wide = bool(self.products) and self.respondent is not None
        return wide or (self.product is not None and self.answer is not None)


def read_answers(
    file: Path | bytes, name: str, catalogue: Catalogue, month: dt.date | None = None, respondent: str = ""
) -> ReadFile[AnswerRead] | Problem:
    """`month` and `respondent` fill in what neither table, sheet nor file says."""

    def sheet(_raw: RawFile, each: RawSheet, file_name: str) -> ReadSheet[AnswerRead] | None:
        return _Sheet(each, file_name, catalogue, month, respondent).read()

    return read_records(file, name, sheet)


def heads_answers(sheet: RawSheet) -> bool:
    """Whether it is a row for each answer and nothing else."""
    known = words.RESPONDENTS | words.MONTHS | words.PRODUCTS | words.ANSWERS | words.WEIGHTS | words.NOTES
    needed = (words.RESPONDENTS, words.PRODUCTS, words.ANSWERS)
    rows = ({bare(word(cell)) for cell in row} - {""} for row in sheet.rows[:SEARCHED])
    return any(row <= known and all(row & names for names in needed) for row in rows)


class _Sheet:
    def __init__(
        self, sheet: RawSheet, file: str, catalogue: Catalogue, month: dt.date | None, respondent: str
    ) -> None:
        self.rows = sheet.rows
        self.catalogue = catalogue
        self.header = first_row(range(min(len(self.rows), SEARCHED)), lambda row: self._columns(row).any)
        self.columns = self._columns(self.header or 0)
        headers = [] if self.header is None else header_of(self.rows[self.header])
        self.reader = Reader(file, sheet, headers)
        above = self.rows[: self.header or 0]
        self.month = _labelled_month(above) or _month_in(word(cell) for row in above for cell in row)
        self.month = self.month or _month_in((sheet.name,)) or _month_in((Path(file).stem,)) or month
        self.respondent = _labelled(above, words.RESPONDENTS) or respondent

    def read(self) -> ReadSheet[AnswerRead] | None:
        if self.header is None:
            return None
        begin = self.header + 1
        found = [answer for row in range(begin, len(self.rows)) for answer in self._row(row)]
        self._unknown_products()
        return self.reader.gives(begin, self._once(found))

    def _columns(self, row: int) -> _Columns:
        heads = [bare(word(cell)) for cell in self.rows[row]] if row < len(self.rows) else []

        def one(names: frozenset[str]) -> int | None:
            return next((at for at, head in enumerate(heads) if head in names), None)

        products = {}
        for at, cell in enumerate(self.rows[row] if heads else ()):
            found = self.catalogue.find(word(cell)) if word(cell) else None
            if found is not None:
                products[at] = found.code
        product = one(words.PRODUCTS)
        return _Columns(
            respondent=one(words.RESPONDENTS),
            month=one(words.MONTHS),
            product=product,
            answer=one(words.ANSWERS),
            weight=one(words.WEIGHTS),
            note=one(words.NOTES),
            products={} if product is not None else products,
        )

    # -- a row -------------------------------------------------------------------------------------------------------

    def _row(self, row: int) -> list[AnswerRead]:
        cells = self.rows[row]
        answers = self.columns.products or ({} if self.columns.answer is None else {self.columns.answer: ""})
        given = {at: cells[at] for at in answers if self._answered(cells[at])}
        if not given or is_example(cells) or any(is_sum(cell) for cell in cells[:2]):
            return []
        shared = self._shared(row)
        if shared is None:
            return []
        month, respondent, weight, note = shared
        found = []
        for at, cell in given.items():
            product = self.columns.products.get(at) or self._product(row)
            code = cell.code if isinstance(cell, BadCell) else "unknown-outlook"
            outlook = None if isinstance(cell, BadCell) else words.outlook(folded(cell))
            if outlook is None:
                self.reader.wrong(row, at, problem(code, "answer", shown(cell)))
            elif product is not None:
                column = self.reader.place(row, at).column
                found.append(AnswerRead(row + 1, column, month, respondent, product, outlook, weight, note))
        return found

    def _answered(self, cell: Cell) -> bool:
        return not is_nothing(cell) or (self._signs and folded(cell) == "-")

    @property
    def _signs(self) -> bool:
        """Whether a minus is an answer: only where a plus is one."""
        answers = self.columns.products or {self.columns.answer or 0: ""}
        begin = (self.header or 0) + 1
        return any(folded(row[at]) == "+" for row in self.rows[begin:] for at in answers)

    def _shared(self, row: int) -> tuple[dt.date, str, Decimal, str] | None:
        """What all answers of a row have; None, and said, when something of it is wrong."""
        month, respondent, weight = self._month(row), self._respondent(row), self._weight(row)
        for value, at in (
            (month, self.columns.month),
            (respondent, self.columns.respondent),
            (weight, self.columns.weight),
        ):
            if isinstance(value, Problem):
                self.reader.wrong(row, at or 0, value)
        if isinstance(month, Problem) or isinstance(respondent, Problem) or isinstance(weight, Problem):
            return None
        note = "" if self.columns.note is None else word(self.rows[row][self.columns.note])
        return month, respondent, weight, note

    def _month(self, row: int) -> dt.date | Problem:
        if self.columns.month is None or is_nothing(self.rows[row][self.columns.month]):
            return self.month or problem("missing-month", "month")
        cell = self.rows[row][self.columns.month]
        month = _month_of(cell)
        return month if month and is_month(month) else problem("not-a-month", "month", shown(cell))

    def _respondent(self, row: int) -> str | Problem:
        at = self.columns.respondent
        said = " ".join(word(self.rows[row][at]).split()) if at is not None else ""
        return said or self.respondent or problem("missing-respondent", "respondent")

    def _weight(self, row: int) -> Decimal | Problem:
        at = self.columns.weight
        if at is None or is_nothing(self.rows[row][at]):
            return Decimal(1)
        cell = self.rows[row][at]
        if isinstance(cell, BadCell):
            return problem(cell.code, "weight", cell.text)
        value = number_reader()(cell)
        if isinstance(value, Problem):
            return value
        fits = Decimal("0.000001") <= value <= HEAVIEST
        return value if fits else problem("weight-not-positive", "weight", plain(value), limit=plain(HEAVIEST))

    def _product(self, row: int) -> str | None:
        at = self.columns.product or 0
        said = word(self.rows[row][at])
        found = self.catalogue.find(said) if said else None
        if found is None:
            self.reader.wrong(row, at, problem("unknown-product" if said else "missing-product", "product", said))
        return found.code if found else None

    # -- the table ---------------------------------------------------------------------------------------------------

    def _unknown_products(self) -> None:
        """A column of answers under a header that is no product."""
        columns, header = self.columns, self.header or 0
        if not columns.products:
            return
        known = {*columns.products, columns.respondent, columns.month, columns.weight, columns.note}
        for at, head in enumerate(self.reader.headers):
            cells = [row[at] for row in self.rows[header + 1 :] if not is_nothing(row[at])]
            if at not in known and head and cells and all(words.outlook(folded(cell)) for cell in cells):
                self.reader.wrong(header, at, problem("unknown-product", "product", head))

    def _once(self, found: Sequence[AnswerRead]) -> list[AnswerRead]:
        """One answer of a respondent for a product and month; another one that differs is wrong."""
        kept: dict[tuple[dt.date, str, str], AnswerRead] = {}
        for answer in found:
            before = kept.setdefault((answer.month, answer.respondent, answer.product), answer)
            if (before.outlook, before.weight) != (answer.outlook, answer.weight):
                trouble = problem("answer-twice", "answer", answer.respondent, row=before.row)
                place = self.reader.place(answer.row - 1, 0)
                self.reader.problems.append(trouble.at(type(place)(place.file, place.sheet, answer.row, answer.column)))
        return list(kept.values())


def _month_of(cell: Cell) -> dt.date | None:
    if isinstance(cell, dt.date):
        return dt.date(cell.year, cell.month, 1)
    return None if isinstance(cell, BadCell) else words.month_in(shown(cell)) or parse_month(shown(cell))


def _month_in(texts: Iterable[str]) -> dt.date | None:
    return next((found for text in texts if (found := words.month_in(text)) is not None), None)


def _labelled_month(above: Sequence[Sequence[Cell]]) -> dt.date | None:
    return next((found for cell in _beside(above, words.MONTHS) if (found := _month_of(cell)) is not None), None)


def _labelled(above: Sequence[Sequence[Cell]], labels: frozenset[str]) -> str:
    return next((" ".join(word(cell).split()) for cell in _beside(above, labels)), "")


def _beside(above: Sequence[Sequence[Cell]], labels: frozenset[str]) -> list[Cell]:
    """What stands right of a label, or behind its colon in the same cell."""
    found: list[Cell] = []
    for row in above:
        for at, cell in enumerate(row):
            head, colon, rest = word(cell).replace("：", ":").partition(":")
            if bare(head) not in labels:
                continue
            if colon and rest.strip():
                found.append(rest.strip())
            else:
                found += [beside for beside in row[at + 1 :] if not is_nothing(beside)][:1]
    return found
