"""What the book holds, written to a file: its ending chooses workbook, CSV or JSON."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rare_desk import __version__
from rare_desk.core.calendar import within
from rare_desk.core.problems import Refused, problem
from rare_desk.ops.exports import listings
from rare_desk.ops.exports.shown import heeding
from rare_desk.ops.exports.tables import Words, announced_table, quotes_table, records_table, stamp, trades_table
from rare_desk.sheets.out.writing import Progress, Table, write_csv, write_json
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import catalogue
from rare_desk.store.reading.trades.trade_queries import Sort, TradeFilter
from rare_desk.words import Language

if TYPE_CHECKING:
    from rare_desk.ops.index.state import IndexState

ENDINGS = (".xlsx", ".csv", ".json")


@dataclass(frozen=True, slots=True)
class Asked:
    """`methodology` is a name of the book's or the path of a JSON file; None is the book's own. Days are included."""

    what: str
    language: Language = "zh"
    first: dt.date | None = None
    last: dt.date | None = None
    product: str | None = None
    methodology: str | None = None


@dataclass(frozen=True, slots=True)
class _Exported:
    """`document` is the JSON form, `tables` the sheets; CSV takes one."""

    document: Callable[[], object]
    tables: tuple[Table, ...]
    lines: tuple[tuple[str, str], ...] = ()
    chart: tuple[int, ...] = ()
    title: str = ""
    """Of the chart, where it is not the first table's name."""
    csv: int = 0
    """The table that goes out as CSV."""


def export(
    book: Book,
    what: str,
    out: Path,
    *,
    language: Language = "zh",
    first: dt.date | None = None,
    last: dt.date | None = None,
    product: str | None = None,
    methodology: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Path]:
    """`what` is one of KINDS. Refused with a sentence when `out` cannot be written, and when it was cancelled."""
    _known_ending(out)
    asked = Asked(what, language, first, last, product, methodology)
    words = Words(language, catalogue(book))
    _write(book, out, asked, _MAKERS[what](book, asked, words), words, heeding(progress, cancelled))
    return [out]


def export_trades(book: Book, out: Path, wanted: TradeFilter, sort: Sort, language: Language) -> list[Path]:
    """As a list shows them: filtered and in its order."""
    _known_ending(out)
    words = Words(language, catalogue(book))
    asked = Asked("trades", language, wanted.first, wanted.last)
    rows = listings.trade_rows(book, wanted, sort)
    made = _Exported(lambda: {"trades": [listings.trade_record(row) for row in rows]}, (trades_table(rows, words),))
    _write(book, out, asked, made, words)
    return [out]


def _known_ending(out: Path) -> None:
    if out.suffix.lower() not in ENDINGS:
        raise Refused(problem("unknown-format", "file", out.name))


def _write(
    book: Book, out: Path, asked: Asked, made: _Exported, words: Words, progress: Progress | None = None
) -> None:
    if progress is not None:
        progress(0.0)
    match out.suffix.lower():
        case ".json":
            write_json(out, made.document())
        case ".csv":
            write_csv(out, made.tables[made.csv], progress)
        case _:
            from rare_desk.sheets.out.workbooks import Chart, Cover, write_workbook

            first = made.tables[0]
            cover = Cover(words.of("cover"), first.name, _cover_lines(book, asked, made, words))
            chart = Chart(made.title or first.name, made.chart, words.of("chart"))
            charts = {first.name: chart} if made.chart else None
            write_workbook(out, made.tables, cover, charts, progress)


def _cover_lines(book: Book, asked: Asked, made: _Exported, words: Words) -> tuple[tuple[str, str], ...]:
    limits = [
        words.of("from").format(day=asked.first) if asked.first else "",
        words.of("to").format(day=asked.last) if asked.last else "",
        words.product(asked.product) if asked.product else "",
    ]
    return (
        (words.of("book"), book.path.stem),
        (words.of("when"), f"{dt.datetime.now():%Y-%m-%d %H:%M}"),
        (words.of("filter"), " ".join(filter(None, limits)) or words.of("all")),
        (words.of("rows"), str(len(made.tables[0].rows))),
        *made.lines,
        (words.of("program"), f"Rare Desk {__version__}"),
    )


def _trades(book: Book, asked: Asked, words: Words) -> _Exported:
    wanted = listings.wanted(asked.first, asked.last, asked.product)
    rows = listings.trade_rows(book, wanted)
    return _Exported(lambda: listings.trade_listing(book, wanted), (trades_table(rows, words),))


def _quotes(book: Book, asked: Asked, words: Words) -> _Exported:
    rows = listings.quote_rows(book, asked.product, asked.first, asked.last)
    return _Exported(lambda: {"quotes": [listings.quote_record(row) for row in rows]}, (quotes_table(rows, words),))


def _journal(book: Book, asked: Asked, words: Words) -> _Exported:
    steps = listings.journal_records(book, asked.language)
    said = [step | {"at": stamp(step["at"])} for step in steps]
    table = records_table("journal", said, ("id", "at", "who", "label", "hash"), words)
    return _Exported(lambda: {"steps": steps}, (table,))


