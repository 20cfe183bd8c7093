"""What is delivered, paid, open and overdue, and how the status goes along with it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.life.dues import (
    Delivery,
    Payment,
    Standing,
    check,
    contradictions,
    delivered_status,
    following_status,
    standing,
)
from rare_desk.core.trades import Side, Status, Trade, prices
from rare_desk.core.units import TaxBasis

TODAY = dt.date(2026, 3, 10)
TRADE = Trade(
    date=dt.date(2026, 1, 8), side=Side.SELL, product="PRND-O", quantity=Decimal(30), price=Decimal(565_000),
    counterparty="甲",
)  # fmt: skip


def came(tonnes: str, day: dt.date = TODAY) -> Delivery:
    return Delivery(quantity_t=Decimal(tonnes), done=day)


def planned(tonnes: str, day: dt.date) -> Delivery:
    return Delivery(quantity_t=Decimal(tonnes), due=day)


def of(trade: Trade, deliveries: list[Delivery], payments: list[Payment] | None = None) -> Standing:
    return standing(trade, prices(trade), deliveries, payments or [], TODAY)


def test_done_rows_count_as_delivered_and_paid_and_the_rest_is_open() -> None:
    found = of(
        TRADE,
        [came("12"), planned("18", dt.date(2026, 4, 1))],
        [Payment(amount=Decimal(5_000_000), done=TODAY), Payment(amount=Decimal(1), due=dt.date(2026, 5, 1))],
    )
    assert (found.delivered_t, found.open_t, found.overdue_t) == (Decimal(12), Decimal(18), Decimal(0))
    assert (found.owed, found.paid, found.open_amount) == (Decimal(16_950_000), Decimal(5_000_000), Decimal(11_950_000))
    assert not found.overdue


def test_a_planned_row_is_overdue_from_the_day_after() -> None:
    found = of(TRADE, [planned("18", dt.date(2026, 3, 9)), planned("12", TODAY)])
    assert (found.overdue_t, found.overdue) == (Decimal(18), True)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CANCELLED, Status.CLOSED])
def test_of_a_draft_a_cancelled_and_a_closed_trade_nothing_is_open_or_overdue(status: Status) -> None:
    late = [Payment(amount=Decimal(1), due=dt.date(2026, 1, 9))]
    found = of(replace(TRADE, status=status), [planned("30", dt.date(2026, 1, 9))], late)
    assert (found.open_t, found.open_amount, found.overdue) == (Decimal(0), Decimal(0), False)


def test_a_trade_of_the_market_is_nobodys_debt() -> None:
    found = of(replace(TRADE, side=Side.MARKET), [])
    assert (found.open_t, found.open_amount) == (Decimal(0), Decimal(0))


def test_a_trade_delivered_by_its_ledger_has_its_amount_open_and_no_contradiction() -> None:
    trade = replace(TRADE, status=Status.DELIVERED)
    found = of(trade, [])
    assert (found.open_t, found.open_amount) == (Decimal(0), Decimal(16_950_000))
    assert contradictions(trade, found, []) == ()


def test_goods_that_went_back_are_open_again() -> None:
    assert of(TRADE, [came("30"), came("-5")]).open_t == 5


def test_a_payment_in_another_currency_does_not_count() -> None:
    dollars = Payment(amount=Decimal(100), currency="USD", done=TODAY)
    assert of(TRADE, [], [dollars]).paid == 0
    foreign = replace(TRADE, currency="USD", tax_basis=TaxBasis.NONE, fx=Decimal(7), price=Decimal(80_000))
    assert of(foreign, [], [dollars]).open_amount == 30 * 80_000 - 100


@pytest.mark.parametrize(
    ("tonnes", "status"),
    [
        ("0", Status.CONFIRMED),
        ("0.001", Status.PART_DELIVERED),
        ("29.849", Status.PART_DELIVERED),
        ("29.85", Status.DELIVERED),
        ("31", Status.DELIVERED),
    ],
)
def test_within_half_a_percent_of_the_contract_it_is_delivered(tonnes: str, status: Status) -> None:
    found = of(TRADE, [came(tonnes)])
    assert delivered_status(found) is status
    assert following_status(Status.CONFIRMED, of(TRADE, []), found) is status


def test_the_status_goes_back_with_a_delivery_that_was_none() -> None:
    assert following_status(Status.DELIVERED, of(TRADE, [came("30")]), of(TRADE, [])) is Status.CONFIRMED


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED, Status.CANCELLED])
def test_a_draft_a_closed_and_a_cancelled_trade_stay_what_they_are(status: Status) -> None:
    assert following_status(status, of(TRADE, []), of(TRADE, [came("30")])) is status


def test_a_status_set_by_hand_is_not_taken_back() -> None:
    assert following_status(Status.DELIVERED, of(TRADE, []), of(TRADE, [came("3")])) is Status.DELIVERED
    assert following_status(Status.PART_DELIVERED, of(TRADE, []), of(TRADE, [came("30")])) is Status.DELIVERED


def test_delivered_and_paid_within_the_tolerance_is_settled() -> None:
    paid = [Payment(amount=Decimal(16_900_000), done=TODAY)]
    assert of(TRADE, [came("29.9")], paid).settled
    assert not of(TRADE, [came("29.9")]).settled
    assert not of(TRADE, [came("20")], paid).settled


@pytest.mark.parametrize(
    ("status", "deliveries", "codes"),
    [
        (Status.DRAFT, [came("1")], ["status-with-rows"]),
        (Status.CANCELLED, [came("1")], ["status-with-rows"]),
        (Status.CONFIRMED, [came("1")], ["deliveries-say-part-delivered"]),
        (Status.DELIVERED, [came("1")], ["deliveries-say-part-delivered"]),
        (Status.PART_DELIVERED, [came("1")], []),
        (Status.PART_DELIVERED, [planned("1", TODAY)], []),
        (Status.CLOSED, [came("30"), planned("1", TODAY)], ["closed-with-planned"]),
        (Status.DELIVERED, [came("30.2")], ["over-delivered"]),
        (Status.DELIVERED, [came("30.1")], []),
    ],
)
def test_what_does_not_agree_is_said(status: Status, deliveries: list[Delivery], codes: list[str]) -> None:
    trade = replace(TRADE, status=status)
    assert [one.code for one in contradictions(trade, of(trade, deliveries), deliveries)] == codes


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (Delivery(quantity_t=Decimal(0), done=TODAY), ["zero-due"]),
        (Delivery(quantity_t=Decimal(1)), ["no-day"]),
        (Delivery(quantity_t=Decimal(1), done=dt.date(2026, 3, 12)), ["done-later"]),
        (Delivery(quantity_t=Decimal(1), done=dt.date(1999, 3, 12)), ["old-date"]),
        (Delivery(quantity_t=Decimal(1), due=dt.date(2027, 3, 12)), []),
        (Payment(amount=Decimal(10) ** 15, done=TODAY), ["too-large"]),
        (Payment(amount=Decimal(-5), done=TODAY), []),
    ],
)
def test_a_row_says_a_quantity_or_amount_and_a_day(row: Delivery | Payment, codes: list[str]) -> None:
    assert [one.code for one in check(row, TODAY)] == codes


amounts = st.decimals(-40, 40, places=3, allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(amounts, st.booleans())))
def test_delivered_and_open_are_the_contract_unless_more_came(rows: list[tuple[Decimal, bool]]) -> None:
    found = of(TRADE, [Delivery(quantity_t=t, done=TODAY if done else None, due=TODAY) for t, done in rows])
    assert found.open_t == max(Decimal(0), 30 - found.delivered_t)
    assert found.delivered_t == sum((t for t, done in rows if done), Decimal(0))


@pytest.mark.parametrize("row", [Delivery(quantity_t=Decimal("-0.0000004"), done=TODAY),
                                 Payment(amount=Decimal("0.00004"), done=TODAY)])  # fmt: skip
def test_what_the_book_would_keep_as_zero_is_nothing(row: Delivery | Payment) -> None:
    assert [found.code for found in check(row, TODAY)] == ["zero-due"]
