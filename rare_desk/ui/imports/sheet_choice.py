"""The tables of an import: which one is shown, what each would bring, and which of them are left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
)

from rare_desk.ops.imports.ledgers import SheetPlan
from rare_desk.ui import formats, labels, theme

BOX = 34
"""The room of a line's box, px from the left: a click there leaves the table out, or takes it in."""
_LINE, _SIDE, _PAD = 28, 14, 12
_NAMED = Qt.ItemDataRole.DisplayRole
_SKIPPED, _SAID = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class SheetChoice(QComboBox):
    skip_asked = Signal(int, bool)
    """(place, whether it is to be left out)."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Lines(self))
        self.view().viewport().installEventFilter(self)
        self.setMaxVisibleItems(16)
        self.setMinimumWidth(180)
        self.setMaximumWidth(460)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def show_sheets(self, sheets: Sequence[SheetPlan], current: int) -> None:
        """Says nothing of another choice; the list stays open when they are the same tables."""
        self.blockSignals(True)
        if self.count() != len(sheets):
            self.clear()
            self.addItems([""] * len(sheets))
        for at, sheet in enumerate(sheets):
            for role, value in ((_NAMED, _named(sheet)), (_SKIPPED, sheet.skipped), (_SAID, _said(sheet))):
                if self.itemData(at, role) != value:
                    self.setItemData(at, value, role)
        self.setCurrentIndex(current)
        self.blockSignals(False)

    def showPopup(self) -> None:
        metrics = self.fontMetrics()
        lines = (self.itemText(at) + self.said(at) for at in range(self.count()))
        widest = max(map(metrics.horizontalAdvance, lines), default=0)
        self.view().setMinimumWidth(min(widest + BOX + 4 * _PAD, 720))
        super().showPopup()

    def said(self, place: int) -> str:
        """What that table would bring."""
        return str(self.itemData(place, _SAID))

    def is_skipped(self, place: int) -> bool:
        return bool(self.itemData(place, _SKIPPED))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Of a name without room the middle is left out: file and sheet are told by their ends."""
        painter, shown = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(shown)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, shown)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, shown, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        words = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideMiddle, room.width() - 4)
        cast(Any, shown).currentText = words
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, shown)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On a box neither the press nor the release chooses the line."""
        kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
        if isinstance(event, QMouseEvent) and event.type() in kinds:
            point = event.position().toPoint()
            index = self.view().indexAt(point)
            if index.isValid() and point.x() < BOX:
                if event.type() == QEvent.Type.MouseButtonRelease:
                    self.skip_asked.emit(index.row(), not self.is_skipped(index.row()))
                return True
        return super().eventFilter(watched, event)


class _Lines(QStyledItemDelegate):
    """A box, the table's name, and at the right what it would bring."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme.tokens()
        rect: QRect = option.rect
        style: QStyle.StateFlag = option.state
        skipped = bool(index.data(_SKIPPED))
        painter.save()
        if style & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(now.accent_weak))
        self._box(painter, QRect(rect.left() + 10, rect.center().y() - _SIDE // 2, _SIDE, _SIDE), not skipped)
        inner = rect.adjusted(BOX, 0, -_PAD, 0)
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(now.muted))
        said = str(index.data(_SAID) or "")
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
        inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(said) - _PAD)
        painter.setFont(theme.body_font())
        painter.setPen(QColor(now.stale if skipped else now.text))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()

    def _box(self, painter: QPainter, rect: QRect, checked: bool) -> None:
        now = theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.accent if checked else now.stale))
        painter.setBrush(QColor(now.accent if checked else now.surface))
        painter.drawRoundedRect(rect, 3, 3)
        if checked:
            painter.setPen(QPen(QColor(now.on_accent), 1.6))
            x, y = rect.left(), rect.top()
            painter.drawPolyline([QPointF(x + 3.5, y + 7.5), QPointF(x + 6, y + 10), QPointF(x + 10.5, y + 4.5)])


def _named(sheet: SheetPlan) -> str:
    cells = f"{sheet.area}" if sheet.area and sheet.table else ""
    return " - ".join(filter(None, (sheet.file, sheet.sheet, cells)))


def _said(sheet: SheetPlan) -> str:
    """`New 30, wrong 2`, or why nothing comes of it."""
    if sheet.skipped:
        return labels.label("imports.sheet-skipped")
    if not sheet.headers:
        return labels.label("imports.sheet-without-table")
    counts = {
        "new": len(sheet.fresh), "existing": sheet.existing, "suspect": len(sheet.doubtful),
        "closed": len(sheet.closed), "wrong": sheet.wrong,
    }  # fmt: skip
    said = [f"{labels.label(f'imports.state-{state}')} {formats.count(n)}" for state, n in counts.items() if n]
    if sheet.questions:
        said.append(labels.label("imports.sheet-questions", count=formats.count(len(sheet.questions))))
    return " · ".join(said) or labels.label("imports.sheet-empty")
