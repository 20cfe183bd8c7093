"""Every field of what goes out is the same when it comes in again: rows that were deleted are brought back by their
own export, and the others are known."""

import datetime as dt
import shutil
from collections import Counter
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rare_desk.core.numbers import half_up
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.trades import Trade
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.exports import export
from rare_desk.ops.exports.listings import trade_rows, wanted
from rare_desk.ops.imports.ledgers import plan_import, write_import
from rare_desk.ops.quotes import delete_quotes
from rare_desk.ops.trades import delete_trades
from rare_desk.sheets.reading.meaning.values import as_read
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import product_ids, quotes
from rare_desk.store.rows import quote_row
from tests.ops.exports.test_round_trip import FIRST, FORMS, PRODUCTS, TODAY, amounts, days, empty, put, texts, trades

__all__ = ["empty"]
slow = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


WORDS = ("deal_no", "contract_no", "grade", "counterparty", "buyer", "seller", "delivery_place", "payment", "incoterm",
         "country", "origin", "lot", "trader", "note", "source", "url")  # fmt: skip


def plainly(record: Trade | Quote) -> tuple[object, ...]:
    told = asdict(record) | {"suspect": ""}
    return tuple(as_read(value) if name in WORDS else value for name, value in told.items())


def ledger(book: Book) -> Counter[tuple[object, ...]]:
    return Counter(plainly(row.trade) for row in trade_rows(book, wanted()))


def listed(book: Book) -> Counter[tuple[object, ...]]:
    return Counter(plainly(row.quote) for row in quotes(book))


def _deal(trade: Trade) -> tuple[object, ...]:
    """Of deals that are told apart by less, which of them came back is not known from the file."""
    return trade.date, trade.side, trade.product


@pytest.mark.parametrize(("ending", "language"), FORMS)
@slow
@given(rows=st.lists(trades(), min_size=1, max_size=6, unique_by=_deal), gone=st.integers(0, 4))
def test_deleted_trades_come_back_from_their_export_as_they_were(
    empty: Path, tmp_path: Path, ending: str, language: Literal["zh", "en"], rows: list[Trade], gone: int
) -> None:
    others = [row for row in rows if _deal(row) != _deal(FIRST)]
    whole = [one for one in (*others, FIRST) if one.quantity is not None and one.price is not None]
    shutil.copy(empty, tmp_path / "book.raredesk")
    with Book.open(tmp_path / "book.raredesk") as book:
        put(book, whole)
        before = ledger(book)
        (path,) = export(book, "trades", tmp_path / f"out{ending}", language=language)
        deleted = [row.id for row in trade_rows(book, wanted())][:gone]
        if deleted:
            delete_trades(book, deleted)
        plan = plan_import(book, [path], None, TODAY)
        assert (plan.new + plan.suspect, plan.existing, plan.questions) == (len(deleted), len(whole) - len(deleted), 0)
        if deleted:
            write_import(book, plan, accept_suspect=True)
        assert ledger(book) == before


@st.composite
def quoted(draw: st.DrawFn) -> Quote:
    foreign = draw(st.booleans())
    period = draw(st.sampled_from((Period.DAY, Period.MONTH, Period.YEAR)))
    day = draw(days)
    ends = sorted(draw(st.tuples(amounts, amounts))) if draw(st.booleans()) else None
    return Quote(
        date={Period.MONTH: day.replace(day=1), Period.YEAR: dt.date(day.year - 1, 12, 31)}.get(period, day),
        period=period,
        product=draw(st.sampled_from(PRODUCTS)),
        source=draw(st.sampled_from(("某网", "=1+1", "+86 472", "USGS", "甲；乙"))),
        mid=half_up((ends[0] + ends[1]) / 2, 4) if ends and draw(st.booleans()) else draw(amounts),
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        unit=draw(st.sampled_from(Unit)),
        currency="USD" if foreign else "CNY",
        tax_basis=TaxBasis.NONE if foreign else draw(st.sampled_from((TaxBasis.INCL, TaxBasis.EXCL))),
        vat_rate=Decimal(draw(st.sampled_from(("13", "16")))),
        grade=draw(texts.map(as_read)),
        url=draw(st.sampled_from(("", "https://a.example/b?c=d&e=1"))),
        note=draw(texts),
    )


@pytest.mark.parametrize(("ending", "language"), FORMS)
@slow
@given(rows=st.lists(quoted(), min_size=1, max_size=6), gone=st.integers(0, 3))
def test_deleted_quotes_come_back_from_their_export_as_they_were(
    empty: Path, tmp_path: Path, ending: str, language: Literal["zh", "en"], rows: list[Quote], gone: int
) -> None:
    shutil.copy(empty, tmp_path / "book.raredesk")
    with Book.open(tmp_path / "book.raredesk") as book:
        ids = product_ids(book)
        with book.step("imported", files="given", count=str(len(rows))) as step:
            step.insert_many("quotes", [quote_row(one, ids[one.product]) for one in rows])
        before = listed(book)
        (path,) = export(book, "quotes", tmp_path / f"out{ending}", language=language)
        deleted = [row.id for row in quotes(book)][:gone]
        if deleted:
            delete_quotes(book, deleted)
        plan = plan_import(book, [path], None, TODAY)
        found = [(one.code, one.value) for sheet in plan.sheets for one in sheet.problems if not one.suspect]
        assert (found, plan.questions) == ([], 0)
        assert (plan.new + plan.suspect, plan.existing) == (len(deleted), len(rows) - len(deleted))
        if deleted:
            write_import(book, plan, accept_suspect=True)
        assert listed(book) == before
