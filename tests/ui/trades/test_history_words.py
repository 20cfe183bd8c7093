"""A row's past, said in the window's language."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QApplication

from rare_desk.core.trades import Status
from rare_desk.core.units import Unit
from rare_desk.ops.history.restoring import restore_row
from rare_desk.ops.imports.ledgers import plan_import, write_import
from rare_desk.ops.trades import add_trade, change_trade, delete_trades
from rare_desk.store.actor import who
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trade_page, trades_by_id
from rare_desk.store.rows import TradeRow
from rare_desk.ui.trades.history_words import Line, lines, past_of
from tests.ops.imports.given import booked, row
from tests.ui.trades.ledger import deal

LEDGER_FILE = Path(__file__).parents[2] / "data" / "workbooks" / "purchase-ledger-2025.xlsx"
FIRST = deal(1, "PRND-O", "8", "577500")


def told(book: Book) -> list[Line]:
    found: TradeRow = trade_page(book)[0]
    return lines(past_of(book, found))


def said(book: Book) -> list[str]:
    return [line.what for line in told(book)]


def test_each_change_is_said_with_before_and_after_newest_first(app: QApplication, book: Book) -> None:
    add_trade(book, FIRST)
    row = trade_page(book)[0]
    second = replace(FIRST, price=Decimal(580000), counterparty="乙和稀土")
    change_trade(book, row.id, second)
    change_trade(book, row.id, replace(second, status=Status.DELIVERED, quantity=Decimal(8500), quantity_unit=Unit.KG))
    newest, middle, oldest = said(book)
    assert oldest == "新建"
    assert "单价 577,500 → 580,000" in middle
    assert "甲辰磁材 → 乙和稀土" in middle
    assert "状态 确认 → 已交货" in newest
    assert "数量 8 吨 → 8.5 吨" in newest


def test_each_line_says_who_it_was_and_every_older_version_can_come_again(app: QApplication, book: Book) -> None:
    add_trade(book, FIRST)
    step = book.last_step()
    change_trade(book, trade_page(book)[0].id, replace(FIRST, note="改"))
    newest, oldest = told(book)
    assert {newest.who, oldest.who} == {who()}
    assert (newest.step, oldest.step) == (0, step)
    restore_row(book, "trades", trade_page(book)[0].id, step)
    assert said(book)[0] == "恢复：备注 改 → –"


def test_an_undone_change_is_said_as_undone(app: QApplication, book: Book) -> None:
    add_trade(book, FIRST)
    change_trade(book, trade_page(book)[0].id, replace(FIRST, product="LA-O", related=True))
    book.undo()
    newest, changed, _ = said(book)
    assert newest.startswith("撤销：")
    assert "品名 氧化镨钕 → 氧化镧" in changed
    assert "关联方 否 → 是" in changed


def test_an_imported_row_names_the_row_of_its_file(app: QApplication, book: Book) -> None:
    plan = plan_import(book, [LEDGER_FILE], today=dt.date(2026, 1, 5))
    write_import(book, plan, accept_suspect=True)
    numbers = {deal.deal_no: (sheet.sheet, deal.row) for sheet in plan.sheets for deal in sheet.deals}
    for found in trades_by_id(book, trade_ids(book)[::40]):
        (line,) = lines(past_of(book, found))
        sheet, row_number = numbers[found.trade.deal_no]
        assert line.what == f"导入 {LEDGER_FILE.name}，{sheet} 第 {row_number} 行"


def test_coming_and_going_among_many_rows_is_said_too(app: QApplication, book: Book) -> None:
    booked(book, *(row(单号=f"L-{number:02}") for number in range(60)))
    delete_trades(book, trade_ids(book))
    book.undo()
    assert said(book)[:2] == ["撤销：删除 60 笔成交", "删除"]
    assert said(book)[2].startswith("导入 台账1.xlsx，Sheet 第 ")
