"""One import of long ago is taken back as far as nothing was built on it, and what stands in the way is named."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.life.dues import Delivery
from rare_desk.core.problems import Refused
from rare_desk.core.trades import Status
from rare_desk.ops.book.books import check
from rare_desk.ops.contracts.saved import save_calculation
from rare_desk.ops.history import taking_back
from rare_desk.ops.history.journal import undo
from rare_desk.ops.history.step_told import hindered
from rare_desk.ops.history.taking_back import look, take_back
from rare_desk.ops.imports.ledgers import write_import
from rare_desk.ops.life.closing import account, close_month
from rare_desk.ops.life.dues import add_due, set_status
from rare_desk.ops.trades import change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import batches, counterparties
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.store.tables import RECORDS
from tests.ops.given import BUY, codes, enter
from tests.ops.imports.given import ledger, planned, row


def rows(book: Book) -> dict[str, list[tuple[object, ...]]]:
    return {name: book.fetch(f"SELECT * FROM {name} ORDER BY id") for name in sorted(RECORDS)}


def imported(book: Book, *numbers: str, party: str = "乙公司") -> int:
    """A ledger with a row for each number; the batch."""
    made = ledger(*(row(单号=number, 数量=place + 1, 对手方=party) for place, number in enumerate(numbers)))
    batch = write_import(book, planned(book, made), accept_suspect=True).batch
    assert batch is not None
    return batch


def changed(book: Book, trade_id: int, note: str) -> None:
    there = trades_by_id(book, [trade_id])[0].trade
    change_trade(book, trade_id, replace(there, note=note), accept_suspect=True)


def test_an_old_import_goes_with_its_firms_and_leaves_what_came_after_it(book: Book) -> None:
    before = rows(book)
    batch = imported(book, "A-1", "A-2", "A-3")
    enter(book, BUY)
    take_back(book, batch)
    assert [one.trade.deal_no for one in trades_by_id(book, trade_ids(book))] == ["HT-1"]
    assert [party.name for party in counterparties(book)] == ["包头市甲稀土有限公司"]
    assert rows(book)["import_templates"] == before["import_templates"]
    assert batches(book) == []
    assert check(book.path) == []


def test_taking_back_is_a_step_that_undo_takes_back_row_for_row(book: Book) -> None:
    batch = imported(book, *(f"A-{n}" for n in range(60)))
    enter(book, BUY)
    whole = rows(book)
    take_back(book, batch)
    assert book.undo_label() == ("import-taken-back", {"files": "台账1.xlsx", "count": "60"})
    undo(book)
    assert rows(book) == whole
    assert check(book.path) == []


def test_rows_changed_since_stand_in_the_way_by_the_step_that_changed_them(book: Book) -> None:
    batch = imported(book, "A-1", "A-2", "A-3")
    second = trade_ids(book)[1]
    changed(book, second, note="改")
    step = book.last_step()
    found = look(book, batch).survey
    assert [(one.code, one.row, one.step) for one in found.hindrances] == [("changed", second, step)]
    assert (found.hindered, found.count) == (1, 2)
    with pytest.raises(Refused) as refused:
        take_back(book, batch)
    assert codes(refused) == ["take-back-hindered"]
    assert len(trade_ids(book)) == 3


def test_the_untouched_rows_can_go_alone_and_the_changed_one_keeps_its_import_and_its_firm(book: Book) -> None:
    batch = imported(book, "A-1", "A-2", "A-3")
    second = trade_ids(book)[1]
    changed(book, second, note="改")
    take_back(book, batch, untouched_only=True)
    (left,) = trades_by_id(book, trade_ids(book))
    assert (left.id, left.batch, left.trade.counterparty) == (second, batch, "乙公司")
    assert [one.id for one in batches(book)] == [batch]
    assert check(book.path) == []
    undo(book)
    assert len(trade_ids(book)) == 3
    assert check(book.path) == []


def test_a_row_that_was_changed_and_changed_back_is_untouched(book: Book) -> None:
    batch = imported(book, "A-1", "A-2")
    first = trade_ids(book)[0]
    changed(book, first, note="改")
    changed(book, first, note="")
    assert look(book, batch).survey.hindered == 0


def test_rows_deleted_since_stand_in_nobodys_way(book: Book) -> None:
    batch = imported(book, *(f"A-{n}" for n in range(80)))
    delete_trades(book, trade_ids(book)[:70])
    found = look(book, batch).survey
    assert (found.gone, found.hindered, found.count) == (70, 0, 10)
    take_back(book, batch)
    assert trade_ids(book) == []
    assert check(book.path) == []


def test_a_firm_that_another_trade_names_stays(book: Book) -> None:
    batch = imported(book, "A-1", party=BUY.counterparty)
    enter(book, BUY)
    take_back(book, batch)
    assert [party.name for party in counterparties(book)] == [BUY.counterparty]
    assert check(book.path) == []


def test_what_was_taken_back_or_never_came_cannot_be_taken_back(book: Book) -> None:
    batch = imported(book, "A-1")
    take_back(book, batch)
    for number in (batch, 99):
        with pytest.raises(Refused) as refused:
            take_back(book, number)
        assert codes(refused) == ["take-back-unknown"]


def test_an_import_of_which_every_row_was_changed_cannot_be_taken_back(book: Book) -> None:
    batch = imported(book, "A-1")
    changed(book, trade_ids(book)[0], note="改")
    with pytest.raises(Refused) as refused:
        take_back(book, batch, untouched_only=True)
    assert codes(refused) == ["take-back-nothing"]


def test_a_cancelled_taking_back_leaves_the_book_as_it_was(book: Book) -> None:
    batch = imported(book, *(f"A-{n}" for n in range(60)))
    whole, asked = rows(book), iter((False, True))
    with pytest.raises(Refused) as refused:
        take_back(book, batch, cancelled=lambda: next(asked, True))
    assert codes(refused) == ["undo-cancelled"]
    assert rows(book) == whole


def test_the_import_of_a_step_is_found_by_the_step(book: Book) -> None:
    batch = imported(book, "A-1")
    assert taking_back.batch_of(book, book.last_step()) == batch
    enter(book, BUY)
    assert taking_back.batch_of(book, book.last_step()) is None


def test_a_trade_that_has_been_delivered_or_priced_stays_with_what_needs_it(book: Book) -> None:
    batch = imported(book, "A-1", "A-2", "A-3", "A-4")
    first, second, *_ = sorted(trade_ids(book))
    add_due(book, first, Delivery(done=dt.date(2025, 6, 1), quantity_t=Decimal(1)), today=dt.date(2026, 11, 1))
    set_status(book, first, Status.CONFIRMED)
    grade = {"reference_price": "38769", "reference_grade": "50", "grade": "51.26"}
    save_calculation(book, "按品位", "grade", grade, trades=[second])
    found = look(book, batch).survey
    told = [(one.code, one.row, one.by) for one in sorted(found.hindrances, key=lambda one: one.row)]
    assert told == [("used", first, "deliveries"), ("used", second, "calculation_trades")]
    names = [one.why for one in hindered(book, found.hindrances, "zh")]
    assert any("交付" in why or "交货" in why for why in names)
    take_back(book, batch, untouched_only=True)
    assert sorted(trade_ids(book)) == [first, second]
    assert check(book.path) == []


def test_rows_of_a_closed_month_stay_and_the_others_go(book: Book) -> None:
    made = ledger(row(单号="A-1"), row(单号="A-2", 日期=dt.date(2025, 7, 2)))
    batch = write_import(book, planned(book, made), accept_suspect=True).batch
    assert batch is not None
    close_month(book, "2025-05", accept_suspect=True, today=dt.date(2026, 11, 1))
    found = look(book, batch).survey
    assert [one.code for one in found.hindrances] == ["closed"]
    take_back(book, batch, untouched_only=True)
    assert [one.trade.deal_no for one in trades_by_id(book, trade_ids(book))] == ["A-1"]
    assert check(book.path) == []


@pytest.mark.parametrize("many", [False, True], ids=["row by row", "as a block"])
def test_an_import_into_a_month_closed_since_is_refused_with_the_month_or_goes_as_a_correction(
    book: Book, many: bool
) -> None:
    wanted = 400 if many else 2
    made = ledger(*(row(单号=f"A-{n}", 数量=n + 1, 日期=dt.date(2025, 5 + n % 2, 6)) for n in range(wanted)))
    batch = write_import(book, planned(book, made), accept_suspect=True).batch
    assert batch is not None
    close_month(book, "2025-05", accept_suspect=True, today=dt.date(2026, 11, 1))
    whole = rows(book)
    survey = look(book, batch).survey
    assert (survey.count, survey.hindered, dict(survey.closed)) == (wanted // 2, wanted // 2, {"2025-05": wanted // 2})
    assert hindered(book, survey.hindrances, "zh")[0].why == "2025-05 已结账"
    with pytest.raises(Refused) as refused:
        take_back(book, batch)
    assert [(one.code, one.value) for one in refused.value.problems] == [("month-closed", "2025-05")]
    assert rows(book) == whole
    with book.correcting("整批录错"):
        take_back(book, batch)
    assert trade_ids(book) == []
    told = account(book, "2025-05")
    assert (len(told.corrections), told.explained) == (wanted // 2, True)
    assert check(book.path) == []
    undo(book)
    assert rows(book) == whole
