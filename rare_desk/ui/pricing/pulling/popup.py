"""What the book offers for an input, under it: by product and day, grouped by where it is from; one click takes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rare_desk.core.pricing.sources import Origin
from rare_desk.ops.pulling.filling import Offer
from rare_desk.ops.pulling.telling import source_words
from rare_desk.ui import labels, language, theme
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField
from rare_desk.ui.widgets.inputs.fields import DateField
from rare_desk.ui.widgets.popover import Popover
from rare_desk.ui.widgets.rows.headed_list import ITEM, HeadedDelegate, add_heading
from rare_desk.ui.widgets.toolbar import text

_ROW, _WIDTH, _HEIGHT = 30, 430, 380
Loader = Callable[[str, dt.date, Callable[[Sequence[Offer]], None]], None]
"""(product, day, what to call with the offers)."""


class PullPopup(Popover):
    """Lies over its page, which it leaves with Esc, a press beside it, or when something was taken."""

    taken = Signal(object)
    """Offer."""
    closed = Signal()

    def __init__(
        self, parent: QWidget, load: Loader, products: Sequence[Choice], product: str, day: dt.date, unit: str
    ) -> None:
        """Without `products` none is asked for. `unit` stands in the foot."""
        super().__init__(parent)
        self.setFixedSize(_WIDTH, _HEIGHT)
        self._load, self._asked = load, 0
        self.product = ChoiceField(self.tr("Product"), products)
        self.product.set_value(product)
        self.product.setVisible(bool(products))
        self.day = DateField(self.tr("As of"), "t")
        self.day.set_value(day)
        self._day = day
        self.list = QListWidget()
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(HeadedDelegate(self.list, _ROW, _paint))
        self.list.setAccessibleName(self.tr("Values of the book"))
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        self.empty = text("", "muted")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(12, 12, 12, 12)
        asked = QHBoxLayout()
        asked.setContentsMargins(12, 8, 12, 8)
        asked.setSpacing(8)
        asked.addWidget(self.product, 3)
        asked.addWidget(self.day, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(asked)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        foot = text(unit, "caption")
        foot.setContentsMargins(12, 4, 12, 4)
        column.addWidget(foot)
        self.product.committed.connect(self.reload)
        self.product.changed.connect(self._chosen)
        self.day.changed.connect(self.reload)
        self.reload()

    def open_at(self, at: QPoint) -> None:
        """Below that place of the screen, moved in where the page ends."""
        page = self.parentWidget()
        assert page is not None
        here = page.mapFromGlobal(at)
        left = max(4, min(here.x() - _WIDTH + 20, page.width() - _WIDTH - 4))
        self.move(left, max(4, min(here.y() + 2, page.height() - _HEIGHT - 4)))
        self.rise(self.product.edit if not self.product.isHidden() and not self.product.value() else self.list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def reload(self) -> None:
        self._day = self.day.value() or self._day
        self._asked += 1
        number = self._asked
        self._load(self.product.value(), self._day, lambda found: self._show(found, number))

    def _chosen(self) -> None:
        if self.product.value():
            self.reload()

    def _show(self, found: Sequence[Offer], number: int) -> None:
        """Only of the last question."""
        if number != self._asked:
            return
        self.list.clear()
        origin: Origin | None = None
        for offer in found:
            if offer.first.origin is not origin:
                origin = offer.first.origin
                add_heading(self.list, labels.label(f"calculator.origin-{origin}"))
            item = QListWidgetItem(source_words(offer.first, language.current()))
            item.setData(ITEM, offer)
            item.setToolTip(labels.tip(item.text()))
            self.list.addItem(item)
        asks = not self.product.isHidden() and not self.product.value()
        nothing = self.tr("The book has nothing for this up to that day.")
        self.empty.setText(self.tr("Choose a product.") if asks else nothing)
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))

    def _take(self, item: QListWidgetItem) -> None:
        offer = item.data(ITEM)
        if isinstance(offer, Offer):
            self.taken.emit(offer)
            self.close()


def _paint(painter: QPainter, inner: QRect, offer: Offer) -> None:
    now = theme.tokens()
    middle = Qt.AlignmentFlag.AlignVCenter
    figure = f"{len(offer.sources)} / {offer.wanted}" if offer.wanted > 1 else f"{Decimal(offer.first.value):,f}"
    painter.setFont(theme.body_font())
    painter.setPen(QColor(now.text))
    painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, figure)
    room = inner.width() - painter.fontMetrics().horizontalAdvance(figure) - 12
    said = source_words(offer.first, language.current())
    words = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room)
    painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, words)
