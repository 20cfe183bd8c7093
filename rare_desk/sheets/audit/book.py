"""The workbook of an audit sheet: its grids, its words, and the cells of the parameters that formulas refer to."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.sheets.audit.grid import Grid, Titled
from rare_desk.words import Language, word

BASE_ROW, CAP_ROW, BAND_ROW = 20, 21, 22
"""Where the front sheet has the parameters."""


class AuditBook:
    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.workbook = Workbook()
        front = self.workbook.active
        assert isinstance(front, Worksheet)
        self.front = front
        self.front.title = self.word("sheet-point")
        self.grids: list[Grid] = []

    def word(self, key: str, **details: str) -> str:
        return word(f"audit.{key}", self.language, **details)

    def code(self, code: str) -> str:
        """A status or reason of the index."""
        return word(f"index.{code}", self.language)

    def grid(self, name: str, columns: Sequence[Titled]) -> Grid:
        made = Grid(self.workbook.create_sheet(self.word(name)), columns)
        self.grids.append(made)
        return made

    @property
    def base(self) -> str:
        return self._parameter(BASE_ROW)

    @property
    def cap(self) -> str:
        return self._parameter(CAP_ROW)

    @property
    def band(self) -> str:
        return self._parameter(BAND_ROW)

    def _parameter(self, row: int) -> str:
        return f"'{self.front.title}'!$B${row}"

    def finish(self, order: Sequence[Grid]) -> None:
        """Sheets without rows go; the others stand in that order after the front."""
        for grid in self.grids:
            grid.finish()
            if grid.last == 1:
                self.workbook.remove(grid.sheet)
        kept = [grid.sheet for grid in order if grid.last > 1]
        for place, sheet in enumerate(kept, 1):
            self.workbook.move_sheet(sheet, place - self.workbook.index(sheet))
