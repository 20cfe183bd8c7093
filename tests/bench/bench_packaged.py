"""How long until the packaged program's window is on the screen, against the same program from its sources.

    python tests/bench/bench_packaged.py PROGRAM [RUNS]      (PROGRAM: dist/RareDesk/RareDesk, or RareDesk.exe)

Each run is a process of its own, from its beginning until the system shows a window of it, with the sample book; the
two take turns. On Linux it needs a display (`xvfb-run`) and xdotool, which is asked for the window by its process.
Exit code 1 when the packaged one takes more than 1.3 times as long, by the best of the runs.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HOUSE = Path(__file__).resolve().parents[2]
LIMIT = 1.3
PATIENCE_S = 120


def shown(process: int) -> bool:
    """Whether the system shows a window of that process."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        user, found = ctypes.windll.user32, []

        @ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)
        def look(window: int, _parameter: int) -> bool:
            owner = wintypes.DWORD()
            user.GetWindowThreadProcessId(window, ctypes.byref(owner))
            if owner.value == process and user.IsWindowVisible(window):
                found.append(window)
            return True

        user.EnumWindows(look, 0)
        return bool(found)
    asked = ["xdotool", "search", "--onlyvisible", "--pid", str(process)]
    return bool(subprocess.run(asked, capture_output=True, check=False).stdout)


def seconds(command: list[str], home: Path) -> float:
    places = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR")
    windows = ("WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_PERSONAL")
    environment = os.environ | {name: str(home) for name in (*places, *windows)} | {"PYTHONPATH": str(HOUSE)}
    environment.pop("QT_QPA_PLATFORM", None)
    begun = time.time()
    program = subprocess.Popen([*command, "--sample"], env=environment, cwd=home)
    while not shown(program.pid):
        if time.time() - begun > PATIENCE_S or program.poll() is not None:
            raise SystemExit(f"no window: {command}")
        time.sleep(0.005)
    passed = time.time() - begun
    program.kill()
    program.wait()
    for left in home.rglob("run-*.txt"):
        left.unlink()  # it was no crash
    return passed


def main() -> int:
    packaged, runs = [str(Path(sys.argv[1]).resolve())], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    sources = [sys.executable, "-m", "rare_desk"]
    with TemporaryDirectory() as folder:
        home = Path(folder)
        for command in (packaged, sources):  # the first makes the sample book's copy, and both warm the disk's cache
            seconds(command, home)
        taken = [(seconds(packaged, home), seconds(sources, home)) for _ in range(runs)]
    ours, plain = zip(*taken, strict=True)
    figures = {
        "packaged_s": min(ours),
        "packaged_median_s": statistics.median(ours),
        "sources_s": min(plain),
        "sources_median_s": statistics.median(plain),
        "ratio": min(ours) / min(plain),
        "limit": LIMIT,
    }
    print(json.dumps({name: round(figure, 3) for name, figure in figures.items()}))
    return 0 if figures["ratio"] <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
