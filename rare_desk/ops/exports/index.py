"""The index as sheets: series with their statuses, daily prices, what was left out, the methodology."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rare_desk.core.rules.methodology import Methodology, to_json
from rare_desk.ops.exports.tables import Words, records_table
from rare_desk.ops.index.points import daily_prices, exclusions, index_points
from rare_desk.ops.index.state import IndexState
from rare_desk.sheets.out.writing import Cell, Column, Kind, Row, Table
from rare_desk.store.book import Book

HEADLINES = ("composite", "light", "heavy")
_LEFT_OUT = ("id", "deal_no", "date", "product", "code")


def index_documents(
    book: Book, state: IndexState, product: str | None, first: dt.date | None, last: dt.date | None
) -> dict[str, Any]:
    """The three headline series, or the product's, with the prices and exclusions behind them."""
    names = [product] if product else [name for name in HEADLINES if name in state.computation.series_names]
    return {
        "index": [index_points(state, name, "daily", first, last) for name in names],
        **daily_prices(state, product, first, last),
        **exclusions(book, state, first, last),
        "methodology": to_json(state.computation.methodology),
    }


def index_tables(documents: Mapping[str, Any], words: Words) -> tuple[Table, ...]:
    return (
        series_table(documents["index"], words),
        prices_table(documents["prices"], words),
        records_table("excluded", _excluded(documents["excluded"], words), _LEFT_OUT, words),
        _methodology_table(documents["methodology"], words),
    )


def series_table(found: list[dict[str, Any]], words: Words) -> Table:
    """One line a day: value, status and coverage of each series."""
    columns = [Column("date", words.of("column-date"), Kind.DATE)]
    cells: dict[str, list[Cell]] = {}
    width = 3 * len(found)
    for place, series in enumerate(found):
        name = _series_name(series["series"], words)
        columns += [
            Column(f"{series['series']}", name, Kind.LEVEL),
            Column(f"{series['series']}_status", f"{name} {words.of('column-status')}"),
            Column(f"{series['series']}_coverage", f"{name} {words.of('column-coverage')}", Kind.PERCENT),
        ]
        for point in series["points"]:
            line = cells.setdefault(point["date"], [None] * width)
            said = words.between.join(map(words.index, (point["status"], *point["reasons"], *point["flags"])))
            line[3 * place : 3 * place + 3] = [Decimal(point["value"]), said, point["coverage"]]
    rows: list[Row] = [[dt.date.fromisoformat(day), *cells[day]] for day in sorted(cells)]
    return Table(words.of("index"), tuple(columns), rows)


def chart_columns(found: list[dict[str, Any]]) -> tuple[int, ...]:
    """Where the values stand in `series_table`, counted from 1."""
    return tuple(2 + 3 * place for place in range(len(found)))


def prices_table(prices: list[dict[str, Any]], words: Words) -> Table:
    said = [
        price | {"product_name": words.product(price["product"]), "status": words.index(price["status"])}
        for price in _dated(prices)
    ]
    return records_table("prices", said, ("date", "product", "product_name", "price", "status"), words)


def _excluded(records: list[dict[str, Any]], words: Words) -> list[dict[str, Any]]:
    return [record | {"code": words.index(record["code"])} for record in _dated(records)]


def _dated(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [record | {"date": dt.date.fromisoformat(record["date"])} for record in records]


def _series_name(name: str, words: Words) -> str:
    return words.of(name) if name in HEADLINES else words.product(name)


def _methodology_table(methodology: Mapping[str, Any], words: Words) -> Table:
    rows: list[Row] = [[name, value] for name, value in _flat("", methodology)]
    columns = (Column("parameter", words.of("parameter")), Column("value", words.of("column-value")))
    return Table(words.of("methodology"), columns, rows)


def _flat(prefix: str, value: Any) -> list[tuple[str, Cell]]:
    if isinstance(value, Mapping):
        return [pair for name, item in value.items() for pair in _flat(f"{prefix}.{name}" if prefix else name, item)]
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return [(prefix, " ".join(value))]
        return [pair for n, item in enumerate(value, 1) for pair in _flat(f"{prefix} {n}", item)]
    return [(prefix, value)]


def lines_about(methodology: Methodology, words: Words) -> tuple[tuple[str, str], ...]:
    said = f"{methodology.name} {methodology.version} · {methodology.hash[:16]}"
    return ((words.of("methodology"), said),)
