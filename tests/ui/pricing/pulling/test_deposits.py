import datetime as dt
from decimal import Decimal

from pytestqt.qtbot import QtBot

from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis
from rare_desk.ops.contracts.deposits import verify_deposit
from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.session import Session
from tests.ui.pricing.given import figure, form, shown, type_into

DAY = dt.date(2026, 11, 2)


def quoted(book: Book) -> None:
    for product, mid in (("PR-O", "565000"), ("ND-O", "560000")):
        add_quote(
            book,
            Quote(
                date=DAY,
                period=Period.DAY,
                product=product,
                source="询价",
                mid=Decimal(mid),
                tax_basis=TaxBasis.INCL,
            ),
        )


def take(page: PricingPage, qtbot: QtBot, name: str) -> None:
    """From the menu beside the oxides, as a click takes it."""
    menu = page.puller.deposits.menu()
    next(action for action in menu.actions() if action.text().startswith(name)).trigger()
    qtbot.waitUntil(lambda: len(page.given["oxides"]) == 2)


def test_a_deposit_fills_the_netback_and_says_that_it_is_not_verified(
    session: Session, book: Book, qtbot: QtBot
) -> None:
    quoted(book)
    page = shown(session, qtbot, "netback")
    type_into(page, "grade", "50")
    take(page, qtbot, "白云鄂博（未核实）")
    # (6.2 % x 565,000 + 18.5 % x 560,000) / 1.13 x 92 % x 50 % = 138,630 x 0.46 / 1.13 = 56,433.45
    assert figure(page) == "56,433.45"  # VAT is that of the day
    said = [row.cells[-1].shown for row in next(p for p in form(page).records).grid.grid.rows]
    assert said[0] == "配分 白云鄂博（未核实） · 询价 报价 · 2026-11-02"
    assert "配分 白云鄂博（未核实）" in page.trail._sources.text()


def test_a_verified_one_is_not_called_otherwise(session: Session, book: Book, qtbot: QtBot) -> None:
    quoted(book)
    verify_deposit(book, "Bayan Obo", "table 2", DAY, "li")
    page = shown(session, qtbot, "basket")
    type_into(page, "fx", "7.1")
    take(page, qtbot, "白云鄂博")
    assert figure(page) == "19.53"  # (35,030 + 103,600) / 7.1 / 1,000
    assert "未核实" not in page.trail._sources.text()


def test_the_deposits_page_opens_the_calculator_filled(session: Session, book: Book, qtbot: QtBot) -> None:
    quoted(book)
    page = shown(session, qtbot, "grade")
    page.show_item(calculator="basket", deposit="Mountain Pass")
    qtbot.waitUntil(lambda: len(page.given["oxides"]) == 2)
    assert [one["share"] for one in page.given["oxides"]] == ["4.34", "12"]


def test_only_calculators_of_priced_oxides_offer_deposits(session: Session, qtbot: QtBot) -> None:
    page = shown(session, qtbot, "basket")
    assert not form(page).records[0].deposit.isHidden()
    page.begin("estimate")
    assert form(page).records[0].deposit.isHidden()
