"""What a new row begins with, and what it takes from the book while it is typed."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Status
from rare_desk.ops.imports.ledgers import plan_import, write_import
from rare_desk.ops.parties.records import put_defaults
from rare_desk.ops.trades import change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import counterparties
from rare_desk.store.reading.trades.trade_queries import trade_ids
from rare_desk.ui.trades.page import TradesPage
from tests.ui.trades.editing.test_typing import begin_row, cell, of, page, press, until, write

__all__ = ["page"]

EXPORTS = Path(__file__).parents[3] / "data" / "workbooks" / "export-sales-english.xlsx"
"""In kg, USD/kg and without tax."""


def test_after_an_import_a_new_row_is_not_in_the_units_of_the_file(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    write_import(book, plan_import(book, [EXPORTS], None, dt.date(2026, 11, 1)), accept_suspect=True)
    page.session.look()
    until(qtbot, lambda: page.model.rowCount() == 86)
    row = begin_row(page)
    for key, words in (("product", "氧化镨钕"), ("quantity", "12.5"), ("price_incl_vat", "48.6万")):
        page.table.go_to(row, key)
        write(page, words)
        press(page, Qt.Key.Key_Tab)
    assert (cell(page, row, "side"), cell(page, row, "quantity")) == ("买", "12.500")
    assert (cell(page, row, "price_incl_vat"), cell(page, row, "amount_incl_vat")) == ("486,000.00", "6,075,000.00")


def test_a_new_row_is_confirmed_whatever_became_of_the_last_trade(page: TradesPage, book: Book) -> None:
    last = max(trade_ids(book))
    change_trade(book, last, replace(of(book, last).trade, status=Status.DELIVERED))
    page.session.look()
    edit = page.typing.edits.get(begin_row(page))
    assert edit is not None
    assert (edit.draft.deal_no, edit.draft.status) == ("C26-1007", Status.CONFIRMED)


def test_a_new_row_takes_what_is_kept_with_its_party(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    party = next(one for one in counterparties(book) if one.name == "戊信新材")
    with book.step("counterparty-changed", name=party.name) as step:
        put_defaults(step, party.id, {"payment": "月结", "delivery_place": "赣州"})
    page.session.look()
    row = begin_row(page)
    for key, words in (("side", "s"), ("delivery_place", "包头"), ("counterparty", "戊信新材")):
        page.table.go_to(row, key)
        write(page, words)
        press(page, Qt.Key.Key_Tab)
    edit = page.typing.edits.get(row)
    assert edit is not None
    assert (edit.draft.payment, edit.draft.delivery_place) == ("月结", "包头")


@pytest.mark.parametrize(("letters", "party"), [("wx", "戊信新材"), ("WX", "WX"), ("wxy", "wxy"), ("x", "x")])
def test_the_first_initials_of_one_party_mean_it_and_capitals_a_new_one(
    page: TradesPage, letters: str, party: str
) -> None:
    row = begin_row(page)
    for key, words in (("side", "s"), ("counterparty", letters)):
        page.table.go_to(row, key)
        write(page, words)
        press(page, Qt.Key.Key_Tab)
    edit = page.typing.edits.get(row)
    assert edit is not None
    assert edit.draft.counterparty == party
