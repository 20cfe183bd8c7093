"""What stands in the form: the calculator's inputs by their names, as typed. Changes give a new mapping."""

import copy
import datetime as dt
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.parsing import parse_date, parse_number
from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.pricing.reference import announced_for
from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.sources import SCENARIOS, SOURCES, Source, as_json
from rare_desk.core.pricing.study import paths
from rare_desk.core.pricing.study.paths import steps
from rare_desk.core.problems import Problem
from rare_desk.core.quotes import AnnouncedPrice, quarter_of
from rare_desk.core.units import vat_rate_on

Given = dict[str, Any]
_LETTERS = string.ascii_uppercase


@dataclass(frozen=True, slots=True)
class Scenario:
    """Inputs kept under a name, beside those that stand in the form."""

    name: str
    given: Mapping[str, Any]


_OXIDES = ("La2O3", "CeO2", "Pr6O11", "Nd2O3")
_ANNOUNCED = ("reference_price", "reference_grade", "announced_price", "announced_grade")
_LOT_COLUMNS = ("lot", "wet_t", "moisture", "grade")


def blank(kind: str, day: dt.date, announced: Sequence[AnnouncedPrice]) -> Given:
    """A new calculation for a delivery on that day, at that quarter's price if it is known."""
    if kind not in ("grade", "settlement"):
        return _blank(CALCULATORS[kind].fields)
    given: Given = {"reference_price": "", "reference_grade": "", "delivery_date": "", "quarter": ""}
    if kind == "settlement":
        given |= {"vat_rate": "", "lots": [], "adjustments": []}
        given = with_lot(given)
    else:
        given["grade"] = ""
    return delivered_on(given, day, announced)


def _blank(fields: Sequence[Field]) -> Given:
    """Nothing yet; a list of oxides begins with those that make the price."""
    given: Given = {}
    for field in fields:
        if field.kind is Kind.LIST:
            empty = {one.name: "" for one in field.fields}
            named = _OXIDES if "oxide" in empty and field.least else ("",) * field.least
            given[field.name] = [empty | ({"oxide": name} if name else {}) for name in named]
        elif field.kind not in (Kind.NUMBERS, Kind.DATES, Kind.RECORD):
            given[field.name] = ""
    return given


def at(given: Mapping[str, Any], path: str) -> Any:
    """What stands at `lots[1].moisture`; an empty text when nothing does."""
    found: Any = given
    for step in steps(path):
        if isinstance(step, int):
            found = found[step] if isinstance(found, list) and step < len(found) else ""
        else:
            found = found.get(step, "") if isinstance(found, Mapping) else ""
    return found


def put(given: Given, path: str, value: Any) -> Given:
    """The inputs with that value there, typed by hand: it has no source any more. Only what leads to it is copied."""
    changed = paths.put(given, path, value)
    if SOURCES in given:
        changed[SOURCES] = {one: source for one, source in given[SOURCES].items() if one != path}
    if path in _ANNOUNCED and "quarter" in changed:
        changed["quarter"] = ""
    return changed


def delivered_on(given: Given, day: dt.date, announced: Sequence[AnnouncedPrice]) -> Given:
    """With that delivery day: the VAT rate follows it unless set otherwise, the reference price unless typed."""
    before = parse_date(str(given.get("delivery_date") or ""))
    changed = dict(given) | {"delivery_date": day.isoformat()}
    if "vat_rate" in given:
        rate = given["vat_rate"]
        if not rate or (isinstance(before, dt.date) and rate == plain(vat_rate_on(before))):
            changed["vat_rate"] = plain(vat_rate_on(day))
    pulled = given.get("quarter") or not given.get("reference_price")
    return of_quarter(changed, quarter_of(day), announced) if pulled else changed


def of_quarter(given: Given, quarter: str, announced: Sequence[AnnouncedPrice]) -> Given:
    """With the announced price of that quarter; without any price when it is not known."""
    found = announced_for(quarter, announced)
    if isinstance(found, Problem) or found.price is None:
        return dict(given) | {"quarter": quarter, "reference_price": "", "reference_grade": ""}
    price, grade = format(found.price, ",.2f"), format(found.reo_basis, ".2f")
    return dict(given) | {"quarter": quarter, "reference_price": price, "reference_grade": grade}


def with_lot(given: Given, lot: Mapping[str, Any] | None = None) -> Given:
    fresh = {"lot": f"L{len(given['lots']) + 1}", "wet_t": "", "moisture": "", "grade": ""}
    return dict(given) | {"lots": [*given["lots"], fresh | dict(lot or {})]}


def with_adjustment(given: Given, way: str, label: str) -> Given:
    """`way`: per_dry_t, amount or element."""
    fresh = {"label": label, way: ""}
    if way == "element":
        fresh = {"element": label, "assay": "", "threshold": "", "step": "", "rate": ""}
    return dict(given) | {"adjustments": [*given.get("adjustments", []), fresh]}


def with_provisional(given: Given) -> Given:
    """A provisional invoice over the lots' wet mass at the reference grade, nothing paid of it said yet."""
    wet = [parse_number(str(lot["wet_t"])) for lot in given["lots"] if lot.get("wet_t")]
    total = sum((mass for mass in wet if not isinstance(mass, Problem)), start=Decimal(0))
    invoice = {
        "wet_t": format(total, "f") if total else "",
        "moisture": "",
        "grade": given.get("reference_grade", ""),
        "paid_share": "",
    }
    return dict(given) | {"provisional": invoice}


