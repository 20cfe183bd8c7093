"""Finding words in all chapters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_BEFORE, _AFTER = 8, 60


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`number` is that of the block in its chapter's document."""

    chapter: str
    number: int
    text: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Hit:
    paragraph: Paragraph
    context: str
    """The words around the first one found, in one line."""


def terms(query: str) -> tuple[str, ...]:
    """All must stand in a paragraph. One letter or digit finds nothing; one Chinese character does."""
    said = tuple(dict.fromkeys(query.casefold().split()))
    return said if any(len(one) > 1 or not one.isascii() for one in said) else ()


def find(paragraphs: Mapping[str, Iterable[Paragraph]], query: str) -> list[Hit]:
    """In the order of the chapters; in each its headings come first."""
    wanted = terms(query)
    hits: list[Hit] = []
    if not wanted:
        return hits
    for of_chapter in paragraphs.values():
        found = [one for one in of_chapter if all(term in one.text.casefold() for term in wanted)]
        found.sort(key=lambda one: (not one.heading, one.number))
        hits += [Hit(one, _context(one.text, wanted[0])) for one in found]
    return hits


def places(text: str, query: str) -> list[tuple[int, int]]:
    """(start, length) of every word found in a text."""
    folded = text.casefold()
    if len(folded) != len(text):  # a letter that folds to two would shift all behind it
        folded = text.lower()
    found = []
    for term in terms(query):
        at = folded.find(term)
        while at >= 0:
            found.append((at, len(term)))
            at = folded.find(term, at + len(term))
    return sorted(found)


def _context(text: str, term: str) -> str:
    at = max(text.casefold().find(term), 0)
    start = max(at - _BEFORE, 0)
    cut = text[start : at + _AFTER]
    return ("…" if start else "") + cut + ("…" if at + _AFTER < len(text) else "")
