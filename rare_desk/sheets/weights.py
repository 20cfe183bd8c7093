"""A table of weights: a column that names products and one with their weights."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from rare_desk.core.problems import Place, Problem, Refused, problem
from rare_desk.core.products import Catalogue
from rare_desk.sheets.reading.cells import Cell, RawSheet
from rare_desk.sheets.reading.tables import is_total, text_of
from rare_desk.sheets.reading.values import are_fractions, percent_reader, product_reader
from rare_desk.sheets.reading.vocabulary import aliases, fold, without_space
from rare_desk.sheets.reading.workbook import read_file

_SEARCHED = 50
_UNIT = re.compile(r"[(（\[]?[%％][)）\]]?")
_WEIGHTS = frozenset(map(fold, ("权重", "权数", "比重", "占比", "份额", "weight", "weights", "share", "weighting")))


def read_weights(file: Path, catalogue: Catalogue) -> dict[str, Decimal]:
    """Product code to weight as a fraction, in the file's order, from the first sheet that has such a table.

    Numbers none of which is above 1 are fractions, others percent; a row of totals is left out. Refused with every
    wrong row when the file is not such a table.
    """
    try:
        raw = read_file(file.read_bytes(), file.name)
    except OSError:
        raise Refused(problem("file-unreadable", value=file.name)) from None
    if isinstance(raw, Problem):
        raise Refused(raw)
    for sheet in raw.sheets:
        header = _header(sheet)
        if header is not None:
            return _rows(file.name, sheet, *header, catalogue)
    raise Refused(problem("no-weights", value=file.name))


def _header(sheet: RawSheet) -> tuple[int, int, int] | None:
    """Row, product column and weight column, counted from 0."""
    products = {word for word, field in aliases("trades").items() if field == "product"} | {"code", fold("代码")}
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        words = [fold(_UNIT.sub("", text_of(cell))) for cell in row]
        product = next((column for column, word in enumerate(words) if word in products), None)
        weight = next((column for column, word in enumerate(words) if word in _WEIGHTS), None)
        if product is not None and weight is not None:
            return at, product, weight
    return None


def _rows(
    file: str, sheet: RawSheet, header: int, product: int, weight: int, catalogue: Catalogue
) -> dict[str, Decimal]:
    body = [(at, row) for at, row in enumerate(sheet.rows[header + 1 :], header + 2) if _counts(row, product, weight)]
    titles = [without_space(text_of(cell)) for cell in sheet.rows[header]]
    read_product, read_share = (
        product_reader(catalogue),
        percent_reader(are_fractions([row[weight] for _, row in body])),
    )
    found: dict[str, Decimal] = {}
    wrong: list[Problem] = []
    for at, row in body:
        code, share = read_product(row[product]), read_share(row[weight])
        for column, value in ((product, code), (weight, share)):
            if isinstance(value, Problem):
                wrong.append(replace(value, place=Place(file, sheet.name, at, titles[column])))
        if isinstance(code, Problem) or isinstance(share, Problem):
            continue
        place = Place(file, sheet.name, at, titles[weight])
        if share < 0:
            wrong.append(problem("weight-negative", "weight", text_of(row[weight])).at(place))
        elif code in found:
            wrong.append(problem("weight-twice", "product", text_of(row[product])).at(place))
        else:
            found[code] = share / 100
    if wrong:
        raise Refused(*wrong)
    if not any(found.values()):
        raise Refused(problem("no-weights", value=file))
    return found


def _counts(row: Sequence[Cell], product: int, weight: int) -> bool:
    return not is_total(row) and (row[product] != "" or row[weight] != "")
