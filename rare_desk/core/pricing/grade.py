"""Grade adjustment of an announced price: P(g) = P_ref x g / g_ref, dry, ex VAT (pricing.md 1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.pricing.fields import Problems, number, positive, read
from rare_desk.core.pricing.reference import SOURCE_FIELDS
from rare_desk.core.pricing.result import TIMES, Result, rounded, shown

REFERENCE_FIELDS = (
    positive("reference_price", "cny_dry_t"),
    number("reference_grade", "reo", "0.01", 100),
)
FIELDS = (*REFERENCE_FIELDS, number("grade", "reo", 0, 100), *SOURCE_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeInputs:
    """CNY per dry tonne ex VAT at `reference_grade` percent REO; `quarter` is the announcement it is taken from."""

    reference_price: Decimal
    reference_grade: Decimal
    grade: Decimal
    quarter: str = ""


@dataclass(frozen=True, slots=True)
class GradePrice:
    """CNY per dry tonne ex VAT at the grade, and per 1 % REO."""

    price: Decimal
    per_percent: Decimal


def inputs(given: Mapping[str, object]) -> GradeInputs | Problems:
    values, problems = read(FIELDS, given)
    if problems:
        return problems
    del values["delivery_date"]
    return GradeInputs(**values | {"quarter": values["quarter"] or ""})


def price(asked: GradeInputs) -> Result[GradePrice]:
    """Only the two results are rounded (0.01), each from the inputs."""
    reference, basis = asked.reference_price, asked.reference_grade
    per_percent = rounded(
        "per-percent",
        "per-percent-formula",
        f"{shown(reference)} / {shown(basis)}",
        reference / basis,
        2,
        "cny_percent",
        source=asked.quarter,
    )
    at_grade = rounded(
        "price-at-grade",
        "grade-formula",
        f"{shown(reference)} {TIMES} {shown(asked.grade)} / {shown(basis)}",
        reference * asked.grade / basis,
        2,
        "cny_dry_t",
    )
    return Result(GradePrice(at_grade.value, per_percent.value), (per_percent, at_grade))
