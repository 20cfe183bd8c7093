"""What another methodology would change, counted on a book small enough to reckon by hand."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rare_desk.core.rules.methodology import CustomIndex, Methodology, WeightSet
from rare_desk.ops.book.books import new_book
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.methodologies.versions import save_version
from rare_desk.ops.methodologies.weights import links
from rare_desk.ops.methodologies.whatif import WhatIf, as_document, what_if
from rare_desk.store.book import Book
from tests.core.index.books import Deal
from tests.ops.given import put, trade_of

MONDAY, TUESDAY, WEDNESDAY = (dt.date(2025, 1, day) for day in (6, 7, 8))
DEALS = [
    Deal("2025-01-06", 100.0, 1.0, "A", "B", key="1"),
    Deal("2025-01-07", 100.0, 1.0, "C", "D", key="2"),
    Deal("2025-01-07", 110.0, 1.0, "E", "F", key="3"),
    Deal("2025-01-08", 130.0, 1.0, "G", "H", key="4"),  # 26 % beyond a median of 100, where 7 % are allowed
]
RULES = Methodology(
    name="甲法",
    effective=MONDAY,
    author="李工",
    reason="手算",
    base_from=MONDAY,
    base_to=MONDAY,
    window_days=1,
    min_trades=1,
    min_pairs=1,
    weight_sets=(WeightSet(MONDAY, {"LA-O": 1.0}),),
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WhatIf]:
    with _book(tmp_path_factory.mktemp("small") / "small.raredesk") as book:
        yield what_if(book, replace(RULES, outlier_threshold=20.0))


def _book(path: Path) -> Book:
    book = new_book(path)
    put(book, [trade_of(deal) for deal in DEALS])
    save_version(book, RULES, choose=True)
    return book


def test_points_that_differ_are_counted_with_the_largest_and_the_mean_difference(found: WhatIf) -> None:
    composite = next(one for one in found.series if one.series == "composite")
    assert (composite.common, composite.changed, composite.only_now, composite.only_then) == (3, 1, 0, 0)
    assert (composite.largest, composite.largest_on) == (Decimal("250.00"), WEDNESDAY)
    assert composite.mean == Decimal("83.3333")
    assert (composite.last_now, composite.last_then) == (Decimal("1050.00"), Decimal("1300.00"))


def test_a_point_that_becomes_official_is_a_change_of_status(found: WhatIf) -> None:
    assert next(one for one in found.series if one.series == "composite").statuses == 1


def test_a_series_without_members_has_no_figures(found: WhatIf) -> None:
    heavy = next(one for one in found.series if one.series == "heavy")
    assert (heavy.common, heavy.changed, heavy.largest, heavy.mean, heavy.last_then) == (0, 0, None, None, None)


def test_trades_whose_code_changes_are_counted_from_code_to_code_and_named(found: WhatIf) -> None:
    assert [(one.before, one.after, len(one.ids)) for one in found.codes] == [("outlier", "", 1)]
    refused = found.now.computation.exclusions()
    assert found.codes[0].ids == (refused[0].id,)


def test_the_document_says_published_values_as_texts(found: WhatIf) -> None:
    document = as_document(found)
    assert document["series"][0]["largest"] == "250.00"
    assert document["series"][0]["largest_on"] == "2025-01-08"
    assert document["codes"] == [{"before": "outlier", "after": "", "count": 1, "ids": list(found.codes[0].ids)}]


def test_the_current_index_is_taken_as_it_is_known_while_nothing_has_happened_since(tmp_path: Path) -> None:
    with _book(tmp_path / "small.raredesk") as book:
        known = IndexState.load(book)
        assert what_if(book, RULES, known).now is known
        put(book, [trade_of(Deal("2025-01-09", 100.0, 1.0, "I", "J", key="5"))])
        found = what_if(book, RULES, known)
    assert found.now is not known
    assert all(one.common in (0, 4) for one in found.series)


def test_nothing_differs_by_the_books_own_rules_and_nothing_is_written(tmp_path: Path) -> None:
    with _book(tmp_path / "small.raredesk") as book:
        step = book.last_step()
        found = what_if(book, RULES)
        assert book.last_step() == step
    assert found.codes == ()
    assert all(one.changed == one.statuses == 0 and one.largest is None for one in found.series)


def test_a_set_takes_over_at_the_value_of_the_one_before(tmp_path: Path) -> None:
    later = WeightSet(TUESDAY, {"LA-O": 0.5, "CE-O": 0.5})
    with _book(tmp_path / "small.raredesk") as book:
        found = what_if(book, replace(RULES, weight_sets=(*RULES.weight_sets, later)))
    composite = [one for one in links(found.then.computation) if one.series == "composite"]
    assert [(one.date, one.level, one.effective, one.first) for one in composite] == [
        (MONDAY, 1000.0, MONDAY, True),
        (TUESDAY, pytest.approx(1050.0), TUESDAY, False),
    ]
    assert next(one for one in found.series if one.series == "composite").changed == 0


def test_an_index_of_ones_own_is_only_in_the_changed_one_and_linked_by_its_own_sets(tmp_path: Path) -> None:
    own = CustomIndex("mine", "自编", "Mine", (WeightSet(TUESDAY, {"LA-O": 1.0}),))
    with _book(tmp_path / "small.raredesk") as book:
        found = what_if(book, replace(RULES, indices=(own,)))
    mine = next(one for one in found.series if one.series == "mine")
    assert (mine.common, mine.only_now, mine.only_then, mine.last_now) == (0, 0, 3, None)
    assert mine.last_then == Decimal("1050.00")
    assert [(one.date, one.level) for one in links(found.then.computation) if one.series == "mine"] == [
        (MONDAY, 1000.0)
    ]
