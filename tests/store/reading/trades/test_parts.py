"""Lists that several threads read part by part, against the same lists read by one."""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rare_desk.core.trades import Side, Status, Trade
from rare_desk.ops.trades import add_trade, change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.errors import Interrupted
from rare_desk.store.reading.trades import parts, trade_pages
from rare_desk.store.reading.trades.parts import in_parts
from rare_desk.store.reading.trades.trade_queries import (
    SORTABLE,
    Sort,
    TradeFilter,
    trade_ids,
    trade_page,
    trade_totals,
    trades_by_id,
)
from rare_desk.store.reading.vocabulary import gather_texts

PARTIES = tuple(f"{letter}公司" for letter in "甲乙丙丁戊己庚辛壬癸子丑")
TRADE = Trade(
    date=dt.date(2026, 1, 5), side=Side.BUY, product="PRND-O", quantity=Decimal(10), price=Decimal(565_000),
    counterparty="甲公司", grade="99.5%",
)  # fmt: skip
TRADES = st.builds(
    lambda **changed: replace(TRADE, **changed),
    date=st.dates(dt.date(2026, 1, 3), dt.date(2026, 1, 5)),
    side=st.sampled_from((Side.BUY, Side.SELL)),
    product=st.sampled_from(("PRND-O", "DY-O", "LA-O")),
    status=st.sampled_from((Status.CONFIRMED, Status.DRAFT, Status.CANCELLED)),
    quantity=st.sampled_from((Decimal(1), Decimal(2), Decimal("2.5"))),
    counterparty=st.sampled_from(("", *PARTIES)),
    delivery_date=st.sampled_from((None, dt.date(2026, 2, 1), dt.date(2026, 3, 1))),
    deal_no=st.sampled_from(("", "HT-1", "ht-2", "2026-01")),
    grade=st.sampled_from(("", "99.5%", "4N", "干基", "一级", "Prnd 99%", "甲's")),
    delivery_place=st.sampled_from(("", "包头", "北京", "赣州", "上海", "天津", "Rotterdam")),
    note=st.sampled_from(("", "急", "到 2026-01-05")),
)
FILTERS = (
    TradeFilter(),
    *(TradeFilter(text=text) for text in ("ht", "公司", "99 急", "2026-01", "无此", "2.5")),
    TradeFilter(products=("DY-O", "LA-O")),
    TradeFilter(sides=(Side.SELL,), first=dt.date(2026, 1, 4)),
    TradeFilter(statuses=(Status.CONFIRMED, Status.CANCELLED)),
    TradeFilter(suspect_only=True),
)
COLUMNS = ("date", "deal_no", "product", "counterparty", "quantity", "delivery_date", "grade", "delivery_place")
SORTS = st.builds(Sort, st.sampled_from(COLUMNS) | st.sampled_from(sorted(SORTABLE)), st.booleans())
ORDERS = st.lists(SORTS, min_size=1, max_size=2, unique_by=lambda sort: sort.column)


@pytest.fixture
def reader(book: Book, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    """One that reads the smallest list in three parts, and looks at samples of two rows."""
    monkeypatch.setattr(parts, "WORTH", 0)
    monkeypatch.setattr(parts, "_SAMPLES", 2)
    monkeypatch.setattr(parts, "_OF_EACH", 1)
    monkeypatch.setattr(trade_pages, "_SURE", 2)
    monkeypatch.setattr(trade_pages, "_NEAR", 3)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    with book.reader() as opened:
        yield opened


@given(
    trades=st.lists(TRADES, min_size=4, max_size=12),
    gone=st.integers(0, 11),
    wanted=st.sampled_from(FILTERS),
    order=ORDERS,
    size=st.integers(1, 4),
    known=st.booleans(),
)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_and_totals_are_those_of_the_whole_list(
    book: Book,
    reader: Book,
    trades: list[Trade],
    gone: int,
    wanted: TradeFilter,
    order: list[Sort],
    size: int,
    known: bool,
) -> None:
    """Also when it is known what the columns say, and some of it no longer stands there."""
    reader.noted.clear()
    delete_trades(book, trade_ids(book))
    for trade in trades:
        add_trade(book, trade, accept_suspect=True)
    while known and gather_texts(reader):
        pass
    ids = trade_ids(book)
    delete_trades(book, ids[gone : gone + 1])
    whole = trade_ids(book, wanted, order)
    pages = [trade_page(reader, wanted, order, offset, size) for offset in range(0, len(whole) + 1, size)]
    assert [row.id for page in pages for row in page] == whole
    live = [row for row in trades_by_id(book, whole) if row.trade.status is not Status.CANCELLED]
    totals = trade_totals(reader, wanted)
    assert (totals.count, totals.cancelled) == (len(whole), len(whole) - len(live))
    assert totals.quantity_t == sum(row.trade.quantity_t or 0 for row in live)


KNOWN = replace(TRADE, delivery_date=dt.date(2026, 2, 1))


@pytest.mark.parametrize(
    ("column", "unseen"),
    [("delivery_date", replace(KNOWN, delivery_date=None)), ("counterparty", replace(KNOWN, counterparty=""))],
)
def test_a_row_that_no_sample_saw_stands_in_its_place(book: Book, reader: Book, column: str, unseen: Trade) -> None:
    for n in range(12):
        add_trade(book, unseen if n == 3 else KNOWN, accept_suspect=True)
    wanted = sorted(trade_ids(book))[3]
    assert [row.id for row in trade_page(reader, order=Sort(column, False), limit=1)] == [wanted]
    assert trade_page(reader, order=Sort(column, True), offset=11, limit=1)[0].id == wanted


def listed(book: Book) -> list[int]:
    for n in range(9):
        add_trade(book, replace(TRADE, deal_no=f"HT-{n}"), accept_suspect=True)
    return sorted(trade_ids(book))


def numbers(book: Book) -> list[str]:
    return [number for (number,) in in_parts(book, lambda part: f"SELECT deal_no FROM trades t WHERE {part}")]


def test_all_parts_are_of_the_state_that_the_first_one_sees(book: Book, reader: Book) -> None:
    ids = listed(book)
    before = numbers(reader)
    with reader.snapshot():
        assert reader.last_step() == book.last_step()
        change_trade(book, ids[-1], replace(TRADE, deal_no="HT-77"), accept_suspect=True)
        delete_trades(book, ids[:2])
        assert numbers(reader) == before == [f"HT-{n}" for n in range(9)]
    assert numbers(reader) == [*(f"HT-{n}" for n in range(2, 8)), "HT-77"]


def test_a_step_sees_what_it_has_written_so_far(book: Book, reader: Book) -> None:
    ids = listed(book)
    with book.step("trades-deleted", count="1") as step:
        step.delete("trades", ids[4])
        assert "HT-4" not in numbers(book)
        assert "HT-4" in numbers(reader)


def test_nobody_reads_on_for_one_who_has_left(book: Book, reader: Book) -> None:
    listed(book)
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n, trades t"
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(len(asked) > 5)
        return asked[-1]

    with pytest.raises(Interrupted), reader.heeding(stop):
        in_parts(reader, lambda part: f"{endless} WHERE {part}")
    assert len(numbers(reader)) == 9
