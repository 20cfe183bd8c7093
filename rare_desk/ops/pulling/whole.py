"""Calculators whose inputs are taken from the book all at once: the prices of a period, the ground of an estimate."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.sources import apart
from rare_desk.ops.contracts.averages import taken
from rare_desk.ops.contracts.estimating import RECOVERY, Wanted, ground
from rare_desk.ops.pulling.oxide_prices import with_share_sources
from rare_desk.store.book import Book

WHOLE = frozenset({"average", "estimate"})


def taken_whole(book: Book, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs with what the book has for them; scenarios stay. Refused when it has nothing or it is unclear what."""
    alone, beside = apart(given)
    asked = {name: value for name, value in alone.items() if value not in ("", None)}
    if kind == "average":
        return taken(book, asked | {"prices": [], "closed": []}) | beside
    wanted = Wanted(
        quarter=str(asked.get("quarter", "")),
        distribution=str(asked.get("distribution", "")),
        quoted_by=str(asked.get("quoted_by", "")),
        from_index=asked.get("taken_from") == "prices",
        recovery=_number(_recovery(asked)) or RECOVERY,
        grade=_number(asked.get("grade")) or Decimal(50),
        offer=str(asked.get("offer", "")),
        move=_number(asked.get("move")),
    )
    found = ground(book, wanted)
    return with_share_sources(found.given | beside, found.distribution)


def _recovery(given: Mapping[str, Any]) -> object:
    """The first that was typed: the mechanism's own are not known by oxide."""
    return next((one["recovery"] for one in given.get("oxides") or () if one.get("recovery")), None)


def _number(raw: object) -> Decimal | None:
    read = parse_number(str(raw)) if raw not in (None, "") else None
    return read if isinstance(read, Decimal) else None
