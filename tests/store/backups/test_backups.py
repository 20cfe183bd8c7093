"""Backups lie beside the book, whole, and are thinned out."""

import datetime as dt
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rare_desk.ops.book import books
from rare_desk.ops.book.keeping import back_up_ahead
from rare_desk.store.backups import making
from rare_desk.store.book import Book, BookError
from rare_desk.store.file import drives, migrations
from rare_desk.store.reading.queries import counterparties
from tests.store.test_steps import add_party

PATIENCE = 20


def grown_old(book: Book) -> None:
    """As if it had been begun last year."""
    book.connection.execute("UPDATE steps SET at = '2025-01-01T00:00:00+00:00' WHERE id = 1")


def made(book: Book) -> list[Path]:
    return sorted(making.folder(book.path).glob("*"))


def test_a_new_book_needs_no_backup_on_its_first_day(book: Book) -> None:
    add_party(book, "A")
    assert made(book) == []


def test_the_first_change_of_a_day_is_preceded_by_a_backup(book: Book) -> None:
    grown_old(book)
    add_party(book, "A")
    add_party(book, "B")
    (only,) = made(book)
    with Book.open(only) as copy:
        assert counterparties(copy) == []
    with Book.open(book.path) as again:
        add_party(again, "C")
    assert made(book) == [only]


def test_a_backup_made_ahead_is_the_one_before_the_first_change(book: Book) -> None:
    grown_old(book)
    with book.reader() as reader:
        back_up_ahead(reader)
    (only,) = made(book)
    add_party(book, "A")
    assert made(book) == [only]
    with Book.open(only) as copy:
        assert counterparties(copy) == []


def test_none_is_made_ahead_of_a_day_where_nothing_has_come_since_the_newest(book: Book) -> None:
    add_party(book, "A")
    grown_old(book)
    books.backup(book.path)
    (only,) = made(book)
    kept = only.rename(only.with_name(f"20250102-120000-000000-asked{only.suffix}"))
    back_up_ahead(book)
    assert made(book) == [kept]
    with Book.open(book.path) as again:
        add_party(again, "B")
    assert len(made(book)) == 2
    with Book.open(made(book)[-1]) as copy:
        assert [party.name for party in counterparties(copy)] == ["A"]


def test_a_newest_one_that_cannot_be_read_does_not_count(book: Book) -> None:
    grown_old(book)
    making.folder(book.path).mkdir()
    (making.folder(book.path) / "20250102-120000-000000-daily.raredesk").write_bytes(b"no book")
    back_up_ahead(book)
    assert len(made(book)) == 2


def test_a_change_waits_for_the_backup_that_is_being_made_ahead(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    grown_old(book)
    begun, go_on = threading.Event(), threading.Event()
    pour = making.pour

    def slowly(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        begun.set()
        assert go_on.wait(PATIENCE)
        pour(source, target)

    monkeypatch.setattr(making, "pour", slowly)
    with book.reader() as reader, ThreadPoolExecutor(2) as pool:
        ahead = pool.submit(back_up_ahead, reader)
        assert begun.wait(PATIENCE)
        change = pool.submit(add_party, book, "A")
        assert not change.done()
        assert reader.last_step() == 1
        go_on.set()
        ahead.result(PATIENCE)
        change.result(PATIENCE)
    (only,) = made(book)
    with Book.open(only) as copy:
        assert counterparties(copy) == []
    assert [party.name for party in counterparties(book)] == ["A"]


def test_a_book_that_cannot_be_backed_up_is_not_changed(book: Book) -> None:
    grown_old(book)
    making.folder(book.path).write_text("a file where the folder should be")
    for change in (lambda: add_party(book, "A"), lambda: books.backup(book.path)):
        with pytest.raises(BookError) as refused:
            change()
        assert refused.value.problem.code == "backups-no-folder"
    assert counterparties(book) == []


def test_the_ten_latest_and_one_a_month_are_kept(book: Book) -> None:
    place = making.folder(book.path)
    place.mkdir()
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=5 * n) for n in range(40)]
    for day in days:
        (place / f"{day:%Y%m%d}-120000-daily.raredesk").write_text("x")
    making.back_up(book.connection, book.path, "asked")
    kept = [file.name[:8] for file in made(book)]
    assert kept[-1] == f"{dt.date.today():%Y%m%d}"
    assert kept[-10:-1] == [f"{day:%Y%m%d}" for day in days[-9:]]
    assert kept[:-10] == ["20250131", "20250225", "20250327", "20250426", "20250531"]


