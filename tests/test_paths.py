"""Where the program keeps what is not a book."""

import sys
from pathlib import Path

import pytest

from rare_desk import paths, prefs


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packaged program that seems to run."""
    folder = tmp_path / "程序 1"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "RareDesk.exe"))
    return folder


def test_a_carried_program_keeps_everything_beside_itself(packaged: Path) -> None:
    (packaged / "portable").touch()
    assert paths.data_dir() == packaged / "data/books"
    assert paths.log_dir() == packaged / "data/logs"
    kept = prefs.load()
    kept.page = "trades"
    kept.save()
    assert (packaged / "data/prefs.json").is_file()
    assert prefs.load().page == "trades"


def test_books_are_offered_a_place_that_no_other_program_copies(
    packaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("XDG_DOCUMENTS_DIR", "WIN_PD_OVERRIDE_PERSONAL"):
        monkeypatch.setenv(variable, str(tmp_path / "OneDrive/文档"))
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path / "王 伟"))
    assert paths.data_dir() == tmp_path / "王 伟/Rare Desk"


def test_an_installed_program_writes_nothing_beside_itself(packaged: Path) -> None:
    for place in (paths.data_dir(), paths.log_dir(), paths.prefs_file()):
        assert packaged not in place.parents
    assert list(packaged.iterdir()) == []


def test_a_checkout_is_never_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    (tmp_path / "portable").touch()
    assert paths.portable() is None
