"""The form's texts become a trade, or sentences about what is wrong."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from pypinyin import Style, lazy_pinyin

from rare_desk.core.trades import Compliance, Side, Status, Trade
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.book.shipped import catalogue
from rare_desk.ui.entry.draft import CNY_KG, USD_KG, Draft, draft_of, duplicate, following, next_number
from rare_desk.ui.entry.product_names import ProductNames
from rare_desk.ui.entry.reading import Known, Reading, Usual, read

TODAY = dt.date(2026, 10, 22)
GOOD = Draft(
    date="t",
    product="yhpn",
    quantity="6",
    price="58.2万",
    deal_no="C26-1064",
    counterparty="乙和稀土",
    delivery_date="+7",
)


def initials(text: str) -> str:
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))


NAMES = ProductNames(catalogue(), initials)


def known(usual: Usual | None = None, *, related: bool = False) -> Known:
    return Known(NAMES, TODAY, lambda product, day: usual, lambda draft: related)


def codes(reading: Reading) -> dict[str, str]:
    return {problem.field: problem.code for problem in reading.problems}


def test_shorthand_becomes_a_trade() -> None:
    reading = read(GOOD, known())
    assert reading.problems == ()
    assert reading.trade == Trade(
        date=TODAY,
        side=Side.BUY,
        product="PRND-O",
        quantity=Decimal(6),
        price=Decimal(582000),
        vat_rate=Decimal(13),
        deal_no="C26-1064",
        counterparty="乙和稀土",
        delivery_date=dt.date(2026, 10, 29),
    )


def test_the_other_price_and_both_amounts_are_computed_while_typing() -> None:
    reading = read(replace(GOOD, price="５.８２万", product=""), known())
    assert reading.trade is None
    assert reading.prices.ex_vat == Decimal("51504.4248")
    assert reading.prices.amount_incl_vat == Decimal("349200.00")
    assert reading.prices.amount_ex_vat == Decimal("309026.55")


def test_all_problems_come_at_once() -> None:
    reading = read(Draft(date="32", product="xyz", quantity="viel", price="", vat_rate="99"), known())
    assert reading.trade is None
    assert codes(reading) == {
        "date": "not-a-date",
        "product": "unknown-product",
        "quantity": "not-a-number",
        "price": "missing-price",
        "vat_rate": "out-of-range",
    }


def test_an_empty_form_says_what_is_missing() -> None:
    assert codes(read(Draft(), known())) == {
        "date": "missing-date",
        "product": "missing-product",
        "quantity": "missing-quantity",
        "price": "missing-price",
    }


def test_a_draft_may_lack_quantity_and_price() -> None:
    reading = read(replace(GOOD, quantity="", price="", status=Status.DRAFT), known())
    assert reading.problems == ()
    assert reading.trade is not None
    assert reading.trade.price is None


@pytest.mark.parametrize(
    ("day", "rate"), [("2018-04-30", 17), ("2018-05-01", 16), ("2019-03-31", 16), ("2019-04-01", 13)]
)
def test_the_rate_is_that_of_the_date(day: str, rate: int) -> None:
    trade = read(replace(GOOD, date=day), known()).trade
    assert trade is not None
    assert trade.vat_rate == rate


def test_a_unit_behind_the_quantity_decides() -> None:
    trade = read(replace(GOOD, quantity="350公斤"), known()).trade
    assert trade is not None
    assert (trade.quantity, trade.quantity_unit) == (Decimal(350), Unit.KG)


def test_a_price_in_dollars_needs_a_rate_and_has_no_vat() -> None:
    dollars = replace(GOOD, price="75.5", price_unit=USD_KG)
    assert codes(read(dollars, known())) == {"fx": "missing-fx"}
    reading = read(replace(dollars, fx="7.1"), known())
    assert reading.trade is not None
    assert reading.trade.tax_basis is TaxBasis.NONE
    assert reading.prices.ex_vat == Decimal("536050.0000")
    assert reading.prices.incl_vat is None


def test_a_market_trade_asks_for_buyer_and_seller() -> None:
    market = replace(GOOD, side=Side.MARKET)
    assert codes(read(market, known())) == {"buyer": "missing-buyer", "seller": "missing-seller"}
    reading = read(replace(market, buyer="甲", seller="乙"), known())
    assert reading.trade is not None
    assert (reading.trade.buyer, reading.trade.seller, reading.trade.counterparty) == ("甲", "乙", "")
    assert codes(read(replace(market, buyer="甲", seller="甲"), known())) == {"seller": "same-party"}


def test_initials_that_fit_several_products_ask_which() -> None:
    reading = read(replace(GOOD, product="yhl"), known())
    assert codes(reading) == {"product": "several-products"}
    assert dict(reading.problems[0].details)["names"] == "氧化镧 LA-O, 氧化镥 LU-O"


@pytest.mark.parametrize("typed", ["PRND-O", "氧化镨钕", "鐠釹氧化物", "NdPr oxide", "yhpn", "YHPN", "ｙｈｐｎ"])
def test_a_product_is_known_by_all_its_words(typed: str) -> None:
    found = NAMES.find(typed)
    assert found is not None
    assert found.code == "PRND-O"


def test_a_price_far_from_the_median_is_suspect_and_can_be_saved() -> None:
    usual = Usual(Decimal("512831.8584"), 5)
    reading = read(replace(GOOD, price="5.82万"), known(usual))
    assert [(p.code, p.suspect) for p in reading.problems] == [("unusual-price-low", True)]
    assert dict(reading.problems[0].details) == {"median": "579,500", "count": "5", "off": "90"}
    assert reading.trade is not None
    assert reading.trade.suspect == "unusual-price"


@pytest.mark.parametrize("usual", [Usual(Decimal(512831), 4), Usual(Decimal(400000), 9), None])
def test_a_price_near_the_median_or_beside_too_few_trades_is_not_suspect(usual: Usual | None) -> None:
    assert read(GOOD, known(usual)).problems == ()


def test_a_date_after_tomorrow_is_suspect() -> None:
    trade = read(replace(GOOD, date="+2"), known()).trade
    assert trade is not None
    assert trade.suspect == "future-date"


def test_related_follows_the_partys_group_until_chosen() -> None:
    assert read(GOOD, known(related=True)).related
    chosen = read(replace(GOOD, related=False), known(related=True))
    assert chosen.trade is not None
    assert not chosen.trade.related


def test_a_saved_trade_read_back_is_the_same() -> None:
    trade = Trade(
        date=dt.date(2018, 4, 3),
        side=Side.SELL,
        product="TB-O",
        quantity=Decimal("1200.5"),
        quantity_unit=Unit.KG,
        price=Decimal("3456.78"),
        price_unit=Unit.KG,
        tax_basis=TaxBasis.EXCL,
        vat_rate=Decimal(16),
        reo_pct=Decimal("99.99"),
        compliance=Compliance.UNKNOWN,
        related=True,
        spot=False,
        status=Status.CLOSED,
        delivery_date=dt.date(2018, 5, 1),
        counterparty="甲",
        note="照旧",
        suspect="other-terms",
    )
    again = read(draft_of(trade, "氧化铽"), known(Usual(Decimal(1), 9)), was=trade)
    assert again.trade == trade


def test_a_changed_price_is_judged_anew_and_other_suspicions_stay() -> None:
    was = replace(read(GOOD, known()).trade or pytest.fail("a good trade"), suspect="unusual-price,other-terms")
    draft = replace(draft_of(was, "氧化镨钕"), price="58万")
    trade = read(draft, known(Usual(Decimal(512831), 9)), was=was).trade
    assert trade is not None
    assert trade.suspect == "other-terms"


@pytest.mark.parametrize(
    ("number", "after"), [("C26-1063", "C26-1064"), ("A-099", "A-100"), ("7/B", "8/B"), ("合同", ""), ("", "")]
)
def test_deal_numbers_count_on(number: str, after: str) -> None:
    assert next_number(number) == after


def test_save_and_next_keeps_what_a_days_deals_share() -> None:
    after = following(replace(GOOD, side=Side.SELL, price_unit=CNY_KG, tax_basis=TaxBasis.EXCL, vat_rate="9"))
    assert (after.date, after.side, after.price_unit, after.deal_no) == ("t", Side.SELL, CNY_KG, "C26-1065")
    assert (after.product, after.tax_basis, after.vat_rate) == ("yhpn", TaxBasis.EXCL, "9")
    assert (after.quantity, after.price, after.counterparty) == ("", "", "")


@pytest.mark.parametrize(
    ("price", "basis", "code"),
    [
        ("565000", TaxBasis.EXCL, "looks-incl"),
        ("500000", TaxBasis.INCL, "looks-excl"),
        ("565000", TaxBasis.INCL, ""),
        ("500000", TaxBasis.EXCL, ""),
        ("540000", TaxBasis.EXCL, ""),
    ],
)
def test_a_price_in_the_other_tax_basis_is_doubted(price: str, basis: TaxBasis, code: str) -> None:
    usual = Usual(Decimal(500000), 12, Decimal(480000), Decimal(520000))
    reading = read(replace(GOOD, price=price, tax_basis=basis), known(usual))
    assert codes(reading) == ({"price": code} if code else {})
    assert reading.trade is not None
    assert reading.trade.suspect == ("other-basis" if code else "")
    assert (reading.doubt is not None) == bool(code)


def test_prices_that_vary_by_as_much_do_not_tell_the_basis() -> None:
    usual = Usual(Decimal(500000), 12, Decimal(400000), Decimal(600000))
    assert read(replace(GOOD, price="565000", tax_basis=TaxBasis.EXCL), known(usual)).problems == ()


def test_an_accepted_price_is_no_doubt_while_what_it_rests_on_stays() -> None:
    usual = known(Usual(Decimal(5000), 12, Decimal(4800), Decimal(5200)))
    first = read(GOOD, usual)
    assert first.doubt is not None
    assert read(replace(GOOD, note="核对过"), usual, first.trade).doubt is None
    assert read(replace(GOOD, quantity="7"), usual, first.trade).doubt is not None


def test_a_duplicate_is_of_today_under_the_next_number() -> None:
    copy = duplicate(replace(GOOD, date="2025-01-08", status=Status.CLOSED, lot="L1"), TODAY)
    assert (copy.date, copy.deal_no, copy.status, copy.lot) == ("2026-10-22", "C26-1065", Status.CONFIRMED, "")
    assert (copy.product, copy.quantity, copy.price) == ("yhpn", "6", "58.2万")
