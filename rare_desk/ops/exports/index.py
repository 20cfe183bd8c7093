"""The index as sheets: series with their statuses, daily prices, what was left out, the methodology and weights."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rare_desk.core.rules.methodology import Methodology, to_json
from rare_desk.ops.exports.tables import Words, records_table
from rare_desk.ops.index.points import daily_prices, exclusions, index_points
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.methodologies.parameters import PARAMETERS, name_of, shown
from rare_desk.sheets.out.writing import Cell, Column, Kind, Row, Table
from rare_desk.store.book import Book

_STATUS_WIDTH = 26
HEADLINES = ("composite", "light", "heavy")
_LEFT_OUT = ("id", "deal_no", "date", "product", "product_name", "code")


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
        excluded_table(documents["excluded"], words),
        *methodology_tables(documents["methodology"], words),
    )


def series_table(found: list[dict[str, Any]], words: Words) -> Table:
    """One line a day: the values of the series, how much of their weight is covered, their statuses."""
    names = [series["series"] for series in found]
    parts = (("", Kind.LEVEL), ("coverage", Kind.SHARE), ("status", Kind.TEXT))
    columns = [_of_series(name, part, kind, words) for part, kind in parts for name in names]
    cells: dict[str, list[Cell]] = {}
    for place, series in enumerate(found):
        for point in series["points"]:
            line = cells.setdefault(point["date"], [None] * len(columns))
            said = words.between.join(map(words.index, (point["status"], *point["reasons"], *point["flags"])))
            line[place :: len(found)] = [Decimal(point["value"]), point["coverage"], said]
    rows: list[Row] = [[dt.date.fromisoformat(day), *cells[day]] for day in sorted(cells)]
    return Table(words.of("index"), (Column("date", words.of("column-date"), Kind.DATE), *columns), rows)


def _of_series(name: str, part: str, kind: Kind, words: Words) -> Column:
    said = _series_name(name, words)
    if not part:
        return Column(name, said, kind)
    wrap = _STATUS_WIDTH if kind is Kind.TEXT else 0
    return Column(f"{name}_{part}", f"{said} {words.of(f'column-{part}')}", kind, wrap=wrap)


def chart_columns(found: list[dict[str, Any]]) -> tuple[int, ...]:
    """Where the values stand in `series_table`, counted from 1."""
    return tuple(range(2, 2 + len(found)))


def chart_title(found: list[dict[str, Any]], words: Words) -> str:
    """With its first and last day."""
    days = [point["date"] for series in found for point in series["points"]]
    return words.of("chart-title").format(first=min(days), last=max(days)) if days else ""


def prices_table(prices: list[dict[str, Any]], words: Words) -> Table:
    said = [
        price | {"product_name": words.product(price["product"]), "status": words.index(price["status"])}
        for price in _dated(prices)
    ]
    return records_table("prices", said, ("date", "product", "product_name", "price", "status"), words)


def excluded_table(records: list[dict[str, Any]], words: Words) -> Table:
    """What the index leaves out, with its reason."""
    said = [
        record | {"product_name": words.product(record["product"]), "code": words.index(record["code"])}
        for record in _dated(records)
    ]
    return records_table("excluded", said, _LEFT_OUT, words)


def _dated(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [record | {"date": dt.date.fromisoformat(record["date"])} for record in records]


def _series_name(name: str, words: Words) -> str:
    return words.of(name) if name in HEADLINES else words.product(name)


def methodology_tables(methodology: Mapping[str, Any], words: Words) -> tuple[Table, ...]:
    """Its rules as its page has them with the names of its JSON form, and the weights."""
    spoken = words.language
    rules: list[Row] = [
        [words.of(f"methodology-{name}"), methodology[name] or None, name]
        for name in ("name", "version", "effective", "author", "reason")
    ]
    rules += [[name_of(one, spoken), shown(methodology, one, spoken), one.key] for one in PARAMETERS]
    columns = (
        Column("rule", words.of("rule")),
        Column("value", words.of("column-value")),
        Column("parameter", words.of("parameter")),
    )
    return Table(words.of("methodology"), columns, rules), _weights_table(methodology, words)


def _weights_table(methodology: Mapping[str, Any], words: Words) -> Table:
    rows: list[Row] = [
        [
            dt.date.fromisoformat(weights["effective"]), code, words.product(code),
            _group(methodology, code, words), weight,
        ]
        for weights in methodology["weight_sets"]
        for code, weight in weights["weights"].items()
    ]  # fmt: skip
    keys = (("effective", Kind.DATE), ("product", Kind.TEXT), ("product_name", Kind.TEXT), ("group", Kind.TEXT))
    columns = tuple(Column(key, words.of(f"column-{key}"), kind) for key, kind in keys)
    return Table(words.of("weights"), (*columns, Column("weight", words.of("column-weight"), Kind.SHARE)), rows)


def _group(methodology: Mapping[str, Any], code: str, words: Words) -> str:
    known = words.products[code].group if code in words.products else ""
    group = methodology["groups"].get(code, known)
    return words.of(group) if group in HEADLINES else ""


def lines_about(methodology: Methodology, words: Words) -> tuple[tuple[str, str], ...]:
    said = words.of("methodology-said").format(
        name=methodology.name, version=methodology.version, hash=methodology.hash[:16]
    )
    return ((words.of("methodology"), said),)
