"""What is next to publish, everything due in one step, and a vintage beside the live index."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.publication import (
    Next,
    beside,
    document,
    overview,
    publish,
    publish_all,
    publish_up_to,
    publishing,
)
from rare_desk.ops.today import overview as today_overview
from rare_desk.ops.trades import change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids, trades_by_id
from rare_desk.words import word
from tests.ops.publication.conftest import TODAY, add, late, live, rows

LAST = dt.date(2025, 3, 31)


def test_what_is_over_is_next_and_today_by_choice(traded: Book) -> None:
    found = overview(traded, None, today=LAST)
    assert found.next["daily"].over[-1] == dt.date(2025, 3, 28)
    assert found.next["daily"].today == LAST
    assert found.next["monthly"] == Next((dt.date(2025, 2, 28),), LAST)
    assert found.next["weekly"].over[-1] == dt.date(2025, 3, 28)
    assert found.next["weekly"].today is None
    tomorrow = overview(traded, found.state, found, today=TODAY)
    assert tomorrow.next["daily"].over[-1] == LAST
    assert tomorrow.next["monthly"].over == (dt.date(2025, 2, 28), LAST)


def test_all_that_is_due_is_published_in_one_step(traded: Book) -> None:
    before = traded.last_step()
    made = publish_all(traded, None, today=TODAY)
    assert traded.last_step() == before + 1
    assert [one.freq for one in made] == ["daily", "weekly", "monthly"]
    assert {freq: found.over for freq, found in overview(traded, None, today=TODAY).next.items()} == dict.fromkeys(
        ("daily", "weekly", "monthly"), ()
    )
    for one in made:
        assert [document(traded, n)["date"] for n in one.vintages] == [day.isoformat() for day in one.dates]
        assert {document(traded, n)["freq"] for n in one.vintages} == {one.freq}
    label, details = traded.undo_label() or ("", {})
    assert str(len(rows(traded).rows)) in word(f"steps.{label}", "zh", **details)
    assert not any(one.vintages for one in publish_all(traded, None, today=TODAY))
    assert traded.last_step() == before + 1
    traded.undo()
    assert rows(traded).rows == ()


def test_all_that_is_due_of_one_kind_is_called_so(published: Book) -> None:
    for freq in ("weekly", "monthly"):
        publish_up_to(published, None, freq, today=TODAY)
    add(published, late("2025-04-01", 104_000.0))
    publish_all(published, None, today=dt.date(2025, 4, 2))
    assert published.undo_label() == ("published-daily", {"date": "2025-04-01", "first": "2025-04-01", "count": "1"})


def test_many_are_the_same_whatever_number_is_made_at_once(traded: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    whole = publish_all(traded, None, today=TODAY, progress=told.append)
    traded.undo()
    monkeypatch.setattr(publishing, "_AT_ONCE", 7)
    parts = publish_all(traded, None, today=TODAY, progress=told.append)
    assert [one.hashes for one in parts] == [one.hashes for one in whole]
    assert told == sorted(told[: told.index(1.0) + 1]) + sorted(told[told.index(1.0) + 1 :])
    assert told[-1] == 1.0


def test_what_is_cancelled_writes_nothing(traded: Book) -> None:
    before = traded.last_step()
    with pytest.raises(Refused, match="publish-cancelled"):
        publish_all(traded, None, today=TODAY, cancelled=lambda: True)
    assert traded.last_step() == before


def test_what_another_program_published_meanwhile_is_refused(traded: Book) -> None:
    with Book.open(traded.path) as other:

        def meanwhile() -> bool:
            if not rows(other).rows:
                publish(other, None, "weekly", LAST - dt.timedelta(days=7), today=TODAY)
            return False

        with pytest.raises(Refused, match="publish-again"):
            publish_all(traded, None, today=TODAY, cancelled=meanwhile)
    assert len(rows(traded).rows) == 1


def test_an_overview_reads_what_was_published_once(published: Book) -> None:
    first = overview(published, None, today=TODAY)
    again = overview(published, first.state, first, today=TODAY)
    assert again.vintages is first.vintages
    assert again.moved == ()


def test_today_names_the_furthest_of_what_may_be_restated(published: Book) -> None:
    add(published, late("2025-03-31", 108_000.0), late("2025-03-27", 104_300.0, key="small"))
    found = overview(published, None)
    assert len(found.restatable) == len([one for one in found.moved if one.rule == "inside"])
    entry = next(
        one for one in today_overview(published, live(published), found.restatable).attention if one.chip == "restate"
    )
    details = dict(entry.details)
    assert (entry.page, details["count"], details["date"]) == ("publication", str(len(found.restatable)), "2025-03-31")
    assert details["size"].startswith("+")
    assert not [one for one in today_overview(published, live(published)).attention if one.chip == "restate"]


def test_a_fall_is_told_with_the_sign_of_all_figures(published: Book) -> None:
    add(published, late("2025-03-31", 99_000.0))
    found = overview(published, None)
    seen = today_overview(published, live(published), found.restatable).attention
    assert dict(next(one for one in seen if one.chip == "restate").details)["size"].startswith("−")


def test_a_vintage_beside_the_live_index(published: Book) -> None:
    row = rows(published).rows[-1]
    same = beside(published, None, row, TODAY)
    assert (same.holds, same.same_inputs, same.same_methodology) == (True, True, True)
    assert all(figure.then == figure.now for figure in (*same.points, *same.prices))
    assert [figure.name for figure in same.points[:3]] == ["composite", "light", "heavy"]
    add(published, late("2025-03-31", 108_000.0), replace(late("2025-03-31", 9_000.0, "Y-O"), key="first"))
    other = beside(published, None, row, TODAY)
    assert (other.holds, other.same_inputs, other.same_methodology) == (True, False, True)
    moved = {figure.name: figure for figure in other.points if figure.then != figure.now}
    assert set(moved) == {"composite", "light", "PRND-O"}
    figure = moved["PRND-O"]
    assert figure.then is not None
    assert figure.now is not None
    assert figure.percent == (figure.now / figure.then - 1) * 100
    new = next(price for price in other.prices if price.name == "Y-O")
    assert (new.then, new.now, new.percent, new.status_then, new.status_now) == (
        None,
        Decimal("9000.00"),
        None,
        "",
        "observed",
    )


def test_a_vintage_whose_point_is_gone(published: Book) -> None:
    row = rows(published).rows[-1]
    delete_trades(published, trade_ids(published, TradeFilter(last=LAST)))
    gone = beside(published, None, row, TODAY)
    assert gone.same_inputs is None
    assert {figure.now for figure in gone.points} == {None}


def test_a_vintage_that_was_taken_back_cannot_be_shown(traded: Book) -> None:
    publish(traded, None, "daily", LAST, today=TODAY)
    row = rows(traded).rows[0]
    traded.undo()
    with pytest.raises(Refused, match="no-vintage"):
        beside(traded, None, row, TODAY)


def test_causes_followed_from_change_to_change_are_those_read_whole(published: Book) -> None:
    add(published, late("2025-03-31", 108_000.0))
    found = overview(published, None, today=TODAY, older=True)
    (mine,) = trades_by_id(published, [max(trade_ids(published, TradeFilter()))])
    for n in range(3):
        change_trade(published, mine.id, replace(mine.trade, price=Decimal(109_000 + n)), accept_suspect=True)
        found = overview(published, None, found, today=TODAY, older=True)
    publish_up_to(published, None, "monthly", today=TODAY)
    change_trade(published, mine.id, replace(mine.trade, price=Decimal(106_000)), accept_suspect=True)
    found = overview(published, None, found, today=TODAY, older=True)
    assert len(found.causes) == 2
    assert found.causes == overview(published, None, today=TODAY, older=True).causes
    monthly = next(found.causes[one.vintage.id] for one in found.moved if one.vintage.freq == "monthly")
    assert [row.kind for row in monthly.rows] == ["changed"]
