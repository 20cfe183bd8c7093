"""The list of trades: filtered, sorted and summed by the book."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rare_desk.core.trades import Side, Status, Trade
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.errors import Interrupted
from rare_desk.store.reading.index.usual_prices import Spread, price_spread
from rare_desk.store.reading.trades import trade_orders
from rare_desk.store.reading.trades.trade_queries import (
    SORTABLE,
    Order,
    Sort,
    Totals,
    TradeFilter,
    trade_days,
    trade_ids,
    trade_page,
    trade_totals,
)

TODAY = dt.date(2026, 11, 20)
FIRST = Trade(
    date=dt.date(2026, 1, 5), side=Side.BUY, product="PRND-O", quantity=Decimal(10), price=Decimal(565_000),
    deal_no="HT-001", counterparty="包头甲公司", grade="99.5%", note="急 100%_ok",
)  # fmt: skip


@pytest.fixture
def listed(book: Book) -> Book:
    """Trades 1 to 5."""
    for trade in (
        FIRST,
        replace(FIRST, deal_no="HT-002", side=Side.SELL, date=dt.date(2026, 1, 6), counterparty="赣州乙公司", note=""),
        replace(FIRST, deal_no="HT-003", product="DY-O", status=Status.CANCELLED, quantity=Decimal(3), note=""),
        replace(
            FIRST, deal_no="M-1", side=Side.MARKET, counterparty="", buyer="包头甲公司", seller="赣州乙公司",
            date=dt.date(2026, 2, 1), product="LA-O", price=Decimal(4520), note="",
        ),
        replace(FIRST, deal_no="HT-004", date=dt.date(1999, 12, 31), note="old"),
    ):  # fmt: skip
        add_trade(book, trade, today=TODAY, accept_suspect=True)
    return book


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (TradeFilter(), [4, 2, 3, 1, 5]),
        (TradeFilter(products=("PRND-O",)), [2, 1, 5]),
        (TradeFilter(products=("DY-O", "LA-O")), [4, 3]),
        (TradeFilter(sides=(Side.SELL, Side.MARKET)), [4, 2]),
        (TradeFilter(statuses=(Status.CANCELLED,)), [3]),
        (TradeFilter(counterparties=("赣州乙公司",)), [4, 2]),
        (TradeFilter(counterparties=("nobody",)), []),
        (TradeFilter(first=dt.date(2026, 1, 6)), [4, 2]),
        (TradeFilter(first=dt.date(2026, 1, 5), last=dt.date(2026, 1, 5)), [3, 1]),
        (TradeFilter(counterparties=("包头甲公司", "赣州乙公司")), [4, 2, 3, 1, 5]),
        (TradeFilter(suspect_only=True), [5]),
        (TradeFilter(problems=("old-date",)), [5]),
        (TradeFilter(problems=("date", "unusual-price")), []),
        (TradeFilter(batches=(0,)), [4, 2, 3, 1, 5]),
        (TradeFilter(batches=(77,)), []),
        (TradeFilter(text="4,520"), [4]),
        (TradeFilter(text="500000 ht-001"), [1]),
        (TradeFilter(text="3.0"), [3]),
        (TradeFilter(text="1e9999999"), []),
        (TradeFilter(text="ht-00"), [2, 3, 1, 5]),
        (TradeFilter(text="ＨＴ-001"), [1]),
        (TradeFilter(text="氧化镝"), [3]),
        (TradeFilter(text="dysprosium"), [3]),
        (TradeFilter(text="yhpn"), [2, 1, 5]),
        (TradeFilter(text="ZHY"), []),
        (TradeFilter(text="gzygs"), [4, 2]),
        (TradeFilter(text="甲公司 yhpn"), [1, 5]),
        (TradeFilter(text="100%_"), [1]),
        (TradeFilter(text="1__%"), []),
        (TradeFilter(text="2026-02"), [4]),
        (TradeFilter(text="甲", products=("PRND-O",), sides=(Side.BUY,), first=dt.date(2026, 1, 1)), [1]),
    ],
)
def test_a_filter_finds(listed: Book, wanted: TradeFilter, found: list[int]) -> None:
    assert trade_ids(listed, wanted) == found
    assert [row.id for row in trade_page(listed, wanted)] == found
    assert trade_totals(listed, wanted).count == len(found)


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        (Sort("date", False), [5, 1, 3, 2, 4]),
        (Sort("deal_no", False), [1, 2, 3, 5, 4]),
        (Sort("product", False), [3, 4, 2, 1, 5]),
        (Sort("counterparty", True), [2, 4, 3, 1, 5]),
        (Sort("quantity", False), [3, 4, 2, 1, 5]),
        (Sort("price_ex_vat", True), [2, 3, 1, 5, 4]),
        ((Sort("side", False), Sort("quantity", True), Sort("date", False)), [5, 1, 3, 4, 2]),
        ((Sort("counterparty", False), Sort("product", True), Sort("date", False)), [5, 1, 4, 3, 2]),
        ((Sort("buyer", True), Sort("seller", True), Sort("status", False), Sort("id", False)), [4, 3, 1, 2, 5]),
        ((Sort("date", False), Sort("product", True)), [5, 1, 3, 2, 4]),
    ],
)
def test_a_list_is_sorted_with_ties_newest_first(listed: Book, asked: Order, order: list[int]) -> None:
    assert trade_ids(listed, order=asked) == order
    assert [row.id for row in trade_page(listed, order=asked)] == order


@pytest.mark.parametrize("column", ["grade", "delivery_place", "payment", "origin", "trader"])
def test_words_stand_in_the_order_of_their_pinyin(book: Book, column: str) -> None:
    given = ["陕西", "天津", "", "包头", "Rotterdam", "上海", "山西", "临沂", "BAOTOU", "江西", "赣州", "北京"]
    for text in given:
        said: dict[str, Any] = {column: text}
        add_trade(book, replace(FIRST, **said), today=TODAY, accept_suspect=True)
    wanted = ["", "包头", "BAOTOU", "北京", "赣州", "江西", "临沂", "Rotterdam", "山西", "陕西", "上海", "天津"]
    for descending in (False, True):
        order = Sort(column, descending)
        shown = [getattr(row.trade, column) for row in trade_page(book, order=order)]
        assert shown == (wanted[::-1] if descending else wanted)
        assert [row.id for row in trade_page(book, order=order)] == trade_ids(book, order=order)


def test_a_note_of_the_trades_own_stands_by_its_characters(book: Book) -> None:
    for text in ("天津", "包头", "北京", "上海"):
        add_trade(book, replace(FIRST, note=text), today=TODAY, accept_suspect=True)
    assert [row.trade.note for row in trade_page(book, order=Sort("note", False))] == ["上海", "包头", "北京", "天津"]


def test_words_that_no_list_of_places_has_room_for_stand_in_the_same_order(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("天津", "包头\0", "it's", "上海", "包头"):
        add_trade(book, replace(FIRST, origin=text), today=TODAY, accept_suspect=True)
    orders = (Sort("origin", False), (Sort("origin"), Sort("quantity")))
    ranked = [trade_ids(book, order=order) for order in orders]
    monkeypatch.setattr(trade_orders, "_LONG", 0)
    assert [trade_ids(book, order=order) for order in orders] == ranked
    assert [[row.id for row in trade_page(book, order=order)] for order in orders] == ranked


@pytest.mark.parametrize("column", sorted(SORTABLE))
@pytest.mark.parametrize("descending", [True, False])
def test_pages_are_pieces_of_the_whole_list(listed: Book, column: str, descending: bool) -> None:
    order = (Sort("side"), Sort(column, descending))
    pages = [trade_page(listed, order=order, offset=offset, limit=2) for offset in (0, 2, 4)]
    assert [row.id for page in pages for row in page] == trade_ids(listed, order=order)


PAIRS = [
    (first, second)
    for first in ("product", "counterparty", "buyer", "quantity", "price_ex_vat", "date")
    for second in ("quantity", "counterparty", "date", "deal_no")
    if first != second
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.parametrize("ways", [(True, False), (False, True)])
def test_pages_of_two_columns_are_pieces_of_the_whole_list(
    listed: Book, first: str, second: str, ways: tuple[bool, bool]
) -> None:
    order = (Sort(first, ways[0]), Sort(second, ways[1]))
    whole = trade_ids(listed, order=order)
    pieces = [
        row.id for offset in range(0, len(whole), 2) for row in trade_page(listed, order=order, offset=offset, limit=2)
    ]
    assert pieces == whole


def test_a_reading_that_nobody_waits_for_ends(listed: Book) -> None:
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(len(asked) > 2)
        return asked[-1]

    with pytest.raises(Interrupted), listed.heeding(stop):
        listed.fetch(endless)
    with pytest.raises(Interrupted), listed.heeding(lambda: True):
        raise AssertionError
    assert trade_ids(listed) == [4, 2, 3, 1, 5]


def test_totals_leave_out_what_was_cancelled(listed: Book) -> None:
    assert trade_totals(listed) == Totals(5, Decimal(40), Decimal("15040000.00"), Decimal("16995200.00"), cancelled=1)
    assert trade_totals(listed, TradeFilter(text="nothing")) == Totals(0, Decimal(0), Decimal(0), Decimal(0), 0)


def test_totals_do_not_overflow(book: Book) -> None:
    ((product,),) = book.fetch("SELECT id FROM products WHERE code = 'PRND-O'")
    largest = 9 * 10**18
    row = {
        "date": "2026-01-05", "product": product, "side": "buy", "status": "confirmed", "quantity_unit": "t",
        "price_unit": "t", "currency": "CNY", "tax_basis": "incl", "vat_rate": 13_000_000, "related": 0, "spot": 1,
        "compliance": "yes", "quantity_g": largest, "amount_ex_vat": largest, "amount_incl_vat": largest,
    }  # fmt: skip
    with book.step("imported", files="x", count="1000") as step:
        step.insert_many("trades", [dict(row) for _ in range(1000)])
    totals = trade_totals(book)
    assert totals.quantity_t == Decimal(9_000_000_000_000_000)
    assert totals.amount_ex_vat == totals.amount_incl_vat == Decimal(900_000_000_000_000_000)


def test_recent_prices_are_those_of_the_product_and_days_without_drafts_and_cancelled(listed: Book) -> None:
    day = dt.date(2026, 1, 5)
    alone = price_spread(listed, "PRND-O", day, day)
    assert alone == Spread(1, Decimal(500_000), Decimal(500_000), Decimal(500_000))
    whole = price_spread(listed, "PRND-O", dt.date(1999, 1, 1), TODAY)
    assert whole is not None
    assert whole.count == 3
    assert whole.low <= whole.median <= whole.high
    assert price_spread(listed, "DY-O", dt.date(1999, 1, 1), TODAY) is None


def test_the_book_knows_its_first_and_last_day(listed: Book) -> None:
    assert trade_days(listed) == (dt.date(1999, 12, 31), dt.date(2026, 2, 1))


def test_an_empty_book_has_no_days(book: Book) -> None:
    assert trade_days(book) is None
    assert trade_page(book) == []
