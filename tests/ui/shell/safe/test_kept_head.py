"""The window keeps how far a book has come, and says so when it is opened and lacks steps."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk import paths
from rare_desk.ops.book.books import new_book
from rare_desk.store.book import Book
from rare_desk.store.file import confirmed
from rare_desk.ui.messages import Message
from rare_desk.ui.shell.desk import Desk
from tests.store.test_steps import add_party
from tests.ui.shell.safe.test_safety import session_of


@pytest.fixture(autouse=True)
def keeping() -> Iterator[None]:
    confirmed.choose(True)
    yield
    confirmed.choose(False)


def kept_step() -> int:
    found = [json.loads(file.read_text("utf-8")) for file in paths.heads_dir().glob("*.json")]
    return max((int(one["step"]) for one in found), default=0)


def test_an_older_copy_in_its_place_is_said_and_accepted_with_a_click(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "台账.raredesk"
    new_book(path).close()
    shutil.copyfile(path, tmp_path / "older")
    with Book.open(path) as book:
        add_party(book, "甲")
    shutil.copyfile(tmp_path / "older", path)
    told = list[Message]()
    desk.opened.connect(lambda session: session.message.connect(told.append))
    desk.show()
    desk.open_path(path)
    qtbot.waitUntil(lambda: any(one.actions for one in told))
    said = next(one for one in told if one.actions)
    assert "只到第 1 步" in said.text
    assert [action.words for action in said.actions] == ["恢复备份…", "就用这一本"]
    said.actions[1].do()
    qtbot.waitUntil(lambda: told[-1].text == "从现在起以这一本为准")
    assert kept_step() == 1


def test_what_is_written_is_kept_after_a_moment_and_when_the_book_is_closed(opened: Desk, qtbot: QtBot) -> None:
    session = session_of(opened)
    session.run(lambda book: add_party(book, "甲"))
    qtbot.waitUntil(lambda: kept_step() == 2)
    session.run(lambda book: add_party(book, "乙"))
    opened.close()
    qtbot.waitUntil(lambda: kept_step() == 3)
