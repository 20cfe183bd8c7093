"""The table itself: what is chosen, copied, hovered over and asked of its model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
)

from rare_desk.ui import theme
from rare_desk.ui.widgets.rows.cells import PAD, ROW, CellDelegate
from rare_desk.ui.widgets.rows.clip import put_table
from rare_desk.ui.widgets.rows.rows_model import Column, RowsModel
from rare_desk.ui.widgets.rows.table_out import open_menu
from rare_desk.ui.widgets.table.frozen import Frozen
from rare_desk.ui.widgets.table.header import Header
from rare_desk.ui.widgets.table.header_menu import open_header_menu
from rare_desk.ui.widgets.table.ordering import Order
from rare_desk.ui.widgets.table.widths import Widths

if TYPE_CHECKING:
    from rare_desk.ui.widgets.table.arrangement import Arrangement

_MENU_KEYS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class Table(QTableView):
    """For a RowsModel. `name` is under which this machine keeps the column widths; empty: not kept.

    With `fit` the columns also become narrower than their own width before the table scrolls sideways. `margin` is how
    far from the edges the first and the last column begin and end: that of the page, or of the panel it stands in.
    """

    frozen_changed = Signal()

    def __init__(self, name: str = "", *, fit: bool = False, margin: int = 16) -> None:
        super().__init__()
        self.hovered = -1
        self.plain = theme.body_font()
        self.struck = theme.body_font()
        self.struck.setStrikeOut(True)
        self.margin = margin
        self.widths = Widths(self, name, fit=fit)
        self._edges: dict[int, tuple[int, int]] = {}
        self.frozen = Frozen(self)
        self.arrangement: Arrangement | None = None
        self.header = header = Header(self)
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
        self.widths.begin()

    def show_order(self, order: Order, standing: Order = ()) -> None:
        """Puts the arrows there, of `standing` while there is no order; from then on header clicks ask the model
        (`order_asked`)."""
        self.header.show_order(order, standing)

    def sort_by(self, order: Order) -> None:
        """As if the user had clicked so."""
        model = self.model()
        if isinstance(model, RowsModel) and order != self.header.order:
            self.header.show_order(order, self.header.standing)
            model.order_asked.emit(order)

    @property
    def cells(self) -> CellDelegate:
        found = self.itemDelegate()
        assert isinstance(found, CellDelegate)
        return found

    def row_at(self, place: int) -> object | None:
        model = self.model()
        return model.row_at(place) if isinstance(model, RowsModel) else None

    def row_state(self, row: object) -> str:
        model = self.model()
        return model.row_state(row) if isinstance(model, RowsModel) and row is not None else ""

    @property
    def columns(self) -> Sequence[Column[object]]:
        """Of its model, shown or not."""
        model = self.model()
        return model.columns if isinstance(model, RowsModel) else ()

    def column(self, number: int) -> Column[object]:
        return self.columns[number]

    def inside(self, rect: QRect, number: int) -> QRect:
        """Where a column's words may stand in a cell's rectangle."""
        if number not in self._edges:
            shown = self.shown_columns()
            first, last = shown[:1] == [number], shown[-1:] == [number]
            self._edges[number] = (self.margin if first else PAD, self.margin if last else PAD)
        left, right = self._edges[number]
        return rect.adjusted(left, 0, -right, 0)

    def freeze(self, count: int) -> None:
        """So many of the shown columns, from the left, stay when the others scroll."""
        self.frozen.count = count
        self.viewport().update()
        self.header.viewport().update()
        self.frozen_changed.emit()

    def indexAt(self, at: QPoint) -> QModelIndex:
        return super().indexAt(self.frozen.under(at))

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        return self.frozen.seen(super().visualRect(index), index.column())

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """What stays is always in sight sideways; what scrolls must come out from under it."""
        bar = self.horizontalScrollBar()
        before, stays = bar.value(), index.column() in self.frozen.columns()
        super().scrollTo(index, hint)
        if stays:
            bar.setValue(before)
        elif (hidden := self.frozen.width - self.visualRect(index).left()) > 0:
            bar.setValue(bar.value() - hidden)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx and self.frozen.count:
            covered = sum(self.columnWidth(number) for number in self.frozen.columns())
            self.viewport().update(0, 0, covered + abs(dx), self.viewport().height())
            self.updateEditorGeometries()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if width := self.frozen.width:
            self.viewport().update(0, 0, width, self.viewport().height())

    def chosen_ids(self) -> list[int]:
        """Ids of the selected rows in the order shown."""
        model = self.model()
        assert isinstance(model, RowsModel)
        return [model.id_at(place) for place in self.chosen_places()]

    def chosen_places(self) -> list[int]:
        return [place for first, last in self.chosen_ranges() for place in range(first, last + 1)]

    def chosen_ranges(self) -> list[tuple[int, int]]:
        """The first and the last place of each stretch of selected rows, in the order shown."""
        found: list[tuple[int, int]] = []
        chosen = self.selectionModel().selection()
        parts = (chosen.at(number) for number in range(chosen.count()))
        # not a stretch whose first or last row has gone
        for first, last in sorted((part.top(), part.bottom()) for part in parts if part.isValid()):
            if found and first <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(last, found[-1][1]))
            else:
                found.append((first, last))
        return found

    def choose(self, row_id: int) -> bool:
        """Selects that row alone, whatever keys are held, and scrolls to it, not sideways."""
        model = self.model()
        assert isinstance(model, RowsModel)
        place = model.place_of(row_id)
        if place < 0:
            return False
        flag = QItemSelectionModel.SelectionFlag
        current = self.currentIndex()
        index = model.index(place, current.column() if current.isValid() else self.shown_columns()[0])
        sideways = self.horizontalScrollBar().value()
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.horizontalScrollBar().setValue(sideways)
        return True

    def copy(self) -> None:
        """The selected rows, visible columns in the order shown, as Excel expects."""
        model = self.model()
        if isinstance(model, RowsModel) and (places := self.chosen_places()):
            put_table(model.tsv(places, self.shown_columns()))

    def shown_columns(self) -> list[int]:
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [number for number in order if not header.isSectionHidden(number)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == _MENU_KEYS and event.key() == Qt.Key.Key_Down and self.currentIndex().isValid():
            open_header_menu(self, self.currentIndex().column())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_menu(self, event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        painter = QPainter(self.viewport())
        painter.fillRect(area, QColor(theme.tokens().surface))
        if rows := self.rows_in(area):
            self._read_ahead(rows)
            stay = self.frozen.columns() if self.frozen.width else []
            moving = [one for one in self.shown_columns() if one not in stay and self._is_across(one, area)]
            self.cells.paint_rows(painter, rows, moving)
        self.frozen.paint(painter, area)
        painter.end()

    def _read_ahead(self, places: range) -> None:
        model = self.model()
        if isinstance(model, RowsModel):
            model.read_ahead(places)

    def _is_across(self, number: int, area: QRect) -> bool:
        left = self.columnViewportPosition(number)
        return left <= area.right() and left + self.columnWidth(number) > area.left()

    def rows_in(self, area: QRect) -> range:
        """Places of the rows that are seen in that part of the viewport."""
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return range(0)
        return range(first, (last if last >= 0 else self.model().rowCount() - 1) + 1)

    def chosen_blocks(self) -> list[QItemSelectionRange]:
        """What is selected, as far as it is seen."""
        chosen = self.selectionModel().selection()
        if not chosen.count():
            return []
        seen = self.rows_in(self.viewport().rect())
        blocks = (chosen.at(number) for number in range(chosen.count()))
        return [one for one in blocks if one.top() < seen.stop and one.bottom() >= seen.start]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.widths.share()

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()
