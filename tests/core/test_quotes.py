import datetime as dt
from decimal import Decimal

import pytest

from rare_desk.core.quotes import (
    AnnouncedPrice,
    Period,
    Quote,
    announced_problems,
    in_force_on,
    quarter_of,
    quote_problems,
)


def announced(quarter: str, price: str | None, status: str = "in_force") -> AnnouncedPrice:
    return AnnouncedPrice(
        quarter=quarter, price=None if price is None else Decimal(price), reo_basis=Decimal(50), status=status
    )


PRICES = (
    announced("2022Q3", "26887.20", "in_force_inferred"),
    announced("2022Q3", "39189", "proposed_rejected"),
    announced("2026Q1", "26834"),
    announced("2026Q2", None, "unknown"),
)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-01-01", "2026Q1"), ("2026-03-31", "2026Q1"), ("2026-04-01", "2026Q2"), ("2026-12-31", "2026Q4")],
)
def test_a_day_belongs_to_its_quarter(day: str, quarter: str) -> None:
    assert quarter_of(dt.date.fromisoformat(day)) == quarter


def test_a_quarter_ends_where_the_next_begins() -> None:
    assert announced("2025Q4", "1").end_day == announced("2026Q1", "1").first_day == dt.date(2026, 1, 1)
    assert announced("2026Q1", "1").end_day == dt.date(2026, 4, 1)


def test_the_price_in_force_is_that_of_the_days_quarter() -> None:
    found = in_force_on(dt.date(2026, 2, 14), PRICES)
    assert found is not None
    assert found.price == Decimal("26834")


def test_a_quarter_without_a_known_price_has_none() -> None:
    assert in_force_on(dt.date(2026, 5, 1), PRICES) is None


def test_a_rejected_proposal_is_not_a_price() -> None:
    found = in_force_on(dt.date(2022, 8, 1), PRICES)
    assert found is not None
    assert found.price == Decimal("26887.20")


def test_a_quarter_that_is_none_is_our_own_fault() -> None:
    with pytest.raises(ValueError, match="not a quarter"):
        _ = announced("2026-1", "1").first_day


def test_a_price_that_the_book_would_keep_as_zero_is_too_small() -> None:
    quote = Quote(
        date=dt.date(2026, 10, 22),
        period=Period.DAY,
        source="甲",
        product="PRND-O",
        low=Decimal("0.00004"),
        mid=Decimal(1),
    )
    assert [found.code for found in quote_problems(quote)] == ["too-small"]
    assert [found.code for found in announced_problems(announced("2026Q1", "0.00004"))] == ["too-small"]
