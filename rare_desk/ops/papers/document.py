"""A paper for the other side, as words in one language: what stands on its page, and what is copied into a chat."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rare_desk.words import width


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The desk's own. `lines` are address, telephone, tax number as they shall stand; `logo` is a picture's path."""

    name: str = ""
    lines: tuple[str, ...] = ()
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`share` of the table's width; a figure's stand at the right."""

    title: str
    share: float
    figure: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` have a text for each column; `total` is a last row that is set off."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


class Weight(StrEnum):
    """How strongly a figure stands."""

    PLAIN = "plain"
    SUM = "sum"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Figure:
    """`note` is muted beside the name."""

    name: str
    value: str
    unit: str = ""
    note: str = ""
    weight: Weight = Weight.PLAIN


NOBODY = Letterhead()


@dataclass(frozen=True, slots=True)
class Document:
    """From top to bottom: letterhead, title, `about` as pairs of name and text, tables, figures, words, notes, and the
    places for signatures. `made_up` is the sentence of a sample book.
    """

    title: str
    subtitle: str
    letterhead: Letterhead
    about: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    words: str = ""
    notes: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    made_up: str = ""


def as_text(paper: Document) -> str:
    """For a chat: no tables, a line for each thing, figures with their units."""
    return "\n".join(line for line in _lines(paper) if line is not None).strip() + "\n"


def _lines(paper: Document) -> Iterator[str | None]:
    yield f"【{paper.title}】{paper.subtitle}".rstrip()
    yield paper.letterhead.name or None
    yield paper.made_up or None
    for name, what in paper.about:
        yield f"{name}: {what}"
    for table in paper.tables:
        yield ""
        yield table.title
        for row in table.rows:
            yield "  " + _told(table.columns, row)
        if table.total:
            yield "  " + _told(table.columns, table.total)
    yield ""
    for figure in paper.figures:
        yield _figure(figure)
    yield paper.words or None
    if paper.notes:
        yield ""
        yield from paper.notes


def _told(columns: tuple[Column, ...], row: tuple[str, ...]) -> str:
    """The first cell names the row, the others stand behind their titles."""
    others = (f"{column.title} {cell}" for column, cell in zip(columns[1:], row[1:], strict=True) if cell)
    return f"{row[0]}: " + ", ".join(others) if width(row[0]) else ", ".join(others)


def _figure(figure: Figure) -> str:
    note = f" ({figure.note})" if figure.note else ""
    return f"{figure.name}{note}: {figure.value} {figure.unit}".rstrip()
