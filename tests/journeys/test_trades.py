"""A day's work in the form beside the ledger, through the real window and by keyboard alone."""

import threading
from decimal import Decimal

from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Status
from rare_desk.ui.trades.page import TradesPage
from tests.journeys.keyboard import focused, pick, press, tab_to, until, write
from tests.journeys.ledger import Opener, begin_form, open_window, rows, saved, shown, type_in
from tests.ui.waiting import PATIENCE, settled

__all__ = ["open_window"]


def test_a_trade_is_typed_changed_deleted_taken_back_and_there_again_after_a_restart(
    open_window: Opener, qtbot: QtBot
) -> None:
    window, page = open_window()
    begin_form(qtbot, page)
    type_in(
        page,
        deal_no="C26-1064",
        date="2026-10-22",
        product="yhpn",
        quantity="6",
        price="58.2万",
        counterparty="乙和稀土",
        delivery_date="+7",
    )
    assert page.entry.form.product.text() == "氧化镨钕"
    assert page.entry.form.other_price.text() == "515,044.25"
    assert page.entry.form.amount_incl.text() == "3,492,000.00"
    press("Ctrl+Return")
    until(qtbot, lambda: shown(page, "deal_no") == ["C26-1064"])
    until(qtbot, lambda: page.strip.shown == "已保存")
    trade = rows(page)[0].trade
    assert (trade.price, trade.product, trade.delivery_date) == (Decimal(582000), "PRND-O", trade.date.replace(day=29))
    assert page.entry.form.fields["deal_no"].text() == "C26-1065"

    until(qtbot, lambda: page.chosen_row() is not None)
    press("Escape")
    until(qtbot, page.table.hasFocus)
    press("Alt+Return")
    type_in(page, price="57.9万")
    press("Ctrl+S")
    until(qtbot, lambda: shown(page, "price_incl_vat") == ["579,000.00"])
    until(qtbot, lambda: not page.entry.isVisible() and page.table.hasFocus())
    settled(qtbot, page)

    press("Alt+Return")
    until(qtbot, lambda: any("582,000 → 579,000" in line for line in page.entry.history.lines))
    press("Escape")
    until(qtbot, page.table.hasFocus)

    press("Shift+Space", "Del")
    until(qtbot, lambda: rows(page) == [] and "已删除" in page.strip.shown)
    press("Ctrl+Z")
    until(qtbot, lambda: len(rows(page)) == 1 and shown(page, "deal_no") == ["C26-1064"])
    press("Ctrl+Z")
    until(qtbot, lambda: shown(page, "price_incl_vat") == ["582,000.00"])
    press("Ctrl+Y")
    until(qtbot, lambda: shown(page, "price_incl_vat") == ["579,000.00"])

    window.close()
    _, page = open_window()
    until(qtbot, lambda: shown(page, "price_incl_vat") == ["579,000.00"])


def test_everything_wrong_is_said_below_its_field_and_nothing_is_written(open_window: Opener, qtbot: QtBot) -> None:
    _, page = open_window()
    begin_form(qtbot, page)
    type_in(page, date="32", product="xyz", quantity="viel")
    press("Ctrl+S")
    said = {name: field.problem_label.text() for name, field in page.entry.form.fields.items()}
    assert said["date"].startswith("“32”不是日期")
    assert said["product"] != ""
    assert said["quantity"].startswith("“viel”不是数字")
    assert said["price"].startswith("没有价格")
    assert rows(page) == []
    assert focused() is page.entry.form.fields["date"].edit
    type_in(page, date="t", product="TB-O", quantity="350公斤", price="6832")
    tab_to(page.entry.form.fields["price"].edit, "Shift+Tab")
    press("Down")
    pick("元/公斤")
    press("Ctrl+S")
    saved(qtbot, page, 1)
    assert rows(page)[0].prices.amount_incl_vat == Decimal("2391200.00")


def begin_next(qtbot: QtBot, page: TradesPage, count: int) -> None:
    """Ctrl+Enter has saved that one and begun the next."""
    press("Ctrl+Return")
    saved(qtbot, page, count)
    until(qtbot, lambda: page.entry.next_button.isEnabled() and page.entry.isAncestorOf(focused()))


def test_what_is_typed_while_a_trade_is_being_saved_is_for_the_next_one(open_window: Opener, qtbot: QtBot) -> None:
    _, page = open_window()
    begin_form(qtbot, page)
    type_in(page, deal_no="C-1", date="2026-10-22", product="yhpn", quantity="5", price="58万")
    written = threading.Event()
    page.session.run(lambda _book: written.wait(PATIENCE))
    press("Ctrl+Return")
    write("2026-10-2")
    press("3")
    written.set()
    saved(qtbot, page, 1)
    until(qtbot, lambda: page.entry.form.draft().date == "2026-10-23")
    assert rows(page)[0].trade.date.day == 22
    press("Tab")
    assert page.entry.isAncestorOf(focused())


def test_a_suspect_price_is_asked_about_kept_and_checked(open_window: Opener, qtbot: QtBot) -> None:
    _, page = open_window()
    begin_form(qtbot, page)
    for number in range(6):
        type_in(page, date="t", product="yhpn", quantity="5", price="58万")
        begin_next(qtbot, page, number + 1)
    type_in(page, product="yhpn", quantity="5", price="5.8万")
    assert "低 90 %" in page.entry.form.fields["price"].problem_label.text()
    press("Ctrl+S")
    assert page.entry.form.question.answers == ["就是这个价", "580,000 元/吨", "改价"]
    until(qtbot, page.entry.form.question.hasFocus)
    press("Return")
    saved(qtbot, page, 7)
    assert rows(page)[0].trade.suspect == "unusual-price"

    until(qtbot, page.table.hasFocus)
    press("Ctrl+F")
    until(qtbot, page.filters.search.hasFocus)
    tab_to(next(one for one, wanted in page.views.buttons if wanted.suspect_only), "Shift+Tab")
    press("Space")
    until(qtbot, lambda: page.model.rowCount() == 1)
    settled(qtbot, page)
    tab_to(page.table)
    press("Ctrl+Home", "Shift+Space", "Ctrl+K")
    write("已核对，取消存疑")
    press("Return")
    until(qtbot, lambda: page.model.rowCount() == 0)
    assert rows(page)[0].trade.suspect == ""


def test_several_rows_get_a_status_in_one_step(open_window: Opener, qtbot: QtBot) -> None:
    _, page = open_window()
    begin_form(qtbot, page)
    for number in range(3):
        type_in(page, date="t", product="LA-O", quantity="24", price="4870")
        begin_next(qtbot, page, number + 1)
    press("Escape")
    until(qtbot, page.table.hasFocus)
    press("Ctrl+A", "Ctrl+E")
    until(qtbot, page.many.value.edit.hasFocus)
    tab_to(page.many.field.edit, "Shift+Tab")
    press("Ctrl+A")
    write("zt")
    press("Return")
    until(qtbot, lambda: page.many.field.text() == "状态")
    tab_to(page.many.value.edit)
    write("已交货")
    press("Return")
    until(qtbot, page.many.verdict.button.hasFocus)
    press("Space")
    until(qtbot, lambda: {row.trade.status for row in rows(page)} == {Status.DELIVERED})
    until(qtbot, page.table.hasFocus)
    press("Ctrl+Z")
    until(qtbot, lambda: {row.trade.status for row in rows(page)} == {Status.CONFIRMED})
