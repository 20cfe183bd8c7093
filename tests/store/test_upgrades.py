"""Books of earlier versions of the program: opened, brought up to date, and what they say is the same."""

import csv
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rare_desk.ops.book.books import new_book
from rare_desk.ops.contracts.deposits import own_names
from rare_desk.ops.contracts.saved import trades_of
from rare_desk.ops.index.points import index_points
from rare_desk.ops.index.state import IndexState
from rare_desk.store import checking
from rare_desk.store.book import Book
from rare_desk.store.file import migrations
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import trade_ids

FIGURES = Path(__file__).parents[1] / "data" / "books" / "figures.csv"
"""What `rare-desk index --json` of the program of each version said of its book."""
OLDER = sorted((Path(__file__).parents[1] / "data" / "books").glob("version-*.raredesk"))
LEDGER = (
    "deliveries", "payments", "attachments", "closed_months", "corrections", "counterparty_aliases",
    "counterparty_defaults", "saved_views",
)  # fmt: skip


@pytest.fixture(params=OLDER, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "older.raredesk"))


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def schema(path: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"))


def test_there_is_a_book_of_every_earlier_version() -> None:
    assert [version(path) for path in OLDER] == list(range(1, migrations.VERSION))


def test_an_older_book_gets_the_tables_of_a_new_one_and_keeps_its_records(older: Path, tmp_path: Path) -> None:
    with Book.open(older) as book:
        assert len(trade_ids(book)) == 330
        assert book.undo_label() is not None
    assert version(older) == migrations.VERSION
    new_book(tmp_path / "new.raredesk").close()
    assert schema(older) == schema(tmp_path / "new.raredesk")
    assert checking.check(older) == []


def test_an_older_book_that_is_only_viewed_stays_as_it_is_and_shows_the_same_index(older: Path) -> None:
    with Book.open(older, read_only=True) as viewed:
        before = index_points(IndexState.load(viewed))
        with viewed.reader() as second:
            assert [queries.records(second, f"SELECT * FROM {name}") for name in LEDGER] == [[]] * len(LEDGER)
    assert version(older) < migrations.VERSION
    assert before["points"]
    with Book.open(older) as book:
        assert index_points(IndexState.load(book)) == before


def test_an_older_book_has_the_figures_that_the_program_of_its_time_gave(older: Path) -> None:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))
    with Book.open(older) as book:
        found = index_points(IndexState.load(book))["points"]
    assert [{name: str(point[name]) for name in ("date", "value", "status")} for point in found] == given


@pytest.mark.parametrize("path", OLDER[:2], ids=lambda path: path.stem)
def test_a_book_of_before_the_contracts_is_viewed_without_any(path: Path, tmp_path: Path) -> None:
    with Book.open(Path(shutil.copy(path, tmp_path / "older.raredesk")), read_only=True) as viewed:
        assert queries.records(viewed, "SELECT * FROM deposits") == []
        assert queries.records(viewed, "SELECT * FROM calculation_trades") == []
        assert all((row.version, row.status) == (1, "draft") for row in queries.calculations(viewed))


def test_a_book_of_before_the_ledger_keeps_its_contracts(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLDER[2], tmp_path / "older.raredesk"))
    for read_only in (True, False):
        with Book.open(path, read_only=read_only) as book:
            agreed = [row.id for row in queries.calculations(book) if row.status == "agreed"]
            assert [linked.id for linked in trades_of(book, agreed[0])] == [1, 2]
            assert own_names(book) == {"Bayan Obo"}
