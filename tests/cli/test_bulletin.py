"""The bulletin by command, as a scheduled task makes it: no display, an exit code, the paths."""

import json
import os
import subprocess
import sys
from pathlib import Path

from rare_desk.ops.book.books import new_book


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    without_display = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "rare_desk", "bulletin", *arguments]
    path = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]))
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", env=without_display | {"PYTHONPATH": path}
    )


def test_the_sample_books_bulletin_is_written_and_its_paths_are_printed(tmp_path: Path) -> None:
    done = run(tmp_path, "--sample", "--out", "out", "--lang", "en", "--json")
    assert done.returncode == 0, done.stderr
    paths = [tmp_path / path for path in json.loads(done.stdout)["paths"]]
    assert [path.suffix for path in paths] == [".pdf", ".xlsx", ".png", ".png"]
    assert all(path.is_file() for path in paths)
    assert b"/FontFile2" in paths[0].read_bytes()


def test_a_book_without_an_index_day_is_one_and_says_what_to_do(tmp_path: Path) -> None:
    new_book(tmp_path / "desk.raredesk").close()
    done = run(tmp_path, "--book", "desk.raredesk", "--out", "out")
    assert done.returncode == 1
    assert "录入或导入成交" in done.stderr
    assert done.stdout == ""


def test_without_a_book_it_is_wrong_usage(tmp_path: Path) -> None:
    assert run(tmp_path, "--out", "out").returncode == 2


def test_a_book_that_is_not_there_is_three(tmp_path: Path) -> None:
    assert run(tmp_path, "--book", "gone.raredesk", "--out", "out").returncode == 3
