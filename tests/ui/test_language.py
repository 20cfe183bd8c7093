import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from rare_desk import paths
from rare_desk.core.problems import Place, problem
from rare_desk.ops.book import shipped
from rare_desk.ui import labels, language
from rare_desk.words import Language


@pytest.fixture(scope="module")
def build() -> ModuleType:
    place = paths.resources() / "i18n" / "build.py"
    if not place.is_file():
        pytest.skip("not in an installed program")
    spec = importlib.util.spec_from_file_location("i18n_build", place)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


def test_every_text_of_the_window_is_translated(build: ModuleType) -> None:
    assert list(build.unfinished()) == []


def test_the_built_translation_is_of_these_sources(build: ModuleType) -> None:
    assert build.is_current()


@pytest.mark.parametrize(
    "room", ["shell", "today", "trades", "quotes", "index", "pricing", "imports", "paper", "methodology"]
)
def test_no_text_of_the_code_is_missing_from_the_translation(build: ModuleType, room: str, tmp_path: Path) -> None:
    file: Path = build.translation(room)
    if not file.is_file():
        pytest.skip("a room without texts")
    (tmp_path / file.name).write_bytes(file.read_bytes())
    build.update(room, tmp_path)
    assert list(build.unfinished(tmp_path)) == []


def test_qt_speaks_chinese_too(app: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    language.choose("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_problems_are_said_in_the_language_of_the_window(app: QApplication) -> None:
    wrong = problem("not-a-number", "price", "5o")
    assert "不是数字" in labels.say(wrong)
    language.choose("en")
    assert "not a number" in labels.say(wrong)


def test_the_same_problem_is_said_once(app: QApplication) -> None:
    wrong = problem("missing-date", "date")
    assert labels.say_all([wrong, wrong]) == labels.say(wrong)


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_a_product_is_found_by_the_name_that_the_window_shows(app: QApplication, spoken: Language) -> None:
    language.choose(spoken)
    for one in shipped.catalogue():
        assert shipped.catalogue().find(labels.product(one)) is one


def test_a_place_is_said_as_a_person_says_it(app: QApplication) -> None:
    assert labels.where(Place("a.xlsx", "明细", 13, "日期")) == "明细 第 13 行 日期"
    language.choose("en")
    assert labels.where(Place("a.xlsx", "", 13, "Date")) == "row 13, Date"
