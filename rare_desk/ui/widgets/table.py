"""The look of every table: rows 26, header 28, rules under rows only, units muted, sums in a footer that stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from rare_desk import prefs
from rare_desk.ui import theme
from rare_desk.ui.widgets.cells import ALIGN, HEADER, PAD, ROW, CellDelegate
from rare_desk.ui.widgets.rows_model import Column, RowsModel
from rare_desk.ui.widgets.table_out import open_menu


class Header(QHeaderView):
    """Titles in text colour, units behind them muted, the sort arrow muted."""

    def __init__(self, table: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(36)
        self.setFixedHeight(HEADER)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        now = theme.tokens()
        column = self._table.column(section)
        painter.save()
        painter.fillRect(rect, QColor(now.raised))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.line))
        inner = self._table.inside(rect, section).adjusted(0, 0, 0, -1)
        arrow = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        self._paint_title(painter, inner, column, arrow)
        painter.restore()

    def _paint_title(self, painter: QPainter, inner: QRect, column: Column[object], arrow: bool) -> None:
        now = theme.tokens()
        small = theme.caption_font()
        painter.setFont(small)
        unit = painter.fontMetrics().horizontalAdvance(f" {column.unit}") if column.unit else 0
        tail = 12 if arrow else 0
        painter.setFont(theme.body_font())
        room = inner.width() - unit - tail
        words = painter.fontMetrics().elidedText(column.title, Qt.TextElideMode.ElideRight, room)
        title = painter.fontMetrics().horizontalAdvance(words)
        total = title + unit + tail
        left = inner.left()
        if column.align == "right":
            left = max(inner.left(), inner.right() + 1 - total)
        elif column.align == "centre":
            left = max(inner.left(), inner.left() + (inner.width() - total) // 2)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setClipRect(inner.adjusted(0, 0, 1, 0))
        painter.setPen(QColor(now.text))
        painter.drawText(QRect(left, inner.top(), title + 2, inner.height()), middle, words)
        painter.setPen(QColor(now.muted))
        if unit:
            painter.setFont(small)
            painter.drawText(QRect(left + title, inner.top(), unit + 2, inner.height()), middle, f" {column.unit}")
        if arrow:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            _triangle(painter, QPointF(left + title + unit + 7, inner.center().y() + 1), down, QColor(now.muted))


_NARROWEST, _CLOSE, _WIDEST = 0.6, 0.9, 1.4
"""Of a column's own width, when columns share the room that there is."""


