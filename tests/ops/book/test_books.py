"""A new book has what every desk needs, and is open in an instant."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rare_desk.ops.book import books, shipped
from rare_desk.ops.history import journal
from rare_desk.ops.trades import add_trade, change_trade
from rare_desk.store.book import Book, BookError
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import trade_ids, trade_page
from rare_desk.words import has
from tests.ops.given import BUY, TODAY


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with books.new_book(tmp_path / "desk.raredesk", desk="甲稀土") as opened:
        yield opened


def test_a_new_book_knows_the_shipped_data(book: Book) -> None:
    assert list(queries.catalogue(book)) == list(shipped.catalogue())
    assert queries.announced(book) == shipped.announced_prices()
    assert queries.non_trading_days(book) == {day for day, _, _ in shipped.non_trading_days()}
    assert max(day.date.year for day in queries.named_non_trading_days(book) if not day.estimated) == 2026
    assert queries.setting(book, "desk_name") == "甲稀土"
    assert len(queries.settings(book)["desk_id"]) == 36
    assert trade_ids(book) == []


def test_a_new_book_has_the_shipped_methodology(book: Book) -> None:
    kept = [row.definition for row in queries.methodologies(book)]
    assert kept == [text for text in [shipped.default_methodology()] if text is not None]


def test_what_a_book_begins_with_cannot_be_undone(book: Book) -> None:
    assert journal.undo(book) is None
    assert journal.redo(book) is None
    (begun,) = journal.history(book)
    assert (begun.label, begun.kind, begun.details) == ("book-created", "start", {"name": "desk"})


def test_a_book_opens_for_writing_or_for_viewing(book: Book) -> None:
    with books.open_book(book.path) as again, books.open_book(book.path, read_only=True) as viewed:
        assert (again.read_only, viewed.read_only) == (False, True)
        add_trade(again, BUY, today=TODAY)
        assert len(trade_ids(viewed)) == 1
        with pytest.raises(BookError):
            add_trade(viewed, BUY, today=TODAY)


def test_the_journal_lists_who_did_what_and_every_label_has_words(book: Book) -> None:
    add_trade(book, BUY, today=TODAY)
    book.undo()
    book.redo()
    steps = journal.history(book)
    assert [(step.kind, step.target) for step in steps] == [("redo", 2), ("undo", 2), ("do", None), ("start", None)]
    assert all(has(f"steps.{step.label}") for step in steps)
    assert steps[0].details == {"what": "HT-1"}
    assert abs(dt.datetime.fromisoformat(steps[0].at) - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    assert [step.id for step in journal.history(book, 2)] == [4, 3]


def test_the_history_of_a_row_shows_each_of_its_versions(book: Book) -> None:
    add_trade(book, BUY, today=TODAY)
    (row,) = trade_page(book)
    change_trade(book, row.id, replace(row.trade, note="n"), today=TODAY)
    first, second = journal.row_history(book, "trades", row.id)
    assert first.before is None
    assert first.after is not None
    assert second.before is not None
    assert second.after is not None
    assert (first.after["note"], second.before["note"], second.after["note"]) == ("", "", "n")
    assert second.step.label == "trade-changed"
