"""A single row is put back to any of its earlier versions, as a step that undo takes back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.book.books import check
from rare_desk.ops.history.journal import undo
from rare_desk.ops.history.restoring import restore_row
from rare_desk.ops.parties.records import delete_counterparty
from rare_desk.ops.trades import change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import counterparties
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.store.rows import TradeRow
from tests.ops.given import BUY, enter
from tests.ops.imports.given import booked, row


def the_trade(book: Book) -> TradeRow:
    (found,) = trades_by_id(book, trade_ids(book))
    return found


def test_a_trade_is_put_back_to_what_it_was_three_changes_ago(book: Book) -> None:
    enter(book, BUY)
    first, step = the_trade(book), book.last_step()
    for price in (590_000, 600_000, 610_000):
        change_trade(book, first.id, replace(BUY, price=Decimal(price), note=f"{price}"), accept_suspect=True)
    restore_row(book, "trades", first.id, step)
    assert the_trade(book) == first
    assert book.undo_label() == ("trade-restored", {"what": "HT-1"})
    undo(book)
    assert the_trade(book).trade.price == 610_000
    assert check(book.path) == []


def test_a_deleted_trade_comes_again_under_its_own_number(book: Book) -> None:
    enter(book, BUY)
    first = the_trade(book)
    delete_trades(book, [first.id])
    restore_row(book, "trades", first.id, book.last_step(), before=True)
    assert the_trade(book) == first
    assert check(book.path) == []


def test_an_imported_trade_is_put_back_to_what_its_file_said(book: Book) -> None:
    booked(book, row(单号="L-1"))
    first, step = the_trade(book), book.last_step()
    change_trade(book, first.id, replace(first.trade, quantity=Decimal(3)), accept_suspect=True)
    delete_trades(book, [first.id])
    restore_row(book, "trades", first.id, step)
    assert the_trade(book) == first
    assert check(book.path) == []


def test_a_trade_whose_firm_is_gone_is_not_put_back(book: Book) -> None:
    enter(book, BUY)
    first, step = the_trade(book), book.last_step()
    delete_trades(book, [first.id])
    delete_counterparty(book, counterparties(book)[0].id)
    with pytest.raises(Refused) as refused:
        restore_row(book, "trades", first.id, step)
    assert [one.code for one in refused.value.problems] == ["restore-named-gone"]
    assert trade_ids(book) == []


def test_a_step_that_did_nothing_to_the_row_has_nothing_to_put_back(book: Book) -> None:
    enter(book, BUY)
    with pytest.raises(Refused) as refused:
        restore_row(book, "trades", the_trade(book).id, 1)
    assert [one.code for one in refused.value.problems] == ["restore-nothing"]
