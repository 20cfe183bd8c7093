"""Deliveries and payments: of one trade, of many, and those that are due."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from rare_desk.core.life.dues import Delivery, Due, Payment
from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, from_scaled, to_scaled
from rare_desk.store.book import Book, Step
from rare_desk.store.reading.queries import records
from rare_desk.store.rows import Row, SqlValue, unscaled

Kind = Literal["deliveries", "payments"]
KINDS: tuple[Kind, ...] = ("deliveries", "payments")


@dataclass(frozen=True, slots=True)
class DueRow:
    id: int
    trade: int
    due: Delivery | Payment

    @property
    def kind(self) -> Kind:
        return "deliveries" if isinstance(self.due, Delivery) else "payments"


@dataclass(slots=True)
class Dues:
    """Of one trade: what is done by its day, then what is planned by its."""

    deliveries: list[DueRow] = field(default_factory=list)
    payments: list[DueRow] = field(default_factory=list)

    def of(self, kind: Kind) -> list[DueRow]:
        return self.deliveries if kind == "deliveries" else self.payments

    def came(self) -> list[Delivery]:
        return [row.due for row in self.deliveries if isinstance(row.due, Delivery)]

    def paid(self) -> list[Payment]:
        return [row.due for row in self.payments if isinstance(row.due, Payment)]


def due_row(due: Delivery | Payment, trade: int) -> Row:
    """Everything but id and uuid."""
    days: Row = {
        "trade": trade,
        "due": due.due.isoformat() if due.due else "",
        "done": due.done.isoformat() if due.done else "",
        "invoice_no": due.invoice_no,
        "note": due.note,
    }
    if isinstance(due, Delivery):
        return days | {"quantity_g": to_scaled(due.quantity_t, MASS_PLACES)}
    return days | {"amount": to_scaled(due.amount, MONEY_PLACES), "currency": due.currency}


def due_from(row: Row) -> DueRow:
    def day(name: str) -> dt.date | None:
        return dt.date.fromisoformat(str(row[name])) if row[name] else None

    due: Due
    texts = {"invoice_no": str(row["invoice_no"]), "note": str(row["note"])}
    if "quantity_g" in row:
        quantity = from_scaled(_number(row, "quantity_g"), MASS_PLACES)
        due = Delivery(due=day("due"), done=day("done"), quantity_t=quantity, **texts)
    else:
        amount, currency = from_scaled(_number(row, "amount"), MONEY_PLACES), str(row["currency"])
        due = Payment(due=day("due"), done=day("done"), amount=amount, currency=currency, **texts)
    return DueRow(_number(row, "id"), _number(row, "trade"), due)


def _number(row: Row, name: str) -> int:
    value = row[name]
    assert isinstance(value, int)
    return value


_ORDER = "ORDER BY done = '', CASE done WHEN '' THEN due ELSE done END, id"


def dues_of(book: Book, trades: Sequence[int]) -> dict[int, Dues]:
    """Of each of these trades; one without any is there with nothing."""
    found: defaultdict[int, Dues] = defaultdict(Dues)
    asked = json.dumps(list(trades))
    for kind in KINDS:
        where = "WHERE trade IN (SELECT value FROM json_each(?))"
        for row in records(book, f"SELECT * FROM {kind} {where} {_ORDER}", (asked,)):
            due = due_from(row)
            found[due.trade].of(kind).append(due)
    return {trade: found[trade] for trade in trades}


def due_with_id(book: Book, kind: Kind, row_id: int) -> DueRow | None:
    found = records(book, f"SELECT * FROM {kind} WHERE id = ?", (row_id,))
    return due_from(found[0]) if found else None


def rows_in(step: Step, kind: str, trades: Sequence[int]) -> list[int]:
    """The ids of the rows of these trades, within a step."""
    asked = json.dumps(list(trades))
    where = "record = 'trades' AND row" if kind == "attachments" else "trade"
    found = step.query(f"SELECT id FROM {kind} WHERE {where} IN (SELECT value FROM json_each(?)) ORDER BY id", (asked,))
    return [row_id for (row_id,) in found if isinstance(row_id, int)]


_PLANNED = (
    "SELECT d.* FROM {kind} d JOIN trades t ON t.id = d.trade WHERE d.done = '' AND t.side <> 'market'"
    " AND t.status IN ({statuses})"
)
_LIVE = {"deliveries": "'confirmed', 'part-delivered'", "payments": "'confirmed', 'part-delivered', 'delivered'"}


def planned(book: Book, until: dt.date | None = None) -> list[DueRow]:
    """What is still to come of live trades, the longest due first; with `until` only what is due by that day."""
    found: list[DueRow] = []
    for kind in KINDS:
        sql, values = _PLANNED.format(kind=kind, statuses=_LIVE[kind]), list[SqlValue]()
        if until is not None:
            sql, values = sql + " AND d.due <> '' AND d.due <= ?", [until.isoformat()]
        found += map(due_from, records(book, f"{sql} ORDER BY d.due, d.id", values))
    return sorted(found, key=lambda row: (row.due.due or dt.date.max, row.trade))


# -- columns and conditions of the trades list; `t` is the trade -------------------------------------------------

_DONE_G = "coalesce((SELECT sum(quantity_g) FROM deliveries WHERE trade = t.id AND done <> ''), 0)"
_PAID = "coalesce((SELECT sum(amount) FROM payments WHERE trade = t.id AND done <> '' AND currency = t.currency), 0)"
_OWN = "t.side <> 'market' AND t.status IN ({statuses})"
OPEN_G = f"CASE WHEN {_OWN.format(statuses=_LIVE['deliveries'])} THEN max(0, coalesce(t.quantity_g, 0) - {_DONE_G}) END"
OPEN_AMOUNT = (
    f"CASE WHEN {_OWN.format(statuses=_LIVE['payments'])} THEN coalesce(t.amount_incl_vat, t.amount, 0) - {_PAID} END"
)


def _late(kind: str) -> str:
    rows = f"SELECT 1 FROM {kind} WHERE trade = t.id AND done = '' AND due <> '' AND due < date('now', 'localtime')"
    return f"({_OWN.format(statuses=_LIVE[kind])} AND EXISTS ({rows}))"


OVERDUE = f"({_late('deliveries')} OR {_late('payments')})"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Of one trade. None for a draft, a cancelled or closed trade and one of the market; tonnes also of one that is
    delivered."""

    tonnes: Decimal | None = None
    amount: Decimal | None = None
    overdue: bool = False


def open_item(book: Book, trade: int) -> OpenItem:
    """Nothing is open of a trade that is gone."""
    found = book.fetch(f"SELECT {OPEN_G}, {OPEN_AMOUNT}, {OVERDUE} FROM trades t WHERE t.id = ?", (trade,))
    if not found:
        return OpenItem()
    mass, amount, overdue = found[0]
    return OpenItem(unscaled(mass, MASS_PLACES), unscaled(amount, MONEY_PLACES), bool(overdue))
