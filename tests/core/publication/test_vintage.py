"""What a vintage says: which points there are, when a period is over, what its inputs are, how far a value moved."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.calendar import IndexDays
from rare_desk.core.index.engine import Computation
from rare_desk.core.index.points import Point
from rare_desk.core.publication.inputs import Inputs, first_date
from rare_desk.core.publication.vintage import Live, Move, canonical, dates, digest, document, period_end
from rare_desk.core.rules.methodology import CustomIndex, WeightSet
from tests.core.index.books import Deal, example, index, rules

QINGMING = IndexDays([dt.date(2025, 4, 4), dt.date(2025, 5, 30), dt.date(2025, 5, 29)])


@pytest.mark.parametrize(
    ("freq", "day", "end"),
    [
        ("daily", "2025-04-03", "2025-04-03"),
        ("weekly", "2025-03-31", "2025-04-03"),  # its Friday is a holiday
        ("weekly", "2025-04-06", "2025-04-03"),  # its Sunday
        ("weekly", "2025-04-07", "2025-04-11"),
        ("monthly", "2025-04-01", "2025-04-30"),
        ("monthly", "2025-05-31", "2025-05-28"),  # 31 May is a Saturday, the two days before holidays
    ],
)
def test_a_period_ends_on_its_last_index_day(freq: str, day: str, end: str) -> None:
    assert period_end(QINGMING, freq, dt.date.fromisoformat(day)) == dt.date.fromisoformat(end)


def deals(days: int = 30) -> list[Deal]:
    first = dt.date(2025, 3, 3)
    weekdays = [day for day in (first + dt.timedelta(days=n) for n in range(days)) if day.weekday() < 5]
    return [
        Deal(day.isoformat(), 100.0 + n + place, 2.0 + place, f"B{place}", f"S{place}", code, key=f"{day}{code}{place}")
        for n, day in enumerate(weekdays)
        for code in ("LA-O", "DY-O")
        for place in range(3)
    ]


TWO = rules({"LA-O": 0.5, "DY-O": 0.5})


@pytest.mark.parametrize("name", ["a", "b"])
@pytest.mark.parametrize("freq", ["daily", "weekly", "monthly"])
def test_live_values_and_dates_are_those_of_the_series(name: str, freq: str) -> None:
    trades, methodology = example(name)
    found = index(trades, methodology)
    live = Live(found, freq)
    assert dates(found, freq) == sorted(
        {point.date for one in found.series_names for point in points(found, one, freq)}
    )
    for one in found.series_names:
        for point in points(found, one, freq):
            cents = int(point.value.scaleb(2))
            assert live.moves(point.date, {one: cents}) == ()
            assert live.moves(point.date, {one: cents + 1}) == (Move(one, cents + 1, cents),)


def points(found: Computation, name: str, freq: str) -> list[Point]:
    series = found.series(name, freq)
    return [series.point(i) for i in range(len(series))]


@pytest.mark.parametrize(
    ("now", "beyond"), [(100_100, False), (100_101, True), (99_900, False), (99_899, True), (None, True)]
)
def test_a_tenth_of_a_percent_is_not_beyond_it(now: int | None, beyond: bool) -> None:
    assert Move("composite", 100_000, now).beyond(Decimal("0.10")) is beyond


def test_moves_are_in_the_order_of_their_size_and_those_that_are_gone_first() -> None:
    found = index(deals(), TWO)
    day = dates(found, "daily")[-1]
    published = {"LA-O": int(found.series("LA-O").cents[-1]) + 900, "DY-O": int(found.series("DY-O").cents[-1]) - 20}
    moves = Live(found, "daily").moves(day, published | {"gone": 100_000})
    assert [(move.series, move.now is None) for move in moves] == [("gone", True), ("LA-O", False), ("DY-O", False)]
    assert Move("LA-O", 100_000, 100_250).percent == Decimal("0.25")


def keys(found: Computation) -> dict[int, tuple[str, ...]]:
    rows = (found.head, found.tail)
    return {int(n): ("", "market", f"k{n}", "") for part in rows for n in part.columns.ids}


def hashed(found: Computation, first: int, last: int) -> str:
    return Inputs(found, lambda _first, _last: keys(found)).between(first, last)[0]


def test_the_inputs_of_a_day_are_its_window_and_what_is_carried_in() -> None:
    before = index(deals(), TWO)
    last = len(before.days) - 1
    same = hashed(before, last, last)
    assert hashed(index(deals(), TWO), last, last) == same
    near, far = deals(), deals()
    near[-30] = replace(near[-30], quantity=9.0)  # the day four before the last one
    far[-31] = replace(far[-31], quantity=9.0)  # the one before that: no price of the last day, but the price before
    assert hashed(index(near, TWO), last, last) != same
    assert hashed(index(far, TWO), last, last) != same
    older = deals()
    older[36] = replace(older[36], quantity=9.0)  # neither: it moves another day, after the base was set
    based = replace(TWO, base_from=dt.date(2025, 3, 3), base_to=dt.date(2025, 3, 7))
    assert hashed(index(older, based), last, last) == hashed(index(deals(), based), last, last)
    assert hashed(index(deals(), rules({"LA-O": 0.6, "DY-O": 0.4})), last, last) != same


def test_every_part_of_a_trade_is_an_input() -> None:
    found = index(deals(), TWO)
    last = len(found.days) - 1
    same, known = hashed(found, last, last), keys(found)
    for other in (
        replace(deals()[-1], price=99.5),
        replace(deals()[-1], quantity=4.5),
        replace(deals()[-1], flag="cancelled"),
    ):
        assert hashed(index([*deals()[:-1], other], TWO), last, last) != same
    renamed = known | {max(known): ("7", "market", "X", "")}
    assert Inputs(found, lambda _first, _last: renamed).between(last, last)[0] != same


def test_an_index_of_the_users_own_is_published_with_its_references() -> None:
    own = CustomIndex("magnet", "磁材", "Magnet", (WeightSet(dt.date(2025, 1, 1), {"LA-O": 1.0}),))
    found = index(deals(), replace(TWO, indices=(own,)))
    told = document(Inputs(found, lambda _first, _last: keys(found)), "daily", dates(found, "daily")[-1])
    assert told["points"]["magnet"]["value"] == told["points"]["LA-O"]["value"]
    assert told["inputs"]["hash"] != hashed(index(deals(), TWO), len(found.days) - 1, len(found.days) - 1)


def test_the_first_date_is_that_after_the_day_before_the_window() -> None:
    found = index(deals(), TWO)
    assert first_date(found, "daily", dt.date(2025, 3, 14)) == dt.date(2025, 3, 8)  # four days back is a Monday
    assert first_date(found, "daily", dt.date(2025, 3, 17)) == dt.date(2025, 3, 11)
    assert first_date(found, "daily", dt.date(2025, 3, 4)) == dt.date.min


def test_the_canonical_form_has_one_hash_whatever_the_order() -> None:
    assert canonical({"b": 1, "a": "稀土"}) == canonical({"a": "稀土", "b": 1}) == '{"a":"稀土","b":1}'
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
