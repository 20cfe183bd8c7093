"""Where the table stands in the sheet, in numbers: the same that can be dragged beside the rows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from rare_desk.ui.imports.picture import SheetPicture
from rare_desk.ui.widgets.toolbar import text


class BoundsBar(QWidget):
    chosen = Signal(int, int, int)
    """(header's first row, its last row, the table's last row)."""

    def __init__(self) -> None:
        super().__init__()
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

    def _field(self) -> QSpinBox:
        field = QSpinBox()
        field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        field.setKeyboardTracking(False)
        field.setFixedWidth(58)
        field.valueChanged.connect(self._changed)
        return field

    def show_picture(self, picture: SheetPicture) -> None:
        self.setVisible(bool(picture.header[1]))
        height = max(len(picture.raw.rows), 1)
        for field, value in ((self.first, picture.header[0]), (self.last, picture.header[1]), (self.end, picture.end)):
            field.blockSignals(True)
            field.setRange(1, height)
            field.setValue(value)
            field.blockSignals(False)

    def _changed(self) -> None:
        first = self.first.value()
        last = max(self.last.value(), first) if self.sender() is not self.last else self.last.value()
        self.chosen.emit(min(first, last), last, max(self.end.value(), last))

    def drag(self, edge: str, row: int) -> None:
        """A bound dragged with the mouse; the others stay where they can."""
        first, last, end = self.first.value(), self.last.value(), self.end.value()
        if edge == "first":
            first, last = row, max(last, row)
        elif edge == "last":
            first, last = min(first, row), row
        else:
            end = row
        self.chosen.emit(first, last, max(end, last))
