"""What both installers say and leave behind; that they work is tried by hand (`installer/check-*.sh`)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

INSTALLER = Path(__file__).parents[1] / "installer"
ISS = (INSTALLER / "rare-desk.iss").read_text("utf-8")
NSI = (INSTALLER / "rare-desk.nsi").read_text("utf-8")
WRITE = """
import runpy, sys
from pathlib import Path

modules = {"nacl", "numpy", "PySide6", "shiboken6", "openpyxl"}
runpy.run_path(sys.argv[1])["write"](Path(sys.argv[2]), modules, Path(sys.argv[3]))
"""
CHINESE = (INSTALLER / "chinese.isl").read_text("utf-8-sig")


def entries(text: str, section: str) -> dict[str, str]:
    body = text.partition(f"[{section}]\n")[2].partition("\n[")[0]
    return dict(line.split("=", 1) for line in body.splitlines() if "=" in line and not line.startswith(";"))


def test_every_word_of_our_own_is_there_in_both_languages_of_the_inno_installer() -> None:
    english = {name.removeprefix("en."): said for name, said in entries(ISS, "CustomMessages").items()}
    chinese = entries(CHINESE, "CustomMessages")
    assert set(english) <= set(chinese)
    asked = set(re.findall(r"\{cm:(\w+)", ISS)) | set(re.findall(r"CustomMessage\('(\w+)'\)", ISS))
    assert asked <= set(chinese)


def test_both_languages_promise_that_books_stay() -> None:
    english, chinese = entries(ISS, "Messages"), entries(CHINESE, "Messages")
    for message in ("ConfirmUninstall", "UninstalledAll", "UninstalledMost"):
        assert "Books and preferences" in english[f"en.{message}"]
        assert "账簿和设置" in chinese[message]


def test_chinese_sentences_are_whole() -> None:
    for name, said in entries(CHINESE, "Messages").items():
        assert re.search(r"[\u4e00-\u9fff（]", said), name
        assert said == said.strip()
        assert said.count("[") == said.count("]")
        assert not re.search(r"%(?![12345n])", said), name


def test_the_chinese_file_is_read_as_what_it_is() -> None:
    raw = (INSTALLER / "chinese.isl").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "without it Inno Setup takes the letters for those of the machine"
    assert "compiler:Default.isl,chinese.isl" in ISS


@pytest.mark.parametrize("class_name", ["RareDesk.Book", "RareDesk.Locked", "RareDesk.RareDesk"])
def test_both_installers_use_the_same_names(class_name: str) -> None:
    assert class_name in ISS
    assert class_name in NSI


def test_an_ending_that_another_program_has_taken_is_not_deleted_with_ours() -> None:
    endings = [line for line in ISS.splitlines() if re.search(r'Classes\\\.\w+"; ValueType', line)]
    assert len(endings) == 2
    assert not any("uninsdelete" in line for line in endings)
    assert "and (Opened = OfOurs)" in ISS
    assert '${If} $0 == "${class}"' in NSI


def test_what_is_left_out_of_an_older_version_and_what_is_uninstalled_are_our_own_folders() -> None:
    inno = set(re.findall(r'Name: "\{app\}\\(\w+)"', ISS))
    nsis = set(re.findall(r'RMDir /r "\$INSTDIR\\(\w+)"', NSI))
    assert inno == nsis == {"_internal", "licences"}


def test_the_notice_names_what_is_within_and_every_text_that_it_refers_to_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "RareDesk" / "licences"
    command = [
        sys.executable,
        "-c",
        WRITE,
        str(INSTALLER / "notice.py"),
        str(folder),
        str(INSTALLER.parent / "LICENSE"),
    ]
    subprocess.run(command, check=True)
    notice = (folder.parent / "NOTICE.txt").read_text("utf-8")
    within = (folder / "Libraries.txt").read_text("utf-8")
    for name in ("PyNaCl", "numpy", "PySide6", "shiboken6", "openpyxl", "Python"):
        assert re.search(rf"^  {name}", notice, re.MULTILINE), name
    for name in ("libsodium", "OpenSSL", "SQLite", "libffi", "Expat", "zlib", "bzip2", "XZ", "FreeType", "HarfBuzz"):
        assert name in within
    named = re.findall(r"licences/([\w. -]+\.txt)", notice) + re.findall(r"\b([\w.-]+\.txt)", within)
    assert {"LGPL-3.0.txt", "GPL-3.0.txt", "Libraries.txt", "Apache-2.0.txt", "Rare Desk.txt"} <= set(named)
    assert [name for name in named if not (folder / name).is_file()] == []
