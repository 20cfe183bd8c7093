"""A locked backup opens with its password alone, and says when it is not what was written."""

from pathlib import Path

import pytest

from rare_desk.ops.book import books
from rare_desk.store.book import Book, BookError
from rare_desk.store.file import locked
from rare_desk.store.reading.queries import counterparties
from tests.store.test_steps import add_party

PASSWORD = "稀土 Ä 17"


@pytest.fixture(scope="module")
def lock() -> locked.Lock:
    return locked.new_lock(PASSWORD)


def code(refused: pytest.ExceptionInfo[BookError]) -> str:
    return refused.value.problem.code


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_what_was_locked_comes_out_again(size: int, lock: locked.Lock, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(bytes(n % 251 for n in range(1000)) * (size // 1000) + b"x" * (size % 1000))
    locked.lock(plain, tmp_path / "out.locked", lock)
    assert plain.read_bytes()[:100] not in (tmp_path / "out.locked").read_bytes() or size < 100
    locked.unlock(tmp_path / "out.locked", tmp_path / "again", PASSWORD)
    assert (tmp_path / "again").read_bytes() == plain.read_bytes()


def test_a_locked_copy_is_restored_with_its_password(book: Book, lock: locked.Lock, tmp_path: Path) -> None:
    add_party(book, "A")
    out = books.backup(book.path, tmp_path / "copy.raredesk.locked", lock)
    assert locked.is_locked(out)
    assert b"SQLite" not in out.read_bytes()
    books.restore(out, tmp_path / "new.raredesk", "稀土 A\u0308 17")
    with Book.open(tmp_path / "new.raredesk") as again:
        assert [party.name for party in counterparties(again)] == ["A"]
    assert books.check(tmp_path / "new.raredesk") == []
    with pytest.raises(BookError) as refused:
        books.backup(book.path, out, lock)
    assert code(refused) == "book-exists"


@pytest.mark.parametrize("password", ["", "稀土 ä 17", PASSWORD + " "])
def test_another_password_opens_nothing_and_leaves_the_book_alone(
    book: Book, lock: locked.Lock, tmp_path: Path, password: str
) -> None:
    out = books.backup(book.path, tmp_path / "copy.raredesk.locked", lock)
    add_party(book, "A")
    with pytest.raises(BookError) as refused:
        books.restore(out, book.path, password)
    assert code(refused) == "wrong-password"
    assert [party.name for party in counterparties(book)] == ["A"]


def test_a_locked_file_that_was_altered_cut_or_added_to_is_not_restored(lock: locked.Lock, tmp_path: Path) -> None:
    plain, whole = tmp_path / "plain", tmp_path / "whole"
    plain.write_bytes(b"x" * (2 << 20))
    locked.lock(plain, whole, lock)
    said, piece = whole.read_bytes(), (1 << 20) + 17
    body = len(said) - 2 * piece
    swapped = said[:body] + said[body + piece :] + said[body : body + piece]
    flipped = bytearray(said)
    flipped[-100] ^= 1
    for n, altered in enumerate((bytes(flipped), said[:-piece], said[:-1], said + b"more", swapped, said[:130])):
        (tmp_path / f"altered{n}").write_bytes(altered)
        with pytest.raises(BookError) as refused:
            locked.unlock(tmp_path / f"altered{n}", tmp_path / "out", PASSWORD)
        assert code(refused) == "backup-damaged"
        assert not (tmp_path / "out").exists()
    for n in (25, 60):
        flipped = bytearray(said)
        flipped[n] ^= 1
        (tmp_path / "head").write_bytes(flipped)
        with pytest.raises(BookError) as refused:
            locked.unlock(tmp_path / "head", tmp_path / "out", PASSWORD)
        assert code(refused) == "wrong-password"


def test_what_locks_is_kept_as_text_and_tells_nothing_of_the_password(lock: locked.Lock) -> None:
    assert locked.lock_of_text(lock.text()) == lock
    assert PASSWORD.encode().hex() not in lock.text()
    assert locked.new_lock(PASSWORD) != lock
    assert [locked.lock_of_text(text) for text in ("", "x", "00:11", lock.text()[:-2])] == [None] * 4
