"""Sums of trades named by their ids, against the same sums row by row."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.numbers import half_up
from rare_desk.core.trades import Status
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.store.book import Book
from rare_desk.store.errors import Interrupted
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.store.reading.trades.trade_sums import Sums, sums, sums_of
from rare_desk.store.rows import TradeRow


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with new_sample_book(tmp_path_factory.mktemp("book") / "sample.raredesk") as book:
        yield book


def by_rows(rows: list[TradeRow]) -> Sums:
    live = [row for row in rows if row.trade.status is not Status.CANCELLED]

    def total(amounts: list[Decimal | None]) -> Decimal | None:
        return None if None in amounts else sum((one for one in amounts if one is not None), Decimal(0))

    return Sums(
        len(rows),
        len(rows) - len(live),
        sum((row.trade.quantity_t or Decimal(0) for row in live), Decimal(0)),
        total([row.prices.amount_incl_vat for row in live]),
        total([row.prices.amount_ex_vat for row in live]),
        len({row.trade.product for row in live}) > 1,
    )


@given(chosen=st.sets(st.integers(1, 1200), max_size=60), more=st.integers(0, 400))
def test_any_selection_has_the_sums_of_its_rows(sample: Book, chosen: set[int], more: int) -> None:
    ids = [*chosen, *range(2000, 2000 + more), *range(700, 700 + more)]
    ids = list(dict.fromkeys(ids))
    assert sums_of(sample, ids) == by_rows(trades_by_id(sample, ids))


def test_the_mean_is_weighted_and_of_one_product_alone(sample: Book) -> None:
    rows = [row for row in trades_by_id(sample, trade_ids(sample)) if row.trade.product == "PRND-O"]
    found = sums_of(sample, [row.id for row in rows])
    assert found.amount_ex is not None
    assert found.mean_ex == half_up(found.amount_ex / found.quantity_t, 4)
    assert sums_of(sample, trade_ids(sample)).mean_ex is None


def test_a_selection_that_has_changed_is_summed_no_further(sample: Book) -> None:
    with pytest.raises(Interrupted):
        sums_of(sample, [1, 2, 3], lambda: True)


def test_one_trade_that_counts_has_its_own_prices_to_the_last_place(sample: Book) -> None:
    light = [row for row in trades_by_id(sample, trade_ids(sample)) if row.trade.product == "TB-O"]
    assert {sums([row]).mean_ex for row in light} == {row.prices.ex_vat for row in light}
    off = next(row for row in light if row.trade.status is Status.CONFIRMED)
    cancelled = replace(off, trade=replace(off.trade, status=Status.CANCELLED))
    assert sums([cancelled, off]).mean_incl == off.prices.incl_vat
    assert sums([off, off]).alone is None
