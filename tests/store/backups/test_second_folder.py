"""Backups in a second folder: carried there, thinned out, locked if wanted. Each kind of backup is restored."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rare_desk.ops.book import books
from rare_desk.store.backups import making, second, verifying
from rare_desk.store.book import Book, BookError
from rare_desk.store.file import locked, migrations
from rare_desk.store.reading.queries import counterparties
from tests.store.backups.test_backups import grown_old, made
from tests.store.test_steps import add_party


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    there = tmp_path / "第二 folder"
    there.mkdir()
    second.choose(str(there))
    yield there
    second.settled()
    second.choose("")


def carried(folder: Path) -> list[Path]:
    second.settled()
    return sorted(folder.glob("*/*"))


def test_the_daily_backup_is_carried_to_the_second_folder(book: Book, folder: Path) -> None:
    grown_old(book)
    add_party(book, "A")
    (there,), (beside,) = carried(folder), made(book)
    assert there.name == beside.name
    assert there.read_bytes() == beside.read_bytes()
    assert there.parent.name.startswith("desk.raredesk-")
    assert second.trouble() is None


def test_with_a_password_only_the_copies_there_are_locked(book: Book, folder: Path) -> None:
    second.choose(str(folder), locked.new_lock("geheim").text())
    books.carry(books.backup(book.path), book.path)
    (there,), (beside,) = carried(folder), made(book)
    assert (there.name, locked.is_locked(there), locked.is_locked(beside)) == (beside.name + ".locked", True, False)
    restored = books.restore(there, folder / "new.raredesk", "geheim")
    assert books.check(restored) == []


def test_a_second_folder_that_is_away_holds_nothing_up_and_is_told(book: Book, folder: Path) -> None:
    folder.rmdir()
    grown_old(book)
    add_party(book, "A")
    second.settled()
    trouble = second.trouble()
    assert trouble is not None
    assert trouble.code == "second-folder-missing"
    assert len(made(book)) == 1
    with pytest.raises(BookError):
        books.carry(made(book)[0], book.path)


def test_a_second_folder_into_which_nothing_can_be_written_is_not_called_a_book(book: Book, folder: Path) -> None:
    with closing(sqlite3.connect(book.path)) as connection:
        own = second.place(connection, book.path, second.Second(folder, None))
    own.write_text("in its place", encoding="utf-8")
    copy = books.backup(book.path)
    with pytest.raises(BookError) as refused:
        books.carry(copy, book.path)
    assert refused.value.problem.code == "second-folder-unwritable"
    assert own.read_text(encoding="utf-8") == "in its place"
    assert books.check(copy) == []


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "y/" * 3000, "\u202egpj"])
def test_a_second_folder_of_a_name_that_none_can_have_is_told(book: Book, tmp_path: Path, name: str) -> None:
    second.choose(str(tmp_path / name))
    grown_old(book)
    add_party(book, "A")
    second.settled()
    trouble = second.trouble()
    assert trouble is not None
    assert trouble.code == "second-folder-missing"
    assert len(made(book)) == 1


@pytest.mark.parametrize("value", ['"../../../x"', '"\\\\host\\x"', '""', "[]"])
def test_a_hostile_name_of_a_desk_leads_to_no_other_folder(book: Book, folder: Path, value: str) -> None:
    backup = books.backup(book.path)
    before = {one.name for one in folder.parent.iterdir()}
    with closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute("UPDATE settings SET value = ? WHERE name = 'desk_id'", (value,))
    with pytest.raises(BookError):
        books.carry(backup, book.path)
    assert {one.name for one in folder.parent.iterdir()} == before
    assert list(folder.glob("**/*.raredesk")) == []


def test_a_copy_that_did_not_come_there_as_it_was_is_told_and_not_kept(
    book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = shutil.copyfile

    def losing_a_bit(source: Path, target: Path) -> None:
        copied(source, target)
        said = bytearray(target.read_bytes())
        said[-1] ^= 1
        target.write_bytes(said)

    monkeypatch.setattr(shutil, "copyfile", losing_a_bit)
    with pytest.raises(BookError) as refused:
        books.carry(books.backup(book.path), book.path)
    assert refused.value.problem.code == "backup-unsound"
    assert carried(folder) == []


def test_two_books_of_one_name_do_not_thin_each_other_out(book: Book, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    books.new_book(tmp_path / "other" / book.path.name).close()
    for path in (book.path, tmp_path / "other" / book.path.name):
        for _ in range(11):
            books.carry(books.backup(path), path)
    assert sorted(len(list(own.iterdir())) for own in folder.iterdir()) == [10, 10]


def before_update(book: Book, monkeypatch: pytest.MonkeyPatch) -> Path:
    until_now = migrations.VERSION
    monkeypatch.setattr(migrations, "VERSION", until_now + 1)
    monkeypatch.setattr(
        migrations, "migrate", lambda connection: connection.execute(f"PRAGMA user_version = {until_now + 1}")
    )
    Book.open(book.path).close()
    monkeypatch.undo()
    (kept,) = made(book)
    return kept


def daily(book: Book, _: pytest.MonkeyPatch) -> Path:
    return making.back_up(book.connection, book.path, "daily")


def monthly(book: Book, _: pytest.MonkeyPatch) -> Path:
    """The last of its month, older than the ten latest."""
    first = books.backup(book.path)
    old = first.rename(first.with_name(f"{dt.date.today().year - 1}0131-120000-000000-daily.raredesk"))
    for _n in range(11):
        books.backup(book.path)
    assert len(made(book)) == 11
    return old


def asked(book: Book, _: pytest.MonkeyPatch) -> Path:
    return books.backup(book.path)


def asked_elsewhere(book: Book, _: pytest.MonkeyPatch) -> Path:
    return books.backup(book.path, book.path.with_name("elsewhere.raredesk"))


def in_the_second_folder(book: Book, _: pytest.MonkeyPatch) -> Path:
    there = book.path.parent / "second"
    there.mkdir()
    second.choose(str(there))
    out = books.carry(books.backup(book.path), book.path)
    second.choose("")
    assert out is not None
    return out


def before_restore(book: Book, _: pytest.MonkeyPatch) -> Path:
    books.restore(books.backup(book.path, book.path.with_name("copy.raredesk")), book.path)
    (kept,) = [file for file in made(book) if "before-restore" in file.name]
    return kept


KINDS = (daily, monthly, asked, asked_elsewhere, in_the_second_folder, before_update, before_restore)


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_every_kind_of_backup_is_restored_over_the_book_and_beside_it(
    make: Callable[[Book, pytest.MonkeyPatch], Path], book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    add_party(book, "A")
    backup = make(book, monkeypatch)
    add_party(book, "B")
    for out in (tmp_path / "new.raredesk", book.path):
        books.restore(backup, out)
        assert books.check(out) == []
        with Book.open(out) as again:
            assert [party.name for party in counterparties(again)] == ["A"]
            add_party(again, "C")
            again.undo()
            again.undo()
            assert counterparties(again) == []


def test_a_copy_that_is_not_what_was_written_is_found_and_removed(
    book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    add_party(book, "A")
    poured = making.pour

    def losing_a_row(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        poured(source, target)
        target.execute("DELETE FROM counterparties")

    monkeypatch.setattr(making, "pour", losing_a_row)
    assert_refused_and_removed(book, tmp_path / "copy.raredesk")


def assert_refused_and_removed(book: Book, out: Path) -> None:
    with pytest.raises(BookError) as refused:
        books.backup(book.path, out)
    assert refused.value.problem.code == "backup-unsound"
    assert list(out.parent.glob("copy*")) == []


def test_a_copy_whose_pages_did_not_come_to_the_disk_whole_is_removed_though_its_counts_are_right(
    book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    add_party(book, "A")
    poured = making.pour

    def spoiling_a_page(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        poured(source, target)
        ((_, _, file),) = target.execute("PRAGMA database_list")
        ((page,),) = target.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'counterparties'")
        said = bytearray(Path(file).read_bytes())
        said[(page - 1) * 4096 + 8 : (page - 1) * 4096 + 10] = b"\xff\xff"  # where on it the first row is
        Path(file).write_bytes(said)

    monkeypatch.setattr(making, "pour", spoiling_a_page)
    assert_refused_and_removed(book, tmp_path / "copy.raredesk")


def test_a_copy_with_damaged_pages_is_found(book: Book, tmp_path: Path) -> None:
    out = books.backup(book.path, tmp_path / "copy.raredesk")
    said = bytearray(out.read_bytes())
    said[8 * 4096 : 9 * 4096] = b"\xaa" * 4096
    out.write_bytes(said)
    with pytest.raises(BookError):
        verifying.verify_pages(out)


def test_a_daily_backup_whose_pages_are_found_damaged_is_removed_and_told(book: Book, tmp_path: Path) -> None:
    out = books.backup(book.path)
    said = bytearray(out.read_bytes())
    said[8 * 4096 : 9 * 4096] = b"\xaa" * 4096
    out.write_bytes(said)
    second.carry_later(out, book.path)
    second.settled()
    trouble = second.trouble()
    second.choose("")
    assert trouble is not None
    assert trouble.code == "backup-unsound"
    assert not out.exists()


def test_a_backup_counts_one_state_while_others_write(book: Book, tmp_path: Path) -> None:
    add_party(book, "A")
    with book.reader() as reader, Book.open(book.path) as other:
        reader.connection.execute("BEGIN")
        before = verifying.counts(reader.connection)
        add_party(other, "B")
        making.copy(reader.connection, tmp_path / "copy.raredesk")
        reader.connection.execute("COMMIT")
    verifying.verify(tmp_path / "copy.raredesk", before)
