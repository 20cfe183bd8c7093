"""A book that somebody has built traps into is not opened and stays as it is; `check` says what is in it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rare_desk.store import checking
from rare_desk.store.book import Book, BookError
from rare_desk.words import sentence
from tests.store.test_steps import add_party
from tests.systems import is_open

TRAPS = {
    "trigger": "CREATE TRIGGER sly AFTER INSERT ON trades BEGIN UPDATE trades SET price = 1; END",
    "view": "CREATE VIEW sly AS SELECT 1",
    "endless view": "DROP TABLE saved_views; CREATE VIEW saved_views AS WITH RECURSIVE n(id) AS"
    " (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, '' AS uuid, '' AS page, '' AS name, '' AS view FROM n",
    "endless journal": "DROP TABLE changes; DROP TABLE steps; CREATE VIEW steps AS WITH RECURSIVE n(id) AS"
    " (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n",
    "virtual table": "CREATE VIRTUAL TABLE sly USING fts5(x)",
    "computed column": "ALTER TABLE events ADD COLUMN sly BLOB AS (zeroblob(900000000))",
    "computing index": "CREATE INDEX sly ON trades (hex(zeroblob(400000000)))",
    "table that holds on": "CREATE TABLE sly (party REFERENCES counterparties (id) ON DELETE CASCADE)",
    "column gone": "ALTER TABLE counterparties DROP COLUMN note",
    "table gone": "DROP TABLE events",
}


def trapped(book: Book, statements: str) -> Path:
    add_party(book, "A")
    book.close()
    with closing(sqlite3.connect(book.path)) as connection:
        connection.executescript(f"PRAGMA foreign_keys = OFF; {statements}; PRAGMA journal_mode = DELETE")
    return book.path


@pytest.mark.parametrize("trap", TRAPS)
def test_a_book_with_a_trap_is_refused_in_a_sentence_and_left_as_it_is(book: Book, trap: str) -> None:
    path = trapped(book, TRAPS[trap])
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(BookError) as refused:
            Book.open(path, read_only=read_only)
        assert refused.value.problem.code == "book-altered"
        assert path.name in sentence(refused.value.problem, "zh")
    found = checking.check(path)
    assert {one.code for one in found} & {"check-schema", "check-page"}
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir() if one.name != path.name] == []


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_book_with_a_trap_is_not_brought_up_to_date(tmp_path: Path, version: int) -> None:
    own = Path(__file__).parents[1] / "data" / "books" / f"version-{version}.raredesk"
    path = Path(shutil.copy(own, tmp_path / "b.raredesk"))
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE INDEX sly ON trades (length(note) * 2)")
    with pytest.raises(BookError) as refused:
        Book.open(path)
    assert refused.value.problem.code == "book-altered"
    assert [one.code for one in checking.check(path)] == ["book-altered"]
    assert not (tmp_path / "b.raredesk-backups").exists()


@pytest.mark.parametrize(("place", "byte", "code"), [(47, 99, "book-damaged"), (16, 1, "not-a-book")])
def test_a_head_of_the_file_that_no_program_writes_is_told(book: Book, place: int, byte: int, code: str) -> None:
    path = trapped(book, "")
    data = bytearray(path.read_bytes())
    data[place] = byte
    path.write_bytes(data)
    for act in (Book.open, checking.check):
        with pytest.raises(BookError) as refused:
            act(path)
        assert refused.value.problem.code == code


def test_a_book_whose_damage_is_no_text_is_let_go_of_when_it_is_refused(book: Book) -> None:
    path = trapped(
        book,
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET name = CAST(x'fa' AS TEXT), sql = 'CREATE TABLE'"
        " WHERE name = 'events'",
    )
    for use in (Book.open, lambda found: Book.open(found, read_only=True), checking.check):
        with pytest.raises(BookError) as refused:
            use(path)
        assert refused.value.problem.code == "book-damaged"
        assert not is_open(path), "while the refusal is shown the user wants to move the file away"
