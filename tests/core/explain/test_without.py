"""What one trade moves, and what it prices: by hand, and against computing the book without it."""

import datetime as dt
from decimal import Decimal
from functools import cache
from math import isnan

import pytest

from rare_desk.core.calendar import IndexDays
from rare_desk.core.explain.explanation import explain
from rare_desk.core.explain.tracing import trace
from rare_desk.core.explain.without import Move, accepted, effect, moves, without
from rare_desk.core.index.engine import Computation, compute
from rare_desk.core.screening.columns import TradeColumns
from tests.core.index.books import GROUPS, Deal, columns, example, index, rules
from tests.core.index.test_incremental import bytes_of

MONDAY = dt.date(2025, 1, 6)
WEEK = [(MONDAY + dt.timedelta(days=n)).isoformat() for n in range(5)]


@cache
def book(name: str) -> tuple[TradeColumns, Computation]:
    deals, methodology = example(name)
    calendar = IndexDays(methodology.non_trading_days or ())
    return columns(deals), compute(columns(deals), methodology, calendar, GROUPS)


def after(computation: Computation, trade: int) -> Computation:
    left = without(computation, trade)
    assert left is not None
    return left


def moved(computation: Computation, trade: int, series: str = "composite", freq: str = "daily") -> tuple[Move, ...]:
    return moves(computation, after(computation, trade), series, freq)


def three_days() -> list[Deal]:
    """One tonne from each of three pairs on Monday at 100; on Tuesday at 100, 100 and 103; nothing on Wednesday."""
    pairs = ("AX", "BY", "CZ")
    first = [Deal(WEEK[0], 100.0, 1.0, *pair) for pair in pairs]
    second = [Deal(WEEK[1], price, 1.5, *pair) for pair, price in zip(pairs, (100.0, 100.0, 103.0), strict=True)]
    return [*first, *second, Deal(WEEK[2], 100.0, 1.0, "A", "X", "CE-O")]


def test_without_a_trade_its_day_and_those_that_looked_back_at_it_move() -> None:
    computation = index(three_days(), rules(base_from=MONDAY, base_to=MONDAY))
    # Tuesday: (100 + 100 + 103) / 3 = 101. Without the last: two trades, so Monday's three join:
    # (3 x 1 + 2 x 1.5) tonnes, all at 100. Wednesday looked back at the same trades.
    found = moved(computation, 6)
    assert [(move.date.isoformat(), move.before, move.after) for move in found] == [
        (WEEK[1], Decimal("1010.00"), Decimal("1000.00")),
        (WEEK[2], Decimal("1010.00"), Decimal("1000.00")),
    ]
    assert [move.raw for move in found] == pytest.approx([-10.0, -10.0])
    assert effect(computation, after(computation, 6), "composite").largest == found[0]


def test_without_a_trade_of_the_base_every_level_moves() -> None:
    deals = [Deal(WEEK[0], price, 1.0, *pair) for price, pair in ((100.0, "AX"), (104.0, "BY"))]
    deals += [Deal(WEEK[1], 105.0, 1.0, *pair) for pair in ("AX", "BY", "CZ")]
    computation = index(deals, rules(base_from=MONDAY, base_to=MONDAY))
    assert [move.date.isoformat() for move in moved(computation, 2)] == [WEEK[1]]
    assert moved(computation, 2)[0].after == Decimal("1050.00")


def test_without_the_kept_one_a_duplicate_prices() -> None:
    deals = [Deal(WEEK[0], 100.0, 1.0, "A", "X"), Deal(WEEK[1], 100.0, 1.0, "A", "X")]
    assert after(index(deals), 1).exclusions() == []


def test_without_the_trade_before_it_a_moved_market_is_an_outlier() -> None:
    prices = (100.0, 100.0, 100.0, 120.0, 121.0)
    deals = [Deal(WEEK[0], price, 1.0 + n, f"P{n}", "Z") for n, price in enumerate(prices)]
    computation = index(deals)
    assert [(out.id, out.code) for out in computation.exclusions()] == [(4, "outlier")]
    assert [(out.id, out.code) for out in after(computation, 4).exclusions()] == [(5, "outlier")]


def test_without_the_only_trade_of_the_first_day_the_point_is_gone() -> None:
    deals = [Deal(WEEK[0]), Deal(WEEK[1], 100.0, 1.0, "C", "D"), Deal(WEEK[1], 102.0, 1.0, "E", "F")]
    computation = index(deals, rules(base_from=MONDAY + dt.timedelta(days=1), base_to=MONDAY + dt.timedelta(days=1)))
    gone = moved(computation, 1)[0]
    assert (gone.date, gone.after) == (MONDAY, None)
    assert isnan(gone.raw)
    assert effect(computation, after(computation, 1), "composite", "daily", MONDAY).asked == gone


def test_the_point_asked_for_is_told_when_it_does_not_move() -> None:
    computation = index(three_days(), rules(base_from=MONDAY, base_to=MONDAY))
    # The trade of CE-O is in no weight.
    found = effect(computation, after(computation, 7), "composite", "daily", MONDAY)
    assert (found.moved, found.largest) == ((), None)
    assert found.asked == Move(MONDAY, Decimal("1000.00"), Decimal("1000.00"), 0.0)


