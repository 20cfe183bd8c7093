"""Which field of a record each column holds, told by the words of its header."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rare_desk.sheets.reading.cells import Cell, RawSheet
from rare_desk.sheets.reading.meaning.vocabulary import fold
from rare_desk.sheets.records.reading import SEARCHED, bare, word
from rare_desk.words import LANGUAGES, field_name

_BESIDE = re.compile(
    r"不含(?:增值)?税|含(?:增值)?税|未税|干基|干量|干吨|dry(?:basis)?|(?:ex|excl\.?|incl\.?)(?:uding)?vat|人民币|rmb|cny"
    r"|万?元/(?:干?吨|公?斤|千克)|/(?:dry)?(?:t|tonne|kg)\b|[%％,，:：*]"
)
"""Units and bases beside the name of a column."""

_WIDEST = 200
"""Columns in which a header is looked for."""

Fields = Mapping[str, int]
"""The first column of each field."""


@dataclass(frozen=True, slots=True)
class Head:
    """`row` counts from 0; `others` are folded headers that name no field."""

    row: int
    fields: Fields
    others: tuple[str, ...]


def vocabulary(words: Mapping[str, str], *names: str) -> Mapping[str, str]:
    """Folded header to field. `words` are `a|b|c` by field; `names` those of the program by field, as `field:name`
    where they differ, which stand in its own files."""
    known: dict[str, str] = {}
    for field, line in words.items():
        known |= {fold(one): field for one in (field, *line.split("|"))}
    for one in names:
        field, _, name = one.partition(":")
        known |= {_plain(field_name(name or field, language)): field for language in LANGUAGES}
    return known


def head_of(row: int, cells: Sequence[Cell], known: Mapping[str, str]) -> Head:
    fields: dict[str, int] = {}
    others = []
    for at, cell in enumerate(cells):
        header = word(cell)
        if not header:
            continue
        field = next((known[form] for form in (fold(header), bare(header), _plain(header)) if form in known), None)
        if field is None:
            others.append(fold(header))
        else:
            fields.setdefault(field, at)
    return Head(row, fields, tuple(others))


def find_head(sheet: RawSheet, known: Mapping[str, str], fits: Callable[[Head], bool]) -> Head | None:
    """The first row that may head such a table."""
    heads = (head_of(at, row[:_WIDEST], known) for at, row in enumerate(sheet.rows[:SEARCHED]))
    return next((head for head in heads if fits(head)), None)


def _plain(header: str) -> str:
    text = bare(header)
    return _BESIDE.sub("", text) or text
