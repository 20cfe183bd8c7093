"""What a single parameter of a methodology may be, read from its JSON value."""

import datetime as dt
import re
from collections.abc import Collection

_LONGEST = 366
"""Days or trades that a rule may look at."""
_LARGEST = 1e12
_WORD = re.compile("[a-z][a-z0-9_-]{0,23}")


class Wrong(Exception):
    def __init__(self, name: str, value: object) -> None:
        super().__init__(name)
        self.name, self.value = name, value


def text(name: str, value: object) -> str:
    if not isinstance(value, str | None):
        raise Wrong(name, value)
    return value or ""


def count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Wrong(name, value)
    return value


def at_least_one(name: str, value: object) -> int:
    if count(name, value) < 1:
        raise Wrong(name, value)
    return count(name, value)


def span(name: str, value: object) -> int:
    if count(name, value) > _LONGEST:
        raise Wrong(name, value)
    return count(name, value)


def length(name: str, value: object) -> int:
    return at_least_one(name, span(name, value))


def number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LARGEST:
        raise Wrong(name, value)
    return float(value)


def above_zero(name: str, value: object) -> float:
    if number(name, value) == 0:
        raise Wrong(name, value)
    return number(name, value)


def share(name: str, value: object) -> float:
    if not 0 < number(name, value) < 1:
        raise Wrong(name, value)
    return number(name, value)


def ratio(name: str, value: object) -> float:
    if number(name, value) < 1:
        raise Wrong(name, value)
    return number(name, value)


def day(name: str, value: object) -> dt.date:
    if not isinstance(value, str):
        raise Wrong(name, value)
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise Wrong(name, value) from None


def day_or_none(name: str, value: object) -> dt.date | None:
    return None if value is None else day(name, value)


def word(name: str, value: object) -> str:
    """A short name in small Latin letters, digits and dashes, as it is typed on the command line."""
    if not isinstance(value, str) or not _WORD.fullmatch(value):
        raise Wrong(name, value)
    return value


def items(name: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Wrong(name, value)
    return value


def only(name: str, values: dict[str, object], known: Collection[str]) -> dict[str, object]:
    for key, value in values.items():
        if key not in known:
            raise Wrong(f"{name}.{key}", value)
    return values


def filled(name: str, value: object) -> list[object]:
    if not isinstance(value, list) or not value:
        raise Wrong(name, value)
    return value


def numbers(name: str, value: object) -> dict[str, float]:
    return {key: number(f"{name}.{key}", each) for key, each in items(name, value).items()}


def texts(name: str, value: object) -> dict[str, str]:
    return {key: text(f"{name}.{key}", each) for key, each in items(name, value).items()}


def days(name: str, value: object) -> frozenset[dt.date] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise Wrong(name, value)
    return frozenset(day(name, item) for item in value)
