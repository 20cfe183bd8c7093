"""Files under a password: what goes out comes back to the byte, by its password alone."""

from pathlib import Path

import pytest

from rare_desk.core.problems import Refused
from rare_desk.ops.book import books, locking
from rare_desk.ops.exports import export
from rare_desk.store.book import Book, BookError
from tests.store.test_steps import add_party

PASSWORD = " 包钢 17 "


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
def test_an_export_comes_back_by_its_password_alone(book: Book, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"journal.{ending}.locked"
    add_party(book, "SECRETFIRM")
    written: list[bytes] = []

    def write(plain: Path) -> None:
        export(book, "journal", plain)
        written.append(plain.read_bytes())

    locking.write_locked(out, PASSWORD, write)
    assert locking.is_locked(out)
    assert b"counterparty" not in out.read_bytes()
    with pytest.raises(BookError) as refused:
        locking.unlock(out, tmp_path / "wrong", PASSWORD.strip())
    assert refused.value.problem.code == "wrong-password"
    assert locking.unlock(out, locking.inner(out), PASSWORD).read_bytes() == written[0]
    assert sorted(file.name for file in tmp_path.glob("journal*")) == [f"journal.{ending}", out.name]
    assert not (tmp_path / "wrong").exists()


def test_a_locked_copy_of_the_whole_book_opens_elsewhere(book: Book, tmp_path: Path) -> None:
    add_party(book, "A")
    out = tmp_path / "copy.raredesk.locked"
    locking.write_locked(out, PASSWORD, lambda plain: books.backup(book.path, plain))
    books.restore(out, tmp_path / "there.raredesk", PASSWORD)
    assert books.check(tmp_path / "there.raredesk") == []
    with Book.open(tmp_path / "there.raredesk") as there:
        assert there.fetch("SELECT name FROM counterparties") == [("A",)]


def test_a_file_that_stands_there_is_kept_and_a_failed_write_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "a.csv.locked"
    locking.write_locked(out, PASSWORD, lambda plain: plain.write_bytes(b"first"))
    with pytest.raises(ZeroDivisionError):
        locking.write_locked(out, PASSWORD, lambda plain: 1 // 0)
    (tmp_path / "a.csv").write_bytes(b"mine")
    with pytest.raises(Refused) as refused:
        locking.unlock(out, tmp_path / "a.csv", PASSWORD)
    assert [one.code for one in refused.value.problems] == ["unlocked-exists"]
    assert (tmp_path / "a.csv").read_bytes() == b"mine"
    assert locking.unlock(out, tmp_path / "a.csv", PASSWORD, overwrite=True).read_bytes() == b"first"


def test_what_is_not_locked_and_an_empty_password_are_refused(tmp_path: Path) -> None:
    (tmp_path / "plain.csv").write_bytes(b"1,2")
    with pytest.raises(Refused) as refused:
        locking.unlock(tmp_path / "plain.csv", tmp_path / "out", PASSWORD)
    assert [one.code for one in refused.value.problems] == ["not-locked"]
    with pytest.raises(Refused):
        locking.write_locked(tmp_path / "a.locked", "", lambda plain: plain.write_bytes(b""))
    assert not (tmp_path / "a.locked").exists()
