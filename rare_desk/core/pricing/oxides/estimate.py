"""An estimate of a quarter's concentrate price: the netback of the quarter before, less what past quarters' announced
prices left of theirs (pricing.md 3). It is no announcement, and its figures say so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import MINUS, half_up
from rare_desk.core.pricing.fields import VAT_RATE, Problems, choice, number, read, records, text
from rare_desk.core.pricing.oxides import netback
from rare_desk.core.pricing.oxides.deductions import Offer, Past, Tested, back_tested, mean_off, offered
from rare_desk.core.pricing.oxides.mix import distribution_problems
from rare_desk.core.pricing.oxides.netback import Oxide
from rare_desk.core.pricing.result import TIMES, Result, cut, rounded, shown, total
from rare_desk.core.problems import problem
from rare_desk.core.quotes import first_of_quarter
from rare_desk.core.trail import TrailStep

PAST_FIELDS = (
    text("quarter", required=True),
    number("value_at_grade", "cny_dry_t", 0),
    number("announced_price", "cny_dry_t", 1),
)
FROM_BOOK = (
    choice("taken_from", ("quotes", "prices"), required=False),
    text("quoted_by"),
    text("distribution"),
)
"""What oxides and past quarters are taken from; the calculator itself does with those that there are."""
FIELDS = (
    text("quarter", required=True),
    number("grade", "reo", "0.01", 100),
    VAT_RATE,
    records("oxides", netback.OXIDE_FIELDS, least=1),
    records("past", PAST_FIELDS, least=1),
    choice("offer", tuple(Offer), required=False),
    number("move", "percent", "0.01", 100, required=False),
    *FROM_BOOK,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateInputs:
    """`oxides` are at their averages of the quarter before `quarter`; `past` is in the order of time."""

    quarter: str
    grade: Decimal
    vat_rate: Decimal
    oxides: tuple[Oxide, ...]
    past: tuple[Past, ...]
    offer: Offer
    move: Decimal


@dataclass(frozen=True, slots=True)
class Trial:
    """What the offer would have estimated a past quarter at, and by how much too high; CNY per dry tonne, percent."""

    quarter: str
    estimate: Decimal
    announced: Decimal
    off: Decimal
    off_percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """CNY per dry tonne ex VAT at the grade. `low` and `high` are at the largest and the least implied deduction, None
    of a single one. `estimates` and `mean_off_percent` are by offer; `moves` is what `move` percent more for an oxide
    adds.
    """

    price: Decimal
    low: Decimal | None
    high: Decimal | None
    value_at_grade: Decimal
    deduction: Decimal
    estimates: Mapping[str, Decimal]
    implied: Mapping[str, Decimal]
    moves: Mapping[str, Decimal]
    tests: tuple[Trial, ...]
    mean_off_percent: Mapping[str, Decimal]


def inputs(given: Mapping[str, object]) -> EstimateInputs | Problems:
    values, problems = read(FIELDS, given)
    found = [*problems, *distribution_problems(values["oxides"])]
    quarter = values["quarter"] or ""
    if quarter and first_of_quarter(quarter) is None:
        found.append(problem("not-a-quarter", "quarter", quarter))
        quarter = ""
    found += _past_problems(values["past"], quarter)
    if found:
        return tuple(found)
    return EstimateInputs(
        quarter=values["quarter"],
        grade=values["grade"],
        vat_rate=values["vat_rate"],
        oxides=tuple(Oxide(**one) for one in values["oxides"]),
        past=tuple(sorted((Past(**one) for one in values["past"]), key=lambda one: one.quarter)),
        offer=Offer(values["offer"] or Offer.LAST),
        move=values["move"] or Decimal(10),
    )


def _past_problems(past: Sequence[Mapping[str, Any]], quarter: str) -> Problems:
    """Each quarter is one, comes before the one that is estimated, and stands once."""
    found = []
    names = [str(one.get("quarter") or "") for one in past]
    for place, name in enumerate(names):
        path = f"past[{place}].quarter"
        if name and first_of_quarter(name) is None:
            found.append(problem("not-a-quarter", path, name))
        elif name and quarter and name >= quarter:
            found.append(problem("quarter-not-before", path, name, quarter=quarter))
        elif name and name in names[:place]:
            found.append(problem("quarter-twice", path, name))
    return tuple(found)


def price(asked: EstimateInputs) -> Result[Estimate]:
    terms = [netback.contribution(one, asked.vat_rate) for one in asked.oxides]
    value, written = total([step.unrounded for step in terms])
    per_t_reo = rounded("value-per-t-reo", "sum-formula", written, value, 2, "cny_t_reo")
    worth = asked.grade * value / 100
    numbers = f"{shown(asked.grade)} / 100 {TIMES} {cut(value)}"
    at_grade = rounded("value-at-grade", "at-grade-formula", numbers, worth, 2, "cny_dry_t")
    implied = [_implied(one) for one in asked.past]
    deduction = offered(asked.past, asked.offer)
    listed = ", ".join(cut(one.deduction) for one in asked.past)
    chosen = rounded("deduction", f"offer-{asked.offer}", listed, deduction, 2, "cny_dry_t")
    estimates = {offer: _estimate(worth, offered(asked.past, offer), f"estimate-{offer}") for offer in Offer}
    band = _band(worth, asked.past)
    moves = [_move(one, step, asked) for one, step in zip(asked.oxides, terms, strict=True)]
    trials = back_tested(asked.past, asked.offer)
    tests = [_trial(one) for one in trials]
    offs = _mean_offs(asked.past)
    figures = Estimate(
        price=estimates[asked.offer].value,
        low=band[0].value if band else None,
        high=band[1].value if band else None,
        value_at_grade=at_grade.value,
        deduction=chosen.value,
        estimates={str(offer): step.value for offer, step in estimates.items()},
        implied={one.quarter: step.value for one, step in zip(asked.past, implied, strict=True)},
        moves={one.oxide: step.value for one, step in zip(asked.oxides, moves, strict=True)},
        tests=tuple(_test(one, step) for one, step in zip(trials, tests, strict=True)),
        mean_off_percent={str(offer): step.value for offer, step in offs.items()},
    )
    before = (*terms, per_t_reo, at_grade, *implied, chosen)
    return Result(figures, (*before, *estimates.values(), *band, *moves, *tests, *offs.values()))


def _implied(one: Past) -> TrailStep:
    numbers = f"{shown(one.value_at_grade)} {MINUS} {shown(one.announced_price)}"
    return rounded("past-deduction", "implied-formula", numbers, one.deduction, 2, "cny_dry_t", subject=one.quarter)


def _estimate(worth: Decimal, deduction: Decimal, label: str) -> TrailStep:
    numbers = f"{cut(worth)} {MINUS} {cut(deduction)}"
    return rounded(label, "netback-formula", numbers, worth - deduction, 2, "cny_dry_t")


def _band(worth: Decimal, past: Sequence[Past]) -> tuple[TrailStep, ...]:
    if len(past) < 2:
        return ()
    deductions = [one.deduction for one in past]
    return _estimate(worth, max(deductions), "band-low"), _estimate(worth, min(deductions), "band-high")


def _move(one: Oxide, contribution: TrailStep, asked: EstimateInputs) -> TrailStep:
    part = contribution.unrounded
    numbers = f"{shown(asked.grade)} / 100 {TIMES} {cut(part)} {TIMES} {shown(asked.move)} / 100"
    exact = asked.grade * part * asked.move / 10_000
    return rounded(
        "move", "move-formula", numbers, exact, 2, "cny_dry_t", subject=f"{one.oxide} ±{shown(asked.move)} %"
    )


def _trial(one: Tested) -> TrailStep:
    deduction = one.past.value_at_grade - one.estimate
    numbers = f"{shown(one.past.value_at_grade)} {MINUS} {cut(deduction)}"
    subject = one.past.quarter
    return rounded("past-estimate", "past-estimate-formula", numbers, one.estimate, 2, "cny_dry_t", subject=subject)


def _test(one: Tested, step: TrailStep) -> Trial:
    off, percent = half_up(one.off, 2), half_up(one.off_percent, 2)
    return Trial(one.past.quarter, step.value, one.past.announced_price, off, percent)


def _mean_offs(past: Sequence[Past]) -> dict[Offer, TrailStep]:
    steps = {}
    for offer in Offer:
        tests = back_tested(past, offer)
        mean = mean_off(tests)
        if mean is not None:
            numbers = f"({' + '.join(f'|{cut(half_up(one.off_percent, 6))}|' for one in tests)}) / {len(tests)}"
            steps[offer] = rounded(f"off-{offer}", "mean-off-formula", numbers, mean, 2, "percent")
    return steps
