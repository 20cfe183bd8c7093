"""A window that crashed says so at the next start, once, with the place of the log."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rare_desk import paths
from rare_desk.ops.book.books import new_book
from tests.ui.waiting import PATIENCE

ROOT = Path(__file__).parents[4]
WINDOW = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from rare_desk.ui import start
from rare_desk.ui.main_window import MainWindow

def look():
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
    if not found or not (found[0].workbench or found[0].welcome):
        return
    timer.stop()
    window = found[0]
    strip = window.workbench.current.strip if window.workbench else window.welcome.strip
    if sys.argv[2] == "crash":
        os.abort()
    if sys.argv[2] == "shutdown":
        window.close()
        app.aboutToQuit.emit()
        os._exit(1)
    links = [one.text() for one in strip.findChildren(QPushButton) if strip.shown]
    sys.stdout.buffer.write("|".join([strip.shown, strip._detail.text(), *links]).encode() + b"\\n")
    sys.stdout.buffer.flush()
    window.close()

app = start.application()
timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
start.window(Path(sys.argv[1]) if sys.argv[1] else None, spoken="zh")
"""


def window(book: Path | None, how: str) -> str:
    """What the message strip of a real window says when it has come."""
    command = [sys.executable, "-c", WINDOW, str(book or ""), how]
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=5 * PATIENCE / 1000, check=False)
    assert (ended.returncode == 0) == (how == "look"), ended.stderr.decode("utf-8", "replace")
    return ended.stdout.decode().strip()


def test_a_system_that_shut_down_under_the_window_is_no_crash(machine: Path, tmp_path: Path) -> None:
    """Windows closes the windows, says that it ends, and then ends the process wherever it is."""
    book = tmp_path / "账簿.raredesk"
    new_book(book).close()
    window(book, "shutdown")
    assert window(book, "look").replace("×", "").strip("|") == ""


@pytest.mark.parametrize("with_book", [True, False])
def test_a_crash_is_reported_at_the_next_start_and_only_there(machine: Path, tmp_path: Path, with_book: bool) -> None:
    book = None
    if with_book:
        book = tmp_path / "账簿.raredesk"
        new_book(book).close()
    assert window(book, "look").replace("×", "").strip("|") == ""
    window(book, "crash")
    said, place, *links = window(book, "look").split("|")
    assert said.startswith("上次程序")
    assert place == str(paths.log_dir())
    assert sorted(filter(None, links)) == ["×", "复制报告", "日志文件夹"]
    assert "did not end in good order" in (paths.log_dir() / "rare-desk.log").read_text("utf-8")
    assert window(book, "look").replace("×", "").strip("|") == ""
