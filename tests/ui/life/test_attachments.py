"""Files are attached beside the trade and looked at each time it is shown."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.ops import trades
from rare_desk.store.book import Book
from rare_desk.store.reading.attachment_queries import attachments
from rare_desk.store.reading.queries import catalogue
from rare_desk.store.reading.trade_queries import trades_by_id
from rare_desk.ui.life.panel import LifePanel
from rare_desk.ui.session import Message, Session
from tests.ops.given import BUY


@pytest.fixture
def panel(session: Session, book: Book, qtbot: QtBot) -> LifePanel:
    trades.add_trade(book, BUY)
    session.look()
    made = LifePanel(session, catalogue(book))
    session.changed.connect(lambda _changes: made.renew())
    qtbot.addWidget(made)
    made.open_on(trades_by_id(book, [1])[0])
    qtbot.waitUntil(lambda: made.deliveries.found is not None)
    return made


def state(panel: LifePanel) -> list[str]:
    return [str(one.state) for one in panel.attachments.seen]


def test_a_file_is_added_found_where_it_moved_and_removed(panel: LifePanel, tmp_path: Path, qtbot: QtBot) -> None:
    paper = tmp_path / "a" / "HT-1.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"contract")
    panel.attachments.add_files([paper])
    qtbot.waitUntil(lambda: state(panel) == ["there"])
    assert "相符" in panel.attachments.lines
    moved = tmp_path / "HT-1 盖章.pdf"
    paper.rename(moved)
    panel.renew()
    qtbot.waitUntil(lambda: [one.path for one in attachments(panel._session.book)] == [str(moved)])
    qtbot.waitUntil(lambda: state(panel) == ["there"])
    moved.write_bytes(b"forged!!")
    panel.renew()
    qtbot.waitUntil(lambda: state(panel) == ["changed"])
    assert "内容变了" in panel.attachments.lines
    panel.attachments._remove(panel.attachments.seen[0])
    qtbot.waitUntil(lambda: state(panel) == [])


def test_what_is_missing_is_looked_for_in_a_folder(
    panel: LifePanel, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, qtbot: QtBot
) -> None:
    told: list[Message] = []
    panel._session.message.connect(told.append)
    paper = tmp_path / "a" / "HT-1.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"contract")
    panel.attachments.add_files([paper])
    qtbot.waitUntil(lambda: state(panel) == ["there"])
    away = tmp_path_factory.mktemp("away")
    (away / "b.pdf").write_bytes(b"contract")
    paper.unlink()
    panel.renew()
    qtbot.waitUntil(lambda: state(panel) == ["missing"])
    assert not panel.attachments.find_button.isHidden()
    panel.attachments.find_in(tmp_path)
    qtbot.waitUntil(lambda: told[-1].text.startswith("该文件夹里没有"))
    panel.attachments.find_in(away)
    qtbot.waitUntil(lambda: state(panel) == ["there"])


def test_a_file_that_cannot_be_read_is_said(panel: LifePanel, tmp_path: Path, qtbot: QtBot) -> None:
    told: list[Message] = []
    panel._session.message.connect(told.append)
    panel.attachments.add_files([tmp_path / "none.pdf"])
    qtbot.waitUntil(lambda: bool(told))
    assert "none.pdf" in told[-1].text
