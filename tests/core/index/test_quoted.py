"""Section 4 of the methodology: days priced by quotes, a boundary on each side of every rule."""

import datetime as dt

import pytest

from rare_desk.core.calendar import day_number
from rare_desk.core.explain.explanation import UsedQuote, explain, explain_price
from rare_desk.core.index.daily import STATUSES
from rare_desk.core.index.engine import Computation
from tests.core.index.books import Deal, Told, index, rules

MON, TUE, WED, THU, FRI = (f"2025-01-{day:02}" for day in range(6, 11))
SAT, NEXT_MON = "2025-01-11", "2025-01-13"
SOLD = [Deal(MON, 100.0)]
SHORT = rules(window_days=1)


def price(computation: Computation, day: str, product: str = "LA-O") -> tuple[float, str] | None:
    prices = computation.daily_prices(product)
    found = prices.days.tolist()
    number = day_number(dt.date.fromisoformat(day))
    if number not in found:
        return None
    place = found.index(number)
    return round(float(prices.price[place]), 9), STATUSES[prices.status[place]]


def test_a_day_without_collected_trades_is_priced_by_its_quotes() -> None:
    assert price(index(SOLD, SHORT, told=[Told(TUE, 104.0)]), TUE) == (104.0, "quoted")


def test_a_trade_of_the_day_goes_before_its_quotes() -> None:
    assert price(index(SOLD, SHORT, told=[Told(MON, 104.0)]), MON) == (100.0, "observed")


def test_the_window_goes_before_quotes_and_quotes_before_imputing() -> None:
    computation = index(SOLD, told=[Told(FRI, 104.0), Told(NEXT_MON, 104.0)])
    assert price(computation, FRI) == (100.0, "window")
    assert price(computation, NEXT_MON) == (104.0, "quoted")


def test_the_price_is_the_median_over_sources() -> None:
    three = [Told(TUE, 104.0, "A"), Told(TUE, 101.0, "B"), Told(TUE, 109.0, "C")]
    assert price(index(SOLD, SHORT, told=three), TUE) == (104.0, "quoted")
    assert price(index(SOLD, SHORT, told=three[:2]), TUE) == (102.5, "quoted")


def test_a_source_counts_once_with_the_median_of_its_quotes() -> None:
    told = [Told(TUE, 101.0, "A"), Told(TUE, 102.0, "A"), Told(TUE, 109.0, "A"), Told(TUE, 104.0, "B")]
    assert price(index(SOLD, SHORT, told=told), TUE) == (103.0, "quoted")


def test_a_quote_without_a_known_price_in_cny_prices_nothing() -> None:
    assert price(index(SOLD, SHORT, told=[Told(TUE, None)]), TUE) == (100.0, "imputed")


def test_a_quote_prices_its_own_product_and_day_only() -> None:
    computation = index(SOLD, SHORT, told=[Told(TUE, 104.0, product="CE-O")], last=WED)
    assert price(computation, TUE) == (100.0, "imputed")
    assert price(computation, TUE, "CE-O") == (104.0, "quoted")
    assert price(computation, WED, "CE-O") == (104.0, "imputed")


def test_index_days_last_until_the_last_quote() -> None:
    assert index(SOLD, told=[Told(WED)]).last_day == dt.date(2025, 1, 8)
    assert index(SOLD, told=[Told(WED, None)]).last_day == dt.date(2025, 1, 8)
    assert index([*SOLD, Deal(FRI)], told=[Told(WED)]).last_day == dt.date(2025, 1, 10)


def test_index_days_begin_with_the_first_trade() -> None:
    computation = index([Deal(TUE, 100.0)], SHORT, told=[Told(MON, 90.0), Told(WED, 104.0)])
    assert computation.days[0] == day_number(dt.date(2025, 1, 7))
    assert price(computation, WED) == (104.0, "quoted")
    assert not len(index([], told=[Told(MON)]).days)


def test_a_quote_of_another_day_belongs_to_the_next_index_day() -> None:
    computation = index(SOLD, SHORT, told=[Told(SAT, 104.0)])
    assert computation.last_day == dt.date(2025, 1, 13)
    assert price(computation, NEXT_MON) == (104.0, "quoted")
    assert price(computation, FRI) == (100.0, "imputed")


def test_a_quote_of_the_weekend_before_the_first_trade_belongs_to_its_day_and_one_of_the_friday_before_does_not() -> (
    None
):
    early = [Told("2025-01-04", 90.0, product="CE-O")]
    assert price(index(SOLD, SHORT, told=early), MON, "CE-O") == (90.0, "quoted")
    assert price(index(SOLD, SHORT, told=[Told("2025-01-03", 90.0, product="CE-O")]), MON, "CE-O") is None


def test_quoted_prices_lead_their_group() -> None:
    weighed = rules({"LA-O": 0.5, "CE-O": 0.5}, window_days=1)
    sold = [*SOLD, Deal(MON, 50.0, product="CE-O")]
    computation = index(sold, weighed, told=[Told(TUE, 110.0)])
    assert price(computation, TUE, "CE-O") == (55.0, "imputed")


def test_quoted_prices_count_in_the_base_and_for_coverage_but_bring_no_trades() -> None:
    weighed = rules({"LA-O": 1.0}, window_days=1, base_from=dt.date(2025, 1, 6), base_to=dt.date(2025, 1, 7))
    computation = index(SOLD, weighed, told=[Told(TUE, 110.0)])
    point = computation.series("LA-O").point(1)
    # The base is the mean of 100 and 110.
    assert point.raw == pytest.approx(1000 * 110 / 105)
    assert (point.coverage, point.trades, point.pairs, point.volume_t) == (1.0, 0, 0, 0.0)
    assert point.reasons == ("trades", "pairs")


def test_the_range_of_a_quoted_day_is_that_of_its_sources() -> None:
    told = [Told(TUE, 101.0, "A"), Told(TUE, 103.0, "A"), Told(TUE, 108.0, "B"), Told(TUE, 104.0, "C")]
    prices = index(SOLD, SHORT, told=told).daily_prices("LA-O")
    assert (prices.low[1], prices.price[1], prices.high[1]) == (102.0, 104.0, 108.0)


def test_a_quote_ends_staleness_and_counts_as_the_last_own_price() -> None:
    computation = index(SOLD, SHORT, told=[Told(TUE, 110.0)], last="2025-02-05")
    # Tuesday and twenty index days more.
    assert price(computation, "2025-02-04") == (110.0, "imputed")
    assert price(computation, "2025-02-05") == (110.0, "stale")


def test_explain_tells_the_quotes_behind_a_price() -> None:
    told = [Told(TUE, 108.0, "B"), Told(TUE, 104.0, "A"), Told(MON, 1.0, "A"), Told(TUE, 7.0, "A", "CE-O")]
    computation = index(SOLD, SHORT, told=told)
    tuesday = dt.date(2025, 1, 7)
    quotes = (UsedQuote(2, tuesday, "A", 104.0), UsedQuote(1, tuesday, "B", 108.0))
    found = explain(computation, "LA-O", tuesday)
    assert found is not None
    assert (found.members[0].quotes, found.members[0].trades, found.members[0].status) == (quotes, (), "quoted")
    monday = explain_price(computation, "LA-O", dt.date(2025, 1, 6))
    assert monday is not None
    assert monday[0].quotes == ()
