"""A file that cannot be used is said so in one sentence, with the exit code, and is left as it was."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rare_desk.ops.book.books import new_book
from rare_desk.store.book import Book, BookError
from rare_desk.store.errors import from_sqlite, from_system
from rare_desk.store.file import exclusive, migrations
from rare_desk.words import sentence
from tests.systems import not_on_windows


def refusal(path: Path) -> BookError:
    with pytest.raises(BookError) as refused:
        Book.open(path)
    for language in ("zh", "en"):
        assert sentence(refused.value.problem, "zh" if language == "zh" else "en")
    return refused.value


def closed_book(tmp_path: Path) -> Path:
    path = tmp_path / "desk.raredesk"
    new_book(path).close()
    return path


def alter(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_book_is_set_up_for_safe_writing(book: Book) -> None:
    def pragma(name: str) -> object:
        return book.fetch(f"PRAGMA {name}")[0][0]

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1
    assert pragma("busy_timeout") == 5000
    assert pragma("application_id") == migrations.APPLICATION_ID


def test_every_table_of_a_book_is_strict_and_knows_no_floating_numbers(book: Book) -> None:
    tables = book.fetch("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    own = {str(name): strict for name, strict in tables if not str(name).startswith(("sqlite_", "_sqlite"))}
    assert set(own.values()) == {1}
    for name in own:
        assert not book.fetch(f"SELECT name FROM pragma_table_info('{name}') WHERE type = 'REAL'")
    assert not book.fetch("SELECT name FROM sqlite_schema WHERE type = 'trigger' OR sql LIKE '%CASCADE%'")


def test_a_missing_book(tmp_path: Path) -> None:
    error = refusal(tmp_path / "none.raredesk")
    assert (error.problem.code, error.exit_code) == ("book-missing", 3)
    assert not (tmp_path / "none.raredesk").exists()


@pytest.mark.parametrize("content", [b"", b"deal,date\n1,2026-01-08\n", b"PK\x03\x04" * 400])
def test_a_file_that_is_no_book(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.raredesk"
    path.write_bytes(content)
    assert refusal(path).problem.code == "not-a-book"
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_no_book(tmp_path: Path) -> None:
    path = tmp_path / "x.raredesk"
    alter(path, "CREATE TABLE a (b)")
    before = path.read_bytes()
    assert refusal(path).problem.code == "not-a-book"
    assert path.read_bytes() == before


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    assert refusal(tmp_path).problem.code == "not-a-book"


def test_a_book_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = closed_book(tmp_path)
    alter(path, f"PRAGMA user_version = {migrations.VERSION + 1}")
    error = refusal(path)
    assert (error.problem.code, error.exit_code) == ("book-too-new", 3)


def test_a_damaged_page_is_found_on_opening(tmp_path: Path) -> None:
    path = closed_book(tmp_path)
    content = bytearray(path.read_bytes())
    content[5 * 4096 : 6 * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    assert refusal(path).problem.code == "book-damaged"
    assert path.read_bytes() == bytes(content)


def test_a_truncated_book_is_found_on_opening(tmp_path: Path) -> None:
    path = closed_book(tmp_path)
    path.write_bytes(path.read_bytes()[: 10 * 4096 + 17])
    assert refusal(path).problem.code == "book-damaged"


def test_a_new_book_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    with pytest.raises(BookError) as refused:
        new_book(path)
    assert refused.value.problem.code == "book-exists"
    assert path.read_text() == "mine"


def test_a_new_book_in_no_folder_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BookError) as refused:
        new_book(tmp_path / "none" / "desk.raredesk")
    assert refused.value.problem.code == "book-unreachable"
    assert list(tmp_path.iterdir()) == []


def test_another_program_that_writes_too_long_is_exit_code_4(book: Book) -> None:
    other = sqlite3.connect(book.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    book.patience = 0.05
    with pytest.raises(BookError) as refused, book.step("counterparty-added", name="A"):
        pass
    other.close()
    assert (refused.value.problem.code, refused.value.exit_code) == ("book-busy", 4)


def test_a_book_that_is_being_restored_names_who_does_it(tmp_path: Path) -> None:
    path = closed_book(tmp_path)
    with exclusive.exclusive(path):
        error = refusal(path)
    assert (error.problem.code, error.exit_code) == ("book-held", 4)
    assert str(os.getpid()) in sentence(error.problem, "en")
    Book.open(path).close()


def test_a_book_opened_for_viewing_refuses_to_be_written(tmp_path: Path) -> None:
    path = closed_book(tmp_path)
    before = path.read_bytes()
    with Book.open(path, read_only=True) as book:
        assert book.read_only
        for write in (lambda: book.step("counterparty-added", name="A").__enter__(), book.undo, book.redo):
            with pytest.raises(BookError) as refused:
                write()
            assert refused.value.problem.code == "book-read-only"
        with pytest.raises(BookError):
            book.fetch("DELETE FROM products")
    assert path.read_bytes() == before


VIEWER = """
import os, sys
from pathlib import Path
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import catalogue
if os.getuid() == 0:
    os.setuid(65534)
