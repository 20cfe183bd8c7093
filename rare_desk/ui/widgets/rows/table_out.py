"""A table going out as it is shown: the wish in its menu, and what the table then shows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from rare_desk.ui import language
from rare_desk.ui.widgets.inputs.filter_bar import FilterBar
from rare_desk.ui.widgets.rows.rows_model import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rare_desk.ops.exports.shown import Shown, ShownCell
    from rare_desk.sheets.out.writing import Progress
    from rare_desk.store.book import Book
    from rare_desk.ui.widgets.table import Table


class _Wishes(QObject):
    asked = Signal(object)
    """Table, whichever window it stands in."""


@cache
def wishes() -> _Wishes:
    """The one object that tells which table shall be written to a file."""
    return _Wishes()


def add_wish(menu: QMenu, table: Table) -> None:
    words = QCoreApplication.translate("TableOut", "Export table…")
    wish = menu.addAction(words, lambda: wishes().asked.emit(table))
    model = table.model()
    wish.setEnabled(model is not None and model.rowCount() > 0)


def table_menu(table: Table) -> QMenu:
    """Of a table that has no menu of its own."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    copy = menu.addAction(QCoreApplication.translate("TableOut", "Copy"), table.copy)
    copy.setEnabled(table.selectionModel() is not None and table.selectionModel().hasSelection())
    add_wish(menu, table)
    return menu


def open_menu(table: Table, at: QPoint) -> None:
    """`at` on the screen."""
    table_menu(table).popup(at)


def shown_of(table: Table, title: str) -> Shown | None:
    """The visible columns in their order, every row of the filter in its order; None of a table without rows."""
    from rare_desk.ops.exports.shown import Shown, ShownCell, ShownColumn

    model = table.model()
    if not isinstance(model, RowsModel) or not model.rowCount():
        return None
    numbers = table.shown_columns()
    columns = tuple(
        ShownColumn(one.key, _title(one), one.align == "right") for one in (table.column(place) for place in numbers)
    )
    read = model.taken(numbers)

    def rows(book: Book, progress: Progress) -> Sequence[Sequence[ShownCell]]:
        return [[ShownCell(*cell) for cell in row] for row in read(book, progress)]

    return Shown(title, columns, rows, _filtered(table))


def _title(column: Column[object]) -> str:
    """With its unit in brackets, as a ledger has it."""
    if not column.unit:
        return column.title
    return f"{column.title}（{column.unit}）" if language.current() == "zh" else f"{column.title} ({column.unit})"


def _filtered(table: Table) -> str:
    """By the filters that stand in the same column as the table."""
    beside = table.parentWidget()
    bars = beside.findChildren(FilterBar, options=Qt.FindChildOption.FindDirectChildrenOnly) if beside else []
    return bars[0].said() if bars else ""
