"""One date under a button."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from rare_desk.ui.chart import to_day
from rare_desk.ui.widgets.inputs.fields import DateField


class DayPopup(QFrame):
    """Enter takes the day, Esc leaves."""

    chosen = Signal(int)
    """Days since 1970-01-01."""

    def __init__(self, parent: QWidget, label: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("bar", "popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        self.field = DateField(label, "2026-01-05")
        self.field.setFixedWidth(200)
        self.field.edit.returnPressed.connect(self._take)
        column.addWidget(self.field)

    def open_under(self, widget: QWidget) -> None:
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 2)))
        self.show()
        self.field.edit.setFocus()

    def _take(self) -> None:
        day = self.field.value()
        if day is not None:
            self.chosen.emit(to_day(day))
            self.close()
