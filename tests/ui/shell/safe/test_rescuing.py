"""A damaged book in the window: what is offered, and what comes of it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.ops.book.books import backup, check, new_book
from rare_desk.store.reading.queries import counterparties
from rare_desk.ui.jobs import Worker
from rare_desk.ui.messages import Message
from rare_desk.ui.shell.desk import Desk
from tests.store.test_checking import behind_its_back
from tests.store.test_steps import add_party
from tests.ui.shell.safe.test_safety import panel, session_of

PATIENCE = 30_000


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """With a backup that lacks one step."""
    path = tmp_path / "台账.raredesk"
    with new_book(path) as book:
        add_party(book, "甲")
        backup(path)
        add_party(book, "乙")
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    return path


def offered(desk: Desk, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> Message:
    """What is said when the good backup is known."""
    told = heard(desk, monkeypatch)
    desk.show()
    desk.open_path(path)
    qtbot.waitUntil(lambda: bool(told) and len(told[-1].actions) == 3)
    return told[-1]


def heard(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    told, show = list[Message](), desk.window.show_message

    def hear(message: Message) -> None:
        told.append(message)
        show(message)

    monkeypatch.setattr(desk.window, "show_message", hear)
    return told


def test_a_damaged_book_is_salvaged_with_one_click_and_opened(
    desk: Desk, qtbot: QtBot, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = offered(desk, qtbot, damaged, monkeypatch)
    assert "缺此后的 1 步、0 笔成交" in said.detail
    assert [one.words for one in said.actions] == ["恢复这份备份", "抢救可读的记录", "打开别的账簿…"]
    with qtbot.waitSignal(desk.opened):
        said.actions[1].do()
    session = session_of(desk)
    assert session.path.name == "台账 已抢救.raredesk"
    assert {party.name for party in counterparties(session.book)} == {"甲", "乙"}
    assert check(session.path) == []


def test_a_backup_that_is_found_when_the_window_has_gone_is_told_to_nobody(
    desk: Desk, qtbot: QtBot, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = heard(desk, monkeypatch)
    desk.open_path(damaged)
    qtbot.waitUntil(lambda: bool(told))
    desk.close()
    qtbot.waitUntil(lambda: all(worker.idle for worker in desk.findChildren(Worker)))
    assert [one.detail for one in told] == ["正在找完好的备份…"]


def test_its_latest_good_backup_is_restored_as_a_new_book(
    desk: Desk, qtbot: QtBot, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = damaged.read_bytes()
    said = offered(desk, qtbot, damaged, monkeypatch)
    with qtbot.waitSignal(desk.opened):
        said.actions[0].do()
    assert session_of(desk).path != damaged
    assert {party.name for party in counterparties(session_of(desk).book)} == {"甲"}
    assert damaged.read_bytes() == before


def test_a_check_that_finds_something_offers_the_same(
    opened: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind_its_back(session_of(opened).path, "UPDATE products SET name_zh = '别的' WHERE id = 1")
    told, shown = heard(opened, monkeypatch), panel(opened)
    shown.check.click()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "没有完好的备份" in told[-1].detail
    assert [one.words for one in told[-1].actions] == ["抢救可读的记录", "打开别的账簿…"]
