"""Where the table stands in the sheet, in numbers and letters: the same that can be dragged beside rows and columns."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QIntValidator, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from rare_desk.sheets.reading.cells import letters
from rare_desk.sheets.reading.workbooks.bounds import column_number
from rare_desk.ui.imports.picture.sheet_picture import NOWHERE, Bounds, SheetPicture
from rare_desk.ui.widgets.toolbar import text


class BoundsBar(QWidget):
    chosen = Signal(object)
    """Bounds."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = NOWHERE
        self._picture: SheetPicture | None = None
        self.first, self.last, self.end = (self._field(44) for _ in range(3))
        self.left, self.right = (self._field(36) for _ in range(2))
        self.first.setAccessibleName(self.tr("First header row"))
        self.last.setAccessibleName(self.tr("Last header row"))
        self.end.setAccessibleName(self.tr("Last row of the table"))
        self.left.setAccessibleName(self.tr("First column of the table"))
        self.right.setAccessibleName(self.tr("Last column of the table"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(5)
        for part in (
            text(self.tr("Header"), "muted"), self.first, text("–", "muted"), self.last,
            text(self.tr("to row"), "muted"), self.end,
            text(self.tr("columns"), "muted"), self.left, text("–", "muted"), self.right,
        ):  # fmt: skip
            row.addWidget(part)
        for field in (self.left, self.right):
            field.setValidator(QRegularExpressionValidator(QRegularExpression("[A-Za-z]{1,3}"), self))

    def _field(self, width: int) -> QLineEdit:
        field = QLineEdit()
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setFixedWidth(width)
        field.setProperty("dense", True)
        field.editingFinished.connect(self._changed)
        return field

    def values(self) -> Bounds:
        width = self._picture.width if self._picture else 1
        first, last, end = (int(field.text() or 0) for field in (self.first, self.last, self.end))
        left, right = (min(column_number(field.text().encode()), width) - 1 for field in (self.left, self.right))
        return Bounds(first, last, end, max(left, 0), max(right, 0))

    def show_picture(self, picture: SheetPicture) -> None:
        """In a sheet without a table only the header is asked for."""
        same = self._picture is not None and self._picture.raw is picture.raw and self.values() == picture.bounds
        if same and self._shown == picture.bounds:
            self._picture = picture
            return
        self._shown, self._picture = picture.bounds, picture
        found = bool(picture.bounds.last)
        limit = QIntValidator(1, max(len(picture.raw.rows), 1), self)
        for field, value in zip((self.first, self.last, self.end), self._shown[:3], strict=True):
            field.setValidator(limit)
            field.setText(str(value) if found else "")
        for field, value in zip((self.left, self.right), self._shown[3:], strict=True):
            field.setText(letters(value) if found else "")
        for field in (self.end, self.left, self.right):
            field.setEnabled(found)

    def _changed(self) -> None:
        wanted = self.values()
        if self._picture is not None and not self._shown.last:
            if wanted.first or wanted.last:
                self.chosen.emit(self._picture.with_header(wanted.first or wanted.last, wanted.last))
            return
        if wanted == self._shown:
            return
        last = max(wanted.last, wanted.first) if wanted.first != self._shown.first else wanted.last
        self.chosen.emit(wanted._replace(last=last).in_order())

    def drag(self, edge: str, place: int) -> None:
        """A bound dragged with the mouse; the others stay where they can."""
        wanted = self._shown._replace(**{edge: place})
        if edge == "first":
            wanted = wanted._replace(last=max(wanted.last, place))
        elif edge == "left":
            wanted = wanted._replace(right=max(wanted.right, place))
        if wanted != self._shown:
            self.chosen.emit(wanted.in_order())
