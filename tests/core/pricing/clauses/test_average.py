import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing.clauses import average
from rare_desk.core.pricing.clauses.average import Average

HOLIDAY = ["2026-05-01", "2026-05-04", "2026-05-05"]
MARCH = {"window": "month", "month": "2026-03", "missing": "skip"}


def quoted(**prices: str) -> list[dict[str, str]]:
    """`d03_02="500000"` is a quote of 2 March 2026."""
    return [{"date": f"2026-{day[1:3]}-{day[4:]}", "mid": price} for day, price in prices.items()]


def price(given: dict[str, Any]) -> Average:
    asked = average.inputs(given)
    assert isinstance(asked, average.AverageInputs), asked
    return average.price(asked).values


def refused(given: dict[str, Any]) -> dict[str, str]:
    found = average.inputs(given)
    assert isinstance(found, tuple)
    return {problem.field: problem.code for problem in found}


def days(found: Average) -> list[str]:
    return [one.date.isoformat() for one in found.days]


def test_the_mean_is_over_the_periods_index_days_that_are_quoted() -> None:
    prices = quoted(d02_27="1", d03_02="500", d03_04="530.01", d03_07="9999", d04_01="1")
    found = price(MARCH | {"prices": prices})  # 7 March is a Saturday
    assert (days(found), found.average) == (["2026-03-02", "2026-03-04"], Decimal("515.01"))  # 515.005 rounds up
    assert len(found.skipped) == 20
    assert (found.first, found.last) == (dt.date(2026, 3, 2), dt.date(2026, 3, 31))


def test_a_day_without_a_quote_takes_the_last_known_one_when_the_contract_says_so() -> None:
    found = price(MARCH | {"missing": "last", "prices": quoted(d02_27="400", d03_31="622")})
    assert (len(found.days), found.skipped) == (22, ())
    assert {one.quoted.isoformat() for one in found.days} == {"2026-02-27", "2026-03-31"}
    assert found.average == Decimal("410.09")  # (21 x 400 + 622) / 22 = 410.0909...


def test_before_the_first_quote_there_is_no_last_known_one() -> None:
    assert refused(MARCH | {"missing": "last", "prices": quoted(d03_03="1")}) == {"prices": "no-quote-on-days"}


def test_no_average_at_all_when_a_day_lacks_its_quote_and_the_contract_says_so() -> None:
    found = average.inputs(MARCH | {"missing": "refuse", "prices": quoted(d03_02="1")})
    assert isinstance(found, tuple)
    assert (found[0].code, dict(found[0].details)["count"]) == ("no-quote-on-days", "21")


@pytest.mark.parametrize(
    ("shift", "first", "last"), [(-1, "02-02", "02-27"), (0, "03-02", "03-31"), (1, "04-01", "04-30")]
)
def test_the_month_before_and_after_are_calendar_months(shift: int, first: str, last: str) -> None:
    prices = quoted(d02_02="1", d02_27="1", d03_02="1", d03_31="1", d04_01="1", d04_30="1")
    found = price(MARCH | {"shift": shift, "prices": prices})
    assert days(found) == [f"2026-{first}", f"2026-{last}"]


def test_a_quarter_moves_by_quarters_over_the_turn_of_the_year() -> None:
    given = {"window": "quarter", "quarter": "2026Q1", "shift": -1, "missing": "skip"}
    found = price(given | {"prices": [{"date": "2025-12-31", "mid": "3"}, {"date": "2026-01-05", "mid": "5"}]})
    assert (found.first, found.last, found.average) == (dt.date(2025, 10, 1), dt.date(2025, 12, 31), Decimal(3))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [("no", ["04-29", "04-30", "05-07"]), ("yes", ["04-29", "04-30", "05-06", "05-07"])],
)
def test_days_around_an_event_are_index_days(counts: str, expected: list[str]) -> None:
    prices = quoted(d04_28="1", d04_29="1", d04_30="1", d05_06="1", d05_07="1", d05_08="1")
    asked = {"window": "around", "event": "2026-05-06", "before": 2, "after": 1, "closed": HOLIDAY, "missing": "skip"}
    found = price(asked | {"event_day": counts, "prices": prices})
    assert days(found) == [f"2026-{day}" for day in expected]


