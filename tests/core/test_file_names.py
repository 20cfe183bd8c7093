"""Which names no file may be given: Windows keeps some for devices, drops what stands at the end, counts letters."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from rare_desk.core import file_names
from rare_desk.core.file_names import unfit
from rare_desk.words import sentence


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("CON", "name-reserved"),
        ("nul.xlsx", "name-reserved"),
        ("Com1.raredesk", "name-reserved"),
        ("LPT¹.csv", "name-reserved"),
        ("aux .tar.gz", "name-reserved"),
        ("报价.xlsx.", "name-ends"),
        ("报价 ", "name-ends"),
        ("9:30 报价.xlsx", "name-marks"),
        ("谁?.pdf", "name-marks"),
        ("第一\n二.csv", "name-marks"),
    ],
)
def test_a_name_that_windows_cannot_keep_is_refused_in_one_sentence(name: str, code: str) -> None:
    found = unfit(PurePosixPath("/desk") / name)
    assert found is not None
    assert found.code == code
    for told in (sentence(found, "zh"), sentence(found, "en")):
        assert name.strip() in told
        assert "{" not in told


@pytest.mark.parametrize("name", ["CONTRACT.xlsx", "COM10.csv", "com.csv", ".隐藏", "王伟 的 报价 (2).xlsx", "a.b..c"])
def test_other_names_are_not(name: str) -> None:
    assert unfit(PurePosixPath("/desk") / name) is None


def test_the_mark_that_cannot_be_used_is_named() -> None:
    found = unfit(PureWindowsPath("C:/desk") / "a<b>|c")
    assert found is not None
    assert dict(found.details)["marks"] == "< > |"


def test_a_path_is_counted_as_windows_does_with_what_lies_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_names, "LONGEST", 40)
    assert unfit(PureWindowsPath("C:/" + "稀" * 37)) is None
    assert unfit(PureWindowsPath("C:/" + "稀" * 37), room=1) is not None
    found = unfit(PureWindowsPath("C:/" + "𨧀" * 19))
    assert found is not None
    assert found.code == "path-too-long"
    assert dict(found.details) == {"length": "41", "longest": "40"}


def test_where_the_system_does_not_count_any_length_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_names, "LONGEST", 0)
    assert unfit(PurePosixPath("/" + "a/" * 400 + "b")) is None
