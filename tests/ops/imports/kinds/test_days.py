"""Holiday tables come into the book's own days, and the index follows."""

import datetime as dt
from dataclasses import replace

import pytest

from rare_desk import paths
from rare_desk.core.calendar import day_number
from rare_desk.ops.history import journal
from rare_desk.ops.imports.kinds import days
from rare_desk.ops.imports.ledgers import Source
from rare_desk.ops.imports.records import RecordPlan, plan_records, write_records
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.trades import add_trade
from rare_desk.sheets.records.days import DayRead
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import named_non_trading_days, non_trading_days
from tests.ops.given import BUY
from tests.ops.imports.given import counts

SHIPPED = paths.resources() / "data" / "non_trading_days.csv"
OFFICIAL = (
    "2033年休市安排,,,\n节日,休市时间,调休上班,天数\n"
    "元旦,1月1日（星期六）至3日（星期一）放假调休，共3天,,3\n"
    "春节,1月25日至31日,1月22日（周六）、2月5日,7\n"
).replace("，", "；")


def plan(book: Book, text: str, name: str = "休市.csv") -> RecordPlan[DayRead]:
    return plan_records(book, days.form(), [Source(name, text.encode())])


def named(book: Book) -> dict[dt.date, tuple[str, bool]]:
    return {day.date: (day.name, day.estimated) for day in named_non_trading_days(book)}


def test_the_shipped_days_are_there_to_the_last_row(book: Book) -> None:
    assert counts(plan_records(book, days.form(), [SHIPPED])) == (0, 398, 0, 0)


def test_spans_of_an_official_notice_are_all_their_days(book: Book) -> None:
    found = plan(book, OFFICIAL)
    assert counts(found) == (10, 2, 0, 0)
    write_records(book, found)
    there = named(book)
    assert [there[dt.date(2033, 1, day)][0] for day in (1, 2, 3)] == ["元旦"] * 3
    assert {dt.date(2033, 1, day) for day in range(25, 32)} <= there.keys()
    assert dt.date(2033, 1, 22) not in there
    assert counts(plan(book, OFFICIAL)) == (0, 12, 0, 0)
    journal.undo(book)
    assert dt.date(2033, 1, 3) not in non_trading_days(book)


@pytest.mark.parametrize(
    "text",
    [
        "日期,名称,休市/补班\n2033-01-03,元旦,休市\n2033-01-08,元旦,补班\n",
        "日期,名稱,是否交易日\n2033/1/3,元旦,否\n2033/1/8,,是\n",
        "开始日期,结束日期,名称,补班日期\n2033-01-03,2033-01-03,元旦,2033-01-08\n",
        "Date,Name,Type\n3 Jan 2033,元旦,closed\n8 Jan 2033,,working day\n",
        "Holiday,From,To,Working weekends\n元旦,2033-01-03,2033-01-03,2033-01-08\n",
    ],
)
def test_tables_of_all_shapes_say_the_same(book: Book, text: str) -> None:
    found = plan(book, text)
    assert counts(found) == (1, 1, 0, 0)
    write_records(book, found)
    assert named(book)[dt.date(2033, 1, 3)] == ("元旦", False)


def test_an_international_workers_day_is_no_working_day(book: Book) -> None:
    assert counts(plan(book, "date,name\n2033-05-01,International Workers' Day\n")) == (1, 0, 0, 0)


def test_what_is_wrong_is_said_with_row_and_column(book: Book) -> None:
    text = "开始日期,结束日期,名称,是否休市\n2033-01-03,2027-01-03,元旦,是\n"
    text += "何时,,春节,是\n2033-05-01,,劳动节,也许\n,,国庆节,是\n"
    found = plan(book, text)
    assert [(one.code, one.place.row, one.place.column) for one in found.problems] == [
        ("holiday-too-long", 2, "开始日期"), ("not-a-date", 3, "开始日期"), ("unknown-day-kind", 4, "是否休市"),
        ("missing-date", 5, "开始日期"),
    ]  # fmt: skip


def test_an_announced_table_makes_estimated_days_known_and_drops_what_it_has_not(book: Book) -> None:
    estimated = sorted(day for day, (_, guess) in named(book).items() if guess)
    year, first = estimated[0].year, estimated[0]
    of_year = [day for day in estimated if day.year == year]
    kept = [day for day in of_year if day != of_year[3]]
    found = plan(book, "日期,名称\n" + "".join(f"{day},{named(book)[day][0]}\n" for day in kept))
    assert counts(found) == (len(kept), 0, 1, 0)
    assert [one.code for one in found.problems] == ["day-lapsed"]
    write_records(book, found, accept_suspect=True)
    assert named(book)[first][1] is False
    assert of_year[3] not in named(book)


def test_a_day_that_is_worked_leaves_the_table_only_when_accepted(book: Book) -> None:
    found = plan(book, "日期,名称,休市/补班\n2026-10-01,,补班\n2026-10-02,国庆,休市\n")
    assert [one.code for one in found.problems] == ["day-worked", "day-named-otherwise"]
    write_records(book, found, accept_suspect=True)
    assert dt.date(2026, 10, 1) not in non_trading_days(book)
    assert named(book)[dt.date(2026, 10, 2)][0] == "国庆"


def test_the_index_is_computed_anew_with_the_days(book: Book) -> None:
    for day in (8, 20):
        add_trade(book, replace(BUY, date=dt.date(2026, 1, day)), accept_suspect=True)
    before = set(IndexState.load(book).computation.days.tolist())
    write_records(book, plan(book, "日期,名称\n2026-01-14,停市\n"))
    assert before - set(IndexState.load(book).computation.days.tolist()) == {day_number(dt.date(2026, 1, 14))}
    journal.undo(book)
    assert set(IndexState.load(book).computation.days.tolist()) == before
