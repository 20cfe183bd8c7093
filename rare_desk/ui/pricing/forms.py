"""The forms of both calculators: inputs with what they come to, and word of every change of the inputs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from rare_desk.core.pricing.grade import GradePrice
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops.pricing import place_name
from rare_desk.ui import labels, language
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.assay_dialog import AssayDialog
from rare_desk.ui.pricing.cells import adjustment_rows, lot_rows
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.grid import Grid, Title
from rare_desk.ui.pricing.outcome import Outcome
from rare_desk.ui.pricing.reference_bar import ReferenceBar
from rare_desk.ui.pricing.totals import Totals
from rare_desk.ui.widgets.toolbar import button, rule, text

_NAMED = 4
"""So many missing inputs are named, the rest counted."""


class FittingArea(QScrollArea):
    """As high as its content where there is room, so that the result stands right below it and is always seen."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setWidget(content)
        for part in (content, self.viewport()):
            part.setBackgroundRole(QPalette.ColorRole.Base)
            part.setAutoFillBackground(True)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        content = self._content
        layout = content.layout()
        width = self.viewport().width()
        fitted = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        return QSize(content.sizeHint().width(), max(fitted, content.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 120)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Form(QWidget):
    """`edited` carries the inputs as they are after what the user did."""

    edited = Signal(object)

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.given: Given = {}
        self.reference = ReferenceBar(kind)
        self.reference.changed.connect(self.edited)
        self.totals = Totals()
        content = QWidget()
        self.column = _stacked(content)
        self.column.addWidget(self.reference)
        whole = _stacked(self)
        whole.addWidget(FittingArea(content))
        whole.addWidget(rule())
        whole.addWidget(self.totals)
        whole.addStretch(1)

    def set_known(self, announced: Sequence[AnnouncedPrice], parties: Sequence[str]) -> None:
        self.reference.set_known(announced, parties)

    def show_given(self, given: Given, outcome: Outcome) -> None:
        self.given = given
        self.reference.show_given(given, outcome)
        if outcome.priced is None:
            self.totals.show_nothing(self._result_name(), self._what_is_missing(outcome))

    def start(self) -> None:
        """Puts the cursor where a new calculation is begun."""
        self.reference.fields["grade"].setFocus()

    def _result_name(self) -> str:
        return labels.label("pricing.price-at-grade")

    def _what_is_missing(self, outcome: Outcome) -> str:
        found = [place_name(problem.field, language.current()) for problem in outcome.wrong or outcome.missing]
        names = self.tr(", ").join(dict.fromkeys(found[:_NAMED]))
        more = self.tr(" and {count} more").format(count=len(found) - _NAMED) if len(found) > _NAMED else ""
        said = self.tr("To be corrected: {names}") if outcome.wrong else self.tr("Still missing: {names}")
        return said.format(names=names) + more


class GradeForm(Form):
    def __init__(self) -> None:
        super().__init__("grade")

    def show_given(self, given: Given, outcome: Outcome) -> None:
        super().show_given(given, outcome)
        figures = outcome.priced.result.values if outcome.priced else None
        if isinstance(figures, GradePrice):
            self.totals.show_grade(figures)


class SettlementForm(Form):
    def __init__(self) -> None:
        super().__init__("settlement")
        self.lots = Grid(self._lot_titles())
        self.changes = Grid(self._change_titles())
        self._lots_problem, self._changes_problem = _warning(), _warning()
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
        _warn(self._lots_problem, outcome, ("lots", "assay"))
        _warn(self._changes_problem, outcome, ("adjustments", "provisional"))
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
        lots = _head(text(labels.label("pricing.field-lots")), hint)
        for part in (
            button(self.tr("+ Lot"), self.add_lot, "link", "Ctrl+Shift+L"),
            button(self.tr("Paste from Excel"), self._paste_clipboard, "link"),
            self._assay_button,
        ):
            lots.addWidget(part)
        changes = _head(text(self.tr("Adjustments and provisional invoice")), text("", "caption"))
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


def _stacked(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _head(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(16, 4, 12, 4)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _warning() -> QLabel:
    label = text("", "warn", caption=True)
    label.setWordWrap(True)
    label.setContentsMargins(16, 4, 16, 4)
    label.setVisible(False)
    return label


def _warn(label: QLabel, outcome: Outcome, roots: tuple[str, ...]) -> None:
    """The first thing wrong under these inputs, with its place."""
    found = [problem for problem in outcome.wrong if problem.field.startswith(roots)]
    if found:
        place = place_name(found[0].field, language.current())
        label.setText(f"{place}  {labels.say(found[0])}")
    label.setVisible(bool(found))
