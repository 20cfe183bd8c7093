import datetime as dt
from decimal import Decimal

from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side, Trade
from rare_desk.ops.trades import add_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_page
from rare_desk.ui.pricing.concentrate.forms import SettlementForm
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.session import Session


def concentrate(day: int, mass: str, deal: str, grade: str = "") -> Trade:
    return Trade(
        date=dt.date(2026, 3, day),
        side=Side.BUY,
        product="CON-BO",
        quantity=Decimal(mass),
        price=Decimal(26834),
        deal_no=deal,
        counterparty="蒙北矿业",
        reo_pct=Decimal(grade) if grade else None,
    )


def take(page: PricingPage, place: int, qtbot: QtBot) -> None:
    """That trade of the two in the popup, the newest first."""
    page.form.pull_asked.emit("lots", page.mapToGlobal(QPoint(400, 300)))
    popup = page.puller.popup
    assert popup is not None
    popup.day.edit.setText("2026-03-18")
    popup.day.edit.textEdited.emit("2026-03-18")
    qtbot.waitUntil(lambda: popup.list.count() == 3)
    popup._take(popup.list.item(place + 1))


def test_lots_are_taken_from_trades_with_mass_and_grade_and_say_so(session: Session, book: Book, qtbot: QtBot) -> None:
    for trade in (concentrate(2, "98.760", "B-2"), concentrate(3, "102.340", "B-1", "51.35")):
        add_trade(book, trade, accept_suspect=True)
    session.look()
    page = PricingPage(session)
    qtbot.addWidget(page)
    page.resize(1476, 950)
    page.show()
    page.begin("settlement")
    assert isinstance(page.form, SettlementForm)
    for place in range(2):
        take(page, place, qtbot)
    lots = page.given["lots"]
    assert [(lot["lot"], lot["wet_t"], lot["grade"]) for lot in lots] == [
        ("B-1", "102.34", "51.35"),
        ("B-2", "98.76", ""),
    ]
    for lot in (0, 1):
        page.form._typed(f"lots[{lot}].moisture", "6")
    page.form._typed("lots[1].grade", "50.10")
    assert page.outcome.priced is not None
    assert "成交 B-1 蒙北矿业 · 2026-03-03" in page.trail._sources.text()
    delete_trades(book, [row.id for row in trade_page(book)])
    qtbot.waitUntil(page.form.refreshed.isVisible)
    assert len(page.form.refreshed.ticks) == 3
