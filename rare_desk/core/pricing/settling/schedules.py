"""Penalties and premiums by schedule: a rate per dry tonne for every step by which an assay leaves a threshold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any

from rare_desk.core.numbers import MINUS
from rare_desk.core.pricing.fields import Field, Kind, Problems, number, text
from rare_desk.core.pricing.result import TIMES, shown
from rare_desk.core.problems import problem


class Effect(StrEnum):
    PENALTY = "penalty"
    PREMIUM = "premium"


class Direction(StrEnum):
    """On which side of its thresholds an assay counts."""

    ABOVE = "above"
    BELOW = "below"


class Partial(StrEnum):
    """What a part of a step counts: its share, nothing, or a whole step."""

    PRO_RATA = "pro-rata"
    FULL = "full"
    STARTED = "started"


class Per(StrEnum):
    """Whether the schedule is applied to the delivery's mean assay or to each lot by its own."""

    DELIVERY = "delivery"
    LOT = "lot"


BAND_FIELDS = (
    number("threshold", "", 0, 10**6),
    number("step", "", "0.0001", 10**6),
    number("rate", "cny_dry_t", 0, 10**5),
)
SCHEDULE_FIELDS = (
    text("element"),
    number("assay", "", 0, 10**6, required=False),
    *(replace(band, required=False) for band in BAND_FIELDS),
    Field(name="bands", kind=Kind.LIST, fields=BAND_FIELDS, required=False),
    Field(name="effect", kind=Kind.CHOICE, choices=tuple(Effect), required=False),
    Field(name="direction", kind=Kind.CHOICE, choices=tuple(Direction), required=False),
    Field(name="partial", kind=Kind.CHOICE, choices=tuple(Partial), required=False),
    Field(name="per", kind=Kind.CHOICE, choices=tuple(Per), required=False),
)
NAMES = tuple(field.name for field in SCHEDULE_FIELDS)


@dataclass(frozen=True, slots=True)
class Band:
    """From `threshold` to the next band's: `rate` CNY per dry tonne for every `step`."""

    threshold: Decimal
    step: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """`bands` in the order in which the assay meets them. Assay, thresholds and steps are in one unit, whichever the
    contract uses (percent, ppm). `assay` None: the lots' own assays of `element`.
    """

    element: str
    assay: Decimal | None
    bands: tuple[Band, ...]
    effect: Effect = Effect.PENALTY
    direction: Direction = Direction.ABOVE
    partial: Partial = Partial.PRO_RATA
    per: Per = Per.DELIVERY

    @property
    def sign(self) -> int:
        return 1 if self.effect is Effect.PREMIUM else -1


def schedule_of(values: Mapping[str, Any], path: str) -> tuple[Schedule | None, Problems]:
    """The schedule of read values: one band written flat, or `bands`."""
    flat = ("threshold", "step", "rate")
    missing = [name for name in ("element", *(() if values["bands"] else flat)) if values[name] is None]
    if missing:
        return None, tuple(problem("input-missing", f"{path}.{name}") for name in missing)
    if values["bands"] and any(values[name] is not None for name in flat):
        return None, (problem("bands-or-threshold", f"{path}.bands"),)
    direction = Direction(values["direction"] or Direction.ABOVE)
    written = values["bands"] or ({name: values[name] for name in flat},)
    bands = tuple(Band(**band) for band in written)
    for position, (one, following) in enumerate(pairwise(bands), 1):
        if not _before(one.threshold, following.threshold, direction):
            return None, (problem("bands-in-order", f"{path}.bands[{position}].threshold", following.threshold),)
    return Schedule(
        values["element"],
        values["assay"],
        bands,
        Effect(values["effect"] or Effect.PENALTY),
        direction,
        Partial(values["partial"] or Partial.PRO_RATA),
        Per(values["per"] or Per.DELIVERY),
    ), ()


def _before(one: Decimal, other: Decimal, direction: Direction) -> bool:
    return one < other if direction is Direction.ABOVE else one > other


def rate(schedule: Schedule, assay: Decimal) -> tuple[Decimal, str]:
    """Signed CNY per dry tonne at that assay, unrounded, and how it comes about."""
    terms = [
        (_count(width / band.step, schedule.partial), band, width)
        for band, width in zip(schedule.bands, _widths(schedule, assay), strict=True)
        if width > 0
    ]
    exact = schedule.sign * sum((count * band.rate for count, band, _ in terms), Decimal(0))
    if not terms:
        less = "≤" if schedule.direction is Direction.ABOVE else "≥"
        return exact, f"{shown(assay)} {less} {shown(schedule.bands[0].threshold)}"
    return exact, _written(schedule, terms, assay)


def _widths(schedule: Schedule, assay: Decimal) -> list[Decimal]:
    """How far the assay lies within each band."""
    above = schedule.direction is Direction.ABOVE
    ends: Sequence[Decimal | None] = [*(band.threshold for band in schedule.bands[1:]), None]
    found = []
    for band, end in zip(schedule.bands, ends, strict=True):
        reached = assay if end is None else (min(assay, end) if above else max(assay, end))
        found.append(reached - band.threshold if above else band.threshold - reached)
    return found


def _count(steps: Decimal, partial: Partial) -> Decimal:
    if partial is Partial.PRO_RATA:
        return steps
    return steps.to_integral_value(ROUND_FLOOR if partial is Partial.FULL else ROUND_CEILING)


def _written(schedule: Schedule, terms: Sequence[tuple[Decimal, Band, Decimal]], assay: Decimal) -> str:
    sign = MINUS if schedule.effect is Effect.PENALTY else ""
    if schedule.partial is not Partial.PRO_RATA:
        counted = " + ".join(f"{shown(count)} {TIMES} {shown(band.rate)}" for count, band, _ in terms)
        return f"{sign}{counted if len(terms) == 1 else f'({counted})'}"
    if len(terms) > 1:
        spans = " + ".join(
            f"{shown(width)} / {shown(band.step)} {TIMES} {shown(band.rate)}" for _, band, width in terms
        )
        return f"{sign}({spans})"
    band = terms[0][1]
    one, other = (assay, band.threshold) if schedule.direction is Direction.ABOVE else (band.threshold, assay)
    return f"{sign}({shown(one)} {MINUS} {shown(other)}) / {shown(band.step)} {TIMES} {shown(band.rate)}"
