"""The mean price over a quotational period, with every day that it rests on (pricing.md 7)."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.pricing.clauses import period
from rare_desk.core.pricing.clauses.period import Period, period_of
from rare_desk.core.pricing.fields import Field, Kind, Problems, choice, positive, read, records, text
from rare_desk.core.pricing.result import Result, rounded, shown
from rare_desk.core.problems import Problem, problem
from rare_desk.core.trail import TrailStep


class Missing(StrEnum):
    """What becomes of an index day without a quote."""

    SKIP = "skip"
    LAST = "last"
    REFUSE = "refuse"


class Part(StrEnum):
    """Which part of a range counts; a quote of one price is that price."""

    MID = "mid"
    LOW = "low"
    HIGH = "high"


_NAMED = 5
UNITS = ("cny_t", "cny_kg", "usd_t", "usd_kg", "points", "one_unit")
PRICE_FIELDS = (
    Field(name="date", kind=Kind.DATE),
    Field(name="until", kind=Kind.DATE, required=False),
    positive("low", "one_unit", required=False),
    positive("mid", "one_unit", required=False),
    positive("high", "one_unit", required=False),
)
FROM_BOOK = (
    choice("taken_from", ("quotes", "series", "prices"), required=False),
    text("product"),
    text("quoted_by"),
    text("quoted_grade"),
    text("series"),
    choice("basis", ("as_quoted", "incl", "excl"), required=False),
)
"""What the prices are pulled from; the calculator itself does with the prices that there are."""
FIELDS = (
    *period.FIELDS,
    choice("missing", tuple(Missing)),
    choice("part", tuple(Part), required=False),
    choice("unit", UNITS, required=False),
    *FROM_BOOK,
    records("prices", PRICE_FIELDS, least=1),
)


@dataclass(frozen=True, slots=True)
class Price:
    """What is quoted from `date` to `until`, both included."""

    date: dt.date
    until: dt.date
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AverageInputs:
    """`used` are the period's days with the quote that each counts at, `skipped` those that have none."""

    period: Period
    used: tuple[tuple[dt.date, Price], ...]
    skipped: tuple[dt.date, ...]
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class DayUsed:
    """`quoted` is the first day that the price was quoted for."""

    date: dt.date
    quoted: dt.date
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """In the unit of the prices; `first` and `last` are the period's index days, `days` those that count."""

    average: Decimal
    first: dt.date
    last: dt.date
    days: tuple[DayUsed, ...]
    skipped: tuple[dt.date, ...]


def inputs(given: Mapping[str, object]) -> AverageInputs | Problems:
    values, problems = read(FIELDS, given)
    found = list(problems)
    over = period_of(values) if values["window"] else ()
    if isinstance(over, tuple):
        known = {p.field for p in found}
        found += [p for p in over if p.field not in known]
    prices = _prices(values["prices"], Part(values["part"] or Part.MID), found)
    if found or isinstance(over, tuple):
        return tuple(found)
    used, skipped = counted(over.days, prices, Missing(values["missing"]))
    if skipped and values["missing"] != Missing.SKIP:
        return (_unquoted(skipped),)
    if not used:
        return (problem("no-quote-in-period", "prices", first=over.first.isoformat(), last=over.last.isoformat()),)
    source = " ".join(values[name] for name in ("quoted_by", "series", "product") if values[name])
    return AverageInputs(period=over, used=used, skipped=skipped, unit=values["unit"] or "cny_t", source=source)


def _unquoted(days: Sequence[dt.date]) -> Problem:
    named = ", ".join(day.isoformat() for day in days[:_NAMED])
    return problem("no-quote-on-days", "prices", named + (" …" if len(days) > _NAMED else ""), count=len(days))


def price(asked: AverageInputs) -> Result[Average]:
    days = tuple(DayUsed(day, quote.date, quote.price) for day, quote in asked.used)
    steps = [_day(one, asked) for one in days]
    total = sum((one.price for one in days), Decimal(0))
    numbers = f"({' + '.join(shown(one.price) for one in days)}) / {len(days)}"
    mean = rounded("average-price", "average-formula", numbers, total / len(days), 2, asked.unit, source=asked.source)
    figures = Average(
        average=mean.value, first=asked.period.first, last=asked.period.last, days=days, skipped=asked.skipped
    )
    return Result(figures, (*steps, mean))


def _day(one: DayUsed, asked: AverageInputs) -> TrailStep:
    formula = "day-quoted" if one.quoted == one.date else "day-earlier"
    numbers = "" if one.quoted == one.date else one.quoted.isoformat()
    return TrailStep("day-price", formula, numbers, one.price, asked.unit, one.date.isoformat(), source=asked.source)


def _prices(quotes: Sequence[Mapping[str, Any]], part: Part, found: list[Problem]) -> list[Price]:
    """In the order of their days; two for one day are a problem, unless one is for fewer days than the other."""
    made: dict[tuple[dt.date, dt.date], Price] = {}
    unread = {p.field.partition("]")[0] for p in found}
    for place, one in enumerate(quotes):
        path = f"prices[{place}]"
        if path[:-1] in unread:
            continue
        first, value = one["date"], _counting(one, part)
        until = one["until"] or first
        if value is None:
            found.append(problem("input-missing", f"{path}.mid"))
        elif until < first:
            found.append(problem("until-before-date", f"{path}.until", until.isoformat()))
        elif one["low"] is not None and one["high"] is not None and one["low"] > one["high"]:
            found.append(problem("low-above-high", f"{path}.high", plain(one["high"]), low=plain(one["low"])))
        elif (first, until) in made:
            found.append(problem("price-twice", f"{path}.date", first.isoformat()))
        else:
            made[first, until] = Price(first, until, value)
    return sorted(made.values(), key=lambda one: (one.date, one.until))


def _counting(one: Mapping[str, Decimal | None], part: Part) -> Decimal | None:
    low, mid, high = one["low"], one["mid"], one["high"]
    if mid is None and low is not None and high is not None:
        mid = (low + high) / 2
    if mid is None:
        mid = low if high is None else high
    wanted = {Part.MID: mid, Part.LOW: low, Part.HIGH: high}[part]
    return mid if wanted is None else wanted


def counted(
    days: Sequence[dt.date], prices: Sequence[Price], missing: Missing
) -> tuple[tuple[tuple[dt.date, Price], ...], tuple[dt.date, ...]]:
    """Each day with the price that it counts at, and the days without; `prices` are in the order of their first days.

    Of prices that cover a day, the one for the fewest days counts, of those the one that begins last.
    """
    starts = [one.date for one in prices]
    used, skipped = [], []
    for day in days:
        before = prices[: bisect_right(starts, day)]
        covering = [one for one in before if one.until >= day]
        if covering:
            used.append((day, min(covering, key=lambda one: (one.until - one.date, -one.date.toordinal()))))
        elif before and missing is Missing.LAST:
            used.append((day, max(before, key=lambda one: (one.until, one.date))))
        else:
            skipped.append(day)
    return tuple(used), tuple(skipped)
