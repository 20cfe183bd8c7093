"""The history page: every step, what it did, and the ways back, on a real book beside a real writer."""

from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rare_desk.ops.exports.shown import export_shown
from rare_desk.ops.trades import change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.ui.history.differences import PAGE
from rare_desk.ui.history.page import HistoryPage
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.rows.table_out import shown_of
from tests.ops.given import BUY, enter
from tests.ops.imports.given import booked, row
from tests.ui.waiting import settled


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> HistoryPage:
    made = HistoryPage(session)
    session.message.connect(made.show_message)
    qtbot.addWidget(made)
    made.resize(1156, 640)
    made.show()
    settled(qtbot, made)
    return made


def labels(page: HistoryPage) -> list[str]:
    place = [one.key for one in page.model.columns].index("label")
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def wait(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact)


def choose(qtbot: QtBot, page: HistoryPage, step: int) -> None:
    wait(qtbot, lambda: page.table.choose(step))
    wait(qtbot, lambda: page.panel.line is not None and page.panel.line.step.id == step)
    wait(qtbot, lambda: page.panel.differences.model.step == step)


def follow(page: HistoryPage) -> None:
    """The link in the message strip."""
    links = [one for one in page.strip.findChildren(QPushButton) if one.property("kind") == "link"]
    links[-1].click()


def shown(page: HistoryPage) -> list[tuple[str, ...]]:
    model = page.panel.differences.model
    return [
        tuple(str(model.index(place, n).data()) for n in range(model.columnCount()))
        for place in range(model.rowCount())
    ]


def changed(book: Book, note: str) -> int:
    trade_id = min(trade_ids(book))
    change_trade(book, trade_id, replace(trades_by_id(book, [trade_id])[0].trade, note=note), accept_suspect=True)
    return book.last_step()


def test_every_step_is_listed_latest_first_and_a_new_one_comes_by_itself(
    book: Book, page: HistoryPage, qtbot: QtBot
) -> None:
    enter(book, BUY)
    changed(book, "改")
    wait(qtbot, lambda: page.model.rowCount() == 3)
    assert labels(page)[:2] == ["修改成交 HT-1", "新增成交 HT-1"]
    assert page.count.text() == "3 步"


def test_a_step_shows_each_field_before_and_after(book: Book, page: HistoryPage, qtbot: QtBot) -> None:
    enter(book, BUY)
    choose(qtbot, page, changed(book, "改了"))
    wait(qtbot, lambda: shown(page) == [("成交 HT-1", "备注", "–", "改了")])
    assert "1 行" in page.panel.facts.text()


def test_a_step_that_was_undone_is_struck_out(book: Book, page: HistoryPage, qtbot: QtBot) -> None:
    enter(book, BUY)
    book.undo()
    wait(qtbot, lambda: labels(page)[:2] == ["撤销：新增成交 HT-1", "新增成交 HT-1"])
    rows = [page.model.row_at(place) for place in range(2)]
    assert [page.model.row_state(line) for line in rows if line] == ["", "cancelled"]


def test_steps_are_filtered_by_words_and_by_kind(book: Book, page: HistoryPage, qtbot: QtBot) -> None:
    enter(book, BUY)
    booked(book, row(单号="L-1"))
    wait(qtbot, lambda: page.model.rowCount() == 3)
    page.filters.set_text("text", "ht-1")
    wait(qtbot, lambda: labels(page) == ["新增成交 HT-1"])
    page.filters.clear()
    page.show_item(kinds=("imports",))
    wait(qtbot, lambda: labels(page) == ["导入 台账1.xlsx：1 行"])


def test_a_long_import_is_turned_over_by_pages_and_goes_out_whole(book: Book, page: HistoryPage, qtbot: QtBot) -> None:
    booked(book, *(row(单号=f"L-{number:04}") for number in range(PAGE + 5)))
    choose(qtbot, page, book.last_step())
    wait(qtbot, lambda: page.panel.differences.model.rowCount() == PAGE)
    rows = page.panel.differences
    assert rows.where.text() == f"第 1–{PAGE} 行，共 {PAGE + 7} 行"
    rows.later.click()
    wait(qtbot, lambda: shown(page)[0][0] == f"成交 L-{PAGE:04}")
    assert not rows.later.isEnabled()
    taken = shown_of(rows.table, "历史")
    assert taken is not None
    out = book.path.with_name("out.xlsx")
    export_shown(book, out, taken, "zh")
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert sum(str(line[0].value).startswith("成交 L-") for line in sheet.iter_rows()) == PAGE + 5


def test_back_to_a_step_says_how_many_and_then_takes_them_back(book: Book, page: HistoryPage, qtbot: QtBot) -> None:
    enter(book, BUY)
    first = book.last_step()
    for note in ("一", "二", "三"):
        changed(book, note)
    choose(qtbot, page, first)
    page.verbs.ask_back()
    wait(qtbot, lambda: page.strip.shown == "将撤销之后的 3 步。")
    assert trades_by_id(book, trade_ids(book))[0].trade.note == "三"
    follow(page)
    wait(qtbot, lambda: page.strip.shown == "已撤销 3 步")
    assert trades_by_id(book, trade_ids(book))[0].trade.note == ""


def test_an_old_import_is_taken_back_and_what_stays_is_listed(book: Book, page: HistoryPage, qtbot: QtBot) -> None:
    booked(book, row(单号="L-1"), row(单号="L-2"), row(单号="L-3"))
    step = book.last_step()
    changed(book, "改")
    choose(qtbot, page, step)
    page.verbs.ask_take_back()
    wait(qtbot, lambda: page.strip.shown.startswith("1 行之后改过或已被引用，2 行未动过"))
    stays = page.panel.stays_model
    assert [str(stays.index(0, n).data()) for n in range(2)] == [
        "成交 L-1",
        f"之后改过：修改成交 L-1（第 {step + 1} 步）",
    ]
    follow(page)
    wait(qtbot, lambda: page.strip.shown == "导入已撤回")
    assert [one.trade.deal_no for one in trades_by_id(book, trade_ids(book))] == ["L-1"]
    follow(page)
    wait(qtbot, lambda: len(trade_ids(book)) == 3)


def test_a_deleted_trade_is_brought_back_from_the_step_that_deleted_it(
    book: Book, page: HistoryPage, qtbot: QtBot
) -> None:
    enter(book, BUY)
    (gone,) = trade_ids(book)
    delete_trades(book, [gone])
    choose(qtbot, page, book.last_step())
    wait(qtbot, lambda: page.panel.differences.model.rowCount() == 1)
    page.panel.differences.table.selectRow(0)
    assert page.panel.restore.text() == "恢复这一行"
    page.panel.restore.click()
    wait(qtbot, lambda: page.strip.shown == "成交 HT-1 已恢复到这一步之前")
    assert trade_ids(book) == [gone]


def test_a_row_of_a_step_leads_to_its_trade(book: Book, page: HistoryPage, qtbot: QtBot) -> None:
    enter(book, BUY)
    choose(qtbot, page, book.last_step())
    wait(qtbot, lambda: page.panel.differences.model.rowCount() > 0)
    page.panel.differences.table.selectRow(0)
    with qtbot.waitSignal(page.session.navigate) as asked:
        page.verbs.show_in_trades()
    assert asked.args == ["trades", {"trade": trade_ids(book)[0]}]
    delete_trades(book, trade_ids(book))
    page.verbs.show_in_trades()
    wait(qtbot, lambda: page.strip.shown == "成交 HT-1 已不在账簿里。")
