"""The oxides that a calculation is about: their shares by mass, checked together."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.pricing.fields import Field, Problems, number, text
from rare_desk.core.problems import problem

OXIDE = text("oxide", required=True)
SHARE = number("share", "percent", 0, 100)
ROOM = Decimal("0.5")
"""By so much the shares of an analysis may exceed 100 %, each having been rounded."""

HUNDRED = Decimal(100)


def of_reo(*more: Field) -> tuple[Field, ...]:
    """The fields of one oxide of a distribution."""
    return (OXIDE, SHARE, *more)


def distribution_problems(oxides: Sequence[Mapping[str, Any]]) -> Problems:
    """Each oxide once, together more than nothing and no more than all there is."""
    found = list(twice(oxides))
    whole = _sum(oxides)
    if whole is not None and not 0 < whole <= HUNDRED + ROOM:
        found.append(problem("shares-sum", "oxides", plain(whole)))
    return tuple(found)


def twice(oxides: Sequence[Mapping[str, Any]]) -> Problems:
    """The oxides that have been named before."""
    names = [str(one.get("oxide") or "").casefold() for one in oxides]
    return tuple(
        problem("oxide-twice", f"oxides[{place}].oxide", oxides[place]["oxide"])
        for place, name in enumerate(names)
        if name and name in names[:place]
    )


def _sum(oxides: Sequence[Mapping[str, Any]]) -> Decimal | None:
    """None while a share cannot be read."""
    shares = [one.get("share") for one in oxides]
    known = [share for share in shares if share is not None]
    return sum(known, Decimal(0)) if len(known) == len(shares) and shares else None
