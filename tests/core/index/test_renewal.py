"""A change of a few days is followed as far as it reaches, and no further."""

import datetime as dt
from dataclasses import replace
from typing import Any

from rare_desk.core.calendar import IndexDays, day_number
from rare_desk.core.index.engine import Computation, compute, first_to_read, recompute
from rare_desk.core.rules.methodology import Methodology, WeightSet
from tests.core.index.books import GROUPS, Deal, rules
from tests.core.index.test_incremental import after, by_content, bytes_of, keyed


def changed(
    before: list[Deal], now: list[Deal], first: str, last: str, methodology: Methodology | None = None
) -> Computation:
    """After a change of those days; the days after are screened again one by one."""
    since, until = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    later = after(now, since)
    later = later.rows(later.day <= day_number(until))
    return recompute(fresh(before, methodology), later, since, until=until, stretch=1)


def fresh(deals: list[Deal], methodology: Methodology | None = None) -> Computation:
    return compute(by_content(deals), methodology or rules(), IndexDays(()), GROUPS)


MON, FRI = "2025-01-06", "2025-01-10"
EARLY = Deal("2025-01-02", 50.0, product="CE-O")


def test_what_follows_from_one_duplicate_to_the_next_is_followed_to_its_end() -> None:
    # The same deal day after day, weekends too: every second one is a duplicate of the one before.
    days = [(dt.date(2025, 1, 6) + dt.timedelta(days=n)).isoformat() for n in range(60)]
    book = keyed([EARLY, *(Deal(day) for day in days)])
    without = [book[0], *book[2:]]
    found = changed(book, without, MON, MON)
    assert {out.id for out in found.exclusions()}.isdisjoint({out.id for out in fresh(book).exclusions()})
    assert bytes_of(found) == bytes_of(fresh(without))


def test_another_price_in_a_history_counts_though_no_code_of_its_day_is_another() -> None:
    book = keyed(
        [EARLY, Deal(MON, 100.0), Deal(FRI, 110.0, buyer="C"), *(Deal(f"2025-03-{n:02}") for n in range(3, 29))]
    )
    lower = [book[0], replace(book[1], price=90.0), *book[2:]]
    found = changed(book, lower, MON, MON)
    assert next(out.code for out in found.exclusions()) == "unverified"
    assert bytes_of(found) == bytes_of(fresh(lower))


def test_a_trade_that_no_longer_confirms_a_move_leaves_another_history() -> None:
    first = [Deal(MON, paid, 1.0 + n, f"P{n}", "Z") for n, paid in enumerate((100.0, 100.0, 100.0))]
    moved = [Deal("2025-01-08", 108.0, 1.0, "Q", "Z"), Deal("2025-01-09", 107.4, 1.0, "R", "Z")]
    much_later = [Deal("2025-01-29", 123.7, 1.0, "S", "Z"), *(Deal(f"2025-03-{n:02}", 120.0) for n in range(3, 29))]
    book = keyed([EARLY, *first, *moved, *much_later])
    other = [*book[:2], replace(book[2], price=100.3), replace(book[3], price=100.6), *book[4:]]
    # 107.4 was accepted because 108 came before it; now it stands by itself, and 123.7 is judged by it alone.
    codes = [out.code for out in fresh(book).exclusions()], [out.code for out in fresh(other).exclusions()]
    assert codes[1][:2] == ["outlier", "unverified"]
    assert codes[0][:2] != codes[1][:2]
    assert bytes_of(changed(book, other, MON, MON)) == bytes_of(fresh(other))


def test_a_price_that_is_no_other_but_older_is_stale_earlier() -> None:
    far = [Deal(f"2025-03-{n:02}", 50.0, product="CE-O") for n in range(3, 29)]
    book = keyed([EARLY, Deal(MON), Deal("2025-01-09", buyer="C"), *far])
    without = [*book[:2], *book[3:]]
    assert bytes_of(changed(book, without, "2025-01-09", "2025-01-09")) == bytes_of(fresh(without))


def sold(product: str, *days: str, price: float = 100.0) -> list[Deal]:
    """Between new parties each time."""
    return [Deal(day, price + n / 10, 1.0, f"{product}{n}", "Z", product) for n, day in enumerate(days)]


