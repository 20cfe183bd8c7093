"""The formulas to choose from: ticked ones are compared, the current one is explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from rare_desk.ops.companions import BILATERAL, MULTILATERAL, UNWEIGHTED
from rare_desk.ui import icons, labels, theme
from rare_desk.ui.chart.painting.inks import ink
from rare_desk.ui.widgets.rows.headed_list import paint_ground, paint_heading

_NAME = Qt.ItemDataRole.UserRole
_INK = Qt.ItemDataRole.UserRole + 1
_ROW, _HEADING, _LEFT, _BOX = 24, 30, 12, 14


def groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Headings by their word, each with its formulas."""
    plain = tuple(name for name in BILATERAL if name in UNWEIGHTED)
    weighted = tuple(name for name in BILATERAL if name not in UNWEIGHTED)
    return ("weighted", weighted), ("unweighted", plain), ("multilateral", tuple(MULTILATERAL))


class _Delegate(QStyledItemDelegate):
    """A ticked box has the colour of the formula's line."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not index.data(_NAME):
            paint_heading(painter, rect, str(index.data()))
            painter.restore()
            return
        paint_ground(painter, option)
        _paint_box(painter, rect, index)
        painter.setFont(theme.body_font())
        painter.setPen(QColor(theme.tokens().text))
        words = rect.adjusted(_LEFT + _BOX + 8, 0, -8, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        painter.restore()


def _paint_box(painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
    now = theme.tokens()
    box = QRectF(rect.left() + _LEFT + 0.5, rect.center().y() - _BOX / 2 + 1.5, _BOX - 1, _BOX - 1)
    ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
    colour = ink(str(index.data(_INK) or "accent")) if ticked else QColor(now.surface)
    painter.setPen(QPen(colour if ticked else QColor(now.stale), 1))
    painter.setBrush(colour)
    painter.drawRoundedRect(box, 2, 2)
    if ticked:
        icons.paint(painter, "check", box.adjusted(1, 1, -1, -1), now.surface)


class FormulaList(QListWidget):
    """Space or a click on the box ticks, a double click anywhere on the row too."""

    ticked_changed = Signal()
    current_changed = Signal(str)

    def __init__(self, ticked: Iterable[str], current: str) -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[str, QListWidgetItem] = {}
        chosen = set(ticked)
        for heading, names in groups():
            self._add_heading(labels.label(f"companions.{heading}"))
            for name in names:
                self._add(name, name in chosen)
        self.setCurrentItem(self._items[current])
        self.itemChanged.connect(lambda _item: self.ticked_changed.emit())
        self.currentItemChanged.connect(lambda _now, _before: self.current_changed.emit(self.current))

    @property
    def ticked(self) -> tuple[str, ...]:
        """In the order of the list."""
        return tuple(name for name, item in self._items.items() if item.checkState() == Qt.CheckState.Checked)

    @property
    def current(self) -> str:
        """The formula that is explained."""
        item = self.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def tick(self, name: str, on: bool = True) -> None:
        self._items[name].setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def show_formula(self, name: str) -> None:
        self.setCurrentItem(self._items[name])

    def show_inks(self, inks: Mapping[str, str]) -> None:
        """The colours of the lines by formula."""
        self.blockSignals(True)
        for name, item in self._items.items():
            item.setData(_INK, inks.get(name))
        self.blockSignals(False)
        self.viewport().update()

    def box(self, name: str) -> QRect:
        """Where the formula's box stands in the viewport."""
        rect = self.visualItemRect(self._items[name])
        return QRect(rect.left() + _LEFT, rect.center().y() - _BOX // 2, _BOX, _BOX)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() < _LEFT + _BOX + 4:
            self._toggle(self.itemAt(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= _LEFT + _BOX + 4:
            self._toggle(self.itemAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._toggle(self.currentItem())
            return
        super().keyPressEvent(event)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setSizeHint(QSize(100, _HEADING))
        self.addItem(item)

    def _add(self, name: str, ticked: bool) -> None:
        item = QListWidgetItem(labels.label(f"companions.{name}"))
        item.setData(_NAME, name)
        item.setToolTip(name)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setSizeHint(QSize(100, _ROW))
        self.addItem(item)
        self._items[name] = item

    def _toggle(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_NAME):
            self.tick(str(item.data(_NAME)), item.checkState() != Qt.CheckState.Checked)
