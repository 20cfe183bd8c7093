"""What a header means: field, unit, currency and tax basis, read out of its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rare_desk.core.units import TaxBasis
from rare_desk.sheets.reading.meaning.vocabulary import (
    DOUBTFUL,
    NO_MEASURE,
    NO_SIDE,
    Kind,
    Measure,
    aliases,
    fold,
    mass_unit,
    money_measure,
    price_measure,
    stated_basis,
    without_space,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `at` counts from 0 in the rows as read; `field` is empty for an unknown header."""

    at: int
    header: str
    """As messages name it: without white space, levels joined by `/`."""
    field: str = ""
    measure: Measure = NO_MEASURE
    basis: TaxBasis | None = None
    doubtful: bool = False
    """The header names one of two fields."""


_UNIT_BEHIND = re.compile(r"[\s,，]+(t|mt|kgs?|tonnes?|吨|公斤|千克)\s*$", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_TAILS = re.compile(
    r"_(?:cny|usd|eur|jpy)_(?:t|kg)|_(?:ex|incl|excl)_vat|_(?:t|mt|kgs?|tonnes?|吨|公斤|千克|cny|usd|pct)$|[*:]+$"
)
_BASIS_WORDS = re.compile(
    r"不含(?:增值)?税|含(?:增值)?税|未税|exvat|incl\.?(?:uding)?vat|excl\.?(?:uding)?vat|(?:vat|tax)(?:incl|excl)\.?"
)
_SLASHED_UNIT = re.compile(
    r"[,/]?(?:万?元|cny|rmb|usd|us\$)/(?:吨|公斤|千克|kg|mt|t)(?![a-z])|/(?:吨|公斤|千克|kg|t|mt)$"
)


def header_of(levels: Sequence[str]) -> str:
    """As messages name the column."""
    return "/".join(without_space(level) for level in levels)


def meaning(levels: Sequence[str], kind: Kind, at: int = 0) -> Column:
    """The column under these header levels, from the top one down."""
    return _meaning(tuple(levels), kind, at)


@lru_cache(8192)
def _meaning(levels: tuple[str, ...], kind: Kind, at: int) -> Column:
    header = header_of(levels)
    if any(len(level) > _LONGEST for level in levels):
        return Column(at, header)
    words = [fold(_UNIT_BEHIND.sub(r"_\1", level)) for level in levels]
    text = "/".join(words)
    found = next((word for word in _readings(words) if word in aliases(kind)), None)
    if found is None:
        return Column(at, header)
    field = aliases(kind)[found]
    if field == "basis":
        return Column(at, header, field)
    if kind == "trades" and field in {"buyer", "seller"} and words[-1] in NO_SIDE:
        field = f"{field}?"
    return Column(at, header, field, _measure(field, text), stated_basis(text), kind == "trades" and found in DOUBTFUL)


def _readings(words: list[str]) -> list[str]:
    """Words to look up, the most literal first."""
    bare = [_bare(word) for word in words]
    plain = [_BASIS_WORDS.sub("", word) for word in bare]
    found = []
    for form in (words, bare, plain):
        shown = [word for word in form if word]
        if shown:
            found += ["".join(shown), "".join(reversed(shown)), "/".join(shown), shown[-1]]
    found += [word for word in (*reversed(plain), *reversed(words)) if word]
    return found


def _bare(word: str) -> str:
    stripped = _SLASHED_UNIT.sub("", _PARENTHESES.sub("", word))
    while (shorter := _TAILS.sub("", stripped)) != stripped:
        stripped = shorter
    return stripped.rstrip("/,")


_LONGEST = 300
"""What is longer is prose and names no column."""
_PRICES = frozenset({"price", "range", "low", "high", "mid"})


def _measure(field: str, text: str) -> Measure:
    if field in _PRICES:
        per = price_measure(text)
        if per:
            return per
        money = money_measure(text)
        unit = mass_unit(text)
        return Measure(unit, money.currency if money else "", money.factor if money else 1)
    if field == "amount":
        return money_measure(text) or Measure()
    if field == "quantity":
        return Measure(mass_unit(text))
    return Measure()
