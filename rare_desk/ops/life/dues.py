"""Deliveries and payments of trades: entered, changed, deleted, each with the status that follows in the same step."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rare_desk.core.life.dues import Delivery, Payment, Standing, check, contradictions, following_status, standing
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.trades import Side, Status
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading.life.due_queries import DueRow, Dues, Kind, due_row, due_with_id, dues_of, planned
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.store.rows import TradeRow


@dataclass(frozen=True, slots=True)
class TradeDues:
    """A trade with its rows and what they come to; `contradictions` are where its status says something else."""

    row: TradeRow
    dues: Dues
    standing: Standing
    contradictions: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """`status` is the one that the trade has got by it, None when it stays."""

    changes: Changes
    status: Status | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that is to come, with its trade."""

    row: DueRow
    trade: TradeRow

    def overdue(self, today: dt.date) -> bool:
        return self.row.due.overdue(today)


def trade_dues(book: Book, trade: int, today: dt.date | None = None) -> TradeDues | None:
    """None when the trade is gone."""
    with book.snapshot():
        found = trades_by_id(book, [trade])
        return _told(found[0], dues_of(book, [trade])[trade], today) if found else None


def _told(row: TradeRow, dues: Dues, today: dt.date | None) -> TradeDues:
    found = standing(row.trade, row.prices, dues.came(), dues.paid(), today or dt.date.today())
    return TradeDues(row, dues, found, contradictions(row.trade, found, dues.came()))


def standings(book: Book, rows: Sequence[TradeRow], today: dt.date | None = None) -> dict[int, Standing]:
    """Of each trade by its id."""
    dues = dues_of(book, [row.id for row in rows])
    return {row.id: _told(row, dues[row.id], today).standing for row in rows}


def due_list(book: Book, until: dt.date | None = None) -> list[Planned]:
    """What is to come of live trades, the longest due first; with `until` only what is due by that day."""
    with book.snapshot():
        rows = planned(book, until)
        trades = {row.id: row for row in trades_by_id(book, sorted({row.trade for row in rows}))}
    return [Planned(row, trades[row.trade]) for row in rows]


def add_due(book: Book, trade: int, due: Delivery | Payment, *, today: dt.date | None = None) -> Entered:
    """Refused for a trade of the market, which the desk neither delivers nor pays. A payment is in the trade's
    currency."""
    with book.step("delivery-added" if isinstance(due, Delivery) else "payment-added") as step:
        before = _before(book, step, trade, today)
        kept = _checked(before, due, today)
        step.insert("deliveries" if isinstance(kept, Delivery) else "payments", due_row(kept, trade))
        status = _follow(book, step, before, today)
    return Entered(step.changes, status)


def change_due(
    book: Book, row_id: int, due: Delivery | Payment, *, was: DueRow | None = None, today: dt.date | None = None
) -> Entered:
    """`was` is the row as it was shown: Refused when somebody has changed it since."""
    kind: Kind = "deliveries" if isinstance(due, Delivery) else "payments"
    with book.step("delivery-changed" if isinstance(due, Delivery) else "payment-changed") as step:
        now = _there(book, kind, row_id)
        before = _before(book, step, now.trade, today)
        if was is not None and now != was:
            raise Refused(problem("record-changed", "", before.row.number))
        step.update(kind, row_id, due_row(_checked(before, due, today), now.trade))
        status = _follow(book, step, before, today)
    return Entered(step.changes, status)


def delete_due(book: Book, kind: Kind, row_id: int, *, today: dt.date | None = None) -> Entered:
    with book.step("delivery-deleted" if kind == "deliveries" else "payment-deleted") as step:
        now = _there(book, kind, row_id)
        before = _before(book, step, now.trade, today)
        step.delete(kind, row_id)
        status = _follow(book, step, before, today)
    return Entered(step.changes, status)


def set_status(book: Book, trade: int, status: Status) -> Changes:
    """By hand: whatever the rows say."""
    with book.step("trade-status") as step:
        row = _trade(book, trade)
        step.detail("what", row.number)
        step.update("trades", trade, {"status": status.value})
    return step.changes


def _trade(book: Book, trade: int) -> TradeRow:
    found = trades_by_id(book, [trade])
    if not found:
        raise Refused(problem("record-gone", "", trade))
    return found[0]


def _before(book: Book, step: Step, trade: int, today: dt.date | None) -> TradeDues:
    row = _trade(book, trade)
    step.detail("what", row.number)
    return _told(row, dues_of(book, [trade])[trade], today)


def _there(book: Book, kind: Kind, row_id: int) -> DueRow:
    found = due_with_id(book, kind, row_id)
    if found is None:
        raise Refused(problem("record-gone", "", row_id))
    return found


def _checked(before: TradeDues, due: Delivery | Payment, today: dt.date | None) -> Delivery | Payment:
    trade = before.row.trade
    found = list(check(due, today or dt.date.today()))
    if trade.side is Side.MARKET:
        found.append(problem("market-due", "", before.row.number))
    if found:
        raise Refused(*found)
    cleaned = replace(due, invoice_no=due.invoice_no.strip(), note=due.note.strip())
    return replace(cleaned, currency=trade.currency) if isinstance(cleaned, Payment) else cleaned


def _follow(book: Book, step: Step, before: TradeDues, today: dt.date | None) -> Status | None:
    row = before.row
    after = _told(row, dues_of(book, [row.id])[row.id], today).standing
    status = following_status(row.trade.status, before.standing, after)
    if status is row.trade.status:
        return None
    step.update("trades", row.id, {"status": status.value})
    return status
