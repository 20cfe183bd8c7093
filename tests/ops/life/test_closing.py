"""A closed month stays as it is: what comes later is refused, or recorded as a correction that accounts for it."""

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.life.closing import Figures, corrected, following
from rare_desk.core.problems import Refused
from rare_desk.core.trades import Side, Status, prices
from rare_desk.ops import trades
from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.life.closing import account, close_month, obstacles, reopen_month
from rare_desk.ops.parties.records import Counterparty
from rare_desk.store.book import Book
from rare_desk.store.reading.life.closing_queries import closed_months, corrections, month_totals
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from rare_desk.store.rows import trade_row
from tests.ops.given import BUY, TODAY, add_counterparty

JANUARY, FEBRUARY = "2026-01", "2026-02"
LATER = replace(BUY, date=dt.date(2026, 2, 3), deal_no="HT-2")
REASON = "磅单重开"


@pytest.fixture
def closed(book: Book) -> Book:
    """One trade in a closed January and one in an open February."""
    trades.add_trade(book, BUY, today=TODAY)
    trades.add_trade(book, LATER, today=TODAY)
    close_month(book, JANUARY, today=TODAY)
    return book


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(one.code, one.value) for one in refused.value.problems]


def test_a_month_is_closed_with_what_is_in_it(closed: Book) -> None:
    (month,) = closed_months(closed)
    product = closed.number("SELECT id FROM products WHERE code = 'PRND-O'")
    assert month.totals == {("trades", "buy", product): Figures(1, 12_500_000, 64380531000, 72750000000)}
    assert account(closed, JANUARY).explained
    assert account(closed, JANUARY).difference == {}


def test_drafts_and_suspects_are_named_before_closing_and_may_be_accepted(book: Book) -> None:
    trades.add_trade(book, replace(BUY, status=Status.DRAFT, price=None, deal_no=""), today=TODAY)
    trades.add_trade(book, replace(BUY, suspect="unusual-price", deal_no="HT-9"), accept_suspect=True, today=TODAY)
    with pytest.raises(Refused) as refused:
        close_month(book, JANUARY, today=TODAY)
    assert codes(refused) == [("closing-draft", "#1"), ("closing-suspect", "HT-9")]
    close_month(book, JANUARY, accept_suspect=True, today=TODAY)
    assert [month.month for month in closed_months(book)] == [JANUARY]


def test_of_very_many_drafts_the_first_are_named_and_the_rest_counted(book: Book) -> None:
    for number in range(23):
        trades.add_trade(book, replace(BUY, status=Status.DRAFT, deal_no=f"{number}"), today=TODAY)
    assert [one.value for one in obstacles(book, JANUARY, TODAY)][-2:] == ["19", "3"]


@pytest.mark.parametrize("month", ["2026-11", "2027-01"])
def test_a_month_that_is_not_over_is_not_closed(book: Book, month: str) -> None:
    with pytest.raises(Refused) as refused:
        close_month(book, month, accept_suspect=True, today=TODAY)
    assert codes(refused) == [("month-not-over", month)]


def test_a_month_is_closed_once_and_what_is_no_month_not_at_all(closed: Book) -> None:
    assert [one.code for one in obstacles(closed, JANUARY, TODAY)] == ["already-closed"]
    assert [one.code for one in obstacles(closed, "2026-13", TODAY)] == ["not-a-month"]
    assert [one.code for one in obstacles(closed, "9999-12", TODAY)] == ["month-not-over"]
    with pytest.raises(Refused) as refused:
        reopen_month(closed, FEBRUARY)
    assert codes(refused) == [("not-closed", FEBRUARY)]


