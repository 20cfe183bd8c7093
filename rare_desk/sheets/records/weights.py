"""A table of weights: a column that names products and one with their weights, of one set or of one for each day."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from rare_desk.core.numbers import half_up, plain
from rare_desk.core.parsing import folded, parse_date
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.products import Catalogue
from rare_desk.sheets.reading.cells import Cell, RawFile, RawSheet
from rare_desk.sheets.reading.meaning.tables import is_total
from rare_desk.sheets.reading.meaning.values import are_fractions, date_reader, percent_reader, product_reader
from rare_desk.sheets.reading.meaning.vocabulary import aliases
from rare_desk.sheets.records.headers import Head, find_head, vocabulary
from rare_desk.sheets.records.reading import (
    Reader,
    ReadFile,
    ReadSheet,
    header_of,
    is_example,
    is_nothing,
    read_records,
    word,
)

_PRODUCTS = "|".join(alias for alias, field in aliases("trades").items() if field == "product")
_WORDS = vocabulary(
    {
        "product": f"{_PRODUCTS}|code|代码",
        "weight": "权重|权数|比重|占比|份额|weight|weights|share|weighting",
        "effective": "生效日|生效日期|执行日|执行日期|启用日期|适用日期|effective|effective date|effective from|from",
        "ignored": "序号|no.|no|#|备注|说明|理由|依据|note|notes|remark|remarks|reason",
    },
    "product", "weight", "effective:weights_from", "ignored:note",
)  # fmt: skip
_SAID_ABOVE = re.compile(
    r"(?:生效|执行|启用|适用)(?:日期|日|时间)?[:： ]*(.*)|effective(?: date| from)?[: ]*(.*)", re.IGNORECASE
)
_ROUNDED = Decimal("0.00005")
"""Half a hundredth of a percent, by which each weight may be rounded."""
_FROM = re.compile(r"自\s*(.*?)\s*起")


class WeightRead(NamedTuple):
    """`row` is the sheet's row number; `share` a fraction; `of` all of its set, by code; `effective` None: not said."""

    row: int
    column: str
    effective: dt.date | None
    product: str
    share: Decimal
    of: frozenset[tuple[str, Decimal]] = frozenset()


def read_weight_sets(
    file: Path | bytes, name: str, catalogue: Catalogue, effective: dt.date | None = None
) -> ReadFile[WeightRead] | Problem:
    """`effective` is the day of a set of which the table says none; without it `effective` is a question.

    Numbers none of which is above 1 are fractions, others percent; rows of totals are left out.
    """

    def sheet(raw: RawFile, each: RawSheet, file_name: str) -> ReadSheet[WeightRead] | None:
        head = find_head(each, _WORDS, _fits)
        return None if head is None else _Sheet(raw, each, file_name, head, catalogue).read(effective)

    found = read_records(file, name, sheet)
    none = isinstance(found, Problem) and found.code == "no-records-here"
    return problem("no-weights", value=name) if none else found


def read_weights(file: Path | bytes, catalogue: Catalogue, name: str = "") -> dict[str, Decimal]:
    """Product code to weight as a fraction, in the file's order, of the first set in it.

    Refused with every wrong row when the file is not such a table.
    """
    name = file.name if isinstance(file, Path) else name
    found = read_weight_sets(file, name, catalogue)
    if isinstance(found, Problem):
        raise Refused(found)
    first = found.sheets[0]
    if wrong := [found for found in first.problems if not found.suspect]:
        raise Refused(*wrong)
    if not any(one.share for one in first.records):
        raise Refused(problem("no-weights", value=name))
    return {one.product: one.share for one in first.records if one.of == first.records[0].of}


def heads_weights(sheet: RawSheet) -> bool:
    """Whether it is such a table and no other: products, weights and nothing else."""
    head = find_head(sheet, _WORDS, _fits)
    return head is not None and not head.others


def _fits(head: Head) -> bool:
    return {"product", "weight"} <= head.fields.keys()


