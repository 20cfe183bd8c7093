"""One line under a button to type a name into."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from rare_desk.ui.widgets.toolbar import text


class NamePopup(QFrame):
    """Enter takes the name, Esc leaves."""

    named = Signal(str)

    def __init__(self, parent: QWidget, label: str, name: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("bar", "popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        column.addWidget(text(label, "caption"))
        self.edit = QLineEdit(name)
        self.edit.setAccessibleName(label)
        self.edit.setFixedWidth(200)
        self.edit.selectAll()
        self.edit.returnPressed.connect(self._take)
        column.addWidget(self.edit)

    def open_under(self, widget: QWidget) -> None:
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 2)))
        self.show()
        self.edit.setFocus()

    def _take(self) -> None:
        name = self.edit.text().strip()
        if name:
            self.named.emit(name)
            self.close()
