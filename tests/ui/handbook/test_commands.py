"""The chapter of the command line against the commands themselves."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import rare_desk.app as composition
from rare_desk.cli import group
from rare_desk.cli.group import BUSY, DATA, FAULT, FILE, OK, USAGE
from rare_desk.cli.say import Say
from rare_desk.ops.book.locking import write_locked
from rare_desk.ui.handbook.contents import chapters
from rare_desk.words import LANGUAGES, Language

WORKBOOKS = Path(__file__).parents[2] / "data" / "workbooks"
ROW = re.compile(r"^\| `([a-z]+)` \| .+ \| `rare-desk (.+)` \|$", re.MULTILINE)
DRAWING = {"open": composition.open_, "bulletin": composition.bulletin}
"""Verbs that need Qt; the composition root adds them."""


def rows(language: Language) -> dict[str, str]:
    return dict(ROW.findall(chapters(language)["commands"].text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_stands_there_once_with_an_example_of_its_own(language: Language) -> None:
    found = ROW.findall(chapters(language)["commands"].text)
    assert sorted(verb for verb, _ in found) == sorted({*group.commands, *DRAWING})
    assert all(example.split()[0] == verb for verb, example in found)


def test_every_example_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after another, on a ledger of a year; nothing moved since it was published, so that nothing is restated."""
    monkeypatch.chdir(tmp_path)
    write_locked(tmp_path / "index.xlsx.locked", "geheim", lambda plain: plain.write_bytes(b"a file"))
    monkeypatch.setenv("RARE_DESK_PASSWORD", "geheim")
    shutil.copy(WORKBOOKS / "purchase-ledger-2025.xlsx", tmp_path / "ledger.xlsx")
    for verb, example in rows("en").items():
        if verb in DRAWING:
            continue
        ended = CliRunner().invoke(group, shlex.split(example))
        assert ended.exit_code == (DATA if verb == "restate" else OK), f"{example}: {ended.output}"
    assert (tmp_path / "restored.raredesk").is_file()
    assert (tmp_path / "index.xlsx").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_of_drawing_and_of_schedules_are_understood(language: Language) -> None:
    told = [rows(language)[verb] for verb in DRAWING]
    scheduled = chapters(language)["bulletin"].text.replace('\\"', '"').replace("$(date +\\%F)", "DAY")
    told += re.findall(r'rare-desk(?:\.exe")? ((?:bulletin|backup) [^\n]+)', scheduled)
    assert len(told) == 8
    for line in told:
        verb, *arguments = re.findall(r'[^\s"]+', line)
        (DRAWING.get(verb) or group.commands[verb]).make_context(verb, arguments, obj=Say(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exit_code_is_told(language: Language) -> None:
    codes = re.findall(r"^\| (\d+) \|", chapters(language)["commands"].text, re.MULTILINE)
    assert [int(code) for code in codes] == [OK, DATA, USAGE, FILE, BUSY, FAULT]
