"""pytest under Wine. Wine's desktop begins with the first window and keeps that program's pipes for itself: who then
waits for the end of a child's output waits for ever. So it is begun beforehand, by a child without any."""

import subprocess
import sys

import pytest

BEGIN = "import ctypes; ctypes.windll.user32.GetDesktopWindow()"
NOTHING = subprocess.DEVNULL

subprocess.run([sys.executable, "-c", BEGIN], stdin=NOTHING, stdout=NOTHING, stderr=NOTHING, check=True)
sys.exit(pytest.main(sys.argv[1:]))
