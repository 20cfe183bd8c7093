import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rare_desk.ops.contracts import saved
from rare_desk.ops.quotes import add_quote, delete_quotes
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.pricing.pulling.popup import PullPopup
from rare_desk.ui.session import Session
from tests.core.pricing.examples import examples
from tests.ops.pulling.given import DAY, market, quote
from tests.ui.pricing.given import entry, figure, form, shown, type_into

PATH = "oxides[3].price_incl_vat"


@pytest.fixture
def page(session: Session, book: Book, qtbot: QtBot) -> PricingPage:
    market(book)
    session.look()
    made = shown(session, qtbot, "netback")
    form(made).edited.emit(examples("netback")[0]["input"])
    return made


def opened(page: PricingPage, path: str, qtbot: QtBot, day: dt.date = DAY) -> PullPopup:
    """The popup of that input, with the offers of that day in it."""
    page.puller.open(path, page.mapToGlobal(QPoint(300, 200)))
    popup = page.puller.popup
    assert popup is not None
    popup.day.edit.setText(day.isoformat())
    popup.day.edit.textEdited.emit(day.isoformat())
    qtbot.waitUntil(lambda: popup.list.count() > 0)
    return popup


def take(popup: PullPopup, words: str) -> None:
    items = [popup.list.item(place) for place in range(popup.list.count())]
    item = next(item for item in items if item.text().startswith(words))
    QTest.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=popup.list.visualItemRect(item).center())


def pull(page: PricingPage, path: str, words: str, qtbot: QtBot) -> None:
    take(opened(page, path, qtbot), words)


def chip(page: PricingPage, path: str) -> str:
    return entry(page, path)._chip.text() if not entry(page, path)._chip.isHidden() else ""


def test_an_announced_price_is_taken_with_its_grade_and_says_where_it_is_from(page: PricingPage, qtbot: QtBot) -> None:
    pull(page, "announced_price", "2025Q4", qtbot)
    assert page.given["announced_price"] == "26205"
    assert page.given["announced_grade"] == "50"
    assert chip(page, "announced_price") == "2025Q4 公布价 · 2025-10-10"
    assert "2025Q4 公布价 · 2025-10-10" in page.trail._sources.text()
    type_into(page, "announced_price", "26,834")
    assert chip(page, "announced_price") == ""
    assert page.given["quarter"] == ""
    assert "手工录入" in page.trail._sources.text()


def test_a_quote_fills_the_price_of_its_oxide_and_its_source_stands_in_the_row(page: PricingPage, qtbot: QtBot) -> None:
    popup = opened(page, PATH, qtbot)
    assert popup.product.value() == "ND-O"
    take(popup, "行情网")
    assert page.given["oxides"][3]["price_incl_vat"] == "565000"
    row = form(page).records[0].grid.grid.rows[3]
    assert row.cells[-1].shown == "行情网 报价 · 2026-03-12"
    assert figure(page) != "39,744.34"


def test_all_oxides_of_one_source_are_filled_at_once(page: PricingPage, book: Book, qtbot: QtBot) -> None:
    add_quote(book, quote("11800", product="CE-O"))
    pull(page, "oxides", "行情网", qtbot)
    prices = [one["price_incl_vat"] for one in page.given["oxides"]]
    assert prices == ["4500", "11800", "565000", "565000", "15000"]


def test_the_popup_closes_with_esc_and_by_a_press_beside_it(page: PricingPage, qtbot: QtBot) -> None:
    QTest.keyClick(opened(page, "vat_rate", qtbot), Qt.Key.Key_Escape)
    assert page.puller.popup is None
    opened(page, "vat_rate", qtbot)
    QTest.mouseClick(page.trail, Qt.MouseButton.LeftButton, pos=QPoint(20, 300))
    assert page.puller.popup is None


def test_a_source_is_let_go_and_the_value_stays(page: PricingPage, qtbot: QtBot) -> None:
    pull(page, "vat_rate", "按日期", qtbot)
    assert chip(page, "vat_rate") == "按日期 · 2026-03-12"
    source = page.puller.source("vat_rate")
    assert source is not None
    menu = page.puller.source_menu("vat_rate", source)
    next(action for action in menu.actions() if "手工" in action.text()).trigger()
    assert chip(page, "vat_rate") == ""
    assert page.given["vat_rate"] == "13"


def told(page: PricingPage) -> list[str]:
    return [label.text() for label in page.form.refreshed.findChildren(QLabel)]


def test_what_has_changed_in_the_book_is_shown_before_it_is_taken(page: PricingPage, book: Book, qtbot: QtBot) -> None:
    pull(page, PATH, "行情网", qtbot)
    before = figure(page)
    add_quote(book, quote("570000", DAY + dt.timedelta(days=1)))
    qtbot.waitUntil(page.form.refreshed.isVisible)
    assert figure(page) == before
    assert {"565,000", "570,000"} <= set(told(page))
    page.form.refreshed._take()
    assert page.given["oxides"][3]["price_incl_vat"] == "570000"
    assert figure(page) != before
    assert not page.form.refreshed.isVisible()


def test_a_source_that_has_gone_leaves_the_value_by_hand(page: PricingPage, book: Book, qtbot: QtBot) -> None:
    pull(page, PATH, "行情网", qtbot)
    delete_quotes(book, [row.id for row in queries.quotes(book)])
    qtbot.waitUntil(page.form.refreshed.isVisible)
    assert "账簿里已没有" in told(page)
    page.form.refreshed._take()
    assert page.given["oxides"][3]["price_incl_vat"] == "565000"
    assert page.given["sources"] == {}


def test_sources_are_saved_and_asked_about_when_the_calculation_is_opened_again(
    page: PricingPage, book: Book, session: Session, qtbot: QtBot
) -> None:
    pull(page, PATH, "行情网", qtbot)
    saved.save_calculation(book, "一", "netback", page.given)
    page.new()
    add_quote(book, quote("570000", DAY + dt.timedelta(days=1)))
    session.look()
    page.reopen(queries.calculations(session.book)[0])
    assert page.given["sources"][PATH]["value"] == "565000"
    qtbot.waitUntil(page.form.refreshed.isVisible)


def test_rows_keep_their_sources_when_one_above_goes(page: PricingPage, qtbot: QtBot) -> None:
    pull(page, PATH, "行情网", qtbot)
    form(page).records[0].remove("oxides[0]")
    assert list(page.given["sources"]) == ["oxides[2].price_incl_vat"]
    assert form(page).records[0].grid.grid.rows[2].cells[-1].shown.startswith("行情网")
