"""A change renews the index with the same bytes as computing it anew."""

import datetime as dt
from dataclasses import fields, replace
from typing import TypeVar

import numpy as np
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.calendar import IndexDays, day_number
from rare_desk.core.index.engine import Computation, compute, first_to_read, recompute
from rare_desk.core.index.quotes import QuoteColumns
from rare_desk.core.rules.methodology import CustomIndex, Methodology, WeightSet
from rare_desk.core.screening.columns import TradeColumns
from tests.core.index.books import GROUPS, Deal, Told, columns, example, quotes, rules

FIRST = dt.date(2025, 1, 3)
PRODUCTS = ("CE-O", "DY-O", "LA-O", "PRND-O")
CALENDAR = IndexDays([dt.date(2025, 1, 28), dt.date(2025, 1, 29), dt.date(2025, 2, 14)])


def methodology(base: tuple[str, str] | None) -> Methodology:
    first, last = (None, None) if base is None else (dt.date.fromisoformat(base[0]), dt.date.fromisoformat(base[1]))
    sets = (
        WeightSet(FIRST, {"LA-O": 0.4, "CE-O": 0.3, "DY-O": 0.3}),
        WeightSet(dt.date(2025, 2, 8), {"LA-O": 0.5, "CE-O": 0.0, "DY-O": 0.2, "PRND-O": 0.3}),
        WeightSet(dt.date(2025, 3, 1), {"LA-O": 0.5, "CE-O": 0.25, "DY-O": 0.25}),
    )
    own = (WeightSet(FIRST, {"PRND-O": 0.7, "DY-O": 0.3}), WeightSet(dt.date(2025, 2, 20), {"SC-O": 0.5, "DY-O": 0.5}))
    return replace(
        rules(),
        weight_sets=sets,
        base_from=first,
        base_to=last,
        min_lot_t={"light": 0.5},
        indices=(CustomIndex("magnet", "磁材", "Magnets", own),),
    )


DEALS = st.builds(
    Deal,
    date=st.integers(0, 75).map(lambda days: (FIRST + dt.timedelta(days=days)).isoformat()),
    price=st.sampled_from((100.0, 100.2, 101.0, 103.0, 96.0, 109.0, 118.0, 130.0, 131.0, 60.0)),
    quantity=st.sampled_from((0.4, 1.0, 1.5, 7.3)),
    buyer=st.sampled_from("ABC"),
    seller=st.sampled_from("BCD"),
    product=st.sampled_from(PRODUCTS),
    flag=st.sampled_from(("", "", "", "", "cancelled")),
)
QUOTES = st.builds(
    Told,
    date=st.integers(-9, 85).map(lambda days: (FIRST + dt.timedelta(days=days)).isoformat()),
    price=st.sampled_from((None, 99.0, 100.5, 104.0, 118.0)),
    source=st.sampled_from(("SMM", "百川", "Argus")),
    product=st.sampled_from((*PRODUCTS, "SC-O")),
)
CUTS = st.lists(st.integers(0, 75), min_size=1, max_size=3)
BASES = st.sampled_from((None, ("2025-01-03", "2025-01-20"), ("2025-01-10", "2025-02-20")))


def keyed(deals: list[Deal]) -> list[Deal]:
    return [replace(deal, key=f"{number * 7919 % 1009:04}") for number, deal in enumerate(deals)]


def by_content(deals: list[Deal]) -> TradeColumns:
    """Ids that do not depend on what else is in the book."""
    made = columns(deals, PRODUCTS)
    number = [int(deal.key) for deal in deals]
    return replace(made, ids=np.array([number[i - 1] for i in made.ids.tolist()], np.int64))


def quoted(told: list[Told]) -> QuoteColumns:
    """Ids that only depend on the quote."""
    return quotes(told, [hash((quote.date, quote.price, quote.source, quote.product)) % 10**9 for quote in told])


def whole(deals: list[Deal], told: list[Told], base: tuple[str, str] | None, memory: int = 15) -> Computation:
    remembered = replace(methodology(base), outlier_history_days=memory, stale_after_days=memory)
    return compute(by_content(deals), remembered, CALENDAR, GROUPS, quoted=quoted(told))


def bytes_of(computation: Computation) -> list[object]:
    found: list[object] = [computation.days.tobytes(), computation.exclusions(), computation.series_names]
    for name in computation.series_names:
        for freq in ("daily", "weekly", "monthly"):
            series = computation.series(name, freq)
            found += [value.tobytes() for f in fields(series) if hasattr(value := getattr(series, f.name), "tobytes")]
    for product in computation.priced_products():
        prices = computation.daily_prices(product)
        found += [getattr(prices, f.name).tobytes() for f in fields(prices)]
    return found


def after(deals: list[Deal], since: dt.date) -> TradeColumns:
    late = by_content(deals)
    return late.rows(late.day >= day_number(since))


Kept = TypeVar("Kept", Deal, Told)


def swapped(mine: list[Kept], others: list[Kept], changed: str) -> tuple[list[Kept], list[Kept]]:
    """From that day on what is in the book is swapped for the other ones, and back by the next change."""
    new = [one for one in others if one.date >= changed]
    gone = [one for one in mine if one.date >= changed]
    return [one for one in mine if one.date < changed] + new, [one for one in others if one.date < changed] + gone


