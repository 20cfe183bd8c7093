"""One table of a plan on the page: the sheet with what becomes of each row, the rows as read, the totals by product."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.ops.imports.ledgers import Control, SheetPlan
from rare_desk.ui import formats, labels
from rare_desk.ui.imports.columns.tables import Chosen, control_columns, row_columns
from rare_desk.ui.imports.picture.sheet_picture import FILTERS, SheetPicture
from rare_desk.ui.imports.picture.sheet_view import SheetView
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import RowsModel
from rare_desk.ui.widgets.rows.rows_source import Reads
from rare_desk.ui.widgets.table import Table


class Review(QWidget):
    """`products` gives the names of codes in the window's language."""

    def __init__(self, products: dict[str, str], read: Reads) -> None:
        super().__init__()
        self.sheet_view = SheetView()
        self.sheet_view.meanings.products = products
        self.rows = RowsModel(row_columns(products), read, self)
        self.controls = ListModel(control_columns(products), self)
        self.filter = SegmentedButtons(())
        self.filter.chosen.connect(self._choose_filter)
        self._picture: SheetPicture | None = None
        self._controls: list[Control] = []
        self._views = QStackedWidget()
        self._views.addWidget(self.sheet_view)
        for key, model in (("rows", self.rows), ("totals", self.controls)):
            table = Table(f"imports.{key}")
            table.setModel(model)
            self._views.addWidget(table)
        self.view_choice = SegmentedButtons(
            (
                ("sheet", self.tr("Sheet")),
                ("rows", self.tr("Rows read")),
                ("totals", self.tr("By product")),
            )
        )
        self.view_choice.chosen.connect(self._turn)
        for key, back in (("F8", False), ("Shift+F8", True)):
            QShortcut(QKeySequence(key), self, partial(self.show_next, back))
        column = flush(QVBoxLayout(self))
        column.addWidget(self._head())
        column.addWidget(self._views, 1)

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("bar", "head")
        head.setFixedHeight(40)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self.filter)
        row.addStretch(1)
        row.addWidget(self.view_choice)
        return head

    def show_sheet(self, sheet: SheetPlan, picture: SheetPicture, *, same: bool = False) -> None:
        """With `same` it is the same table judged again: filter and place stay."""
        counts = {
            "all": sheet.rows, "new": len(sheet.fresh), "existing": sheet.existing, "suspect": len(sheet.doubtful),
            "closed": len(sheet.closed), "wrong": sheet.wrong, "left": len(sheet.left_out),
        }  # fmt: skip
        options = [
            (key, f"{labels.label(f'imports.state-{key}')} {formats.count(counts[key])}")
            for key in FILTERS
            if counts[key] or key in ("all", "new")
        ]
        kept = self.filter.current if same and any(key == self.filter.current for key, _ in options) else "all"
        self.filter.set_options(options, kept)
        self._picture = picture
        self.sheet_view.meanings.doubts = _doubts(sheet)
        self.sheet_view.show_picture(picture, kept, same=same)
        self._show_rows()
        if sheet.controls != self._controls:
            self._controls = sheet.controls
            self.controls.show_rows(sheet.controls)
        self.view_choice.set_enabled("totals", bool(sheet.controls))
        if not sheet.controls and self.view_choice.current == "totals":
            self._go_to_sheet()

    def _show_rows(self) -> None:
        if self._picture is not None and self.view_choice.current == "rows":
            self.rows.load(Chosen(self._picture.read, self.filter.current))

    def show_cell(self, row: int, column: int) -> None:
        """In the sheet, whatever filter hides it."""
        if self.sheet_view.sheet.place_of(row) < 0:
            self.filter.choose("all")
            self._choose_filter("all")
        self._go_to_sheet()
        self.sheet_view.show_cell(row, column)

    def show_next(self, back: bool = False) -> None:
        """The next cell that is wrong or suspect, or the one before, of the rows that the filter shows; after the last
        the first."""
        view = self.sheet_view
        problems = self._picture.problems if self._picture else ()
        cells = sorted(cell for cell in problems if cell[1] >= 0 and view.sheet.place_of(cell[0]) >= 0)
        if not cells:
            return
        here = view.current_cell() or (0, 0)
        if back:
            wanted = next((cell for cell in reversed(cells) if cell < here), cells[-1])
        else:
            wanted = next((cell for cell in cells if cell > here), cells[0])
        self.show_cell(*wanted)
        view.setFocus()

    def _choose_filter(self, chosen: str) -> None:
        self.sheet_view.choose_filter(chosen)
        self._show_rows()

    def _go_to_sheet(self) -> None:
        self.view_choice.choose("sheet")
        self._turn("sheet")

    def _turn(self, key: str) -> None:
        self._show_rows()
        self._views.setCurrentIndex(("sheet", "rows", "totals").index(key))


def _doubts(sheet: SheetPlan) -> dict[int, str]:
    """The columns that a question is about, and what is asked of them."""
    parts = {"vat": "basis", "unit": "unit", "day_first": "meaning"}
    places = {column.header: sheet.column_of(column) for column in sheet.columns}
    return {places[q.column]: parts[q.code] for q in sheet.questions if q.code in parts and q.column in places}
