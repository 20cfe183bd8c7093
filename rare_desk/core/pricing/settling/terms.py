"""What a settlement takes: its inputs and how they are read, with everything wrong in them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rare_desk.core.numbers import round_to
from rare_desk.core.pricing.fields import VAT_RATE, Field, Kind, Problems, number, read, text
from rare_desk.core.pricing.grade import REFERENCE_FIELDS
from rare_desk.core.pricing.reference import SOURCE_FIELDS
from rare_desk.core.pricing.settling.adjustments import ADJUSTMENT_FIELDS, Adjustment, adjustment_of
from rare_desk.core.pricing.settling.assay import ASSAY_FIELDS, Assay, assay_of, settled
from rare_desk.core.pricing.settling.payments import PAYMENT_FIELDS, Payment, payment_of
from rare_desk.core.pricing.settling.rounding import ROUNDING_FIELDS, USUAL, Rounding, rounding_of
from rare_desk.core.problems import Problem, problem


class Stage(StrEnum):
    """Of a settlement's life: invoiced by what is provisionally known, or settled by the final assays."""

    PROVISIONAL = "provisional"
    FINAL = "final"


_WET = number("wet_t", "t", "0.01", 10**5)
_MOISTURE = number("moisture", "percent", 0, 60)

ELEMENT_FIELDS = (text("element"), number("assay", "", 0, 10**6))
LOT_FIELDS = (
    text("lot"),
    _WET,
    _MOISTURE,
    number("grade", "reo", 0, 100, required=False),
    Field(name="assay", kind=Kind.RECORD, required=False, fields=ASSAY_FIELDS),
    Field(name="elements", kind=Kind.LIST, required=False, fields=ELEMENT_FIELDS),
)
PROVISIONAL_FIELDS = (_WET, _MOISTURE, number("grade", "reo", 0, 100), number("paid_share", "percent", 0, 100))
_ASSAY_TERMS = tuple(replace(term, required=False) for term in ASSAY_FIELDS)
FIELDS = (
    *REFERENCE_FIELDS,
    VAT_RATE,
    Field(name="stage", kind=Kind.CHOICE, choices=tuple(Stage), required=False),
    Field(name="lots", kind=Kind.LIST, fields=LOT_FIELDS, required=False),
    Field(name="adjustments", kind=Kind.LIST, fields=ADJUSTMENT_FIELDS, required=False),
    Field(name="provisional", kind=Kind.RECORD, fields=PROVISIONAL_FIELDS, required=False),
    Field(name="payments", kind=Kind.LIST, fields=PAYMENT_FIELDS, required=False),
    Field(name="assay", kind=Kind.RECORD, fields=_ASSAY_TERMS, required=False),
    Field(name="rounding", kind=Kind.RECORD, fields=ROUNDING_FIELDS, required=False),
    *SOURCE_FIELDS,
    text("counterparty"),
    text("contract"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Wet tonnes, moisture in percent by mass; the grade settles, from an assay exchange if `assay` is there.
    `elements` are further assays, in the unit of the contract.
    """

    lot: str
    wet_t: Decimal
    moisture: Decimal
    grade: Decimal
    assay: Assay | None = None
    elements: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisional:
    """What was invoiced before; `paid_share` is the percentage of its gross that was paid."""

    wet_t: Decimal
    moisture: Decimal
    grade: Decimal
    paid_share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementInputs:
    """`reference_price` in CNY per dry tonne ex VAT at `reference_grade` percent REO; `vat_rate` in percent. `stage` is
    None where the life of the settlement is not followed.
    """

    reference_price: Decimal
    reference_grade: Decimal
    vat_rate: Decimal
    lots: tuple[Lot, ...]
    adjustments: tuple[Adjustment, ...] = ()
    provisional: Provisional | None = None
    payments: tuple[Payment, ...] = ()
    rounding: Rounding = USUAL
    stage: Stage | None = None
    quarter: str = ""


def inputs(given: Mapping[str, object]) -> SettlementInputs | Problems:
    """The settlement asked for, or all problems. A top-level `assay` holds terms that lots' own assays may leave out,
    and is the assay of lots that have neither grade nor assay.
    """
    values, problems = read(FIELDS, _with_terms(given))
    found = list(problems)
    lots = _each(values["lots"], "lots", _lot, found)
    found += _without_grade(values["lots"], problems)
    changes = _each(values["adjustments"], "adjustments", adjustment_of, found)
    paid = _each(values["payments"], "payments", payment_of, found)
    stage = Stage(values["stage"]) if values["stage"] else None
    if stage is Stage.PROVISIONAL:
        found = [one for one in found if not _of_a_lot_to_come(one)]
    found += _unsettled(values, stage, problems)
    rounding = rounding_of(values["rounding"]) if not found else USUAL
    if not found and stage is not Stage.PROVISIONAL:
        found += [*_without_assays(changes, lots), *_weightless(lots, rounding)]
    if found:
        return tuple(found)
    invoice = values["provisional"]
    return SettlementInputs(
        reference_price=values["reference_price"],
        reference_grade=values["reference_grade"],
        vat_rate=values["vat_rate"],
        lots=tuple(lot for lot in lots if lot is not None),
        adjustments=tuple(changes),
        provisional=Provisional(**invoice) if invoice else None,
        payments=tuple(paid),
        rounding=rounding,
        stage=stage,
        quarter=values["quarter"] or "",
    )


def _without_grade(lots: Sequence[Mapping[str, Any]], known: Sequence[Problem]) -> list[Problem]:
    """Of lots that lack other things as well, which are told first."""
    lacking = {one.field.partition("]")[0] + "]" for one in known if _of_a_lot_to_come(one)}
    told = {one.field for one in known}
    found = []
    for position, lot in enumerate(lots):
        path = f"lots[{position}]"
        without = "grade" in lot and lot["grade"] is None and not lot["assay"]
        if without and path in lacking and f"{path}.grade" not in told:
            found.append(problem("input-missing", f"{path}.grade"))
    return found


def _of_a_lot_to_come(found: Problem) -> bool:
    """Lots may still lack their assays, or everything, when the delivery is invoiced provisionally."""
    return found.code == "input-missing" and found.field.startswith("lots[")


def _unsettled(values: Mapping[str, Any], stage: Stage | None, known: Sequence[Problem]) -> Problems:
    """What has to be there at that stage and is not."""
    needed = "provisional" if stage is Stage.PROVISIONAL else "lots"
    if values[needed] or any(found.field.startswith(needed) for found in known):
        return ()
    return (problem("input-missing", needed),)


def _without_assays(changes: Sequence[Adjustment], lots: Sequence[Lot]) -> list[Problem]:
    """Schedules that go by the lots' assays where a lot has none of that element."""
    found = []
    for position, change in enumerate(changes):
        if change.schedule is None or change.schedule.assay is not None:
            continue
        element = change.schedule.element
        if without := [lot.lot for lot in lots if element not in lot.elements]:
            path = f"adjustments[{position}].assay"
            found.append(problem("assay-of-lots-missing", path, element, lots=", ".join(without)))
    return found


def _weightless(lots: Sequence[Lot], rounding: Rounding) -> Problems:
    """Of lots that all round to no dry mass there is no mean grade."""
    if any(round_to(lot.wet_t * (1 - lot.moisture / 100), rounding.mass, rounding.mode) for lot in lots):
        return ()
    return (problem("dry-mass-nothing", "rounding.mass_places", rounding.mass),)


def _each(records: Sequence[Mapping[str, Any]], name: str, make: Any, found: list[Any]) -> list[Any]:
    """Each record made into its value; its problems join `found`, unless reading already found some in that record."""
    made = []
    spoilt = {known.field.partition("]")[0] + "]" for known in found}
    for position, values in enumerate(records):
        path = f"{name}[{position}]"
        if path in spoilt:
            continue
        value, problems = make(values, path)
        made.append(value)
        found += problems
    return made


def _lot(values: Mapping[str, Any], path: str) -> tuple[Lot | None, Problems]:
    grade, exchanged, elements = values["grade"], None, {}
    if values["assay"]:
        exchanged, problems = assay_of(values["assay"], f"{path}.assay")
        if problems or exchanged is None:
            return None, problems
        if grade is not None:
            return None, (problem("grade-or-assay", f"{path}.grade", grade),)
        grade = settled(exchanged).value
    if grade is None:
        return None, (problem("input-missing", f"{path}.grade"),)
    if values["elements"]:
        elements = {str(one["element"]): one["assay"] for one in values["elements"]}
        if None in (one["element"] for one in values["elements"]) or len(elements) < len(values["elements"]):
            return None, (problem("elements-once", f"{path}.elements"),)
    return Lot(
        lot=values["lot"] or f"L{int(path[5:-1]) + 1}",
        wet_t=values["wet_t"],
        moisture=values["moisture"],
        grade=grade,
        assay=exchanged,
        elements=elements,
    ), ()


def _with_terms(given: Mapping[str, object]) -> Mapping[str, object]:
    terms, lots = given.get("assay"), given.get("lots")
    if not isinstance(terms, Mapping) or isinstance(lots, str) or not isinstance(lots, Sequence):
        return given
    shared = {name: terms[name] for name in ("limit", "rule") if name in terms}
    filled: list[object] = []
    for lot in lots:
        if isinstance(lot, Mapping) and isinstance(lot.get("assay"), Mapping):
            lot = dict(lot) | {"assay": shared | dict(lot["assay"])}
        elif isinstance(lot, Mapping) and not lot.get("grade") and {"seller", "buyer"} <= terms.keys():
            lot = dict(lot) | {"assay": dict(terms)}
        filled.append(lot)
    return dict(given) | {"lots": filled}
