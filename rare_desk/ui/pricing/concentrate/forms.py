"""The forms of grade and settlement: the announced price that they refer to, lots and adjustments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from rare_desk.core.pricing.grade import GradePrice
from rare_desk.ops.contracts.lots import LotsPlan, heads_lots
from rare_desk.ops.imports.plans import Source
from rare_desk.ui import labels
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.concentrate import life
from rare_desk.ui.pricing.concentrate.assay_dialog import AssayDialog
from rare_desk.ui.pricing.concentrate.cells import adjustment_rows, lot_rows
from rare_desk.ui.pricing.concentrate.life import elements_of
from rare_desk.ui.pricing.concentrate.lots_panel import LotsPanel
from rare_desk.ui.pricing.concentrate.reference_bar import ReferenceBar
from rare_desk.ui.pricing.concentrate.schedule_dialog import ScheduleDialog
from rare_desk.ui.pricing.concentrate.stage_bar import StageBar
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.form.base import Form, headed, warn, warning
from rare_desk.ui.pricing.form.grid import Grid
from rare_desk.ui.pricing.form.grid_model import Title
from rare_desk.ui.pricing.form.grid_paint import needed
from rare_desk.ui.pricing.form.known import Known
from rare_desk.ui.pricing.outcome import Outcome
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.dialogs import FileDialogs
from rare_desk.ui.widgets.toolbar import Elided, button, rule, text

_BEFORE, _BEHIND = (32, 23, 28, 32), (23, 33, 36)
_NARROWER, _ELEMENT, _WIDER = (24, 26, 20, 28), 19, (26, 32, 42)
"""The columns beside those of elements."""
_LEAST = 2.5
"""px per weight, at which every figure is whole."""
_ELEMENTS = ("F", "P2O5", "ThO2", "Fe", "CaO", "S")


class _ReferenceForm(Form):
    """Begins with the reference price and where it comes from."""

    def __init__(self, kind: str, first: QWidget | None = None) -> None:
        super().__init__()
        if first is not None:
            self.column.addWidget(first)
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
    def __init__(self, session: Session, dialogs: FileDialogs) -> None:
        self.stage = StageBar()
        super().__init__("settlement", self.stage)
        self.stage.edited.connect(self.edited)
        self._added: tuple[str, ...] = ()
        self.sheets = LotsPanel(session, dialogs)
        self.sheets.taken.connect(self._take_sheets)
        self.take_button = button(self.tr("Take lots…"), self._choose_lots, "link")
        weights = (*_BEFORE, *_BEHIND)
        self.lots = Grid(self._lot_titles(()), weights, _LEAST)
        self.changes = Grid(self._change_titles(), weights)
        self._lots_problem, self._changes_problem = warning(), warning()
        self._assay_button = button(self.tr("Assays…"), self.exchange_assays, "link")
        self._element = button(self.tr("+ Element"), self._choose_element, "link")
        self._provisional = button(self.tr("+ Provisional invoice"), self.add_provisional, "link")
        self._pay = button(self.tr("+ Payment"), self._choose_payment, "link")
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
        self.changes.opened.connect(self.change_schedule)

    def show_given(self, given: Given, outcome: Outcome) -> None:
        super().show_given(given, outcome)
        self.stage.show_given(given, outcome)
        elements = self.elements()
        self._show_columns(elements)
        self.lots.show_rows(lot_rows(given, outcome, elements))
        self.changes.show_rows(adjustment_rows(given, outcome))
        warn(self._lots_problem, outcome, ("lots", "assay"))
        warn(self._changes_problem, outcome, ("adjustments", "provisional", "payments", "rounding"))
        self._provisional.setVisible("provisional" not in given)
        if outcome.settlement is not None and outcome.priced is not None:
            asked = outcome.priced.inputs
            self.totals.show_settlement(outcome.settlement, asked.vat_rate, asked.stage)

    def _show_columns(self, elements: Sequence[str]) -> None:
        """The columns of both grids stand below each other, with room for the figures and the titles of both; where
        elements have columns, titles take what room there is."""
        before, behind = (_NARROWER, _WIDER) if elements else (_BEFORE, _BEHIND)
        lots, changes = self._lot_titles(elements), self._change_titles()
        weights = (*before, *(_ELEMENT,) * len(elements), *behind)
        name, *numbers, last = before
        more = _BEFORE[0] - name
        beside = (name + more, *numbers, last - more + _ELEMENT * len(elements), *behind)
        room = [] if elements else list(map(_room, lots, changes, weights))
        self.lots.show_columns(lots, weights, room)
        self.changes.show_columns(changes, beside, room)

    def elements(self) -> tuple[str, ...]:
        """Those that have a column beside the lots' grades."""
        return tuple(dict.fromkeys([*elements_of(self.given), *self._added]))

    def add_element(self, element: str) -> None:
        self._added = (*self._added, element.strip())
        self.edited.emit(self.given)
        self.lots.go_to(f"lots[0].elements.{element.strip()}")

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

    def add_payment(self, way: str) -> None:
        self.edited.emit(life.with_payment(self.given, way, labels.label(f"pricing.new-{way}")))
        self.changes.go_to(f"payments[{len(self.given['payments']) - 1}].amount")

    def add_schedule(self) -> None:
        dialog = ScheduleDialog(self, None)
        if dialog.exec():
            self.edited.emit(life.with_schedule(self.given, dialog.schedule()))

    def change_schedule(self, path: str) -> None:
        """In its dialog; a penalty of one band may become more there."""
        dialog = ScheduleDialog(self, draft.at(self.given, path))
        if dialog.exec():
            self.edited.emit(life.with_schedule(self.given, dialog.schedule(), int(path[12:-1])))

    def remove(self, path: str) -> None:
        if path.startswith("lots") and len(self.given["lots"]) == 1:
            return
        self.edited.emit(draft.without(self.given, path))

    def paste(self, table: str) -> None:
        """Lots of a table in the clipboard; a single value goes into the current cell."""
        if heads_lots(table.encode()):
            self.sheets.take([Source(self.tr("pasted table"), table.encode())])
            return
        lots = draft.pasted_lots(table, self.elements())
        if lots:
            self.edited.emit(draft.with_pasted(self.given, lots))
        elif "\t" not in table and "\n" not in table.strip():
            self.lots.grid.setData(self.lots.currentIndex(), table.strip())

    def _take_sheets(self, plan: LotsPlan, whole: bool) -> None:
        self.edited.emit(life.with_sheets(self.given, plan, whole=whole))

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
        lot, found, element = path.partition(".elements.")
        if found:
            self.edited.emit(life.with_element(self.given, int(lot[5:-1]), element, words))
            return
        self.edited.emit(draft.put(self.given, path, words))

    def _build(self) -> None:
        hint = Elided(self.tr("tinted cells are typed; amounts ex VAT"))
        lots = headed(text(labels.label("pricing.field-lots")), hint)
        for part in (
            button(self.tr("+ Lot"), self.add_lot, "link", "Ctrl+Shift+L"),
            self.take_button,
            self._element,
            self._assay_button,
        ):
            lots.addWidget(part)
        changes = headed(text(self.tr("Adjustments and payments")), text("", "caption"))
        for link in (self._add, self._provisional, self._pay):
            changes.addWidget(link)
        for head, grid, problem in (
            (lots, self.lots, self._lots_problem),
            (changes, self.changes, self._changes_problem),
        ):
            self.column.addWidget(rule())
            self.column.addLayout(head)
            self.column.addWidget(grid)
            self.column.addWidget(problem)
            if grid is self.lots:
                self.column.addWidget(self.sheets)

    def _ask_trades(self) -> None:
        below = self.take_button.mapToGlobal(QPoint(0, self.take_button.height()))
        self.pull_asked.emit("lots", below)

    def _paste_clipboard(self) -> None:
        table = QGuiApplication.clipboard().text()
        if heads_lots(table.encode()) or draft.pasted_lots(table, self.elements()):
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
        menu.addAction(self.tr("Penalty or premium by bands…")).triggered.connect(self.add_schedule)
        return menu

    def lots_menu(self) -> QMenu:
        """Where lots are taken from, other than typing."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("From weighbridge/assay sheets…")).triggered.connect(self.sheets.choose_files)
        menu.addAction(self.tr("Paste from Excel")).triggered.connect(self._paste_clipboard)
        menu.addAction(self.tr("From trades…")).triggered.connect(self._ask_trades)
        return menu

    def _choose_lots(self) -> None:
        self.lots_menu().popup(self.take_button.mapToGlobal(QPoint(0, self.take_button.height())))

    def payment_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for way, words in (("transfer", self.tr("Transfer")), ("acceptance", self.tr("Bank acceptance"))):
            menu.addAction(words).triggered.connect(lambda _checked=False, way=way: self.add_payment(way))
        return menu

    def element_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for element in _ELEMENTS:
            if element not in self.elements():
                menu.addAction(element).triggered.connect(lambda _=False, one=element: self.add_element(one))
        menu.addSeparator()
        menu.addAction(self.tr("Another…")).triggered.connect(self._name_element)
        return menu

    def _choose_element(self) -> None:
        self.element_menu().popup(self._element.mapToGlobal(QPoint(0, self._element.height())))

    def _name_element(self) -> None:
        name, said = QInputDialog.getText(self, self.tr("Another element"), labels.label("pricing.field-element"))
        if said and name.strip():
            self.add_element(name)

    def _choose_payment(self) -> None:
        self.payment_menu().popup(self._pay.mapToGlobal(QPoint(0, self._pay.height())))

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
            menu.addAction(self.tr("Assays…")).triggered.connect(self.exchange_assays)
        elif path.startswith("adjustments") and "element" in draft.at(self.given, path):
            menu.addAction(self.tr("Bands…")).triggered.connect(lambda: self.change_schedule(path))
        menu.popup(grid.viewport().mapToGlobal(at))

    def _lot_titles(self, elements: Sequence[str]) -> list[Title]:
        return [
            (labels.label("pricing.field-lot"), ""),
            (labels.label("pricing.short-wet"), labels.label("pricing.unit-t")),
            (labels.label("pricing.field-moisture"), "%"),
            (labels.label("pricing.field-grade"), labels.label("pricing.unit-reo")),
            *((element, "") for element in elements),
            (labels.label("pricing.short-dry"), labels.label("pricing.unit-t")),
            (labels.label("pricing.short-price"), labels.label("pricing.unit-cny_dry_t")),
            (labels.label("pricing.field-amount"), labels.label("pricing.unit-cny")),
        ]

    def _change_titles(self) -> list[Title]:
        first, *masses, _price, _amount = self._lot_titles(())
        cny = labels.label("pricing.unit-cny")
        item = (labels.label("pricing.field-label"), first[1])
        return [item, *masses, (labels.label("pricing.field-per_dry_t"), cny), (_amount[0], cny)]


def _room(above: Title, below: Title, weight: int) -> int:
    return max(needed(*above), needed(*below), round(weight * _LEAST))
