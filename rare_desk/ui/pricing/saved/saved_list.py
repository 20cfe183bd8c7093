"""The saved calculations, newest first under headings of their time; filtered, and unfolded into their versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QMenu, QVBoxLayout

from rare_desk import moments
from rare_desk.ops.contracts.saved import Series, series_of
from rare_desk.store.rows import CalculationRow
from rare_desk.ui import formats, labels
from rare_desk.ui.pricing.saved.entries import Entry, EntryDelegate, fold_zone, matches
from rare_desk.ui.pricing.saved.filter_button import FilterButton
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.headed_list import ITEM, add_heading
from rare_desk.ui.widgets.toolbar import Toolbar, rule, text

_WIDTH = 216


class _List(QListWidget):
    """Right and left unfold and fold, F2 renames, Del deletes, Ctrl+Return compares."""

    fold_asked = Signal(object)
    """Entry."""
    key_pressed = Signal(str)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        entry = index.data(ITEM)
        if isinstance(entry, Entry) and fold_zone(self.visualRect(index), entry).contains(at):
            self.fold_asked.emit(entry)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        entry = item.data(ITEM) if item else None
        turns = {Qt.Key.Key_Right: False, Qt.Key.Key_Left: True}
        controlled = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if isinstance(entry, Entry) and turns.get(Qt.Key(event.key())) is entry.unfolded and entry.older:
            self.fold_asked.emit(entry)
        elif event.key() == Qt.Key.Key_Delete:
            self.key_pressed.emit("delete")
        elif event.key() == Qt.Key.Key_F2:
            self.key_pressed.emit("rename")
        elif controlled and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.key_pressed.emit("compare")
        else:
            super().keyPressEvent(event)


class SavedList(QFrame):
    opened = Signal(object)
    """CalculationRow."""
    asked = Signal(str, object)
    """(rename, delete or compare, CalculationRow)."""
    menu_asked = Signal(object, object)
    """(CalculationRow, QMenu to be filled)."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "card")
        self.setFixedWidth(_WIDTH)
        self._series: Sequence[Series] = ()
        self._chosen = 0
        self._unfolded: set[str] = set()
        head = Toolbar(36, "head", side=12)
        self.count = text("", "caption")
        head.add(text(self.tr("Saved")))
        head.add_right(self.count)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find"))
        self.search.setToolTip(self.tr("Name, counterparty, contract or note"))
        self.search.setAccessibleName(self.tr("Find a saved calculation"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.filter = FilterButton()
        self.filter.changed.connect(self._fill)
        self.list = _List()
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setAccessibleName(self.tr("Saved calculations"))
        self.list.itemSelectionChanged.connect(self._open)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.fold_asked.connect(self._fold)
        self.list.key_pressed.connect(self._key)
        self.empty = text("", "muted")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(12, 12, 12, 12)
        column = flush(QVBoxLayout(self))
        column.addWidget(head)
        searching = QHBoxLayout()
        searching.setContentsMargins(12, 8, 12, 8)
        searching.setSpacing(6)
        searching.addWidget(self.search, 1)
        searching.addWidget(self.filter)
        column.addLayout(searching)
        column.addWidget(rule())
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)

    def show_rows(self, rows: Sequence[CalculationRow], chosen: int) -> None:
        """All versions; `chosen` is the id of the one that is open, 0 for none."""
        self._series, self._chosen = series_of(rows), chosen
        self._unfolded |= {_series_key(one) for one in self._series if chosen in {row.id for row in one.versions[1:]}}
        self.filter.offer({one.newest.calculator for one in self._series})
        self._fill()

    def choose(self, chosen: int) -> None:
        """Marks that one without making the items anew: this may come from a click on one of them."""
        self._chosen = chosen
        self.list.blockSignals(True)
        for place in range(self.list.count()):
            item = self.list.item(place)
            entry = item.data(ITEM)
            item.setSelected(isinstance(entry, Entry) and entry.row.id == chosen)
        self.list.blockSignals(False)
        self.list.viewport().update()

    def row(self) -> CalculationRow | None:
        items = self.list.selectedItems()
        entry = items[0].data(ITEM) if items else None
        return entry.row if isinstance(entry, Entry) else None

    def series(self, id: int) -> Series | None:
        """The one that this version is of."""
        return next((one for one in self._series if any(row.id == id for row in one.versions)), None)

    def _fill(self) -> None:
        shown = [
            one for one in self._series if matches(one, self.search.text(), self.filter.statuses, self.filter.kinds)
        ]
        self._say_count(len(shown))
        self.list.blockSignals(True)
        self.list.clear()
        heading = ""
        for one in shown:
            period = self._period(moments.day(one.newest.saved_at), dt.date.today())
            if period != heading:
                heading = period
                add_heading(self.list, heading)
            unfolded = _series_key(one) in self._unfolded
            self._add(Entry(one.newest, len(one.versions) - 1, unfolded))
            for row in one.versions[1:] if unfolded else ():
                self._add(Entry(row, is_older=True))
        self.list.blockSignals(False)

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem(entry.row.name)
        item.setData(ITEM, entry)
        item.setToolTip(labels.tip("\n".join(filter(None, (entry.row.name, entry.row.note)))))
        self.list.addItem(item)
        item.setSelected(entry.row.id == self._chosen)
        if entry.row.id == self._chosen:
            self.list.setCurrentItem(item)

    def _say_count(self, shown: int) -> None:
        whole = len(self._series)
        self.count.setText("" if not whole else f"{shown} / {whole}" if shown < whole else str(whole))
        none = self.tr("Nothing saved yet. Ctrl+S saves what is on the right under a name.")
        self.empty.setText(self.tr("None of the saved ones fits the filter.") if whole else none)
        self.empty.setVisible(not shown)

    def _period(self, day: dt.date, today: dt.date) -> str:
        if day == today:
            return self.tr("Today")
        if day > today - dt.timedelta(days=today.weekday() + 1):
            return self.tr("This week")
        month = formats.month(day)
        return month if day.year == today.year else f"{formats.year(day)} {month}"

    def _fold(self, entry: object) -> None:
        assert isinstance(entry, Entry)
        self._unfolded ^= {entry.row.series or entry.row.uuid}
        self._fill()

    def _open(self) -> None:
        row = self.row()
        if row is not None:
            self.opened.emit(row)

    def _key(self, what: str) -> None:
        row = self.row()
        if row is not None:
            self.asked.emit(what, row)

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at) or self.list.currentItem()
        entry = item.data(ITEM) if item else None
        if isinstance(entry, Entry):
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.menu_asked.emit(entry.row, menu)
            menu.popup(self.list.viewport().mapToGlobal(at))


def _series_key(series: Series) -> str:
    return series.newest.series or series.newest.uuid
