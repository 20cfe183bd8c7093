"""The whole program with sockets forbidden, and what its log says afterwards."""

import os
import subprocess
import sys
from pathlib import Path

from rare_desk import paths
from tests.journeys.offline import SECRETS

ROOT = Path(__file__).parents[2]


def test_nothing_asks_for_a_socket_and_the_log_tells_nothing_of_the_book(machine: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.journeys.offline", str(tmp_path)]
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=900, check=False)
    assert ended.returncode == 0, ended.stderr.decode("utf-8", "replace")
    count, loaded = ended.stdout.decode().split(" files; loaded: ")
    assert int(count) > 90
    assert loaded.strip() == "-"
    log = (paths.log_dir() / "rare-desk.log").read_text("utf-8")
    assert "ValueError" in log
    assert [word for word in SECRETS if word in log] == []
