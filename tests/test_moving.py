"""A virus scanner reads each new file for a moment, in which Windows moves neither it nor what lies at its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rare_desk import prefs
from rare_desk.core.problems import Refused
from rare_desk.ops.book import books
from rare_desk.ops.exports import export
from rare_desk.store.book import Book
from tests.store.test_steps import add_party

Move = Callable[[Path, Path], Path]


class Scanner:
    """Reads each file as often as said when it is to be moved."""

    def __init__(self, moving: Move, times: int) -> None:
        self._moving, self.times, self.read = moving, times, 0

    def move(self, file: Path, target: Path) -> Path:
        self.read += 1
        if self.read <= self.times:
            raise PermissionError(13, "in use", str(file))
        self.read = 0
        return self._moving(file, target)


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> Scanner:
    made = Scanner(Path.replace, 5)
    monkeypatch.setattr(Path, "replace", lambda file, target: made.move(file, target))
    return made


def test_a_book_its_backup_an_export_and_the_preferences_come_to_their_places(scanned: Scanner, tmp_path: Path) -> None:
    with books.new_book(tmp_path / "desk.raredesk") as book:
        add_party(book, "A")
        (out,) = export(book, "trades", tmp_path / "deals.csv")
    copy = books.backup(book.path)
    assert books.check(copy) == []
    assert out.is_file()
    kept = prefs.load()
    kept.page = "trades"
    kept.save()
    assert prefs.load().page == "trades"


def test_what_stays_held_is_told_and_left_as_it_is(scanned: Scanner, book: Book, tmp_path: Path) -> None:
    scanned.times = 1000
    out = tmp_path / "deals.csv"
    out.write_text("mine", "utf-8")
    with pytest.raises(Refused) as refused:
        export(book, "trades", out)
    assert [one.code for one in refused.value.problems] == ["target-in-use"]
    assert out.read_text("utf-8") == "mine"
    assert list(tmp_path.glob(".deals*")) == []
