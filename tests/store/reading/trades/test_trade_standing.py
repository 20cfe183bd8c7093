"""Totals that follow the book from step to step, against the same totals read whole."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from rare_desk.core.life.dues import Delivery, Payment
from rare_desk.core.trades import Trade
from rare_desk.ops.life.dues import add_due
from rare_desk.ops.trades import add_trade, change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.steps.few_changes import few_changes
from rare_desk.store.reading.trades import trade_standing
from rare_desk.store.reading.trades.late_rows import read_late
from rare_desk.store.reading.trades.trade_filters import TradeFilter
from rare_desk.store.reading.trades.trade_queries import trade_ids, trade_totals, trades_by_id
from rare_desk.store.reading.trades.trade_standing import Standing, standing
from tests.store.reading.given import FILTERS, TRADE, VERBS, do


@pytest.fixture
def listed(book: Book) -> Book:
    for n in range(3):
        add_trade(book, replace(TRADE, date=dt.date(2026, 1, 4 + n)), accept_suspect=True)
    return book


def as_read(book: Book, wanted: TradeFilter) -> Standing:
    return Standing(wanted, book.last_step(), trade_totals(book, wanted), len(trade_ids(book)))


@given(verbs=VERBS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_they_are_those_of_the_book_after_any_steps(listed: Book, verbs: list[tuple[str, Trade, int]]) -> None:
    known = [standing(listed, wanted) for wanted in FILTERS]
    for verb, trade, place in verbs:
        do(listed, verb, trade, place)
    for one in known:
        assert standing(listed, one.wanted, one) == as_read(listed, one.wanted)


def test_a_single_row_is_followed_without_reading_the_others(listed: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    known = standing(listed, FILTERS[2])
    row = trades_by_id(listed, trade_ids(listed))[0]
    change_trade(listed, row.id, replace(row.trade, quantity=Decimal(3)), accept_suspect=True)
    wanted = as_read(listed, FILTERS[2])
    monkeypatch.setattr(trade_standing, "trade_totals", lambda *_: pytest.fail("read whole"))
    assert standing(listed, FILTERS[2], known) == wanted


def test_many_rows_and_other_names_are_read_whole(listed: Book, tmp_path: Path) -> None:
    known = standing(listed, FILTERS[1])
    with listed.step("imported", files="x", count="3") as step:
        row = step.read("trades", trade_ids(listed)[0])
        assert row is not None
        step.insert_many("trades", [{k: v for k, v in row.items() if k not in ("id", "uuid")} for _ in range(3)])
    assert standing(listed, FILTERS[1], known) == as_read(listed, FILTERS[1])
    known = standing(listed, FILTERS[1])
    with listed.step("counterparty-changed", name="x") as step:
        step.update("counterparties", listed.number("SELECT id FROM counterparties"), {"name": "包头丙公司"})
    found = standing(listed, FILTERS[1], known)
    assert found == as_read(listed, FILTERS[1])
    assert (known.totals.count, found.totals.count) == (6, 0)


def test_a_payment_counts_where_only_open_trades_are_shown(listed: Book) -> None:
    still_open = TradeFilter(due=("open",))
    known = standing(listed, still_open)
    row = trades_by_id(listed, trade_ids(listed)[:1])[0]
    assert row.prices.amount_incl_vat is not None
    assert row.trade.quantity_t is not None
    add_due(listed, row.id, Delivery(done=row.trade.date, quantity_t=row.trade.quantity_t))
    add_due(listed, row.id, Payment(done=row.trade.date, amount=row.prices.amount_incl_vat))
    found = standing(listed, still_open, known)
    assert found == as_read(listed, still_open)
    assert (known.totals.count, found.totals.count) == (3, 2)


def _work(book: Book, since: int) -> int:
    """Operations of SQLite's machine by which what came after a step is found."""
    done: list[None] = []
    book.connection.set_progress_handler(lambda: done.append(None), 1)
    try:
        assert few_changes(book, since, ("counterparties",)) is not None
        assert len(read_late(book, since).rows) == 1
    finally:
        book.connection.set_progress_handler(None, 0)
    return len(done)


def test_what_came_after_a_step_is_found_without_reading_the_journal_before_it(listed: Book) -> None:
    work = []
    for earlier in (0, 60):
        for _ in range(earlier):
            add_trade(listed, TRADE, accept_suspect=True)
        since = listed.last_step()
        add_trade(listed, TRADE, accept_suspect=True)
        work.append(_work(listed, since))
    assert work[0] == work[1]
