"""Files under a password in the window: written by their ending, opened by File ▸ Open, a drop or a double click."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from rare_desk.ops.book import books, locking
from rare_desk.ui import start
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.safe.restoring import Password
from rare_desk.ui.widgets.dialogs import BOOK_END, LOCKED_END, as_kind, with_end
from rare_desk.ui.widgets.strips import MessageStrip
from tests.ui.dialogs import Chosen

PATIENCE = 30_000
LEDGER = Path(__file__).parents[3] / "data" / "workbooks" / "purchase-ledger-2025.xlsx"


def strip(desk: Desk) -> MessageStrip:
    bench, welcome = desk.window.workbench, desk.window.welcome
    if bench is not None:
        return bench.current.strip
    assert welcome is not None
    return welcome.strip


def answer(desk: Desk, qtbot: QtBot, asked: str, typed: str) -> None:
    field = strip(desk).answer
    qtbot.waitUntil(lambda: field.placeholderText() == asked and field.isVisible())
    assert field.echoMode() == QLineEdit.EchoMode.Password
    field.setText(typed)
    field.returnPressed.emit()


def asked(window: MainWindow, qtbot: QtBot) -> Password:
    def found() -> list[QDialog]:
        return [one for one in window.findChildren(QDialog) if isinstance(one, Password) and one.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    (one,) = found()
    assert isinstance(one, Password)
    return one


def give(window: MainWindow, qtbot: QtBot, typed: str) -> None:
    dialog = asked(window, qtbot)
    dialog.field.edit.setText(typed)
    dialog.accept()


def test_an_export_with_that_ending_asks_twice_and_is_locked(
    opened: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path
) -> None:
    chosen.paths = [out := tmp_path / "日志.csv.locked"]
    opened.ask_export("journal")
    answer(opened, qtbot, "密码", " a b ")
    answer(opened, qtbot, "再输一遍", "a b")
    qtbot.waitUntil(lambda: "不一样" in strip(opened).shown)
    assert not out.exists()
    opened.ask_export("journal")
    answer(opened, qtbot, "密码", " a b ")
    answer(opened, qtbot, "再输一遍", " a b ")
    qtbot.waitUntil(lambda: out.exists() and "已导出" in strip(opened).shown)
    assert locking.unlock(out, tmp_path / "plain.csv", " a b ").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_locked_copy_of_the_book_is_opened_from_the_first_page(
    opened: Desk, desk: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path
) -> None:
    chosen.paths = [out := tmp_path / "copy.raredesk.locked"]
    opened.ask_copy()
    answer(opened, qtbot, "密码", "geheim")
    answer(opened, qtbot, "再输一遍", "geheim")
    qtbot.waitUntil(out.exists)
    there = Chosen(tmp_path / "there.raredesk")
    other = Desk(there)
    qtbot.addWidget(other.window)
    other.open_path(out)
    give(other.window, qtbot, "Geheim")
    qtbot.waitUntil(lambda: "密码打不开" in strip(other).shown)
    other.open_path(out)
    with qtbot.waitSignal(other.opened):
        give(other.window, qtbot, "geheim")
    assert other.session is not None
    assert other.session.path == there.paths[0]
    other.close()
    assert books.check(there.paths[0]) == []


@pytest.mark.parametrize("typed", ["geheim", "Geheim"])
def test_a_dropped_locked_ledger_is_opened_and_can_be_imported(
    opened: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path, typed: str
) -> None:
    shut = tmp_path / "ledger.xlsx.locked"
    locking.write_locked(shut, "geheim", lambda plain: plain.write_bytes(LEDGER.read_bytes()))
    chosen.paths = [out := tmp_path / "opened.xlsx"]
    opened.take_files([shut])
    give(opened.window, qtbot, typed)
    if typed != "geheim":
        qtbot.waitUntil(lambda: "密码打不开" in strip(opened).shown)
        assert not out.exists()
        return
    qtbot.waitUntil(lambda: "已解开" in strip(opened).shown)
    assert chosen.proposed == [tmp_path / "ledger.xlsx"]
    assert out.read_bytes() == LEDGER.read_bytes()
    (take,) = [one for one in strip(opened).findChildren(QPushButton) if one.text() == "导入"]
    take.click()
    bench = opened.window.workbench
    assert bench is not None
    assert bench.shown == "imports"


def test_a_program_started_with_a_locked_file_shows_its_window_and_asks(
    desk: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path
) -> None:
    shut = tmp_path / "ledger.xlsx.locked"
    locking.write_locked(shut, "geheim", lambda plain: plain.write_bytes(LEDGER.read_bytes()))
    chosen.paths = [out := tmp_path / "opened.xlsx"]
    start.begin(desk, shut)
    give(desk.window, qtbot, "geheim")
    qtbot.waitUntil(lambda: "已解开" in strip(desk).shown)
    assert desk.window.isVisible()
    assert out.read_bytes() == LEDGER.read_bytes()


@pytest.mark.parametrize("script", ["rare-desk.iss", "rare-desk.nsi"])
def test_a_double_click_on_a_book_or_a_locked_file_opens_the_installed_program(script: str) -> None:
    said = (Path(__file__).parents[4] / "installer" / script).read_text("utf-8")
    for ending, name in ((BOOK_END, "RareDesk.Book"), (LOCKED_END, "RareDesk.Locked")):
        assert f"Software\\Classes\\{ending}" in said
        assert name in said


def test_a_kind_that_is_locked_is_never_written_open(tmp_path: Path) -> None:
    kind = "加密的 CSV (*.csv.locked)"
    for name in ("a", "a.csv", "a.csv.locked"):
        assert as_kind(tmp_path / name, kind) == tmp_path / "a.csv.locked"
    (tmp_path / "a.csv.locked").touch()
    assert as_kind(tmp_path / "a.csv", kind) == tmp_path / "a 2.csv.locked"
    assert as_kind(tmp_path / "a.csv", "CSV (*.csv)") == tmp_path / "a.csv"
    assert with_end(tmp_path / "a.locked", ".xlsx") == tmp_path / "a.xlsx.locked"
