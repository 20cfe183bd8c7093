"""Two calculations side by side in the place of the form: figures first, then inputs, differences told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.numbers import places_of
from rare_desk.core.pricing.result import shown
from rare_desk.ops.contracts.comparing import Line, Part, Side, Value, compared
from rare_desk.ui import formats, language
from rare_desk.ui.pricing.saved.entries import version_words
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.rows.table_out import wishes
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.widgets.toolbar import Elided, button, rule, text


class CompareView(QWidget):
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sides: tuple[Side, Side] | None = None
        self.lines: list[Line] = []
        self._said = Elided(role="")
        self._count = text("", "caption")
        self.only = button(self.tr("Only differences"), self._fill, "link")
        self.only.setCheckable(True)
        self.table = Table(fit=True)
        self.table.setAccessibleName(self.tr("Comparison"))
        head = QFrame()
        head.setProperty("bar", "head")
        head.setFixedHeight(36)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(self._said, 1)
        row.addWidget(self._count)
        row.addWidget(self.only)
        row.addWidget(button(self.tr("Swap"), self.swap, "link"))
        row.addWidget(button(self.tr("Export…"), lambda: wishes().asked.emit(self.table), "link"))
        close = button("×", self.closed.emit, "quiet")
        close.setToolTip(self.tr("Close  Esc"))
        close.setAccessibleName(self.tr("Close the comparison"))
        row.addWidget(close)
        column = flush(QVBoxLayout(self))
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self.table, 1)

    def show_sides(self, old: Side, new: Side) -> None:
        """What differs is told from the first to the second."""
        self.sides = (old, new)
        self.lines = compared(old, new, language.current())
        titles = [self._title(side) for side in self.sides]
        self._said.setText(self.tr("{old}  →  {new}").format(old=titles[0], new=titles[1]))
        differ = sum(line.differs for line in self.lines)
        self._count.setText(self.tr("{count} differ").format(count=differ) if differ else self.tr("no difference"))
        if old.name == new.name and old.version and new.version:
            titles = [version_words(side.version) for side in self.sides]
        self.model = ListModel(self._columns(*titles), self)
        self.table.setModel(self.model)
        self._fill()
        self.table.setFocus()

    def swap(self) -> None:
        if self.sides is not None:
            self.show_sides(self.sides[1], self.sides[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _fill(self) -> None:
        self.model.show_rows([line for line in self.lines if line.differs or not self.only.isChecked()])

    def _title(self, side: Side) -> str:
        return f"{side.name} {version_words(side.version) if side.version else self.tr('(not saved)')}"

    def _columns(self, old: str, new: str) -> Sequence[Column[Line]]:
        parts = {Part.RESULT: self.tr("Figure"), Part.INPUT: self.tr("Input")}
        differs, what, unit = self.tr("Difference"), self.tr("What"), self.tr("Unit")
        return (
            _column("part", "", lambda line: parts[line.part], 84, muted=True),
            _column("label", what, lambda line: line.label, 190, flag=_same),
            _column("unit", unit, lambda line: line.unit, 100, muted=True),
            _column("old", old, lambda line: _shown(line.old), 150, lambda line: _plain(line.old), flag=_same),
            _column("new", new, lambda line: _shown(line.new), 150, lambda line: _plain(line.new), flag=_same),
            _column("difference", differs, _difference, 120, lambda line: _plain(line.difference), flag=_way),
            _column("percent", "%", _percent, 84, _percent, flag=_way),
        )


def _column(
    key: str,
    title: str,
    said: Callable[[Line], str],
    width: int,
    copied: Callable[[Line], str] | None = None,
    *,
    flag: Callable[[Line], str] | None = None,
    muted: bool = False,
) -> Column[Line]:
    """A figure, at the right, when it is copied otherwise than it is shown."""
    return Column(
        key=key,
        title=title,
        text=said,
        width=width,
        align="right" if copied else "left",
        muted=muted,
        sortable=False,
        copied=copied,
        tip=said,
        flag=flag,
    )


def _shown(value: Value) -> str:
    if value is None:
        return formats.NONE
    return shown(value) if isinstance(value, Decimal) else value


def _plain(value: Value) -> str:
    return format(value, "f") if isinstance(value, Decimal) else value or ""


def _difference(line: Line) -> str:
    """A mark where two words differ."""
    if not line.differs:
        return ""
    change = line.difference
    return "≠" if change is None else formats.signed(change, places_of(change))


def _percent(line: Line) -> str:
    return formats.change_pct(line.percent) if line.differs and line.percent is not None else ""


def _same(line: Line) -> str:
    return "" if line.differs else "muted"


def _way(line: Line) -> str:
    change = line.difference
    return "rise" if change and change > 0 else "fall" if change and change < 0 else ""