with Book.open(Path(sys.argv[1])) as book:
    print(book.read_only, len(list(catalogue(book))))
"""


@not_on_windows("folders are made read-only by other means there")
def test_a_book_in_a_read_only_place_can_be_viewed_and_nothing_is_made_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "cd"
    place.mkdir()
    shutil.copy(closed_book(tmp_path), place / "desk.raredesk")
    for folder in (tmp_path, *tmp_path.parents):
        if not folder.stat().st_mode & 0o001:
            folder.chmod(0o755)
    place.chmod(0o555)
    viewed = subprocess.run(
        [sys.executable, "-c", VIEWER, str(place / "desk.raredesk")], capture_output=True, text=True, check=False
    )
    place.chmod(0o755)
    assert viewed.stdout.split() == ["True", "38"], viewed.stderr
    assert [file.name for file in place.iterdir()] == ["desk.raredesk"]


def test_a_full_disk_is_said_and_the_book_is_as_it_was(book: Book) -> None:
    pages = book.number("PRAGMA page_count")
    book.connection.execute(f"PRAGMA max_page_count = {pages}")
    last = book.last_step()
    with pytest.raises(BookError) as refused:
        fill(book)
    assert (refused.value.problem.code, refused.value.exit_code) == ("disk-full", 3)
    assert book.last_step() == last
    book.connection.execute("PRAGMA max_page_count = 1000000")
    fill(book)


def fill(book: Book) -> None:
    with book.step("imported", files="x", count="5000") as step:
        step.insert_many("counterparties", [{"name": f"{n}", "note": "x" * 500} for n in range(5000)])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (sqlite3.OperationalError("disk I/O error"), "book-unreachable"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "book-read-only"),
        (sqlite3.OperationalError("locking protocol"), "book-busy"),
        (sqlite3.DatabaseError("database disk image is malformed"), "book-damaged"),
    ],
)
def test_what_sqlite_says_becomes_a_sentence(error: sqlite3.Error, code: str) -> None:
    said = from_sqlite(error, Path("a.raredesk"))
    assert said is not None
    assert said.problem.code == code


def test_our_own_faults_stay_exceptions(book: Book) -> None:
    with pytest.raises(sqlite3.OperationalError):
        book.fetch("SELECT nothing FROM nowhere")
    assert from_sqlite(sqlite3.IntegrityError("UNIQUE constraint failed"), book.path) is None


def test_what_the_system_says_becomes_a_sentence() -> None:
    assert from_system(OSError(28, "no space"), Path("a")).problem.code == "disk-full"
    assert from_system(PermissionError(13, "no"), Path("a")).problem.code == "book-read-only"
    assert from_system(OSError(5, "input/output error"), Path("a")).problem.code == "book-unreachable"


def test_viewing_leaves_no_files_behind(tmp_path: Path) -> None:
    path = closed_book(tmp_path)
    with Book.open(path, read_only=True) as book, book.reader() as reader:
        assert reader.last_step() == 1
    assert [file.name for file in tmp_path.iterdir()] == ["desk.raredesk"]
