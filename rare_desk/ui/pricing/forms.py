"""Which form each calculator has: its own where it is more than its fields."""

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ui.pricing.concentrate.forms import GradeForm, SettlementForm
from rare_desk.ui.pricing.form.base import Form
from rare_desk.ui.pricing.form.calculator_form import CalculatorForm


def make_form(kind: str) -> Form:
    if kind == "grade":
        return GradeForm()
    return SettlementForm() if kind == "settlement" else CalculatorForm(CALCULATORS[kind])
