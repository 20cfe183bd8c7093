"""The columns of the list for rows that are being typed: texts as typed where they cannot be read, what is wrong."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from rare_desk.store.rows import TradeRow
from rare_desk.ui import labels
from rare_desk.ui.entry.draft import draft_of
from rare_desk.ui.trades.editing.cells import CELLS, CODED, Cell, awaited_unit
from rare_desk.ui.trades.editing.edits import EditedRow, RowEdit
from rare_desk.ui.widgets.rows.rows_model import Column

Named = Callable[[str], str]


def editable(
    columns: Iterable[Column[TradeRow]], product_name: Named, there: Callable[[str], bool], *, read_only: bool
) -> list[Column[TradeRow]]:
    """`product_name` gives the words of a product's code, as a draft has them; `there` tells whether a column is
    shown."""
    return [_editable(column, product_name, there, read_only=read_only) for column in columns]


def _editable(
    column: Column[TradeRow], named: Named, there: Callable[[str], bool], *, read_only: bool
) -> Column[TradeRow]:
    cell = CELLS.get(column.key)

    def raw(row: TradeRow) -> str:
        assert cell is not None
        return cell.raw(row.edit.draft if isinstance(row, EditedRow) else draft_of(row.trade, named(row.trade.product)))

    def text(row: TradeRow) -> str:
        if not isinstance(row, EditedRow):
            return column.text(row)
        if row.edit.is_new and (unit := awaited_unit(column.key, row.edit.draft)):
            return unit
        return _typed(cell, row.edit) or ("" if _is_empty(cell, row.edit) else column.text(row))

    def flag(row: TradeRow) -> str:
        plain = column.flag(row) if column.flag else ""
        if not isinstance(row, EditedRow):
            return plain
        found = row.edit.problems_at(column.key, there)
        return "bad" if any(not p.suspect for p in found) else "suspect" if found else plain

    def tip(row: TradeRow) -> str:
        found = row.edit.problems_at(column.key, there) if isinstance(row, EditedRow) else ()
        return labels.say_all(found) if found else column.tip(row) if column.tip else ""

    return replace(column, text=text, flag=flag, tip=tip, raw=None if read_only or cell is None else raw)


def _typed(cell: Cell | None, edit: RowEdit) -> str:
    """What stands there although it could not be read."""
    if cell is None or cell.key in CODED:
        return ""
    unread = {p.field for p in edit.reading.problems if p.code.startswith(("not-", "unknown-", "several-"))}
    return cell.raw(edit.draft) if unread & set(cell.fields) else ""


def _is_empty(cell: Cell | None, edit: RowEdit) -> bool:
    """A day that was not typed is read as today, a rate as that of the day."""
    return cell is not None and cell.key == "date" and not edit.draft.date.strip()
