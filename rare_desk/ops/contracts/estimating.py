"""An estimate of a quarter's concentrate price from what the book knows: announced prices, quotes, a distribution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import half_up, plain
from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.quotes import AnnouncedPrice, first_of_quarter, moved
from rare_desk.core.units import vat_rate_on
from rare_desk.ops import pricing
from rare_desk.ops.contracts.distributions import distribution
from rare_desk.ops.contracts.quarterly import Mean, Quarters
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.words import Language, sentence, word

Given = dict[str, Any]

RECOVERY = Decimal(92)
"""Percent, where none is given: an assumption, for the mechanism's own is not public."""
_PLACES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`quarter` empty: the one after the last announced. Prices are `quoted_by` a source, or the index's own. Of the
    distribution only `oxides` count, all if empty: what the others are worth is then part of the deduction.
    """

    quarter: str = ""
    distribution: str = ""
    oxides: tuple[str, ...] = ()
    quoted_by: str = ""
    from_index: bool = False
    recovery: Decimal = RECOVERY
    grade: Decimal = Decimal(50)
    offer: str = ""
    move: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What an estimate rests on: `given` are the calculator's inputs, `means` by quarter the averages of the quarter
    before it; `lacking` are the quarters that could not be used and why, `uncounted` the oxides without a price.
    """

    given: Given
    distribution: Distribution
    quoted_by: str
    means: Mapping[str, Mapping[str, Mean]]
    lacking: tuple[Problem, ...]
    uncounted: tuple[str, ...]


def ground(book: Book, wanted: Wanted, state: IndexState | None = None) -> Ground:
    """`state` saves computing the index anew where its prices are wanted.

    Refused when the quarter before has no prices, or no past quarter has both a price and quotes.
    """
    oxides = distribution(book, wanted.distribution)
    announced = queries.announced(book)
    quarter = wanted.quarter or _next(announced)
    if first_of_quarter(quarter) is None:
        raise Refused(problem("not-a-quarter", "quarter", quarter))
    quoted_by = "" if wanted.from_index else wanted.quoted_by or _only_source(book)
    quarters = Quarters(book, quoted_by, (state or IndexState.load(book)) if wanted.from_index else None)
    wrong = [problem("oxide-not-there", "oxides", one) for one in wanted.oxides if one not in dict(oxides.shares)]
    if wrong:
        raise Refused.at_fields(wrong)
    asked = [oxide for oxide, _ in oxides.shares if not wanted.oxides or oxide in wanted.oxides]
    now = quarters.means(asked, moved(quarter, -1))
    if not now:
        before = moved(quarter, -1)
        if not quoted_by:
            raise Refused.at_fields([problem("estimate-nothing-known", "quarter", before)])
        raise Refused.at_fields([problem("estimate-no-prices", "quarter", before, source=quoted_by)])
    counted = tuple((oxide, share) for oxide, share in oxides.shares if oxide in now)
    means: dict[str, Mapping[str, Mean]] = {}
    past: list[Given] = []
    lacking: list[Problem] = []
    for one in _before(announced, quarter):
        found = quarters.means((oxide for oxide, _ in counted), moved(one.quarter, -1))
        lacks = _lack(one, [oxide for oxide, _ in counted if oxide not in found])
        if lacks is not None:
            lacking.append(lacks)
            continue
        means[one.quarter] = found
        past.append(_past(one, counted, found, wanted))
    if not past:
        raise Refused.at_fields([problem("estimate-no-past", "quarter", quarter), *lacking])
    given = _given(wanted, quarter, counted, now) | {"past": past, "distribution": oxides.name}
    return Ground(
        given=given
        | ({"taken_from": "prices"} if wanted.from_index else {"taken_from": "quotes", "quoted_by": quoted_by}),
        distribution=oxides,
        quoted_by=quoted_by,
        means=means | {quarter: now},
        lacking=tuple(lacking),
        uncounted=tuple(oxide for oxide, _ in oxides.shares if oxide not in now),
    )


