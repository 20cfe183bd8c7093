"""The list of trades: what it shows, finds, sums and remembers."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QMenu
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side
from rare_desk.ops.trades import add_trade, change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import SORTABLE, Sort, TradeFilter, trade_ids
from rare_desk.ui import labels
from rare_desk.ui.messages import Message
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from rare_desk.ui.widgets.inputs.filter_bar import ChoiceButton
from rare_desk.ui.widgets.rows.rows_model import FLAG_ROLE, STATE_ROLE
from tests.ui.trades.ledger import LEDGER, deal, fill
from tests.ui.waiting import reading_is_over, settled


@pytest.fixture
def page(book: Book, session: Session, qtbot: QtBot) -> TradesPage:
    fill(book)
    session.look()
    made = TradesPage(session)
    session.message.connect(made.show_message)
    made.resize(1400, 800)
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, made)
    return made


def shown(page: TradesPage, column: str) -> list[str]:
    place = [one.key for one in page.model.columns].index(column)
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def cell(page: TradesPage, row: int, column: str, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
    place = [one.key for one in page.model.columns].index(column)
    return page.model.index(row, place).data(role)


def click(page: TradesPage, column: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """On the header of that column."""
    header = page.table.header
    place = [one.key for one in page.model.columns].index(column)
    page.table.scrollTo(page.model.index(0, place))
    at = QPoint(header.sectionViewportPosition(place) + header.sectionSize(place) // 2, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, keys, at)
    QTest.keyClick(header, Qt.Key.Key_Control)  # nothing is held any more


def want(page: TradesPage, qtbot: QtBot, wanted: TradeFilter, numbers: list[str]) -> None:
    page.filters.show_wanted(wanted)
    qtbot.waitUntil(lambda: shown(page, "deal_no") == numbers)


def test_newest_trades_stand_first_with_both_prices_per_tonne(page: TradesPage) -> None:
    assert shown(page, "deal_no") == ["C26-1006", "C26-1005", "C26-1004", "C26-1003", "C26-1002", "C26-1001"]
    assert shown(page, "price_incl_vat")[:3] == ["1,573,500.00", "–", "6,832,000.00"]
    assert shown(page, "price_ex_vat")[1] == "536,050.00"
    assert shown(page, "quantity")[2] == "0.350"
    assert shown(page, "counterparty")[0] == "乙和稀土 ← 辛岭稀土"


def test_a_suspect_price_has_its_corner_and_says_why(page: TradesPage) -> None:
    assert cell(page, 2, "price_incl_vat", FLAG_ROLE) == "suspect"
    assert cell(page, 2, "quantity", FLAG_ROLE) == ""
    assert "中位数" in str(cell(page, 2, "price_incl_vat", int(Qt.ItemDataRole.ToolTipRole)))
    assert "6,832 元/公斤" in str(cell(page, 2, "price_incl_vat", int(Qt.ItemDataRole.ToolTipRole)))


def test_a_cancelled_row_is_struck_out_but_its_status_is_not(page: TradesPage) -> None:
    assert cell(page, 3, "product", STATE_ROLE) == "cancelled"
    assert cell(page, 3, "status", FLAG_ROLE) == "plain"


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (TradeFilter(text="yhpn"), ["C26-1005", "C26-1002", "C26-1001"]),
        (TradeFilter(text="wxxc"), ["C26-1002"]),
        (TradeFilter(text="1004"), ["C26-1004"]),
        (TradeFilter(products=("DY-O", "LA-O")), ["C26-1006", "C26-1003"]),
        (TradeFilter(sides=(Side.SELL,)), ["C26-1002"]),
        (TradeFilter(counterparties=("辛岭稀土",)), ["C26-1006"]),
        (TradeFilter(counterparties=("辛岭稀土", "戊信新材")), ["C26-1006", "C26-1002"]),
        (TradeFilter(problems=("unusual-price", "old-date")), ["C26-1004"]),
        (TradeFilter(text="新材"), ["C26-1002"]),
        (TradeFilter(text="6,832 甲辰"), ["C26-1004"]),
        (TradeFilter(suspect_only=True), ["C26-1004"]),
        (TradeFilter(first=LEDGER[4].date), ["C26-1006", "C26-1005"]),
        (TradeFilter(text="nothing like this"), []),
    ],
)
def test_filters_find_by_words_initials_and_choices(
    page: TradesPage, qtbot: QtBot, wanted: TradeFilter, numbers: list[str]
) -> None:
    want(page, qtbot, wanted, numbers)


def test_a_trade_that_comes_while_a_filter_is_read_is_found(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    page.filters.show_wanted(TradeFilter(sides=(Side.SELL,)))
    reading_is_over(page.session)
    add_trade(book, replace(LEDGER[1], deal_no="C26-1009"))
    page.session.look()
    qtbot.waitUntil(lambda: shown(page, "deal_no") == ["C26-1009", "C26-1002"])


def test_the_first_trade_takes_keys_as_soon_as_it_is_listed(session: Session, book: Book, qtbot: QtBot) -> None:
    made = TradesPage(session)
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, made)
    assert not made.table.isVisible()
    seen: list[bool] = []
    made.model.ids_loaded.connect(lambda: seen.append(made.table.isVisible()))
    add_trade(book, LEDGER[0])
    session.look()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [True]


def test_a_click_on_a_header_sorts_the_whole_book(page: TradesPage, qtbot: QtBot) -> None:
    click(page, "quantity")
    click(page, "quantity")
    qtbot.waitUntil(lambda: shown(page, "quantity")[0] == "24.000")
    click(page, "price_ex_vat")
    qtbot.waitUntil(lambda: shown(page, "deal_no")[0] == "C26-1003")
    click(page, "price_ex_vat")
    click(page, "price_ex_vat")
    qtbot.waitUntil(lambda: shown(page, "deal_no")[0] == "C26-1006")


def test_a_click_with_ctrl_sorts_by_a_further_column(page: TradesPage, qtbot: QtBot) -> None:
    click(page, "product")
    click(page, "side", Qt.KeyboardModifier.ControlModifier)
    click(page, "quantity", Qt.KeyboardModifier.ShiftModifier)
    click(page, "quantity", Qt.KeyboardModifier.ShiftModifier)
    assert page.table.header.order == (Sort("product", False), Sort("side", False), Sort("quantity", True))
    numbers = ["C26-1006", "C26-1003", "C26-1005", "C26-1001", "C26-1002", "C26-1004"]
    qtbot.waitUntil(lambda: shown(page, "deal_no") == numbers)
    click(page, "quantity", Qt.KeyboardModifier.ShiftModifier)
    assert page.listing.order == (Sort("product", False), Sort("side", False))


def test_every_column_can_be_sorted_by(page: TradesPage) -> None:
    assert {one.key for one in page.model.columns} <= SORTABLE


def test_the_footer_sums_what_is_shown_without_cancelled_rows(page: TradesPage, qtbot: QtBot) -> None:
    said = page.footer.shown.accessibleName
    assert said().startswith("显示 6 笔 作废 1 笔不计入合计 24.550")
    want(page, qtbot, TradeFilter(products=("LA-O",)), ["C26-1003"])
    qtbot.waitUntil(lambda: said().startswith("显示 1 笔 作废 1 笔不计入合计 0.000"))


def test_the_menu_of_a_row_offers_everything_once(page: TradesPage) -> None:
    page.table.selectRow(0)
    page.table.customContextMenuRequested.emit(QPoint(8, 8))
    menu = page.table.findChild(QMenu)
    assert isinstance(menu, QMenu)
    words = [one.text() for one in menu.actions() if one.text()]
    menu.close()
    assert len(words) > 6
    assert len(words) == len(set(words))


def test_the_keys_go_from_the_search_to_the_first_row_that_it_finds(page: TradesPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.filters.search.setFocus()
    qtbot.waitUntil(page.filters.search.hasFocus)
    QTest.keyClicks(page.filters.search, "1003")
    QTest.keyClick(page.filters.search, Qt.Key.Key_Return)
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.waitUntil(lambda: shown(page, "deal_no") == ["C26-1003"])


def test_a_selection_that_the_filter_hides_is_not_summed_any_more(page: TradesPage, qtbot: QtBot) -> None:
    page.table.selectRow(0)
    said = page.footer.selected.accessibleName
    qtbot.waitUntil(lambda: said().startswith("选中 1 笔"))
    settled(qtbot, page)
    page.filters.search.setText("1003")
    qtbot.waitUntil(lambda: shown(page, "deal_no") == ["C26-1003"])
    qtbot.waitUntil(lambda: said().startswith("未选中"))


def test_one_row_has_its_price_below_the_list(page: TradesPage, qtbot: QtBot) -> None:
    want(page, qtbot, TradeFilter(text="1004"), ["C26-1004"])
    qtbot.waitUntil(lambda: "6,046,017.6" in page.footer.shown.accessibleName())


def test_what_is_shown_of_one_product_has_its_weighted_mean_whatever_was_asked_for(
    page: TradesPage, qtbot: QtBot
) -> None:
    said, mean = page.footer.shown.accessibleName, (8 * Decimal(577500) + 5 * Decimal(580000)) / 13 / Decimal("1.13")
    want(page, qtbot, TradeFilter(last=LEDGER[1].date), ["C26-1002", "C26-1001"])
    qtbot.waitUntil(lambda: f"{mean:,.2f}" in said())
    want(page, qtbot, TradeFilter(first=LEDGER[1].date, last=LEDGER[2].date), ["C26-1003", "C26-1002"])
    qtbot.waitUntil(lambda: f"{580000 / 1.13:,.2f}" in said())
    want(page, qtbot, TradeFilter(first=LEDGER[3].date, last=LEDGER[4].date), ["C26-1005", "C26-1004"])
    qtbot.waitUntil(lambda: said().startswith("显示 2 笔"))
    settled(qtbot, page)
    assert f"{580000 / 1.13:,.2f}" not in said()


def test_a_selection_of_one_product_has_its_weighted_mean(page: TradesPage, qtbot: QtBot) -> None:
    want(page, qtbot, TradeFilter(products=("PRND-O",), last=LEDGER[1].date), ["C26-1002", "C26-1001"])
    page.table.selectAll()
    mean = (8 * Decimal(577500) + 5 * Decimal(580000)) / 13
    qtbot.waitUntil(lambda: f"{mean:,.2f}" in page.footer.selected.accessibleName())
    assert "13.000" in page.footer.selected.accessibleName()
    assert "7,520,000.00" in page.footer.selected.accessibleName()


def test_esc_lets_go_of_the_filters(page: TradesPage, qtbot: QtBot) -> None:
    want(page, qtbot, TradeFilter(text="1004"), ["C26-1004"])
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.filters.wanted() == TradeFilter()
    page.filters.set_text("text", "1005")
    page.filters.search.setFocus()
    QTest.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert page.filters.wanted() == TradeFilter()


def test_rows_of_an_import_are_found_by_it(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    ids = trade_ids(book)[:2]
    with book.step("imported", files="台账.xlsx", count="2") as step:
        batch = step.insert(
            "batches", {"kind": "trades", "files": '["台账.xlsx"]', "row_count": 2, "at": "2026-11-02T08:00:00+00:00"}
        )
        for one in ids:
            step.update("trades", one, {"batch": batch})
    page.session.look()
    want(page, qtbot, TradeFilter(batches=(batch,)), ["C26-1006", "C26-1005"])
    assert "2026-11-02  台账.xlsx" in page.filters.said()
    want(page, qtbot, TradeFilter(batches=(0,)), ["C26-1004", "C26-1003", "C26-1002", "C26-1001"])


def test_the_selection_is_summed_anew_when_its_row_changes(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    page.table.selectRow(5)
    qtbot.waitUntil(lambda: "577,500.00" in page.footer.selected.accessibleName())
    change_trade(book, trade_ids(book)[5], replace(LEDGER[0], price=Decimal(579000)))
    qtbot.waitUntil(lambda: "579,000.00" in page.footer.selected.accessibleName())


def test_rows_copy_as_excel_expects(page: TradesPage) -> None:
    page.table.selectRow(5)
    page.table.copy()
    cells = QGuiApplication.clipboard().text().split("\t")
    assert cells[:3] == ["C26-1001", "2026-10-15", "买"]
    assert "577500" in cells
    assert "4620000" in cells


def test_what_another_program_writes_appears_with_the_place_kept(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    page.table.choose(trade_ids(book)[3])
    add_trade(book, deal(7, "GD-O", "5", "157500"), accept_suspect=True)
    qtbot.waitUntil(lambda: shown(page, "deal_no")[0] == "C26-1007")
    row = page.chosen_row()
    assert row is not None
    assert row.trade.deal_no == "C26-1003"


def test_an_empty_book_says_what_to_do_next(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    assert not page._empty.isVisible()
    delete_trades(book, trade_ids(book))
    qtbot.waitUntil(page._empty.isVisible)
    asked: list[str] = []
    page.session.navigate.connect(lambda name, _what: asked.append(name))
    page._empty.button.click()
    assert asked == ["imports"]


def test_the_form_keeps_what_was_typed_when_another_row_is_opened(page: TradesPage, qtbot: QtBot) -> None:
    said: list[Message] = []
    page.session.message.connect(said.append)
    page.verbs.begin_form()
    page.entry.form.fields["price"].set_text("58万")
    page.table.selectRow(0)
    page.verbs.change()
    assert page.entry.form.fields["deal_no"].text() == "C26-1006"
    said[-1].actions[0].do()
    assert page.entry.form.fields["price"].text() == "58万"


def test_a_trade_that_somebody_changed_meanwhile_is_not_overwritten(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    page.table.selectRow(5)
    page.verbs.change()
    delete_trades(book, trade_ids(book)[5:])
    page.entry.form.fields["price"].set_text("570000")
    page.entry.save()
    qtbot.waitUntil(lambda: page.strip.shown != "")
    assert page.entry.isVisible()
    assert len(trade_ids(book)) == 5


def test_a_filter_of_few_choices_is_ticked_by_the_arrows_and_the_space_bar(page: TradesPage, qtbot: QtBot) -> None:
    made = next(one for one in page.filters.findChildren(ChoiceButton) if one.name == labels.field("side"))
    QTest.keyClick(made, Qt.Key.Key_Space)
    assert made.popup is not None
    listed = made.popup.focusWidget()
    assert isinstance(listed, QListWidget)
    QTest.keyClick(listed, Qt.Key.Key_Down)
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert page.filters.wanted().sides == (Side.SELL,)
    made.popup.close()
