"""The words for the core's codes in the window's language."""

from collections.abc import Iterable

from rare_desk import words
from rare_desk.core.problems import Place, Problem
from rare_desk.core.products import Product
from rare_desk.ui import language


def label(key: str, **details: str) -> str:
    """The word for `file.code`, such as `index.official`."""
    return words.word(key, language.current(), **details)


def label_or(key: str, fallback: str, **details: str) -> str:
    """For codes that a user's own data may bring."""
    return label(key, **details) if words.has(key) else fallback


def field(name: str) -> str:
    """A record's field as forms and headers call it."""
    return words.field_name(name, language.current())


def product(of: Product) -> str:
    """As the trade calls it: PrNd oxide, not the longest of all names behind which oxide and metal are cut off."""
    return of.name_zh if language.current() == "zh" else of.name_en.replace("Praseodymium-neodymium", "PrNd")


def say(problem: Problem) -> str:
    """What is wrong and what to do, without the place."""
    return words.sentence(problem, language.current())


def say_all(problems: Iterable[Problem]) -> str:
    """Several in one line, each once."""
    return ("；" if language.current() == "zh" else "; ").join(dict.fromkeys(say(one) for one in problems))


def where(place: Place) -> str:
    """A place in a file as a person says it: `第 13 行 日期`, `row 13, date`."""
    if language.current() == "zh":
        parts = (place.sheet, f"第 {place.row} 行" if place.row else "", place.column)
        return " ".join(part for part in parts if part)
    parts = (place.sheet, f"row {place.row}" if place.row else "", place.column)
    return ", ".join(part for part in parts if part)
