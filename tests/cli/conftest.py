"""The real command, in this process and as a process of its own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from rare_desk.cli import group
from rare_desk.ops.book.sample import new_sample_book

DATA = Path(__file__).resolve().parent.parent / "data"
WORKBOOKS = DATA / "workbooks"


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ended]


def run(*args: object, stdin: str | None = None) -> Ended:
    """The command with these arguments."""
    result = CliRunner().invoke(group, [str(arg) for arg in args], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)


def start(*args: object) -> "subprocess.Popen[str]":
    """The command as a process of its own."""
    command = [sys.executable, "-m", "rare_desk", *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


@pytest.fixture
def book(empty_book: Path, tmp_path: Path) -> Path:
    """An empty book."""
    return shutil.copyfile(empty_book, tmp_path / "甲.raredesk")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book, for reading."""
    path = tmp_path_factory.mktemp("sample") / "sample.raredesk"
    new_sample_book(path).close()
    return path
