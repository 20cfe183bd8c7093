"""Both example books, in full."""

import datetime as dt
from functools import cache

import pytest

from rare_desk.core.calendar import IndexDays, date_of
from rare_desk.core.index.daily import STATUSES
from rare_desk.core.index.engine import Computation, compute
from tests.core.index.books import GROUPS, columns, example, expected

BOOKS = ("a", "b")


@cache
def computed(book: str) -> tuple[Computation, dict[int, str]]:
    deals, methodology = example(book)
    calendar = IndexDays(methodology.non_trading_days or ())
    keys = {number: deal.key for number, deal in enumerate(deals, 1)}
    return compute(columns(deals), methodology, calendar, GROUPS), keys


@pytest.mark.parametrize("book", BOOKS)
def test_every_exclusion_comes_out_in_order(book: str) -> None:
    computation, keys = computed(book)
    found = [(keys[out.id], out.code) for out in computation.exclusions()]
    assert found == [(row["id"], row["code"]) for row in expected(book, "exclusions")]


@pytest.mark.parametrize("book", BOOKS)
def test_every_daily_price_and_status_comes_out(book: str) -> None:
    computation, _ = computed(book)
    found = {}
    for product in computation.priced_products():
        prices = computation.daily_prices(product)
        for day, price, status in zip(prices.days, prices.price, prices.status, strict=True):
            found[date_of(int(day)).isoformat(), product] = float(price), STATUSES[status]
    wanted = {(row["date"], row["product"]): row for row in expected(book, "daily_prices")}
    assert found.keys() == wanted.keys()
    for key, row in wanted.items():
        # The examples are written to six decimals, which for a cheap product is less than 1e-9 of it.
        price, status = found[key]
        assert price == pytest.approx(float(row["price"]), rel=1e-9, abs=6e-7), key
        assert status == row["status"], key


@pytest.mark.parametrize("book", BOOKS)
def test_every_point_of_the_index_comes_out(book: str) -> None:
    computation, _ = computed(book)
    found = {}
    for name in computation.series_names:
        series = computation.series(name)
        for i in range(len(series)):
            found[name, series.point(i).date.isoformat()] = series.point(i)
    wanted = {(row["series"], row["date"]): row for row in expected(book, "index")}
    assert found.keys() == wanted.keys()
    for key, row in wanted.items():
        point = found[key]
        assert str(point.value) == row["value"], key
        assert point.raw == pytest.approx(float(row["raw"]), rel=1e-9), key
        assert point.status == row["status"], key
        assert "+".join(point.reasons) == row["reasons"], key
        assert point.coverage == float(row["coverage"]), key
        assert (point.trades, point.pairs) == (int(row["trades"]), int(row["pairs"])), key


def test_weekly_points_are_means_of_the_published_days() -> None:
    computation, _ = computed("a")
    daily, weekly = computation.series("composite"), computation.series("composite", "weekly")
    last_week = [daily.point(i) for i in range(len(daily)) if daily.point(i).date >= dt.date(2025, 1, 13)][:5]
    point = weekly.point(1)
    assert point.date == last_week[-1].date
    assert point.raw == pytest.approx(sum(float(day.value) for day in last_week) / 5, rel=1e-12)
