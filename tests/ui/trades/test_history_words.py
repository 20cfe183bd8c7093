"""A row's past, said in the window's language."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QApplication

from rare_desk.core.trades import Status
from rare_desk.core.units import Unit
from rare_desk.ops.imports.ledgers import plan_import, write_import
from rare_desk.ops.trades import add_trade, change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trade_queries import trade_page
from rare_desk.store.rows import TradeRow
from rare_desk.ui.trades.history_words import lines, past_of
from tests.ui.trades.ledger import deal

LEDGER_FILE = Path(__file__).parents[2] / "data" / "workbooks" / "purchase-ledger-2025.xlsx"
FIRST = deal(1, "PRND-O", "8", "577500")


def said(book: Book) -> list[str]:
    row: TradeRow = trade_page(book)[0]
    return [what for _, _, what in lines(past_of(book, row), lambda code: {"PRND-O": "氧化镨钕"}.get(code, code))]


def test_each_change_is_said_with_before_and_after_newest_first(app: QApplication, book: Book) -> None:
    add_trade(book, FIRST)
    row = trade_page(book)[0]
    second = replace(FIRST, price=Decimal(580000), counterparty="乙和稀土")
    change_trade(book, row.id, second)
    change_trade(book, row.id, replace(second, status=Status.DELIVERED, quantity=Decimal(8500), quantity_unit=Unit.KG))
    newest, middle, oldest = said(book)
    assert oldest == "新建"
    assert "单价 577,500 → 580,000" in middle
    assert "交易对手 甲辰磁材 → 乙和稀土" in middle
    assert "状态 确认 → 已交货" in newest
    assert "数量 8 吨 → 8.5 吨" in newest


def test_an_undone_change_is_said_as_undone(app: QApplication, book: Book) -> None:
    add_trade(book, FIRST)
    change_trade(book, trade_page(book)[0].id, replace(FIRST, product="LA-O", related=True))
    book.undo()
    newest, changed, _ = said(book)
    assert newest.startswith("撤销：")
    assert "品名 氧化镨钕 → LA-O" in changed
    assert "关联方 否 → 是" in changed


def test_an_imported_row_names_its_file(app: QApplication, book: Book) -> None:
    plan = plan_import(book, [LEDGER_FILE], today=dt.date(2026, 1, 5))
    write_import(book, plan, accept_suspect=True)
    assert said(book) == [f"导入 {LEDGER_FILE.name}"]
