"""The panel of backups and the check: backed up, restored, locked, checked against a hash that was kept."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from rare_desk import prefs
from rare_desk.store.backups import making, second
from rare_desk.store.file import locked
from rare_desk.ui.session import Session
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.safe.restoring import Password
from rare_desk.ui.shell.safe.safety import Safety
from tests.store.test_checking import behind_its_back
from tests.store.test_steps import add_party
from tests.ui.dialogs import Chosen


def panel(desk: Desk) -> Safety:
    desk.show_safety()
    assert desk.safety is not None
    return desk.safety


def session_of(desk: Desk) -> Session:
    assert desk.session is not None
    return desk.session


def own_backups(desk: Desk) -> list[Path]:
    return sorted(making.folder(session_of(desk).path).glob("*.raredesk"))


def test_a_backup_is_made_with_one_click_and_the_panel_says_when(opened: Desk, qtbot: QtBot) -> None:
    shown = panel(opened)
    qtbot.waitUntil(lambda: "还没有" in shown.beside.text())
    shown.back_up.click()
    qtbot.waitUntil(lambda: "1 份" in shown.beside.text())
    assert len(own_backups(opened)) == 1


def test_a_backup_is_looked_for_where_the_backups_are(opened: Desk, qtbot: QtBot, chosen: Chosen) -> None:
    path = session_of(opened).path
    opened.ask_restore()
    shown = panel(opened)
    shown.back_up.click()
    qtbot.waitUntil(lambda: "1 份" in shown.beside.text())
    opened.ask_restore()
    assert chosen.begun == [path.parent, own_backups(opened)[0].parent]


def test_with_a_second_folder_and_a_password_the_copy_there_is_locked_and_comes_back(
    opened: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, usb = panel(opened), tmp_path / "usb"
    usb.mkdir()
    shown.set_folder(usb)
    shown.password.edit.setText("geheim")
    shown.set_password.click()
    assert shown.again.problem_label.text()
    shown.again.edit.setText("geheim")
    shown.set_password.click()
    qtbot.waitUntil(lambda: prefs.load().backup_lock != "", timeout=60_000)
    assert "geheim" not in prefs.load().backup_lock
    shown.back_up.click()
    qtbot.waitUntil(lambda: len(list(usb.glob("*/*.locked"))) == 1, timeout=60_000)
    (there,) = usb.glob("*/*")
    assert locked.is_locked(there)

    chosen.paths = [there]
    target = tmp_path / "again.raredesk"
    monkeypatch.setattr(chosen, "save_file", lambda *_: target)
    opened.ask_restore()
    asked = next(one for one in opened.window.findChildren(QDialog) if isinstance(one, Password))
    asked.field.edit.setText("geheim")
    with qtbot.waitSignal(opened.opened):
        asked.accept()
    assert session_of(opened).path == target
    panel(opened).set_folder(None)
    assert second.chosen() is None


def test_the_check_says_where_a_kept_hash_stands_and_what_was_altered(
    opened: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path
) -> None:
    shown, session = panel(opened), session_of(opened)
    shown.check.click()
    qtbot.waitUntil(lambda: "完好" in shown.found.text())
    ((last,),) = session.book.fetch("SELECT hash FROM steps ORDER BY id DESC LIMIT 1")
    assert last in shown.found.text().replace("\n", "")
    (tmp_path / "kept.json").write_text(f'{{"hash": "{last}"}}')
    chosen.paths = [tmp_path / "kept.json"]
    with qtbot.waitSignal(session.changed):
        session.run(lambda book: add_party(book, "A"))
    shown.from_file.click()
    shown.check.click()
    qtbot.waitUntil(lambda: "第 1 步，共 2 步" in shown.found.text())
    behind_its_back(session.path, "UPDATE counterparties SET name = 'B'")
    shown.kept.set_text("")
    shown.check.click()
    qtbot.waitUntil(lambda: "绕过程序" in shown.found.text())
    shown.kept.set_text("abc")
    shown.check.click()
    qtbot.waitUntil(lambda: "不是校验值" in shown.found.text())


def test_a_second_folder_that_is_away_is_told_when_the_book_opens(opened: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = session_of(opened).path
    panel(opened).set_folder(tmp_path / "away")
    with qtbot.waitSignal(opened.opened):
        opened.open_path(path)
    heard: list[str] = []
    session_of(opened).message.connect(lambda message: heard.append(message.text))
    qtbot.waitUntil(lambda: any("第二备份文件夹" in text for text in heard))
    shown = panel(opened)
    qtbot.waitUntil(lambda: not shown.trouble.isHidden())
    shown.back_up.click()
    qtbot.waitUntil(lambda: len(own_backups(opened)) == 1)
    shown.set_folder(None)