class _Sheet:
    def __init__(self, raw: RawFile, sheet: RawSheet, file: str, head: Head, catalogue: Catalogue) -> None:
        self.rows, self.begin, self.at = sheet.rows, head.row + 1, head.fields
        self.reader = Reader(file, sheet, header_of(sheet.rows[head.row]))
        self.product = product_reader(catalogue)
        self.day = date_reader(None, None, raw.epoch_1904)
        self.effective = _said_above(sheet.rows[: head.row])

    def read(self, effective: dt.date | None) -> ReadSheet[WeightRead]:
        body = [(at, row) for at, row in enumerate(self.rows[self.begin :], self.begin) if self._counts(row)]
        share = percent_reader(are_fractions([row[self.at["weight"]] for _, row in body]))
        found = []
        day = self.effective or effective
        for at, row in body:
            if "effective" in self.at and not is_nothing(row[self.at["effective"]]):
                said = self.day(row[self.at["effective"]])
                if isinstance(said, Problem):
                    self.reader.wrong(at, self.at["effective"], said)
                    continue
                day = said
            code, weight = self._product(row[self.at["product"]]), share(row[self.at["weight"]])
            if isinstance(code, Problem):
                self.reader.wrong(at, self.at["product"], code)
            if isinstance(weight, Problem):
                self.reader.wrong(at, self.at["weight"], weight)
            elif weight < 0:
                self.reader.wrong(
                    at, self.at["weight"], problem("weight-negative", "weight", word(row[self.at["weight"]]))
                )
            elif not isinstance(code, Problem):
                found.append(
                    WeightRead(at + 1, self.reader.place(at, self.at["weight"]).column, day, code, weight / 100)
                )
        sets = tuple(self._sets(found))
        asked = ("effective",) if any(one.effective is None for one in sets) else ()
        return self.reader.gives(self.begin, sets, asked)

    def _counts(self, row: Sequence[Cell]) -> bool:
        told = row[self.at["product"]] != "" or row[self.at["weight"]] != ""
        return told and not is_total(row) and not is_example(row)

    def _product(self, cell: Cell) -> str | Problem:
        return problem("missing-product", "product") if is_nothing(cell) else self.product(cell)

    def _sets(self, found: Sequence[WeightRead]) -> Iterator[WeightRead]:
        """Each with what all of its set are; a product that stands twice in a set is wrong."""
        days = dict.fromkeys(one.effective for one in found)
        for day in days:
            kept: dict[str, WeightRead] = {}
            for one in (each for each in found if each.effective == day):
                if one.product in kept:
                    trouble = problem("weight-twice", "product", word(self.rows[one.row - 1][self.at["product"]]))
                    self.reader.wrong(one.row - 1, self.at["weight"], trouble)
                else:
                    kept[one.product] = one
            self._sum(list(kept.values()))
            whole = frozenset((code, one.share) for code, one in kept.items())
            yield from (one._replace(of=whole) for one in kept.values())

    def _sum(self, kept: Sequence[WeightRead]) -> None:
        """Says of a set that is not the whole by more than its rounding."""
        total = sum((one.share for one in kept), Decimal(0))
        if kept and not self.reader.problems and abs(total - 1) > _ROUNDED * len(kept):
            told = problem("weights-sum", "weight", plain(half_up(total * 100, 4)), suspect=True)
            self.reader.wrong(kept[0].row - 1, self.at["weight"], told)


def _said_above(rows: Sequence[Sequence[Cell]]) -> dt.date | None:
    """`生效日期：2026-01-01`, or the day in the cell beside."""
    for row in rows:
        texts = [folded(word(cell)) for cell in row]
        for at, text in enumerate(texts):
            for form in (_FROM, _SAID_ABOVE):
                if found := form.search(text):
                    beside = next((one for one in texts[at + 1 :] if one), "")
                    day = parse_date(next(filter(None, found.groups()), "") or beside)
                    if isinstance(day, dt.date):
                        return day
    return None
