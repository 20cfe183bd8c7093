"""What the calculation comes to: the one bold figure, and at its right the sums that lead there."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rare_desk.core.amount_words import amount_in_words
from rare_desk.core.pricing.grade import GradePrice
from rare_desk.core.pricing.settling.settlement import Settlement
from rare_desk.core.pricing.settling.terms import Stage
from rare_desk.ui import formats, labels, language, theme
from rare_desk.ui.widgets.toolbar import rule, text

_IN_A_COLUMN = 7
Sum = tuple[str, str, str]
"""Name, muted note, figure."""


class Totals(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.caption = text("", "muted", caption=True)
        self.figure = QLabel(formats.NONE)
        self.figure.setFont(theme.headline_font())
        self.figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes = text("", "muted", caption=True)
        for part in (self.caption, self.notes):
            part.setWordWrap(True)
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addStretch(1)
        for part in (self.caption, self.figure, self.notes):
            left.addWidget(part)
        left.addStretch(1)
        self._names: list[str] = []
        self._figures: list[tuple[QLabel, QLabel]] = []
        self._sums = QFrame()
        self._grid = QGridLayout(self._sums)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 8)
        whole.setSpacing(24)
        whole.addLayout(left, 3)
        whole.addWidget(self._sums, 4)

    def show_settlement(self, figures: Settlement, vat_rate: Decimal, stage: Stage | None = None) -> None:
        """What is payable now or finally, in Chinese also in words; beside it what leads there."""
        provisional, refund = stage is Stage.PROVISIONAL, figures.balance < 0
        key = "provisional-due" if provisional else "refund" if refund else "balance"
        way = self.tr("CNY, seller pays buyer") if refund else self.tr("CNY, buyer pays seller")
        notes = []
        if language.current() == "zh":
            notes.append(amount_in_words(abs(figures.balance)))
        paid = [amount for amount in (figures.provisional_paid, figures.payments) if amount is not None]
        if paid and not provisional:
            sums = self.tr("gross {gross} − paid {paid}")
            notes.append(sums.format(gross=formats.money(figures.gross), paid=formats.money(sum(paid, Decimal(0)))))
        if not provisional:
            per_tonne = formats.money(figures.balance / figures.dry_t)
            notes.append(self.tr("{value} CNY per dry t").format(value=per_tonne))
        self._show(f"{labels.label(f'pricing.{key}')}  {way}", formats.money(figures.balance), "\n".join(notes))
        sums_, rules = (self._provisional_sums if provisional else self._final_sums)(figures, vat_rate)
        self._show_sums(sums_, rules)

    def _provisional_sums(self, figures: Settlement, vat_rate: Decimal) -> tuple[list[Sum], tuple[int, ...]]:
        sums = self._invoiced(figures, vat_rate)
        sums.append((labels.label("papers.provisional-payable"), "", formats.money(figures.provisional_paid)))
        if figures.payments is not None:
            sums.append((labels.label("pricing.payments"), "", formats.money(-figures.payments)))
        return sums, (2,)

    def _final_sums(self, figures: Settlement, vat_rate: Decimal) -> tuple[list[Sum], tuple[int, ...]]:
        sums = [
            (labels.label("pricing.goods"), "", formats.money(figures.goods)),
            (labels.label("pricing.adjustments"), "", formats.money(figures.adjustments)),
            *self._invoiced(figures, vat_rate),
        ]
        if figures.invoice_gross is not None:
            kind = "credit" if figures.invoice_gross < 0 else "invoice"
            for part, value in (
                ("net", figures.invoice_net),
                ("vat", figures.invoice_vat),
                ("gross", figures.invoice_gross),
            ):
                sums.append((labels.label(f"pricing.short-{kind}-{part}"), "", formats.money(value)))
        if figures.provisional_paid is not None:
            sums.append((labels.label("pricing.provisional-paid"), "", formats.money(-figures.provisional_paid)))
        if figures.payments is not None:
            sums.append((labels.label("pricing.payments"), "", formats.money(-figures.payments)))
        return sums, (2, 4) if len(sums) <= _IN_A_COLUMN else ()

    def _invoiced(self, figures: Settlement, vat_rate: Decimal) -> list[Sum]:
        return [
            (labels.label("pricing.net"), self.tr("ex VAT"), formats.money(figures.net)),
            (labels.label("pricing.vat"), f"{vat_rate:f} %", formats.money(figures.vat)),
            (labels.label("pricing.gross"), "", formats.money(figures.gross)),
        ]

    def show_grade(self, figures: GradePrice) -> None:
        name, unit = labels.label("pricing.price-at-grade"), labels.label("pricing.unit-cny_dry_t")
        self._show(f"{name}  {unit}", formats.money(figures.price), self.tr("dry, ex VAT"))
        per_percent = labels.label("pricing.per-percent")
        self._show_sums([(per_percent, self.tr("CNY"), formats.money(figures.per_percent))])

    def show_figures(self, caption: str, figure: str, sums: Sequence[Sum], notes: str = "") -> None:
        """The figure that the calculation is for, and all others beside it."""
        self._show(caption, figure, notes)
        self._show_sums(sums)

    def show_nothing(self, caption: str, why: str) -> None:
        self._show(caption, formats.NONE, why)
        self._show_sums([])

    def _show(self, caption: str, figure: str, notes: str) -> None:
        self.caption.setText(caption)
        self.figure.setText(figure)
        self.figure.setAccessibleName(f"{caption} {figure}")
        self.notes.setText(notes)

    def _show_sums(self, sums: Sequence[Sum], rules: tuple[int, ...] = ()) -> None:
        """The labels stay while the sums have the same names, so that nothing flickers while typing."""
        names = [name for name, _note, _figure in sums]
        if names != self._names:
            self._names = names
            self._lay_out(names, rules)
        for (note_label, figure_label), (_name, note, figure) in zip(self._figures, sums, strict=True):
            note_label.setText(note)
            figure_label.setText(figure)
        self._sums.setVisible(bool(sums))

    def _lay_out(self, names: Sequence[str], rules: tuple[int, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._figures = []
        half = (len(names) + 1) // 2 if len(names) > _IN_A_COLUMN else len(names)
        row = 0
        for place, name in enumerate(names):
            if place == half:
                row = 0
            if place in rules:
                self._grid.addWidget(rule(), row, 0, 1, 3)
                row += 1
            first = 4 * (place >= half)
            note, figure = text("", "muted", caption=True), text("")
            self._grid.addWidget(text(name), row, first)
            self._grid.addWidget(note, row, first + 1)
            self._grid.addWidget(figure, row, first + 2, Qt.AlignmentFlag.AlignRight)
            self._figures.append((note, figure))
            row += 1
        for place in range(self._grid.rowCount()):
            self._grid.setRowStretch(place, 0)
        self._grid.setRowStretch(max(row, half + len(rules)) + 1, 1)
        self._grid.setColumnMinimumWidth(3, 24 if half < len(names) else 0)
        self._grid.setColumnStretch(5, 1 if half < len(names) else 0)
        self._grid.setColumnStretch(1, 1)
