"""The figures of a chart as a workbook with the same lines drawn in it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rare_desk import __version__
from rare_desk.ops.exports.tables import Words
from rare_desk.sheets.out.writing import Column, Kind, Table
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import catalogue
from rare_desk.words import Language

Cell = dt.date | float | None


@dataclass(frozen=True, slots=True)
class ChartFigures:
    """`header` and `rows` begin with the day; `drawn` are the columns of one unit, counted from 0, for the chart."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    drawn: tuple[int, ...]
    methodology: str


def export_chart(book: Book, out: Path, figures: ChartFigures, language: Language) -> list[Path]:
    """Refused with a sentence when `out` cannot be written."""
    from rare_desk.sheets.out.workbooks import Chart, Cover, write_workbook

    words = Words(language, catalogue(book))
    columns = [Column("date", figures.header[0], Kind.DATE)]
    columns += [Column(f"line{place}", name, Kind.LEVEL) for place, name in enumerate(figures.header[1:], 1)]
    table = Table(words.of("figures"), tuple(columns), [list(row) for row in figures.rows])
    lines = (
        (words.of("book"), book.path.stem),
        (words.of("when"), f"{dt.datetime.now():%Y-%m-%d %H:%M}"),
        (words.of("rows"), str(len(figures.rows))),
        (words.of("methodology"), figures.methodology),
        (words.of("program"), f"Rare Desk {__version__}"),
    )
    chart = Chart(figures.title, tuple(place + 1 for place in figures.drawn), words.of("chart"))
    write_workbook(out, [table], Cover(words.of("cover"), figures.title, lines), {table.name: chart})
    return [out]
