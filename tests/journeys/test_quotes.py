"""Prices that others name, through the real window and by keyboard alone: quotes typed and changed, a new quarter's
announced price, and the chart that follows the list."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.core.quotes import Period, Quote
from rare_desk.store.reading import queries
from rare_desk.store.reading.quotes.quote_queries import ANY, NEWEST, quote_page
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.quotes.page import QuotesPage
from tests.journeys.keyboard import focused, go_to, pick, press, tab_to, until, walk_to, write
from tests.journeys.opening import window
from tests.ui.waiting import settled

__all__ = ["window"]


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> QuotesPage:
    press("Ctrl+3")
    bench = window.workbench
    assert bench is not None
    shown = bench.current
    assert isinstance(shown, QuotesPage)
    settled(qtbot, shown)
    return shown


def type_in(page: QuotesPage, **texts: str) -> None:
    """Into the form, from field to field by Tab."""
    for name, words in texts.items():
        tab_to(page.form.fields[name].edit)
        press("Ctrl+A")
        write(words)
        press("Return")


def quotes(page: QuotesPage) -> list[Quote]:
    """Of the book, the newest first."""
    return [row.quote for row in quote_page(page.session.book, ANY, NEWEST, 100)]


def listed(page: QuotesPage, column: str) -> list[str]:
    place = [one.key for one in page.model.columns].index(column)
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def comes(qtbot: QtBot, page: QuotesPage, column: str, *words: str) -> None:
    until(qtbot, lambda: page.model.complete and listed(page, column) == list(words))
    settled(qtbot, page)


def lines(page: QuotesPage) -> list[str]:
    """On the chart."""
    return [one.name for one in page.chart.chart.content.lines]


@pytest.fixture
def three(page: QuotesPage, qtbot: QtBot) -> QuotesPage:
    """Two quotes of one product and one of another, typed one after another."""
    press("Ctrl+N")
    until(qtbot, lambda: page.form.isAncestorOf(focused()))
    type_in(page, date="2026-10-12", product="yhpn", source="甲网", low="57.8万-58.2万")
    press("Ctrl+Return")
    comes(qtbot, page, "mid", "580,000.00")
    until(qtbot, page.form.fields["product"].edit.hasFocus)
    type_in(page, product="TB-O", mid="683万")
    press("Ctrl+Return")
    until(qtbot, lambda: len(quotes(page)) == 2)
    settled(qtbot, page)
    until(qtbot, page.form.fields["product"].edit.hasFocus)
    tab_to(page.form.fields["date"].edit, "Shift+Tab")
    type_in(page, date="2026-10-13", product="yhpn", mid="58.1万")
    press("Ctrl+S")
    comes(qtbot, page, "mid", "581,000.00", "580,000.00", "6,830,000.00")
    until(qtbot, page.table.hasFocus)
    return page


def test_quotes_are_typed_one_after_another_and_changed_in_the_list(three: QuotesPage, qtbot: QtBot) -> None:
    page = three
    first = quotes(page)[1]
    assert (first.low, first.high, first.source, first.period) == (
        Decimal(578000), Decimal(582000), "甲网", Period.DAY,
    )  # fmt: skip
    go_to(page.table, 0, "mid")
    write("58.25万")
    press("Return")
    comes(qtbot, page, "mid", "582,500.00", "580,000.00", "6,830,000.00")
    go_to(page.table, 1, "source")
    write("乙网")
    press("Return")
    comes(qtbot, page, "source", "甲网", "乙网", "甲网")
    press("Ctrl+Z", "Ctrl+Z")
    comes(qtbot, page, "mid", "581,000.00", "580,000.00", "6,830,000.00")
    press("Ctrl+Home", "Shift+Space", "Del")
    comes(qtbot, page, "mid", "580,000.00", "6,830,000.00")
    press("Ctrl+Z")
    comes(qtbot, page, "mid", "581,000.00", "580,000.00", "6,830,000.00")


def test_quotes_are_sorted_filtered_and_found(three: QuotesPage, qtbot: QtBot) -> None:
    page = three
    press("Ctrl+Home")
    walk_to(page.table, "mid")
    press("Alt+Shift+Down")
    pick("升序")
    comes(qtbot, page, "mid", "580,000.00", "581,000.00", "6,830,000.00")
    press("Ctrl+F")
    until(qtbot, page.search.hasFocus)
    write("yhpn")
    comes(qtbot, page, "mid", "580,000.00", "581,000.00")
    press("Escape")
    comes(qtbot, page, "mid", "580,000.00", "581,000.00", "6,830,000.00")


def test_a_new_quarter_is_two_keystrokes_its_number_and_enter(page: QuotesPage, qtbot: QtBot) -> None:
    before = queries.announced(page.session.book)
    press("Ctrl+Shift+Q")
    until(qtbot, page.announced_form.fields["price"].edit.hasFocus)
    write("39000")
    press("Return")
    until(qtbot, lambda: len(queries.announced(page.session.book)) == len(before) + 1)
    until(qtbot, page.below.announced.hasFocus)
    settled(qtbot, page)
    made = page.below.chosen_announced()
    assert made is not None
    assert (made.price, made.reo_basis, made.in_force) == (Decimal(39000), Decimal(50), True)
    assert made.quarter > max(one.quarter for one in before if one.in_force)

    press("Return")
    until(qtbot, page.announced_form.fields["price"].edit.hasFocus)
    write("39500")
    press("Return")
    until(qtbot, lambda: (now := page.below.chosen_announced()) is not None and now.price == Decimal(39500))
    until(qtbot, page.below.announced.hasFocus)
    settled(qtbot, page)
    press("Del")
    until(qtbot, lambda: queries.announced(page.session.book) == before)
    press("Ctrl+Z", "Ctrl+Z")
    until(qtbot, lambda: made in queries.announced(page.session.book))


def test_the_chart_beside_the_lists_follows_the_keys(three: QuotesPage, qtbot: QtBot) -> None:
    page = three
    assert page.chart.isVisible()
    go_to(page.table, 0, "mid")
    until(qtbot, lambda: len(lines(page)) == 1 and "镨钕" in lines(page)[0])
    press("Ctrl+Down")
    until(qtbot, lambda: len(lines(page)) == 1 and "铽" in lines(page)[0])
    press("Shift+Up")
    until(qtbot, lambda: len(lines(page)) == 2)
    press("F6")
    until(qtbot, page.below.announced.hasFocus)
    press("Down")
    until(qtbot, lambda: len(lines(page)) == 1 and "精矿" in lines(page)[0])
    press("Ctrl+Shift+Q", "Escape")
    until(qtbot, page.below.announced.hasFocus)
    press("F6")
    until(qtbot, page.below.published.hasFocus)
    press("F6")
    until(qtbot, page.table.hasFocus)
