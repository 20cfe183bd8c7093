"""What is taken from the book all at once: the prices of a period, the ground of an estimate."""

import datetime as dt

from pytestqt.qtbot import QtBot

from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book
from rare_desk.ui.session import Session
from tests.ops.pulling.given import market, quote
from tests.ui.pricing.given import entry, figure, form, shown


def test_only_the_inputs_of_the_chosen_window_are_shown(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, "average")
    assert entry(page, "month").isHidden()
    page.form.edited.emit(page.given | {"window": "month"})
    assert not entry(page, "month").isHidden()
    assert entry(page, "event").isHidden()
    page.form.edited.emit(page.given | {"window": "around", "taken_from": "series"})
    assert entry(page, "month").isHidden()
    assert not entry(page, "event").isHidden()
    assert not entry(page, "series").isHidden()
    assert entry(page, "quoted_by").isHidden()


def test_the_quotes_of_a_month_are_taken_and_averaged(session: Session, book: Book, qtbot: QtBot) -> None:
    market(book)
    session.look()
    page = shown(session, qtbot, "average")
    asked = {"window": "month", "month": "2026-03", "missing": "skip", "taken_from": "quotes", "product": "ND-O"}
    page.form.edited.emit(page.given | asked | {"quoted_by": "行情网"})
    form(page).records[0].pull.click()
    qtbot.waitUntil(lambda: figure(page) == "562,500.00")
    assert [one["date"] for one in page.given["prices"]] == ["2026-03-11", "2026-03-12"]
    assert len(page.trail.view.lines) == 3


def test_what_is_not_clear_is_said_and_nothing_changes(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, "average")
    before = page.given
    with qtbot.waitSignal(session.message) as told:
        form(page).records[0].pull.click()
    assert told.args is not None
    assert told.args[0].kind == "bad"
    assert page.given is before


def test_an_estimate_is_grounded_on_the_books_quotes_and_says_that_the_distribution_is_not_verified(
    session: Session, book: Book, qtbot: QtBot
) -> None:
    for day in ("2025-08-04", "2025-11-03", "2026-02-02"):
        for product, price in (("LA-O", "4500"), ("CE-O", "11500"), ("PR-O", "565000"), ("ND-O", "560000")):
            add_quote(book, quote(price, dt.date.fromisoformat(day), product=product))
    page = shown(session, qtbot, "estimate")
    page.form.edited.emit(page.given | {"quarter": "2026Q1", "taken_from": "quotes", "quoted_by": "行情网"})
    form(page).records[0].pull.click()
    qtbot.waitUntil(lambda: page.outcome.priced is not None)
    assert [one["quarter"] for one in page.given["past"]] == ["2025Q4"]
    assert "未核实" in page.form.totals.notes.text()
    past = form(page).records[1].grid.grid.rows[0]
    assert past.cells[3].shown != ""
