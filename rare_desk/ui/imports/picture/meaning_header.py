"""Right above each column of the sheet: what it is read as, its unit, its tax basis, and how its row is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from rare_desk.sheets.reading.cells import letters
from rare_desk.ui import icons, theme
from rare_desk.ui.imports.columns.menus import has_menu
from rare_desk.ui.imports.columns.reading_words import basis_in_force, read_words, unit_in_force
from rare_desk.ui.imports.columns.tables import basis_words, meaning_words, measure_words

if TYPE_CHECKING:
    from rare_desk.ops.imports.ledgers import SheetColumn
    from rare_desk.ui.imports.columns.tables import ReadRow
    from rare_desk.ui.imports.picture.sheet_view import SheetView

LINE = 22
LETTERS = 22
PARTS = ("meaning", "unit", "basis", "read")
_PAD = 6
_GRIP = 4


class MeaningHeader(QHeaderView):
    """The letters below them hold the table's left and right bound, which can be dragged; a click on a letter leaves
    its column out, or takes it in."""

    asked = Signal(int, str)
    """(the sheet's column, part): its menu is wanted."""

    def __init__(self, view: SheetView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._dragged = ""
        self._resized = False
        """Since the mouse was pressed."""
        self.sectionResized.connect(self._note_resized)
        self.setMouseTracking(True)
        self.products: Mapping[str, str] = {}
        """Names of codes, for what was read."""
        self.menus: frozenset[str] = frozenset()
        """The parts that open a menu."""
        self.doubts: dict[int, str] = {}
        """Columns with an open question, and its part."""
        self._painted: dict[int, object] = {}
        """By section, what was said of it when it was painted."""
        self.setFixedHeight(LINE * len(PARTS) + LETTERS + 6)
        self.setMinimumSectionSize(40)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def column(self, section: int) -> SheetColumn | None:
        picture = self._view.sheet.picture
        return picture.columns.get(section) if picture else None

    def words(self, section: int, part: str) -> str:
        column = self.column(section)
        if column is None:
            return ""
        if part == "meaning":
            return meaning_words(column)
        if column.field in ("", "ignored"):
            return ""
        row = self._row()
        if part == "unit":
            return measure_words(column) or (unit_in_force(row, column) if row else "")
        if self.doubts.get(section) == part:
            return ""
        if part == "basis":
            return basis_words(column) or (basis_in_force(row, column) if row else "")
        return read_words(row, column, self.products) if row else ""

    def renew(self) -> None:
        """Paints the sections in view anew of which something else is to be said."""
        first, last = self.logicalIndexAt(0), self.logicalIndexAt(self.viewport().width() - 1)
        for section in range(max(first, 0), self.count() if last < 0 else last + 1):
            if self._said(section) != self._painted.get(section):
                left, width = self.sectionViewportPosition(section), self.sectionSize(section)
                self.viewport().update(left, 0, width, self.height())

    def _said(self, section: int) -> object:
        picture = self._view.sheet.picture
        edges = (picture.bounds.left == section, picture.bounds.right == section) if picture else ()
        words = [self.words(section, part) for part in PARTS]
        return words, self.column(section), self.doubts.get(section), self._view.is_column_read(section), edges

    def _row(self) -> ReadRow | None:
        """The current one, None when it is wrong; else the first that was read."""
        picture = self._view.sheet.picture
        if picture is None or not picture.read:
            return None
        current = self._view.current_cell()
        row = picture.read.get(current[0]) if current else None
        if row is None and current and picture.state(current[0]) == "wrong":
            return None
        return row or next(iter(picture.read.values()))

    def least_width(self, section: int) -> int:
        words = [self.words(section, part) for part in PARTS[:3]]
        widest = max(QFontMetrics(theme.body_font()).horizontalAdvance(one) for one in words)
        read = QFontMetrics(theme.caption_font()).horizontalAdvance(self.words(section, "read"))
        return max(widest + 18, read + 4) + 2 * _PAD

    def part_rect(self, rect: QRect, part: str) -> QRect:
        top = rect.top() + 3 + LINE * PARTS.index(part)
        return QRect(rect.left(), top, rect.width(), LINE)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now = theme.tokens()
        self._painted[section] = self._said(section)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(now.ground))
        for part in PARTS:
            self._paint_part(painter, self.part_rect(rect, part), section, part)
        bottom = QRect(rect.left(), rect.bottom() - LETTERS + 1, rect.width(), LETTERS)
        painter.fillRect(bottom, QColor(now.raised))
        painter.fillRect(bottom.left(), bottom.bottom(), bottom.width(), 1, QColor(now.line))
        painter.fillRect(bottom.right(), bottom.top(), 1, bottom.height(), QColor(now.line))
        painter.setFont(theme.caption_font())
        unread = not self._view.is_column_read(section)
        painter.setPen(QColor(now.stale if unread else now.muted))
        painter.drawText(bottom, Qt.AlignmentFlag.AlignCenter, letters(section))
        for edge in ("left", "right"):
            self._paint_grip(painter, bottom, section, edge)
        painter.restore()

    def _paint_grip(self, painter: QPainter, rect: QRect, section: int, edge: str) -> None:
        picture = self._view.sheet.picture
        if picture is not None and picture.bounds.last and getattr(picture.bounds, edge) == section:
            x = rect.left() if edge == "left" else rect.right() - 2
            painter.fillRect(x, rect.top() + 4, 3, rect.height() - 8, QColor(theme.tokens().accent))

    def _paint_part(self, painter: QPainter, line: QRect, section: int, part: str) -> None:
        now = theme.tokens()
        words = self.words(section, part)
        column = self.column(section)
        if column is None:
            return
        unread = column.field in ("", "ignored")
        opens = part in self.menus and has_menu(part, column)
        box = line.adjusted(2, 1, -2, -1)
        doubt = self.doubts.get(section) == part
        if opens:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(now.warn if doubt else now.line))
            painter.setBrush(QColor(now.warn_weak if doubt else now.surface))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            icons.paint(painter, "down", QRectF(box.right() - 13, box.center().y() - 4, 9, 9), now.muted)
        ink = "warn" if doubt else "text" if part == "meaning" and not unread else "muted"
        painter.setFont(theme.body_font() if part == "meaning" else theme.caption_font())
        painter.setPen(QColor(getattr(now, ink)))
        inner = box.adjusted(_PAD - 2, 0, -(16 if opens else _PAD - 2), 0)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words or ("–" if opens else ""), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Right of the last column nothing stands."""
        super().paintEvent(event)
        rest = self.viewport().rect().adjusted(max(self.length() - self.offset(), 0), 0, 0, 0)
        painter = QPainter(self.viewport())
        painter.fillRect(rest, QColor(theme.tokens().ground))
        painter.fillRect(rest.adjusted(0, rest.height() - LETTERS, 0, 0), QColor(theme.tokens().raised))
        painter.fillRect(rest.adjusted(0, rest.height() - 1, 0, 0), QColor(theme.tokens().line))
        painter.end()

    def paint_names(self, painter: QPainter, rect: QRect) -> None:
        """In the corner: what the lines are."""
        now = theme.tokens()
        painter.fillRect(rect, QColor(now.ground))
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(now.muted))
        names = (self.tr("Read as"), self.tr("Unit"), self.tr("Tax basis"), self.tr("Value read"))
        for part, name in zip(PARTS, names, strict=True):
            line = self.part_rect(rect, part).adjusted(8, 0, -4, 0)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        bottom = QRect(rect.left(), rect.bottom() - LETTERS + 1, rect.width(), LETTERS)
        painter.fillRect(bottom, QColor(now.raised))
        painter.fillRect(bottom.left(), bottom.bottom(), bottom.width(), 1, QColor(now.line))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(now.line))

    def edge_place(self, edge: str) -> int | None:
        """Where the table's left or right bound stands, in px; None without a table."""
        picture = self._view.sheet.picture
        if picture is None or not picture.bounds.last:
            return None
        section = picture.bounds.left if edge == "left" else picture.bounds.right
        return self.sectionViewportPosition(section) + (0 if edge == "left" else self.sectionSize(section))

    def _edge_at(self, point: QPoint) -> str:
        if not self.is_letter(point):
            return ""
        places = {edge: self.edge_place(edge) for edge in ("right", "left")}
        return next((edge for edge, at in places.items() if at is not None and abs(at - point.x()) <= _GRIP), "")

    def is_letter(self, point: QPoint) -> bool:
        return point.y() > self.height() - LETTERS

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and (edge := self._edge_at(point)):
            self._dragged = edge
            self._drag_to(point.x())
            return
        self._resized = False
        super().mousePressEvent(event)

    def _note_resized(self) -> None:
        self._resized = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._dragged:
            self._drag_to(point.x())
            return
        super().mouseMoveEvent(event)
        if self._edge_at(point):
            self.viewport().setCursor(Qt.CursorShape.SplitHCursor)
        elif self.is_letter(point) and self.cursor().shape() != Qt.CursorShape.SplitHCursor:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        elif not event.buttons():
            self.viewport().unsetCursor()

    def _drag_to(self, x: int) -> None:
        """The column at the table's side of the pointer is the bound: half a column is enough."""
        section = self.logicalIndexAt(x)
        if section < 0:
            section = 0 if x < 0 else self.count() - 1
        middle = self.sectionViewportPosition(section) + self.sectionSize(section) // 2
        if self._dragged == "left":
            section = min(section + (x > middle), self.count() - 1)
        else:
            section = max(section - (x < middle), 0)
        self._view.show_drag(self._dragged, section)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self._dragged = ""
            self._view.drop_drag()
            return
        resized, self._resized = self._resized, False
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        section = self.logicalIndexAt(point)
        if event.button() != Qt.MouseButton.LeftButton or section < 0 or resized:
            return
        if self.is_letter(point):
            self._view.column_clicked.emit(section)
            return
        whole = QRect(0, 0, self.width(), self.height())
        part = next((one for one in PARTS if self.part_rect(whole, one).contains(point)), "")
        if part in self.menus and self.column(section) is not None:
            self.asked.emit(section, part)
