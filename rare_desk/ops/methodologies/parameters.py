"""Every single parameter of a methodology: where it stands in the JSON form, its unit, its text, and read back."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rare_desk.core.numbers import exact, plain
from rare_desk.core.parsing import parse_date, parse_number
from rare_desk.core.problems import Problem, problem
from rare_desk.core.rules.methodology import from_json
from rare_desk.words import Language, word

Document = Mapping[str, Any]
"""The JSON form of a methodology."""


class Kind(StrEnum):
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    """Kept as a fraction, written in percent."""
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Parameter:
    """`key` is its path in the JSON form (`official.min_trades`), `unit` a word of methodology.toml."""

    key: str
    group: str
    kind: Kind
    unit: str = ""

    @property
    def code(self) -> str:
        """As the words are called: without dots."""
        return self.key.replace(".", "-")


GROUPS = ("base", "eligibility", "outliers", "prices", "status")
_INDEX_DAYS, _TRADES = "unit-index-days", "unit-trades"
PARAMETERS = (
    Parameter("base_value", "base", Kind.NUMBER, "unit-points"),
    Parameter("base_from", "base", Kind.DATE),
    Parameter("base_to", "base", Kind.DATE),
    Parameter("min_lot_t.light", "eligibility", Kind.NUMBER, "unit-t"),
    Parameter("min_lot_t.heavy", "eligibility", Kind.NUMBER, "unit-t"),
    Parameter("duplicate_days", "eligibility", Kind.COUNT, "unit-days"),
    Parameter("wash_days", "eligibility", Kind.COUNT, "unit-days"),
    Parameter("wash_band", "eligibility", Kind.NUMBER, "unit-log"),
    Parameter("outlier_history", "outliers", Kind.COUNT, _TRADES),
    Parameter("outlier_history_days", "outliers", Kind.COUNT, _INDEX_DAYS),
    Parameter("outlier_threshold", "outliers", Kind.NUMBER, "unit-s"),
    Parameter("outlier_floor", "outliers", Kind.NUMBER, "unit-log"),
    Parameter("unverified_band", "outliers", Kind.NUMBER, "unit-times"),
    Parameter("confirm_days", "outliers", Kind.COUNT, _INDEX_DAYS),
    Parameter("confirm_factor", "outliers", Kind.NUMBER, "unit-s"),
    Parameter("window_days", "prices", Kind.COUNT, _INDEX_DAYS),
    Parameter("window_min_trades", "prices", Kind.COUNT, _TRADES),
    Parameter("pair_cap", "prices", Kind.SHARE, "unit-pct"),
    Parameter("stale_after_days", "prices", Kind.COUNT, _INDEX_DAYS),
    Parameter("official.min_coverage", "status", Kind.SHARE, "unit-pct"),
    Parameter("official.min_trades", "status", Kind.COUNT, _TRADES),
    Parameter("official.min_pairs", "status", Kind.COUNT, "unit-pairs"),
)


def of_group(group: str) -> Iterator[Parameter]:
    return (parameter for parameter in PARAMETERS if parameter.group == group)


def value_of(document: Document, parameter: Parameter) -> Any:
    """Its JSON value; None where the document has none."""
    name, _, part = parameter.key.partition(".")
    value = document.get(name)
    return value.get(part) if part and isinstance(value, Mapping) else value


def put(document: Document, parameter: Parameter, value: Any) -> dict[str, Any]:
    """The document with another value; a part that is None is left out."""
    name, _, part = parameter.key.partition(".")
    if not part:
        return {**document, name: value}
    parts = {key: one for key, one in document.get(name, {}).items() if key != part}
    return {**document, name: parts if value is None else parts | {part: value}}


def text_of(document: Document, parameter: Parameter) -> str:
    """As it is typed, without its unit; empty for none."""
    value = value_of(document, parameter)
    if value is None or isinstance(value, str):
        return value or ""
    number = exact(value)
    return plain(number * 100 if parameter.kind is Kind.SHARE else number)


def read(parameter: Parameter, text: str, today: dt.date | None = None) -> Any:
    """The JSON value of what was typed; a Problem, its field the parameter's key, when it cannot be that."""
    value = _typed(parameter, text.strip(), today)
    if isinstance(value, Problem):
        return problem(value.code, parameter.key, value.value)
    name, _, part = parameter.key.partition(".")
    if part and value is None:
        return None if name == "min_lot_t" else problem("input-missing", parameter.key)
    tried = from_json(json.dumps({name: {part: value} if part else value}))
    if isinstance(tried, Problem):
        return problem("parameter-range", parameter.key, text, range=_RANGES.get(parameter.key, "≥ 0"))
    return value


def _typed(parameter: Parameter, text: str, today: dt.date | None) -> Any:
    if not text:
        optional = parameter.kind is Kind.DATE or parameter.key.startswith("min_lot_t.")
        return None if optional else problem("input-missing")
    if parameter.kind is Kind.DATE:
        day = parse_date(text, today)
        return day.isoformat() if isinstance(day, dt.date) else day
    number = parse_number(text)
    if isinstance(number, Problem):
        return number
    if parameter.kind is Kind.SHARE:
        number /= 100
    return int(number) if number == number.to_integral_value() else float(number)


_RANGES = {
    "base_value": "1–1000000",
    **dict.fromkeys(("outlier_threshold", "outlier_floor", "confirm_factor"), "> 0"),
    **dict.fromkeys(("window_days", "window_min_trades", "outlier_history"), "1–366"),
    **dict.fromkeys(("outlier_history_days", "confirm_days", "stale_after_days"), "0–366"),
    **dict.fromkeys(("duplicate_days", "wash_days"), "0–366"),
    "unverified_band": "≥ 1",
    "pair_cap": "0 < … < 100 %",
    "official.min_coverage": "0–100 %",
    "official.min_trades": "0, 1, 2 …",
    "official.min_pairs": "0, 1, 2 …",
}


def name_of(parameter: Parameter, language: Language) -> str:
    return word(f"methodology.p-{parameter.code}", language)


def explanation(parameter: Parameter, language: Language) -> str:
    """What it decides, in one line."""
    return word(f"methodology.e-{parameter.code}", language)


def shown(document: Document, parameter: Parameter, language: Language) -> str:
    """The value with its unit, and the words for none."""
    text = text_of(document, parameter)
    if not text:
        empty = "none-lot" if parameter.key.startswith("min_lot_t.") else "none-base"
        return word(f"methodology.{empty}", language)
    unit = word(f"methodology.{parameter.unit}", language) if parameter.unit else ""
    return f"{text} {unit}".strip()
