"""The parameters of the index as data: a named, versioned methodology and its JSON form."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rare_desk.core.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class WeightSet:
    """In force from the first index day on or after `effective`, until the next set."""

    effective: dt.date
    weights: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Methodology:
    """Names and meanings are those of the published methodology; days are index days unless said otherwise.

    `duplicate_days` and `wash_days` are calendar days; `unverified_band` is a ratio, also the one beyond which a price
    stays out of the base mean; `base_from` and `base_to` None are the first 20 index days; `non_trading_days` None is
    the book's own table.
    """

    name: str = "RD-1"
    version: int = 1
    effective: dt.date | None = None
    author: str = ""
    reason: str = ""
    base_value: float = 1000.0
    base_from: dt.date | None = None
    base_to: dt.date | None = None
    window_days: int = 5
    window_min_trades: int = 3
    outlier_history: int = 5
    outlier_history_days: int = 15
    outlier_threshold: float = 3.5
    outlier_floor: float = 0.02
    unverified_band: float = 1.15
    confirm_days: int = 5
    confirm_factor: float = 1.75
    pair_cap: float = 0.5
    stale_after_days: int = 20
    min_lot_t: Mapping[str, float] = field(default_factory=dict)
    duplicate_days: int = 1
    wash_days: int = 5
    wash_band: float = 0.005
    min_coverage: float = 0.5
    min_trades: int = 3
    min_pairs: int = 2
    groups: Mapping[str, str] = field(default_factory=dict)
    weight_sets: tuple[WeightSet, ...] = ()
    non_trading_days: frozenset[dt.date] | None = None

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the JSON form, whatever its layout was."""
        canonical = json.dumps(to_json(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()


def to_json(methodology: Methodology) -> dict[str, Any]:
    """The form in which it is exported; `from_json` gives back an equal methodology."""
    values: dict[str, Any] = {name: getattr(methodology, name) for name in (*_TEXTS, *_COUNTS, *_NUMBERS)}
    values |= {name: _iso(getattr(methodology, name)) for name in _DATES}
    values["official"] = {name: getattr(methodology, name) for name in _OFFICIAL}
    values["min_lot_t"] = dict(methodology.min_lot_t)
    values["groups"] = dict(methodology.groups)
    values["weight_sets"] = [
        {"effective": _iso(weights.effective), "weights": dict(weights.weights)} for weights in methodology.weight_sets
    ]
    if methodology.non_trading_days is not None:
        values["non_trading_days"] = sorted(day.isoformat() for day in methodology.non_trading_days)
    return values


def from_json(text: str) -> Methodology | Problem:
    """A methodology from its JSON form; what the text leaves out has the value of RD-1."""
    try:
        values = json.loads(text)
        if not isinstance(values, dict):
            return problem("methodology-unreadable")
        read = {name: _PARAMETERS[name](name, value) for name, value in values.items() if _known(name)}
        read |= read.pop("official", {})
        return Methodology(**read)
    except _Wrong as wrong:
        return problem("methodology-parameter", value=wrong.value, parameter=wrong.name)
    except (ValueError, RecursionError):
        return problem("methodology-unreadable")


_LONGEST = 366
"""Days or trades that a rule may look at."""
_LARGEST = 1e12


class _Wrong(Exception):
    def __init__(self, name: str, value: object) -> None:
        super().__init__(name)
        self.name, self.value = name, value


def _known(name: str) -> bool:
    if name not in _PARAMETERS:
        raise _Wrong(name, "")
    return True


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _text(name: str, value: object) -> str:
    if not isinstance(value, str | None):
        raise _Wrong(name, value)
    return value or ""


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _Wrong(name, value)
    return value


def _at_least_one(name: str, value: object) -> int:
    if _count(name, value) < 1:
        raise _Wrong(name, value)
    return _count(name, value)


def _span(name: str, value: object) -> int:
    if _count(name, value) > _LONGEST:
        raise _Wrong(name, value)
    return _count(name, value)


def _length(name: str, value: object) -> int:
    return _at_least_one(name, _span(name, value))


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LARGEST:
        raise _Wrong(name, value)
    return float(value)


def _above_zero(name: str, value: object) -> float:
    if _number(name, value) == 0:
        raise _Wrong(name, value)
    return _number(name, value)


def _share(name: str, value: object) -> float:
    if not 0 < _number(name, value) < 1:
        raise _Wrong(name, value)
    return _number(name, value)


def _ratio(name: str, value: object) -> float:
    if _number(name, value) < 1:
        raise _Wrong(name, value)
    return _number(name, value)


def _day(name: str, value: object) -> dt.date:
    if not isinstance(value, str):
        raise _Wrong(name, value)
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise _Wrong(name, value) from None


def _day_or_none(name: str, value: object) -> dt.date | None:
    return None if value is None else _day(name, value)


def _items(name: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _Wrong(name, value)
    return value


def _numbers(name: str, value: object) -> dict[str, float]:
    return {key: _number(f"{name}.{key}", number) for key, number in _items(name, value).items()}


def _texts(name: str, value: object) -> dict[str, str]:
    return {key: _text(f"{name}.{key}", text) for key, text in _items(name, value).items()}


def _official(name: str, value: object) -> dict[str, object]:
    read: dict[str, object] = {}
    for key, number in _items(name, value).items():
        if key not in _OFFICIAL:
            raise _Wrong(f"{name}.{key}", number)
        read[key] = _OFFICIAL[key](f"{name}.{key}", number)
    return read


def _weight_sets(name: str, value: object) -> tuple[WeightSet, ...]:
    if not isinstance(value, list) or not value:
        raise _Wrong(name, value)
    sets = [
        WeightSet(
            _day(f"{name}.effective", _items(name, item).get("effective")),
            _numbers(f"{name}.weights", _items(name, item).get("weights")),
        )
        for item in value
    ]
    return tuple(sorted(sets, key=lambda weights: weights.effective))


def _days(name: str, value: object) -> frozenset[dt.date] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise _Wrong(name, value)
    return frozenset(_day(name, item) for item in value)


_Reader = Callable[[str, object], Any]
_TEXTS: dict[str, _Reader] = dict.fromkeys(("name", "author", "reason"), _text)
_COUNTS: dict[str, _Reader] = {
    "version": _at_least_one,
    **dict.fromkeys(("window_days", "window_min_trades", "outlier_history"), _length),
    **dict.fromkeys(("outlier_history_days", "confirm_days", "stale_after_days"), _span),
    **dict.fromkeys(("duplicate_days", "wash_days"), _span),
}
_NUMBERS: dict[str, _Reader] = {
    **dict.fromkeys(("base_value", "outlier_threshold", "outlier_floor", "confirm_factor"), _above_zero),
    "unverified_band": _ratio,
    "pair_cap": _share,
    "wash_band": _number,
}
_DATES: dict[str, _Reader] = dict.fromkeys(("effective", "base_from", "base_to"), _day_or_none)
_OFFICIAL: dict[str, _Reader] = {"min_coverage": _number, "min_trades": _count, "min_pairs": _count}
_PARAMETERS: dict[str, _Reader] = {
    **_TEXTS,
    **_COUNTS,
    **_NUMBERS,
    **_DATES,
    "official": _official,
    "min_lot_t": _numbers,
    "groups": _texts,
    "weight_sets": _weight_sets,
    "non_trading_days": _days,
}
