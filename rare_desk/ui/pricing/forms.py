"""Which form each calculator has: its own where it is more than its fields."""

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ui.pricing.concentrate.forms import GradeForm, SettlementForm
from rare_desk.ui.pricing.form.base import Form
from rare_desk.ui.pricing.form.calculator_form import CalculatorForm
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.dialogs import FileDialogs


def make_form(kind: str, session: Session, dialogs: FileDialogs) -> Form:
    if kind == "grade":
        return GradeForm()
    return SettlementForm(session, dialogs) if kind == "settlement" else CalculatorForm(CALCULATORS[kind])
