"""The data that comes with the program agrees with where it comes from."""

import datetime as dt
from decimal import Decimal

import holidays
import pytest
from holidays.countries.china import ChinaStaticHolidays

from rare_desk.core.calendar import IndexDays
from rare_desk.core.quotes import in_force_on
from rare_desk.ops.book import shipped
from rare_desk.ops.parties.records import pinyin


def test_every_product_is_found_by_its_names_aliases_and_formula() -> None:
    catalogue = shipped.catalogue()
    assert len(list(catalogue)) == 38
    for word, code in (("氧化镨钕", "PRND-O"), ("ndpr oxide", "PRND-O"), ("Ｔｂ４Ｏ７", "TB-O"), ("金屬釹", "ND-M")):
        product = catalogue.find(word)
        assert product is not None
        assert product.code == code
    assert {product.group for product in catalogue} == {"light", "heavy"}
    assert catalogue["CON-BO"].reference_reo_pct == 50


def test_every_product_has_its_pinyin() -> None:
    assert {code: pinyin(shipped.catalogue()[code].name_zh) for code in shipped.pinyin()} == shipped.pinyin()
    assert shipped.pinyin().keys() == shipped.catalogue().by_code.keys()
    assert shipped.pinyin()["PRND-O"] == ("yang3 hua4 pu3 nv3", "yhpn")


def test_announced_prices_know_what_is_in_force() -> None:
    announced = shipped.announced_prices()
    first = in_force_on(dt.date(2026, 2, 1), announced)
    assert first is not None
    assert (first.price, first.reo_basis) == (Decimal(26834), Decimal(50))
    assert in_force_on(dt.date(2026, 5, 1), announced) is None
    third = in_force_on(dt.date(2022, 8, 1), announced)
    assert third is not None
    assert third.price == Decimal("26887.2")


LAST_ANNOUNCED = 2026


def test_non_trading_days_of_announced_years_are_those_of_the_holidays_library() -> None:
    if max(ChinaStaticHolidays.special_public_holidays) < LAST_ANNOUNCED:
        pytest.skip("the installed library is older than the shipped table")
    known = holidays.country_holidays("CN", years=range(2010, LAST_ANNOUNCED + 1))
    shipped_days = {day for day, _, estimated in shipped.non_trading_days() if not estimated}
    assert shipped_days == set(known)


def test_later_years_are_marked_as_estimated() -> None:
    years = {day.year: estimated for day, _, estimated in shipped.non_trading_days()}
    assert [year for year, estimated in years.items() if estimated] == [LAST_ANNOUNCED + 1, LAST_ANNOUNCED + 2]


def test_the_days_agree_with_those_of_the_index_examples() -> None:
    days = IndexDays(day for day, _, _ in shipped.non_trading_days())
    assert days.on_or_after(dt.date(2025, 1, 28)) == dt.date(2025, 2, 5)
    assert dt.date(2025, 4, 4) not in days
    assert dt.date(2025, 6, 2) not in days
    assert dt.date(2025, 1, 26) not in days  # a Sunday that was worked
