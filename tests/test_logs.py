"""The log says where in the program a fault was, and nothing of what stands in the book."""

from pathlib import Path

import pytest

from rare_desk import logs, paths

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
