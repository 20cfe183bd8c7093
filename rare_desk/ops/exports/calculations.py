"""Saved calculations as a listing: each with its versions, and as a table with a row for every version."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from rare_desk.core.calendar import within
from rare_desk.ops.contracts.saved import Series, headline, saved_series
from rare_desk.ops.exports.tables import Words, stamp
from rare_desk.sheets.out.writing import Column, Kind, Row, Table
from rare_desk.store.book import Book
from rare_desk.store.reading.calculation_queries import last_deal_no, linked_trades
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import CalculationRow
from rare_desk.words import has, word

_COLUMNS = {
    "name": Kind.TEXT, "version": Kind.COUNT, "calculator": Kind.TEXT, "status": Kind.TEXT, "counterparty": Kind.TEXT,
    "contract": Kind.TEXT, "value": Kind.MONEY, "saved_at": Kind.STAMP, "linked": Kind.TEXT, "note": Kind.TEXT,
}  # fmt: skip


def records(book: Book, first: dt.date | None = None, last: dt.date | None = None) -> list[dict[str, Any]]:
    """Those whose newest version was saved then (UTC), newest first; `value` is the figure that stands for a version,
    `linked` are the numbers of its trades."""
    linked = linked_trades(book)
    numbers = _numbers(book, {trade for trades in linked.values() for trade in trades})

    def version(row: CalculationRow) -> dict[str, Any]:
        return {
            "id": row.id,
            "version": row.version,
            "status": row.status,
            "counterparty": row.counterparty,
            "contract": row.contract,
            "value": headline(row),
            "saved_at": row.saved_at,
            "linked": [numbers[trade] for trade in linked.get(row.id, ())],
            "note": row.note,
        }

    return [
        {
            "name": one.newest.name,
            "calculator": one.newest.calculator,
            "versions": [version(row) for row in one.versions],
        }
        for one in saved_series(book)
        if _within(one, first, last)
    ]


def table(found: Sequence[dict[str, Any]], words: Words) -> Table:
    columns = tuple(Column(key, words.of(f"calculation-{key}"), kind) for key, kind in _COLUMNS.items())
    rows: list[Row] = []
    for series in found:
        key = f"pricing.{series['calculator']}"
        kind = word(key, words.language) if has(key) else series["calculator"]
        for version in series["versions"]:
            said = {
                "name": series["name"],
                "calculator": kind,
                "status": word(f"pricing.status-{version['status']}", words.language),
                "saved_at": stamp(version["saved_at"]),
                "linked": words.between.join(version["linked"]),
            }
            rows.append([(version | said)[key] for key in _COLUMNS])
    return Table(words.of("calculations"), columns, rows)


def _numbers(book: Book, trades: set[int]) -> dict[int, str]:
    """The deal numbers of trades, of deleted ones as they were."""
    there = {row.id: row.trade.deal_no for row in trades_by_id(book, sorted(trades))}
    return {trade: (there[trade] if trade in there else last_deal_no(book, trade)) or f"#{trade}" for trade in trades}


def _within(series: Series, first: dt.date | None, last: dt.date | None) -> bool:
    day = dt.datetime.fromisoformat(series.newest.saved_at).astimezone(dt.UTC).date()
    return within(day, first, last)
