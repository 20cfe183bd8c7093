"""The page of counterparties, by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading import party_queries, queries
from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.ui.parties.page import PartiesPage
from rare_desk.ui.session import Session
from tests.ops.given import TODAY, deal
from tests.ops.parties.given import LONG, OTHER, SHORT, fill, party_id
from tests.ui.waiting import settled

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(book: Book, session: Session, qtbot: QtBot) -> PartiesPage:
    fill(book)
    session.look()
    made = PartiesPage(session)
    session.message.connect(made.show_message)
    made.resize(1500, 800)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    settled(qtbot, made)
    return made


def column(page: PartiesPage, key: str) -> list[str]:
    place = [one.key for one in page.model.columns].index(key)
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def names(page: PartiesPage) -> list[str]:
    return column(page, "name")


def type_in(edit: QLineEdit, words: str) -> None:
    """As an input method does."""
    edit.setFocus()
    edit.selectAll()
    typed = QInputMethodEvent()
    typed.setCommitString(words)
    QApplication.sendEvent(edit, typed)


def press(widget: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, keys)


def choose(page: PartiesPage, name: str) -> None:
    page.table.setFocus()
    assert page.table.choose(page.model.id_at(names(page).index(name)))


def test_parties_stand_in_the_order_of_their_pinyin_with_what_was_traded(page: PartiesPage) -> None:
    assert names(page) == [LONG, OTHER, SHORT]
    assert column(page, "trades") == ["2", "3", "3"]
    assert column(page, "bought_t") == ["10.000", "7.000", "5.000"]
    assert column(page, "sold_t") == ["4.000", "–", "–"]
    assert column(page, "market_t") == ["–", "10.000", "10.000"]
    assert column(page, "last_trade") == ["2026-01-06", "2026-02-01", "2026-01-09"]
    assert "22.000" in page.footer.accessibleName()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("jccl", []),
        ("jccc", [LONG, SHORT]),
        ("bt", [LONG]),
        ("包头甲辰", [LONG]),
        ("7014", [SHORT]),
        ("集团", [LONG]),
        ("gzy", [OTHER]),
    ],
)
def test_a_party_is_found_by_name_alias_number_group_and_pinyin(
    page: PartiesPage, qtbot: QtBot, words: str, found: list[str]
) -> None:
    page.filters.set_text("text", words)
    qtbot.waitUntil(lambda: names(page) == found)


def test_columns_sort_and_parties_without_a_figure_stand_last(page: PartiesPage) -> None:
    page.model.order_asked.emit((Sort("sold_t"),))
    assert names(page)[0] == LONG
    page.model.order_asked.emit((Sort("bought_t", descending=False),))
    assert names(page) == [SHORT, OTHER, LONG]
    page.model.order_asked.emit((Sort("tax_id"),))
    assert names(page)[0] == SHORT


def test_a_party_is_typed_saved_and_taken_back(page: PartiesPage, book: Book, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_N, CONTROL)
    form = page.form
    assert form.fields["name"].edit.hasFocus()
    type_in(form.fields["name"].edit, "庚远材料")
    type_in(form.fields["tax_id"].edit, "91150000701463622X")
    assert "校验码" in form.fields["tax_id"].problem_label.text()
    type_in(form.fields["tax_id"].edit, "91150000701463622D")
    assert form.fields["tax_id"].problem_label.text() == ""
    for alias in ("庚远", "GY"):
        type_in(form.aliases.field.edit, alias)
        press(form.aliases.field.edit, Qt.Key.Key_Return)
    type_in(form.defaults.fields["vat_rate"].edit, "13")
    type_in(form.defaults.fields["compliance"].edit, "不明")
    press(form.defaults.fields["payment"].edit, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: "庚远材料" in names(page))
    made = party_id(book, "GY")
    assert made == party_id(book, "庚远材料")
    assert party_queries.defaults_of(book, made) == {"vat_rate": "13", "compliance": "unknown"}
    qtbot.waitUntil(lambda: page.table.hasFocus() and page.chosen() is not None)
    page.session.undo()
    qtbot.waitUntil(lambda: "庚远材料" not in names(page))


def test_what_is_wrong_is_said_at_its_field(page: PartiesPage, qtbot: QtBot) -> None:
    choose(page, OTHER)
    press(page.table, Qt.Key.Key_F2)
    type_in(page.form.fields["name"].edit, SHORT)
    type_in(page.form.aliases.field.edit, "包头甲辰")
    type_in(page.form.defaults.fields["spot"].edit, "期货")
    press(page.form.fields["note"].edit, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: "已有" in page.form.fields["name"].problem_label.text())
    assert LONG in page.form.aliases.field.problem_label.text()
    assert "期货" in page.form.defaults.fields["spot"].problem_label.text()


def test_return_leads_to_the_trades_and_the_buttons_to_positions(page: PartiesPage, qtbot: QtBot) -> None:
    gone: list[tuple[str, object]] = []
    page.session.navigate.connect(lambda name, what: gone.append((name, what)))
    choose(page, LONG)
    press(page.table, Qt.Key.Key_Return)
    page.verbs.positions.trigger()
    assert gone == [("trades", {"counterparty": LONG}), ("positions", {"counterparty": LONG})]


def test_two_chosen_ones_become_one_and_it_is_taken_back(page: PartiesPage, book: Book, qtbot: QtBot) -> None:
    choose(page, LONG)
    press(page.table, Qt.Key.Key_Down, SHIFT)
    press(page.table, Qt.Key.Key_Down, SHIFT)
    press(page, Qt.Key.Key_M, CONTROL)  # three are chosen: nothing happens
    choose(page, LONG)
    press(page.table, Qt.Key.Key_Down, SHIFT)
    press(page, Qt.Key.Key_M, CONTROL)
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    page.session.undo()
    qtbot.waitUntil(lambda: len(names(page)) == 3)


def test_one_is_merged_into_the_one_that_is_named(page: PartiesPage, book: Book, qtbot: QtBot) -> None:
    choose(page, LONG)
    press(page, Qt.Key.Key_M, CONTROL)
    assert page.form.into.edit.hasFocus()
    type_in(page.form.into.edit, SHORT)
    press(page.form.into.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(page) == [OTHER, SHORT])
    qtbot.waitUntil(lambda: column(page, "trades") == ["3", "5"])
    assert party_id(book, LONG) == party_id(book, SHORT)


def pairs(page: PartiesPage) -> list[tuple[str, str]]:
    return [(pair.gone.name, pair.into.name) for pair in page.pairs]


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact)


def test_what_is_probably_one_firm_is_merged_or_told_apart_with_one_key(
    page: PartiesPage, book: Book, qtbot: QtBot
) -> None:
    add_trade(book, deal("2026-03-01", Side.BUY, "1", "410000", "赣州市乙稀土"), today=TODAY)
    until(qtbot, lambda: len(page.pairs) == 2)
    press(page, Qt.Key.Key_M, CONTROL | SHIFT)
    assert page.near.table.hasFocus()
    place = pairs(page).index((LONG, SHORT))
    page.near.table.selectRow(place)
    press(page.near.table, Qt.Key.Key_D)
    until(qtbot, lambda: pairs(page) == [("赣州市乙稀土", OTHER)])
    press(page.near.table, Qt.Key.Key_M)
    until(qtbot, lambda: pairs(page) == [] and names(page) == [LONG, OTHER, SHORT])
    page.session.undo()
    page.session.undo()
    until(qtbot, lambda: len(page.pairs) == 2)


def test_what_was_typed_and_not_saved_is_brought_back(page: PartiesPage) -> None:
    choose(page, LONG)
    press(page.table, Qt.Key.Key_F2)
    type_in(page.form.fields["note"].edit, "还没存")
    choose(page, OTHER)
    assert page.form.fields["note"].text() == ""
    assert "放在一边" in page.strip.shown
    page.form.resume(page.form.profile(), page.form.shown)


def test_calculations_of_the_party_stand_in_its_panel(page: PartiesPage, qtbot: QtBot) -> None:
    page.show_item(party="甲辰")
    until(qtbot, lambda: not page.form.calculations.isHidden())
    assert page.form.shown is not None
    assert page.form.shown.name == SHORT


def test_a_party_in_use_is_not_deleted_and_one_without_trades_is(page: PartiesPage, book: Book, qtbot: QtBot) -> None:
    choose(page, OTHER)
    press(page.table, Qt.Key.Key_Delete)
    until(qtbot, lambda: OTHER in page.strip.shown)
    assert queries.counterparty(book, OTHER) is not None
    page.strip.clear()
    press(page, Qt.Key.Key_N, CONTROL)
    type_in(page.form.fields["name"].edit, "庚远材料")
    press(page.form.fields["name"].edit, Qt.Key.Key_S, CONTROL)
    until(qtbot, lambda: "庚远材料" in names(page))
    choose(page, "庚远材料")
    press(page.table, Qt.Key.Key_Delete)
    until(qtbot, lambda: "庚远材料" not in names(page))
