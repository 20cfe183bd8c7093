"""The index of a real book by its quotes, by indices of the user's own and by versions of its rules."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rare_desk.core.rules.methodology import WeightSet
from rare_desk.ops.index.points import daily_prices, explain, index_points
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.methodologies.versions import save_version
from rare_desk.ops.quotes import add_quote, delete_quotes
from rare_desk.store.book import Book
from tests.core.index.books import Deal, example
from tests.ops.given import QUOTE, methodology, put, recomputed, same, trade_of


def test_every_change_of_quotes_renews_to_the_same_index(book: Book) -> None:
    put(book, [trade_of(deal) for deal in example("a")[0]])
    state = IndexState.load(book, methodology("a"))
    last = state.computation.last_day
    assert last is not None
    for day in (dt.date(2025, 1, 4), dt.date(2025, 3, 17), last + dt.timedelta(days=10)):
        for product in ("LA-O", "TB-O", "Y-O"):
            state = state.refresh(book, add_quote(book, replace(QUOTE, date=day, product=product)))
            assert same(state, book)
    assert state.computation.last_day == state.computation.calendar.on_or_after(last + dt.timedelta(days=10))
    state = state.refresh(book, delete_quotes(book, [7, 8, 9]))
    assert same(state, book)
    assert state.computation.last_day == last
    undone = book.undo()
    assert undone is not None
    assert same(state.refresh(book, undone), book)


def test_a_quoted_price_is_explained_by_its_quotes(book: Book) -> None:
    put(book, [trade_of(Deal("2025-03-03", 4000.0, 5.0, "A", "B", "LA-O", key="1"))])
    add_quote(book, QUOTE)
    add_quote(book, replace(QUOTE, source="百川", mid=Decimal(4746)))
    state = IndexState.load(book)
    assert daily_prices(state)["prices"][-1]["status"] == "quoted"
    member = explain(book, state, "LA-O", QUOTE.date)["members"][0]
    assert (member["status"], member["trades"], member["imputed_from"]) == ("quoted", [], None)
    told = [(quote["id"], quote["source"], round(quote["price"], 9)) for quote in member["quotes"]]
    assert told == [(1, "SMM", 4000.0), (2, "百川", 4200.0)]
    assert member["price"] == pytest.approx(4100.0, rel=1e-12)


def test_an_index_of_one_s_own_is_asked_for_by_its_key(book: Book, tmp_path: Path) -> None:
    put(book, [trade_of(deal) for deal in example("a")[0]])
    weights = [{"effective": "2025-01-01", "weights": {"DY-O": 0.5, "TB-O": 0.5}}]
    own = {"key": "magnet", "name_zh": "磁材", "name_en": "Magnets", "weight_sets": weights}
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(json.loads(Path(methodology("a")).read_text()) | {"indices": [own]}))
    state = IndexState.load(book, str(file))
    points = index_points(state, "magnet", "weekly")["points"]
    assert len(points) == len(index_points(state, "heavy", "weekly")["points"])
    day = index_points(state, "magnet")["points"][40]
    told = explain(book, state, "magnet", dt.date.fromisoformat(day["date"]))
    assert recomputed(told) == pytest.approx(day["raw"], rel=1e-12)
    assert [member["product"] for member in told["members"]] == ["DY-O", "TB-O"]


def test_a_saved_version_leaves_the_days_before_it_alone_and_a_future_one_waits(book: Book) -> None:
    put(book, [trade_of(deal) for deal in example("a")[0]])
    state = IndexState.load(book)
    before = index_points(state)["points"]
    rules = replace(
        state.computation.methodology,
        effective=dt.date(2025, 4, 7),
        author="Li",
        reason="thin",
        weight_sets=(WeightSet(dt.date(2025, 1, 1), {"LA-O": 1.0}),),
    )
    step = book.last_step()
    save_version(book, rules)
    state = state.refresh(book, book.changes_since(step))
    after = index_points(state)
    assert after["version"] == 2
    begin = next(n for n, point in enumerate(before) if point["date"] >= "2025-04-07")
    assert after["points"][:begin] == before[:begin]
    assert float(after["points"][begin]["raw"]) == pytest.approx(before[begin]["raw"], rel=1e-12)
    assert after["points"][begin + 5]["value"] != before[begin + 5]["value"]
    told = explain(book, state, "composite", dt.date(2025, 4, 10))
    assert (told["version"], [member["product"] for member in told["members"]]) == (2, ["LA-O"])
    assert recomputed(told) == pytest.approx(told["point"]["raw"], rel=1e-12)
    assert explain(book, state, "composite", dt.date(2025, 4, 3))["version"] == 1
    state = state.refresh(book, add_quote(book, QUOTE))
    assert same(state, book)

    last = state.computation.last_day
    assert last is not None
    save_version(book, replace(rules, effective=last + dt.timedelta(days=3), window_days=2))
    state = IndexState.load(book)
    assert state.computation.methodology.version == 2
    late = trade_of(Deal((last + dt.timedelta(days=4)).isoformat(), 4000.0, 3.0, key="late"))
    state = state.refresh(book, put(book, [late]))
    assert state.computation.methodology.version == 3
    assert same(state, book)
