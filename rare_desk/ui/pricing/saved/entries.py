"""The rows of the saved list: a calculation by its newest version, unfolded its older ones; filtered and painted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from rare_desk.ops.contracts.saved import Series, headline
from rare_desk.store.rows import CalculationRow
from rare_desk.ui import formats, labels, theme
from rare_desk.ui.widgets.rows.headed_list import ITEM, HeadedDelegate
from rare_desk.ui.widgets.tiles import StatusChip, paint_chip

CHIPS = {"draft": "neutral", "offered": "info", "agreed": "good", "settled": "official", "void": "stale"}
_TALL, _OLDER, _CHIP, _GAP = 62, 28, 17, 6


@dataclass(frozen=True, slots=True)
class Entry:
    """`older` counts the versions before the newest, which stand for all of them; 0 in the row of an older one."""

    row: CalculationRow
    older: int = 0
    unfolded: bool = False
    is_older: bool = False


def matches(series: Series, words: str, statuses: Collection[str], kinds: Collection[str]) -> bool:
    """By its newest version; every word must occur in name, party, contract, note or the calculator's name."""
    row = series.newest
    if (statuses and row.status not in statuses) or (kinds and row.calculator not in kinds):
        return False
    told = (
        row.name,
        row.counterparty,
        row.contract,
        row.note,
        kind_of(row),
        labels.label(f"pricing.status-{row.status}"),
    )
    known = " ".join(told).casefold()
    return all(word in known for word in words.casefold().split())


def kind_of(row: CalculationRow) -> str:
    return labels.label_or(f"pricing.{row.calculator}", row.calculator)


def version_words(version: int) -> str:
    return QCoreApplication.translate("SavedEntries", "v{version}").format(version=version)


def fold_zone(rect: QRect, entry: Entry) -> QRect:
    """Where a click shows or hides the older versions; empty without any."""
    if not entry.older:
        return QRect()
    left = rect.left() + 12 + StatusChip.room(_status(entry.row)) + _GAP
    width = QFontMetrics(theme.caption_font()).horizontalAdvance(_fold_words(entry)) + 4
    return QRect(left, rect.bottom() - 24, width, 22)


class EntryDelegate(HeadedDelegate):
    """Older versions are lower rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, _TALL, paint_entry)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        entry = index.data(ITEM)
        return QSize(size.width(), _OLDER) if isinstance(entry, Entry) and entry.is_older else size


def paint_entry(painter: QPainter, inner: QRect, entry: Entry) -> None:
    if entry.is_older:
        _paint_older(painter, inner, entry.row)
        return
    now, row = theme.tokens(), entry.row
    painter.setFont(theme.body_font())
    painter.setPen(QColor(now.muted if row.status == "void" else now.text))
    _elided(painter, inner, Qt.AlignmentFlag.AlignTop, row.name)
    painter.setFont(theme.caption_font())
    painter.setPen(QColor(now.muted))
    about = " · ".join(filter(None, (kind_of(row), row.counterparty, row.contract)))
    _elided(painter, inner.adjusted(0, 19, 0, 0), Qt.AlignmentFlag.AlignTop, about)
    line = inner.adjusted(0, inner.height() - _CHIP, 0, 0)
    left = _paint_status(painter, line, row)
    if entry.older:
        painter.setPen(QColor(now.muted))
        painter.drawText(line.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, _fold_words(entry))
    painter.setPen(QColor(now.text))
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, formats.money(headline(row)))


def _paint_older(painter: QPainter, inner: QRect, row: CalculationRow) -> None:
    now = theme.tokens()
    painter.setFont(theme.caption_font())
    painter.setPen(QColor(now.muted))
    middle = Qt.AlignmentFlag.AlignVCenter
    line = inner.adjusted(10, 0, 0, 0)
    words = version_words(row.version)
    painter.drawText(line, middle, words)
    room = painter.fontMetrics().horizontalAdvance(words) + _GAP
    _paint_status(painter, line.adjusted(room, 0, 0, 0), row)
    painter.setPen(QColor(now.muted))
    painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, formats.money(headline(row)))


def _paint_status(painter: QPainter, line: QRect, row: CalculationRow) -> int:
    """How much room it has taken, px."""
    words = _status(row)
    width = StatusChip.room(words)
    top = line.top() + (line.height() - _CHIP) / 2
    paint_chip(painter, QRectF(line.left(), top, width, _CHIP), words, CHIPS[row.status])
    return width + _GAP


def _status(row: CalculationRow) -> str:
    return labels.label(f"pricing.status-{row.status}")


def _fold_words(entry: Entry) -> str:
    arrow = "▾" if entry.unfolded else "▸"
    return f"{version_words(entry.row.version)} {arrow}"


def _elided(painter: QPainter, rect: QRect, where: Qt.AlignmentFlag, words: str) -> None:
    painter.drawText(rect, where, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width()))
