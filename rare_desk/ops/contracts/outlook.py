"""The whole of an estimate: what it comes to, its past by quarter, and how far off it would have been."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import half_up
from rare_desk.core.pricing.oxides.deductions import Offer, Past, back_tested
from rare_desk.core.pricing.oxides.estimate import Estimate, EstimateInputs
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops import pricing
from rare_desk.ops.contracts.estimating import Ground, Wanted, ground
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book
from rare_desk.store.reading import queries


@dataclass(frozen=True, slots=True)
class Tried:
    """A past quarter, CNY per dry tonne at the grade: by offer what the quarters before it would have estimated it at,
    by how much too high in CNY and in percent of what was announced; empty of the first quarter.
    """

    past: Past
    estimates: Mapping[Offer, Decimal]
    off: Mapping[Offer, Decimal]
    off_percent: Mapping[Offer, Decimal]


@dataclass(frozen=True, slots=True)
class Outlook:
    """`announced` by quarter at the grade that is estimated for, None where no price is known."""

    ground: Ground
    inputs: EstimateInputs
    figures: Estimate
    tried: tuple[Tried, ...]
    announced: tuple[tuple[str, Decimal | None], ...]


def outlook(book: Book, wanted: Wanted, state: IndexState | None) -> Outlook:
    """Refused as `estimating.ground` is."""
    found = ground(book, wanted, state)
    priced = pricing.price("estimate", found.given)
    asked, figures = priced.inputs, priced.result.values
    assert isinstance(asked, EstimateInputs)
    assert isinstance(figures, Estimate)
    return Outlook(found, asked, figures, tried(asked), _by_quarter(queries.announced(book), asked))


def tried(asked: EstimateInputs) -> tuple[Tried, ...]:
    """Each past quarter by every offer, to 0.01."""
    by_offer = {offer: {one.past.quarter: one for one in back_tested(asked.past, offer)} for offer in Offer}
    rows = []
    for past in asked.past:
        found = {offer: of[past.quarter] for offer, of in by_offer.items() if past.quarter in of}
        rows.append(
            Tried(
                past,
                {offer: half_up(one.estimate, 2) for offer, one in found.items()},
                {offer: half_up(one.off, 2) for offer, one in found.items()},
                {offer: half_up(one.off_percent, 2) for offer, one in found.items()},
            )
        )
    return tuple(rows)


def _by_quarter(announced: tuple[AnnouncedPrice, ...], asked: EstimateInputs) -> tuple[tuple[str, Decimal | None], ...]:
    """Of the quarters before the one that is estimated; rejected proposals are no prices."""
    prices: dict[str, Decimal | None] = {}
    for one in announced:
        if one.quarter >= asked.quarter:
            continue
        if one.in_force and one.price is not None:
            prices[one.quarter] = half_up(one.price * asked.grade / one.reo_basis, 2)
        elif one.status == "unknown":
            prices.setdefault(one.quarter, None)
    return tuple(sorted(prices.items()))