def _index(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import index as export_index

    state = _state(book, asked)
    found = export_index.index_documents(book, state, asked.product, asked.first, asked.last)
    return _Exported(
        lambda: found,
        export_index.index_tables(found, words),
        export_index.lines_about(state.computation.methodology, words),
        export_index.chart_columns(found["index"]),
        export_index.chart_title(found["index"], words),
    )


def _prices(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import index as export_index
    from rare_desk.ops.index.points import daily_prices

    state = _state(book, asked)
    found = daily_prices(state, asked.product, asked.first, asked.last)
    table = export_index.prices_table(found["prices"], words)
    return _Exported(lambda: found, (table,), export_index.lines_about(state.computation.methodology, words))


def _published(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import outlooks
    from rare_desk.store.reading.index.published_queries import point_rows, published_indices

    found = [
        (index, [row for row in point_rows(book, index.id) if within(row.date, asked.first, asked.last)])
        for index in published_indices(book)
    ]
    chart = tuple(range(2, 2 + len(found)))
    return _Exported(lambda: outlooks.published_document(found), outlooks.published_tables(found, words), (), chart)


def _expectation(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import outlooks
    from rare_desk.ops.outlooks.expectation import survey, survey_json

    found = survey(book).within(asked.first, asked.last)
    lines = ((words.of("methodology"), f"{found.methodology} {found.version}"),)
    return _Exported(lambda: survey_json(found), outlooks.expectation_tables(found, words), lines)


def _expectations(book: Book, asked: Asked, words: Words) -> _Exported:
    """The same, its CSV the answers themselves, which come in again."""
    return replace(_expectation(book, asked, words), csv=1)


def _positions(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import positions as export_positions
    from rare_desk.ops.index.state import IndexState
    from rare_desk.ops.positions import LeftOut, Marks, Positions

    found, left_out = Positions.load(book, to=asked.last).only(asked.product), LeftOut.load(book, asked.last)
    marks = Marks(IndexState.load(book, asked.methodology).computation)
    return _Exported(
        lambda: export_positions.document(found, left_out, marks, "product"),
        export_positions.tables(found, marks, words),
        export_positions.lines_about(found, left_out, marks, words),
    )


def _state(book: Book, asked: Asked) -> "IndexState":
    from rare_desk.ops.index.state import IndexState

    return IndexState.load(book, asked.methodology, asked.last)


def _exclusions(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import index as export_index
    from rare_desk.ops.index.points import exclusions

    state = _state(book, asked)
    found = exclusions(book, state, asked.first, asked.last)
    if asked.product:
        found = {"excluded": [one for one in found["excluded"] if one["product"] == asked.product]}
    table = export_index.excluded_table(found["excluded"], words)
    return _Exported(lambda: found, (table,), export_index.lines_about(state.computation.methodology, words))


def _announced(book: Book, asked: Asked, words: Words) -> _Exported:
    found = listings.announced_records(book, asked.first, asked.last)
    return _Exported(lambda: {"announced": found}, (announced_table(found, words),))


def _calculations(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import calculations

    found = calculations.records(book, asked.first, asked.last)
    return _Exported(lambda: {"calculations": found}, (calculations.table(found, words),))


def _days(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import records
    from rare_desk.store.reading.queries import named_non_trading_days

    found = [day for day in named_non_trading_days(book) if within(day.date, asked.first, asked.last)]
    return _Exported(lambda: records.days_document(found), (records.days_table(found, words),))


def _weights(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import records
    from rare_desk.ops.methodologies.versions import latest_version

    rules = latest_version(book)
    lines = ((words.of("methodology"), f"{rules.name} {rules.version}"),)
    return _Exported(lambda: records.weights_document(rules), (records.weights_table(rules, words),), lines)


def _counterparties(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import records
    from rare_desk.ops.parties.listing import lines

    found = lines(book)
    return _Exported(lambda: records.parties_document(found), (records.parties_table(found, words),))


def _vintages(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import vintages as export_vintages

    found = export_vintages.documents(book, asked.first, asked.last)
    return _Exported(lambda: {"vintages": found}, export_vintages.tables(found, words))


def _due(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import life

    today = dt.date.today()
    due, opened = life.due_records(book, asked.last, today), life.open_records(book, today)
    return _Exported(
        lambda: {"due": life.as_json(due), "open": life.as_json(opened)}, life.due_tables(due, opened, words)
    )


def _corrections(book: Book, asked: Asked, words: Words) -> _Exported:
    from rare_desk.ops.exports import life

    made, lines = life.correction_records(book), life.line_records(book)
    return _Exported(
        lambda: {"corrections": life.as_json(made), "closed_months": life.as_json(lines)},
        life.corrections_tables(made, lines, words),
    )


_MAKERS: Mapping[str, Callable[[Book, Asked, Words], _Exported]] = {
    "trades": _trades,
    "quotes": _quotes,
    "positions": _positions,
    "due": _due,
    "corrections": _corrections,
    "index": _index,
    "prices": _prices,
    "exclusions": _exclusions,
    "announced": _announced,
    "journal": _journal,
    "published": _published,
    "expectation": _expectation,
    "expectations": _expectations,
    "non-trading-days": _days,
    "weights": _weights,
    "counterparties": _counterparties,
    "vintages": _vintages,
    "calculations": _calculations,
}
KINDS = tuple(_MAKERS)
"""What of a book can be written to a file."""
