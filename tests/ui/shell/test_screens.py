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
SCREENS = [
    {"name": "left", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96},
    {"name": "right", "x": 1920, "y": 0, "width": 3840, "height": 2160, "logicalDpi": 192, "logicalBaseDpi": 96},
]
"""As Qt's platform without a screen makes them up: beside a usual one a dense one, which shows everything twice as
large."""

DESK = """
import sys
from pathlib import Path
from PySide6.QtCore import QPoint, QSize, QTimer, QUrl
from PySide6.QtGui import QTextDocument
from rare_desk.ui import start
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import dress

app = start.application()
dress(app, "zh")
desk = Desk()
"""

OPENED = """
desk.opened.connect(look)
QTimer.singleShot(0, lambda: desk.open_path(Path(sys.argv[1])))
app.exec()
"""

SCALED = """
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
"""

MOVED = """
def look(_session):
    page = desk.window.workbench.show_page("index")
    desk.window.show()
    desk.show_handbook("")
    desk.handbook.open_chapter("today")
    for screen in (*app.screens(), app.screens()[0]):
        corner = screen.availableGeometry().topLeft()
        for one in (desk.window, desk.handbook):
            one.move(corner.x() + 40, corner.y() + 40)
        app.processEvents()
        shown = desk.handbook.reader.document()
        picture = shown.resource(QTextDocument.ResourceType.ImageResource.value, QUrl("today"))
        whole, chart = page.grab(), page.chart.grab()
        found = whole.width() / page.width(), chart.width() / page.chart.width(), picture.devicePixelRatio()
        print(screen.name(), *(round(one, 2) for one in found))
    desk.handbook.close()
    desk.window.close()
    app.quit()
"""

PLACED = """
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

TAKEN = """
desk.show()
desk.show_handbook("")
for one, size in ((desk.window, QSize(1900, 1100)), (desk.handbook, QSize(900, 700))):
    one.resize(size)
    one.move(2300, 60)
app.processEvents()
room = app.primaryScreen().availableGeometry()
print(*(room.intersects(one.frameGeometry()) for one in (desk.window, desk.handbook)))
app.screenRemoved.emit(app.primaryScreen())


def look():
    print(*(room.contains(one.frameGeometry()) for one in (desk.window, desk.handbook)))
    desk.handbook.resize(1000, 650)
    desk.handbook.move(room.right() - 700, 200)
    app.screenRemoved.emit(app.primaryScreen())
    QTimer.singleShot(1000, left_alone)


def left_alone():
    print(desk.handbook.pos() == QPoint(room.right() - 700, 200))
    app.quit()


QTimer.singleShot(1000, look)
app.exec()
desk.window.close()
"""


def run(script: str, screens: int, tmp_path: Path, *arguments: str, scale: str = "1") -> list[list[str]]:
    (tmp_path / "screens.json").write_text(json.dumps({"screens": SCREENS[:screens]}), encoding="utf-8")
    wanted = {"QT_QPA_PLATFORM": "offscreen:configfile=screens.json", "QT_SCALE_FACTOR": scale, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", DESK + script, *arguments],
        cwd=tmp_path, env=os.environ | wanted, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.parametrize("scale", ["1.0", "1.5", "2.0"])
def test_pages_charts_and_icons_are_drawn_at_the_monitors_scale(tmp_path: Path, scale: str) -> None:
    new_book(tmp_path / "desk.raredesk").close()
    assert run(SCALED + OPENED, 1, tmp_path, str(tmp_path / "desk.raredesk"), scale=scale) == [[scale] * 3]


def test_a_window_moved_to_a_denser_monitor_and_back_is_drawn_at_its_scale(tmp_path: Path) -> None:
    new_book(tmp_path / "desk.raredesk").close()
    found = run(MOVED + OPENED, 2, tmp_path, str(tmp_path / "desk.raredesk"))
    assert found == [["left", *["1.0"] * 3], ["right", *["2.0"] * 3], ["left", *["1.0"] * 3]]


def test_a_window_whose_monitor_is_gone_comes_on_another(tmp_path: Path) -> None:
    assert run(PLACED, 2, tmp_path) == [["True"]]
    assert prefs.load().geometry
    assert run(PLACED, 1, tmp_path) == [["True"]]


def test_windows_whose_monitor_is_taken_away_come_on_another_and_those_in_sight_stay(tmp_path: Path) -> None:
    assert run(TAKEN, 1, tmp_path) == [["False", "False"], ["True", "True"], ["True"]]
