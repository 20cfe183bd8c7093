"""Lots of a settlement from weighbridge and assay sheets, joined by their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.problems import Place, Problem, Refused, problem
from rare_desk.sheets.records.lots import GRADES, Weighed, read_lots

PARTIES = ("seller", "buyer", "umpire")


class Whose(StrEnum):
    """Whose assays a sheet holds: those that settle, or one party's in the assay exchange."""

    SETTLING = "grade"
    SELLER = "seller"
    BUYER = "buyer"
    UMPIRE = "umpire"


@dataclass(frozen=True, slots=True)
class LotsFile:
    """`file` is a path, or the bytes of a table that was pasted."""

    name: str
    file: Path | bytes
    whose: Whose = Whose.SETTLING


@dataclass(slots=True)
class LotFound:
    """What the files say of one lot: wet tonnes, percent, assays; `weighings` rows were summed. `grades` by whose."""

    lot: str
    wet_t: Decimal | None = None
    moisture: Decimal | None = None
    grades: dict[str, Decimal] = field(default_factory=dict)
    elements: dict[str, Decimal] = field(default_factory=dict)
    weighings: int = 0


@dataclass(frozen=True, slots=True)
class LotsPlan:
    """`problems` stand at their file, row and column; with any of them, or a question, nothing should be taken."""

    lots: tuple[LotFound, ...]
    problems: tuple[Problem, ...]
    questions: tuple[str, ...] = ()

    @property
    def elements(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(element for lot in self.lots for element in lot.elements))


def plan_lots(files: Sequence[LotsFile], unit: str = "") -> LotsPlan:
    """`unit` (kg, t) is that of masses of which a sheet says none; it is a question where it is needed and not said.

    Masses of a lot are summed; an assay that is said twice, and differently, is wrong.
    """
    joined = _Joined()
    questions: list[str] = []
    for one in sorted(files, key=lambda each: each.whose is not Whose.SETTLING):
        read = read_lots(one.file, one.name, unit)
        if isinstance(read, Problem):
            joined.problems.append(read.at(Place(one.name)))
            continue
        for sheet in read.sheets:
            joined.problems += sheet.problems
            questions += sheet.questions
            for row in sheet.records:
                joined.take(row, one, sheet.sheet)
    return LotsPlan(tuple(joined.lots.values()), tuple(joined.problems), tuple(dict.fromkeys(questions)))


def as_lots(plan: LotsPlan, before: Sequence[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """As a settlement takes them: lots of `before` with what the files say of them, then the others.

    Where one party's assay joins a grade that was typed, that grade is the other party's.
    """
    found = {_key(lot.lot): lot for lot in plan.lots}
    lots = [_told(lot, found.pop(_key(str(lot.get("lot") or "")), None)) for lot in before]
    return lots + [_told({"lot": lot.lot, "wet_t": "", "moisture": "", "grade": ""}, lot) for lot in found.values()]


def heads_lots(table: bytes) -> bool:
    """Whether a pasted table begins with the header of such a sheet."""
    return not isinstance(read_lots(b"\n".join(table.splitlines()[:3]), ""), Problem)


def with_lots(given: Mapping[str, Any], files: Sequence[LotsFile], unit: str = "") -> dict[str, Any]:
    """A settlement's inputs with the lots of these files. Refused with all that is wrong in them."""
    plan = plan_lots(files, unit)
    asked = [problem("lots-unit-unsaid", "wet_t")] if plan.questions else []
    if found := [*plan.problems, *asked]:
        raise Refused(*found)
    return dict(given) | {"lots": as_lots(plan, given.get("lots") or ())}


class _Joined:
    def __init__(self) -> None:
        self.lots: dict[str, LotFound] = {}
        self.problems: list[Problem] = []
        self._units: dict[str, str] = {}

    def take(self, row: Weighed, file: LotsFile, sheet: str) -> None:
        lot = self.lots.setdefault(_key(row.lot), LotFound(row.lot))
        place = Place(file.name, sheet, row.row)
        if row.wet_t is not None:
            lot.wet_t = (lot.wet_t or Decimal(0)) + row.wet_t
            lot.weighings += 1
        if row.moisture is not None:
            lot.moisture = self._once("moisture", lot, lot.moisture, row.moisture, place)
        for name, value in row.grades.items():
            kept = str(file.whose) if name == GRADES[0] else name
            lot.grades[kept] = self._once("grade", lot, lot.grades.get(kept), value, place)
        self._elements(lot, row, place, settling=file.whose is Whose.SETTLING)

    def _elements(self, lot: LotFound, row: Weighed, place: Place, *, settling: bool) -> None:
        """Those of a party's sheet only where no other says them."""
        for (element, unit), value in row.elements.items():
            if unit and self._units.setdefault(element, unit) != unit:
                other = self._units[element]
                trouble = problem("element-in-two-units", "elements", element, unit=unit, other=other)
                self.problems.append(trouble.at(place))
            known = lot.elements.get(element)
            if settling or known is None:
                lot.elements[element] = self._once("elements", lot, known, value, place)

    def _once(self, name: str, lot: LotFound, known: Decimal | None, value: Decimal, place: Place) -> Decimal:
        if known is not None and known != value:
            trouble = problem("lot-said-twice", name, plain(value), lot=lot.lot, other=plain(known))
            self.problems.append(trouble.at(place))
        return value if known is None else known


def _key(lot: str) -> str:
    return "".join(lot.split()).casefold()


def _told(lot: Mapping[str, Any], found: LotFound | None) -> dict[str, Any]:
    told = dict(lot)
    if found is None:
        return told
    for name, value in (("wet_t", found.wet_t), ("moisture", found.moisture)):
        if value is not None:
            told[name] = plain(value)
    _tell_grades(told, found.grades)
    if found.elements:
        kept = {str(one["element"]): str(one["assay"]) for one in told.get("elements") or ()}
        kept |= {element: plain(value) for element, value in found.elements.items()}
        told["elements"] = [{"element": element, "assay": assay} for element, assay in kept.items()]
    return told


def _tell_grades(told: dict[str, Any], grades: Mapping[str, Decimal]) -> None:
    parties = {name: plain(value) for name, value in grades.items() if name in PARTIES}
    typed = plain(grades[GRADES[0]]) if GRADES[0] in grades else str(told.get("grade") or "")
    if not parties:
        if GRADES[0] in grades:
            told.pop("assay", None)
            told["grade"] = typed
        return
    exchanged = dict(told.get("assay") or {}) | parties
    if typed and (others := [name for name in PARTIES[:2] if name not in exchanged]):
        exchanged[others[0]] = typed
    told |= {"grade": "", "assay": exchanged}
