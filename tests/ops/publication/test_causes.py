"""Why a published point moved: the trades and quotes that came, changed or went since, or another methodology."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from rare_desk.ops.publication import Cause, causes, pending, publish_up_to
from rare_desk.ops.trades import change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids, trades_by_id
from tests.ops.publication.conftest import TODAY, add, late, live, rows

LAST = dt.date(2025, 3, 31)


def why(book: Book) -> dict[str, Cause]:
    state = live(book)
    found = pending(rows(book), state)
    told = causes(book, state, found)
    return {f"{one.vintage.freq} {one.vintage.date}": told[one.vintage.id] for one in found}


def said(cause: Cause) -> list[tuple[str, str, str, str, int]]:
    return [(row.kind, row.product, row.date, row.named, row.count) for row in cause.rows]


def test_a_trade_that_came_late(published: Book) -> None:
    add(published, late("2025-03-31", 108_000.0))
    (cause,) = why(published).values()
    assert said(cause) == [("added", "PRND-O", "2025-03-31", "late", 1)]
    assert (cause.earlier, cause.methodology, cause.count) == (False, None, 1)


def test_a_trade_that_was_corrected_and_one_that_went(published: Book) -> None:
    wanted = TradeFilter(products=("PRND-O",), first=LAST)
    first, *_, last = trades_by_id(published, sorted(trade_ids(published, wanted)))
    change_trade(published, first.id, replace(first.trade, price=Decimal(110_000)))
    delete_trades(published, [last.id])
    (cause,) = why(published).values()
    assert said(cause) == [
        ("changed", "PRND-O", "2025-03-31", first.trade.deal_no, 1),
        ("deleted", "PRND-O", "2025-03-31", last.trade.deal_no, 1),
    ]


def test_what_came_and_went_again_moved_nothing(published: Book) -> None:
    add(published, late("2025-03-31", 108_000.0))
    (mine,) = trades_by_id(published, [max(trade_ids(published, TradeFilter()))])
    change_trade(published, mine.id, replace(mine.trade, price=Decimal(109_000)))
    (cause,) = why(published).values()
    assert said(cause) == [("added", "PRND-O", "2025-03-31", "late", 1)]
    delete_trades(published, [mine.id])
    assert why(published) == {}


def test_an_import_is_told_by_product_and_day(published: Book) -> None:
    add(published, *(late("2025-03-31", 108_000.0 + n, key=f"late{n}") for n in range(3)))
    (cause,) = why(published).values()
    assert said(cause) == [("added", "PRND-O", "2025-03-31", "", 3)]
    assert cause.count == 3


def test_only_what_came_after_the_vintage_counts(published: Book) -> None:
    add(published, late("2025-03-28", 108_000.0))
    publish_up_to(published, None, "monthly", today=TODAY)
    add(published, late("2025-03-31", 109_000.0, key="later"))
    found = why(published)
    assert [row[3] for row in said(found["monthly 2025-03-31"])] == ["later"]
    assert {row[3] for row in said(found["daily 2025-03-28"])} == {"late"}


def test_a_day_moved_by_an_earlier_one_says_so(published: Book) -> None:
    add(published, late("2025-02-10", 104_000.0))
    found = why(published)
    assert not found["daily 2025-02-10"].earlier
    assert found["daily 2025-03-31"].earlier
    assert said(found["daily 2025-03-31"]) == [("added", "PRND-O", "2025-02-10", "late", 1)]
