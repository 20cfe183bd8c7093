"""A book that is taken away under its open window."""

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.ops.book.books import check
from rare_desk.store.reading.queries import counterparties
from rare_desk.ui.messages import Message
from rare_desk.ui.shell.desk import Desk
from tests.store.test_steps import add_party
from tests.ui.dialogs import Chosen
from tests.ui.shell.safe.test_safety import session_of

PATIENCE = 20_000
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody take away a file that is open")


def test_it_is_said_before_anything_is_typed_and_what_is_open_can_be_saved_and_gone_on_with(
    opened: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path
) -> None:
    session, told, done = session_of(opened), list[Message](), list[object]()
    session.run(lambda book: add_party(book, "甲"), done.append)
    qtbot.waitUntil(lambda: bool(done))
    session.message.connect(told.append)
    session.path.unlink()
    qtbot.waitUntil(lambda: bool(told))
    assert "被删除、移走或替换" in told[0].text
    assert [action.words for action in told[0].actions] == ["另存副本…"]
    chosen.paths = [tmp_path / "保住.raredesk"]
    told[0].actions[0].do()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1].kind == "good"
    with qtbot.waitSignal(opened.opened):
        told[1].actions[0].do()
    assert session_of(opened).path == chosen.paths[0]
    assert [party.name for party in counterparties(session_of(opened).book)] == ["甲"]
    assert check(chosen.paths[0]) == []


def test_it_is_said_once_and_each_step_is_refused(opened: Desk, qtbot: QtBot) -> None:
    session, told, refused = session_of(opened), list[Message](), list[str]()
    session.message.connect(told.append)
    session.path.rename(session.path.with_name("elsewhere"))
    qtbot.waitUntil(lambda: bool(told))
    session.run(
        lambda book: add_party(book, "乙"),
        failed=lambda problems: refused.extend(problem.code for problem in problems),
    )
    qtbot.waitUntil(lambda: bool(refused))
    assert refused == ["book-lost"]
    assert len(told) == 1
