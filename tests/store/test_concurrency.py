"""Window and command line write side by side: no error, no lost update, and a journal that still holds."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rare_desk.ops.book.books import check, new_book
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import setting
from tests.systems import WINE

WRITER = """
import json, sys
from pathlib import Path
from rare_desk.store.book import Book
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Book.open(path) as book:
    for n in range(count):
        with book.step("setting-changed") as step:
            ((row, value),) = step.query("SELECT id, value FROM settings WHERE name = 'shared'")
            step.update("settings", row, {"value": str(int(value) + 1)})
            step.insert("counterparties", {"name": f"{name} {n}"})
"""

_STEPS = 2_000 if WINE else 5_000
"""Of each of the two. Wine keeps a handle for each look at a file that somebody has locked; a machine has 20,000."""


def written_side_by_side(path: Path, each: int) -> None:
    with new_book(path) as book, book.step("setting-changed") as step:
        step.insert("settings", {"name": "shared", "value": "0"})
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name, str(each)], stderr=subprocess.PIPE, text=True)
        for name in ("window", "command line")
    ]
    for writer in writers:
        assert writer.communicate(timeout=300)[1] == ""
        assert writer.returncode == 0
    with Book.open(path) as book:
        assert setting(book, "shared") == 2 * each
        assert book.number("SELECT count(*) FROM counterparties") == 2 * each
        assert book.number("SELECT max(id) - 2 FROM steps") == 2 * each
        interleaved = book.number(
            "SELECT count(*) FROM counterparties a JOIN counterparties b ON b.id = a.id + 1"
            " WHERE substr(a.name, 1, 4) <> substr(b.name, 1, 4)"
        )
        assert interleaved > 0
    assert check(path) == []


def test_two_programs_write_ten_thousand_steps_without_an_error_or_a_lost_update(tmp_path: Path) -> None:
    written_side_by_side(tmp_path / "desk.raredesk", _STEPS)


def test_a_reader_sees_whole_steps_only(tmp_path: Path) -> None:
    path = tmp_path / "desk.raredesk"
    with new_book(path) as book, book.reader() as reader:
        with book.step("counterparty-added", name="A and B") as step:
            step.insert("counterparties", {"name": "A"})
            assert reader.number("SELECT count(*) FROM counterparties") == 0
            step.insert("counterparties", {"name": "B"})
        assert reader.number("SELECT count(*) FROM counterparties") == 2


def test_a_reader_on_another_thread_keeps_reading_while_steps_are_written(tmp_path: Path) -> None:
    faults: list[BaseException] = []
    done = threading.Event()
    with new_book(tmp_path / "desk.raredesk") as book, book.reader() as reader:

        def read() -> None:
            try:
                while not done.is_set():
                    json.dumps(reader.fetch("SELECT name FROM counterparties"))
            except BaseException as fault:
                faults.append(fault)

        thread = threading.Thread(target=read)
        thread.start()
        for n in range(200):
            with book.step("counterparty-added", name=f"{n}") as step:
                step.insert("counterparties", {"name": f"{n}"})
        done.set()
        thread.join()
    assert faults == []


@pytest.mark.parametrize("first", ["undo", "do"])
def test_what_another_program_wrote_can_be_taken_back_here(tmp_path: Path, first: str) -> None:
    path = tmp_path / "desk.raredesk"
    with new_book(path) as here, Book.open(path) as there:
        with there.step("counterparty-added", name="A") as step:
            step.insert("counterparties", {"name": "A"})
        if first == "do":
            with here.step("counterparty-added", name="B") as step:
                step.insert("counterparties", {"name": "B"})
            here.undo()
        assert here.undo_label() == ("counterparty-added", {"name": "A"})
        here.undo()
        assert there.undo_label() is None
        there.redo()
        assert here.number("SELECT count(*) FROM counterparties") == 1


def test_a_book_opened_a_second_time_keeps_its_locks_when_that_one_closes(tmp_path: Path) -> None:
    """As a backup from the menu does, while a scheduled import of another program comes and goes."""
    path = tmp_path / "desk.raredesk"
    Book.create(path).close()
    other = (
        "import sys; from pathlib import Path; from rare_desk.store.book import Book\n"
        "with Book.open(Path(sys.argv[1])) as book, book.step('setting-changed') as step:\n"
        "    step.insert('settings', {'name': 'theirs', 'value': '1'})\n"
    )
    look = (
        "import sys; from pathlib import Path; from rare_desk.store.book import Book\n"
        "with Book.open(Path(sys.argv[1]), read_only=True) as book: print(book.last_step())\n"
    )
    with Book.open(path) as book:
        with book.step("setting-changed") as step:
            step.insert("settings", {"name": "first", "value": "1"})
        with Book.open(path, read_only=True) as again:
            assert again.last_step() == 2
        subprocess.run([sys.executable, "-c", other, str(path)], check=True)
        with book.step("setting-changed") as step:
            step.insert("settings", {"name": "last", "value": "1"})
        seen = subprocess.run([sys.executable, "-c", look, str(path)], check=True, capture_output=True, text=True)
        assert seen.stdout.strip() == "4"