def _next(announced: Sequence[AnnouncedPrice]) -> str:
    known = [one.quarter for one in announced if one.in_force]
    if not known:
        raise Refused.at_fields([problem("no-announced-price", "quarter")])
    return moved(max(known), 1)


def _only_source(book: Book) -> str:
    sources = queries.quote_sources(book)
    if len(sources) != 1:
        raise Refused.at_fields(
            [problem("choose-source", "quoted_by", "", names=", ".join(filter(None, sources)) or "–")]
        )
    return sources[0]


def _before(announced: Sequence[AnnouncedPrice], quarter: str) -> list[AnnouncedPrice]:
    """One of each earlier quarter: the price in force, else what there is of it."""
    found: dict[str, AnnouncedPrice] = {}
    for one in announced:
        if one.quarter < quarter and (one.in_force or one.quarter not in found):
            found[one.quarter] = one
    return [found[name] for name in sorted(found)]


def _lack(one: AnnouncedPrice, missing: Sequence[str]) -> Problem | None:
    if not one.in_force:
        code = "announced-rejected" if one.status == "proposed_rejected" else "announced-unknown"
        return problem(code, "past", one.quarter)
    if missing:
        return problem("quarter-unquoted", "past", one.quarter, before=moved(one.quarter, -1), names=", ".join(missing))
    return None


def _past(
    one: AnnouncedPrice, shares: Sequence[tuple[str, Decimal]], found: Mapping[str, Mean], wanted: Wanted
) -> Given:
    """Netback value and announced price, both at the grade that is estimated for."""
    vat = _vat(one.quarter)
    value = sum((share * found[oxide].price for oxide, share in shares), Decimal(0))
    worth = wanted.grade * wanted.recovery * value / (10_000 * (100 + vat))
    price = (one.price or Decimal(0)) * wanted.grade / one.reo_basis
    return {
        "quarter": one.quarter,
        "value_at_grade": plain(half_up(worth, _PLACES)),
        "announced_price": plain(half_up(price, _PLACES)),
    }


def _given(wanted: Wanted, quarter: str, shares: Sequence[tuple[str, Decimal]], now: Mapping[str, Mean]) -> Given:
    recovery = plain(wanted.recovery)
    oxides = [
        {
            "oxide": oxide,
            "share": plain(share),
            "price_incl_vat": plain(half_up(now[oxide].price, _PLACES)),
            "recovery": recovery,
        }
        for oxide, share in shares
    ]
    chosen = {"offer": wanted.offer} | ({"move": plain(wanted.move)} if wanted.move is not None else {})
    named = {name: value for name, value in chosen.items() if value}
    return {
        "quarter": quarter,
        "grade": plain(wanted.grade),
        "vat_rate": plain(_vat(quarter)),
        "oxides": oxides,
    } | named


def _vat(quarter: str) -> Decimal:
    """The rate in force in the middle of the quarter before, whose prices are taken."""
    first = first_of_quarter(moved(quarter, -1))
    assert first is not None
    return vat_rate_on(first.replace(month=first.month + 1))


def as_json(found: Ground, language: Language) -> Given:
    """What `rare-desk estimate --json` prints: it says that it is an estimate, and what each quarter rests on."""
    calculated = pricing.calculate("estimate", found.given, language)
    means = {
        quarter: {
            oxide: {
                "price": plain(half_up(mean.price, _PLACES)),
                "days": mean.days,
                "of": mean.of,
                "product": mean.product,
            }
            for oxide, mean in of_one.items()
        }
        for quarter, of_one in found.means.items()
    }
    return {
        "quarter": found.given["quarter"],
        "label": word("pricing.estimate-label", language),
        "distribution": {
            "name": found.distribution.name,
            "source": found.distribution.source,
            "verified": found.distribution.verified,
        },
        "uncounted": list(found.uncounted),
        "inputs": found.given,
        **calculated,
        "averages_before": means,
        "lacking": [
            {"quarter": one.value, "code": one.code, "message": sentence(one, language)} for one in found.lacking
        ],
    }
