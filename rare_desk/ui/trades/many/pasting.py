"""What a pasted block makes of rows: each cell typed as by hand, what it says already left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.store.rows import TradeRow
from rare_desk.ui import labels
from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.trades.editing.cells import CELLS, CODED
from rare_desk.ui.trades.many.block import Target
from rare_desk.ui.widgets.rows.rows_model import Column

_PRICES = ("price_incl_vat", "price_ex_vat")


class Pasting:
    """`columns` are those of the list, by key; `code_of` a column's code by its word."""

    def __init__(
        self,
        targets: Sequence[Target],
        columns: Mapping[str, Column[TradeRow]],
        code_of: Callable[[str, str], str | None],
        today: dt.date,
    ) -> None:
        self._targets = targets
        self._columns = columns
        self._code_of = code_of
        self._today = today

    def over(self, cells: Sequence[str], row: TradeRow, draft: Draft) -> Draft:
        """Raises Refused for a word that is none of a cell's choices."""
        differing = {
            target.key: self._with_unit(target, cell)
            for target, cell in zip(self._targets, cells, strict=False)
            if target.key in CELLS and not self._says(row, target.key, cell)
        }
        return self._typed(draft, differing, new=False)

    def new(self, cells: Sequence[str], draft: Draft) -> Draft:
        """Cells that are empty leave what the draft has."""
        filled = {
            target.key: self._with_unit(target, cell)
            for target, cell in zip(self._targets, cells, strict=False)
            if target.key in CELLS and cell and cell != "–"
        }
        return self._typed(draft, filled, new=True)

    def _says(self, row: TradeRow, key: str, cell: str) -> bool:
        column = self._columns.get(key)
        if column is None:
            return False
        shown = column.text(row)
        copied = column.copied(row) if column.copied else shown
        return cell.replace("−", "-") in (copied.replace("−", "-").strip(), shown.strip())

    @staticmethod
    def _with_unit(target: Target, cell: str) -> str:
        return f"{cell}{target.unit}" if target.unit and cell[-1:].isdecimal() else cell

    def _typed(self, draft: Draft, cells: Mapping[str, str], *, new: bool) -> Draft:
        """The side before the party, of both prices the one with VAT."""
        both = all(cells.get(key) for key in _PRICES)
        for key in sorted(cells, key=lambda one: one != "side"):
            if both and key == "price_ex_vat":
                continue
            text = self._coded(key, cells[key]) if key in CODED else cells[key]
            draft = CELLS[key].put(draft, text, self._today, new)
        return draft

    def _coded(self, key: str, text: str) -> str:
        code = self._code_of(key, text)
        if code is None:
            raise Refused(_no_choice(key, text))
        return code


def _no_choice(key: str, text: str) -> Problem:
    words = " ".join(labels.label(f"trades.{code}") for code in CODED[key])
    return problem("not-offered", key, text, words=words)
