"""The columns of answers that would come in."""

from PySide6.QtCore import QCoreApplication

from rare_desk.core.numbers import plain
from rare_desk.core.products import Catalogue
from rare_desk.sheets.records.answers import AnswerRead
from rare_desk.ui import labels
from rare_desk.ui.intake.panel import Coming, figure_column, plain_column
from rare_desk.ui.widgets.rows.rows_model import Column


def coming_columns(products: Catalogue) -> list[Column[Coming[AnswerRead]]]:
    where = QCoreApplication.translate("ExpectationPage", "Column")
    return [
        plain_column("column", where, lambda answer: answer.column, 140),
        plain_column("month", labels.field("month"), lambda answer: f"{answer.month:%Y-%m}", 80),
        plain_column("respondent", labels.field("respondent"), lambda answer: answer.respondent, 180),
        plain_column("product", labels.field("product"), lambda answer: labels.product(products[answer.product]), 140),
        plain_column("answer", labels.field("answer"), lambda one: labels.label(f"expectation.{one.outlook}"), 90),
        figure_column("weight", labels.field("weight"), lambda answer: plain(answer.weight), 90),
    ]
