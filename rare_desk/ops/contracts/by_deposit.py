"""All deposits side by side: basket price, netback and the part of praseodymium and neodymium at the same prices."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.pricing.oxides.worth import Terms, Worth, worth
from rare_desk.core.pricing.sources import Source
from rare_desk.core.problems import Refused, problem
from rare_desk.core.units import vat_rate_on
from rare_desk.ops.contracts.distributions import distributions
from rare_desk.ops.contracts.estimating import RECOVERY
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.pulling.oxide_prices import OxidePrices, Way, oxide_prices
from rare_desk.ops.pulling.telling import source_words
from rare_desk.store.book import Book
from rare_desk.store.reading import deposit_queries
from rare_desk.words import Language

_GRADE = Decimal(50)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """`rows`: every deposit with its worth, None of one whose oxides have no price at all; `own` are the book's."""

    rows: tuple[tuple[Distribution, Worth | None], ...]
    prices: Mapping[str, Source]
    ways: OxidePrices
    terms: Terms
    day: dt.date
    own: frozenset[str] = frozenset()


def terms_of(
    day: dt.date,
    grade: Decimal | None = None,
    recovery: Decimal | None = None,
    fx: Decimal | None = None,
    deduction: Decimal | None = None,
) -> Terms:
    """The VAT is that of the day. Refused outside the ranges of the netback calculator."""
    found = Terms(
        vat_rate=vat_rate_on(day),
        grade=_GRADE if grade is None else grade,
        recovery=RECOVERY if recovery is None else recovery,
        fx=fx,
        deduction=deduction,
    )
    limits = (("grade", found.grade, "0.01", 100), ("recovery", found.recovery, 0, 100), ("fx", fx, 1, 20))
    wrong = [
        problem("input-out-of-range", name, plain(value), low=low, high=high)
        for name, value, low, high in limits
        if value is not None and not Decimal(low) <= value <= high
    ]
    if wrong:
        raise Refused(*wrong)
    return found


def side_by_side(book: Book, state: IndexState | None, terms: Terms, day: dt.date, chosen: Way = ()) -> SideBySide:
    """Prices up to `day`, of the chosen way alone or of whatever prices most. Averages need an index."""
    known = distributions(book)
    ways = oxide_prices(book, state, (oxide for one in known for oxide, _ in one.shares), day)
    return compared(known, ways, terms, day, chosen, frozenset(one.name for one in deposit_queries.distributions(book)))


def compared(
    known: Sequence[Distribution],
    ways: OxidePrices,
    terms: Terms,
    day: dt.date,
    chosen: Way = (),
    own: frozenset[str] = frozenset(),
) -> SideBySide:
    prices = ways.of(chosen)
    values = {oxide: Decimal(one.value) for oxide, one in prices.items()}
    rows = tuple((one, worth(one, values, terms)) for one in known)
    return SideBySide(rows, prices, ways, terms, day, own)


def as_json(found: SideBySide, language: Language) -> dict[str, Any]:
    """What `rare-desk deposits --json` prints."""
    return {
        "day": found.day.isoformat(),
        "terms": {
            "vat_rate": plain(found.terms.vat_rate),
            "grade": plain(found.terms.grade),
            "recovery": plain(found.terms.recovery),
            **({"fx": plain(found.terms.fx)} if found.terms.fx is not None else {}),
            **({"deduction": plain(found.terms.deduction)} if found.terms.deduction is not None else {}),
        },
        "prices": {
            oxide: {"price_incl_vat": source.value, "source": source_words(source, language)}
            for oxide, source in found.prices.items()
        },
        "deposits": [_row(one, figures, one.name in found.own) for one, figures in found.rows],
    }


def _row(one: Distribution, figures: Worth | None, own: bool) -> dict[str, Any]:
    said: dict[str, Any] = {
        "deposit": one.name,
        "deposit_zh": one.name_zh,
        "verified": one.verified,
        "source": one.source,
        "note": one.note,
        "of_the_book": own,
        "oxides": [{"oxide": oxide, "share": plain(share)} for oxide, share in one.shares],
        "sum": plain(one.total),
        "whole": one.is_whole,
    }
    if figures is None:
        return said | {"uncounted": [oxide for oxide, _ in one.shares]}
    counted = {
        "basket_cny_t_reo": figures.basket,
        "basket_usd_kg": figures.basket_usd,
        "value_per_t_reo": figures.value_per_t_reo,
        "value_at_grade": figures.value_at_grade,
        "net_price": figures.price,
        "pr_nd_value_share": figures.pr_nd,
        "counted_share": figures.counted,
    }
    told = {name: plain(value) for name, value in counted.items() if value is not None}
    return said | told | {"uncounted": list(figures.uncounted)}