def test_listed_days_must_be_index_days_and_stand_once() -> None:
    given = {"window": "days", "missing": "skip", "closed": HOLIDAY, "prices": quoted(d04_30="2", d05_06="4")}
    assert price(given | {"dates": ["2026-05-06", "2026-04-30"]}).average == 3
    dates = ["2026-04-30", "2026-05-04", "2026-05-09", "2026-04-30"]
    assert refused(given | {"dates": dates}) == {
        "dates[1]": "not-an-index-day",
        "dates[2]": "not-an-index-day",
        "dates[3]": "day-twice",
    }


@pytest.mark.parametrize(("part", "expected"), [("low", "95"), ("mid", "110"), ("high", "125")])
def test_of_a_range_the_part_counts_that_the_contract_names_and_a_single_price_is_all_three(
    part: str, expected: str
) -> None:
    prices = [{"date": "2026-03-02", "low": "90", "high": "150"}, {"date": "2026-03-03", "mid": "100"}]
    assert price(MARCH | {"part": part, "prices": prices}).average == Decimal(expected)


def test_a_quote_of_a_week_or_month_counts_on_each_of_its_days_unless_the_day_has_its_own() -> None:
    month = {"date": "2026-03-01", "until": "2026-03-31", "mid": "100"}
    week = {"date": "2026-03-09", "until": "2026-03-15", "mid": "200"}
    found = price(MARCH | {"prices": [week, month, {"date": "2026-03-10", "mid": "300"}]})
    assert [int(one.price) for one in found.days] == [*[100] * 5, 200, 300, 200, 200, 200, *[100] * 12]


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"month": ""}, {"month": "input-missing"}),
        ({"month": "March"}, {"month": "not-a-month"}),
        ({"window": "quarter", "quarter": "2026Q5"}, {"quarter": "not-a-quarter"}),
        ({"window": "around", "event": "2026-03-04"}, {"event": "period-empty"}),
        ({"window": "fortnight"}, {"window": "input-not-a-choice"}),
        ({"prices": quoted(d04_01="1")}, {"prices": "no-quote-in-period"}),
        ({"prices": [{"date": "2026-03-02"}]}, {"prices[0].mid": "input-missing"}),
        ({"prices": [{"date": "2026-03-02", "mid": "1"}] * 2}, {"prices[1].date": "price-twice"}),
        (
            {"prices": [{"date": "2026-03-02", "until": "2026-03-01", "mid": "1"}]},
            {"prices[0].until": "until-before-date"},
        ),
        ({"prices": [{"date": "2026-03-02", "low": "2", "high": "1"}]}, {"prices[0].high": "low-above-high"}),
        ({"closed": ["2026-02-30"]}, {"closed[0]": "not-a-date"}),
    ],
)
def test_what_is_not_clear_is_refused_at_its_place(more: dict[str, Any], wrong: dict[str, str]) -> None:
    assert refused(MARCH | {"prices": quoted(d03_02="1")} | more) == wrong


def test_the_trail_has_every_day_and_the_mean() -> None:
    asked = average.inputs(MARCH | {"missing": "last", "prices": quoted(d02_27="400", d03_31="622"), "unit": "usd_kg"})
    assert isinstance(asked, average.AverageInputs)
    *each, mean = average.price(asked).trail
    assert [(step.subject, step.formula, step.numbers) for step in (each[0], each[-1])] == [
        ("2026-03-02", "day-earlier", "2026-02-27"),
        ("2026-03-31", "day-quoted", ""),
    ]
    assert (mean.value, mean.unit) == (Decimal("410.09"), "usd_kg")


@settings(deadline=None, max_examples=50)
@given(st.lists(st.decimals(min_value=1, max_value=10**6, places=2), min_size=22, max_size=22))
def test_the_mean_lies_between_the_lowest_and_the_highest_day(prices: list[Decimal]) -> None:
    asked = average.inputs(MARCH | {"prices": [{"date": f"2026-03-{day:02}", "mid": 5} for day in range(1, 32)]})
    assert isinstance(asked, average.AverageInputs)
    on = [one.isoformat() for one in asked.period.days]
    found = price(MARCH | {"prices": [{"date": day, "mid": mid} for day, mid in zip(on, prices, strict=True)]})
    assert min(prices) <= found.average <= max(prices)
