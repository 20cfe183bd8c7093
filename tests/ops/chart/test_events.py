"""What happened on a day: shipped announcements, what the book knows, and notes."""

import csv
import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk import paths
from rare_desk.core.problems import Refused
from rare_desk.core.rules.methodology import Methodology, WeightSet
from rare_desk.core.trades import Side, Trade
from rare_desk.ops.chart import events
from rare_desk.ops.chart.events import Event, Note
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.index import chart_queries
from rare_desk.store.rows import Row
from rare_desk.words import Language

NOTE = Note(dt.date(2026, 3, 4), "停产检修", "宝钢股份 3 号线", "https://example.com/a")


def found(book: Book, kind: str, language: Language = "zh") -> list[Event]:
    return [event for event in events.events(book, language) if event.kind == kind]


def test_every_shipped_event_has_a_date_a_source_and_both_languages() -> None:
    with (paths.resources() / "data" / "events.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    for row in rows:
        dt.date.fromisoformat(row["date"] if len(row["date"]) > 7 else f"{row['date']}-01")
        assert row["source_url"].startswith("http")
        assert row["title_zh"] != row["title_en"]


def test_an_announced_price_is_marked_on_the_day_of_its_announcement_and_opens_its_quarter(book: Book) -> None:
    event = next(one for one in found(book, "announcement") if "2026Q4" in one.title)
    assert (event.day, event.page, event.what) == (dt.date(2026, 10, 9), "quotes", {"announced": "2026Q4"})
    assert event.title == "精矿 2026Q4 公布价 38,769 元/吨"
    assert event.source_url == "https://news.smm.cn/news/104149120"


def test_one_announcement_of_two_quarters_is_one_mark(book: Book) -> None:
    first = [one for one in found(book, "announcement") if one.day == dt.date(2022, 1, 7)]
    assert [one.title for one in first] == ["精矿 2022Q1、2022Q2 公布价 26,887.2 元/吨"]


def test_a_proposal_that_was_voted_down_says_so(book: Book) -> None:
    said = [one.title for one in found(book, "announcement", "en") if one.day == dt.date(2022, 6, 22)]
    assert said == ["Concentrate 2022Q3: 39,189 CNY/t proposed and voted down"]


def test_a_price_that_was_announced_but_is_not_known_is_marked_without_one(book: Book) -> None:
    said = [one.title for one in found(book, "announcement") if "2026Q2" in one.title]
    assert said == ["精矿 2026Q2 已公布，价格未知"]


def test_a_change_of_weights_is_a_link_the_first_set_is_none(book: Book) -> None:
    sets = tuple(WeightSet(dt.date(2025, month, 1), {"LA-O": 1.0}, reason=f"r{month}") for month in (1, 6))
    links = [one for one in events.events(book, "zh", Methodology(weight_sets=sets)) if one.key.startswith("weights")]
    assert [(one.day, one.body, one.page) for one in links] == [(dt.date(2025, 6, 1), "r6", "methodology")]


def test_a_version_of_the_methodology_is_marked_on_its_effective_date(book: Book) -> None:
    with book.step("methodology-saved", name="RD-1", version="2") as step:
        row: Row = {
            "name": "RD-1",
            "version": 2,
            "hash": "",
            "definition": "{}",
            "effective": "2026-05-06",
            "note": "n",
        }
        step.insert("methodologies", row)
    event = next(one for one in found(book, "methodology") if one.day == dt.date(2026, 5, 6))
    assert event.title == "方法 RD-1 第 2 版生效"
    assert event.what == {"part": "rules", "version": 2}


def vintage(date: str, at: str, restates: int | None = None) -> Row:
    return {
        "freq": "daily", "date": date, "at": at, "who": "", "step": 1, "methodology": "RD-1", "version": 1,
        "methodology_hash": "", "inputs_hash": "", "hash": "", "document": "{}", "restates": restates,
    }  # fmt: skip


def test_what_was_published_at_once_is_one_mark_on_its_last_day_and_a_restatement_says_so(book: Book) -> None:
    with book.step("setting-changed") as step:
        first, last = (step.insert("vintages", vintage(f"2026-05-0{day}", "2026-05-07T12:00:00Z")) for day in (5, 6))
        again = step.insert("vintages", vintage("2026-05-05", "2026-05-09T12:00:00Z", first))
    said = {one.day.day: (one.title, one.what) for one in found(book, "publication")}
    assert said[6] == ("公布 2026-05-05 至 2026-05-06（2 个） 日指数（2026-05-07）", {"vintage": last})
    assert said[5] == ("重述 2026-05-05 日指数（2026-05-09）", {"vintage": again})


@pytest.mark.usefixtures("baotou")
def test_a_publication_is_of_the_day_on_which_it_was_made_here(book: Book) -> None:
    with book.step("setting-changed") as step:
        step.insert("vintages", vintage("2026-05-05", "2026-05-06T23:30:00Z"))
    (event,) = found(book, "publication")
    assert event.title == "公布 2026-05-05 日指数（2026-05-07）"


def test_a_note_is_kept_changed_and_deleted_and_each_is_undone(book: Book) -> None:
    events.add_note(book, NOTE)
    (row,) = chart_queries.events(book)
    assert events.note(book, row.uuid) == NOTE
    (event,) = found(book, "note")
    assert (event.key, event.title, event.day) == (f"note:{row.uuid}", NOTE.title, NOTE.date)
    changed = replace(NOTE, title="复产", date=dt.date(2026, 3, 9))
    assert "events" in events.change_note(book, row.uuid, changed).tables
    assert events.note(book, row.uuid) == changed
    book.undo()
    assert events.note(book, row.uuid) == NOTE
    events.delete_note(book, row.uuid)
    assert not found(book, "note")
    book.undo()
    assert events.note(book, row.uuid) == NOTE


def test_a_note_without_a_title_is_refused(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        events.add_note(book, replace(NOTE, title="  "))
    assert [problem.code for problem in refused.value.problems] == ["missing-title"]


def test_a_note_that_another_program_has_deleted_is_refused(book: Book) -> None:
    events.add_note(book, NOTE)
    (row,) = chart_queries.events(book)
    events.delete_note(book, row.uuid)
    with pytest.raises(Refused):
        events.change_note(book, row.uuid, NOTE)


def test_a_note_may_name_a_trade_that_is_there(book: Book) -> None:
    about = replace(NOTE, deal_no="C26-1")
    with pytest.raises(Refused) as refused:
        events.add_note(book, about)
    assert [problem.code for problem in refused.value.problems] == ["unknown-deal"]
    trade = Trade(
        date=NOTE.date, side=Side.MARKET, product="LA-O", quantity=Decimal(1), price=Decimal(4000), deal_no="C26-1"
    )
    add_trade(book, trade, accept_suspect=True)
    events.add_note(book, about)
    (event,) = found(book, "note")
    assert event.what == {"deal": "C26-1"}
    assert chart_queries.trade_of_deal(book, "C26-1") == 1
