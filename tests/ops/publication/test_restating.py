"""What moved after it was published: shown with its size, restated within the rule, refused outside it, both kept."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rare_desk.core.problems import Refused
from rare_desk.core.publication.vintage import digest
from rare_desk.core.rules.methodology import to_json
from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.book.settings import change_setting
from rare_desk.ops.index.points import index_points
from rare_desk.ops.publication import (
    Pending,
    Which,
    as_published,
    holds,
    pending,
    publish,
    publish_up_to,
    restate,
    text,
)
from rare_desk.ops.publication import document as vintage_document
from rare_desk.ops.trades import delete_trades
from rare_desk.store.book import Book
from rare_desk.store.errors import BookError
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids
from rare_desk.words import sentence
from tests.ops.publication.conftest import TODAY, add, deals, late, live, rows
from tests.store.test_checking import behind_its_back, codes

DAY = dt.date(2025, 3, 31)
MOVED = late("2025-03-31", 108_000.0)
NUDGE = late("2025-03-31", 104_300.0, quantity=1.0)


def today() -> dt.date:
    """Publications of a test are made now, so their age counts from now."""
    return dt.date.today()


def moved(book: Book) -> dict[str, Pending]:
    found = pending(rows(book), live(book), today())
    return {f"{one.vintage.freq} {one.vintage.date.isoformat()}": one for one in found}


def test_nothing_is_pending_while_nothing_changes(published: Book) -> None:
    assert moved(published) == {}


def test_a_late_trade_shows_with_its_size_and_alters_nothing(published: Book) -> None:
    before = text(published, rows(published).rows[-1].id)
    add(published, MOVED)
    (one,) = moved(published).values()
    then = Decimal(json.loads(before)["points"]["PRND-O"]["value"])
    now = Decimal(index_points(live(published), "PRND-O")["points"][-1]["value"])
    assert {move.series for move in one.moves} == {"PRND-O", "light", "composite"}
    assert (one.moves[0].series, one.moves[0].then, one.moves[0].now) == ("PRND-O", then, now)
    assert one.largest == (now / then - 1) * 100
    assert (one.rule, one.age) == ("inside", 0)
    assert text(published, one.vintage.id) == before


def test_a_restatement_is_a_vintage_of_its_own_and_both_stay(published: Book) -> None:
    first = rows(published).rows[-1]
    was = text(published, first.id)
    add(published, MOVED)
    made = restate(published, None, "daily", DAY, " 补录成交 ", today=today())
    history = rows(published).of_point("daily", DAY)
    assert [row.id for row in history] == [first.id, made.vintages[0]]
    assert (history[1].restates, history[1].reason) == (first.id, "补录成交")
    assert history[1].value("PRND-O") != history[0].value("PRND-O")
    assert text(published, first.id) == was
    assert moved(published) == {}
    with pytest.raises(Refused, match="restate-nothing"):
        restate(published, None, "daily", DAY, "again", today=today())


def test_a_small_move_stays_as_published_and_says_its_size(published: Book) -> None:
    add(published, NUDGE)
    (one,) = moved(published).values()
    assert one.rule == "small"
    assert one.largest is not None
    assert abs(one.largest) <= Decimal("0.10")
    with pytest.raises(Refused) as refused:
        restate(published, None, "daily", DAY, "r", today=today())
    assert refused.value.problems[0].code == "restate-small"
    assert "0.10" in sentence(refused.value.problems[0], "zh")


@pytest.mark.parametrize(("age", "rule"), [(10, "inside"), (11, "late")])
def test_the_tenth_index_day_after_is_in_time_and_the_eleventh_is_not(published: Book, age: int, rule: str) -> None:
    add(published, MOVED)
    state = live(published)
    when = today()
    for _ in range(age):
        when += dt.timedelta(days=1)
        while when not in state.computation.calendar:
            when += dt.timedelta(days=1)
    found = pending(rows(published), state, when)
    assert [one.rule for one in found] == [rule]
    assert len(pending(rows(published), state, when, reach_only=True)) == (rule == "inside")
    if rule == "late":
        with pytest.raises(Refused) as refused:
            restate(published, state, "daily", DAY, "r", today=when)
        assert refused.value.problems[0].code == "restate-late"
        assert "+" in sentence(refused.value.problems[0], "en")


def test_what_cannot_be_restated_is_refused(published: Book) -> None:
    with pytest.raises(Refused, match="restate-unpublished"):
        restate(published, None, "weekly", DAY, "r", today=today())
    with pytest.raises(Refused, match="restate-nothing"):
        restate(published, None, "daily", DAY, "r", today=today())
    add(published, MOVED)
    with pytest.raises(Refused, match="restate-reason"):
        restate(published, None, "daily", DAY, "  ", today=today())
    delete_trades(published, trade_ids(published, TradeFilter()))
    with pytest.raises(Refused, match="restate-gone"):
        restate(published, None, "daily", DAY, "r", today=today())


def test_a_deleted_trade_moves_the_week_and_the_month_too(published: Book) -> None:
    for freq in ("weekly", "monthly"):
        publish_up_to(published, None, freq, today=TODAY)
    gone = TradeFilter(products=("TB-O",), first=dt.date(2025, 3, 27), last=dt.date(2025, 3, 28))
    delete_trades(published, trade_ids(published, gone))
    found = moved(published)
    assert set(found) == {"daily 2025-03-27", "daily 2025-03-28", "weekly 2025-03-28", "monthly 2025-03-31"}
    assert all({move.series for move in one.moves} <= {"TB-O", "heavy", "composite"} for one in found.values())
    assert next(iter(found)) == "monthly 2025-03-31"


def test_another_methodology_moves_what_was_published_and_is_named(published: Book) -> None:
    rules = live(published).computation.methodology
    definition = to_json(rules) | {"name": "RD-2", "version": 3, "base_value": 100.0}
    with published.step("methodology-saved", name="RD-2", version="3") as step:
        step.insert("methodologies", {"name": "RD-2", "version": 3, "hash": "h", "definition": json.dumps(definition)})
    change_setting(published, "methodology", "RD-2")
    found = moved(published)
    assert len(found) == len(rows(published).rows)
    assert {one.methodology for one in found.values()} == {("RD-2", 3)}
    assert all(one.largest is not None and round(one.largest) == -90 for one in found.values())


def test_the_index_as_published_is_that_of_the_moment(published: Book) -> None:
    first = rows(published).rows[-1]
    add(published, MOVED)
    restate(published, None, "daily", DAY, "r", today=today())
    second = rows(published).rows[-1]

    def last(on: dt.date | None = None, which: Which = "latest") -> str:
        told = as_published(published, "PRND-O", on=on, which=which)["points"][-1]
        assert told["date"] == "2025-03-31"
        return str(told["value"])

    assert last() == last(on=today()) == str(second.value("PRND-O"))
    assert last(which="first") == last(on=dt.datetime.fromisoformat(first.at)) == str(first.value("PRND-O"))
    assert as_published(published, on=today() - dt.timedelta(days=1))["points"] == []
    assert len(as_published(published, "light")["points"]) == len(rows(published).rows) - 1
    with pytest.raises(Refused, match="unknown-series"):
        as_published(published, "copper")


def test_an_altered_document_is_found_and_named(published: Book) -> None:
    assert check(published.path) == []
    row = rows(published).rows[3]
    value = row.value("composite")
    published.close()
    behind_its_back(
        published.path, f"UPDATE vintages SET document = replace(document, '{value}', '999.99') WHERE id = 4"
    )
    assert codes(published.path) == [("check-row", "4"), ("check-vintage", "4")]
    with Book.open(published.path, read_only=True) as opened:
        assert not holds(opened, row)
        assert holds(opened, rows(opened).rows[4])


@pytest.mark.parametrize(
    "document", ["{", "[]", '{"points": {"composite": {"value": "NaN"}}}', '{"points": {"composite": {}}}']
)
def test_what_is_no_document_any_more_is_damage(published: Book, document: str) -> None:
    published.close()
    behind_its_back(published.path, f"UPDATE vintages SET document = '{document}' WHERE id = 4")
    assert codes(published.path) == [("check-row", "4"), ("check-vintage", "4")]
    behind_its_back(published.path, f"UPDATE vintages SET hash = '{digest(document)}' WHERE id = 4")
    assert codes(published.path) == [("check-row", "4"), ("check-vintage-columns", "4")]
    with Book.open(published.path, read_only=True) as opened:
        with pytest.raises(BookError, match="book-damaged"):
            vintage_document(opened, 4)
        if document != "[]":  # which only has no points
            with pytest.raises(BookError, match="book-damaged"):
                as_published(opened)


@pytest.mark.parametrize(("on", "there"), [(dt.date.min, False), (dt.date.max, True), (dt.datetime.max, True)])
def test_what_was_published_can_be_asked_for_on_any_date(published: Book, on: dt.date, there: bool) -> None:
    assert bool(as_published(published, on=on)["points"]) == there


def test_a_row_that_says_other_than_its_document_is_found(published: Book) -> None:
    published.close()
    behind_its_back(published.path, "UPDATE vintages SET date = '2025-01-01' WHERE id = 2")
    assert codes(published.path) == [("check-row", "2"), ("check-vintage-columns", "2")]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(("late", "delete", "methodology", "publish", "restate", "undo")), min_size=4, max_size=8)
)
def test_whatever_happens_after_never_alters_what_was_published(
    tmp_path_factory: pytest.TempPathFactory, doings: list[str]
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.raredesk"
    with new_book(path) as book:
        add(book, *deals(dt.date(2025, 3, 3), dt.date(2025, 3, 31)))
        publish_up_to(book, None, "weekly", today=TODAY)
        known = {row.id: text(book, row.id) for row in rows(book).rows}
        for number, doing in enumerate(doings):
            do(book, doing, number)
            there = {row.id: text(book, row.id) for row in rows(book).rows}
            assert all(known.get(key, told) == told for key, told in there.items())
            known |= there
    assert check(Path(path)) == []


def do(book: Book, doing: str, number: int) -> None:
    if doing == "late":
        add(book, late(f"2025-03-{20 + number}", 101_000.0 + 1_000 * number, key=f"late{number}"))
    elif doing == "delete":
        delete_trades(book, trade_ids(book, TradeFilter())[number : number + 3])
    elif doing == "methodology":
        change_setting(book, "methodology", "RD-1")
    elif doing == "publish":
        publish_up_to(book, None, "daily", today=TODAY)
    elif doing == "undo":
        book.undo()
    else:
        for one in pending(rows(book), live(book), today())[:1]:
            if one.rule == "inside":
                restate(book, None, one.vintage.freq, one.vintage.date, f"r{number}", today=today())


def test_publishing_again_after_undo_is_the_same_document(traded: Book) -> None:
    made = publish(traded, None, "monthly", dt.date(2025, 3, 3), today=TODAY)
    told = text(traded, made.vintages[0])
    traded.undo()
    again = publish(traded, None, "monthly", dt.date(2025, 3, 3), today=TODAY)
    assert text(traded, again.vintages[0]) == told
