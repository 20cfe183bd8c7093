"""The log says where in the program a fault was, and nothing of what stands in the book."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from rare_desk import logs, paths
from tests.systems import WINDOWS

SECRET = "包钢 585000"


def failing() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"no price of {SECRET}") from error


def written(monkeypatch: pytest.MonkeyPatch, level: str) -> str:
    """What a fresh log holds after a fault."""
    monkeypatch.setenv("RARE_DESK_LOG", level)
    monkeypatch.setattr(logs.LOG, "handlers", [])
    assert logs.to_file() is not None
    try:
        failing()
    except ValueError as error:
        logs.fault("here", error)
    for handler in logs.LOG.handlers:
        handler.close()
    return (paths.log_dir() / "rare-desk.log").read_text("utf-8")


@pytest.fixture
def log(machine: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Of files as small as a few lines."""
    monkeypatch.setattr(logs.LOG, "handlers", [])
    monkeypatch.setattr(logs, "LARGEST", 200)
    file = logs.to_file()
    assert file is not None
    yield file
    for handler in logs.LOG.handlers:
        handler.close()


def lines(file: Path) -> list[str]:
    """What was said, the oldest first."""
    there = [file.with_name(f"{file.name}.{number}") for number in range(logs.KEPT, 0, -1)] + [file]
    said = [one.read_text("utf-8").splitlines() for one in there if one.exists()]
    return [line.rpartition(" ")[2] for part in said for line in part]


def test_the_log_keeps_its_latest_files_and_none_grows_large(log: Path) -> None:
    for number in range(100):
        logs.LOG.error("%s", number)
    assert sorted(one.name for one in log.parent.iterdir()) == [log.name, *(f"{log.name}.{n}" for n in (1, 2, 3))]
    assert all(one.stat().st_size <= logs.LARGEST for one in log.parent.iterdir())
    kept = lines(log)
    assert kept == [str(number) for number in range(100 - len(kept), 100)]
    assert len(kept) > 10


def test_a_log_that_another_program_has_open_loses_nothing_and_turns_over_afterwards(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.LOG.error("0")
    with monkeypatch.context() as held, log.open(encoding="utf-8"):
        if not WINDOWS:
            held.setattr(Path, "rename", refused)
            held.setattr(os, "rename", refused)
        for number in range(1, 40):
            logs.LOG.error("%s", number)
        assert lines(log) == [str(number) for number in range(40)]
    logs.LOG.error("40")
    assert lines(log) == [str(number) for number in range(41)]
    assert log.stat().st_size <= logs.LARGEST
    assert capsys.readouterr().err == ""


def refused(*_: object) -> NoReturn:
    raise PermissionError(32, "in use, as Windows says")


def test_a_fault_is_logged_with_its_kinds_and_places_but_not_with_what_it_quotes(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = written(monkeypatch, "")
    assert "ValueError\nbecause of\n" in text
    assert "KeyError" in text
    assert "in failing" in text
    assert SECRET not in text


def test_the_level_debug_adds_what_the_fault_says(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert SECRET in written(monkeypatch, "debug")
