"""Which names no file may be given: Windows keeps some for devices, drops what stands at the end, counts letters."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from rare_desk.core import file_names
from rare_desk.core.file_names import runs, share, stem_of, unfit
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
        assert name.strip().replace("\n", "↵") in told
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


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (r"\\Host\Share\a\b.pdf", r"\\host\share"),
        ("//host/share/b.pdf", r"\\host\share"),
        (r"\/host/share", r"\\host\share"),
        (r"\\host", r"\\host"),
        (r"\\?\UNC\host\share\b.pdf", r"\\?\unc"),
        (r"\\.\PhysicalDrive0", r"\\.\physicaldrive0"),
        (r"\\10.0.0.1@SSL@443\x\b.pdf", r"\\10.0.0.1@ssl@443\x"),
        (r"C:\desk\b.pdf", ""),
        ("/home/desk/b.pdf", ""),
        ("../../b.pdf", ""),
        ("", ""),
    ],
)
def test_a_path_that_leads_to_another_machine_is_known_by_its_text(path: str, place: str) -> None:
    assert share(path) == place


@pytest.mark.parametrize(
    "name",
    ["a.exe", "invoice.pdf.exe", "a.EXE. .", r"C:\x\a.lnk", "a.hta", "a.url", "a.js", "a.desktop", "a.ps1"],
)
def test_what_a_click_would_start_is_known(name: str) -> None:
    assert runs(name)


@pytest.mark.parametrize("name", ["HT-1.pdf", "exe", "a.xlsx", "a.exe.pdf", "照片.jpg", "a.docx", ""])
def test_a_paper_is_opened(name: str) -> None:
    assert not runs(name)


NAMES = ("../../x", r"\\host\share\x", "//host/x", "C:\\x", "", "..", "CON", "nul.json", "a\0b", "\u202egpj", "x" * 999)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", [PureWindowsPath, PurePosixPath])
def test_a_file_called_after_anything_stays_in_its_folder(name: str, kind: type[PurePath]) -> None:
    made = kind("/desk") / f"{stem_of(name)}.json"
    assert made.parent == kind("/desk")
    assert unfit(made) is None
    assert stem_of(name).isprintable()


def test_an_honest_name_is_kept_for_its_file() -> None:
    assert stem_of("包头某某（虚构） RD-1 & Co.") == "包头某某（虚构） RD-1 & Co"
