"""A wide table of made-up rows."""

from PySide6.QtCore import QObject, QPoint, QRect

from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.table import Table

Row = tuple[int, ...]


def _column(place: int) -> Column[Row]:
    return Column(key=f"c{place}", title=f"C{place}", text=lambda row: str(row[place]), width=100)


def wide_table(owner: QObject, columns: int = 12, rows: int = 40, name: str = "wide") -> Table:
    """Cells say `row * 100 + column`; shown 420 px wide, so that about four columns are seen."""
    model = ListModel([_column(place) for place in range(columns)], owner)
    model.show_rows([tuple(row * 100 + place for place in range(columns)) for row in range(rows)])
    table = Table(name)
    table.setModel(model)
    table.show_order(())
    table.resize(420, 300)
    table.show()
    return table


def seen(table: Table, row: int, column: int) -> QRect:
    return table.visualRect(table.model().index(row, column))


def at(table: Table, row: int, x: int) -> int:
    """The column whose cell is seen there."""
    middle = seen(table, row, 0).center().y()
    return table.indexAt(QPoint(x, middle)).column()
