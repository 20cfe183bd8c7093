"""What came after a step, followed from step to step, against the same read whole and one by one."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rare_desk.core.trades import Trade
from rare_desk.ops.trades import add_trade, change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.late_rows import LateRow, read_late
from rare_desk.store.reading.trades.trade_queries import trade_ids
from tests.ops.given import put
from tests.store.reading.given import TRADE, TRADES, VERBS, do

Sides = dict[tuple[str, int | None, str], tuple[str, str | None, str | None]]


@pytest.fixture
def listed(book: Book) -> Book:
    for n in range(2):
        add_trade(book, replace(TRADE, date=dt.date(2026, 1, 4 + n)), accept_suspect=True)
    put(book, [replace(TRADE, deal_no=f"X{n}") for n in range(3)])
    return book


def _sides(rows: list[LateRow], mark: int) -> Sides:
    """Of each row and date what the first change after the mark found and the last one left."""
    found: Sides = {}
    for row in rows:
        if row.step > mark:
            key = row.record, row.row, row.date
            found[key] = (row.named, found[key][1] if key in found else row.before, row.after)
    return found


@given(verbs=VERBS, looks=st.sets(st.integers(0, 5)), marked=st.sets(st.integers(0, 7)), many=TRADES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_read_on_from_step_to_step_it_is_what_is_read_whole(
    listed: Book, verbs: list[tuple[str, Trade, int]], looks: set[int], marked: set[int], many: Trade
) -> None:
    since = listed.last_step()
    marks = [since, *sorted(since + mark for mark in marked)]
    followed = read_late(listed, since, [since])
    for number, (verb, trade, place) in enumerate(verbs):
        do(listed, verb, trade, place)
        if number in looks:
            put(listed, [replace(many, deal_no=f"Y{number}-{n}", counterparty=TRADE.counterparty) for n in range(2)])
            known = [mark for mark in marks if mark <= listed.last_step()]
            followed = read_late(listed, since, known, followed)
    followed = read_late(listed, since, marks, followed)
    assert followed.rows == read_late(listed, since, marks).rows
    each = read_late(listed, since, range(since, listed.last_step() + 1)).rows
    for mark in marks:
        assert _sides(followed.rows, mark) == _sides(each, mark)


def test_a_trade_edited_all_day_is_told_once(listed: Book) -> None:
    since, number = listed.last_step(), trade_ids(listed)[0]
    late = read_late(listed, since)
    for n in range(20):
        change_trade(listed, number, replace(TRADE, price=Decimal(570_000 + n)), accept_suspect=True)
        late = read_late(listed, since, (), late)
    (row,) = late.rows
    assert (row.kind, row.row, row.step) == ("changed", number, listed.last_step())
    assert "5700190000" in (row.after or "")


def test_a_book_that_went_another_way_is_read_whole(listed: Book) -> None:
    since, number = listed.last_step(), trade_ids(listed)[0]
    change_trade(listed, number, replace(TRADE, price=Decimal(570_000)), accept_suspect=True)
    other = replace(read_late(listed, since), hash="another")
    assert len(other.told) == 1
    assert read_late(listed, since, (), replace(other, told=())).rows == read_late(listed, since).rows


def test_a_change_is_told_apart_where_a_point_was_published_between_or_the_day_moved(listed: Book) -> None:
    since, number = listed.last_step(), trade_ids(listed)[0]
    moved = replace(TRADE, date=TRADE.date + dt.timedelta(days=1))
    prices = [*(replace(TRADE, price=Decimal(570_000 + n)) for n in range(4)), moved]
    for trade in [*prices, *(replace(moved, price=Decimal(570_000 + n)) for n in range(2))]:
        change_trade(listed, number, trade, accept_suspect=True)
    marked = read_late(listed, since, (since, since + 2))
    assert [row.step - since for row in marked.rows] == [2, 5, 7]
    unmarked = read_late(listed, since, (since,))
    assert [row.step - since for row in unmarked.rows] == [5, 7]
    assert read_late(listed, since, (since, since + 2), unmarked).rows == marked.rows