BASE = dt.date(2025, 1, 2)
"""The whole base period: another price later leaves the reference prices alone."""
EVERY_DAY = tuple((dt.date(2025, 1, 2) + dt.timedelta(days=n)).isoformat() for n in range(80))


def test_prices_carried_on_from_the_changed_days_are_carried_as_far_as_they_go() -> None:
    # CE-O has no price of its own after Monday; DY-O trades every day and leads it.
    book = keyed([*sold("DY-O", *EVERY_DAY), *sold("CE-O", "2025-01-02", MON, price=50.0)])
    other = [replace(deal, price=53.0) if deal.product == "CE-O" and deal.date == MON else deal for deal in book]
    weights = rules({"CE-O": 0.5, "DY-O": 0.5}, base_from=BASE, base_to=BASE)
    assert bytes_of(changed(book, other, MON, MON, weights)) == bytes_of(fresh(other, weights))


def test_a_later_set_that_takes_in_another_product_counts_its_pairs_from_then_on() -> None:
    # Only by its trade on Monday has CE-O a price when the second set begins and takes it in.
    first = {"DY-O": 0.5, "LA-O": 0.5}
    sets = (
        WeightSet(dt.date(2025, 1, 1), first),
        WeightSet(dt.date(2025, 1, 8), {"DY-O": 0.5, "LA-O": 0.2, "CE-O": 0.3}),
    )
    everything = [*sold("DY-O", *EVERY_DAY), *sold("LA-O", *EVERY_DAY), *sold("CE-O", MON, *EVERY_DAY[20:])]
    book = keyed(everything)
    other = [deal for deal in book if not (deal.product == "CE-O" and deal.date == MON)]
    methodology = rules(weight_sets=sets, base_from=BASE, base_to=BASE)
    for before, now in ((book, other), (other, book)):
        assert bytes_of(changed(before, now, MON, MON, methodology)) == bytes_of(fresh(now, methodology))


def test_days_that_become_more_at_their_end_are_priced_too() -> None:
    book = keyed([*sold("DY-O", *EVERY_DAY), *sold("CE-O", EVERY_DAY[-1])])
    last = dt.date.fromisoformat(EVERY_DAY[-1]) + dt.timedelta(days=6)
    monday = dt.date.fromisoformat(MON)
    later = after(book, monday)
    later = later.rows(later.day <= day_number(monday))
    found = recompute(fresh(book), later, monday, last, until=monday, stretch=1)
    assert bytes_of(found) == bytes_of(compute(by_content(book), rules(), IndexDays(()), GROUPS, last))


def test_a_set_that_begins_long_after_the_changed_days_stands_on_the_same_prices() -> None:
    sets = tuple(WeightSet(dt.date(2025, month, 1), {"DY-O": 1.0 / month, "LA-O": 0.5}) for month in (1, 3))
    methodology = rules(weight_sets=sets, base_from=BASE, base_to=BASE)
    book = keyed([*sold("DY-O", *EVERY_DAY), *sold("LA-O", *EVERY_DAY[::3])])
    other = [replace(deal, price=deal.price and deal.price + 1) if deal.date == MON else deal for deal in book]
    assert bytes_of(changed(book, other, MON, MON, methodology)) == bytes_of(fresh(other, methodology))


def test_a_trade_that_says_something_else_is_another_one_whatever_it_is() -> None:
    wednesday = "2025-01-08"
    sold_twice = [Deal(wednesday, 100.0, 2.0, "A", "B"), Deal("2025-01-07", 101.0, 3.0, "C", "D")]
    book = keyed([EARLY, *sold("LA-O", *EVERY_DAY), *sold("CE-O", *EVERY_DAY, price=50.0), *sold_twice])
    here = len(book) - 2
    changes: list[dict[str, Any]] = [
        {"flag": "cancelled"},
        {"product": "CE-O"},
        {"buyer": "C"},
        {"seller": "Z"},
        {"date": "2025-01-07"},
    ]
    for change in changes:
        # As the reversed deal of a pair, so that parties and day matter too.
        reverse = Deal(wednesday, 100.0, 2.0, "B", "A", key="5000")
        before = [*book, reverse]
        other = [*before[:here], replace(before[here], **change), *before[here + 1 :]]
        found = changed(before, other, "2025-01-07", wednesday)
        assert bytes_of(found) == bytes_of(fresh(other)), change
        assert bytes_of(found) != bytes_of(fresh(before)), change


