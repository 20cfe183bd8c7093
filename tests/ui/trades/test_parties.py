"""Counterparties as records of their own."""

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from tests.ui.trades.ledger import fill

PATIENCE = 20_000


@pytest.fixture
def page(book: Book, session: Session, qtbot: QtBot) -> TradesPage:
    fill(book)
    session.look()
    made = TradesPage(session)
    session.message.connect(made.show_message)
    qtbot.addWidget(made)
    made.show()
    made.parties.setVisible(True)
    return made


def names(page: TradesPage) -> list[str]:
    return [str(page.parties.model.index(row, 0).data()) for row in range(page.parties.model.rowCount())]


def test_parties_come_with_their_first_trade_in_the_order_of_their_pinyin(page: TradesPage) -> None:
    assert names(page) == ["丁源贸易", "甲辰磁材", "戊信新材", "辛岭稀土", "乙和稀土"]
    page.parties.search.set_text("xl")
    page.parties.search.changed.emit()
    assert names(page) == ["辛岭稀土"]


def test_a_party_is_added_changed_and_taken_back(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    fields = page.parties.fields
    fields["name"].set_text("庚远材料")
    fields["group_name"].set_text("庚远集团")
    page.parties.save()
    qtbot.waitUntil(lambda: "庚远材料" in names(page), timeout=PATIENCE)
    fields["tax_id"].set_text("91150200MA0")
    page.parties.save()
    qtbot.waitUntil(lambda: _tax_id(book, "庚远材料") == "91150200MA0", timeout=PATIENCE)
    page.session.undo()
    page.session.undo()
    qtbot.waitUntil(lambda: "庚远材料" not in names(page), timeout=PATIENCE)


def test_a_party_in_use_is_not_deleted_and_the_reason_is_said(page: TradesPage, qtbot: QtBot) -> None:
    page.parties.table.selectRow(0)
    page.parties.delete()
    qtbot.waitUntil(lambda: page.parties.fields["name"].problem_label.text() != "", timeout=PATIENCE)
    assert "丁源贸易" in names(page)


def test_two_parties_of_one_group_make_a_related_deal(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    for name in ("乙和稀土", "辛岭稀土"):
        place = names(page).index(name)
        page.parties.table.choose(page.parties.model.id_at(place))
        page.parties.fields["group_name"].set_text("北方")
        page.parties.save()
        wait_for_group(qtbot, book, name)
    page.session.look()
    page.verbs.begin()
    form = page.entry.form
    form.side.buttons.button("market").click()
    for name, words in (("buyer", "乙和稀土"), ("seller", "辛岭稀土")):
        form.fields[name].set_text(words)
    form.changed.emit()
    assert form.related.buttons.current == "yes"


def wait_for_group(qtbot: QtBot, book: Book, name: str) -> None:
    qtbot.waitUntil(lambda: _group(book, name) == "北方", timeout=PATIENCE)


def _tax_id(book: Book, name: str) -> str:
    party = queries.counterparty(book, name)
    return party.tax_id if party else ""


def _group(book: Book, name: str) -> str:
    party = queries.counterparty(book, name)
    return party.group_name if party else ""
