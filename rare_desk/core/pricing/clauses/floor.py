"""A floor under a price and a share of what lies above a trigger: the whole share is a ceiling (pricing.md 8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import MINUS, plain
from rare_desk.core.pricing.fields import Problems, number, positive, read
from rare_desk.core.pricing.result import TIMES, Result, cut, rounded, shown
from rare_desk.core.problems import problem

ONE = "one_unit"
"""Whichever unit the contract is in."""
FIELDS = (
    positive("price", ONE),
    number("floor", ONE, 0),
    number("trigger", ONE, 0),
    number("share", "percent", 0, 100),
)


@dataclass(frozen=True, slots=True)
class FloorInputs:
    """Three prices in one unit; `share` of what lies above the trigger, in percent, goes to the buyer."""

    price: Decimal
    floor: Decimal
    trigger: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class Floor:
    """In the unit of the prices."""

    top_up: Decimal
    upside: Decimal
    net: Decimal


def inputs(given: Mapping[str, object]) -> FloorInputs | Problems:
    values, problems = read(FIELDS, given)
    floor, trigger = values["floor"], values["trigger"]
    if floor is not None and trigger is not None and trigger < floor:
        problems += (problem("trigger-below-floor", "trigger", plain(trigger), floor=plain(floor)),)
    return problems or FloorInputs(**values)


def price(asked: FloorInputs) -> Result[Floor]:
    top_up = max(Decimal(0), asked.floor - asked.price)
    upside = max(Decimal(0), asked.price - asked.trigger) * asked.share / 100
    over = f"max(0, {shown(asked.price)} {MINUS} {shown(asked.trigger)})"
    steps = (
        rounded(
            "top-up", "top-up-formula", f"max(0, {shown(asked.floor)} {MINUS} {shown(asked.price)})", top_up, 2, ONE
        ),
        rounded("upside", "upside-formula", f"{shown(asked.share)} / 100 {TIMES} {over}", upside, 2, ONE),
        rounded(
            "floor-net",
            "floor-formula",
            f"{shown(asked.price)} + {cut(top_up)} {MINUS} {cut(upside)}",
            asked.price + top_up - upside,
            2,
            ONE,
        ),
    )
    return Result(Floor(*(step.value for step in steps)), steps)
