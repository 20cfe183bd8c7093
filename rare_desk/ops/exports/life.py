"""What is due, what is open of each trade, and what was corrected in closed months: as records and as tables."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.life.closing import NOTHING, Figures
from rare_desk.core.life.dues import OPEN, UNPAID, Delivery
from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, from_scaled, plain
from rare_desk.core.trades import Side
from rare_desk.ops.exports.tables import Field, Words, columns_of
from rare_desk.ops.life.closing import account
from rare_desk.ops.life.dues import Planned, due_list, standings
from rare_desk.sheets.out.writing import Cell, Kind, Row, Table
from rare_desk.store.book import Book
from rare_desk.store.reading.life.closing_queries import Correction, closed_months, corrections
from rare_desk.store.reading.queries import product_ids
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids, trades_by_id
from rare_desk.store.rows import TradeRow
from rare_desk.words import word

Record = dict[str, Any]


def due_records(book: Book, until: dt.date | None, today: dt.date) -> list[Record]:
    """The longest due first; `until` leaves out what is due later or on no day."""
    return [_due(one, today) for one in due_list(book, until)]


def _due(one: Planned, today: dt.date) -> Record:
    due, trade = one.row.due, one.trade.trade
    goods = isinstance(due, Delivery)
    return {
        "kind": "delivery" if goods else "payment",
        "due": due.due,
        "days_late": (today - due.due).days if due.due and due.overdue(today) else None,
        "deal_no": one.trade.number,
        "date": trade.date,
        "side": str(trade.side),
        "product": trade.product,
        "counterparty": trade.counterparty,
        "quantity_t": due.quantity_t if isinstance(due, Delivery) else None,
        "amount": None if isinstance(due, Delivery) else due.amount,
        "currency": trade.currency,
        "invoice_no": due.invoice_no,
        "note": due.note,
    }


def open_records(book: Book, today: dt.date) -> list[Record]:
    """Every own trade of which something is open, in the order of their days."""
    found = []
    own = TradeFilter(sides=(Side.BUY, Side.SELL), statuses=tuple(dict.fromkeys((*OPEN, *UNPAID))))
    ids = trade_ids(book, own)[::-1]
    for start in range(0, len(ids), 1000):
        rows = trades_by_id(book, ids[start : start + 1000])
        told = standings(book, rows, today)
        found += [
            _open(row) | {"open_t": standing.open_t, "open_amount": standing.open_amount, "overdue": standing.overdue}
            for row in rows
            if (standing := told[row.id]).open_t or standing.open_amount
        ]
    return found


def _open(row: TradeRow) -> Record:
    trade = row.trade
    return {
        "deal_no": row.number,
        "date": trade.date,
        "side": str(trade.side),
        "product": trade.product,
        "counterparty": trade.counterparty,
        "status": str(trade.status),
        "quantity_t": trade.quantity_t,
        "amount": row.prices.amount if row.prices.amount_incl_vat is None else row.prices.amount_incl_vat,
        "currency": trade.currency,
    }


def correction_records(book: Book, month: str = "") -> list[Record]:
    """The oldest first. Figures are what the month had and has: tonnes, and CNY incl. VAT or what was paid."""
    return [_correction(one, _names(book, one)) for one in corrections(book, month)]


def _names(book: Book, one: Correction) -> str:
    row = one.after or one.before or {}
    trade = one.row if one.record == "trades" else int(row.get("trade", 0))
    if one.record == "trades" and row.get("deal_no"):
        return str(row["deal_no"])
    found = trades_by_id(book, [trade])
    return found[0].number if found else f"#{trade}"


def _correction(one: Correction, name: str) -> Record:
    came, went = one.before is None, one.after is None
    return {
        "id": one.id,
        "month": one.month,
        "made_in": one.made_in,
        "on": dt.date.fromisoformat(one.date),
        "record": one.record,
        "deal_no": name,
        "change": "came" if came else "went" if went else "changed",
        "quantity_before": _mass(one.before),
        "quantity_after": _mass(one.after),
        "amount_before": _money(one.before),
        "amount_after": _money(one.after),
        "reason": one.reason,
    }


def _mass(row: Mapping[str, Any] | None) -> Decimal | None:
    value = row.get("quantity_g") if row is not None else None
    return None if value is None else from_scaled(value, MASS_PLACES)


def _money(row: Mapping[str, Any] | None) -> Decimal | None:
    if row is None:
        return None
    value = row.get("amount_incl_vat") if row.get("amount_incl_vat") is not None else row.get("amount")
    return None if value is None else from_scaled(value, MONEY_PLACES)


def month_records(book: Book) -> list[Record]:
    """The closed months, the latest first."""
    return [
        {
            "month": one.month,
            "closed_at": one.at,
            "who": one.who,
            "corrections": _count(book, one.month, one.corrections),
        }
        | {"note": one.note}
        for one in closed_months(book)
    ]


def _count(book: Book, month: str, after: int) -> int:
    return len(corrections(book, month, after=after))


def line_records(book: Book) -> list[Record]:
    """Of every closed month, line by line, what was in it when it was closed and what is in it now."""
    codes = {number: code for code, number in product_ids(book).items()}
    found = []
    for month in closed_months(book):
        told = account(book, month.month)
        for key in sorted({*month.totals, *told.present}):
            record, which, product = key
            line = {
                "month": month.month,
                "record": record,
                "side": which if record == "trades" else "",
                "product": codes.get(product, ""),
                "currency": which if record == "payments" else "",
            }
            then, now = month.totals.get(key, NOTHING), told.present.get(key, NOTHING)
            found.append(line | _figures(then, "then") | _figures(now, "now"))
    return found


def _figures(figures: Figures, when: str) -> Record:
    return {
        f"count_{when}": figures.count,
        f"quantity_{when}": from_scaled(figures.mass, MASS_PLACES),
        f"amount_{when}": from_scaled(figures.amount, MONEY_PLACES),
    }


def _product(record: Record, words: Words) -> Cell:
    return words.product(record["product"])


def _plain(name: str, kind: Kind = Kind.TEXT, title: str = "") -> Field:
    return Field(name, kind, lambda record, _words: record[name], title)


def _coded(name: str, room: str, title: str = "") -> Field:
    def said(record: Record, words: Words) -> Cell:
        return word(f"{room}.{record[name]}", words.language) if record[name] else None

    return Field(name, Kind.TEXT, said, title)


_TRADE = (
    _plain("deal_no"),
    _plain("date", Kind.DATE),
    _coded("side", "exports"),
    Field("product", Kind.TEXT, _product),
    _plain("counterparty"),
)
_DUE = (
    _coded("kind", "life", "due-kind"),
    _plain("due", Kind.DATE, "due-day"),
    _plain("days_late", Kind.COUNT, "days-late"),
    *_TRADE,
    _plain("quantity_t", Kind.MASS, "dry-tonnes"),
    _plain("amount", Kind.MONEY),
    _plain("currency"),
    _plain("invoice_no"),
    _plain("note"),
)
_OPEN = (
    *_TRADE,
    _coded("status", "exports"),
    _plain("quantity_t", Kind.MASS, "tonnes"),
    _plain("open_t", Kind.MASS, "open-tonnes"),
    _plain("amount", Kind.MONEY, "amount-owed"),
    _plain("open_amount", Kind.MONEY, "open-amount"),
    _plain("currency"),
    Field("overdue", Kind.TEXT, lambda record, words: words.yes_no(record["overdue"]), "overdue"),
)
_CORRECTED = (
    _plain("month"),
    _plain("made_in", Kind.TEXT, "made-in"),
    _plain("on", Kind.DATE, "corrected-on"),
    _coded("record", "life", "correction-of"),
    _plain("deal_no"),
    _coded("change", "life", "correction-kind"),
    _plain("quantity_before", Kind.MASS, "quantity-before"),
    _plain("quantity_after", Kind.MASS, "quantity-after"),
    _plain("amount_before", Kind.MONEY, "amount-before"),
    _plain("amount_after", Kind.MONEY, "amount-after"),
    _plain("reason", Kind.TEXT, "correction-reason"),
)


_LINES = (
    _plain("month"),
    _coded("record", "life", "correction-of"),
    _coded("side", "exports"),
    Field("product", Kind.TEXT, _product),
    _plain("currency"),
    _plain("count_then", Kind.COUNT, "count-then"),
    _plain("count_now", Kind.COUNT, "count-now"),
    _plain("quantity_then", Kind.MASS, "quantity-then"),
    _plain("quantity_now", Kind.MASS, "quantity-now"),
    _plain("amount_then", Kind.MONEY, "amount-then"),
    _plain("amount_now", Kind.MONEY, "amount-now"),
)


def _table(name: str, records: Sequence[Record], fields: Sequence[Field], words: Words) -> Table:
    rows: list[Row] = [[field.cell(record, words) for field in fields] for record in records]
    return Table(words.of(name), columns_of(fields, words), rows)


def due_tables(due: Sequence[Record], opened: Sequence[Record], words: Words) -> tuple[Table, ...]:
    return _table("due", due, _DUE, words), _table("open", opened, _OPEN, words)


def corrections_tables(made: Sequence[Record], lines: Sequence[Record], words: Words) -> tuple[Table, ...]:
    return _table("corrections", made, _CORRECTED, words), _table("closed-months", lines, _LINES, words)


def as_json(records: Sequence[Record]) -> list[Record]:
    """Mass and money as strings."""
    return [
        {name: plain(value) if isinstance(value, Decimal) else value for name, value in record.items()}
        for record in records
    ]
