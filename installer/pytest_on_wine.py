"""pytest under Wine: `pytest_on_wine.py FONTS ARGS...`, FONTS a folder of fonts for Qt's platform without a screen.
Wine passes on no variable that begins with QT_.

Wine's desktop begins with the first window and keeps that program's pipes for itself: who then waits for the end of a
child's output waits for ever. So it is begun beforehand, by a child without any.
"""

import os
import subprocess
import sys

import pytest

BEGIN = "import ctypes; ctypes.windll.user32.GetDesktopWindow()"
NOTHING = subprocess.DEVNULL

os.environ["QT_QPA_FONTDIR"] = sys.argv[1]
subprocess.run([sys.executable, "-c", BEGIN], stdin=NOTHING, stdout=NOTHING, stderr=NOTHING, check=True)
sys.exit(pytest.main(sys.argv[2:]))
