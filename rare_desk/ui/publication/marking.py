"""Selections that outlive a table's rows."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from rare_desk.ui.widgets.rows.rows_model import RowsModel
from rare_desk.ui.widgets.table import Table


def mark(table: Table, ids: Sequence[int]) -> None:
    """Selects the rows with these ids, those that are still there."""
    model = table.model()
    assert isinstance(model, RowsModel)
    wanted, chosen = set(ids), QItemSelection()
    for place, row_id in enumerate(model.ids() if wanted else ()):
        if row_id in wanted:
            chosen.select(model.index(place, 0), model.index(place, 0))
    both = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(chosen, both)
