"""The positions page on a small ledger, by mouse and keys."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.positions.pools import CostMethod
from rare_desk.core.trades import Side
from rare_desk.ops.book.books import new_book
from rare_desk.ops.exports.shown import export_shown
from rare_desk.ops.positions import choose_method, method_of
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.ui import language
from rare_desk.ui.positions.page import PositionsPage
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.rows.table_out import shown_of
from rare_desk.ui.widgets.strips import EmptyState
from tests.ops.given import SECOND, deal, enter, purchases_and_sales, reported
from tests.ui.waiting import settled

PRICES = (reported("2026-04-15", "505000"), reported("2026-04-16", "506000"))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """PrNd oxide bought and sold short, and lanthanum oxide, which nobody prices."""
    with closing(new_book(tmp_path / "desk.raredesk")) as made:
        purchases_and_sales(made)
        enter(made, deal("2026-03-02", Side.BUY, "30", "4000", SECOND, product="LA-O", spot=False), *PRICES)
        yield made


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[PositionsPage]:
    made = show(session, qtbot)
    qtbot.waitUntil(lambda: made.found is not None and made.found.day == dt.date(2026, 4, 16))
    settled(qtbot, made)
    yield made
    made.close()


def show(session: Session, qtbot: QtBot) -> PositionsPage:
    made = PositionsPage(session)
    session.message.connect(made.show_message)
    qtbot.addWidget(made)
    made.resize(1800, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def cells(page: PositionsPage, column: str) -> list[str]:
    model = page.table.model()
    place = place_of(page, column)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def place_of(page: PositionsPage, column: str) -> int:
    assert page.found is not None
    return [one.key for one in page.lists[page.found.by].model.columns].index(column)


def click(page: PositionsPage, row: int, column: str) -> None:
    rect = page.table.visualRect(page.table.model().index(row, place_of(page, column)))
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def behind(page: PositionsPage, qtbot: QtBot, *rows: str) -> None:
    """The panel's table has these cells of its first columns, joined."""
    view = page.panel.views[page.panel.view]
    model = view.model()

    def shown() -> list[str]:
        width = rows[0].count("|") + 1 if rows else 0
        return [
            "|".join(str(model.index(row, place).data()) for place in range(width)) for row in range(model.rowCount())
        ]

    qtbot.waitUntil(lambda: view.isVisible() and shown() == list(rows))


def navigated(session: Session) -> list[tuple[str, dict[str, Any]]]:
    asked: list[tuple[str, dict[str, Any]]] = []
    session.navigate.connect(lambda name, what: asked.append((name, dict(what))))
    return asked


def test_each_product_has_a_line_and_the_sums_stand_below(page: PositionsPage) -> None:
    assert cells(page, "product") == ["氧化镧", "氧化镨钕"]
    assert cells(page, "bought_t") == ["30.000", "20.000"]
    assert cells(page, "net_t") == ["30.000", "−5.000"]
    assert cells(page, "average_cost") == ["4,000.00", "515,000.00"]
    assert cells(page, "realised") == ["–", "280,000.00"]
    assert page.marked.text() == "按 2026-04-16 的价格"
    sums = page.footer.accessibleName()
    assert "2 行" in sums
    assert "1 个品名无价格" in sums
    assert "280,000.00" in sums
    assert "未计入：市场成交 2 笔。" in page.note.text()


def test_what_has_no_price_says_so_and_has_no_unrealised_result(page: PositionsPage) -> None:
    assert cells(page, "status")[0] == "无价格"
    assert [cells(page, name)[0] for name in ("price", "market_value", "unrealised", "result")] == ["–"] * 4
    assert cells(page, "status")[1] in ("成交", "近日")
    assert cells(page, "unrealised")[1] not in ("–", "")


def test_a_click_on_what_was_bought_lists_the_purchases_and_opens_them(page: PositionsPage, qtbot: QtBot) -> None:
    click(page, 1, "bought_t")
    behind(
        page,
        qtbot,
        "2026-01-20||买|10.000|520,000.00|20.000|510,000.00",
        "2026-01-05||买|10.000|500,000.00|10.000|500,000.00",
    )
    assert page.panel.sums.text() == "10,200,000.00 元 ÷ 20.000 吨 = 均价 510,000.00 元/吨（不含税）"
    asked = navigated(page.session)
    QTest.mouseClick(page.panel.open_trades, Qt.MouseButton.LeftButton)
    assert asked[0][0] == "trades"
    assert (asked[0][1]["products"], asked[0][1]["sides"]) == (("PRND-O",), (Side.BUY,))