def test_another_pair_behind_the_same_price_counts_in_a_series_of_several_products() -> None:
    book = keyed([EARLY, Deal(MON, 50.0, product="CE-O"), Deal(MON, 100.0), *sold("LA-O", *EVERY_DAY[10:])])
    other = [replace(deal, buyer="C", seller="D") if deal.date == MON and deal.price == 50.0 else deal for deal in book]
    weights = rules({"CE-O": 0.5, "LA-O": 0.5}, window_days=1)
    found = changed(book, other, MON, MON, weights)
    assert bytes_of(found) == bytes_of(fresh(other, weights))
    day = found.series("composite").find(day_number(dt.date.fromisoformat(MON)))
    assert day is not None
    assert (fresh(book, weights).series("composite").pairs[day], found.series("composite").pairs[day]) == (1, 2)


def test_another_deal_number_may_reorder_the_trades_of_a_day() -> None:
    # Of 112 and 113 the later one confirms the move.
    deals = [Deal(MON, 112.0, 1.0, "A", "B", key="9001"), Deal(MON, 113.0, 1.0, "C", "D", key="9002")]
    history = [Deal("2025-01-03", 100.0, 1.0 + n, f"P{n}", "Z", key=f"{n}") for n in range(3)]
    book = [replace(EARLY, key="8000"), *history, *deals, *keyed(sold("LA-O", *EVERY_DAY[20:], price=112.0))]
    before, since = fresh(book), dt.date(2025, 1, 6)
    later = after(book, since)
    later = later.rows(later.day <= day_number(since))
    turned = replace(later.rows(slice(None, None, -1)), rank=later.rank)
    found = recompute(before, turned, since, until=since, stretch=1)
    assert [out.id for out in before.exclusions()][:1] == [9001]
    assert [out.id for out in found.exclusions()][:1] == [9002]


def test_a_series_without_members_yet_has_all_days_however_many_come() -> None:
    sets = (
        WeightSet(dt.date(2025, 1, 1), {"LA-O": 1.0}),
        WeightSet(dt.date(2025, 1, 13), {"LA-O": 0.5, "CE-O": 0.5}),
    )
    methodology = rules(weight_sets=sets, base_from=BASE, base_to=BASE)
    book = keyed([*sold("LA-O", *EVERY_DAY[:20]), *sold("CE-O", *EVERY_DAY[:20], price=50.0)])
    grown = fresh([deal for deal in book if deal.date <= MON], methodology)
    for day in EVERY_DAY[5:20]:
        since = first_to_read(grown.calendar, dt.date.fromisoformat(day))
        known = [deal for deal in book if deal.date <= day]
        grown = recompute(grown, after(known, since), since)
        assert bytes_of(grown) == bytes_of(fresh(known, methodology))
    fewer = [deal for deal in book if deal.date <= FRI]
    friday = dt.date.fromisoformat(FRI)
    assert bytes_of(recompute(grown, after(fewer, friday), friday)) == bytes_of(fresh(fewer, methodology))


def test_other_reference_prices_of_a_set_move_prices_long_after_its_first_day() -> None:
    # CE-O trades again on the 20th, so that all prices are as they were; what leads them weighs by the 8th's prices.
    sets = tuple(WeightSet(dt.date(2025, 1, day), {"CE-O": 0.2, "LA-O": 0.5, "PRND-O": 0.3}) for day in (1, 8))
    methodology = rules(weight_sets=sets, base_from=BASE, base_to=BASE, window_days=1)
    book = keyed(
        [
            *sold("LA-O", *EVERY_DAY),
            *sold("PRND-O", *EVERY_DAY, price=400.0),
            *sold("CE-O", "2025-01-02", "2025-01-20", price=50.0),
            Deal("2025-01-08", 101.0, 50.0, "X", "Y"),
        ]
    )
    other = [deal for deal in book if deal.quantity != 50.0]
    found = changed(book, other, "2025-01-08", "2025-01-08", methodology)
    assert bytes_of(found) == bytes_of(fresh(other, methodology))
    assert fresh(book, methodology).daily_prices("CE-O").price[-1] != found.daily_prices("CE-O").price[-1]
