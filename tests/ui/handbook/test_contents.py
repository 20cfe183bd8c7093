"""The chapters as they lie on the disk: whole, alike in both languages, and with figures that the engine gives."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from rare_desk import paths
from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ops.pricing import calculate
from rare_desk.ui.handbook.contents import Chapter, chapter_of, chapters, folder, parts
from rare_desk.ui.handbook.examples import examples, worked
from rare_desk.ui.shell.pages import PAGES
from rare_desk.words import LANGUAGES, Language

GOLDEN = json.loads((Path(__file__).parents[2] / "data" / "pricing_examples.json").read_text(encoding="utf-8"))
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)]+)\)")
FIGURE = re.compile(r"(?<![\d.-])\d[\d,]*\.?\d*")
KEYS = sorted(chapters("zh"))


def linked(chapter: Chapter, *, pictures: bool) -> Iterator[str]:
    return (target for mark, _, target in LINK.findall(chapter.text) if bool(mark) == pictures)


def test_every_file_is_a_chapter_of_the_contents_once() -> None:
    listed = [chapter.key for part in parts("zh") for chapter in part.chapters]
    assert len(listed) == len(set(listed))
    for language in LANGUAGES:
        assert {file.stem for file in (folder() / language).iterdir()} == set(listed)


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_have_the_same_sections_examples_and_pictures(key: str) -> None:
    zh, en = chapters("zh")[key], chapters("en")[key]
    assert [section.key for section in zh.sections] == [section.key for section in en.sections]
    assert list(examples(zh.text)) == list(examples(en.text))
    assert list(linked(zh, pictures=True)) == list(linked(en, pictures=True))
    assert zh.text.count("```") == en.text.count("```")
    assert zh.text.count("\n| ") == en.text.count("\n| ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_a_key_of_its_own(language: Language) -> None:
    for chapter in chapters(language).values():
        headings = re.findall(r"^#{2,3} ", re.sub(r"```.*?```", "", chapter.text, flags=re.DOTALL), re.MULTILINE)
        assert len(headings) == len(chapter.sections), chapter.key
        keys = [section.key for section in chapter.sections]
        assert len(keys) == len(set(keys)), chapter.key


def test_every_page_and_every_calculator_has_its_chapter() -> None:
    for topic in (*(entry.name for entry in PAGES), *CALCULATORS):
        assert chapter_of(topic) == topic
    assert chapter_of("no such page") == "first-steps"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language: Language) -> None:
    known = chapters(language)
    pages = {entry.name for entry in PAGES}
    for chapter in known.values():
        for target in linked(chapter, pictures=False):
            if target.startswith("desk:"):
                page, _, calculator = target.removeprefix("desk:").partition("/")
                assert page in pages, target
                assert not calculator or calculator in CALCULATORS, target
                continue
            key, _, section = target.partition("#")
            assert key in known, target
            assert not section or section in {one.key for one in known[key].sections}, target


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_there_and_every_one_is_shown(language: Language) -> None:
    shown = {target for chapter in chapters(language).values() for target in linked(chapter, pictures=True)}
    there = {file.stem.removesuffix(f"-{language}") for file in (folder() / "pictures").glob(f"*-{language}.png")}
    assert shown == there


def test_the_pictures_leave_the_bundle_small() -> None:
    assert sum(file.stat().st_size for file in (folder() / "pictures").glob("*.png")) < 2_500_000


@pytest.mark.parametrize("key", sorted(CALCULATORS))
def test_every_calculator_shows_an_example(key: str) -> None:
    assert key in {example.calculator for example in examples(chapters("zh")[key].text)}


def all_examples() -> list[Any]:
    return [example for chapter in chapters("zh").values() for example in examples(chapter.text)]


@pytest.mark.parametrize("example", all_examples(), ids=lambda example: str(example.calculator))
def test_an_example_comes_to_the_figures_that_the_chapter_promises(example: Any) -> None:
    result = calculate(example.calculator, example.given)["result"]
    assert {name: result[name] for name in example.expected} == example.expected
    golden = [one for one in GOLDEN if (one["calculator"], one["input"]) == (example.calculator, example.given)]
    assert all(one["result"] == example.expected for one in golden)


def test_every_worked_figure_of_the_design_that_a_chapter_has_is_the_designs_own() -> None:
    """All but those calculators that the design works no figures for, and one settlement by exchanged assays."""
    own = [
        one
        for one in all_examples()
        if {"calculator": one.calculator, "input": one.given, "result": one.expected} not in GOLDEN
    ]
    assert sorted(one.calculator for one in own) == ["average", "estimate", "settlement"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(CALCULATORS))
def test_every_large_figure_in_a_calculators_text_is_one_of_its_examples(key: str, language: Language) -> None:
    text = chapters(language)[key].text
    given = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    told = {figure for figure in FIGURE.findall(given) if "," in figure or "." in figure.rstrip(".,")}
    computed = worked(text, language)
    for one in (*GOLDEN, *({"input": e.given, "result": e.expected} for e in examples(text))):
        computed += json.dumps(one)
    plain = computed.replace(",", "")
    limits = {"1,000", "0.01", "0.0001", "0.001", "1.1664", "1.1766"}
    assert {one.rstrip(".,") for one in told if one.rstrip(".,").replace(",", "") not in plain} - limits == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_factors_named_in_the_text_are_the_engines(language: Language) -> None:
    text = chapters(language)["metal"].text
    for given, factor in (
        ({"oxide": "Nd2O3"}, "1.1664"),
        ({"oxides": [{"oxide": "Pr6O11", "share": "25"}, {"oxide": "Nd2O3", "share": "75"}]}, "1.1766"),
    ):
        step = calculate("metal", given | {"oxide_price": "1000", "yield": "100", "fee": "0"}, language)["result"]
        assert step["consumption"] == factor
        assert factor in text


def said_by_the_window(language: Language) -> set[str]:
    """All texts of the window, without what stands behind a button's word: `Export…` is said `Export`."""
    texts = set()
    for file in (paths.resources() / "i18n").glob("*.ts"):
        for message in ElementTree.parse(file).iter("message"):
            texts.add(message.findtext("translation" if language == "zh" else "source") or "")
    return {text.rstrip("….") for text in texts}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_bold_stands_so_in_the_window(language: Language) -> None:
    known = said_by_the_window(language)
    for chapter in chapters(language).values():
        for words in re.findall(r"\*\*([^*]+)\*\*", chapter.text):
            assert words.rstrip("….") in known, f"{chapter.key}: {words}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_markup_is_left_to_be_read(language: Language, app: object) -> None:
    from PySide6.QtGui import QTextDocument

    for chapter in chapters(language).values():
        document = QTextDocument()
        document.setMarkdown(worked(chapter.text, language))
        for mark in ("**", "](", "{#", "```", "| :"):
            assert mark not in document.toPlainText(), chapter.key
