"""The rules of the house: directions, sizes, words in both languages, translations, and no network."""

import ast
import csv
import importlib.util
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from rare_desk import paths

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "rare_desk").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
WORKBOOKS = ROOT / "tests" / "data" / "workbooks"
WORDS = sorted((ROOT / "resources" / "words").glob("*.toml"))
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "asyncio", "requests", "httpx"}
LOCAL = "platform.py"
"""Asks the display server on this machine whether it listens, through its local socket."""


def words(file: Path) -> dict[str, dict[str, str]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def placeholders(text: str) -> set[str]:
    """A detail that is itself a word in each language is called `zh` in one and `en` in the other."""
    return {name.replace("zh", "en") for _, name, _, _ in string.Formatter().parse(text) if name}


@cache
def nodes(source: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(source.read_text(encoding="utf-8"))))


def imported(source: Path) -> Iterator[str]:
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", WORDS, ids=lambda file: file.stem)
def test_every_word_is_there_in_both_languages_with_equal_placeholders(file: Path) -> None:
    for code, word in words(file).items():
        assert set(word) == {"zh", "en"}, code
        assert word["zh"].strip(), code
        assert word["en"].strip(), code
        assert placeholders(word["zh"]) == placeholders(word["en"]), code


def problem_codes() -> set[str]:
    """The literal codes that the program gives to `problem(...)` or `Problem(...)`, and to the store's `book_error`."""
    found = set()
    for source in SOURCES:
        for node in nodes(source):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                named = node.func.id in ("problem", "Problem", "book_error")
                if named and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def test_every_problem_has_its_sentence() -> None:
    assert problem_codes() - set(words(ROOT / "resources/words/problems.toml")) == set()


def test_every_step_has_its_label() -> None:
    labels = {
        node.args[0].value
        for source in SOURCES
        for node in nodes(source)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "step"
        and node.args
        if isinstance(node.args[0], ast.Constant)
    }
    assert labels - set(words(ROOT / "resources/words/steps.toml")) == set()


def test_every_word_that_the_program_asks_for_exists() -> None:
    known = {f"{file.stem}.{code}" for file in WORDS for code in words(file)}
    asked = set()
    for source in SOURCES:
        for node in nodes(source):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("word", "label"):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    asked.add(first.value)
    assert asked - known == set()


SQL = re.compile(r"\b(SELECT\s.+\sFROM|INSERT INTO|UPDATE\s+\w+\s+SET|DELETE FROM|PRAGMA)\b", re.DOTALL)


def test_sql_is_written_in_the_store_alone() -> None:
    guilty = {
        f"{source.relative_to(ROOT)}:{node.lineno}"
        for source in SOURCES
        if "store" not in source.relative_to(ROOT).parts
        for node in nodes(source)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    }
    assert guilty == set()


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {str(file): count for file in SOURCES + TESTS if (count := len(file.read_text("utf-8").splitlines())) > 400}
    assert long == {}


def test_no_function_is_longer_than_sixty_lines() -> None:
    long = [
        f"{source.name}: {node.name}"
        for source in SOURCES
        for node in nodes(source)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long == []


CLOCKS = {"perf_counter", "process_time", "thread_time", "perf_counter_ns"}


def test_only_benches_read_a_clock_for_how_long_something_takes() -> None:
    found = [
        f"{test.relative_to(ROOT)}:{node.lineno}"
        for test in TESTS
        if not {"bench", "fuzz"} & set(test.relative_to(ROOT).parts)
        for node in nodes(test)
        if (isinstance(node, ast.Attribute) and node.attr in CLOCKS)
        or (isinstance(node, ast.ImportFrom) and CLOCKS & {name.name for name in node.names})
    ]
    assert found == []


def test_the_program_imports_nothing_that_reaches_the_network() -> None:
    guilty = {
        f"{source.relative_to(ROOT)}: {name}"
        for source in SOURCES
        for name in imported(source)
        if source.name != LOCAL and (name in NETWORK or name.split(".")[0] in NETWORK or "QtNetwork" in name)
    }
    assert guilty == set()


def test_a_run_of_the_commands_opens_no_connection(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "def watch(event, args):\n"
        "    if event.startswith('socket.'): raise SystemExit(f'network: {event}')\n"
        "sys.addaudithook(watch)\n"
        "from rare_desk.cli import group\n"
        "def run(*args):\n"
        "    try: group.main(list(args))\n"
        "    except SystemExit as end: assert not end.code, (args, end.code)\n"
        f"book, file = {str(tmp_path / 'a.raredesk')!r}, {str(WORKBOOKS / 'purchase-ledger-2025.xlsx')!r}\n"
        "run('new', book)\n"
        "run('import', file, '--book', book)\n"
        "run('index', '--book', book, '--json')\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr


def test_the_rooms_know_each_other_in_one_direction_only() -> None:
    if importlib.util.find_spec("importlinter") is None:
        pytest.skip("import-linter is not installed")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stdout


def test_resources_are_found_and_carry_the_shipped_data() -> None:
    folder = paths.resources()
    for name in (
        "products.csv",
        "concentrate_prices.csv",
        "methodology.json",
        "sample_trades.csv",
        "oxide_factors.csv",
    ):
        assert (folder / "data" / name).is_file(), name


def test_every_real_price_names_its_source() -> None:
    for name in ("concentrate_prices.csv", "quotes_usgs.csv"):
        with (paths.resources() / "data" / name).open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                assert row["source_url"], row


PLACE = re.compile(r"%\d|%n|\{[^}]*\}")
TRANSLATIONS = sorted((ROOT / "resources" / "i18n").glob("*_zh_CN.ts"))


@pytest.mark.parametrize("file", TRANSLATIONS, ids=lambda file: file.stem)
def test_every_text_of_the_window_is_translated_with_its_placeholders(file: Path) -> None:
    for message in ElementTree.parse(file).iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        assert translation is not None, source
        if translation.get("type") in ("vanished", "obsolete"):
            continue
        assert translation.get("type") != "unfinished", source
        texts = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        for text in texts:
            assert text.strip(), source
            if message.get("numerus") != "yes":
                assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(source)), source


def test_the_built_translation_matches_its_sources() -> None:
    from PySide6.QtCore import QTranslator

    built = QTranslator()
    assert built.load("rare_desk_zh_CN", str(ROOT / "resources" / "i18n"))
    for file in TRANSLATIONS:
        for context in ElementTree.parse(file).iter("context"):
            for message in context.iter("message"):
                translation = message.find("translation")
                if translation is None or translation.get("type") or message.get("numerus") == "yes":
                    continue
                said = built.translate(context.findtext("name") or "", message.findtext("source") or "")
                assert said == translation.text, (
                    f"{file.name}: {message.findtext('source')}: run resources/i18n/build.py"
                )
