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
