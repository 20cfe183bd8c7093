"""The panel beside the sheet: how many rows of each kind, what is asked, control totals, what is wrong or noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.ops.imports.ledgers import SheetPlan
from rare_desk.ui import formats, labels
from rare_desk.ui.imports.picture.sheet_picture import SheetPicture
from rare_desk.ui.imports.review.findings import FindingsList, findings_of
from rare_desk.ui.imports.review.questions import Questions
from rare_desk.ui.imports.review.totals_panel import TotalsPanel
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import Elided, button, rule, text

WIDTH = 400


class Beside(SidePanel):
    save_asked = Signal()
    """The wrong rows are wanted as a workbook."""

    def __init__(self, products: Mapping[str, str]) -> None:
        """`products` gives the names of codes in the window's language."""
        super().__init__("", WIDTH, closable=False)
        self._products = products
        self.questions = Questions()
        self.totals = TotalsPanel()
        self.findings = FindingsList()
        self._left_out = Elided("", "caption")
        self._heading = text("")
        copy = button(self.tr("Copy"), self.copy, "link")
        self.save_button = button(self.tr("Save wrong rows…"), self.save_asked.emit, "link")
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 4, 8, 0)
        row.addWidget(self._heading)
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addWidget(copy)
        self._copy = copy
        inside = QWidget()
        column = flush(QVBoxLayout(inside))
        self._question_rule = rule()
        counts = QWidget()
        counts_row = QHBoxLayout(counts)
        counts_row.setContentsMargins(12, 6, 12, 6)
        counts_row.addWidget(self._left_out)
        self._counts = counts
        for part in (counts, rule(), self.questions, self._question_rule, self.totals, rule(), head):
            column.addWidget(part)
        column.addWidget(self.findings, 1)
        self.set_body(inside)

    def show_sheet(self, sheet: SheetPlan, picture: SheetPicture) -> None:
        self.set_title(self.tr("{count} rows read").format(count=formats.count(sheet.rows)), _what(sheet))
        self._left_out.setText(_left_out(sheet))
        self._counts.setVisible(bool(sheet.left_out))
        self.questions.show_sheet(sheet)
        self._question_rule.setVisible(bool(sheet.questions))
        self.totals.show_sheet(sheet)
        entries = findings_of(sheet, picture.proposals, self._products)
        self.findings.show_entries(entries)
        notes = sum(entry.kind in ("note", "closed") for entry in entries)
        counted = self.tr("Problems {problems}, notes {notes}")
        self._heading.setText(counted.format(problems=formats.count(len(sheet.problems)), notes=notes))
        self.save_button.setVisible(bool(sheet.wrong))
        self._copy.setVisible(bool(entries))

    def copy(self) -> None:
        """As a table for Excel: kind, place, sentence."""
        lines = [(labels.label(f"imports.state-{e.kind}"), e.where, e.words) for e in self.findings.entries]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))


def _what(sheet: SheetPlan) -> str:
    if sheet.kind is None:
        return ""
    kind = labels.label(f"imports.choice-{sheet.kind}")
    return kind if sheet.kind == "quotes" else f"{kind} · {formats.mass(sheet.totals.quantity_t)} t"


def _left_out(sheet: SheetPlan) -> str:
    """`Left out: title 2, total 7, blank 3`"""
    counted = Counter(why for _, why in sheet.left_out)
    said = ", ".join(f"{labels.label(f'imports.left-{why}')} {formats.count(n)}" for why, n in counted.items())
    return f"{labels.label('imports.state-left')}: {said}"
