"""What the book holds as plain records, alike for the command line's JSON and for exported files."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from rare_desk.core.trades import Side
from rare_desk.ops.history.journal import history, step_words
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import announced, quotes
from rare_desk.store.reading.steps.journal_queries import batches_by_step
from rare_desk.store.reading.trades.trade_queries import Sort, TradeFilter, trade_ids, trade_totals, trades_by_id
from rare_desk.store.rows import QuoteRow, TradeRow
from rare_desk.words import Language

OLDEST_FIRST = Sort("date", descending=False)


def wanted(
    first: dt.date | None = None, last: dt.date | None = None, product: str | None = None, side: str | None = None
) -> TradeFilter:
    return TradeFilter(
        first=first, last=last, products=(product,) if product else (), sides=(Side(side),) if side else ()
    )


def trade_rows(book: Book, asked: TradeFilter, sort: Sort = OLDEST_FIRST) -> list[TradeRow]:
    return trades_by_id(book, trade_ids(book, asked, sort))


def trade_listing(book: Book, asked: TradeFilter) -> dict[str, Any]:
    """`{"trades": [...], "count", "totals": {...}}`; cancelled trades are listed and not summed."""
    totals = trade_totals(book, asked)
    return {
        "trades": [trade_record(row) for row in trade_rows(book, asked)],
        "count": totals.count,
        "totals": {
            "quantity_t": totals.quantity_t,
            "amount_cny_ex_vat": totals.amount_ex_vat,
            "amount_cny_incl_vat": totals.amount_incl_vat,
            "cancelled": totals.cancelled,
        },
    }


def trade_record(row: TradeRow) -> dict[str, Any]:
    """Every field of the trade, after those that a reader looks for first."""
    first = {
        "id": row.id,
        "deal_no": row.trade.deal_no,
        "date": row.trade.date,
        "side": row.trade.side.value,
        "product": row.trade.product,
        "quantity_t": row.trade.quantity_t,
        "price_cny_t_ex_vat": row.prices.ex_vat,
        "price_cny_t_incl_vat": row.prices.incl_vat,
        "amount_cny_ex_vat": row.prices.amount_ex_vat,
        "amount_cny_incl_vat": row.prices.amount_incl_vat,
        "counterparty": row.trade.counterparty,
        "buyer": row.trade.buyer,
        "seller": row.trade.seller,
    }
    rest = {name: value for name, value in asdict(row.trade).items() if name not in first}
    return first | rest | {"batch": row.batch}


def quote_rows(book: Book, product: str | None, first: dt.date | None, last: dt.date | None) -> list[QuoteRow]:
    return quotes(book, product, None, first, last)[::-1]


def quote_record(row: QuoteRow) -> dict[str, Any]:
    return {"id": row.id} | asdict(row.quote) | {"batch": row.batch}


def announced_records(book: Book, first: dt.date | None = None, last: dt.date | None = None) -> list[dict[str, Any]]:
    """The concentrate prices of all quarters that have a day of that time."""
    return [
        asdict(one)
        for one in announced(book)
        if (first is None or first < one.end_day) and (last is None or one.first_day <= last)
    ]


def journal_records(book: Book, language: Language) -> list[dict[str, Any]]:
    """The steps from the first on; an undo or redo names the step that it turned, an import that can be taken back its
    batch."""
    batches = batches_by_step(book)
    return [
        {
            "id": step.id,
            "at": step.at,
            "who": step.who,
            "label": step_words(step, language),
            "import": batches.get(step.id),
            "hash": step.hash,
        }
        for step in reversed(history(book))
    ]
