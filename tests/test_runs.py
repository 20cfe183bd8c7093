"""A run of the window that did not end in good order is told of at the next start, once."""

import subprocess
import sys
from pathlib import Path

from rare_desk import runs

ROOT = Path(__file__).parents[1]
RUN = """
import os, sys
from pathlib import Path
from rare_desk import runs

def half_way():
    if sys.argv[2] == "crash":
        os.abort()
    print("here", flush=True)
    sys.stdin.read()

with runs.watched(Path(sys.argv[1])):
    half_way()
"""


def begun(folder: Path, how: str) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", RUN, str(folder), how]
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)


def standing(folder: Path) -> "subprocess.Popen[str]":
    made = begun(folder, "wait")
    assert made.stdout is not None
    assert made.stdout.readline() == "here\n"
    return made


def test_a_crash_is_told_once_with_the_place_in_the_program(tmp_path: Path) -> None:
    begun(tmp_path, "crash").communicate()
    (found,) = runs.ended(tmp_path)
    assert "half_way" in found.trace
    assert runs.ended(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_goes_on_is_not_told_of_and_one_that_was_killed_is(tmp_path: Path) -> None:
    going, killed = standing(tmp_path), standing(tmp_path)
    assert runs.ended(tmp_path) == []
    killed.kill()
    killed.communicate()
    (found,) = runs.ended(tmp_path)
    assert found.trace == ""
    going.communicate("")
    assert (going.returncode, runs.ended(tmp_path), list(tmp_path.iterdir())) == (0, [], [])


def test_a_machine_that_cannot_keep_the_file_goes_without(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    with runs.watched(nowhere):
        assert runs.ended(nowhere) == []
