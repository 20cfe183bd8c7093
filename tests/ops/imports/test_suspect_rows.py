"""Each thing that makes a row suspect, in a workbook, at its boundary and just beyond; the user decides."""

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.imports.facts import shipped_prices
from rare_desk.ops.imports.ledgers import write_import
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.words import sentence
from tests.ops.imports.given import TODAY, booked, ledger, planned, row, said

DAY = dt.date(2025, 5, 6)
PRICE, QUANTITY = "不含税单价(元/吨)", "数量(吨)"


def five(price: float = 400_000, **changed: object) -> list[Mapping[str, object]]:
    """Deals of one day at one price, a tonne each."""
    return [row(**{"单号": f"V-{n}", "不含税单价": price, "数量": 1, **changed}) for n in range(5)]


def doubts(book: Book, *rows: Mapping[str, object], today: dt.date = TODAY) -> list[tuple[int, str, str]]:
    plan = planned(book, ledger(*rows), today=today)
    assert all(found.suspect for found in plan.sheets[0].problems)
    assert all(sentence(found, "zh") and sentence(found, "en") for found in plan.sheets[0].problems)
    return said(plan)


@pytest.mark.parametrize(
    ("price", "unusual"),
    [(600_000, False), (600_000.01, True), (266_666.67, False), (266_666.66, True), (400, True), (40, True)],
)
def test_a_price_is_unusual_beyond_one_and_a_half_times_the_median_of_the_book(
    book: Book, price: float, unusual: bool
) -> None:
    booked(book, *five())
    assert doubts(book, row(不含税单价=price)) == [(2, PRICE, "unusual-price")] * unusual


@pytest.mark.parametrize(("days", "unusual"), [(90, True), (91, False), (-90, True), (-91, False)])
def test_the_book_tells_what_is_usual_for_ninety_days_before_and_after(book: Book, days: int, unusual: bool) -> None:
    booked(book, *five())
    other = row(日期=DAY + dt.timedelta(days), 不含税单价=700_000)  # within five times what is shipped
    assert bool(doubts(book, other)) is unusual


@pytest.mark.parametrize(("count", "unusual"), [(4, False), (5, True)])
def test_five_deals_in_the_book_tell_what_is_usual_and_four_do_not(book: Book, count: int, unusual: bool) -> None:
    booked(book, *five()[:count])
    assert bool(doubts(book, row(不含税单价=700_000))) is unusual


def test_the_median_is_of_the_product_and_ex_vat_in_tonnes(book: Book) -> None:
    booked(book, *five(), *five(1_500_000, 品名="氧化镝", 单号="D"))
    kilos = {"单号": "K", "日期": DAY, "方向": "买", "品名": "氧化镨钕", "数量(kg)": 900, "含税单价(元/kg)": 452}
    assert doubts(book, kilos) == []
    assert doubts(book, kilos | {"含税单价(元/kg)": 452_000}) == [(2, "含税单价(元/kg)", "unusual-price")]
    assert doubts(book, row(品名="氧化镝")) == [(2, PRICE, "unusual-price")]


@pytest.mark.parametrize(
    ("price", "others", "unusual"),
    [(600_000, 4, False), (600_000.01, 4, True), (266_666.66, 4, True), (600_000.01, 3, False)],
)
def test_without_the_book_five_rows_of_the_file_tell_what_is_usual_this_one_included(
    book: Book, price: float, others: int, unusual: bool
) -> None:
    found = doubts(book, row(不含税单价=price), *five()[:others])
    assert found == [(2, PRICE, "unusual-price")] * unusual


def test_wrong_rows_tell_nothing_of_what_is_usual(book: Book) -> None:
    rows = [row(不含税单价=700_000), *five()[:3], row(数量=-1)]
    assert said(planned(book, ledger(*rows))) == [(6, QUANTITY, "non-positive-quantity")]


@pytest.mark.parametrize(
    ("factor", "more", "unusual"), [(5, 0, False), (5, 1, True), (Decimal("0.2"), 0, False), (Decimal("0.2"), -1, True)]
)
def test_else_five_times_the_nearest_shipped_price_is_unusual(
    book: Book, factor: Decimal, more: int, unusual: bool
) -> None:
    shipped = shipped_prices()["PRND-O"]
    day = dt.date.fromordinal(shipped.days[-1])
    price = (Decimal(shipped.prices[-1]) / 10_000 * factor).quantize(Decimal("0.0001"), ROUND_CEILING)
    found = doubts(book, row(日期=day, 不含税单价=str(price + Decimal(more) / 10_000)))
    assert found == [(2, PRICE, "unusual-price")] * unusual


