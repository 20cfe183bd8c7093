import string

import pytest

from rare_desk import words
from rare_desk.core.problems import Problem, problem
from rare_desk.words import _table


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(_table()))
def test_every_word_stands_in_both_languages_with_the_same_placeholders(key: str) -> None:
    word = _table()[key]
    assert set(word) == {"zh", "en"}
    assert placeholders(word["zh"]) == placeholders(word["en"])
    assert word["zh"]
    assert word["en"]


def test_a_sentence_names_the_field_and_the_value() -> None:
    found: Problem = problem("out-of-range", "vat_rate", "31", low=0, high=30)
    assert words.sentence(found, "zh") == "税率 31 应在 0 至 30 之间"
    assert words.sentence(found, "en") == "VAT rate 31 must lie between 0 and 30"


def test_a_sentence_repeats_no_more_of_a_value_than_one_can_read() -> None:
    said = words.sentence(problem("not-a-number", "grade", "9" * 10_000_000), "en")
    assert said == f"“{'9' * 200}…” is not a number; write one such as 12.5"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_name_does_not_turn_the_words_about_it_around(language: words.Language) -> None:
    said = words.sentence(problem("counterparty-exists", "name", "\u202egpj.exe\u2069\x1b[31m\x00\x9b"), language)
    assert "‹202E›gpj.exe‹2069›‹001B›[31m‹0000›‹009B›" in said
    assert said.isprintable()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_name_written_from_right_to_left_is_set_apart(language: words.Language) -> None:
    assert "\u2068שלום\u2069" in words.sentence(problem("counterparty-exists", "name", "שלום"), language)
    assert "\u2068العربية 5\u2069" in words.word("steps.counterparty-added", language, name="العربية 5")


def test_a_name_over_two_lines_stays_in_the_line_of_its_sentence() -> None:
    said = words.sentence(problem("counterparty-exists", "name", "甲\r\n乙\t丙"), "zh")
    assert "甲↵乙↵丙" in said


@pytest.mark.parametrize("name", ["包头某某（虚构）　公司", "Ärz & Co. <b>", "{0} %s %", "é\u0301", "a\u200db"])
def test_an_honest_name_is_repeated_as_it_is(name: str) -> None:
    assert name in words.sentence(problem("counterparty-exists", "name", name), "en")
    assert words.printed(f"甲\n{name}\t") == f"甲\n{name}\t"
