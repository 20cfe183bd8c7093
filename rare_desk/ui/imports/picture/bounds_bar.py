"""Where the table stands in the sheet, in numbers: the same that can be dragged beside the rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rare_desk.ui.imports.picture.sheet_picture import SheetPicture
from rare_desk.ui.widgets.toolbar import text


class BoundsBar(QWidget):
    chosen = Signal(int, int, int)
    """(header's first row, its last row, the table's last row)."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = (0, 0, 0)
        self.first, self.last, self.end = (self._field() for _ in range(3))
        self.first.setAccessibleName(self.tr("First header row"))
        self.last.setAccessibleName(self.tr("Last header row"))
        self.end.setAccessibleName(self.tr("Last row of the table"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(6)
        for part in (
            text(self.tr("Header rows"), "muted"), self.first, text("–", "muted"), self.last,
            text(self.tr("to row"), "muted"), self.end,
        ):  # fmt: skip
            row.addWidget(part)

    def _field(self) -> QLineEdit:
        field = QLineEdit()
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setFixedWidth(56)
        field.editingFinished.connect(self._changed)
        return field

    def values(self) -> tuple[int, int, int]:
        first, last, end = (int(field.text() or 0) for field in (self.first, self.last, self.end))
        return first, last, end

    def show_picture(self, picture: SheetPicture) -> None:
        self.setVisible(bool(picture.header[1]))
        self._shown = (*picture.header, picture.end)
        limit = QIntValidator(1, max(len(picture.raw.rows), 1), self)
        for field, value in zip((self.first, self.last, self.end), self._shown, strict=True):
            field.setValidator(limit)
            field.setText(str(value))

    def _changed(self) -> None:
        first, last, end = self.values()
        if (first, last, end) == self._shown:
            return
        last = max(last, first) if first != self._shown[0] else last
        self.chosen.emit(min(first, last), last, max(end, last))

    def drag(self, edge: str, row: int) -> None:
        """A bound dragged with the mouse; the others stay where they can."""
        first, last, end = self._shown
        if edge == "first":
            first, last = row, max(last, row)
        elif edge == "last":
            first, last = min(first, row), row
        else:
            end = row
        self.chosen.emit(first, last, max(end, last))
