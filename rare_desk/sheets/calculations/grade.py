"""The grade adjustment's sheet."""

from rare_desk.core.pricing.grade import GradeInputs
from rare_desk.sheets.calculations.paper import MONEY, PERCENT, Addresses, Paper, absolute, rounded


def write_grade(paper: Paper, asked: GradeInputs, row: int) -> Addresses:
    paper.widths(24, 16, 18, 10, 10, 10, 10)

    def label(name: str, unit: str) -> str:
        nonlocal row
        at = f"B{row}"
        paper.text(f"A{row}", name)
        paper.unit(f"C{row}", paper.word(f"unit-{unit}"))
        row += 1
        return at

    reference = paper.number(label(paper.word("field-reference_price"), "cny_dry_t"), asked.reference_price, MONEY)
    basis = paper.number(label(paper.word("field-reference_grade"), "reo"), asked.reference_grade, PERCENT)
    grade = paper.number(label(paper.word("field-grade"), "reo"), asked.grade, PERCENT)
    paper.rule(row, "ABC")
    per_percent = paper.formula(
        label(paper.word("per-percent"), "cny_percent"), rounded(f"{reference}/{basis}", 2), MONEY
    )
    at_grade = label(paper.word("price-at-grade"), "cny_dry_t")
    paper.formula(at_grade, rounded(f"{reference}*{grade}/{basis}", 2), MONEY, bold=True, size=12)
    return Addresses({"per-percent": [per_percent], "price-at-grade": [absolute(at_grade)]})