def without(given: Given, path: str) -> Given:
    """Without that record of a list (`lots[1]`), or without the provisional invoice."""
    changed = dict(given)
    if SOURCES in changed:
        changed[SOURCES] = _moved_up(changed[SOURCES], path)
    *way, last = steps(path)
    del _own(changed, way)[last]
    return changed


def with_sources(given: Given, taken: Mapping[str, Source]) -> Given:
    """With those values of the book, and word of where each is from."""
    changed = copy.deepcopy(given)
    for path, source in taken.items():
        changed = _with_room(changed, path, source)
        changed = put(changed, path, source.value)
        if path in _ANNOUNCED:
            changed["quarter"] = source.what.get("quarter", "")
        changed.setdefault(SOURCES, {})[path] = as_json(source)
    return changed


def _with_room(given: Given, path: str, source: Source) -> Given:
    """With the lot that the path means, called as its trade calls it."""
    found = re.fullmatch(r"lots\[(\d+)\]\.wet_t", path)
    if found is None:
        return given
    while len(given["lots"]) <= int(found[1]):
        given = with_lot(given)
    name = source.what.get("lot") or source.what.get("deal_no")
    return put(given, f"lots[{found[1]}].lot", name) if name else given


def without_source(given: Given, path: str) -> Given:
    """The value stays, as one by hand."""
    changed = dict(given)
    if path in changed.get(SOURCES, {}):
        changed[SOURCES] = {one: source for one, source in changed[SOURCES].items() if one != path}
    if path in _ANNOUNCED and "quarter" in changed:
        changed["quarter"] = ""
    return changed


def scenarios_of(given: Mapping[str, Any]) -> list[Scenario]:
    kept = given.get(SCENARIOS) or ()
    return [Scenario(str(one["name"]), one["given"]) for one in kept]


def with_scenario(given: Given, name: str) -> Given:
    """The present inputs kept under that name, in the place of one that has it; without a name by a letter."""
    kept = given.get(SCENARIOS) or []
    used = {one["name"] for one in kept}
    called = name.strip() or next(letter for letter in _LETTERS if letter not in used)
    inputs = {one: copy.deepcopy(value) for one, value in given.items() if one != SCENARIOS}
    others = [one for one in kept if one["name"] != called]
    return dict(given) | {SCENARIOS: [*others, {"name": called, "given": inputs}]}


def without_scenario(given: Given, name: str) -> Given:
    left = [one for one in given.get(SCENARIOS) or [] if one["name"] != name]
    return {one: value for one, value in given.items() if one != SCENARIOS} | ({SCENARIOS: left} if left else {})


def of_scenario(given: Given, name: str) -> Given:
    """That scenario's inputs, all scenarios kept."""
    found = next(one["given"] for one in given[SCENARIOS] if one["name"] == name)
    return copy.deepcopy(dict(found)) | {SCENARIOS: given[SCENARIOS]}


def _moved_up(sources: Mapping[str, Any], gone: str) -> dict[str, Any]:
    """The sources of inputs by their paths after that record has gone."""
    root, _, number = gone.rstrip("]").partition("[")
    moved = {}
    for path, source in sources.items():
        found = re.fullmatch(rf"{root}\[(\d+)\](.*)", path) if number else None
        if found is None:
            moved[path] = source
        elif int(found[1]) != int(number):
            place = int(found[1]) - (int(found[1]) > int(number))
            moved[f"{root}[{place}]{found[2]}"] = source
    return moved


def with_assay(given: Given, lot: int, assay: Mapping[str, str] | None) -> Given:
    """The lot's grade by assay exchange; None: typed again."""
    one = {name: value for name, value in given["lots"][lot].items() if name != "assay"}
    if assay is not None:
        one |= {"grade": "", "assay": dict(assay)}
    return dict(given) | {"lots": [*given["lots"][:lot], one, *given["lots"][lot + 1 :]]}


def pasted_lots(text: str, elements: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Lots of a table copied in Excel: lot, wet tonnes, moisture, grade, then those elements; the first column may be
    missing.

    Rows without three numbers (a header, a total in words) are left out.
    """
    lots: list[dict[str, Any]] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) < 3:
            continue
        named = not all(_is_number(cell) for cell in cells[:3]) or len(cells) > 3
        columns = _LOT_COLUMNS if named else _LOT_COLUMNS[1:]
        lot: dict[str, Any] = dict(zip(columns, cells, strict=False))
        beside = [*zip(elements, cells[len(columns) :], strict=False)]
        if assays := [{"element": element, "assay": cell} for element, cell in beside if _is_number(cell)]:
            lot["elements"] = assays
        if all(_is_number(lot.get(name, "")) for name in _LOT_COLUMNS[1:]):
            lots.append(lot)
    return lots


def with_pasted(given: Given, lots: Sequence[Mapping[str, Any]]) -> Given:
    """The lots behind those that already say something."""
    kept = [lot for lot in given["lots"] if any(lot.get(name) for name in (*_LOT_COLUMNS[1:], "assay"))]
    fresh = [{"lot": f"L{number}", "wet_t": "", "moisture": "", "grade": ""} for number in _numbers(kept, lots)]
    return dict(given) | {"lots": [*kept, *(one | dict(lot) for one, lot in zip(fresh, lots, strict=True))]}


def _numbers(kept: Sequence[object], lots: Sequence[object]) -> range:
    return range(len(kept) + 1, len(kept) + len(lots) + 1)


def _is_number(text: str) -> bool:
    return not isinstance(parse_number(text), Problem)


def _own(changed: Given, way: Sequence[str | int]) -> Any:
    """What stands there, with copies all the way, so that it may be changed and everything else is shared."""
    place: Any = changed
    for step in way:
        below = copy.copy(place[step])
        place[step] = below
        place = below
    return place
