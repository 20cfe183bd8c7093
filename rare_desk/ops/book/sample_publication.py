"""What the made-up desk published: made-up moments, figures of its trades, a day that was restated and moved again."""

import datetime as dt
from collections.abc import Sequence

from rare_desk.core.trades import Trade, prices
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.parties.records import party_ids
from rare_desk.ops.publication.publishing import drafts, due, now
from rare_desk.store.book import Book
from rare_desk.store.reading.index import vintages
from rare_desk.store.rows import Row, trade_row

LATE = 6
"""So many trades, those of the last day, come in after it was published."""
_KEPT = {"monthly": 3, "weekly": 4, "daily": 8}
_CLOSE = dt.time(8, 30, tzinfo=dt.UTC)
"""Half past four in the afternoon in Baotou."""
_WHO = "示例"
_REASON = "补录 {deal}，原始单据晚到（示例，虚构）"


def publish_sample(book: Book, late: Sequence[Trade]) -> None:
    """The last months, weeks and days up to that of the late trades, then these: the first is restated, the others are
    left pending. Steps that cannot be undone; the last day was published now, so that it can still be restated."""
    last = late[0].date
    state = IndexState.load(book, to=last)
    rows: list[Row] = []
    for freq, count in _KEPT.items():
        dates = due(state, set(), freq, last)[-count:]
        rows += [_dated(row, last) for row in drafts(book, state, freq, dates)]
    with book.beginning("published-all", count=str(len(rows)), date=last.isoformat()) as step:
        newest = vintages.insert(step, rows)[-1]
    _come_late(book, late[:1])
    again = drafts(book, IndexState.load(book), "daily", [last])[0]
    reason = _REASON.format(deal=late[0].deal_no)
    with book.beginning("restated-daily", date=last.isoformat(), reason=reason) as step:
        vintages.insert(step, [again | {"who": _WHO, "at": now(), "restates": newest, "reason": reason}])
    _come_late(book, late[1:])


def _dated(row: Row, last: dt.date) -> Row:
    """At the close of its day; the last day's just now."""
    day = dt.date.fromisoformat(str(row["date"]))
    if day == last:
        return row | {"who": _WHO}
    return row | {"who": _WHO, "at": dt.datetime.combine(day, _CLOSE).isoformat(timespec="milliseconds")}


def _come_late(book: Book, trades: Sequence[Trade]) -> None:
    one = len(trades) == 1
    said = {"what": trades[0].deal_no} if one else {"count": str(len(trades))}
    with book.beginning("trade-added" if one else "trades-added", **said) as step:
        products = step.ids("products", "code")
        for trade in trades:
            parties = party_ids(step, (trade.counterparty, trade.buyer, trade.seller))
            step.insert("trades", trade_row(trade, prices(trade), products[trade.product], parties))
