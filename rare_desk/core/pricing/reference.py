"""The announced concentrate price that a calculation refers to. An unknown one is an answer, never a guess."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.parsing import parse_date, parse_number
from rare_desk.core.pricing.fields import Field, Kind, Problems, text
from rare_desk.core.problems import Problem, problem
from rare_desk.core.quotes import AnnouncedPrice, quarter_of
from rare_desk.core.units import vat_rate_on

DELIVERY = Field(name="delivery_date", kind=Kind.DATE, required=False)
SOURCE_FIELDS = (text("quarter"), DELIVERY)
"""Where reference price, its grade and the VAT rate may be pulled from; `quarter` is written `2026Q1`."""

REFERENCE = ("reference_price", "reference_grade")

_QUARTER = re.compile(r"[12]\d{3}Q[1-4]")


def announced_for(quarter: str, announced: Sequence[AnnouncedPrice]) -> AnnouncedPrice | Problem:
    """The price in force in that quarter, or why there is none: not listed, not known, a rejected proposal."""
    if not _QUARTER.fullmatch(quarter):
        return problem("not-a-quarter", "quarter", quarter)
    listed = [a for a in announced if a.quarter == quarter]
    in_force = next((a for a in listed if a.in_force), None)
    if in_force:
        return in_force
    if not listed:
        return problem("announced-missing", "quarter", quarter)
    rejected = all(a.status == "proposed_rejected" for a in listed)
    return problem("announced-rejected" if rejected else "announced-unknown", "quarter", quarter)


def pulled(
    given: Mapping[str, object],
    announced: Sequence[AnnouncedPrice],
    *,
    vat: bool = True,
    into: tuple[str, str] = REFERENCE,
) -> tuple[dict[str, Any], Problems]:
    """The inputs with an empty price and grade of `into` filled from `quarter`; a reference, which must be there, also
    from the delivery date's quarter. With `into` empty no price is taken.

    With `vat` an empty VAT rate is the one in force on the delivery date. A price or grade that the user wrote is never
    replaced; a quarter whose announcement says otherwise is left out.
    """
    price, grade = into
    filled = dict(given)
    day = _day(given.get("delivery_date"))
    if vat and day and _empty(given, "vat_rate"):
        filled["vat_rate"] = plain(vat_rate_on(day))
    if not price:
        return filled, ()
    if not _empty(given, price):
        return filled | _confirmed(filled, announced, into), ()
    of_day = quarter_of(day) if day and into == REFERENCE else ""
    quarter = str(given.get("quarter") or of_day).strip()
    if not quarter:
        return filled, ()
    source = announced_for(quarter, announced)
    if isinstance(source, Problem) or source.price is None:
        return filled, (source,) if isinstance(source, Problem) else ()
    if _empty(given, grade):
        filled[grade] = plain(source.reo_basis)
    return filled | {price: plain(source.price), "quarter": quarter}, ()


def source_of(
    quarter: str, price: Decimal, grade: Decimal, announced: Sequence[AnnouncedPrice]
) -> AnnouncedPrice | None:
    """The quarter's announcement if reference price and grade agree with it; None: they were set by hand."""
    found = announced_for(quarter, announced)
    if isinstance(found, Problem) or (found.price, found.reo_basis) != (price, grade):
        return None
    return found


def _confirmed(given: Mapping[str, Any], announced: Sequence[AnnouncedPrice], names: tuple[str, str]) -> dict[str, str]:
    quarter = str(given.get("quarter") or "")
    price, grade = (parse_number(str(given.get(name) or "")) for name in names)
    if not quarter or isinstance(price, Problem) or isinstance(grade, Problem):
        return {}
    return {} if source_of(quarter, price, grade, announced) else {"quarter": ""}


def _empty(given: Mapping[str, object], name: str) -> bool:
    return given.get(name) is None or not str(given[name]).strip()


def _day(given: object) -> dt.date | None:
    read = parse_date(str(given or ""))
    return None if isinstance(read, Problem) else read
