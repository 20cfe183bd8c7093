"""The handbook's chapters as they lie in resources/handbook: contents.toml orders them, LANGUAGE/KEY.md is their text.

A chapter's first line is its title. A section is `## Title {#key}`; a link to it is written `[words](CHAPTER#key)`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rare_desk import paths
from rare_desk.words import Language

_SECTION = re.compile(r"^(#{2,3}) (.+?) \{#([a-z0-9-]+)\}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """`text` is Markdown without the keys of its sections, which are in the order of its headings after the title."""

    key: str
    title: str
    text: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    chapters: tuple[Chapter, ...]


def folder() -> Path:
    return paths.resources() / "handbook"


@cache
def parts(language: Language) -> tuple[Part, ...]:
    listed = tomllib.loads((folder() / "contents.toml").read_text(encoding="utf-8"))["part"]
    return tuple(Part(part[language], tuple(_read(language, key) for key in part["chapters"])) for part in listed)


@cache
def chapters(language: Language) -> dict[str, Chapter]:
    """By key, in the order of the contents."""
    return {chapter.key: chapter for part in parts(language) for chapter in part.chapters}


def chapter_of(topic: str) -> str:
    """The chapter of a page or calculator; the first one when there is none of that name."""
    known = chapters("zh")
    return topic if topic in known else next(iter(known))


def _read(language: Language, key: str) -> Chapter:
    text = (folder() / language / f"{key}.md").read_text(encoding="utf-8")
    sections = tuple(Section(found[3], found[2]) for found in _SECTION.finditer(text))
    title = text.partition("\n")[0].removeprefix("# ").strip()
    return Chapter(key, title, _SECTION.sub(r"\1 \2", text), sections)
