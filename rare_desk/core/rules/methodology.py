"""The parameters of the index as data: a named, versioned methodology and its JSON form."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rare_desk.core.problems import Problem, problem
from rare_desk.core.rules import parameters as p

GIVEN_SERIES = ("composite", "light", "heavy")
SOURCES = ("typed", "imported", "computed")
"""Where the weights of a set come from."""


@dataclass(frozen=True, slots=True)
class WeightSet:
    """In force from the first index day on or after `effective`, to the next set; `source` is in SOURCES or empty."""

    effective: dt.date
    weights: Mapping[str, float]
    author: str = ""
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class CustomIndex:
    """An index of the user's own over the same daily prices, under the series name `key`, with weights of its own.

    Its weight sets take over from each other as the main ones do; they move no imputed price.
    """

    key: str
    name_zh: str
    name_en: str
    weight_sets: tuple[WeightSet, ...]


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
    indices: tuple[CustomIndex, ...] = ()

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
    values["weight_sets"] = [_weights_to_json(weights) for weights in methodology.weight_sets]
    if methodology.indices:
        values["indices"] = [_index_to_json(index) for index in methodology.indices]
    if methodology.non_trading_days is not None:
        values["non_trading_days"] = sorted(day.isoformat() for day in methodology.non_trading_days)
    return values


def _weights_to_json(weights: WeightSet) -> dict[str, Any]:
    told = {name: text for name in _SET_TEXTS if (text := getattr(weights, name))}
    return {"effective": _iso(weights.effective), "weights": dict(weights.weights)} | told


def _index_to_json(index: CustomIndex) -> dict[str, Any]:
    names = {"key": index.key, "name_zh": index.name_zh, "name_en": index.name_en}
    return names | {"weight_sets": [_weights_to_json(weights) for weights in index.weight_sets]}


def from_json(text: str) -> Methodology | Problem:
    """A methodology from its JSON form; what the text leaves out has the value of RD-1."""
    try:
        values = json.loads(text, object_pairs_hook=p.once)
        if not isinstance(values, dict):
            return problem("methodology-unreadable")
        read = {name: _PARAMETERS[name](name, value) for name, value in values.items() if _known(name)}
        read |= read.pop("official", {})
        return _with_free_keys(Methodology(**read))
    except p.Twice as twice:
        return problem("methodology-twice", value=twice.name)
    except p.Unknown as unknown:
        return problem("methodology-no-parameter", value=unknown.name, parameter=unknown.name)
    except p.Wrong as wrong:
        return problem("methodology-parameter", value=wrong.value, parameter=wrong.name)
    except (ValueError, RecursionError):
        return problem("methodology-unreadable")


def _known(name: str) -> bool:
    if name not in _PARAMETERS:
        raise p.Unknown(name, "")
    return True


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _official(name: str, value: object) -> dict[str, object]:
    values = p.only(name, p.items(name, value), _OFFICIAL)
    return {key: _OFFICIAL[key](f"{name}.{key}", number) for key, number in values.items()}


def _weight_sets(name: str, value: object) -> tuple[WeightSet, ...]:
    sets = [_weight_set(name, item) for item in p.filled(name, value)]
    return tuple(sorted(sets, key=lambda weights: weights.effective))


def _weight_set(name: str, value: object) -> WeightSet:
    values = p.only(name, p.items(name, value), ("effective", "weights", *_SET_TEXTS))
    return WeightSet(
        p.day(f"{name}.effective", values.get("effective")),
        p.weights(f"{name}.weights", values.get("weights")),
        **{key: read(f"{name}.{key}", values.get(key)) for key, read in _SET_TEXTS.items()},
    )


def _source(name: str, value: object) -> str:
    if p.text(name, value) not in ("", *SOURCES):
        raise p.Wrong(name, value)
    return p.text(name, value)


def _indices(name: str, value: object) -> tuple[CustomIndex, ...]:
    return () if value == [] else tuple(_index(name, item) for item in p.filled(name, value))


def _index(name: str, value: object) -> CustomIndex:
    values = p.only(name, p.items(name, value), ("key", "name_zh", "name_en", "weight_sets"))
    key = p.word(f"{name}.key", values.get("key"))
    sets = _weight_sets(f"{name}.{key}.weight_sets", values.get("weight_sets"))
    for weights in sets:
        if not any(weights.weights.values()):
            raise p.Wrong(f"{name}.{key}.weight_sets.weights", dict(weights.weights))
    zh, en = (p.text(f"{name}.{key}.{field}", values.get(field)) for field in ("name_zh", "name_en"))
    return CustomIndex(key, zh, en, sets)


def _with_free_keys(methodology: Methodology) -> Methodology:
    """Every index has a key that nothing else is called, whatever the letters' size."""
    sets = (*methodology.weight_sets, *(weights for index in methodology.indices for weights in index.weight_sets))
    weighed = {code for weights in sets for code in weights.weights}
    names = (*GIVEN_SERIES, *methodology.groups, *methodology.groups.values(), *weighed)
    taken = {name.lower() for name in names}
    for index in methodology.indices:
        if index.key in taken:
            raise p.Wrong("indices.key", index.key)
        taken.add(index.key)
    return methodology


_Reader = Callable[[str, object], Any]
_TEXTS: dict[str, _Reader] = dict.fromkeys(("name", "author", "reason"), p.text)
_COUNTS: dict[str, _Reader] = {
    "version": p.at_least_one,
    **dict.fromkeys(("window_days", "window_min_trades", "outlier_history"), p.length),
    **dict.fromkeys(("outlier_history_days", "confirm_days", "stale_after_days"), p.span),
    **dict.fromkeys(("duplicate_days", "wash_days"), p.span),
}
_NUMBERS: dict[str, _Reader] = {
    "base_value": p.base_value,
    **dict.fromkeys(("outlier_threshold", "outlier_floor", "confirm_factor"), p.above_zero),
    "unverified_band": p.ratio,
    "pair_cap": p.share,
    "wash_band": p.number,
}
_DATES: dict[str, _Reader] = dict.fromkeys(("effective", "base_from", "base_to"), p.day_or_none)
_OFFICIAL: dict[str, _Reader] = {"min_coverage": p.part, "min_trades": p.count, "min_pairs": p.count}
_SET_TEXTS: dict[str, _Reader] = {"author": p.text, "reason": p.text, "source": _source}
_PARAMETERS: dict[str, _Reader] = {
    **_TEXTS,
    **_COUNTS,
    **_NUMBERS,
    **_DATES,
    "official": _official,
    "min_lot_t": p.numbers,
    "groups": p.texts,
    "weight_sets": _weight_sets,
    "non_trading_days": p.days,
    "indices": _indices,
}
