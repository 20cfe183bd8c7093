from decimal import Decimal

import pytest

from rare_desk.core.pricing.reference import announced_for, pulled, source_of
from rare_desk.core.problems import Problem
from rare_desk.core.quotes import AnnouncedPrice


def announced(quarter: str, price: str | None, status: str = "in_force", basis: str = "50") -> AnnouncedPrice:
    known = None if price is None else Decimal(price)
    return AnnouncedPrice(quarter=quarter, price=known, reo_basis=Decimal(basis), status=status)


LIST = (
    announced("2022Q1", "26887.20", basis="51"),
    announced("2022Q3", "26887.20", "in_force_inferred", "51"),
    announced("2022Q3", "39189", "proposed_rejected"),
    announced("2022Q4", "37230", "proposed_rejected"),
    announced("2026Q1", "26834"),
    announced("2026Q2", None, "unknown"),
)


@pytest.mark.parametrize(
    ("quarter", "code"),
    [
        ("2026Q2", "announced-unknown"),
        ("2022Q4", "announced-rejected"),
        ("2031Q1", "announced-missing"),
        ("26Q1", "not-a-quarter"),
        ("2026Q5", "not-a-quarter"),
    ],
)
def test_a_quarter_without_a_known_price_is_an_answer_not_a_guess(quarter: str, code: str) -> None:
    found = announced_for(quarter, LIST)
    assert isinstance(found, Problem)
    assert (found.code, found.value) == (code, quarter)


def test_a_rejected_proposal_is_not_the_price() -> None:
    found = announced_for("2022Q3", LIST)
    assert isinstance(found, AnnouncedPrice)
    assert found.price == Decimal("26887.20")


def test_price_and_grade_are_pulled_from_the_quarter() -> None:
    filled, problems = pulled({"quarter": "2022Q1", "grade": "50"}, LIST)
    assert problems == ()
    assert (filled["reference_price"], filled["reference_grade"]) == ("26887.2", "51")


def test_the_delivery_date_names_quarter_and_vat_rate() -> None:
    filled, _ = pulled({"delivery_date": "2026-03-18"}, LIST)
    assert (filled["quarter"], filled["reference_price"], filled["vat_rate"]) == ("2026Q1", "26834", "13")
    earlier, _ = pulled({"delivery_date": "2018-04-30", "reference_price": "20000"}, LIST)
    assert earlier["vat_rate"] == "17"


def test_what_the_user_wrote_is_kept_and_then_no_announcement_is_its_source() -> None:
    filled, problems = pulled({"quarter": "2026Q1", "reference_price": "27000", "reference_grade": "50"}, LIST)
    assert (filled["reference_price"], filled["quarter"], problems) == ("27000", "", ())
    kept, _ = pulled({"quarter": "2026Q1", "reference_price": "26,834.00", "reference_grade": "50"}, LIST)
    assert kept["quarter"] == "2026Q1"


def test_a_price_is_its_quarters_only_at_the_announced_grade() -> None:
    assert source_of("2026Q1", Decimal("26834.00"), Decimal(50), LIST) is LIST[4]
    assert source_of("2026Q1", Decimal(26834), Decimal(51), LIST) is None
    assert source_of("2026Q2", Decimal(26834), Decimal(50), LIST) is None