@pytest.mark.parametrize(("tonnes", "unusual"), [(20, False), (20.000001, True), (0.001, False)])
def test_a_quantity_is_unusual_beyond_twenty_times_the_median(book: Book, tonnes: float, unusual: bool) -> None:
    assert doubts(book, *five(), row(数量=tonnes)) == [(7, QUANTITY, "unusual-quantity")] * unusual
    booked(book, *five())
    assert doubts(book, row(数量=tonnes)) == [(2, QUANTITY, "unusual-quantity")] * unusual


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (TODAY, ""),
        (TODAY + dt.timedelta(1), ""),
        (TODAY + dt.timedelta(2), "future-date"),
        (dt.date(2000, 1, 1), ""),
        (dt.date(1999, 12, 31), "old-date"),
    ],
)
def test_a_date_after_tomorrow_or_before_2000_is_suspect(book: Book, day: dt.date, code: str) -> None:
    found = [one for one in doubts(book, row(日期=day)) if one[2].endswith("date")]
    assert found == ([(2, "日期", code)] if code else [])


@pytest.mark.parametrize(
    "changed",
    [
        {"单号": "A-2"}, {"单号": None}, {"日期": DAY + dt.timedelta(1)}, {"品名": "氧化钕"}, {"方向": "卖"},
        {"对手方": "丙公司"}, {"数量": 10.000001},
    ],
)  # fmt: skip
def test_other_terms_are_those_of_the_same_deal_in_all_but_its_price(book: Book, changed: Mapping[str, object]) -> None:
    assert doubts(book, row(), row(不含税单价=401_000)) == [(3, PRICE, "other-terms")]
    assert doubts(book, row(), row(**{**changed, "不含税单价": 401_000})) == []
    booked(book, row())
    assert doubts(book, row(不含税单价=401_000)) == [(2, PRICE, "other-terms")]
    found = doubts(book, row(**{**changed, "不含税单价": 401_000}))
    assert "other-terms" not in [code for _, _, code in found]


def test_the_same_price_in_another_unit_is_already_there_and_no_other_term(book: Book) -> None:
    booked(book, row())
    kilos = {
        "单号": "A-1",
        "日期": DAY,
        "方向": "买",
        "品名": "氧化镨钕",
        "数量(kg)": 10_000,
        "不含税单价(元/kg)": 400,
        "对手方": "乙公司",
    }
    plan = planned(book, ledger(kilos))
    assert (plan.existing, plan.new, plan.suspect) == (1, 0, 0)


@pytest.mark.parametrize(
    ("price", "count", "noted"),
    [
        (115_260, 5, True), (115_261, 5, False), (110_740, 5, True), (110_739, 5, False), (90_265, 5, True),
        (90_266, 5, False), (86_726, 5, True), (86_725, 5, False), (113_000, 4, False), (100_000, 5, False),
    ],
)  # fmt: skip
def test_a_file_within_two_percent_of_the_other_tax_basis_is_noted(
    book: Book, price: float, count: int, noted: bool
) -> None:
    booked(book, *five(100_000))
    rows = [row(单号=f"N-{n}", 不含税单价=price, 数量=1) for n in range(count)]
    notes = [note.code for note in planned(book, ledger(*rows)).sheets[0].notes]
    assert ("tax-basis" in notes) is noted


def test_four_deals_in_the_book_tell_nothing_of_the_tax_basis(book: Book) -> None:
    booked(book, *five(100_000)[:4])
    rows = [row(单号=f"N-{n}", 不含税单价=113_000, 数量=1) for n in range(5)]
    assert "tax-basis" not in [note.code for note in planned(book, ledger(*rows)).sheets[0].notes]


def test_a_row_may_be_suspect_in_several_ways_and_is_the_users_to_take(book: Book) -> None:
    booked(book, *five())
    plan = planned(book, ledger(row(日期=DAY, 不含税单价=400, 数量=21), row(单号="B")))
    assert [code for _, _, code in said(plan)] == ["unusual-price", "unusual-quantity"]
    assert (plan.suspect, plan.new) == (1, 1)
    with pytest.raises(Refused, match="import-has-problems"):
        write_import(book, plan)
    assert write_import(book, plan, accept_suspect=True).written == 2
    kept = {one.trade.suspect for one in trades_by_id(book, trade_ids(book))}
    assert kept == {"", "unusual-price,unusual-quantity"}
