"""A step says of every row which record it is and what each changed field was before and after."""

from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.trades import Status
from rare_desk.ops.history.journal import undo
from rare_desk.ops.history.row_words import column_words, record_words
from rare_desk.ops.history.step_told import Difference, hindered, step_differences, step_size
from rare_desk.ops.history.taking_back import look
from rare_desk.ops.parties.records import Counterparty
from rare_desk.ops.quotes import add_quote
from rare_desk.ops.trades import change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import counterparties
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.store.tables import RECORDS, table
from rare_desk.words import field_name, has
from tests.ops.given import BUY, QUOTE, change_counterparty, enter
from tests.ops.imports.given import booked, row


def told(book: Book, step: int | None = None, count: int = 200, start: int = 0) -> list[Difference]:
    return step_differences(book, step or book.last_step(), start, count, "zh")


def fields(found: list[Difference]) -> list[tuple[str, str, str]]:
    return [(one.field, one.before, one.after) for one in found]


def changed(book: Book, note: str) -> None:
    (trade_id,) = trade_ids(book)
    change_trade(book, trade_id, replace(trades_by_id(book, [trade_id])[0].trade, note=note), accept_suspect=True)


def test_a_changed_trade_is_told_field_by_field_in_the_traders_words(book: Book) -> None:
    enter(book, BUY)
    (trade_id,) = trade_ids(book)
    other = replace(BUY, price=Decimal(590_000), counterparty="赣州乙稀土有限公司", status=Status.DELIVERED)
    change_trade(book, trade_id, other, accept_suspect=True)
    found = [one for one in told(book) if one.record == "trades"]
    assert {one.name for one in found} == {"HT-1"}
    assert sorted(fields(found)) == sorted(
        [
            ("单价", "582,000", "590,000"),
            (field_name("counterparty", "zh"), BUY.counterparty, "赣州乙稀土有限公司"),
            ("状态", "确认", "已交货"),
        ]
    )


def test_a_row_that_came_or_went_is_told_as_a_whole(book: Book) -> None:
    enter(book, BUY)
    came = told(book)[0]
    assert (came.kind, came.name, came.field, came.before) == ("成交", "HT-1", "新增", "")
    assert came.after == "2026-01-08 买 氧化镨钕 12.5 吨 582,000 含税 包头市甲稀土有限公司"
    delete_trades(book, trade_ids(book))
    went = told(book)[0]
    assert (went.field, went.before, went.after) == ("删除", came.after, "")


def test_an_import_is_told_a_page_at_a_time_with_its_batch_and_firms_last(book: Book) -> None:
    booked(book, *(row(单号=f"L-{number:03}") for number in range(120)))
    step = book.last_step()
    assert step_size(book, step) == 122
    assert [one.name for one in told(book, step, 3)] == ["L-000", "L-001", "L-002"]
    assert [one.name for one in told(book, step, 2, start=118)] == ["L-118", "L-119"]
    assert {one.record for one in told(book, step, 50, start=120)} == {"batches", "counterparties"}


def test_a_row_is_told_as_its_step_left_it_not_as_it_is_now(book: Book) -> None:
    booked(book, row(单号="L-1"), *(row(单号=f"M-{number}", 备注=f"{number}") for number in range(2)))
    step = book.last_step()
    before = told(book, step)
    trade_id = trade_ids(book)[0]
    there = trades_by_id(book, [trade_id])[0].trade
    change_trade(book, trade_id, replace(there, deal_no="改", quantity=Decimal(3)), accept_suspect=True)
    assert told(book, step) == before
    delete_trades(book, trade_ids(book))
    assert told(book, step) == before


def test_rows_that_went_in_one_piece_are_told_long_after(book: Book) -> None:
    booked(book, *(row(单号=f"L-{number:03}") for number in range(60)))
    step = book.last_step()
    before = told(book, step)
    delete_trades(book, trade_ids(book))
    gone = told(book)
    assert told(book, step) == before
    assert [one.name for one in gone] == [one.name for one in before if one.record == "trades"]
    undo(book)
    assert [one.way for one in told(book)] == ["came"] * 60


def test_other_records_are_told_too(book: Book) -> None:
    add_quote(book, QUOTE)
    (quote,) = told(book)
    assert (quote.kind, quote.name) == ("报价", "2025-03-17 氧化镧 SMM")
    enter(book, BUY)
    party = counterparties(book)[0]
    change_counterparty(book, party.id, Counterparty(party.name, group_name="北方"))
    assert fields(told(book)) == [("所属集团", "–", "北方")]


def test_what_stands_in_the_way_of_taking_back_is_named(book: Book) -> None:
    booked(book, row(单号="L-1"))
    changed(book, "改")
    (found,) = hindered(book, look(book, 1).survey.hindrances, "zh")
    assert found.name == "成交 L-1"
    assert found.why == f"之后改过：修改成交 L-1（第 {book.last_step()} 步）"


@pytest.mark.parametrize("record", sorted(RECORDS))
def test_every_record_and_every_column_has_its_words(book: Book, record: str) -> None:
    assert record_words(record, "zh") != record
    unsaid = {"id", "uuid", "pinyin", "initials", "content", "batch", "series", "trail"}
    for column in set(table(book.connection, record).columns) - unsaid:
        assert column_words(column, "zh") != column or column == "sha256" or has(f"fields.{column}"), column