def test_changing_deleting_adding_and_moving_are_refused_in_a_closed_month(closed: Book) -> None:
    first, second = sorted(trade_ids(closed))
    last = closed.last_step()
    refusals = []
    changes: tuple[Callable[[], object], ...] = (
        lambda: trades.change_trade(closed, first, replace(BUY, price=Decimal(1)), accept_suspect=True, today=TODAY),
        lambda: trades.change_trade(closed, first, replace(BUY, date=dt.date(2026, 2, 8)), today=TODAY),
        lambda: trades.change_trade(closed, second, replace(LATER, date=BUY.date), today=TODAY),
        lambda: trades.change_trade(closed, first, replace(BUY, status=Status.CANCELLED), today=TODAY),
        lambda: trades.delete_trades(closed, [first, second]),
        lambda: trades.add_trade(closed, replace(BUY, deal_no="HT-3"), today=TODAY),
    )
    for change in changes:
        with pytest.raises(Refused) as refused:
            change()
        refusals += codes(refused)
    assert refusals == [("month-closed", JANUARY)] * 6
    assert closed.last_step() == last


def test_other_months_stay_open_and_a_trade_of_a_closed_one_goes_on_living(closed: Book) -> None:
    first, second = sorted(trade_ids(closed))
    trades.change_trade(closed, second, replace(LATER, price=Decimal(580_000)), today=TODAY)
    trades.change_trade(closed, first, replace(BUY, status=Status.DELIVERED), today=TODAY)
    trades.change_trade(closed, first, replace(BUY, status=Status.CLOSED), today=TODAY)
    assert corrections(closed) == []
    assert account(closed, JANUARY).explained


def test_with_a_reason_the_change_is_recorded_in_the_first_open_month(closed: Book) -> None:
    (first,) = (one for one in trade_ids(closed) if trades_by_id(closed, [one])[0].trade.date == BUY.date)
    with closed.correcting(REASON):
        trades.change_trade(closed, first, replace(BUY, quantity=Decimal("12.4")), was=BUY, today=TODAY)
    (made,) = corrections(closed)
    assert (made.month, made.record, made.row, made.reason) == (JANUARY, "trades", first, REASON)
    assert made.made_in == made.date[:7]
    assert made.before is not None
    assert made.after is not None
    assert made.before["quantity_g"] - made.after["quantity_g"] == 100_000
    since = account(closed, JANUARY)
    assert [figures.mass for figures in since.difference.values()] == [-100_000]
    assert since.explained


def test_a_trade_that_leaves_one_closed_month_for_another_is_a_correction_of_both(closed: Book) -> None:
    close_month(closed, FEBRUARY, today=TODAY)
    with closed.correcting(REASON):
        trades.change_trade(closed, min(trade_ids(closed)), replace(BUY, date=LATER.date), today=TODAY)
    assert {(one.month, one.before is None, one.after is None) for one in corrections(closed)} == {
        (JANUARY, False, True),
        (FEBRUARY, True, False),
    }
    assert all(account(closed, month).explained for month in (JANUARY, FEBRUARY))


def test_taking_back_a_correction_takes_it_off_the_record(closed: Book) -> None:
    with closed.correcting(REASON):
        trades.delete_trades(closed, [min(trade_ids(closed))])
    closed.undo()
    assert corrections(closed) == []
    assert account(closed, JANUARY).difference == {}
    closed.redo()
    assert len(corrections(closed)) == 1
    assert account(closed, JANUARY).explained


def test_undo_goes_no_further_back_than_the_closing_without_opening_the_month(closed: Book) -> None:
    closed.undo()
    assert closed_months(closed) == []
    closed.undo()
    closed.undo()
    assert trade_ids(closed) == []
    for _ in range(3):
        closed.redo()
    assert account(closed, JANUARY).explained


def test_a_month_closed_again_knows_of_its_corrections(closed: Book) -> None:
    with closed.correcting(REASON):
        trades.delete_trades(closed, [min(trade_ids(closed))])
    reopen_month(closed, JANUARY)
    close_month(closed, JANUARY, today=TODAY)
    since = account(closed, JANUARY)
    assert since.corrections == ()
    assert since.present == since.month.totals == {}
    assert len(corrections(closed)) == 1


