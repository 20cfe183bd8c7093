"""What a settlement takes: its inputs and how they are read, with everything wrong in them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.pricing.fields import VAT_RATE, Field, Kind, Problems, number, read, text
from rare_desk.core.pricing.grade import REFERENCE_FIELDS
from rare_desk.core.pricing.reference import SOURCE_FIELDS
from rare_desk.core.pricing.settling.adjustments import ADJUSTMENT_FIELDS, Adjustment, adjustment_of
from rare_desk.core.pricing.settling.assay import ASSAY_FIELDS, Assay, assay_of, settled
from rare_desk.core.problems import problem

_WET = number("wet_t", "t", "0.01", 10**5)
_MOISTURE = number("moisture", "percent", 0, 60)

LOT_FIELDS = (
    text("lot"),
    _WET,
    _MOISTURE,
    number("grade", "reo", 0, 100, required=False),
    Field(name="assay", kind=Kind.RECORD, required=False, fields=ASSAY_FIELDS),
)
PROVISIONAL_FIELDS = (_WET, _MOISTURE, number("grade", "reo", 0, 100), number("paid_share", "percent", 0, 100))
_ASSAY_TERMS = tuple(
    Field(
        name=f.name, kind=f.kind, unit=f.unit, low=f.low, high=f.high, above=f.above, required=False, choices=f.choices
    )
    for f in ASSAY_FIELDS
)
FIELDS = (
    *REFERENCE_FIELDS,
    VAT_RATE,
    Field(name="lots", kind=Kind.LIST, fields=LOT_FIELDS, least=1),
    Field(name="adjustments", kind=Kind.LIST, fields=ADJUSTMENT_FIELDS, required=False),
    Field(name="provisional", kind=Kind.RECORD, fields=PROVISIONAL_FIELDS, required=False),
    Field(name="assay", kind=Kind.RECORD, fields=_ASSAY_TERMS, required=False),
    *SOURCE_FIELDS,
    text("counterparty"),
    text("contract"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Wet tonnes, moisture in percent by mass; the grade settles, from an assay exchange if `assay` is there."""

    lot: str
    wet_t: Decimal
    moisture: Decimal
    grade: Decimal
    assay: Assay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provisional:
    """What was invoiced before; `paid_share` is the percentage of its gross that was paid."""

    wet_t: Decimal
    moisture: Decimal
    grade: Decimal
    paid_share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementInputs:
    """`reference_price` in CNY per dry tonne ex VAT at `reference_grade` percent REO; `vat_rate` in percent."""

    reference_price: Decimal
    reference_grade: Decimal
    vat_rate: Decimal
    lots: tuple[Lot, ...]
    adjustments: tuple[Adjustment, ...] = ()
    provisional: Provisional | None = None
    quarter: str = ""


def inputs(given: Mapping[str, object]) -> SettlementInputs | Problems:
    """The settlement asked for, or all problems. A top-level `assay` holds terms that lots' own assays may leave out,
    and is the assay of lots that have neither grade nor assay.
    """
    values, problems = read(FIELDS, _with_terms(given))
    found = list(problems)
    lots = _each(values["lots"], "lots", _lot, found)
    changes = _each(values["adjustments"], "adjustments", adjustment_of, found)
    if found:
        return tuple(found)
    invoice = values["provisional"]
    return SettlementInputs(
        reference_price=values["reference_price"],
        reference_grade=values["reference_grade"],
        vat_rate=values["vat_rate"],
        lots=tuple(lots),
        adjustments=tuple(changes),
        provisional=Provisional(**invoice) if invoice else None,
        quarter=values["quarter"] or "",
    )


def _each(records: Sequence[Mapping[str, Any]], name: str, make: Any, found: list[Any]) -> list[Any]:
    """Each record made into its value; its problems join `found`, unless reading already found some in that record."""
    made = []
    for position, values in enumerate(records):
        path = f"{name}[{position}]"
        if any(known.field.startswith(path) for known in found):
            continue
        value, problems = make(values, path)
        made.append(value)
        found += problems
    return made


def _lot(values: Mapping[str, Any], path: str) -> tuple[Lot | None, Problems]:
    grade, exchanged = values["grade"], None
    if values["assay"]:
        exchanged, problems = assay_of(values["assay"], f"{path}.assay")
        if problems or exchanged is None:
            return None, problems
        if grade is not None:
            return None, (problem("grade-or-assay", f"{path}.grade", grade),)
        grade = settled(exchanged).value
    if grade is None:
        return None, (problem("input-missing", f"{path}.grade"),)
    name = values["lot"] or f"L{int(path[5:-1]) + 1}"
    return Lot(lot=name, wet_t=values["wet_t"], moisture=values["moisture"], grade=grade, assay=exchanged), ()


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
