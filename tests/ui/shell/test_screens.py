"""A window on a monitor of any scaling, and one whose monitor is gone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rare_desk import prefs
from rare_desk.ops.book.books import new_book

ROOT = Path(__file__).parents[3]
_DOTS = {"logicalDpi": 96, "logicalBaseDpi": 96}
SCREENS = [
    {"name": "left", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1} | _DOTS,
    {"name": "right", "x": 1920, "y": 0, "width": 3840, "height": 2160, "dpr": 2} | _DOTS,
]
"""As Qt's platform without a screen makes them up."""

SCALED = """
import sys
from pathlib import Path
from PySide6.QtCore import QSize, QTimer
from rare_desk.ui import start
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import dress

app = start.application()
dress(app, "zh")
desk = Desk()


def look(_session):
    desk.window.show()
    page = desk.window.workbench.show_page("index")
    app.processEvents()
    whole, chart = page.grab(), page.chart.grab()
    icon = desk.window.windowIcon().pixmap(QSize(32, 32), desk.window.devicePixelRatio())
    found = whole.width() / page.width(), chart.width() / page.chart.width(), icon.width() / 32
    print(*(round(one, 2) for one in found))
    desk.window.close()
    app.quit()


desk.opened.connect(look)
QTimer.singleShot(0, lambda: desk.open_path(Path(sys.argv[1])))
app.exec()
"""

PLACED = """
from rare_desk.ui import start
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import dress

app = start.application()
dress(app, "zh")
desk = Desk()
desk.show()
app.processEvents()
shown = desk.window.frameGeometry()
print(any(screen.availableGeometry().intersects(shown) for screen in app.screens()))
if len(app.screens()) > 1:
    desk.window.setScreen(app.screens()[1])
    desk.window.setGeometry(2200, 100, 1500, 900)
    app.processEvents()
desk.window.close()
"""


def run(script: str, screens: int, tmp_path: Path, *arguments: str, scale: str = "1") -> list[list[str]]:
    (tmp_path / "screens.json").write_text(json.dumps({"screens": SCREENS[:screens]}), encoding="utf-8")
    wanted = {"QT_QPA_PLATFORM": "offscreen:configfile=screens.json", "QT_SCALE_FACTOR": scale, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=tmp_path, env=os.environ | wanted, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.parametrize("scale", ["1.0", "1.5", "2.0"])
def test_pages_charts_and_icons_are_drawn_at_the_monitors_scale(tmp_path: Path, scale: str) -> None:
    new_book(tmp_path / "desk.raredesk").close()
    assert run(SCALED, 1, tmp_path, str(tmp_path / "desk.raredesk"), scale=scale) == [[scale] * 3]


def test_a_window_whose_monitor_is_gone_comes_on_another(tmp_path: Path) -> None:
    assert run(PLACED, 2, tmp_path) == [["True"]]
    assert prefs.load().geometry
    assert run(PLACED, 1, tmp_path) == [["True"]]
