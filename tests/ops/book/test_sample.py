"""The sample book: made up where it says so, real where it names a source, the same on every machine."""

import datetime as dt
import runpy
from pathlib import Path

import pytest

from rare_desk import paths
from rare_desk.core.problems import Refused
from rare_desk.core.screening.columns import CODES
from rare_desk.core.trades import Side, Status
from rare_desk.ops.book.books import check
from rare_desk.ops.book.sample import new_sample_book, open_sample, sample_trades
from rare_desk.ops.chart.events import events
from rare_desk.ops.contracts.saved import headline
from rare_desk.ops.exports.listings import quote_rows, trade_rows, wanted
from rare_desk.ops.index.points import index_points
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.life.closing import account, months
from rare_desk.ops.life.dues import due_list, trade_dues
from rare_desk.ops.outlooks.comparison import Asked, compare
from rare_desk.ops.outlooks.expectation import survey
from rare_desk.ops.publication.overview import overview
from rare_desk.ops.trades import delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.index.published_queries import published_indices
from rare_desk.store.reading.life.due_queries import KINDS, dues_of
from rare_desk.store.reading.queries import announced, calculations, setting
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids

A_DAY = dt.date(2026, 10, 26)
"""The Monday after its last trades."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return new_sample_book(tmp_path_factory.mktemp("sample") / "sample.raredesk")


def test_the_committed_trades_are_what_the_script_makes() -> None:
    made = runpy.run_path(str(paths.resources() / "data" / "make_sample.py"))["sample"]()
    assert made.decode() == (paths.resources() / "data" / "sample_trades.csv").read_text(encoding="utf-8")


def test_the_committed_deliveries_and_payments_are_what_their_script_makes() -> None:
    made = runpy.run_path(str(paths.resources() / "data" / "make_dues.py"))["dues"]()
    assert made.decode() == (paths.resources() / "data" / "sample_dues.csv").read_text(encoding="utf-8")


def test_every_trade_says_that_it_is_made_up(sample: Book) -> None:
    rows = trade_rows(sample, wanted())
    assert len(rows) == 1188
    assert all("made up" in row.trade.note for row in rows)
    assert "虚构" in setting(sample, "desk_name")


def test_it_covers_a_year_of_fourteen_products_on_all_sides() -> None:
    trades = list(sample_trades())
    assert (min(t.date for t in trades), max(t.date for t in trades)) == (dt.date(2025, 10, 23), dt.date(2026, 10, 22))
    assert len({trade.product for trade in trades}) == 14
    assert {trade.side.value for trade in trades} == {"buy", "sell", "market"}
    assert {trade.status for trade in trades} == set(Status)


def test_trades_with_deliveries_and_payments_have_the_status_that_follows_from_them(sample: Book) -> None:
    rows = {row.trade.deal_no: row for row in trade_rows(sample, wanted())}
    dues = dues_of(sample, [row.id for row in rows.values()])
    lived = {deal: row for deal, row in rows.items() if dues[row.id].deliveries or dues[row.id].payments}
    assert {row.trade.status for row in lived.values()} == set(Status) - {Status.DRAFT}
    assert all(row.trade.side is not Side.MARKET for row in lived.values())
    for row in lived.values():
        told = trade_dues(sample, row.id, A_DAY)
        assert told is not None
        assert told.contradictions == ()
        assert (row.trade.status is Status.CLOSED) == (told.standing.settled and bool(told.dues.deliveries))
        assert all("made up" in one.due.note for kind in KINDS for one in told.dues.of(kind))


def test_its_first_month_is_closed_and_stands_as_it_was_closed(tmp_path: Path) -> None:
    with new_sample_book(tmp_path / "sample.raredesk") as book:
        found = [(one.line.month, one.line.trades) for one in months(book) if one.closed]
        assert found == [("2025-10", 63)]
        told = account(book, "2025-10")
        assert told.explained
        assert (told.corrections, told.difference) == ((), {})
        assert "made up" in told.month.note
        with pytest.raises(Refused, match="month-closed"):
            delete_trades(book, trade_ids(book, TradeFilter(last=dt.date(2025, 10, 31)))[:1])
        assert check(book.path) == []


def test_one_delivery_is_overdue(sample: Book) -> None:
    late = [one for one in due_list(sample) if one.overdue(A_DAY)]
    assert [(one.trade.trade.deal_no, one.row.kind) for one in late] == [("SL-26-1121", "deliveries")]


def test_real_prices_name_their_sources(sample: Book) -> None:
    quotes = [row.quote for row in quote_rows(sample, None, None, None)]
    assert {quote.source for quote in quotes} == {"USGS", "北方稀土挂牌价", "南方稀土挂牌价"}
    assert all(quote.url or quote.note for quote in quotes)
    assert {price.quarter for price in announced(sample)} >= {"2026Q1", "2026Q4"}


def test_its_calculations_are_the_worked_figures(sample: Book) -> None:
    found = {row.calculator: str(headline(row)) for row in calculations(sample)}
    assert found == {"settlement": "884293.67", "grade": "39745.98"}


def test_it_is_opened_again_as_it_was_left(tmp_path: Path) -> None:
    with open_sample(tmp_path) as first:
        step = first.last_step()
    with open_sample(tmp_path) as again:
        assert again.last_step() == step


def test_some_trades_are_suspect_and_the_index_leaves_trades_out_for_every_reason(sample: Book) -> None:
    assert sum(bool(row.trade.suspect) for row in trade_rows(sample, wanted())) == 4
    state = IndexState.load(sample)
    assert {out.code for out in state.computation.exclusions()} == set(CODES) - {""}


def test_its_composite_has_official_and_indicative_points(sample: Book) -> None:
    points = index_points(IndexState.load(sample))["points"]
    assert len(points) == 240
    assert {point["status"] for point in points} == {"official", "indicative"}
    assert points[-1]["date"] == "2026-10-22"


def test_nothing_of_a_fresh_sample_book_can_be_undone(tmp_path: Path) -> None:
    with new_sample_book(tmp_path / "sample.raredesk") as book:
        assert len(calculations(book)) == 2
        assert book.undo() is None


def test_the_sample_has_an_index_of_others_and_answers_all_said_to_be_made_up(tmp_path: Path) -> None:
    with new_sample_book(tmp_path / "sample.raredesk") as book:
        (index,) = published_indices(book)
        assert "虚构" in index.name
        assert "made up" in index.note
        found = compare(book, IndexState.load(book), "composite", index.name, Asked())
        best = found.measures.best_lag
        assert best is not None
        assert best.lag == 2
        told = survey(book)
        assert len(told.months) == 13
        for month in told.months:
            assert month.composite.value is not None
            for product in month.products:
                assert all("made up" in answer.note for answer in product.answers)


def test_the_sample_has_published_and_one_day_was_restated_and_moved_since(tmp_path: Path) -> None:
    with new_sample_book(tmp_path / "sample.raredesk") as book:
        assert check(book.path) == []
        found = overview(book, None)
        assert {freq for freq, _ in found.vintages.newest} == {"daily", "weekly", "monthly"}
        (moved,) = found.restatable
        assert (moved.vintage.freq, moved.vintage.date) == ("daily", dt.date(2026, 10, 22))
        assert moved.vintage.restates is not None
        assert "虚构" in moved.vintage.reason
        assert {row.named for row in found.causes[moved.vintage.id].rows} == {f"SL-26-{n}" for n in range(1184, 1189)}
        titles = [event.title for event in events(book, "zh") if event.kind in {"note", "publication"}]
        assert any("镨钕" in title for title in titles)
        assert any("重述" in title for title in titles)


def test_its_publications_leave_its_trades_in_the_order_of_the_file(sample: Book) -> None:
    rows = sample.fetch("SELECT deal_no FROM trades ORDER BY id")
    assert [deal for (deal,) in rows] == [trade.deal_no for trade in sample_trades()]
