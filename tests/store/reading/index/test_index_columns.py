"""What the book hands to the index: every trade, in an order that no import can change."""

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rare_desk.core.screening.columns import CODES, TradeColumns
from rare_desk.core.trades import Compliance, Side, Status, Trade
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.book.books import new_book
from rare_desk.ops.book.settings import change_setting
from rare_desk.ops.parties.records import Counterparty
from rare_desk.ops.trades import add_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.index.index_columns import index_columns
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from tests.ops.given import add_counterparty, change_counterparty

TODAY = dt.date(2026, 11, 20)
DAY = dt.date(2025, 1, 2)
MARKET = Trade(
    date=DAY, side=Side.MARKET, product="PRND-O", quantity=Decimal("7.3"), price=Decimal(370_330), buyer="A",
    seller="B", deal_no="T1", tax_basis=TaxBasis.EXCL,
)  # fmt: skip


def columns_of(book: Book, *trades: Trade) -> TradeColumns:
    for trade in trades:
        add_trade(book, trade, today=TODAY, accept_suspect=True)
    return index_columns(book)


def flag_of(book: Book, trade: Trade) -> str:
    columns = columns_of(book, trade)
    return CODES[int(columns.flag[-1])]


def test_a_book_without_trades_has_empty_columns(book: Book) -> None:
    columns = index_columns(book)
    assert len(columns) == 0
    assert columns.products == tuple(product.code for product in queries.catalogue(book))
    assert columns.day.dtype == np.int64
    assert columns.product.dtype == np.int16


def test_a_trade_in_columns(book: Book) -> None:
    columns = columns_of(book, MARKET)
    parties = queries.counterparty_ids(book)
    assert columns.ids.tolist() == [1]
    assert columns.day.tolist() == [(DAY - dt.date(1970, 1, 1)).days]
    assert columns.products[columns.product[0]] == "PRND-O"
    assert (columns.price[0], columns.quantity[0]) == (370_330.0, 7.3)
    assert (columns.buyer[0], columns.seller[0]) == (parties["A"], parties["B"])
    assert columns.flag[0] == 0


def test_in_its_own_trades_the_desk_is_one_party(book: Book) -> None:
    own = replace(MARKET, buyer="", seller="", counterparty="C")
    columns = columns_of(book, replace(own, side=Side.BUY), replace(own, side=Side.SELL, deal_no="T2"))
    other = queries.counterparty_ids(book)["C"]
    assert list(zip(columns.buyer.tolist(), columns.seller.tolist(), strict=True)) == [(0, other), (other, 0)]


def test_missing_parties_prices_and_quantities_are_seen(book: Book) -> None:
    bare = replace(MARKET, buyer="", seller="", status=Status.DRAFT, price=None, quantity=None)
    columns = columns_of(book, bare, replace(bare, side=Side.BUY, deal_no="T2"))
    assert columns.buyer.tolist() == [-1, 0]
    assert columns.seller.tolist() == [-1, -1]
    assert np.isnan(columns.price).all()
    assert np.isnan(columns.quantity).all()


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({}, ""),
        ({"status": Status.DRAFT}, "draft"),
        ({"status": Status.CANCELLED}, "cancelled"),
        ({"compliance": Compliance.NO}, "non_compliant"),
        ({"compliance": Compliance.UNKNOWN}, "non_compliant"),
        ({"related": True}, "related_party"),
        ({"spot": False}, "not_spot"),
        ({"currency": "USD", "fx": Decimal(7), "tax_basis": TaxBasis.NONE}, "export"),
        ({"incoterm": "fob 天津"}, "export"),
        ({"incoterm": "CIF"}, "export"),
        ({"incoterm": "出厂价"}, ""),
        ({"incoterm": "EXW"}, ""),
        ({"country": "JP"}, "export"),
        ({"country": " cn "}, ""),
        ({"country": "中国"}, ""),
        ({"country": "C"}, "export"),
        ({"status": Status.DRAFT, "related": True, "spot": False}, "draft"),
        ({"status": Status.CANCELLED, "compliance": Compliance.NO}, "cancelled"),
        ({"compliance": Compliance.NO, "related": True}, "non_compliant"),
        ({"related": True, "spot": False}, "related_party"),
        ({"spot": False, "country": "JP"}, "not_spot"),
    ],
)
def test_a_trade_has_the_first_rule_that_its_record_fails(book: Book, change: dict[str, Any], flag: str) -> None:
    assert flag_of(book, replace(MARKET, **change)) == flag


def test_parties_of_one_group_are_related(book: Book) -> None:
    add_counterparty(book, Counterparty("A", group_name="G"))
    assert flag_of(book, MARKET) == ""
    seller = queries.counterparty(book, "B")
    assert seller is not None
    change_counterparty(book, seller.id, Counterparty("B", group_name="G "))
    assert CODES[int(index_columns(book).flag[0])] == "related_party"


OWN = replace(MARKET, side=Side.BUY, buyer="", seller="", counterparty="B")


@pytest.mark.parametrize("group", ["甲方", "G"])
def test_firms_of_the_desks_own_group_are_related_to_it(book: Book, group: str) -> None:
    change_setting(book, "desk_name", "甲方")
    add_counterparty(book, Counterparty("甲方", group_name="G"))
    add_counterparty(book, Counterparty("B", group_name=group))
    add_counterparty(book, Counterparty("C", group_name="another"))
    assert flag_of(book, OWN) == "related_party"
    assert flag_of(book, replace(OWN, counterparty="C", deal_no="T2")) == ""
    assert flag_of(book, replace(OWN, counterparty="D", deal_no="T3")) == ""


