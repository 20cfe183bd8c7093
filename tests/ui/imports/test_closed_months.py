"""The import page with rows of a closed month: shown by themselves, left out, or recorded as corrections."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.ops.imports.ledgers import plan_import, write_import
from rare_desk.ops.life.closing import account, close_month
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids
from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.messages import Message
from rare_desk.ui.session import Session
from tests.ui.imports.reading import WORKBOOKS, shown, states

PATIENCE = 20_000
LEDGER = WORKBOOKS / "purchase-ledger-2025.xlsx"
JANUARY = "2025-01"


@pytest.fixture
def late(book: Book) -> int:
    """A closed January without the ledger's trades of it; how many these are."""
    close_month(book, JANUARY, today=dt.date(2026, 11, 1))
    plan = plan_import(book, [LEDGER])
    return plan.closed


@pytest.fixture
def page(book: Book, late: int, open_book: Callable[[Path], Session], qtbot: QtBot) -> ImportPage:
    assert late > 0
    page = shown(open_book(book.path), qtbot)
    page.take_files([LEDGER])
    qtbot.waitUntil(lambda: page.plan is not None)
    return page


def imported(page: ImportPage, qtbot: QtBot) -> str:
    """What is said once it is written."""
    messages: list[Message] = []
    page.session.message.connect(messages.append)
    page.import_button.click()
    qtbot.waitUntil(lambda: bool(messages) and page.plan is None)
    return messages[-1].text


def test_rows_of_a_closed_month_have_a_state_a_filter_and_a_sentence_of_their_own(page: ImportPage, late: int) -> None:
    assert states(page) == {"new": 180 - late, "closed": late}
    first = page.beside.findings.entries[0]
    assert (first.kind, first.words) == ("closed", f"{JANUARY} 已结账：{late} 行不导入，除非记为更正")
    page.review._choose_filter("closed")
    assert states(page) == {"closed": late}
    assert f"{late} 行属于已结账月份，不导入" in page.foot.summary.text()


def test_without_a_word_the_others_come_in(page: ImportPage, book: Book, late: int, qtbot: QtBot) -> None:
    assert str(180 - late) in page.import_button.text()
    assert str(late) in imported(page, qtbot)
    assert len(trade_ids(book)) == 180 - late
    assert account(book, JANUARY).corrections == ()


def test_with_a_reason_they_come_in_as_corrections(page: ImportPage, book: Book, late: int, qtbot: QtBot) -> None:
    page.foot.as_corrections.click()
    assert not page.import_button.isEnabled()
    page.foot.reason.setText("磅单迟到")
    assert page.import_button.isEnabled()
    assert "180" in page.import_button.text()
    imported(page, qtbot)
    assert len(trade_ids(book)) == 180
    month = account(book, JANUARY)
    assert {one.reason for one in month.corrections} == {"磅单迟到"}
    assert (len(month.corrections), month.explained) == (late, True)


def test_another_file_is_not_corrected_unseen(page: ImportPage, qtbot: QtBot) -> None:
    page.foot.as_corrections.click()
    page.foot.reason.setText("磅单迟到")
    before = page.plan
    page.take_files([WORKBOOKS / "sales-ledger-2025.xls"])
    qtbot.waitUntil(lambda: page.plan is not None and page.plan is not before)
    assert (page.foot.as_corrections.isChecked(), page.foot.reason.text()) == (False, "")


def test_a_file_without_such_rows_has_no_such_word(session: Session, book: Book, qtbot: QtBot) -> None:
    page = shown(session, qtbot)
    page.take_files([LEDGER])
    qtbot.waitUntil(lambda: page.plan is not None)
    assert page.foot.as_corrections.isHidden()
    assert write_import(book, plan_import(book, [LEDGER])).written == 180
