"""What stands in the form of an announced price, and the price or the problems that it reads as."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import plain
from rare_desk.core.parsing import parse_date, parse_number
from rare_desk.core.problems import Problem, kept, problem
from rare_desk.core.quotes import AnnouncedPrice, announced_problems, moved, quarter_of

_SHORT = re.compile(r"(?:(?P<year>\d{2}|\d{4})[-年/ ]?)?[Qq第]?(?P<number>[1-4])(?:季度?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedDraft:
    """Fields named as those of AnnouncedPrice, as typed."""

    quarter: str = ""
    price: str = ""
    reo_basis: str = "50"
    per_percent: str = ""
    announced_on: str = "t"
    status: str = "in_force"
    source_url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnnouncedReading:
    """`price` is None while anything is wrong."""

    price: AnnouncedPrice | None
    problems: tuple[Problem, ...]
    quarter: str = ""


def next_draft(known: Sequence[AnnouncedPrice], today: dt.date) -> AnnouncedDraft:
    """The quarter after the last one that has a price, with what usually stays: never one before today's that is
    already there."""
    priced = [one for one in known if one.in_force]
    last = max((one.quarter for one in priced), default="")
    newest = next((one for one in reversed(priced) if one.quarter == last), None)
    quarter = moved(last, 1) if last else quarter_of(today)
    return AnnouncedDraft(quarter=quarter, reo_basis=plain(newest.reo_basis) if newest else "50")


def draft_of(price: AnnouncedPrice) -> AnnouncedDraft:
    def written(value: Decimal | None) -> str:
        return "" if value is None else plain(value)

    return AnnouncedDraft(
        quarter=price.quarter,
        price=written(price.price),
        reo_basis=plain(price.reo_basis),
        per_percent=written(price.per_percent),
        announced_on=price.announced_on,
        status=price.status,
        source_url=price.source_url,
        note=price.note,
    )


def read_quarter(typed: str, today: dt.date) -> str | None:
    """`2027Q1`, `27Q1`, `2027年1季度`, `1` (of this year); None for what is none of these."""
    found = _SHORT.fullmatch("".join(typed.split()))
    if found is None:
        return None
    year = int(found["year"] or today.year)
    return f"{year + 2000 if year < 100 else year}Q{found['number']}"


def read(draft: AnnouncedDraft, today: dt.date) -> AnnouncedReading:
    found: list[Problem] = []
    quarter = read_quarter(draft.quarter, today)
    if quarter is None:
        code = "not-a-quarter" if draft.quarter.strip() else "missing-quarter"
        found.append(problem(code, "quarter", draft.quarter.strip()))
    typed = {name: getattr(draft, name) for name in ("price", "reo_basis", "per_percent")}
    numbers = {name: kept(parse_number(text), name, found) if text.strip() else None for name, text in typed.items()}
    day = _day(draft.announced_on.strip(), today, found)
    if numbers["reo_basis"] is None and not any(one.field == "reo_basis" for one in found):
        found.append(problem("missing-basis", "reo_basis"))
    if found:
        return AnnouncedReading(None, tuple(found), quarter or "")
    made = AnnouncedPrice(
        quarter=quarter or "",
        price=numbers["price"],
        reo_basis=numbers["reo_basis"] or Decimal(0),
        per_percent=numbers["per_percent"],
        announced_on=day,
        status=draft.status,
        source_url=draft.source_url.strip(),
        note=draft.note.strip(),
    )
    wrong = announced_problems(made)
    return AnnouncedReading(None if wrong else made, wrong, made.quarter)


def _day(typed: str, today: dt.date, found: list[Problem]) -> str:
    if not typed or re.fullmatch(r"\d{4}-\d{2}", typed):
        return typed
    day = kept(parse_date(typed, today), "announced_on", found)
    return day.isoformat() if day else ""
