"""Files are attached beside the trade and looked at each time it is shown."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rare_desk.ops import trades
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.life.attachment_queries import attachments
from rare_desk.store.reading.queries import catalogue
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.ui.life.panel import LifePanel
from rare_desk.ui.messages import Message
from rare_desk.ui.session import Session
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


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toLocalFile()))
    return asked


def test_a_program_is_not_started_by_a_click(
    panel: LifePanel, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "a" / "HT-1.pdf.exe"
    program.parent.mkdir()
    program.write_bytes(b"MZ")
    panel.attachments.add_files([program])
    qtbot.waitUntil(lambda: state(panel) == ["there"])
    asked = opened(monkeypatch)
    with qtbot.waitSignal(panel._session.message) as told:
        panel.attachments._open(panel.attachments.seen[0])
    assert "HT-1.pdf.exe" in told.args[0].text
    assert [Path(one) for one in asked] == [program.parent]


def test_another_machine_is_looked_at_with_the_first_click_and_named_by_its_path(
    panel: LifePanel, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "a" / "HT-1.pdf"
    paper.parent.mkdir()
    paper.write_bytes(b"contract")
    panel.attachments.add_files([paper])
    qtbot.waitUntil(lambda: state(panel) == ["there"])
    paper.unlink()

    def placed(book: Book) -> Changes:
        with book.step("attachments-moved", count="1") as step:
            step.update("attachments", 1, {"path": r"\\host\share\other & <b>.exe"})
        return step.changes

    asked = opened(monkeypatch)
    panel._session.run(placed, lambda _changes: None)
    qtbot.waitUntil(lambda: state(panel) == ["elsewhere"])
    assert "other && <b>.exe" in [one.text() for one in panel.attachments.findChildren(QPushButton)]
    panel.attachments._open(panel.attachments.seen[0])
    qtbot.waitUntil(lambda: state(panel) == ["missing"])
    assert asked == []
