"""What stands on Today, from books small enough to count by hand."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.life.dues import Delivery, Payment
from rare_desk.core.trades import Side, Trade
from rare_desk.core.units import TaxBasis
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.life.dues import add_due
from rare_desk.ops.today import Overview, overview
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from tests.ops.given import put


def deal(day: str, price: str, product: str = "PRND-O", deal_no: str = "", party: str = "乙和稀土") -> Trade:
    return Trade(
        date=dt.date.fromisoformat(day), side=Side.BUY, product=product, quantity=Decimal(10), price=Decimal(price),
        tax_basis=TaxBasis.EXCL, counterparty=party, deal_no=deal_no,
    )  # fmt: skip


def seen(book: Book) -> Overview:
    return overview(book, IndexState.load(book))


def test_an_empty_book_has_nothing_to_show_but_the_announced_prices(book: Book) -> None:
    found = seen(book)
    assert (found.day, found.levels, found.products, found.last_trades) == (None, (), (), ())
    assert (found.current, found.attention) == (None, ())
    assert found.announced


def test_before_the_index_is_computed_the_trades_are_there(book: Book) -> None:
    add_trade(book, deal("2026-01-06", "500000"))
    found = overview(book, None)
    assert found.day is None
    assert len(found.last_trades) == 1


def test_a_product_shows_its_price_its_change_and_todays_trades(book: Book) -> None:
    add_trade(book, deal("2026-01-06", "500000"))
    for number in range(3):
        add_trade(book, deal("2026-01-07", "510000", deal_no=f"C-{number}", party=f"丙泰{number}"))
    [line] = seen(book).products
    assert line.price == pytest.approx(510_000)
    assert line.day_pct == Decimal("2.00")
    assert (line.trades, line.status, line.stale_days) == (3, "observed", 0)


def test_the_trades_of_a_day_are_counted_however_many_there_are(book: Book) -> None:
    for product in ("PRND-O", "DY-O"):
        add_trade(book, deal("2026-01-07", "510000", product))
    put(book, [replace(deal("2026-01-07", "510000", "DY-O"), side=Side.MARKET, counterparty="")] * 1_001)
    assert {line.product.code: line.trades for line in seen(book).products} == {"DY-O": 1_002, "PRND-O": 1}


def test_changes_of_levels_come_from_the_published_values(book: Book) -> None:
    for day, price in (("2026-01-06", "500000"), ("2026-01-07", "505000"), ("2026-01-08", "512500")):
        for party in ("丙泰永磁", "甲辰磁材", "戊信新材"):
            add_trade(book, deal(day, price, party=party))
    found = seen(book)
    level = next(one for one in found.levels if one.series == "composite")
    series = IndexState.load(book).computation.series("composite")
    last, before = (series.point(len(series) - back).value for back in (1, 2))
    assert level.change_pct == round((last / before - 1) * 100, 2)


def test_the_concentrate_price_is_that_of_the_last_index_days_quarter_beside_the_one_before(book: Book) -> None:
    add_trade(book, deal("2026-10-20", "500000"))
    found = seen(book)
    assert found.current is not None
    assert found.previous is not None
    assert (found.current.quarter, found.previous.quarter) == ("2026Q4", "2026Q3")


def test_a_quarter_without_a_known_price_shows_none_and_asks_for_attention(book: Book) -> None:
    add_trade(book, deal("2026-05-20", "500000"))
    found = seen(book)
    assert found.current is None
    assert ("unknown-quarter", (("quarter", "2026Q2"),)) in [(one.code, one.details) for one in found.attention]


def test_a_suspect_trade_asks_for_attention_and_leads_to_its_row(book: Book) -> None:
    add_trade(book, replace(deal("2026-01-12", "500", deal_no="C-12"), suspect="unusual-price"))
    found = seen(book)
    entries = [one for one in found.attention if one.chip == "suspect"]
    assert [(one.code, one.product) for one in entries] == [("unusual-price", "PRND-O")]
    assert entries[0].trade == found.last_trades[0].id


def test_an_indicative_level_asks_for_attention(book: Book) -> None:
    add_trade(book, deal("2026-01-06", "500000"))
    codes = [one.code for one in seen(book).attention]
    assert "indicative-composite" in codes


def test_what_is_overdue_comes_first_and_leads_to_its_trades(book: Book) -> None:
    add_trade(book, deal("2026-01-06", "500000", deal_no="C-1"))
    add_trade(book, deal("2026-01-07", "500000", deal_no="C-2"))
    for trade, day in ((2, dt.date(2026, 2, 1)), (1, dt.date(2026, 1, 20))):
        add_due(book, trade, Delivery(quantity_t=Decimal("2.5"), due=day))
    add_due(book, 1, Payment(amount=Decimal(1000), due=dt.date(2026, 1, 30)))
    goods, money = seen(book).attention[:2]
    assert (goods.code, goods.trade, goods.due) == ("overdue-delivery", None, "overdue")
    assert dict(goods.details) == {"count": "2", "sum": "5", "deal": "C-1", "date": "2026-01-20"}
    assert (money.code, money.trade) == ("overdue-payment", 1)
    assert dict(money.details)["sum"] == "1,000 CNY"
