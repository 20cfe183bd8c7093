"""What a wrong or doubtful cell most likely was meant to say: offered, never taken by itself."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from decimal import Decimal
from difflib import SequenceMatcher

from rare_desk.core.numbers import plain
from rare_desk.core.parsing import folded, parse_number
from rare_desk.core.problems import Problem
from rare_desk.core.products import Catalogue, Product
from rare_desk.sheets.planning.deals import Deal
from rare_desk.sheets.planning.plan import Named, SheetPlan

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*[日号]?")
_DATED = frozenset(("not-a-date", "missing-year", "day-cut", "future-date", "old-date"))
_ALIKE = 0.6
_SLIPS = (Decimal(1000), Decimal(10000), Decimal(100), Decimal(10))
_CLOSE = Decimal("1.5")
_LOOKALIKES = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "。": ".", "，": ",", "·": "."})


def proposals_of(plan: SheetPlan, catalogue: Catalogue) -> dict[tuple[int, int], str]:
    """By row number and the sheet's column, the text to put into the cell; only where one reading stands out."""
    doubtful = {found.place.row for found in plan.problems if found.code in _DATED}
    days = _Days(plan, doubtful)
    places = {column.header: plan.column_of(column) for column in reversed(plan.columns)}
    found: dict[tuple[int, int], str] = {}
    for one in plan.problems:
        at = places.get(one.place.column)
        beside = days.beside(one.place.row) if one.code in _DATED else ()
        said = "" if at is None else proposal(one, beside, catalogue)
        if at is not None and said and said != one.value:
            found.setdefault((one.place.row, at), said)
    return found


def proposal(found: Problem, beside: Sequence[str], catalogue: Catalogue) -> str:
    """`beside` are the dates (ISO) of the rows read before and after; empty when nothing stands out."""
    details = dict(found.details)
    if found.code in ("missing-year", "day-cut"):
        return _between((found.value, details.get("other", "")), beside)
    if found.code in _DATED:
        return _date(found.value, beside)
    if found.code == "not-a-number":
        return _number(found.value)
    if found.code == "unknown-product":
        return _product(found.value, catalogue)
    if found.code == "price-range":
        return details["middle"]
    if found.code in ("vat-mismatch", "amount-mismatch"):
        return details["expected"]
    if found.code in ("unusual-price", "unusual-quantity"):
        return _slip(Decimal(found.value), Decimal(details["usual"]))
    return ""


class _Days:
    """The dates of the rows read, but for those that are doubtful."""

    def __init__(self, plan: SheetPlan, doubtful: Set[int]) -> None:
        self._records: Sequence[Deal | Named] = plan.quotes or plan.deals
        self._numbers = plan.numbers
        self._doubtful = doubtful

    def beside(self, row: int) -> list[str]:
        """ISO, of the rows read before and after; none at either end."""
        place = bisect_left(self._numbers, row)
        before = self._first(range(place - 1, -1, -1))
        after = self._first(range(place, len(self._records)))
        return [before, after] if before and after else []

    def _first(self, places: Iterable[int]) -> str:
        records = (self._records[place] for place in places)
        found = next((record for record in records if record.row not in self._doubtful), None)
        if found is None:
            return ""
        return found.date if isinstance(found, Deal) else found.quote.date.isoformat()


def _date(written: str, beside: Sequence[str]) -> str:
    """Of what is no date month and day the other way round; else the same day in its neighbours' year. A day that is
    not written is not made up."""
    parts = _DAY.fullmatch(folded(written))
    years = {day[:4] for day in beside}
    if parts:
        year, month, day = (int(part) for part in parts.groups())
        turned = ((year, day, month),) if not _possible(year, month, day) else ()
        for candidate in (*turned, *((int(one), month, day) for one in years if len(years) == 1)):
            if (read := _possible(*candidate)) and _fits(read, years):
                return read
    return ""


def _between(written: Iterable[str], beside: Sequence[str]) -> str:
    """The one of these days without a year that lies between those of the neighbours."""
    parts = [found.groups() for text in written if (found := _MONTH_DAY.fullmatch(folded(text)))]
    days = {_possible(int(day[:4]), int(month), int(dom)) for day in beside for month, dom in parts} - {""}
    fitting = [day for day in days if min(beside) <= day <= max(beside)]
    return fitting[0] if len(fitting) == 1 else ""


def _possible(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _fits(day: str, years: set[str]) -> bool:
    return not years or day[:4] in years


def _number(written: str) -> str:
    """Without stray blanks, doubled marks and letters that look like digits."""
    plainer = re.sub(r"\s+", "", folded(written).translate(_LOOKALIKES))
    plainer = re.sub(r"[wW]$", "万", re.sub(r"([.,])\1+", r"\1", plainer))
    read = parse_number(plainer)
    return "" if isinstance(read, Problem) else plain(read)


def _product(written: str, catalogue: Catalogue) -> str:
    """The one product whose name is nearest, if it is near and no other one is as near."""
    if not written:
        return ""
    near = sorted(((_likeness(written, product), product.name_zh) for product in catalogue), reverse=True)
    best, second = near[0], near[1]
    return best[1] if best[0] >= _ALIKE and best[0] > second[0] else ""


def _likeness(written: str, product: Product) -> float:
    names = (product.name_zh, product.name_en, product.code, *product.aliases)
    return max(SequenceMatcher(None, folded(written), folded(name)).ratio() for name in names if name)


def _slip(value: Decimal, usual: Decimal) -> str:
    """The number shifted by the power of ten that brings it near what is usual."""
    for factor in _SLIPS:
        for moved in (value * factor, value / factor):
            if usual / _CLOSE <= moved <= usual * _CLOSE:
                return plain(moved)
    return ""
