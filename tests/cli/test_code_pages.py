"""Whatever code page the console has, what comes out is UTF-8, and what goes in by a pipe is read as what it is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rare_desk.ops.book.books import new_book
from tests.store.test_steps import add_party

ROOT = Path(__file__).parents[2]
PAGES = ["gbk", "cp1252"]
NAME = "𠮷林 Größe €"
"""In no code page whole."""


def ran(page: str, *arguments: object, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    env = os.environ | {"PYTHONIOENCODING": page, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "rare_desk", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=env, input=given, capture_output=True, check=False)


@pytest.mark.parametrize("page", PAGES)
def test_names_come_out_whole_as_a_table_and_as_json(tmp_path: Path, page: str) -> None:
    path = tmp_path / "账簿.raredesk"
    with new_book(path) as book:
        add_party(book, NAME)
    for more in ((), ("--json",)):
        ended = ran(page, "counterparties", "list", "--book", path, *more)
        assert (ended.returncode, ended.stderr) == (0, b"")
        assert NAME in ended.stdout.decode("utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_a_refusal_names_a_chinese_path_in_chinese(tmp_path: Path, page: str) -> None:
    ended = ran(page, "check", tmp_path / "不在这里.raredesk")
    assert ended.returncode == 3
    assert "不在这里.raredesk" in ended.stderr.decode("utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_a_question_by_a_pipe_is_read_as_utf_8(tmp_path: Path, page: str) -> None:
    asked = {"reference_price": "26834", "reference_grade": "五十", "grade": "52.3"}
    ended = ran(page, "price", "grade", "--json", "--input", "-", given=json.dumps(asked, ensure_ascii=False).encode())
    assert ended.returncode == 1
    assert "五十" in (ended.stdout + ended.stderr).decode("utf-8")
