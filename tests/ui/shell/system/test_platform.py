import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rare_desk.ui.shell.system import platform

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks a display")


@linux
def test_without_a_display_pages_are_drawn_to_files() -> None:
    assert platform.look({}).state == "pictures"


@linux
def test_a_display_that_nobody_serves_is_found_out_by_a_child() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
    verdict = platform.look(environment | {"DISPLAY": ":7654"})
    assert verdict.state == "pictures"


def test_a_platform_that_was_asked_for_is_not_doubted() -> None:
    assert platform.look({"QT_QPA_PLATFORM": "offscreen"}).state == "window"


@linux
@pytest.mark.skipif(not shutil.which("Xvfb"), reason="no virtual display here")
def test_a_display_that_answers_is_a_window_and_needs_no_child() -> None:
    number = next(n for n in range(120, 200) if not Path(f"/tmp/.X11-unix/X{n}").exists())
    server = subprocess.Popen(["Xvfb", f":{number}", "-nolisten", "tcp"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            if Path(f"/tmp/.X11-unix/X{number}").exists():
                break
            subprocess.run(["sleep", "0.05"], check=True)
        assert platform._answers({"DISPLAY": f":{number}"})
    finally:
        server.terminate()
        server.wait()


@linux
def test_a_missing_library_is_named_as_debian_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(platform.PACKAGES, "libnot-here.so.9", "libnot-here9")
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    verdict = platform.look(environment | {"DISPLAY": ":7654"})
    assert "libnot-here9" in verdict.packages
