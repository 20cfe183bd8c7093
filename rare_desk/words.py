"""The words for the core's codes, in Chinese and English, for the window and the command line alike.

They stand in resources/words/*.toml as `code = { zh = "...", en = "..." }`; the key of a word is `file.code`. Texts of
widgets are not here: Qt's own translation has them.
"""

import tomllib
import unicodedata
from functools import cache
from typing import Literal

from rare_desk import paths
from rare_desk.core.problems import Problem

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LONGEST = 200
"""Characters of what the user wrote that a sentence repeats."""


@cache
def _table() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {}
    for file in sorted((paths.resources() / "words").glob("*.toml")):
        with file.open("rb") as stream:
            for code, word in tomllib.load(stream).items():
                words[f"{file.stem}.{code}"] = word
    return words


def has(key: str) -> bool:
    return key in _table()


def word(key: str, language: Language, **details: str) -> str:
    """The word for `file.code`, its placeholders filled; KeyError when there is none (our own fault)."""
    text = _table()[key][language]
    return text.format(**details) if details else text


def width(text: str) -> int:
    """In the width of a digit; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def field_name(field: str, language: Language) -> str:
    """A record's field by its name in the code, as forms and messages call it."""
    key = f"fields.{field}"
    return word(key, language) if has(key) else field


def sentence(problem: Problem, language: Language) -> str:
    """What is wrong and what to do, without the place, which the caller shows in its own column."""
    value = problem.value if len(problem.value) <= LONGEST else problem.value[:LONGEST] + "…"
    details = dict(problem.details) | {"value": value, "field": field_name(problem.field, language)}
    return word(f"problems.{problem.code}", language).format(**details)
