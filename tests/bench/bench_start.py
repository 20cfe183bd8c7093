"""How long until the window on the sample book can be used, against a bare window with an empty PlotWidget.

    python tests/bench/bench_start.py [RUNS]

Each run is a process of its own; both are measured from its beginning until the window is painted and its event loop
is idle: for ours with the sample book open and its first page drawn; `index_s` is when its index is there as well. The
best of the runs counts: the rest is other programs' noise. Exit code 1 when ours takes more than twice as long.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HOUSE = Path(__file__).resolve().parents[2]
LIMIT = 2.0

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
import pyqtgraph
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(pyqtgraph.PlotWidget())
window.resize(1280, 720)
window.show()
def idle():
    window.repaint()
    print(time.time(), flush=True)
    app.quit()
QTimer.singleShot(0, idle)
app.exec()
"""

OURS = """
import sys, time
from rare_desk.ui import start
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import dress
from PySide6.QtCore import QTimer
app = start.application()
dress(app, "zh")
desk = Desk()
desk.window.resize(1280, 720)
def idle():
    desk.window.repaint()
    print(time.time(), flush=True)
    desk.close()
    app.quit()
if INDEX:
    desk.opened.connect(lambda session: session.index_changed.connect(idle))
else:
    desk.opened.connect(lambda session: QTimer.singleShot(0, idle))
start.begin(desk, None, sample=True)
app.exec()
"""


def seconds(script: str, home: Path) -> float:
    variables = {name: str(home) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR")}
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | variables | {"PYTHONPATH": str(HOUSE)}
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=home, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1]) - begun


def measured(runs: int) -> dict[str, float]:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        seconds(f"INDEX = False\n{OURS}", home)  # makes the sample book's copy, as the first start ever does
        seconds(BARE, home)
        ours = min(seconds(f"INDEX = False\n{OURS}", home) for _ in range(runs))
        index = min(seconds(f"INDEX = True\n{OURS}", home) for _ in range(runs))
        bare = min(seconds(BARE, home) for _ in range(runs))
    figures = {"ours_s": ours, "index_s": index, "bare_s": bare, "ratio": ours / bare, "limit": LIMIT}
    return {name: round(figure, 3) for name, figure in figures.items()}


def main() -> int:
    result = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
    print(json.dumps(result))
    return 0 if result["ratio"] <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
