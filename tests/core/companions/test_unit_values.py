"""Weeks and months of the book as a panel."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from rare_desk.core.companions.unit_values import covered, unit_values
from rare_desk.core.rules.methodology import CustomIndex, WeightSet
from tests.core.index.books import Deal, columns, example, index, rules

WEIGHTS = {"LA-O": 0.5, "DY-O": 0.5}


def test_a_price_is_the_sum_of_money_over_the_sum_of_tonnes() -> None:
    deals = [Deal("2025-01-06", 100.0, 3.0, "A", "B"), Deal("2025-01-08", 102.0, 1.0, "C", "B")]
    panel = unit_values(index(deals), ["LA-O"], "weekly")
    assert (panel.periods, panel.products) == (("2025-01-08",), ("LA-O",))
    assert panel.price.tolist() == [[(300.0 + 102.0) / 4]]
    assert panel.quantity.tolist() == [[4.0]]


def test_weeks_are_named_by_their_last_index_day_and_months_by_themselves() -> None:
    deals = [Deal(day, 100.0, 1.0, day, "Z") for day in ("2025-01-06", "2025-01-13", "2025-02-03")]
    assert unit_values(index(deals), ["LA-O"], "weekly").periods == ("2025-01-10", "2025-01-17", "2025-02-03")
    assert unit_values(index(deals), ["LA-O"], "monthly").periods == ("2025-01", "2025-02")


def test_a_trade_of_a_weekend_belongs_to_the_next_index_day() -> None:
    deals = [Deal("2025-01-10", 100.0, 1.0, "A", "Z"), Deal("2025-01-11", 101.0, 1.0, "B", "Z")]
    panel = unit_values(index(deals), ["LA-O"], "weekly")
    assert panel.price.tolist() == [[100.0], [101.0]]


def test_trades_that_the_index_leaves_out_are_left_out() -> None:
    deals = [Deal("2025-01-06", 100.0, 1.0, "A", "Z"), Deal("2025-01-07", 150.0, 1.0, "B", "Z")]
    deals.append(Deal("2025-01-08", 90.0, 9.0, "C", "Z", flag="cancelled"))
    panel = unit_values(index(deals), ["LA-O"], "weekly")
    assert (panel.price.tolist(), panel.quantity.tolist()) == ([[100.0]], [[1.0]])


def test_periods_and_products_without_trades_are_not_there_and_cells_are_missing() -> None:
    deals = [Deal("2025-01-06", product="LA-O"), Deal("2025-01-20", product="LA-O", buyer="C")]
    deals.append(Deal("2025-01-21", product="DY-O"))
    panel = unit_values(index(deals, rules(WEIGHTS)), ["LA-O", "DY-O", "TB-O"], "weekly")
    assert (len(panel.periods), panel.products) == (2, ("DY-O", "LA-O"))
    assert np.isnan(panel.price).tolist() == [[True, False], [False, False]]
    assert np.isnan(panel.quantity).tolist() == [[True, False], [False, False]]


def test_days_are_cut_to_those_asked_for_both_included() -> None:
    deals = [Deal(f"2025-01-{day:02}", 100.0, 1.0, f"P{day}", "Z") for day in range(6, 11)]
    cut = unit_values(index(deals), ["LA-O"], "weekly", dt.date(2025, 1, 7), dt.date(2025, 1, 9))
    assert (cut.periods, cut.quantity.tolist()) == (("2025-01-09",), [[3.0]])


def test_a_book_without_trades_of_these_products_is_an_empty_panel() -> None:
    assert unit_values(index([Deal("2025-01-06")]), ["TB-O"], "monthly").periods == ()
    assert unit_values(index([]), ["LA-O"], "weekly").periods == ()


def test_a_series_covers_its_members_and_an_index_of_one_s_own_its_own() -> None:
    own = CustomIndex("mine", "我的", "Mine", (WeightSet(dt.date(2025, 1, 1), {"DY-O": 1.0}),))
    deals = [Deal("2025-01-06", product=product) for product in ("LA-O", "DY-O", "TB-O")]
    found = index(deals, replace(rules(WEIGHTS), indices=(own,)))
    assert covered(found, "composite") == ("DY-O", "LA-O")
    assert covered(found, "heavy") == ("DY-O",)
    assert covered(found, "mine") == ("DY-O",)
    assert covered(found, "TB-O") == ("TB-O",)


@pytest.mark.parametrize("freq", ["weekly", "monthly"])
def test_an_example_s_accepted_tonnes_are_all_in_it(freq: str) -> None:
    deals, methodology = example("a")
    found = index(deals, methodology, [day.isoformat() for day in methodology.non_trading_days or ()])
    left = {out.id for out in found.exclusions()}
    trades = columns(deals)
    accepted = [at for at, key in enumerate(trades.ids.tolist()) if key not in left]
    panel = unit_values(found, trades.products, freq)
    assert np.nansum(panel.quantity) == pytest.approx(trades.quantity[accepted].sum(), rel=1e-12)
    money = (trades.quantity[accepted] * trades.price[accepted]).sum()
    assert np.nansum(panel.quantity * panel.price) == pytest.approx(money, rel=1e-12)
