"""The distributions that the book knows: its own, then those that ship; each says whether it is verified."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from rare_desk.core.pricing.oxides.distribution import Distribution
from rare_desk.ui import formats, labels, theme
from rare_desk.ui.pricing.deposits.names import name_of
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.headed_list import ITEM, HeadedDelegate, add_heading
from rare_desk.ui.widgets.toolbar import Toolbar, button, rule, text

_LINES = 40


def _paint(painter: QPainter, inner: QRect, one: Distribution) -> None:
    now = theme.tokens()
    painter.setFont(theme.body_font())
    painter.setPen(QColor(now.text))
    name = painter.fontMetrics().elidedText(name_of(one), Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, Qt.AlignmentFlag.AlignTop, name)
    painter.setFont(theme.caption_font())
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.setPen(QColor(now.muted if one.verified else now.warn))
    said = labels.label("calculator.deposit-verified" if one.verified else "calculator.deposit-unverified")
    painter.drawText(inner, bottom | Qt.AlignmentFlag.AlignLeft, said)
    painter.setPen(QColor(now.muted if one.is_whole else now.warn))
    painter.drawText(inner, bottom | Qt.AlignmentFlag.AlignRight, f"{formats.number(one.total, 2)} %")


class DepositList(QFrame):
    chosen = Signal(str)
    """Its name."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "card")
        self.setFixedWidth(200)
        head = Toolbar(36, "head", side=12)
        head.add(text(self.tr("Distributions")))
        self.new = button(self.tr("New"), None, "link", "Ctrl+N")
        head.add_right(self.new)
        self.list = QListWidget()
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(HeadedDelegate(self.list, _LINES, _paint))
        self.list.setAccessibleName(self.tr("Distributions"))
        self.list.itemSelectionChanged.connect(self._open)
        column = flush(QVBoxLayout(self))
        column.addWidget(head)
        column.addWidget(rule())
        column.addWidget(self.list, 1)

    def show_deposits(self, known: Sequence[Distribution], own: frozenset[str], chosen: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        groups = ((self.tr("Of this book"), True), (self.tr("Shipped with the program"), False))
        for words, of_the_book in groups:
            found = [one for one in known if (one.name in own) is of_the_book]
            if found:
                add_heading(self.list, words)
            for one in found:
                item = QListWidgetItem(name_of(one))
                item.setData(ITEM, one)
                item.setToolTip(labels.tip(one.source))
                self.list.addItem(item)
                item.setSelected(one.name == chosen)
        self.list.blockSignals(False)

    def choose(self, name: str) -> None:
        """As a click on it does."""
        self.list.clearSelection()
        for place in range(self.list.count()):
            one = self.list.item(place).data(ITEM)
            if isinstance(one, Distribution) and one.name == name:
                self.list.item(place).setSelected(True)

    def _open(self) -> None:
        items = self.list.selectedItems()
        one = items[0].data(ITEM) if items else None
        if isinstance(one, Distribution):
            self.chosen.emit(one.name)
