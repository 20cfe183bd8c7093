"""The forms of grade and settlement: the announced price that they refer to, lots and adjustments."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from rare_desk.core.pricing.grade import GradePrice
from rare_desk.ui import labels
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.concentrate.assay_dialog import AssayDialog
from rare_desk.ui.pricing.concentrate.cells import adjustment_rows, lot_rows
from rare_desk.ui.pricing.concentrate.reference_bar import ReferenceBar
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form.base import Form, headed, warn, warning
from rare_desk.ui.pricing.form.grid import Grid, Title
from rare_desk.ui.pricing.form.known import Known
from rare_desk.ui.pricing.outcome import Outcome
from rare_desk.ui.widgets.toolbar import button, rule, text

_WEIGHTS = (32, 23, 28, 32, 23, 33, 36)


class _ReferenceForm(Form):
    """Begins with the reference price and where it comes from."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.reference = ReferenceBar(kind)
        self.reference.changed.connect(self.edited)
        self.column.addWidget(self.reference)

    def set_known(self, known: Known) -> None:
        self.reference.set_known(known.announced, known.parties)

    def show_given(self, given: Given, outcome: Outcome) -> None:
        super().show_given(given, outcome)
        self.reference.show_given(given, outcome)


class GradeForm(_ReferenceForm):
    def __init__(self) -> None:
        super().__init__("grade")

    def start(self) -> None:
        self.reference.fields["grade"].setFocus()

    def _result_name(self) -> str:
        return labels.label("pricing.price-at-grade")

    def show_given(self, given: Given, outcome: Outcome) -> None:
        super().show_given(given, outcome)
        figures = outcome.priced.result.values if outcome.priced else None
        if isinstance(figures, GradePrice):
            self.totals.show_grade(figures)


