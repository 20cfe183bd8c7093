"""The words for the core's codes in the window's language."""

import html
import re
from collections.abc import Iterable, Mapping

from rare_desk import words
from rare_desk.core.problems import Place, Problem
from rare_desk.core.products import Catalogue, Product
from rare_desk.ui import language

_LONGEST_TIP = 1000
_SYMBOLS = {
    "lanthanum": "La",
    "cerium": "Ce",
    "praseodymium": "Pr",
    "neodymium": "Nd",
    "samarium": "Sm",
    "europium": "Eu",
    "gadolinium": "Gd",
    "terbium": "Tb",
    "dysprosium": "Dy",
    "holmium": "Ho",
    "erbium": "Er",
    "thulium": "Tm",
    "ytterbium": "Yb",
    "lutetium": "Lu",
    "yttrium": "Y",
    "scandium": "Sc",
    "iron": "Fe",
}


def label(key: str, **details: str) -> str:
    """The word for `file.code`, such as `index.official`."""
    return words.word(key, language.current(), **details)


def label_or(key: str, fallback: str, **details: str) -> str:
    """For codes that a user's own data may bring."""
    return label(key, **details) if words.has(key) else fallback


def step(label: str, details: Mapping[str, str]) -> str:
    """A step as the menu and the message strip name it."""
    return words.step_label(label, details, language.current())


def tip(text: str) -> str:
    """A tooltip that shows the words as they are, whatever mark-up a user's data bring: Qt would follow it and load
    what it names. Very long ones are cut."""
    shown = words.printed(text if len(text) <= _LONGEST_TIP else f"{text[:_LONGEST_TIP]}…")
    if "<" not in shown and "&" not in shown:
        return shown
    lines = "<br>".join(map(html.escape, shown.split("\n")))
    return f"<qt>{lines}</qt>"


def field(name: str) -> str:
    """A record's field as forms and headers call it."""
    return words.field_name(name, language.current())


def product_of(catalogue: Catalogue, code: str) -> str:
    """A code that the book does not know stands for itself."""
    return product(catalogue[code]) if code in catalogue else code


def short_product_of(catalogue: Catalogue, code: str) -> str:
    return short_product(catalogue[code]) if code in catalogue else code


def product(of: Product) -> str:
    """As the trade calls it: PrNd oxide, not the longest of all names behind which oxide and metal are cut off."""
    return of.name_zh if language.current() == "zh" else of.short_en


def short_product(of: Product) -> str:
    """For lists and legends; in English by the elements' symbols: Nd oxide."""
    if language.current() == "zh":
        return of.name_zh.removeprefix("白云鄂博")
    first, _, rest = product(of).partition(" ")
    elements = [_SYMBOLS.get(part.lower()) for part in first.split("-")]
    if rest and all(elements):
        return f"{''.join(filter(None, elements))} {rest}"
    plain = re.sub("rare-earth", "RE", product(of).removeprefix("Bayan Obo "), flags=re.IGNORECASE)
    return plain[:1].upper() + plain[1:]


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