def test_a_click_on_the_realised_result_shows_the_matched_lots(page: PositionsPage, book: Book, qtbot: QtBot) -> None:
    choose_method(book, CostMethod.FIFO)
    qtbot.waitUntil(lambda: cells(page, "realised")[1] == "280,000.00" and page.method.current == "fifo")
    click(page, 1, "realised")
    behind(
        page,
        qtbot,
        "2026-04-15||2026-01-20|8.000|515,000.00|520,000.00|−40,000.00",
        "2026-02-10||2026-01-20|2.000|530,000.00|520,000.00|20,000.00",
        "2026-02-10||2026-01-05|10.000|530,000.00|500,000.00|300,000.00",
    )
    assert page.panel.balance.text().startswith("市值 −2,5")
    asked = navigated(page.session)
    view = page.panel.views["matches"]
    view.setFocus()
    view.setCurrentIndex(view.model().index(2, 2))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert asked == [("trades", {"trade": 1})]


def test_a_click_on_the_unrealised_result_shows_the_open_lots_and_the_price(
    page: PositionsPage, book: Book, qtbot: QtBot
) -> None:
    choose_method(book, CostMethod.FIFO)
    qtbot.waitUntil(lambda: page.method.current == "fifo")
    click(page, 1, "unrealised")
    behind(page, qtbot, "2026-04-15||包头市甲稀土有限公司|−5.000|515,000.00")
    assert "2026-04-16 价格" in page.panel.sums.text()
    asked = navigated(page.session)
    QTest.mouseClick(page.panel.explain, Qt.MouseButton.LeftButton)
    assert asked == [("index", {"series": "PRND-O", "day": dt.date(2026, 4, 16), "product": "PRND-O"})]


def test_months_and_counterparties_are_one_click_away(page: PositionsPage, qtbot: QtBot) -> None:
    page.by.button("month").click()
    qtbot.waitUntil(lambda: page.found is not None and page.found.by == "month")
    assert cells(page, "month") == ["2026-04", "2026-04", "2026-03", "2026-03", "2026-02", "2026-01"]
    assert cells(page, "realised") == ["–", "40,000.00", "–", "–", "240,000.00", "–"]
    click(page, 4, "realised")
    behind(page, qtbot, "2026-02-10||移动加权平均|12.000")
    page.by.button("counterparty").click()
    qtbot.waitUntil(lambda: page.found is not None and page.found.by == "counterparty")
    assert not page.panel.isVisible()
    assert cells(page, "counterparty").count(SECOND) == 2
    assert "unrealised" not in [one.key for one in page.lists["counterparty"].model.columns]


def test_the_method_is_chosen_in_the_book_and_taken_back(page: PositionsPage, book: Book, qtbot: QtBot) -> None:
    until_day(page, "2026-02-10", qtbot)
    assert cells(page, "average_cost") == ["510,000.00"]
    page.method.button("fifo").click()
    qtbot.waitUntil(lambda: cells(page, "average_cost") == ["520,000.00"])
    assert cells(page, "realised") == ["320,000.00"]
    assert method_of(book) is CostMethod.FIFO
    qtbot.waitUntil(lambda: page.strip.shown == "账簿的成本方法：先进先出")
    page.session.undo()
    qtbot.waitUntil(lambda: cells(page, "average_cost") == ["510,000.00"])
    assert page.method.current == "average"
    assert method_of(book) is CostMethod.AVERAGE


def until_day(page: PositionsPage, day: str, qtbot: QtBot) -> None:
    page.date.edit.setFocus()
    QTest.keyClicks(page.date.edit, day)
    QTest.keyClick(page.date.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.found is not None and str(page.found.positions.to) == day)


