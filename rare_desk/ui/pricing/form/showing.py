"""Inputs that say nothing as others stand: the month of a period that is a quarter."""

from collections.abc import Mapping, Sequence
from typing import Any

from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.pricing.registry import Calculator

_Rule = tuple[str, tuple[str, ...]]
_WHEN: dict[str, dict[str, _Rule]] = {
    "average": {
        "month": ("window", ("month",)),
        "quarter": ("window", ("quarter",)),
        "shift": ("window", ("month", "quarter")),
        "event": ("window", ("around",)),
        "before": ("window", ("around",)),
        "after": ("window", ("around",)),
        "event_day": ("window", ("around",)),
        "dates": ("window", ("days",)),
        "product": ("taken_from", ("quotes", "prices")),
        "quoted_by": ("taken_from", ("quotes",)),
        "quoted_grade": ("taken_from", ("quotes",)),
        "series": ("taken_from", ("series",)),
        "basis": ("taken_from", ("quotes", "prices")),
    },
    "estimate": {"quoted_by": ("taken_from", ("quotes", ""))},
}
_OF_THE_BOOK = {"average": frozenset({"closed"})}


def listed(of: Calculator) -> list[Field]:
    """The single inputs of its form: without those that sources and the book's own days stand for."""
    hidden = {"delivery_date"} | ({"quarter"} if of.announced[0] else set()) | _OF_THE_BOOK.get(of.name, frozenset())
    return [field for field in of.fields if field.kind is not Kind.LIST and field.name not in hidden]


def shown(kind: str, fields: Sequence[Field], given: Mapping[str, Any]) -> frozenset[str]:
    """The names of those that mean something now."""
    rules = _WHEN.get(kind, {})
    return frozenset(field.name for field in fields if _holds(rules.get(field.name), given))


def _holds(rule: _Rule | None, given: Mapping[str, Any]) -> bool:
    return rule is None or str(given.get(rule[0]) or "") in rule[1]