class SettlementForm(_ReferenceForm):
    def __init__(self) -> None:
        super().__init__("settlement")
        self.lots = Grid(self._lot_titles(), _WEIGHTS)
        self.changes = Grid(self._change_titles(), _WEIGHTS)
        self._lots_problem, self._changes_problem = warning(), warning()
        self._trades_button = button(self.tr("From trades..."), self._ask_trades, "link")
        self._assay_button = button(self.tr("Assays..."), self.exchange_assays, "link")
        self._provisional = button(self.tr("+ Provisional invoice"), self.add_provisional, "link")
        self._add = button(self.tr("+ Adjustment"), self._choose_adjustment, "link")
        self._build()
        self.lots.setAccessibleName(labels.label("pricing.field-lots"))
        self.changes.setAccessibleName(labels.label("pricing.field-adjustments"))
        for grid in (self.lots, self.changes):
            grid.grid.typed.connect(self._typed)
            grid.removal_asked.connect(self.remove)
            grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            grid.customContextMenuRequested.connect(partial(self._row_menu, grid))
        self.lots.pasted.connect(self.paste)

    def show_given(self, given: Given, outcome: Outcome) -> None:
        super().show_given(given, outcome)
        self.lots.show_rows(lot_rows(given, outcome))
        self.changes.show_rows(adjustment_rows(given, outcome))
        warn(self._lots_problem, outcome, ("lots", "assay"))
        warn(self._changes_problem, outcome, ("adjustments", "provisional"))
        self._provisional.setVisible("provisional" not in given)
        if outcome.settlement is not None and outcome.priced is not None:
            self.totals.show_settlement(outcome.settlement, outcome.priced.inputs.vat_rate)

    def start(self) -> None:
        self.lots.go_to("lots[0]")

    def add_lot(self) -> None:
        self.edited.emit(draft.with_lot(self.given))
        self.lots.go_to(f"lots[{len(self.given['lots']) - 1}]")

    def add_adjustment(self, way: str) -> None:
        words = {"per_dry_t": "premium", "amount": "allowance", "element": "element"}[way]
        self.edited.emit(draft.with_adjustment(self.given, way, labels.label(f"pricing.new-{words}")))
        self.changes.go_to(f"adjustments[{len(self.given['adjustments']) - 1}]")

    def add_provisional(self) -> None:
        self.edited.emit(draft.with_provisional(self.given))
        self.changes.go_to("provisional")

    def remove(self, path: str) -> None:
        if path.startswith("lots") and len(self.given["lots"]) == 1:
            return
        self.edited.emit(draft.without(self.given, path))

    def paste(self, table: str) -> None:
        """Lots of a table in the clipboard; a single value goes into the current cell."""
        lots = draft.pasted_lots(table)
        if lots:
            self.edited.emit(draft.with_pasted(self.given, lots))
        elif "\t" not in table and "\n" not in table.strip():
            self.lots.grid.setData(self.lots.currentIndex(), table.strip())

    def exchange_assays(self) -> None:
        """Asks for both parties' assays of the current lot."""
        path = self.lots.record() or "lots[0]"
        place = int(path[5:-1])
        lot = self.given["lots"][place]
        dialog = AssayDialog(self, lot.get("lot") or f"L{place + 1}", lot.get("assay"), self.given.get("assay"))
        if dialog.exec():
            self.edited.emit(draft.with_assay(self.given, place, dialog.assay()))

    def _result_name(self) -> str:
        return labels.label("pricing.balance")

    def _typed(self, path: str, words: str) -> None:
        self.edited.emit(draft.put(self.given, path, words))

    def _build(self) -> None:
        hint = text(self.tr("tinted cells are typed; amounts ex VAT"), "caption")
        lots = headed(text(labels.label("pricing.field-lots")), hint)
        for part in (
            button(self.tr("+ Lot"), self.add_lot, "link", "Ctrl+Shift+L"),
            button(self.tr("Paste from Excel"), self._paste_clipboard, "link"),
            self._trades_button,
            self._assay_button,
        ):
            lots.addWidget(part)
        changes = headed(text(self.tr("Adjustments and provisional invoice")), text("", "caption"))
        for link in (self._add, self._provisional):
            changes.addWidget(link)
        for head, grid, problem in (
            (lots, self.lots, self._lots_problem),
            (changes, self.changes, self._changes_problem),
        ):
            self.column.addWidget(rule())
            self.column.addLayout(head)
            self.column.addWidget(grid)
            self.column.addWidget(problem)

    def _ask_trades(self) -> None:
        below = self._trades_button.mapToGlobal(QPoint(0, self._trades_button.height()))
        self.pull_asked.emit("lots", below)

    def _paste_clipboard(self) -> None:
        table = QGuiApplication.clipboard().text()
        if draft.pasted_lots(table):
            self.paste(table)
        else:
            self._lots_problem.setText(
                self.tr("The clipboard holds no lots: copy the columns lot, wet mass, moisture, grade in Excel first.")
            )
            self._lots_problem.setVisible(True)

    def adjustment_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for way, words in (
            ("per_dry_t", self.tr("Premium or discount per dry t")),
            ("amount", self.tr("Agreed amount (freight, allowance)")),
            ("element", self.tr("Penalty for an element")),
        ):
            menu.addAction(words).triggered.connect(lambda _checked=False, way=way: self.add_adjustment(way))
        return menu

    def _choose_adjustment(self) -> None:
        self.adjustment_menu().popup(self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _row_menu(self, grid: Grid, at: QPoint) -> None:
        path = grid.record()
        if not path:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Remove this row\tCtrl+Del")).triggered.connect(lambda: self.remove(path))
        if grid is self.lots:
            menu.addAction(self.tr("Assays...")).triggered.connect(self.exchange_assays)
        menu.popup(grid.viewport().mapToGlobal(at))

    def _lot_titles(self) -> list[Title]:
        return [
            (labels.label("pricing.field-lot"), ""),
            (labels.label("pricing.short-wet"), labels.label("pricing.unit-t")),
            (labels.label("pricing.field-moisture"), "%"),
            (labels.label("pricing.field-grade"), labels.label("pricing.unit-reo")),
            (labels.label("pricing.short-dry"), labels.label("pricing.unit-t")),
            (labels.label("pricing.short-price"), labels.label("pricing.unit-cny_dry_t")),
            (labels.label("pricing.field-amount"), labels.label("pricing.unit-cny")),
        ]

    def _change_titles(self) -> list[Title]:
        first, *masses, _price, _amount = self._lot_titles()
        cny = labels.label("pricing.unit-cny")
        item = (labels.label("pricing.field-label"), first[1])
        return [item, *masses, (labels.label("pricing.field-per_dry_t"), cny), (_amount[0], cny)]