def test_a_desk_without_name_or_group_is_related_to_nobody(book: Book) -> None:
    add_counterparty(book, Counterparty("B", group_name="G"))
    assert flag_of(book, OWN) == ""


def test_parties_of_no_group_are_not_related(book: Book) -> None:
    add_counterparty(book, Counterparty("A", group_name=" "))
    add_counterparty(book, Counterparty("B", group_name=""))
    assert flag_of(book, MARKET) == ""


def test_a_foreign_buyer_makes_it_an_export_a_foreign_seller_does_not(book: Book) -> None:
    add_counterparty(book, Counterparty("Foreign", country="JP"))
    assert flag_of(book, replace(MARKET, buyer="Foreign")) == "export"
    assert flag_of(book, replace(MARKET, seller="Foreign", deal_no="T2")) == ""


def test_concentrate_is_priced_at_its_reference_assay(book: Book) -> None:
    concentrate = replace(MARKET, product="CON-BO", price=Decimal(28_068))
    columns = columns_of(
        book,
        replace(concentrate, reo_pct=Decimal("52.3")),
        replace(concentrate, reo_pct=None, deal_no="T2"),
        replace(MARKET, reo_pct=Decimal(99), deal_no="T3"),
    )
    assert columns.price.tolist() == pytest.approx([28_068 * 50 / 52.3, 28_068.0, 370_330.0], rel=1e-14)


def test_a_price_in_another_unit_currency_and_basis_is_yuan_per_tonne_without_vat(book: Book) -> None:
    columns = columns_of(
        book,
        replace(MARKET, price=Decimal(565), price_unit=Unit.KG, tax_basis=TaxBasis.INCL, quantity=Decimal(50),
                quantity_unit=Unit.KG),
        replace(MARKET, deal_no="T2", price=Decimal("10.5"), price_unit=Unit.KG, currency="USD", fx=Decimal("7.2"),
                tax_basis=TaxBasis.NONE),
    )  # fmt: skip
    assert columns.price.tolist() == [500_000.0, 75_600.0]
    assert columns.quantity.tolist() == [0.05, 7.3]


def varied() -> list[Trade]:
    """Every two differ in the intrinsic key or the day, in the order that they should have."""
    later = replace(MARKET, date=DAY + dt.timedelta(days=1))
    return [
        replace(MARKET, deal_no=""),
        replace(MARKET, deal_no="T1", product="DY-O"),
        replace(MARKET, deal_no="T1", side=Side.BUY, buyer="", seller="", counterparty="Z"),
        replace(MARKET, deal_no="T1"),
        replace(MARKET, deal_no="T1", price=Decimal(370_331)),
        replace(MARKET, deal_no="T1", quantity=Decimal("7.4")),
        replace(MARKET, deal_no="T1", seller="C"),
        replace(MARKET, deal_no="T1", buyer="AA"),
        replace(MARKET, deal_no="T1", side=Side.SELL, buyer="", seller="", counterparty="A"),
        replace(MARKET, deal_no="T10"),
        replace(MARKET, deal_no="T2"),
        replace(MARKET, deal_no="单1"),
        replace(later, deal_no=""),
        replace(later, deal_no="T1"),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_is_the_same_whatever_the_order_of_entry(tmp_path: Path, seed: int) -> None:
    trades = varied()
    entered = random.Random(seed).sample(trades, len(trades))
    with new_book(tmp_path / "desk.raredesk") as book:
        columns = columns_of(book, *entered)
        assert [row.trade for row in trades_by_id(book, columns.ids.tolist())] == trades
        ranks = dict(zip(columns.ids.tolist(), columns.rank.tolist(), strict=True))
    assert sorted(ranks.values()) == list(range(len(trades)))
    by_key = sorted(range(len(trades)), key=lambda n: ranks[int(columns.ids[n])])
    keys = [(trades[n].deal_no, trades[n].product) for n in by_key]
    assert all(one <= other for one, other in pairwise(keys))


def test_equal_trades_stand_in_the_order_of_entry(book: Book) -> None:
    columns = columns_of(book, MARKET, replace(MARKET, deal_no="A"), MARKET, MARKET)
    assert columns.ids.tolist() == [2, 1, 3, 4]


def test_columns_of_some_products_and_days(book: Book) -> None:
    whole = columns_of(book, *varied())
    some = index_columns(book, ["DY-O"])
    assert some.ids.tolist() == [2]
    assert some.products == whole.products
    later = index_columns(book, first=DAY + dt.timedelta(days=1))
    assert later.ids.tolist() == whole.ids[-2:].tolist()
    assert index_columns(book, last=DAY).ids.tolist() == whole.ids[:-2].tolist()
    assert len(index_columns(book, [])) == 0
    assert len(index_columns(book, ["none"])) == 0


def test_columns_go_on_after_rows_were_deleted(book: Book) -> None:
    whole = columns_of(book, *varied())
    delete_trades(book, [1, 5])
    assert index_columns(book).ids.tolist() == [n for n in whole.ids.tolist() if n not in (1, 5)]


def test_days_before_1970_and_far_ahead_keep_their_place(book: Book) -> None:
    columns = columns_of(
        book, replace(MARKET, date=dt.date(9999, 12, 31)), replace(MARKET, date=dt.date(1900, 1, 1), deal_no="T2")
    )
    assert columns.day.tolist() == [-25567, 2932896]