def test_a_day_shows_the_positions_of_then(page: PositionsPage, qtbot: QtBot) -> None:
    until_day(page, "2026-02-10", qtbot)
    assert cells(page, "net_t") == ["8.000"]
    page.date.edit.clear()
    QTest.keyClick(page.date.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cells(page, "net_t") == ["30.000", "−5.000"])


def test_a_day_that_cannot_be_read_is_said_beside_its_field_and_changes_nothing(page: PositionsPage) -> None:
    before = page.found
    page.date.edit.setFocus()
    QTest.keyClicks(page.date.edit, "32")
    QTest.keyClick(page.date.edit, Qt.Key.Key_Return)
    assert page.date.problem_label.isVisible()
    assert page.date.problem_label.geometry().left() > page.date.geometry().right()
    assert page.found is before


def test_a_trade_from_elsewhere_shows_by_itself_and_the_panel_follows(
    page: PositionsPage, book: Book, qtbot: QtBot
) -> None:
    click(page, 1, "net_t")
    enter(book, deal("2026-04-16", Side.BUY, "5", "500000", SECOND))
    qtbot.waitUntil(lambda: cells(page, "net_t") == ["30.000", "0.000"])
    assert page.table.chosen_ids() == [page.lists["product"].model.id_at(1)]
    qtbot.waitUntil(lambda: page.panel.entries.rowCount() == 5)
    assert page.panel.sums.text() == "买入 25.000 吨 − 卖出 25.000 吨 = 0.000 吨"
    book.undo()
    qtbot.waitUntil(lambda: cells(page, "net_t") == ["30.000", "−5.000"])


def test_the_cursor_stays_on_its_line_though_no_line_is_chosen(page: PositionsPage, book: Book, qtbot: QtBot) -> None:
    table, model = page.table, page.lists["product"].model
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert table.currentIndex().row() == 0
    table.selectionModel().setCurrentIndex(model.index(1, 2), QItemSelectionModel.SelectionFlag.NoUpdate)
    enter(book, deal("2026-04-16", Side.BUY, "5", "500000", SECOND))
    qtbot.waitUntil(lambda: cells(page, "net_t") == ["30.000", "0.000"])
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 2)
    assert table.chosen_ids() == []


def test_lines_are_sorted_and_filtered_and_the_sums_follow(page: PositionsPage, qtbot: QtBot) -> None:
    page.table.sort_by((Sort("net_t", descending=False),))
    assert cells(page, "product") == ["氧化镨钕", "氧化镧"]
    page.table.sort_by((Sort("unrealised"),))
    assert cells(page, "product") == ["氧化镨钕", "氧化镧"]
    page.filters.set_text("text", "la2o3")
    qtbot.waitUntil(lambda: cells(page, "product") == ["氧化镧"])
    assert "1 行，共 2 行" in page.footer.accessibleName()


def test_the_table_goes_out_as_it_is_shown(page: PositionsPage, book: Book, tmp_path: Path) -> None:
    shown = shown_of(page.table, "持仓")
    assert shown is not None
    (target,) = export_shown(book, tmp_path / "p.xlsx", shown, language.current())
    sheet = load_workbook(target).worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=3)]
    told = dict(zip(lines[0], lines[2], strict=True))
    assert (told["品名"], told["净持仓（吨）"], told["已实现（元）"]) == ("氧化镨钕", -5, 280_000)


def test_escape_closes_the_panel(page: PositionsPage, qtbot: QtBot) -> None:
    click(page, 1, "net_t")
    assert page.panel.isVisible()
    QTest.keyClick(page.panel, Qt.Key.Key_Escape)
    assert not page.panel.isVisible()


def test_enter_opens_the_figure_under_the_cursor(page: PositionsPage) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(1, place_of(page, "sold")))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert page.panel.figure == "sold"


def test_a_book_without_own_trades_says_what_the_page_is_for(
    tmp_path: Path, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    with new_book(tmp_path / "new.raredesk") as made:
        enter(made, *PRICES)
    page = show(open_book(tmp_path / "new.raredesk"), qtbot)
    qtbot.waitUntil(lambda: page.found is not None)
    empty = next(one for one in page.findChildren(EmptyState) if one.isVisible())
    asked = navigated(page.session)
    QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert asked == [("trades", {})]
