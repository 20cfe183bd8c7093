"""Rows of a closed month stay out of an import, named as such, or come in as corrections; the others come in."""

import datetime as dt

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.book.books import check
from rare_desk.ops.history.journal import undo
from rare_desk.ops.imports.ledgers import ImportPlan, plan_again, plan_scans, write_import
from rare_desk.ops.life.closing import account, close_month
from rare_desk.ops.trades import delete_trades
from rare_desk.sheets.planning.adjusting import Adjusted, TableKey
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from tests.ops.imports.given import TODAY, booked, ledger, planned, row

MAY, REASON = "2025-05", "磅单迟到"
JULY = dt.date(2025, 7, 2)


@pytest.fixture
def closed(book: Book) -> Book:
    """One trade in a closed May."""
    booked(book, row(单号="A-1"))
    close_month(book, MAY, accept_suspect=True, today=TODAY)
    return book


def late_and_new() -> bytes:
    """One that the book has, one more of the closed month, one of an open month."""
    return ledger(row(单号="A-1"), row(单号="A-2", 数量=7), row(单号="A-3", 日期=JULY))


def counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    return plan.new, plan.existing, plan.suspect, plan.closed


def numbers(book: Book) -> set[str]:
    return {one.trade.deal_no for one in trades_by_id(book, trade_ids(book))}


def notes(plan: ImportPlan) -> list[dict[str, str]]:
    return [dict(one.details) for sheet in plan.sheets for one in sheet.notes if one.code == "closed-rows"]


def test_rows_of_a_closed_month_are_counted_by_themselves_and_named(closed: Book) -> None:
    plan = planned(closed, late_and_new())
    assert counts(plan) == (1, 1, 0, 1)
    assert notes(plan) == [{"month": MAY, "count": "1"}]
    assert (plan.coming(), plan.coming(corrections=True)) == (1, 2)


def test_the_others_come_in_and_these_stay_out(closed: Book) -> None:
    assert write_import(closed, planned(closed, late_and_new())).written == 1
    assert numbers(closed) == {"A-1", "A-3"}
    assert account(closed, MAY).corrections == ()


def test_as_corrections_they_come_in_by_the_same_step_with_their_reason(closed: Book) -> None:
    written = write_import(closed, planned(closed, late_and_new()), correction=REASON)
    assert written.written == 2
    assert numbers(closed) == {"A-1", "A-2", "A-3"}
    month = account(closed, MAY)
    assert [(one.reason, one.before) for one in month.corrections] == [(REASON, None)]
    assert month.explained
    assert check(closed.path) == []
    undo(closed)
    assert numbers(closed) == {"A-1"}
    assert account(closed, MAY).difference == {}
    assert check(closed.path) == []


def test_a_suspect_row_of_a_closed_month_needs_both_words(closed: Book) -> None:
    plan = planned(closed, ledger(row(单号="A-2", 数量=7, 备注="作废"), row(单号="A-3", 日期=JULY)))
    assert counts(plan) == (1, 0, 0, 1)
    assert plan.obstacles() == ()
    assert [one.code for one in plan.obstacles(corrections=True)] == ["import-has-problems"]
    assert (plan.coming(corrections=True), plan.coming(True, corrections=True)) == (1, 2)
    with pytest.raises(Refused):
        write_import(closed, plan, correction=REASON)
    assert write_import(closed, plan, skip_wrong=True, correction=REASON).written == 1
    assert numbers(closed) == {"A-1", "A-3"}


def test_a_month_closed_after_the_plan_was_made_is_heeded(book: Book) -> None:
    booked(book, row(单号="A-1"))
    plan = planned(book, late_and_new())
    assert plan.closed == 0
    close_month(book, MAY, accept_suspect=True, today=TODAY)
    assert write_import(book, plan).written == 1
    assert numbers(book) == {"A-1", "A-3"}


@pytest.mark.parametrize("cell", ["2025-05-20", "2025-07-09"])
def test_a_corrected_date_moves_the_row_into_its_month(closed: Book, cell: str) -> None:
    made = ledger(
        row(单号="A-2", 日期="2025-05-06"), row(单号="A-3", 日期="2025-05-21"), row(单号="A-4", 日期="2025-07-20")
    )
    before = planned(closed, made)
    sheet = before.sheets[0]
    key = TableKey(sheet.file, sheet.sheet, sheet.table)
    change = {key: Adjusted(cells={(3, 1): cell})}
    quick = plan_again(closed, before, change, TODAY)
    whole = plan_scans(closed, before.scans, before.options, TODAY, adjusted=change)
    assert [counts(quick), notes(quick)] == [counts(whole), notes(whole)]
    assert quick.closed == (2 if cell.startswith(MAY) else 1)
    assert [sheet.closed for sheet in quick.sheets] == [sheet.closed for sheet in whole.sheets]


def test_what_was_deleted_as_a_correction_comes_in_again_as_one(closed: Book) -> None:
    with closed.correcting(REASON):
        delete_trades(closed, trade_ids(closed))
    plan = planned(closed, ledger(row(单号="A-1")))
    assert counts(plan) == (0, 0, 0, 1)
    write_import(closed, plan, correction=REASON)
    assert account(closed, MAY).difference == {}
    assert check(closed.path) == []