@settings(max_examples=150, deadline=None)
@given(
    st.lists(DEALS, min_size=1, max_size=120),
    st.lists(DEALS, max_size=40),
    st.lists(QUOTES, max_size=30),
    st.lists(QUOTES, max_size=15),
    CUTS,
    BASES,
)
@also(
    [
        Deal("2025-01-03", 100.0, 0.4, "A", "B", product="CE-O"),
        Deal("2025-01-03", 100.0, 1.0, "A", "B", product="PRND-O"),
    ],
    [],
    [Told("2025-02-08", None, "SMM", "CE-O")],
    [],
    [1],
    None,
)
def test_any_changes_give_the_bytes_of_a_full_computation(
    deals: list[Deal],
    others: list[Deal],
    told: list[Told],
    tales: list[Told],
    cuts: list[int],
    base: tuple[str, str] | None,
) -> None:
    book, other = keyed(deals), [replace(deal, key=f"{2000 + n}") for n, deal in enumerate(others)]
    renewed = whole(book, told, base)
    for number, cut in enumerate(cuts):
        changed = FIRST + dt.timedelta(days=cut)
        book, other = swapped(book, other, changed.isoformat())
        since = first_to_read(CALENDAR, changed)
        later = None
        if number != 1:
            told, tales = swapped(told, tales, changed.isoformat())
            later = quoted([quote for quote in told if quote.date >= since.isoformat()])
        renewed = recompute(renewed, after(book, since), since, quoted=later)
        assert bytes_of(renewed) == bytes_of(whole(book, told, base))


def edited(mine: list[Kept], others: list[Kept], first: str, last: str) -> tuple[list[Kept], list[Kept]]:
    """On those days what is in the book is swapped for the other ones."""
    new = [one for one in others if first <= one.date <= last]
    gone = [one for one in mine if first <= one.date <= last]
    rest = [one for one in mine if not first <= one.date <= last]
    return rest + new, [one for one in others if not first <= one.date <= last] + gone


@settings(max_examples=150, deadline=None)
@given(
    st.lists(DEALS, min_size=1, max_size=120),
    st.lists(DEALS, max_size=40),
    st.lists(QUOTES, max_size=30),
    st.lists(QUOTES, max_size=15),
    st.lists(st.tuples(st.integers(0, 75), st.integers(0, 9)), min_size=1, max_size=3),
    BASES,
    st.sampled_from((1, 3, 40)),
    st.sampled_from((3, 15)),
)
def test_changes_of_a_few_days_give_the_bytes_of_a_full_computation(
    deals: list[Deal],
    others: list[Deal],
    told: list[Told],
    tales: list[Told],
    changes: list[tuple[int, int]],
    base: tuple[str, str] | None,
    stretch: int,
    memory: int,
) -> None:
    """Whatever the rules look back on; the days after are screened again by stretches of any length."""
    book, other = keyed(deals), [replace(deal, key=f"{2000 + n}") for n, deal in enumerate(others)]
    renewed = whole(book, told, base, memory)
    for begin, length in changes:
        since = first_to_read(CALENDAR, FIRST + dt.timedelta(days=begin))
        until = CALENDAR.on_or_after(FIRST + dt.timedelta(days=begin + length))
        first, last = since.isoformat(), until.isoformat()
        book, other = edited(book, other, first, last)
        told, tales = edited(told, tales, first, last)
        later = after(book, since)
        later = later.rows(later.day <= day_number(until))
        quoted_then = quoted([quote for quote in told if first <= quote.date <= last])
        renewed = recompute(renewed, later, since, quoted=quoted_then, until=until, stretch=stretch)
        assert bytes_of(renewed) == bytes_of(whole(book, told, base, memory))


def test_a_duplicate_stays_one_when_the_next_day_comes_in() -> None:
    days = ("2025-01-07", "2025-01-08", "2025-01-09")
    book = [Deal(day, key=f"{number}") for number, day in enumerate(days)]
    early = compute(by_content(book[:2]), rules(), CALENDAR, GROUPS)
    since = first_to_read(CALENDAR, dt.date(2025, 1, 9))
    assert [out.id for out in recompute(early, after(book, since), since).exclusions()] == [1]


def test_the_history_of_a_moved_market_is_remembered() -> None:
    # 138.9 is within fifteen percent of 121 and not of the middle of 120 and 121, which confirmed the move.
    prices = (100.0, 100.0, 100.0, 120.0, 121.0)
    book = [Deal("2025-01-06", price, 1.0 + n, f"P{n}", "Z", key=f"{n}") for n, price in enumerate(prices)]
    book.append(Deal("2025-01-20", 138.9, 9.0, "X", "Y", key="5"))
    early = compute(by_content(book[:5]), rules(), CALENDAR, GROUPS)
    since = first_to_read(CALENDAR, dt.date(2025, 1, 20))
    found = recompute(early, after(book, since), since).exclusions()
    assert [(out.id, out.code) for out in found] == [(3, "outlier"), (5, "unverified")]


def test_an_example_read_in_two_parts_at_any_day_is_the_same() -> None:
    deals, example_rules = example("a")
    calendar = IndexDays(example_rules.non_trading_days or ())
    numbered = [replace(deal, key=str(n)) for n, deal in enumerate(deals)]
    everything = columns(numbered)
    full = compute(everything, example_rules, calendar, GROUPS)
    wanted = bytes_of(full)
    for day in np.unique(everything.day)[::5].tolist():
        since = first_to_read(calendar, dt.date(1970, 1, 1) + dt.timedelta(days=day))
        early = everything.rows(everything.day < day_number(since))
        if len(early):
            part = compute(early, example_rules, calendar, GROUPS)
            again = recompute(part, everything.rows(everything.day >= day_number(since)), since)
            assert bytes_of(again) == wanted
        assert bytes_of(recompute(full, everything.rows(everything.day >= day_number(since)), since)) == wanted
