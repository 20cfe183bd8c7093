"""What metal and oxide calculators share: which oxide or mix is smelted, and how much of it a tonne of metal takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.pricing.fields import Field, Problems, number, positive, records, text
from rare_desk.core.pricing.oxides.factors import FACTORS, oxide_named
from rare_desk.core.pricing.oxides.mix import HUNDRED, OXIDE, twice
from rare_desk.core.pricing.result import cut, rounded, shown
from rare_desk.core.problems import Problem, problem
from rare_desk.core.trail import TrailStep

MIX_FIELDS = (OXIDE, positive("share", "percent", 100))
YIELD, FEE = number("yield", "percent", 50, 100), number("fee", "cny_t", 0, 10**8)
MARGIN = number("margin", "cny_t", -(10**8), 10**8, required=False)


def fields(*more: Field) -> tuple[Field, ...]:
    return (text("oxide"), *more, YIELD, FEE, records("oxides", MIX_FIELDS))


@dataclass(frozen=True, slots=True)
class Feed:
    """Oxides with their shares by mass in percent, which come to 100."""

    parts: tuple[tuple[str, Decimal], ...]

    @property
    def factor(self) -> Decimal:
        """Tonnes of oxide in a tonne of metal, not rounded for a mix: 1 / sum(s / f)."""
        if len(self.parts) == 1:
            return FACTORS[self.parts[0][0]]
        return HUNDRED / sum((share / FACTORS[oxide] for oxide, share in self.parts), Decimal(0))


def feed_of(values: Mapping[str, Any]) -> tuple[Feed | None, Problems]:
    """The one `oxide`, or the mix `oxides`; one of both must be there."""
    name, mix = values["oxide"], values["oxides"]
    if name and mix:
        return None, (problem("oxide-or-mix", "oxide", name),)
    if name:
        oxide = oxide_named(name)
        return (Feed(((oxide, HUNDRED),)), ()) if oxide else (None, (_unknown("oxide", name),))
    if not mix:
        return None, (problem("input-missing", "oxide"),)
    return _mixed(mix)


def _mixed(mix: Sequence[Mapping[str, Any]]) -> tuple[Feed | None, Problems]:
    if any(one.get("oxide") is None or one.get("share") is None for one in mix):
        return None, ()
    named = [dict(one) | {"oxide": oxide_named(one["oxide"]) or one["oxide"]} for one in mix]
    found = [
        _unknown(f"oxides[{place}].oxide", one["oxide"])
        for place, one in enumerate(named)
        if one["oxide"] not in FACTORS
    ]
    found += twice(named)
    whole = sum((one["share"] for one in named), Decimal(0))
    if whole != HUNDRED:
        found.append(problem("mix-not-whole", "oxides", plain(whole)))
    return (None, tuple(found)) if found else (Feed(tuple((one["oxide"], one["share"]) for one in named)), ())


def _unknown(path: str, name: str) -> Problem:
    return problem("unknown-oxide", path, name, names=", ".join(FACTORS))


def steps(feed: Feed, yielded: Decimal) -> tuple[TrailStep, ...]:
    """The factor of a mix, and the oxide that a tonne of metal takes; the last step is the consumption."""
    trail: tuple[TrailStep, ...] = ()
    factor = feed.factor
    subject = feed.parts[0][0]
    if len(feed.parts) > 1:
        terms = " + ".join(f"{shown(share)} / 100 / {FACTORS[oxide]}" for oxide, share in feed.parts)
        subject = ", ".join(oxide for oxide, _ in feed.parts)
        trail = (rounded("factor", "factor-mix-formula", f"1 / ({terms})", factor, 4, "t_t", subject=subject),)
    numbers = f"{cut(factor)} / ({shown(yielded)} / 100)"
    exact = factor * HUNDRED / yielded
    return (*trail, rounded("consumption", "consumption-formula", numbers, exact, 4, "t_t", subject=subject))


def consumed(feed: Feed, yielded: Decimal) -> str:
    """`1.1664 / (98.5 / 100)` as part of a further formula."""
    return f"{cut(feed.factor)} / ({shown(yielded)} / 100)"
