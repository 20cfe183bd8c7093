"""Views of quotes and counterparties kept in the book by name: filter, order and columns come back."""

import datetime as dt
from decimal import Decimal

from pytestqt.qtbot import QtBot

from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis
from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.store.reading.view_queries import saved_views
from rare_desk.ui.page import Page
from rare_desk.ui.parties.page import PartiesPage
from rare_desk.ui.quotes.page import QuotesPage
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.inputs.filter_bar import Days
from tests.ops.parties.given import LONG, fill
from tests.ui.waiting import settled

SPAN = Days(dt.date(2026, 9, 1), None)


def quoted(book: Book) -> None:
    for day, product, mid in ((1, "PRND-O", "570000"), (2, "PRND-O", "580000"), (3, "LA-O", "4800")):
        given = Quote(
            date=dt.date(2026, 9, day),
            period=Period.DAY,
            product=product,
            source="甲网",
            mid=Decimal(mid),
            tax_basis=TaxBasis.INCL,
            vat_rate=Decimal(13),
        )
        add_quote(book, given)


def shown(page: Page, qtbot: QtBot) -> None:
    page.resize(1400, 800)
    qtbot.addWidget(page)
    page.show()
    settled(qtbot, page)


def quotes_page(session: Session, qtbot: QtBot) -> QuotesPage:
    page = QuotesPage(session)
    shown(page, qtbot)
    return page


def days_listed(page: QuotesPage) -> list[str]:
    place = [one.key for one in page.model.columns].index("date")
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def test_a_view_of_quotes_brings_back_filter_order_and_columns(book: Book, session: Session, qtbot: QtBot) -> None:
    quoted(book)
    page = quotes_page(session, qtbot)
    page.filters.set_chosen("product", ("PRND-O",))
    page.filters.set_days("days", SPAN)
    page.filters.changed.emit()
    page.table.sort_by((Sort("mid", False),))
    page.arrangement.show_column("grade", False)
    settled(qtbot, page)
    page.views.save("镨钕")
    qtbot.waitUntil(lambda: page.views.current == "镨钕")
    settled(qtbot, page)
    assert page.views.text() == "镨钕"
    page.filters.clear()
    page.arrangement.reset()
    page.table.sort_by(())
    settled(qtbot, page)
    assert page.views.is_changed
    assert len(days_listed(page)) == 3
    page.views.open("镨钕")
    settled(qtbot, page)
    assert (page.filters.chosen("product"), page.filters.days("days")) == (("PRND-O",), SPAN)
    assert page.table.header.order == page.orders == (Sort("mid", False),)
    assert "grade" not in page.arrangement.now().shown
    assert days_listed(page) == ["2026-09-01", "2026-09-02"]
    assert not page.views.is_changed


def test_the_last_view_is_shown_when_the_page_is_made_again(book: Book, session: Session, qtbot: QtBot) -> None:
    quoted(book)
    page = quotes_page(session, qtbot)
    page.filters.set_chosen("product", ("LA-O",))
    page.filters.changed.emit()
    page.views.save("镧")
    qtbot.waitUntil(lambda: page.views.current == "镧")
    settled(qtbot, page)
    other = quotes_page(session, qtbot)
    assert (other.views.current, days_listed(other)) == ("镧", ["2026-09-03"])


def test_a_view_of_counterparties_brings_back_filter_and_order(book: Book, session: Session, qtbot: QtBot) -> None:
    fill(book)
    page = PartiesPage(session)
    shown(page, qtbot)
    page.filters.set_chosen("group", ("甲辰集团",))
    page.filters.changed.emit()
    page.table.sort_by((Sort("trades", True),))
    page.views.save("集团")
    qtbot.waitUntil(lambda: page.views.current == "集团")
    page.filters.clear()
    page.table.sort_by(())
    settled(qtbot, page)
    assert page.model.rowCount() == 3
    page.views.open("集团")
    settled(qtbot, page)
    assert page.model.rowCount() == 1
    assert page.table.header.order == (Sort("trades", True),)
    found = page.model.row_at(0)
    assert found is not None
    assert found.name == LONG
    assert set(saved_views(book, "parties")) == {"集团"}


def test_what_of_a_view_cannot_be_read_lets_everything_through(book: Book, session: Session, qtbot: QtBot) -> None:
    quoted(book)
    page = quotes_page(session, qtbot)
    page.filters.show_json({"text": 3, "product": "PRND-O", "days": ["2026-13-01", None], "other": 1})
    settled(qtbot, page)
    assert not page.filters.active
    assert len(days_listed(page)) == 3
