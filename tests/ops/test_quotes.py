"""Quotes and announced prices are changed in one step, or refused whole."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.quotes import AnnouncedPrice, Period, Quote
from rare_desk.core.units import TaxBasis
from rare_desk.ops.quotes import add_quote, change_quote, change_quotes, delete_quotes, put_announced
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import announced, quotes

ONE = Quote(date=dt.date(2026, 10, 12), period=Period.WEEK, product="PRND-O", source="甲网", mid=Decimal(578500),
            tax_basis=TaxBasis.INCL, vat_rate=Decimal(13))  # fmt: skip


def test_a_quote_is_changed_and_comes_back_by_undo(book: Book) -> None:
    add_quote(book, ONE)
    (row,) = quotes(book)
    dearer = replace(ONE, mid=Decimal(579000), low=Decimal(578000), high=Decimal(580000))
    changes = change_quote(book, row.id, dearer, was=ONE)
    assert changes.tables == {"quotes"}
    assert quotes(book)[0].quote == dearer
    book.undo()
    assert quotes(book)[0].quote == ONE


def test_a_quote_that_somebody_has_changed_or_deleted_meanwhile_is_not_overwritten(book: Book) -> None:
    add_quote(book, ONE)
    (row,) = quotes(book)
    other = replace(ONE, mid=Decimal(1))
    change_quote(book, row.id, other)
    with pytest.raises(Refused) as refused:
        change_quote(book, row.id, replace(ONE, note="x"), was=ONE)
    assert [one.code for one in refused.value.problems] == ["record-changed"]
    delete_quotes(book, [row.id])
    with pytest.raises(Refused) as refused:
        change_quote(book, row.id, ONE)
    assert [one.code for one in refused.value.problems] == ["record-gone"]


@pytest.mark.parametrize("rate", ["-100", "31", "1e20"])
def test_a_vat_rate_that_none_can_be_is_refused(book: Book, rate: str) -> None:
    with pytest.raises(Refused) as refused:
        add_quote(book, replace(ONE, vat_rate=Decimal(rate)))
    assert [one.code for one in refused.value.problems] == ["out-of-range"]


def test_several_are_changed_together_or_none_is(book: Book) -> None:
    add_quote(book, ONE)
    add_quote(book, replace(ONE, product="TB-O"))
    rows = quotes(book)
    wrong = {rows[0].id: replace(rows[0].quote, note="x"), rows[1].id: replace(rows[1].quote, mid=Decimal(0))}
    with pytest.raises(Refused):
        change_quotes(book, wrong)
    assert quotes(book) == rows
    change_quotes(book, {row.id: replace(row.quote, source="乙网") for row in rows})
    assert {row.quote.source for row in quotes(book)} == {"乙网"}
    book.undo()
    assert quotes(book) == rows


NEXT = AnnouncedPrice(quarter="2027Q1", price=Decimal(39_000), reo_basis=Decimal(50), status="proposed")


def test_a_proposal_comes_into_force_as_the_same_record(book: Book) -> None:
    put_announced(book, NEXT)
    put_announced(book, replace(NEXT, status="in_force"), was=NEXT)
    assert [one.status for one in announced(book) if one.quarter == "2027Q1"] == ["in_force"]
    put_announced(book, NEXT)
    with pytest.raises(Refused) as refused:
        put_announced(book, replace(NEXT, status="in_force"), was=NEXT)
    assert [one.code for one in refused.value.problems] == ["announced-there"]


def test_what_one_percent_costs_must_follow_from_the_price(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        put_announced(book, replace(NEXT, per_percent=Decimal(781)))
    assert [one.code for one in refused.value.problems] == ["per-percent-differs"]
    with pytest.raises(Refused) as refused:
        put_announced(book, replace(NEXT, price=None))
    assert [one.code for one in refused.value.problems] == ["missing-price"]
    put_announced(book, replace(NEXT, price=None, status="unknown"))