def _triangle(painter: QPainter, at: QPointF, down: bool, ink: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    tip = 2.5 if down else -2.5
    painter.drawPolygon(QPolygonF([at + QPointF(-3.5, -tip), at + QPointF(3.5, -tip), at + QPointF(0, tip)]))


class Table(QTableView):
    """For a RowsModel. `name` is under which this machine keeps the column widths; empty: not kept.

    With `fit` the columns also become narrower than their own width before the table scrolls sideways. `margin` is how
    far from the edges the first and the last column begin and end: that of the page, or of the panel it stands in.
    """

    def __init__(self, name: str = "", *, fit: bool = False, margin: int = 16) -> None:
        super().__init__()
        self.hovered = -1
        self.plain = theme.body_font()
        self.struck = theme.body_font()
        self.struck.setStrikeOut(True)
        self.margin = margin
        self._fit = fit
        self._sharing = False
        self._name = name
        self._edges: dict[int, tuple[int, int]] = {}
        header = Header(self)
        self.setHorizontalHeader(header)
        for signal in (header.sectionResized, header.sectionMoved, header.sectionCountChanged):
            signal.connect(lambda *_: self._edges.clear())
        vertical = self.verticalHeader()
        vertical.setVisible(False)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(ROW)
        vertical.setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(False)
        self.setCornerButtonEnabled(False)
        # Else every scrolled row is painted anew: Qt moves the picture only of an opaque viewport.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Widths are those kept, else the columns' own."""
        super().setModel(model)
        kept = self._kept()
        for number, column in enumerate(self._columns()):
            self.setColumnWidth(number, kept.get(column.key, self._own_width(number)))
        header = self.horizontalHeader()
        if self._name and not self._fit:
            header.sectionResized.connect(self._keep_width)
        header.setStretchLastSection(True)
        self._share(self.viewport().width())

    def show_order(self, key: str, *, descending: bool) -> None:
        """Puts the arrow there and makes header clicks ask the model (`sort_asked`)."""
        header = self.horizontalHeader()
        keys = [column.key for column in self._columns()]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.blockSignals(True)
        header.setSortIndicator(keys.index(key) if key in keys else -1, order)
        header.blockSignals(False)
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(self._sort, Qt.ConnectionType.UniqueConnection)

    def row_of(self, index: QModelIndex | QPersistentModelIndex) -> object | None:
        model = self.model()
        return model.row_at(index.row()) if isinstance(model, RowsModel) else None

    def row_state(self, row: object) -> str:
        model = self.model()
        return model.row_state(row) if isinstance(model, RowsModel) and row is not None else ""

    def column(self, number: int) -> Column[object]:
        return self._columns()[number]

    def inside(self, rect: QRect, number: int) -> QRect:
        """Where a column's words may stand in a cell's rectangle."""
        if number not in self._edges:
            shown = self.shown_columns()
            first, last = shown[:1] == [number], shown[-1:] == [number]
            self._edges[number] = (self.margin if first else PAD, self.margin if last else PAD)
        left, right = self._edges[number]
        return rect.adjusted(left, 0, -right, 0)

    def chosen_ids(self) -> list[int]:
        """Ids of the selected rows in the order shown."""
        model = self.model()
        assert isinstance(model, RowsModel)
        return [model.id_at(place) for place in self.chosen_places()]

    def chosen_places(self) -> list[int]:
        found: set[int] = set()
        chosen = self.selectionModel().selection()
        for number in range(chosen.count()):
            stretch = chosen.at(number)
            if stretch.isValid():  # not one whose first or last row has gone
                found.update(range(stretch.top(), stretch.bottom() + 1))
        return sorted(found)

    def choose(self, row_id: int) -> bool:
        """Selects that row alone, whatever keys are held, and scrolls to it."""
        model = self.model()
        assert isinstance(model, RowsModel)
        place = model.place_of(row_id)
        if place < 0:
            return False
        flag = QItemSelectionModel.SelectionFlag
        index = model.index(place, 0)
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def copy(self) -> None:
        """The selected rows, visible columns in the order shown, as Excel expects."""
        model = self.model()
        if isinstance(model, RowsModel) and (places := self.chosen_places()):
            QGuiApplication.clipboard().setText(model.tsv(places, self.shown_columns()))

    def shown_columns(self) -> list[int]:
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [number for number in order if not header.isSectionHidden(number)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_menu(self, event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.tokens().surface))
        painter.end()
        super().paintEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share(self.viewport().width())

    def _share(self, width: int) -> None:
        """Columns whose width the user has not set take their part of what there is, within what suits them."""
        if self._fit:
            self._spare(width)
        shown = self.shown_columns()
        kept = {number: self._kept()[self.column(number).key] for number in shown if self._is_kept(number)}
        free = {number: self._own_width(number) for number in shown if number not in kept}
        scale = (width - sum(kept.values())) / max(sum(free.values()), 1)
        least = _NARROWEST if self._fit else 1.0
        scale = max(scale, least)
        needs = {number: self._title_width(number) for number, own in free.items()}
        tight = [number for number, own in free.items() if own * scale < needs[number]]
        rest = sum(own for number, own in free.items() if number not in tight)
        if tight and rest:
            room = width - sum(kept.values()) - sum(needs[number] for number in tight)
            scale = max(room / rest, least)
        self._sharing = True
        shared = {number: max(needs[number], int(own * min(scale, _WIDEST))) for number, own in free.items()}
        for number, wide in (shared | self._grown(width - sum(kept.values()), free, needs)).items():
            self.setColumnWidth(number, wide)
        self._sharing = False

    def _grown(self, room: int, own: Mapping[int, int], needs: Mapping[int, int]) -> dict[int, int]:
        """Widths where some columns grow and the others keep their own; none where that leaves too little."""
        growing = [number for number in own if self.column(number).grows]
        others = {number: max(wide, needs[number]) for number, wide in own.items() if number not in growing}
        left = (room - sum(others.values())) // max(len(growing), 1)
        if not growing or left < _NARROWEST * max(own[number] for number in growing):
            return {}
        return others | dict.fromkeys(growing, left)

    def _title_width(self, number: int) -> int:
        """What a column's title and unit need: figures without them say nothing."""
        column = self.column(number)
        unit = QFontMetrics(theme.caption_font()).horizontalAdvance(f" {column.unit}") if column.unit else 0
        return (
            QFontMetrics(self.plain).horizontalAdvance(column.title)
            + unit
            + 2 * PAD
            + (0 if number else self.margin - PAD)
        )

    def _spare(self, width: int) -> None:
        """Hides what the table can do without until the others have nearly their own width."""
        columns = self._columns()
        total = sum(column.width for column in columns)
        spared = sorted((column.spare, number) for number, column in enumerate(columns) if column.spare)
        for _, number in spared:
            hidden = total * _CLOSE > width
            self.setColumnHidden(number, hidden)
            total -= columns[number].width if hidden else 0

    def _own_width(self, number: int) -> int:
        return self.column(number).width + (0 if number else self.margin - PAD)

    def _kept(self) -> dict[str, int]:
        return prefs.shared().columns.get(self._name, {})

    def _is_kept(self, number: int) -> bool:
        return not self._fit and self.column(number).key in self._kept()

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        self.model().sort(section, order)

    def _columns(self) -> Sequence[Column[object]]:
        model = self.model()
        return model.columns if isinstance(model, RowsModel) else ()

    def _keep_width(self, section: int, _before: int, width: int) -> None:
        if (
            width > 0
            and not self._sharing
            and section != self.horizontalHeader().logicalIndex(self.horizontalHeader().count() - 1)
        ):
            prefs.shared().columns.setdefault(self._name, {})[self.column(section).key] = width


class FooterRow(QWidget):
    """Sums under a table in its own columns, scrolling sideways with it."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._lead = ""
        self._lead_note = ""
        self._lead_accent = False
        self._cells: Mapping[str, str] = {}
        self._notes: Mapping[str, str] = {}
        self.setFixedHeight(ROW)
        header = table.horizontalHeader()
        for signal in (header.sectionResized, header.sectionMoved, header.geometriesChanged):
            signal.connect(lambda *_: self.update())
        table.horizontalScrollBar().valueChanged.connect(lambda _: self.update())

    def show_sums(
        self,
        lead: str,
        cells: Mapping[str, str],
        *,
        note: str = "",
        notes: Mapping[str, str] | None = None,
        accent: bool = False,
    ) -> None:
        """`lead` and a muted `note` from the left edge; `cells` by column key; `notes` muted, by column key."""
        self._lead, self._lead_note, self._lead_accent = lead, note, accent
        self._cells, self._notes = cells, notes or {}
        self.setAccessibleName(" ".join((lead, note, *cells.values())))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.raised))
        painter.fillRect(0, 0, self.width(), 1, QColor(now.line))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(now.accent if self._lead_accent else now.text))
        edge = self._table.margin
        painter.drawText(QRect(edge, 0, self.width(), self.height()), middle, self._lead)
        left = edge + painter.fontMetrics().horizontalAdvance(f"{self._lead}  ")
        painter.setPen(QColor(now.muted))
        painter.drawText(QRect(left, 0, self.width(), self.height()), middle, self._lead_note)
        header = self._table.horizontalHeader()
        for number in self._table.shown_columns():
            column = self._table.column(number)
            words = self._cells.get(column.key) or self._notes.get(column.key)
            if not words:
                continue
            painter.setPen(QColor(now.text if column.key in self._cells else now.muted))
            at = header.sectionViewportPosition(number)
            place = self._table.inside(QRect(at, 0, header.sectionSize(number), self.height()), number)
            advance = painter.fontMetrics().horizontalAdvance(words)
            if advance > place.width() and column.align == "right":
                place.setLeft(place.right() - advance - 2)
            painter.drawText(place, ALIGN[column.align], words)
        painter.end()