def test_a_copy_of_an_open_book_holds_what_was_written_last(book: Book, tmp_path: Path) -> None:
    add_party(book, "A")
    out = books.backup(book.path, tmp_path / "copy.raredesk")
    assert [file.name for file in tmp_path.glob("copy*")] == ["copy.raredesk"]
    with Book.open(out) as copy:
        assert [party.name for party in counterparties(copy)] == ["A"]
        assert copy.undo_label() == ("counterparty-added", {"name": "A"})
    with pytest.raises(BookError):
        books.backup(book.path, out)


def test_a_backup_without_a_place_goes_into_the_folder(book: Book) -> None:
    out = books.backup(book.path)
    assert out.parent == making.folder(book.path)
    assert books.check(out) == []


def test_a_backup_is_restored_over_a_book_that_is_kept_as_a_backup_itself(book: Book, tmp_path: Path) -> None:
    add_party(book, "A")
    copy = books.backup(book.path, tmp_path / "copy.raredesk")
    add_party(book, "B")
    assert books.restore(copy, book.path) == book.path
    assert [party.name for party in counterparties(book)] == ["A"]
    (kept,) = made(book)
    with Book.open(kept, read_only=True) as before:
        assert [party.name for party in counterparties(before)] == ["A", "B"]
    add_party(book, "C")
    assert books.check(book.path) == []


def test_a_window_that_was_ahead_of_a_restored_book_hears_that_everything_changed(book: Book, tmp_path: Path) -> None:
    copy = books.backup(book.path, tmp_path / "copy.raredesk")
    add_party(book, "A")
    with book.reader() as window:
        known, version = window.last_step(), window.data_version()
        books.restore(copy, book.path)
        assert window.data_version() != version
        changes = window.changes_since(known)
        assert changes.step == window.last_step() < known
    assert "trades" in changes.tables
    assert "PRND-O" in changes.products
    assert changes.first_day is None


def test_a_backup_is_restored_to_a_new_place(book: Book, tmp_path: Path) -> None:
    add_party(book, "A")
    out = books.restore(books.backup(book.path), tmp_path / "new.raredesk")
    with Book.open(out) as again:
        add_party(again, "B")
    assert books.check(out) == []


def test_a_damaged_book_is_overwritten_by_its_backup_and_set_aside(book: Book, tmp_path: Path) -> None:
    copy = books.backup(book.path, tmp_path / "copy.raredesk")
    book.close()
    book.path.write_bytes(b"\x00" * 5000)
    books.restore(copy, book.path)
    with Book.open(book.path) as again:
        assert counterparties(again) == []
    (aside,) = made(book)
    assert aside.read_bytes() == b"\x00" * 5000


def test_what_is_no_backup_is_not_restored(book: Book, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("no")
    with pytest.raises(BookError):
        books.restore(tmp_path / "x", book.path)
    assert books.check(book.path) == []


@pytest.mark.parametrize("network", [False, True])
def test_an_older_book_is_backed_up_before_it_is_brought_up_to_date(
    book: Book, monkeypatch: pytest.MonkeyPatch, network: bool
) -> None:
    monkeypatch.setattr(drives, "on_network", lambda _: network)
    add_party(book, "A")
    book.close()

    until_now = migrations.migrate

    def migrate(connection: sqlite3.Connection) -> None:
        if not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
            until_now(connection)
        connection.execute("ALTER TABLE counterparties ADD COLUMN city TEXT NOT NULL DEFAULT ''")
        connection.execute(f"PRAGMA user_version = {migrations.VERSION}")

    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    monkeypatch.setattr(migrations, "migrate", migrate)
    with Book.open(book.path) as newer:
        (kept,) = made(book)
        assert "before-update" in kept.name
        newer.undo()
        newer.redo()
        assert [party.name for party in counterparties(newer)] == ["A"]
    assert books.check(book.path) == []
