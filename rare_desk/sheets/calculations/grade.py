"""The grade adjustment's sheet."""

from rare_desk.core.pricing.grade import GradeInputs
from rare_desk.sheets.calculations.lines import WIDTHS, Lines
from rare_desk.sheets.calculations.paper import Addresses


def write_grade(lines: Lines, asked: GradeInputs) -> Addresses:
    lines.paper.widths(*WIDTHS)
    lines.inputs()
    reference = lines.number("reference_price", "cny_dry_t", asked.reference_price)
    basis = lines.number("reference_grade", "reo", asked.reference_grade)
    grade = lines.number("grade", "reo", asked.grade)
    lines.figures()
    lines.figure("per-percent", "cny_percent", f"{reference}/{basis}", "per-percent-formula")
    lines.figure("price-at-grade", "cny_dry_t", f"{reference}*{grade}/{basis}", "grade-formula", final=True)
    return lines.at
