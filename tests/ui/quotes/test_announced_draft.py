"""How the form of an announced price reads what is typed."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ui.quotes.announced_draft import AnnouncedDraft, draft_of, next_draft, read, read_quarter

TODAY = dt.date(2026, 11, 25)
KNOWN = AnnouncedPrice(quarter="2026Q4", price=Decimal("38769"), reo_basis=Decimal(50), per_percent=Decimal("775.38"),
                       announced_on="2026-10-09", source_url="https://a.example", note="注")  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "quarter"),
    [
        ("2027Q1", "2027Q1"),
        ("27q1", "2027Q1"),
        ("2027年1季度", "2027Q1"),
        ("2027年第一季度", None),
        ("2027-2", "2027Q2"),
        ("3", "2026Q3"),
        (" 2027 Q4 ", "2027Q4"),
        ("5", None),
        ("2027Q5", None),
        ("", None),
    ],
)
def test_a_quarter_is_read_in_the_ways_it_is_written(typed: str, quarter: str | None) -> None:
    assert read_quarter(typed, TODAY) == quarter


def test_what_stands_in_the_form_of_a_known_price_reads_as_that_price() -> None:
    assert read(draft_of(KNOWN), TODAY).price == KNOWN
    monthly = replace(KNOWN, announced_on="2026-10", price=None, per_percent=None, status="unknown")
    assert read(draft_of(monthly), TODAY).price == monthly


def test_the_next_quarter_follows_the_last_price_and_not_a_proposal() -> None:
    proposed = replace(KNOWN, quarter="2027Q3", status="proposed")
    assert next_draft((KNOWN, proposed), TODAY).quarter == "2027Q1"
    assert next_draft((), TODAY).quarter == "2026Q4"


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (AnnouncedDraft(), ["missing-quarter"]),
        (AnnouncedDraft(quarter="x", price="abc", reo_basis="", announced_on="99"),
         ["not-a-quarter", "not-a-number", "not-a-date", "missing-basis"]),
        (AnnouncedDraft(quarter="2027Q1"), ["missing-price"]),
        (AnnouncedDraft(quarter="2027Q1", price="-1"), ["non-positive-price"]),
        (AnnouncedDraft(quarter="2027Q1", price="39000", per_percent="781"), ["per-percent-differs"]),
    ],
)  # fmt: skip
def test_everything_wrong_is_said_at_its_field(draft: AnnouncedDraft, codes: list[str]) -> None:
    reading = read(draft, TODAY)
    assert reading.price is None
    assert [one.code for one in reading.problems] == codes
