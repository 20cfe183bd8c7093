"""pytest under Wine: `pytest_on_wine.py FONTS ARGS...`, FONTS a folder of fonts for Qt's platform without a screen.
Wine passes on no variable that begins with QT_.

Wine's desktop begins with the first window and keeps that program's pipes for itself: who then waits for the end of a
child's output waits for ever. So it is begun beforehand, by a child without any.

What a test waits for may come later here than on Windows: each patience is longer.
"""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

BEGIN = "import ctypes; ctypes.windll.user32.GetDesktopWindow()"
NOTHING = subprocess.DEVNULL
LONGER = 6

os.environ["QT_QPA_FONTDIR"] = sys.argv[1]
subprocess.run([sys.executable, "-c", BEGIN], stdin=NOTHING, stdout=NOTHING, stderr=NOTHING, check=True)
sys.path.insert(0, str(Path.cwd()))
waiting = importlib.import_module("tests.ui.waiting")
waiting.PATIENCE *= LONGER
sys.exit(pytest.main(sys.argv[2:]))
