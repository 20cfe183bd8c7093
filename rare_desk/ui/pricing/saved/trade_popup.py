"""Trades looked up by number, party or product, to be linked to a calculation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rare_desk.core.products import Catalogue
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_page
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.toolbar import button, text

_PATIENCE_MS, _MOST = 120, 60
_ROLE = Qt.ItemDataRole.UserRole


class TradePopup(QFrame):
    """Several may be chosen; Enter links them, Esc leaves."""

    chosen = Signal(object)
    """Ids of trades."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("bar", "popup")
        self._session = session
        self._catalogue: Catalogue = queries.catalogue(session.book)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("Deal number, counterparty, product"))
        self.edit.setAccessibleName(self.tr("Find trades"))
        self.edit.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Trades"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setFixedSize(480, 260)
        self.list.itemDoubleClicked.connect(lambda _item: self.take())
        self._said = text("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addWidget(self.edit)
        column.addWidget(self.list)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(button(self.tr("Link"), self.take, "primary"))
        column.addLayout(foot)
        self._typing = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._typing.timeout.connect(self.look)
        self.edit.textChanged.connect(lambda _text: self._typing.start())

    def open_under(self, widget: QWidget) -> None:
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 2)))
        self.show()
        self.edit.setFocus()
        self.look()

    def look(self) -> None:
        wanted = TradeFilter(text=self.edit.text().strip())
        self._session.read(lambda book: trade_page(book, wanted, limit=_MOST), self._show)

    def take(self) -> None:
        ids = [int(item.data(_ROLE)) for item in self.list.selectedItems()]
        if ids:
            self.chosen.emit(ids)
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() == Qt.Key.Key_Down and self.edit.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _show(self, rows: Sequence[TradeRow]) -> None:
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(self._words(row), self.list)
            item.setData(_ROLE, row.id)
        self._said.setText(
            self.tr("The newest {count}; type to find others").format(count=_MOST)
            if len(rows) == _MOST
            else ""
            if rows
            else self.tr("No trade has these words.")
        )
        if rows:
            self.list.setCurrentRow(0)

    def _words(self, row: TradeRow) -> str:
        trade = row.trade
        known = trade.product in self._catalogue
        product = labels.short_product(self._catalogue[trade.product]) if known else trade.product
        tonnes = f"{formats.mass(trade.quantity_t)} {labels.label('pricing.unit-t')}"
        parts = (trade.deal_no, formats.date(trade.date), product, tonnes, trade.counterparty)
        return "  ".join(filter(None, parts))