def test_of_a_product_outside_the_weights_the_price_moves() -> None:
    deals = [*three_days(), Deal(WEEK[2], 104.0, 3.0, "B", "Y", "CE-O")]
    found = moved(index(deals), 7, "CE-O")
    # One pair of two counts for at most half: (100 + 104) / 2.
    assert found == (Move(MONDAY + dt.timedelta(days=2), Decimal("102.00"), Decimal("104.00"), 2.0),)


def test_an_outlier_that_had_priced_is_in_the_mean_of_its_day() -> None:
    deals = [Deal(WEEK[0], 100.0, 1.0, *pair) for pair in ("AX", "BY", "CZ")]
    deals += [
        Deal(WEEK[1], price, 1.0, *pair) for price, pair in zip((101.0, 101.0, 110.0), ("AX", "BY", "CZ"), strict=True)
    ]
    computation = index(deals, rules(base_from=MONDAY, base_to=MONDAY))
    assert [(out.id, out.code) for out in computation.exclusions()] == [(6, "outlier")]
    priced = accepted(computation, 6)
    assert priced is not None
    assert priced.exclusions() == []
    # Without it the window of Tuesday had Monday's three too: (300 + 202) / 5; with it its own three trades.
    tuesday = moves(computation, priced, "composite")[0]
    assert (tuesday.before, tuesday.after) == (Decimal("1004.00"), Decimal("1040.00"))


def test_only_a_left_out_trade_with_a_price_could_have_priced() -> None:
    deals = [Deal(WEEK[0]), Deal(WEEK[1], price=None, buyer="C", seller="D")]
    computation = index(deals)
    assert accepted(computation, 1) is None
    assert accepted(computation, 2) is None
    assert accepted(computation, 99) is None


@pytest.mark.parametrize("name", ["a", "b"])
def test_of_the_examples_a_trade_that_had_priced_changes_nothing_before_its_day(name: str) -> None:
    _, computation = book(name)
    for out in computation.exclusions()[::6]:
        priced, found = accepted(computation, out.id), trace(computation, out.id)
        assert found is not None
        if priced is None:
            assert out.code == "incomplete"
            continue
        assert [one for one in computation.exclusions() if one.id != out.id] == priced.exclusions()
        now = trace(priced, out.id)
        assert now is not None
        assert now.priced[0].date == found.index_day
        in_base = found.index_day <= (computation.methodology.base_to or dt.date.max)
        early = [move for move in moves(computation, priced, "composite") if move.date < found.index_day]
        assert not early or in_base


def test_a_trade_that_is_not_there_moves_nothing() -> None:
    assert without(index([Deal(WEEK[0])]), 99) is None
    assert trace(index([Deal(WEEK[0])]), 99) is None


@pytest.mark.parametrize("name", ["a", "b"])
def test_of_the_examples_every_tenth_trade_left_out_is_the_book_without_it(name: str) -> None:
    everything, computation = book(name)
    for trade in everything.ids[::25].tolist():
        rest = everything.rows(everything.ids != trade)
        anew = compute(rest, computation.methodology, computation.calendar, GROUPS, computation.last_day)
        assert bytes_of(after(computation, trade)) == bytes_of(anew)


@pytest.mark.parametrize("name", ["a", "b"])
def test_of_the_examples_every_trade_is_traced_to_the_points_that_name_it(name: str) -> None:
    everything, computation = book(name)
    points = computation.series("composite")
    named: dict[int, dict[dt.date, float]] = {}
    for number in range(len(points)):
        told = explain(computation, "composite", points.point(number).date)
        assert told is not None
        total = sum(member.weight for member in told.members)
        for member in told.members:
            for used in member.trades:
                day = named.setdefault(used.id, {})
                day[told.point.date] = used.weight * member.weight / total
    codes = {out.id: out.code for out in computation.exclusions()}
    for trade in everything.ids[::7].tolist():
        found = trace(computation, trade)
        assert found is not None
        assert (found.left_out.code if found.left_out else None) == codes.get(trade)
        weights = {day.date: day.weights["composite"] for day in found.priced if "composite" in day.weights}
        assert weights == pytest.approx(named.get(trade, {}))
        assert bool(found.priced) == (found.left_out is None)


def test_a_trade_on_a_sunday_counts_for_monday() -> None:
    found = trace(index([Deal("2025-01-05"), Deal(WEEK[0], 100.0, 1.0, "C", "D")]), 1)
    assert found is not None
    assert (found.date, found.index_day) == (dt.date(2025, 1, 5), MONDAY)
    assert [day.share for day in found.priced] == [0.5]


def test_a_trade_without_a_product_is_left_out_with_its_rule() -> None:
    found = trace(index([Deal(WEEK[0]), Deal(WEEK[1], product="")]), 2)
    assert found is not None
    assert found.left_out is not None
    assert (found.product, found.left_out.code, found.priced) == ("", "incomplete", ())
    assert found.quantity_t == 1.0


@pytest.mark.parametrize("freq", ["weekly", "monthly"])
def test_weeks_and_months_move_with_their_days(freq: str) -> None:
    everything, computation = book("a")
    trade = int(everything.ids[len(everything) // 2])
    left = after(computation, trade)
    old, new = computation.series("composite", freq), left.series("composite", freq)
    wanted = [(n, old.cents[n], new.cents[n]) for n in range(len(old)) if old.cents[n] != new.cents[n]]
    found = moved(computation, trade, "composite", freq)
    assert [(move.before, move.after) for move in found] == [
        (Decimal(int(was)).scaleb(-2), Decimal(int(now)).scaleb(-2)) for _, was, now in wanted
    ]
    assert found
