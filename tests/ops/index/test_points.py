"""The index through a real book: the examples in full, kept fresh after changes, explained to the last trade."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.trades import Side, Trade
from rare_desk.core.units import TaxBasis
from rare_desk.ops.book.books import new_book
from rare_desk.ops.book.settings import change_setting
from rare_desk.ops.index.points import daily_prices, exclusions, explain, index_points
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.parties.records import Counterparty
from rare_desk.ops.trades import add_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import counterparty
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids
from tests.core.index.books import Deal, example, expected
from tests.ops.given import add_counterparty, change_counterparty, methodology, put, recomputed, same, trade_of

BOOKS = ("a", "b")


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Book, IndexState]]]:
    folder = tmp_path_factory.mktemp("examples")
    opened = {}
    for name in BOOKS:
        book = new_book(folder / f"{name}.raredesk")
        deals, _ = example(name)
        # Later deals first: the order of entry must not matter.
        put(book, [trade_of(deal) for deal in reversed(deals)])
        opened[name] = book, IndexState.load(book, methodology(name))
    yield opened
    for book, _ in opened.values():
        book.close()


Examples = dict[str, tuple[Book, IndexState]]


@pytest.mark.parametrize("name", BOOKS)
def test_every_exclusion_comes_out_of_the_book_in_order(examples: Examples, name: str) -> None:
    book, state = examples[name]
    found = [(out["deal_no"], out["code"]) for out in exclusions(book, state)["excluded"]]
    assert found == [(row["id"], row["code"]) for row in expected(name, "exclusions")]


@pytest.mark.parametrize("name", BOOKS)
def test_every_daily_price_comes_out_of_the_book(examples: Examples, name: str) -> None:
    found = daily_prices(examples[name][1])["prices"]
    wanted = expected(name, "daily_prices")
    assert [(row["date"], row["product"], row["status"]) for row in found] == [
        (row["date"], row["product"], row["status"]) for row in wanted
    ]
    for row, want in zip(found, wanted, strict=True):
        assert row["price"] == pytest.approx(float(want["price"]), rel=1e-9, abs=6e-7)


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("series", ["composite", "light", "heavy", "PRND-O", "GD-O"])
def test_every_point_comes_out_of_the_book(examples: Examples, name: str, series: str) -> None:
    wanted = [row for row in expected(name, "index") if row["series"] == series]
    told = index_points(examples[name][1], series)
    assert (told["series"], told["methodology"], told["version"], told["base_value"]) == (series, "RD-1", 1, 1000)
    assert [point["date"] for point in told["points"]] == [row["date"] for row in wanted]
    for point, row in zip(told["points"], wanted, strict=True):
        assert point["value"] == row["value"]
        assert point["raw"] == pytest.approx(float(row["raw"]), rel=1e-9)
        assert (point["status"], "+".join(point["reasons"])) == (row["status"], row["reasons"])
        assert (point["coverage"], point["trades"], point["pairs"]) == (
            float(row["coverage"]),
            int(row["trades"]),
            int(row["pairs"]),
        )
        assert point["flags"] == []


@pytest.mark.parametrize("name", BOOKS)
def test_explain_carries_enough_to_recompute_every_value(examples: Examples, name: str) -> None:
    book, state = examples[name]
    for series in ("composite", "heavy", "GD-O"):
        for point in index_points(state, series)["points"][::7]:
            told = explain(book, state, series, dt.date.fromisoformat(point["date"]))
            assert recomputed(told) == pytest.approx(point["raw"], rel=1e-12)
            assert told["point"]["value"] == point["value"]
            used = [trade["deal_no"] for member in told["members"] for trade in member["trades"]]
            assert len(set(used)) == len(used) == point["trades"]


def test_explain_of_a_week_tells_its_days(examples: Examples) -> None:
    book, state = examples["a"]
    point = index_points(state, "composite", "weekly")["points"][3]
    told = explain(book, state, "composite", dt.date.fromisoformat(point["date"]), "weekly")
    values = [float(day["point"]["value"]) for day in told["days"]]
    assert point["raw"] == pytest.approx(sum(values) / len(values), rel=1e-12)
    trades = {trade["id"] for day in told["days"] for member in day["members"] for trade in member["trades"]}
    assert point["trades"] == len(trades)


def test_every_left_out_trade_tells_the_numbers_of_its_rule(examples: Examples) -> None:
    book, state = examples["a"]
    details: dict[str, dict[str, Any]] = {}
    for point in index_points(state, "composite")["points"]:
        told = explain(book, state, "composite", dt.date.fromisoformat(point["date"]))
        details |= {out["deal_no"]: out for out in told["excluded"]}
        assert told["point"]["excluded"] == Counter(out["code"] for out in told["excluded"])
    for out in details.values():
        numbers = out["details"]
        if out["code"] in ("outlier", "unverified"):
            assert numbers["distance"] > numbers["limit"] > 0
            apart = abs(float(out["price"]) / numbers["median"])
            assert max(apart, 1 / apart) == pytest.approx(1 + numbers["distance"] / 100)
        elif out["code"] in ("duplicate", "wash"):
            assert numbers["other"] != out["id"]
        elif out["code"] == "too_small":
            assert numbers["quantity"] < numbers["minimum"]
        else:
            assert numbers == {}


def test_a_week_and_a_day_without_a_point_are_refused(examples: Examples) -> None:
    book, state = examples["a"]
    with pytest.raises(Refused, match="no-point"):
        explain(book, state, "composite", dt.date(2025, 1, 5))
    with pytest.raises(Refused, match="unknown-series"):
        index_points(state, "copper")


def test_a_product_outside_the_weights_has_prices_and_no_points(book: Book) -> None:
    put(book, [trade_of(Deal("2025-03-03", 9000.0, 5.0, "A", "B", "Y-O", key="1"))])
    state = IndexState.load(book)
    assert index_points(state, "Y-O")["points"] == []
    assert [row["price"] for row in daily_prices(state, "Y-O")["prices"]] == [9000.0]


def test_days_may_be_chosen(examples: Examples) -> None:
    state = examples["a"][1]
    first, last = dt.date(2025, 2, 10), dt.date(2025, 2, 14)
    assert len(index_points(state, "composite", first=first, last=last)["points"]) == 5
    assert {row["date"] for row in daily_prices(state, "LA-O", first, first)["prices"]} == {"2025-02-10"}


def test_a_silent_market_shows_up_to_the_day_asked_for_but_not_beyond_today(book: Book) -> None:
    put(book, [trade_of(Deal("2025-03-03", 9000.0, 5.0, "A", "B", key="1"))])
    until = IndexState.load(book, to=dt.date(2025, 4, 30)).computation
    assert until.last_day == dt.date(2025, 4, 30)
    assert daily_prices(IndexState.load(book, to=dt.date(2025, 4, 30)))["prices"][-1]["status"] == "stale"
    far = IndexState.load(book, to=dt.date(2999, 1, 1)).computation.last_day
    assert far is not None
    assert far <= dt.date.today()


def test_a_book_without_trades_has_an_index_without_points(book: Book) -> None:
    state = IndexState.load(book)
    assert index_points(state)["points"] == []
    assert index_points(state, freq="monthly")["points"] == []
    assert daily_prices(state)["prices"] == []
    renewed = state.refresh(book, put(book, [trade_of(Deal("2025-03-03", key="1"))]))
    assert renewed.computation.last_day == dt.date(2025, 3, 3)


def test_every_kind_of_change_renews_to_the_same_index(book: Book) -> None:
    deals, _ = example("a")
    first = put(book, [trade_of(deal) for deal in deals[:400]])
    state = IndexState.load(book, methodology("a"))
    assert first.first_day == dt.date(2025, 1, 2)
    state = state.refresh(book, put(book, [trade_of(deal) for deal in deals[400:]]))
    assert same(state, book)
    own = Trade(
        date=dt.date(2025, 6, 20),
        side=Side.BUY,
        product="PRND-O",
        quantity=Decimal("12.5"),
        price=Decimal("371000"),
        tax_basis=TaxBasis.EXCL,
        counterparty="甲公司",
    )
    state = state.refresh(book, add_trade(book, own, accept_suspect=True))
    assert same(state, book)
    state = state.refresh(book, delete_trades(book, trade_ids(book, TradeFilter(products=("TB-O",)))[:30]))
    assert same(state, book)
    undone = book.undo()
    assert undone is not None
    state = state.refresh(book, undone)
    assert same(state, book)


def test_parties_that_become_related_leave_the_index(book: Book) -> None:
    deals, _ = example("a")
    put(book, [trade_of(deal) for deal in deals])
    state = IndexState.load(book, methodology("a"))
    before = len(state.computation.exclusions())
    for name in ("A", "B"):
        party = counterparty(book, name)
        assert party is not None
        state = state.refresh(book, change_counterparty(book, party.id, Counterparty(name, group_name="one house")))
    assert len(state.computation.exclusions()) > before
    assert same(state, book)


def test_a_desk_that_joins_a_group_is_related_to_its_firms(book: Book) -> None:
    own = Trade(
        date=dt.date(2025, 6, 20), side=Side.BUY, product="PRND-O", quantity=Decimal(3), price=Decimal(371_000),
        counterparty="乙公司",
    )  # fmt: skip
    add_trade(book, own)
    change_setting(book, "desk_name", "甲公司")
    party = counterparty(book, "乙公司")
    assert party is not None
    change_counterparty(book, party.id, Counterparty("乙公司", group_name="G"))
    state = IndexState.load(book)
    assert state.computation.exclusions() == []
    state = state.refresh(book, add_counterparty(book, Counterparty("甲公司", group_name="G")))
    assert [out.code for out in state.computation.exclusions()] == ["related_party"]
    state = state.refresh(book, change_setting(book, "desk_name", ""))
    assert state.computation.exclusions() == []


def test_a_new_party_leaves_the_computation_alone(book: Book) -> None:
    put(book, [trade_of(Deal("2025-03-03", key="1"))])
    state = IndexState.load(book)
    assert state.refresh(book, add_counterparty(book, Counterparty("Z"))).computation is state.computation


def test_the_desk_is_one_party_of_its_own_trades(book: Book) -> None:
    own = Trade(
        date=dt.date(2025, 3, 3),
        side=Side.BUY,
        product="LA-O",
        quantity=Decimal(5),
        price=Decimal(4000),
        tax_basis=TaxBasis.EXCL,
        counterparty="甲公司",
    )
    add_trade(book, own)
    add_trade(book, replace(own, side=Side.SELL, date=dt.date(2025, 3, 4)))
    state = IndexState.load(book)
    assert {out["code"] for out in exclusions(book, state)["excluded"]} == {"wash"}


def test_a_methodology_is_named_or_a_file(book: Book, tmp_path: Path) -> None:
    values = json.loads(Path(methodology("a")).read_text()) | {"name": "RD-1", "version": 7}
    file = tmp_path / "mine.json"
    file.write_text(json.dumps(values))
    assert IndexState.load(book, "RD-1").computation.methodology.version == 1
    assert IndexState.load(book, str(file)).computation.methodology.version == 7
    assert IndexState.load(book).computation.methodology.name == "RD-1"
    for asked, code in (("RD-9", "unknown-methodology"), (str(tmp_path / "no.json"), "methodology-missing")):
        with pytest.raises(Refused, match=code):
            IndexState.load(book, asked)
