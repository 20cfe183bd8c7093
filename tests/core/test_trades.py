import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.trades import Side, Status, Trade, check, prices
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.words import sentence

TODAY = dt.date(2026, 10, 22)
DEAL = Trade(date=TODAY, side=Side.BUY, product="PRND-O", quantity=Decimal("8"), price=Decimal("580500"))


def codes(trade: Trade) -> list[tuple[str, bool]]:
    return [(found.code, found.suspect) for found in check(trade, TODAY)]


def test_a_price_including_vat_gives_the_price_without() -> None:
    found = prices(DEAL)
    assert (found.incl_vat, found.ex_vat) == (Decimal("580500"), Decimal("513716.8142"))
    assert (found.amount_incl_vat, found.amount_ex_vat) == (Decimal("4644000.00"), Decimal("4109734.51"))
    assert found.amount == found.amount_incl_vat


def test_a_price_without_vat_gives_the_price_including() -> None:
    found = prices(replace(DEAL, price=Decimal("513716.81"), tax_basis=TaxBasis.EXCL))
    assert found.incl_vat == Decimal("580499.9953")
    assert found.amount_incl_vat == Decimal("4643999.96")


def test_the_rate_of_the_trade_counts_not_todays() -> None:
    assert prices(replace(DEAL, price=Decimal("117"), vat_rate=Decimal(17))).ex_vat == 100


def test_kilograms_and_prices_per_kilogram_come_out_per_tonne() -> None:
    found = prices(
        replace(DEAL, quantity=Decimal("350"), quantity_unit=Unit.KG, price=Decimal("6850"), price_unit=Unit.KG)
    )
    assert found.incl_vat == Decimal("6850000")
    assert found.amount_incl_vat == Decimal("2397500.00")


def test_a_foreign_price_is_converted_at_the_trades_rate_and_has_no_vat() -> None:
    export = replace(
        DEAL, price=Decimal("89.02"), price_unit=Unit.KG, currency="USD", tax_basis=TaxBasis.NONE, fx=Decimal("7.02")
    )
    found = prices(export)
    assert (found.ex_vat, found.incl_vat) == (Decimal("624920.4"), None)
    assert found.amount == Decimal("712160.00")
    assert found.amount_ex_vat == Decimal("4999363.20")


def test_a_foreign_price_without_a_rate_has_no_price_in_yuan() -> None:
    found = prices(replace(DEAL, currency="USD", tax_basis=TaxBasis.NONE))
    assert (found.ex_vat, found.incl_vat, found.amount) == (None, None, Decimal("4644000.00"))


def test_a_good_trade_has_no_problems() -> None:
    assert codes(DEAL) == []


def test_all_problems_come_at_once() -> None:
    bad = replace(DEAL, quantity=Decimal("-1"), price=None, vat_rate=Decimal(31), reo_pct=Decimal(101), fx=Decimal(0))
    assert [code for code, _ in codes(bad)] == [
        "non-positive-quantity", "missing-price", "out-of-range", "out-of-range", "non-positive-fx",
    ]  # fmt: skip


def test_an_exchange_rate_has_a_limit() -> None:
    assert codes(replace(DEAL, currency="USD", fx=Decimal("1e30"))) == [("too-large", False)]


@pytest.mark.parametrize(
    ("change", "least"),
    [
        ({"quantity": Decimal("0.0000004")}, "0.000001"),
        ({"quantity": Decimal("0.0004"), "quantity_unit": Unit.KG}, "0.001"),
        ({"price": Decimal("0.00004")}, "0.0001"),
        ({"currency": "USD", "tax_basis": TaxBasis.NONE, "fx": Decimal("0.0000004")}, "0.000001"),
    ],
)
def test_what_the_book_would_keep_as_zero_is_too_small(change: dict[str, Any], least: str) -> None:
    (found,) = check(replace(DEAL, **change), TODAY)
    assert (found.code, dict(found.details)["least"]) == ("too-small", least)
    assert least in sentence(found, "zh")
    assert not found.suspect


def test_the_smallest_that_the_book_keeps_is_enough() -> None:
    assert codes(replace(DEAL, quantity=Decimal("0.0000005"), price=Decimal("0.00005"))) == []


def test_a_draft_may_lack_quantity_and_price() -> None:
    assert codes(replace(DEAL, quantity=None, price=None, status=Status.DRAFT)) == []


@pytest.mark.parametrize(("day", "expected"), [("2026-10-23", []), ("2026-10-24", [("future-date", True)])])
def test_tomorrow_is_allowed_and_the_day_after_is_suspect(day: str, expected: list[tuple[str, bool]]) -> None:
    assert codes(replace(DEAL, date=dt.date.fromisoformat(day))) == expected


@pytest.mark.parametrize(("day", "expected"), [("2000-01-01", []), ("1999-12-31", [("old-date", True)])])
def test_the_last_century_is_suspect(day: str, expected: list[tuple[str, bool]]) -> None:
    assert codes(replace(DEAL, date=dt.date.fromisoformat(day))) == expected


@given(
    quantity=st.decimals("0.001", "9999", places=3),
    price=st.decimals("0.01", "9999999", places=2),
    basis=st.sampled_from([TaxBasis.INCL, TaxBasis.EXCL]),
)
def test_amounts_agree_with_each_other_to_the_cent(quantity: Decimal, price: Decimal, basis: TaxBasis) -> None:
    found = prices(replace(DEAL, quantity=quantity, price=price, tax_basis=basis))
    assert found.amount_ex_vat is not None
    assert found.amount_incl_vat is not None
    assert abs(found.amount_ex_vat * Decimal("1.13") - found.amount_incl_vat) <= Decimal("0.0115")
