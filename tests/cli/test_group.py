"""Which verb is meant, in which language, and how things end."""

from pathlib import Path

import pytest

from rare_desk import __version__
from rare_desk.cli.group import guarded
from rare_desk.cli.say import Say
from tests.cli.conftest import run


def test_the_version_stands_before_any_verb() -> None:
    ended = run("--version")
    assert ended.code == 0
    assert __version__ in ended.out


@pytest.mark.parametrize(("language", "word"), [("zh", "撤销最后一步"), ("en", "Take the last step back")])
def test_the_help_lists_the_verbs_in_the_callers_language(language: str, word: str) -> None:
    ended = run("--lang", language, "--help")
    assert ended.code == 0
    assert word in ended.out
    for verb in ("new", "import", "export", "trades", "index", "prices", "exclusions", "explain", "price", "check"):
        assert verb in ended.out


@pytest.mark.parametrize("verb", ["new", "import", "export", "trades", "index", "prices", "exclusions", "explain"])
def test_a_verbs_help_is_said_in_both_languages(verb: str) -> None:
    chinese, english = run(verb, "--help"), run("--lang", "en", verb, "--help")
    assert chinese.code == english.code == 0
    assert chinese.out != english.out
    assert "@" not in chinese.out + english.out


def test_a_first_word_that_is_no_verb_and_no_book_names_the_nearest_verb() -> None:
    ended = run("--lang", "en", "exprot")
    assert ended.code == 2
    assert "export" in ended.err
    assert ended.out == ""


def test_a_verb_of_a_group_that_is_none_names_the_nearest(book: Path) -> None:
    ended = run("methodology", "imprt")
    assert (ended.code, ended.out) == (2, "")
    assert "没有“imprt”这个命令。是否要用 import？" in ended.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("index", "--formula", "geks-fisher", "--window", 1), "不小于 2 的整数"),
        (("vintages", "--id", "first"), "须是整数"),
        (("methodology", "weights", "--floor", "low"), "须是数字"),
    ],
)
def test_a_number_that_is_none_is_said_in_words(book: Path, args: tuple[object, ...], said: str) -> None:
    ended = run(*args, "--book", book)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_usage_mistakes_are_said_in_chinese_by_default(book: Path) -> None:
    ended = run("trades")
    assert ended.code == 2
    assert "缺少 --book" in ended.err
    assert "没有选项 --bok" in run("trades", "--bok", book).err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--from", "someday"), "“someday” is not a date"),
        (("--product", "gold"), "no product is called “gold”"),
        (("--side", "up"), "--side has a wrong value"),
    ],
)
def test_a_wrong_value_is_wrong_usage(book: Path, args: tuple[str, ...], said: str) -> None:
    ended = run("trades", "--book", book, *args, "--lang", "en")
    assert ended.code == 2
    assert said in ended.err


@pytest.mark.parametrize("verb", ["trades", "index", "prices", "exclusions", "history", "undo"])
def test_a_book_that_is_not_there_is_one_sentence_and_three(tmp_path: Path, verb: str) -> None:
    ended = run(verb, "--book", tmp_path / "no.raredesk", "--json")
    assert ended.code == 3
    assert ended.out == ""
    assert len(ended.err.strip().splitlines()) == 1


def test_a_file_that_is_no_book_is_one_sentence_and_three(tmp_path: Path) -> None:
    (tmp_path / "a.raredesk").write_text("a letter", encoding="utf-8")
    ended = run("trades", "--book", tmp_path / "a.raredesk")
    assert ended.code == 3
    assert len(ended.err.strip().splitlines()) == 1


def test_a_fault_of_our_own_is_seventy_and_names_the_log_that_has_its_trace(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: 1 // 0, Say("en")) == 70
    said = capsys.readouterr().err
    assert "ZeroDivisionError" not in said
    log = Path(said.partition("the log ")[2].partition(": send")[0])
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_an_error_of_the_system_is_three_and_said_in_our_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "no.json"
    assert guarded(missing.read_text, Say("en")) == 3
    assert capsys.readouterr().err == f"A file cannot be read or written: {missing}. Check path, rights and disk\n"


@pytest.mark.parametrize(
    "args",
    [
        ("index", "--book", "a.raredesk", "--freq", "yearly"),
        ("index", "--book"),
        ("index", "--json=1", "--book", "a.raredesk"),
        ("check", "a.raredesk", "b.raredesk"),
        ("export", "all", "out.csv", "--book", "a.raredesk"),
        ("index", "--nosuch"),
        ("import",),
        ("trades", "--book", "a.raredesk", "--from", "2025-13-01"),
    ],
)
def test_no_wrong_usage_is_answered_in_the_library_s_english(args: tuple[str, ...]) -> None:
    ended = run(*args, "--lang", "zh")
    assert ended.code == 2
    assert "用法见" in ended.err
    for english in ("not one of", "requires", "unexpected", "does not", "Missing", "such option", "Error"):
        assert english not in ended.err
