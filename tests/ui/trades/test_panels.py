"""The form beside the list is there before it is asked for, once nothing else is going on."""

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.store.book import Book
from rare_desk.ui.session import Session
from rare_desk.ui.trades.entry_panel import EntryPanel
from rare_desk.ui.trades.page import TradesPage
from tests.ui.trades.ledger import LEDGER, fill
from tests.ui.waiting import settled


@pytest.fixture
def page(book: Book, session: Session, qtbot: QtBot) -> TradesPage:
    fill(book)
    session.look()
    made = TradesPage(session)
    made.resize(1400, 800)
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, made)
    return made


def forms(page: TradesPage) -> list[EntryPanel]:
    return page.findChildren(EntryPanel)


def test_it_is_made_while_nobody_waits_and_stays_hidden(page: TradesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(forms(page)) == 1)
    (form,) = forms(page)
    assert form.isHidden()
    assert page.panels.form is None
    assert page.entry is form


def test_one_who_asks_sooner_has_it_at_once_and_there_is_no_other(page: TradesPage, qtbot: QtBot) -> None:
    page.verbs.begin_form()
    form = page.panels.form
    assert form is page.entry
    assert form is not None
    offered = form.form.choice("counterparty").edit.completer().model()
    assert "戊信新材" in {offered.index(row, 0).data() for row in range(offered.rowCount())}
    page.listing.load()
    settled(qtbot, page)
    assert page.model.rowCount() == len(LEDGER)
    assert forms(page) == [form]
