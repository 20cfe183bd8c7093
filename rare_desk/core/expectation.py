"""The expectation index: what respondents expect of prices in a month, as a diffusion from 0 to 100, 50 neutral.

A product's figure is 100 x (share up + 0.5 x share flat), shares of the respondents' weights. Group and composite are
means of their products' unrounded figures by the index weights; a product without answers is left out, and the weights
of the others are scaled up to the whole. Figures are published with 2 decimals, half-up.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from rare_desk.core.numbers import half_up

COMPOSITE = "composite"


class Outlook(StrEnum):
    UP = "up"
    FLAT = "flat"
    DOWN = "down"


SCORES: Mapping[Outlook, Fraction] = {
    Outlook.UP: Fraction(100),
    Outlook.FLAT: Fraction(50),
    Outlook.DOWN: Fraction(0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`month` is the month that is spoken of, by its first day; `weight` is above zero."""

    month: dt.date
    respondent: str
    product: str
    outlook: Outlook
    weight: Decimal = Decimal(1)
    note: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Diffusion:
    """A product's figure; `value` is published, `raw` exact. `shares` add up to 1."""

    product: str
    raw: Fraction
    shares: Mapping[Outlook, Fraction]
    answers: tuple[Answer, ...]

    @property
    def value(self) -> Decimal:
        return published(self.raw)

    @property
    def count(self) -> int:
        return len(self.answers)

    def share_of(self, answer: Answer) -> Fraction:
        """Of the product's weight; times the score of the answer it is what the answer gives to the figure."""
        return Fraction(answer.weight) / Fraction(sum(one.weight for one in self.answers))


@dataclass(frozen=True, slots=True)
class Part:
    """`weight` as the weight set has it, `share` scaled up to the whole; `contribution` adds up to the figure."""

    product: str
    weight: Fraction
    share: Fraction
    contribution: Fraction


@dataclass(frozen=True, slots=True)
class Headline:
    """A group's or the composite's figure; `raw` is None when none of its products has an answer.

    `covered` is the part of the weight whose products have answers; `silent` are the others.
    """

    name: str
    raw: Fraction | None
    parts: tuple[Part, ...] = ()
    silent: tuple[str, ...] = ()
    covered: Fraction = Fraction(0)
    answers: int = 0
    respondents: int = 0

    @property
    def value(self) -> Decimal | None:
        return None if self.raw is None else published(self.raw)


@dataclass(frozen=True, slots=True)
class Month:
    """`weights_from` is the effective date of the weight set used; products beyond it stand alone."""

    month: dt.date
    headlines: tuple[Headline, ...]
    products: tuple[Diffusion, ...]
    weights_from: dt.date | None = None
    respondents: int = 0

    @property
    def composite(self) -> Headline:
        return self.headlines[0]

    def product(self, code: str) -> Diffusion | None:
        return next((one for one in self.products if one.product == code), None)


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight set: in force for a month when it is the last one effective by the month's first day."""

    effective: dt.date
    weights: Mapping[str, Decimal] = field(default_factory=dict)


def published(raw: Fraction) -> Decimal:
    return half_up(Decimal(raw.numerator) / Decimal(raw.denominator), 2)


def in_force(month: dt.date, sets: Sequence[Weights]) -> Weights | None:
    """The first set holds before its date too, as in the index."""
    ordered = sorted(sets, key=lambda one: one.effective)
    begun = [one for one in ordered if one.effective <= month]
    return begun[-1] if begun else next(iter(ordered), None)


def diffusion(product: str, answers: Iterable[Answer]) -> Diffusion:
    """At least one answer."""
    given = tuple(answers)
    said = dict.fromkeys(Outlook, Decimal(0))
    for answer in given:
        said[answer.outlook] += answer.weight
    whole = Fraction(sum(said.values()))
    shares = {outlook: Fraction(weight) / whole for outlook, weight in said.items()}
    return Diffusion(product, sum((SCORES[o] * share for o, share in shares.items()), Fraction(0)), shares, given)


def expectation(month: dt.date, answers: Iterable[Answer], sets: Sequence[Weights], groups: Mapping[str, str]) -> Month:
    """The month's figures: the composite first, then the groups in the order in which `groups` (product to group)
    first names them, products in that order too. Answers of other months do not count."""
    by_product: dict[str, list[Answer]] = {}
    for answer in answers:
        if answer.month == month:
            by_product.setdefault(answer.product, []).append(answer)
    order = {code: place for place, code in enumerate(groups)}
    codes = sorted(by_product, key=lambda code: (order.get(code, len(order)), code))
    products = tuple(diffusion(code, by_product[code]) for code in codes)
    known = in_force(month, sets)
    weights = {code: Fraction(weight) for code, weight in known.weights.items() if weight > 0} if known else {}
    found = {one.product: one for one in products}
    headlines = [_headline(COMPOSITE, weights, found)]
    for group in dict.fromkeys(groups.values()):
        own = {code: weight for code, weight in weights.items() if groups.get(code) == group}
        headlines.append(_headline(group, own, found))
    respondents = {answer.respondent for given in by_product.values() for answer in given}
    return Month(month, tuple(headlines), products, known.effective if known else None, len(respondents))


def _headline(name: str, weights: Mapping[str, Fraction], found: Mapping[str, Diffusion]) -> Headline:
    silent = tuple(code for code in weights if code not in found)
    told = {code: weight for code, weight in weights.items() if code in found}
    if not told:
        return Headline(name, None, (), silent)
    whole = sum(told.values(), Fraction(0))
    parts = tuple(Part(code, weight, weight / whole, weight / whole * found[code].raw) for code, weight in told.items())
    answers = [answer for code in told for answer in found[code].answers]
    return Headline(
        name,
        sum((part.contribution for part in parts), Fraction(0)),
        parts,
        silent,
        whole / sum(weights.values(), Fraction(0)),
        len(answers),
        len({answer.respondent for answer in answers}),
    )
