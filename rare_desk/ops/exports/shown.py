"""A table of the window, going out as it is shown: its columns in their order, its filter, its rows in their order."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rare_desk import __version__
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.exports.tables import Words
from rare_desk.sheets.out.writing import Cell, Column, Kind, Progress, Row, Table, records, write_csv, write_json
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import catalogue
from rare_desk.words import Language

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(\.\d+)?( ?%)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOTHING = ("", "–", "—")
_READING = 0.4
"""The part of the work that reading the rows takes."""


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """`figures`: its cells are numbers, which stand at the right."""

    key: str
    title: str
    figures: bool = False


@dataclass(frozen=True, slots=True)
class ShownCell:
    """`text` as the window has it; `exact` as it is copied, with all decimals."""

    text: str
    exact: str


@dataclass(frozen=True, slots=True)
class Shown:
    """`rows` reads them through a book of its own thread, telling how far it is."""

    title: str
    columns: tuple[ShownColumn, ...]
    rows: Callable[[Book, Progress], Sequence[Sequence[ShownCell]]]
    filtered: str = ""


def export_shown(
    book: Book,
    out: Path,
    shown: Shown,
    language: Language,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Path]:
    """Its ending chooses workbook, CSV or JSON. Refused when it cannot be written, and when it was cancelled."""
    ending = out.suffix.lower()
    if ending not in (".xlsx", ".csv", ".json"):
        raise Refused(problem("unknown-format", "file", out.name))

    report = heeding(progress, cancelled)
    rows = shown.rows(book, lambda part: report(part * _READING))
    table = typed(shown.title, shown.columns, rows)
    words = Words(language, catalogue(book))

    def writing(part: float) -> None:
        report(_READING + part * (1 - _READING))

    if ending == ".json":
        writing(0.0)
        write_json(out, {"table": shown.title, "filter": shown.filtered, "rows": records(table)})
    elif ending == ".csv":
        write_csv(out, table, writing)
    else:
        from rare_desk.sheets.out.workbooks import Cover, write_workbook

        cover = Cover(words.of("cover"), shown.title, _about(book, shown, len(rows), words))
        write_workbook(out, [table], cover, None, writing)
    return [out]


def heeding(progress: Progress | None, cancelled: Callable[[], bool] | None) -> Progress:
    """Tells how far the work is, and refuses to go on when it was cancelled."""

    def report(part: float) -> None:
        if cancelled is not None and cancelled():
            raise Refused(problem("export-cancelled"))
        if progress is not None:
            progress(part)

    return report


def _about(book: Book, shown: Shown, count: int, words: Words) -> tuple[tuple[str, str], ...]:
    return (
        (words.of("book"), book.path.stem),
        (words.of("when"), f"{dt.datetime.now():%Y-%m-%d %H:%M}"),
        (words.of("filter"), shown.filtered or words.of("all")),
        (words.of("rows"), f"{count:,}"),
        (words.of("program"), f"Rare Desk {__version__}"),
    )


def typed(title: str, columns: Sequence[ShownColumn], rows: Sequence[Sequence[ShownCell]]) -> Table:
    """Figures as numbers with the decimals that are shown, days as days; what stands for nothing is empty."""
    made, cells = [], []
    for place, column in enumerate(columns):
        of_column = [row[place] for row in rows]
        if column.figures:
            made.append(Column(column.key, column.title, Kind.PRICE, _form(of_column)))
            cells.append([_figure(cell) for cell in of_column])
        elif _are_days(of_column):
            made.append(Column(column.key, column.title, Kind.DATE))
            cells.append([_day(cell) for cell in of_column])
        else:
            made.append(Column(column.key, column.title))
            cells.append([None if cell.text in _NOTHING else cell.exact for cell in of_column])
    whole: list[Row] = list(zip(*cells, strict=True))
    return Table(title, tuple(made), whole)


def _are_days(cells: Sequence[ShownCell]) -> bool:
    filled = [cell.text for cell in cells if cell.text not in _NOTHING]
    return bool(filled) and all(_DAY.fullmatch(text) for text in filled)


def _day(cell: ShownCell) -> Cell:
    if cell.text in _NOTHING:
        return None
    try:
        return dt.date.fromisoformat(cell.text)
    except ValueError:
        return cell.text


def _matched(text: str) -> re.Match[str] | None:
    return _NUMBER.fullmatch(text.replace("−", "-"))


def _figure(cell: ShownCell) -> Cell:
    found = _matched(cell.exact) or _matched(cell.text)
    if found is None:
        return None if cell.text in _NOTHING else cell.text
    sign, whole, rest, _percent = found.groups("")
    return Decimal(f"{sign}{whole.replace(',', '')}{rest}")


def _form(cells: Sequence[ShownCell]) -> str:
    """The number format of what is shown: decimals, thousands, a sign in front, the percent sign behind."""
    found = [match for cell in cells if (match := _matched(cell.text))]
    places = max((len(match[3] or ".") - 1 for match in found), default=0)
    grouped = any("," in match[2] for match in found)
    form = ("#,##0" if grouped else "0") + (f".{'0' * places}" if places else "")
    if found and all(match[4] for match in found):
        form += '" %"'
    return f"+{form};-{form};{form}" if any(match[1] == "+" for match in found) else form
