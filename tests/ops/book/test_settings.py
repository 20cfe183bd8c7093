"""What is set in the book can be undone like everything else."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.quotes import AnnouncedPrice, in_force_on
from rare_desk.ops.book.settings import change_non_trading_days, change_setting
from rare_desk.ops.quotes import delete_announced, put_announced
from rare_desk.store.book import Book
from rare_desk.store.reading import queries

NEXT = AnnouncedPrice(quarter="2027Q1", price=Decimal("39999.5"), reo_basis=Decimal(50), per_percent=Decimal("799.99"))


def test_a_setting_is_changed_and_taken_back(book: Book) -> None:
    change_setting(book, "desk_name", "甲")
    change_setting(book, "columns", ["date", "price"])
    assert queries.setting(book, "desk_name") == "甲"
    assert queries.setting(book, "columns") == ["date", "price"]
    book.undo()
    book.undo()
    assert queries.setting(book, "desk_name") == ""
    assert queries.setting(book, "columns", "none") == "none"


def test_days_are_added_and_removed_in_one_step(book: Book) -> None:
    added, removed = dt.date(2026, 12, 24), dt.date(2026, 10, 1)
    before = queries.non_trading_days(book)
    changes = change_non_trading_days(book, {added: "盘点"}, [removed, dt.date(1990, 1, 1)])
    assert changes.tables == {"non_trading_days"}
    assert queries.non_trading_days(book) == before - {removed} | {added}
    book.undo()
    assert queries.non_trading_days(book) == before


def test_an_estimated_day_that_is_confirmed_counts_as_announced(book: Book) -> None:
    change_non_trading_days(book, {dt.date(2027, 1, 1): "元旦"})
    assert max(day.date.year for day in queries.named_non_trading_days(book) if not day.estimated) == 2027


def test_a_quarters_price_is_added_replaced_and_deleted(book: Book) -> None:
    day = dt.date(2027, 2, 1)
    put_announced(book, NEXT)
    assert in_force_on(day, queries.announced(book)) == NEXT
    corrected = replace(NEXT, price=Decimal(40_000))
    put_announced(book, corrected)
    assert [price for price in queries.announced(book) if price.quarter == "2027Q1"] == [corrected]
    delete_announced(book, corrected)
    assert in_force_on(day, queries.announced(book)) is None
    with pytest.raises(Refused):
        delete_announced(book, corrected)


def test_a_wrong_announced_price_is_refused_with_all_that_is_wrong(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        put_announced(book, AnnouncedPrice(quarter="2027", price=Decimal(0), reo_basis=Decimal(101)))
    assert [p.code for p in refused.value.problems] == ["not-a-quarter", "non-positive-price", "out-of-range"]