def test_a_firm_under_another_of_its_names_is_no_change_of_its_month(closed: Book) -> None:
    add_counterparty(closed, Counterparty("甲"))
    old, new = (closed.number("SELECT id FROM counterparties WHERE name = ?", (n,)) for n in (BUY.counterparty, "甲"))
    with closed.step("trades-changed", count="1") as step:
        step.replace_many("trades", "counterparty", trade_ids(closed), old, new)
    with pytest.raises(Refused) as refused, closed.step("trades-changed", count="1") as step:
        step.replace_many("trades", "side", trade_ids(closed), "buy", "sell")
    assert codes(refused) == [("month-closed", JANUARY)]


def test_many_rows_that_come_into_a_closed_month_are_counted(closed: Book) -> None:
    product, party = (closed.number(f"SELECT max({name}) FROM trades") for name in ("product", "counterparty"))
    row = trade_row(BUY, prices(BUY), product, {BUY.counterparty: party})
    rows = [row | {"deal_no": f"{number}"} for number in range(60)]
    with pytest.raises(Refused) as refused, closed.step("imported", files="", count="60") as step:
        step.insert_many("trades", rows)
    assert dict(refused.value.problems[0].details)["count"] == "60"
    with closed.correcting(REASON), closed.step("imported", files="", count="60") as step:
        step.insert_many("trades", rows)
    assert account(closed, JANUARY).explained
    closed.undo()
    assert account(closed, JANUARY).difference == {}


VERBS = ("add", "change", "move", "cancel", "delete", "delete many", "close", "reopen", "undo", "redo")
doings = st.tuples(st.sampled_from(VERBS), st.integers(0, 50), st.booleans())


def do(book: Book, verb: str, which: int, number: int) -> None:
    ids = sorted(trade_ids(book))
    month = (JANUARY, FEBRUARY)[which % 2]
    day = dt.date.fromisoformat(f"{month}-05")
    side = (Side.BUY, Side.SELL)[which // 2 % 2]
    made = replace(BUY, date=day, side=side, deal_no=f"{number}", quantity=Decimal(which + 1) / 8)
    if verb in ("undo", "redo"):
        book.undo() if verb == "undo" else book.redo()
    elif verb == "close":
        close_month(book, month, today=TODAY)
    elif verb == "reopen":
        reopen_month(book, month)
    elif verb == "add":
        trades.add_trade(book, made, today=TODAY)
    elif ids:
        chosen = ids[which % len(ids)]
        now = trades_by_id(book, [chosen])[0].trade
        if verb == "change":
            trades.change_trade(book, chosen, replace(now, quantity=made.quantity), today=TODAY)
        elif verb == "move":
            trades.change_trade(book, chosen, replace(now, date=day), today=TODAY)
        elif verb == "cancel":
            trades.change_trade(book, chosen, replace(now, status=Status.CANCELLED), today=TODAY)
        else:
            trades.delete_trades(book, [chosen] if verb == "delete" else ids[: which % 5 + 1])


@settings(max_examples=60, deadline=None)
@given(st.lists(doings, max_size=25))
def test_what_was_in_a_closed_month_and_its_corrections_are_what_is_in_it(done: list[tuple[str, int, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder, new_book(Path(folder) / "desk.raredesk") as book:
        for number, (verb, which, correcting) in enumerate(done):
            with suppress(Refused), book.correcting(REASON if correcting else ""):
                do(book, verb, which, number)
            for month in closed_months(book):
                made = corrections(book, month.month, after=month.corrections)
                rows = [(one.record, one.before, one.after) for one in made]
                assert corrected(month.totals, rows) == month_totals(book, month.month)
        assert check(book.path) == []


def test_a_month_whose_rows_were_changed_behind_the_programs_back_is_found_by_the_check(closed: Book) -> None:
    path = closed.path
    closed.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE trades SET quantity_g = 1 WHERE date < '2026-02'")
    assert ("check-month", JANUARY) in [(one.code, one.value) for one in check(path)]


def test_months_follow_one_another() -> None:
    assert [following(month) for month in ("2026-01", "2026-12", "2024-02")] == ["2026-02", "2027-01", "2024-03"]
