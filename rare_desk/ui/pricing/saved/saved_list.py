"""The saved calculations, newest first under headings of their time, with their result; found by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
)

from rare_desk.ops.contracts.saved import headline
from rare_desk.store.rows import CalculationRow
from rare_desk.ui import formats, labels, theme
from rare_desk.ui.widgets.headed_list import ITEM, HeadedDelegate, add_heading
from rare_desk.ui.widgets.toolbar import Toolbar, rule, text

_LINES = 40


def _paint(painter: QPainter, inner: QRect, row: CalculationRow) -> None:
    now = theme.tokens()
    painter.setFont(theme.body_font())
    painter.setPen(QColor(now.text))
    name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, Qt.AlignmentFlag.AlignTop, name)
    painter.setFont(theme.caption_font())
    painter.setPen(QColor(now.muted))
    kind = labels.label_or(f"pricing.{row.calculator}", row.calculator)
    painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, kind)
    figure = formats.money(headline(row))
    painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, figure)


class _List(QListWidget):
    deletion_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deletion_asked.emit()
            return
        super().keyPressEvent(event)


class SavedList(QFrame):
    opened = Signal(object)
    """CalculationRow."""
    rename_asked = Signal(object)
    delete_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "card")
        self.setFixedWidth(200)
        self._rows: Sequence[CalculationRow] = ()
        self._chosen = 0
        head = Toolbar(36, "head", side=12)
        self._count = text("", "caption")
        head.add(text(self.tr("Saved")))
        head.add_right(self._count)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find"))
        self.search.setAccessibleName(self.tr("Find a saved calculation"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.list = _List()
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(HeadedDelegate(self.list, _LINES, _paint))
        self.list.setAccessibleName(self.tr("Saved calculations"))
        self.list.itemSelectionChanged.connect(self._open)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.deletion_asked.connect(self._delete)
        self.empty = text(self.tr("Nothing saved yet. Ctrl+S saves what is on the right under a name."), "muted")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(12, 12, 12, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        searching = QHBoxLayout()
        searching.setContentsMargins(12, 8, 12, 8)
        searching.addWidget(self.search)
        column.addLayout(searching)
        column.addWidget(rule())
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)

    def show_rows(self, rows: Sequence[CalculationRow], chosen: int) -> None:
        """`chosen` is the id of the one that is open, 0 for none."""
        self._rows, self._chosen = rows, chosen
        self._count.setText(str(len(rows)) if rows else "")
        self.empty.setVisible(not rows)
        self._fill()

    def choose(self, chosen: int) -> None:
        """Marks that one without making the items anew: this may come from a click on one of them."""
        self._chosen = chosen
        self.list.blockSignals(True)
        for place in range(self.list.count()):
            item = self.list.item(place)
            row = item.data(ITEM)
            item.setSelected(isinstance(row, CalculationRow) and row.id == chosen)
        self.list.blockSignals(False)
        self.list.viewport().update()

    def row(self) -> CalculationRow | None:
        items = self.list.selectedItems()
        row = items[0].data(ITEM) if items else None
        return row if isinstance(row, CalculationRow) else None

    def _fill(self) -> None:
        wanted = self.search.text().strip().casefold()
        self.list.blockSignals(True)
        self.list.clear()
        heading = ""
        for row in self._rows:
            if wanted and wanted not in row.name.casefold():
                continue
            period = self._period(saved_day(row), dt.date.today())
            if period != heading:
                heading = period
                add_heading(self.list, heading)
            item = QListWidgetItem(row.name)
            item.setData(ITEM, row)
            item.setToolTip(row.name)
            self.list.addItem(item)
            item.setSelected(row.id == self._chosen)
        self.list.blockSignals(False)

    def _period(self, day: dt.date, today: dt.date) -> str:
        if day == today:
            return self.tr("Today")
        if day > today - dt.timedelta(days=today.weekday() + 1):
            return self.tr("This week")
        month = formats.month(day)
        return month if day.year == today.year else f"{formats.year(day)} {month}"

    def _open(self) -> None:
        row = self.row()
        if row is not None:
            self.opened.emit(row)

    def _delete(self) -> None:
        row = self.row()
        if row is not None:
            self.delete_asked.emit(row)

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        row = item.data(ITEM) if item else None
        if isinstance(row, CalculationRow):
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self.tr("Rename...")).triggered.connect(lambda: self.rename_asked.emit(row))
            menu.addAction(self.tr("Delete")).triggered.connect(lambda: self.delete_asked.emit(row))
            menu.popup(self.list.viewport().mapToGlobal(at))


def saved_at(row: CalculationRow) -> dt.datetime:
    """In the machine's own time."""
    return dt.datetime.fromisoformat(row.saved_at).astimezone()


def saved_day(row: CalculationRow) -> dt.date:
    return saved_at(row).date()
