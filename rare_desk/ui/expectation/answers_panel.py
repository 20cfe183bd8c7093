"""From a product's figure to every answer and its weight; the parts add up to the figure."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk.core.expectation import Answer, Diffusion, Outlook
from rare_desk.core.numbers import plain
from rare_desk.ops.outlooks.expectation import gives
from rare_desk.ui import formats, labels
from rare_desk.ui.expectation.figures import percent
from rare_desk.ui.expectation.grid import said
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import PANEL_MARGIN, ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.table import FooterRow, Table
from rare_desk.ui.widgets.toolbar import text


@dataclass(frozen=True, slots=True)
class Counted:
    answer: Answer
    share: float
    gives: float


class AnswersPanel(SidePanel):
    def __init__(self) -> None:
        super().__init__(width=388)
        self.formula = text("", "muted")
        self.formula.setWordWrap(True)
        self.formula.setContentsMargins(PANEL_MARGIN, 8, PANEL_MARGIN, 8)
        self.model: ListModel[Counted] = ListModel(self._columns(), self)
        self.table = Table(fit=True, margin=PANEL_MARGIN)
        self.table.setModel(self.model)
        self.footer = FooterRow(self.table)
        body = QWidget()
        column = flush(QVBoxLayout(body))
        column.addWidget(self.formula)
        column.addWidget(self.table, 1)
        column.addWidget(self.footer)
        self.set_body(body)
        self.setVisible(False)

    def _columns(self) -> list[Column[Counted]]:
        return [
            Column(key="respondent", title=labels.field("respondent"), text=lambda one: one.answer.respondent,
                   width=110, grows=True, sortable=False, tip=lambda one: one.answer.note or one.answer.respondent),
            Column(key="answer", title=labels.field("answer"), text=lambda one: said(one.answer), width=66,
                   sortable=False),
            Column(key="weight", title=labels.field("weight"), text=lambda one: plain(one.answer.weight), width=48,
                   align="right", sortable=False, muted=True),
            Column(key="share", title=self.tr("Share"), unit="%", text=lambda one: percent(one.share), width=60,
                   align="right", sortable=False),
            Column(key="gives", title=self.tr("Gives"), text=lambda one: formats.number(one.gives, 2), width=66,
                   align="right", sortable=False),
        ]  # fmt: skip

    def show_product(self, name: str, month: str, found: Diffusion | None) -> None:
        """None: the product has no answers in that month."""
        self.set_title(name, month)
        rows = [] if found is None else [self._counted(found, answer) for answer in found.answers]
        self.model.show_rows(rows)
        if found is None:
            self.formula.setText(self.tr("Nobody has answered for this product in this month; it is left out."))
            self.footer.show_sums("", {})
            return
        up, flat = (percent(found.shares[outlook]) for outlook in (Outlook.UP, Outlook.FLAT))
        words = self.tr("100 x (up {up} % + 0.5 x flat {flat} %) = {value}")
        self.formula.setText(words.format(up=up, flat=flat, value=formats.number(found.value, 2)))
        whole = sum(one.answer.weight for one in rows)
        sums = {"weight": plain(whole) if whole else "", "share": percent(1), "gives": formats.number(found.value, 2)}
        self.footer.show_sums(formats.count(len(rows)), sums)

    @staticmethod
    def _counted(found: Diffusion, answer: Answer) -> Counted:
        return Counted(answer, float(found.share_of(answer)), float(gives(found, answer)))
