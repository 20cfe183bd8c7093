"""A new trade takes what is kept with its party; an alias is read as its party."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.ops.parties.records import Counterparty, Profile, save_party
from rare_desk.store.book import Book
from rare_desk.store.reading.party_queries import called
from rare_desk.store.reading.trades.trade_queries import Sort, trade_page
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from tests.ui.trades.ledger import fill
from tests.ui.waiting import settled


@pytest.fixture
def page(book: Book, session: Session, qtbot: QtBot) -> TradesPage:
    fill(book)
    kept = {"payment": "月结30天", "compliance": "unknown", "vat_rate": "6", "delivery_place": "赣州"}
    save_party(book, called(book, "丁源贸易"), Profile(Counterparty("丁源贸易"), ("丁源",), kept))
    session.look()
    made = TradesPage(session)
    session.message.connect(made.show_message)
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, made)
    return made


def type_in(page: TradesPage, name: str, words: str) -> None:
    field = page.entry.form.fields[name]
    field.edit.setFocus()
    field.edit.clear()
    typed = QInputMethodEvent()
    typed.setCommitString(words)
    QApplication.sendEvent(field.edit, typed)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)


def test_the_alias_becomes_the_party_and_its_defaults_fill_what_was_not_typed(
    page: TradesPage, book: Book, qtbot: QtBot
) -> None:
    page.verbs.begin_form()
    form = page.entry.form
    for name, words in (("product", "LA-O"), ("quantity", "5"), ("price", "4800"), ("delivery_place", "包头")):
        type_in(page, name, words)
    type_in(page, "counterparty", "丁源")
    assert form.fields["counterparty"].text() == "丁源贸易"
    assert form.fields["counterparty"].trailing.text() == "即 丁源"
    assert (form.fields["payment"].text(), form.fields["vat_rate"].text()) == ("月结30天", "6")
    assert form.fields["delivery_place"].text() == "包头"
    form.fields["payment"].set_text("款到发货")
    before = trade_page(book, order=Sort("id"), limit=1)[0].id
    page.entry.save()
    qtbot.waitUntil(lambda: trade_page(book, order=Sort("id"), limit=1)[0].id > before)
    made = trade_page(book, order=Sort("id"), limit=1)[0].trade
    assert (made.counterparty, made.payment, made.compliance) == ("丁源贸易", "款到发货", "unknown")
    assert made.vat_rate == 6


def test_another_party_takes_back_what_the_first_brought(page: TradesPage) -> None:
    page.verbs.begin_form()
    type_in(page, "counterparty", "丁源贸易")
    type_in(page, "counterparty", "戊信新材")
    assert page.entry.form.fields["payment"].text() == ""
    assert page.entry.form.fields["vat_rate"].text() == ""


def test_a_changed_trade_keeps_its_own_terms(page: TradesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.model.rowCount() == 6)
    page.table.selectRow(0)
    page.verbs.change()
    type_in(page, "counterparty", "丁源贸易")
    assert page.entry.form.fields["payment"].text() == ""


def test_a_name_near_a_known_one_is_asked_about_once_it_is_typed(page: TradesPage) -> None:
    page.verbs.begin_form()
    type_in(page, "counterparty", "丁源贸易有限公司")
    assert "丁源贸易" in page.entry.form.fields["counterparty"].problem_label.text()
    type_in(page, "counterparty", "全新单位")
    assert page.entry.form.fields["counterparty"].problem_label.text() == ""


def test_a_row_typed_in_the_list_takes_them_too(page: TradesPage) -> None:
    page.verbs.begin_row()
    edit = next(iter(page.typing.edits))
    page.typing.type(edit.id, "side", "buy")
    page.typing.type(edit.id, "delivery_place", "包头")
    page.typing.type(edit.id, "counterparty", "丁源")
    now = page.typing.edits.get(edit.id)
    assert now is not None
    assert (now.draft.counterparty, now.draft.payment, now.draft.delivery_place) == ("丁源贸易", "月结30天", "包头")
    page.typing.type(edit.id, "counterparty", "戊信新材")
    now = page.typing.edits.get(edit.id)
    assert now is not None
    assert (now.draft.counterparty, now.draft.payment, now.draft.vat_rate) == ("戊信新材", "", "")
