"""The list of what is wrong, suspect or worth a word, each with where it stands and what one click would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from rare_desk.core.problems import Problem
from rare_desk.ops.imports.ledgers import SheetPlan
from rare_desk.ui import labels, language, theme
from rare_desk.ui.imports.columns.tables import field_words
from rare_desk.ui.widgets.tiles import StatusChip, paint_chip

_PAD, _GAP = 12, 8
_LINES = 4
_SCROLL_BAR = 14
_MOST_CHANGES = 20
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Finding:
    """`action` are the words of the link, `value` what it would put into the cell."""

    kind: str
    where: str
    words: str
    problem: Problem | None = None
    action: str = ""
    value: str = ""

    @property
    def about(self) -> object:
        """What it is of, in whatever words."""
        if self.problem is None:
            return self.words
        return self.kind, self.where, self.problem.code


class _Findings(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: Sequence[Finding] = ()

    def show_entries(self, entries: Sequence[Finding]) -> bool:
        """Those that stay keep their place; False where that cannot be, and the list is another one."""
        changes = _changes([one.about for one in self.entries], [one.about for one in entries])
        if changes is None:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()
            return False
        gone, come = changes
        kept = list(self.entries)
        self.entries = kept
        for place in reversed(gone):
            self.beginRemoveRows(_NO_INDEX, place, place)
            del kept[place]
            self.endRemoveRows()
        for place in come:
            self.beginInsertRows(_NO_INDEX, place, place)
            kept.insert(place, entries[place])
            self.endInsertRows()
        self.entries = entries
        for place, (before, now) in enumerate(zip(kept, entries, strict=True)):
            if before is not now and before != now:
                self.dataChanged.emit(self.index(place), self.index(place))
        return True

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{entry.where} {entry.words}".strip()
        return labels.tip(entry.words) if role == Qt.ItemDataRole.ToolTipRole else None


def _changes(before: Sequence[object], after: Sequence[object]) -> tuple[list[int], list[int]] | None:
    """The places of the first that are gone, and those of the second that came; None where they are many, or others
    have changed their order."""
    was, now = set(before), set(after)
    gone = [place for place, one in enumerate(before) if one not in now]
    come = [place for place, one in enumerate(after) if one not in was]
    kept = [one for one in before if one in now]
    if len(gone) + len(come) > _MOST_CHANGES or kept != [one for one in after if one in was]:
        return None
    return gone, come


class _Entries(QStyledItemDelegate):
    def __init__(self, view: FindingsList) -> None:
        super().__init__(view)
        self._view = view
        self._chip = max(StatusChip.room(labels.label(f"imports.state-{kind}")) for kind in _CHIPS)
        self._sizes: dict[object, QSize] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = self._view.entries[index.row()]
        width = self._view.viewport().width() - (0 if self._view.verticalScrollBar().isVisible() else _SCROLL_BAR)
        key = entry.words, entry.action, entry.where == "", width
        if key not in self._sizes:
            if len(self._sizes) > 2 * _MOST:
                self._sizes.clear()
            self._sizes[key] = self._size(entry, width)
        return self._sizes[key]

    def forget_sizes(self) -> None:
        self._sizes.clear()

    def _size(self, entry: Finding, width: int) -> QSize:
        rect = self._words_rect(QRect(0, 0, width, 200), entry)
        body = QFontMetrics(theme.body_font()).height() if entry.where else 0
        caption = QFontMetrics(theme.caption_font())
        flags = int(Qt.TextFlag.TextWordWrap.value)
        needed = caption.boundingRect(QRect(0, 0, rect.width(), 400), flags, entry.words).height()
        return QSize(width, body + min(needed, caption.height() * _LINES) + 13)

    def _words_rect(self, rect: QRect, entry: Finding) -> QRect:
        left = _PAD + self._chip + _GAP
        right = self.action_width(entry)
        return rect.adjusted(left, 6, -(right + _PAD), -6)

    def action_width(self, entry: Finding) -> int:
        if not entry.action:
            return 0
        return min(QFontMetrics(theme.body_font()).horizontalAdvance(entry.action) + _GAP, 130)

    def action_rect(self, rect: QRect, entry: Finding) -> QRect:
        width = self.action_width(entry)
        return QRect(rect.right() - width - _PAD, rect.top(), width + _PAD, rect.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme.tokens()
        entry = self._view.entries[index.row()]
        rect: QRect = option.rect
        style: QStyle.StateFlag = option.state
        if style & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(now.accent_weak))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.row_rule))
        words = labels.label(f"imports.state-{entry.kind}")
        paint_chip(painter, QRectF(_PAD, rect.top() + 7, StatusChip.room(words), 18), words, _CHIPS[entry.kind])
        inner = self._words_rect(rect, entry)
        painter.setFont(theme.body_font())
        painter.setPen(QColor(now.text))
        height = painter.fontMetrics().height() if entry.where else 0
        where = painter.fontMetrics().elidedText(entry.where, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), height), Qt.AlignmentFlag.AlignLeft, where)
        if entry.action:
            painter.setPen(QColor(now.accent))
            place = self.action_rect(rect, entry).adjusted(0, 0, -_PAD, 0)
            shown = painter.fontMetrics().elidedText(entry.action, Qt.TextElideMode.ElideMiddle, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(now.muted))
        below = inner.adjusted(0, height, 0, 2)
        painter.drawText(below, int(Qt.TextFlag.TextWordWrap.value), entry.words)


_CHIPS = {"wrong": "bad", "suspect": "suspect", "closed": "info", "note": "neutral"}


class FindingsList(QListView):
    shown = Signal(object)
    """The Problem whose cell shall be shown."""
    corrected = Signal(object, str)
    """(Problem, the value to put into its cell)."""

    def __init__(self) -> None:
        super().__init__()
        self._quiet = False
        self._model = _Findings(self)
        self.setModel(self._model)
        self._delegate = _Entries(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.activated.connect(self._act)

    @property
    def entries(self) -> Sequence[Finding]:
        return self._model.entries

    def show_entries(self, entries: Sequence[Finding]) -> None:
        """Those that stay keep their place, and no other cell is shown for one that has gone."""
        self._quiet = True
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        if not self._model.show_entries(entries):
            self.setLayoutMode(QListView.LayoutMode.Batched)
        self._quiet = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid() and (found := self.entries[current.row()].problem):
            self.shown.emit(found)

    def do_action(self, row: int) -> None:
        entry = self.entries[row]
        if entry.action and entry.problem:
            self.corrected.emit(entry.problem, entry.value)

    def _act(self, index: QModelIndex) -> None:
        self.do_action(index.row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self._action_at(event.position().toPoint())
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self.do_action(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        hand = self._action_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._delegate.forget_sizes()
            self.scheduleDelayedItemsLayout()

    def _action_at(self, point: QPoint) -> QModelIndex | None:
        index = self.indexAt(point)
        if not index.isValid():
            return None
        inside = self._delegate.action_rect(self.visualRect(index), self.entries[index.row()]).contains(point)
        return index if inside and self.entries[index.row()].action else None


_MOST = 2000
_NOTES = {"closed-rows": "closed"}


def findings_of(
    sheet: SheetPlan, proposals: Mapping[tuple[int, int], str], products: Mapping[str, str]
) -> list[Finding]:
    """Problems first, the wrong before the suspect, then rows of closed months, then the other notes. `products` gives
    the names of codes in the window's language."""
    order = sorted(sheet.problems, key=lambda found: found.suspect)
    headers = {column.header for column in sheet.columns}
    spoken = language.current()
    found = [
        _of(one, proposals.get(sheet.cell_of(one) or (0, 0), ""), one.place.column in headers, spoken)
        for one in order[:_MOST]
    ]
    notes = [
        Finding(
            _NOTES.get(said.code, "note"),
            "",
            labels.label(f"imports.{said.code}", **_named(dict(said.details), products)),
        )
        for said in sheet.notes
    ]
    return found + sorted(notes, key=lambda one: one.kind == "note")


def _named(details: dict[str, str], products: Mapping[str, str]) -> dict[str, str]:
    return details | {"product": products.get(details["product"], "")} if "product" in details else details


@lru_cache(_MOST)
def _of(found: Problem, proposed: str, known: bool, _language: str) -> Finding:
    """A column that the table does not have is called by its field."""
    column = found.place.column
    column = column if known else field_words(column) if column else ""
    place = labels.label("imports.place", row=str(found.place.row), column=column).strip()
    action = labels.label("imports.correct-to", value=proposed) if proposed else ""
    return Finding("suspect" if found.suspect else "wrong", place, labels.say(found), found, action, proposed)
