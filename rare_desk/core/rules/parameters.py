"""What a single parameter of a methodology may be, read from its JSON value."""

import datetime as dt
import json
import re
from collections.abc import Collection

_LONGEST = 366
"""Days or trades that a rule may look at."""
_LARGEST = 1e12
_MOST = 10**9
"""Of what is counted."""
_LIGHTEST = 1e-9
"""Less than that is no weight: sums of smaller ones lose their digits."""
_BASE = (1.0, 1e6)
_SHOWN = 60
"""Characters of a wrong value that its message repeats."""
_WORD = re.compile("[a-z][a-z0-9_-]{0,23}")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


class Wrong(Exception):
    def __init__(self, name: str, value: object) -> None:
        super().__init__(name)
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        self.name, self.value = _shortened(name), _shortened(said)


class Unknown(Wrong):
    """There is no such parameter."""


class Twice(Exception):
    """A name that an object of the file has two values for."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = _shortened(name)


def _shortened(said: str) -> str:
    told = said.encode("utf-8", "replace").decode()
    return told if len(told) <= _SHOWN else f"{told[: _SHOWN - 1]}…"


def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of the file; raises Twice where a later value would silently take the place of an earlier one."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise Twice(name)
        found[name] = value
    return found


def text(name: str, value: object) -> str:
    """Only what can be written down: JSON can hold halves of a character."""
    if not isinstance(value, str | None) or _NO_TEXT.search(value or ""):
        raise Wrong(name, value)
    return value or ""


def count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
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


def base_value(name: str, value: object) -> float:
    """What the published two decimals can tell apart."""
    if not _BASE[0] <= number(name, value) <= _BASE[1]:
        raise Wrong(name, value)
    return number(name, value)


def part(name: str, value: object) -> float:
    if number(name, value) > 1:
        raise Wrong(name, value)
    return number(name, value)


def weight(name: str, value: object) -> float:
    if 0 < number(name, value) < _LIGHTEST:
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
            raise Unknown(f"{name}.{key}", value)
    return values


def filled(name: str, value: object) -> list[object]:
    if not isinstance(value, list) or not value:
        raise Wrong(name, value)
    return value


def numbers(name: str, value: object) -> dict[str, float]:
    return {text(name, key): number(f"{name}.{key}", each) for key, each in items(name, value).items()}


def weights(name: str, value: object) -> dict[str, float]:
    return {text(name, key): weight(f"{name}.{key}", each) for key, each in items(name, value).items()}


def texts(name: str, value: object) -> dict[str, str]:
    return {text(name, key): text(f"{name}.{key}", each) for key, each in items(name, value).items()}


def days(name: str, value: object) -> frozenset[dt.date] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise Wrong(name, value)
    return frozenset(day(name, item) for item in value)
