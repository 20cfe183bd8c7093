"""The words for the core's codes, in Chinese and English, for the window and the command line alike.

They stand in resources/words/*.toml as `code = { zh = "...", en = "..." }`; the key of a word is `file.code`. Texts of
widgets are not here: Qt's own translation has them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
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


def word(key: str, language: Language, /, **details: str) -> str:
    """The word for `file.code`, its placeholders filled; KeyError when there is none (our own fault)."""
    text = _table()[key][language]
    return text.format(**{name: visible(detail) for name, detail in details.items()}) if details else text


def step_label(label: str, details: Mapping[str, str], language: Language) -> str:
    """What a step of the journal did; `label` itself where there are no words for it, or another program wrote it."""
    try:
        return word(f"steps.{label}", language, **details)
    except KeyError:
        return label


_HIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\ufff9-\ufffb"
_IN_A_LINE = re.compile(f"[{_HIDDEN}]")
_IN_A_NAME = re.compile(f"[{_HIDDEN}\u2066-\u2069]")
_ISOLATED, _END = "\u2068", "\u2069"


def printed(text: str) -> str:
    """A whole line, whatever names are in it: marks that would turn it around, or do something to a terminal, are shown
    by their numbers. Line breaks and tabs stay."""
    return text if text.isascii() and text.isprintable() else _IN_A_LINE.sub(_number, text)


def _number(mark: re.Match[str]) -> str:
    return f"‹{ord(mark[0]):04X}›"


def visible(text: str) -> str:
    """A name for a place within other words: as `printed`, and one in a script that is written from right to left
    leaves the words about it where they are."""
    if text.isascii() and text.isprintable():
        return text
    shown = _IN_A_NAME.sub(_number, text)
    turned = any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in shown)
    return f"{_ISOLATED}{shown}{_END}" if turned else shown


def on_one_line(text: str) -> str:
    """The same with its line breaks shown."""
    return visible(text if text.isprintable() else re.sub(r"\r\n|[\n\r\t]", "↵", text))


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
    details = dict(problem.details) | {"value": value}
    shown = {name: on_one_line(str(detail)) for name, detail in details.items()}
    return word(f"problems.{problem.code}", language).format(**shown, field=field_name(problem.field, language))
