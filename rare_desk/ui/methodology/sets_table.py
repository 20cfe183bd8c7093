"""Weights as a table that is typed into: a row for each product, a column for each set, sums below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from rare_desk.core.products import Catalogue, Product
from rare_desk.ui import formats, labels
from rare_desk.ui.methodology.draft import MAIN, Draft
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.table import FooterRow, Table

_GROUP = "group"


class TypedTable(Table):
    """Typing begins at once, Enter goes on below, Delete empties a cell."""

    def __init__(self) -> None:
        super().__init__(fit=True)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        typed = at.isValid() and bool(at.flags() & Qt.ItemFlag.ItemIsEditable)
        if typed and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.model().setData(at, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at.isValid():
            QTimer.singleShot(0, self, self._go_down)  # the editor, if one is open, first gives its text
        else:
            super().keyPressEvent(event)

    def _go_down(self) -> None:
        at = self.currentIndex()
        self.setCurrentIndex(at.siblingAtRow(min(at.row() + 1, self.model().rowCount() - 1)))


class SetsTable(QWidget):
    """Of the main sets, or of an own index's; its products are those with a weight first, then all others."""

    weighed = Signal(int, str, str)
    """(position of the set, product, text)."""
    grouped = Signal(str, str)
    """(product, text)."""
    set_chosen = Signal(int)
    """The position of the set in whose column the cursor stands."""

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._index = MAIN
        self._shape: tuple[object, ...] = ()
        self._chosen = 0
        self.table = TypedTable()
        self.model: ListModel[Product] = ListModel((), self)
        self.footer = FooterRow(self.table)
        column = flush(QVBoxLayout(self))
        column.addWidget(self.table, 1)
        column.addWidget(self.footer)

    def show_draft(self, draft: Draft, index: str, products: Catalogue) -> None:
        """Another number or date of sets makes the columns anew; other weights only paint them."""
        self._draft, self._index = draft, index
        sets = draft.sets(index)
        titles = [draft.set_text(index, position, "effective") for position in range(len(sets))]
        shape = (id(draft.base), index, *titles)
        if shape != self._shape:
            self._shape = shape
            self._rebuild(titles, _ordered(sets, products))
        self.table.viewport().update()
        self._sum()

    @property
    def chosen(self) -> int:
        """The position of the set that the cursor is in."""
        return self._chosen

    def choose(self, position: int) -> None:
        """Puts the cursor into that set's column."""
        number = next((n for n, one in enumerate(self.model.columns) if one.key == str(position)), -1)
        if number >= 0:
            row = max(self.table.currentIndex().row(), 0)
            self.table.setCurrentIndex(self.model.index(row, number))
        self._chosen = position

    def _rebuild(self, titles: list[str], products: list[Product]) -> None:
        old = self.model
        self.model = ListModel([*self._names(), *map(self._set, range(len(titles)), titles)], self)
        self.model.edited.connect(self._tell)
        self.model.show_rows(products)
        self.table.setModel(self.model)
        self.table.selectionModel().currentChanged.connect(self._moved)
        old.deleteLater()
        self._chosen = min(self._chosen, max(len(titles) - 1, 0))

    def _names(self) -> Iterable[Column[Product]]:
        translate = QCoreApplication.translate
        yield Column(key="product", title=translate("SetsTable", "Product"), text=labels.short_product, width=126)
        yield Column(
            key="code", title=translate("SetsTable", "Code"), text=lambda one: one.code, width=78, muted=True, spare=1
        )
        if self._index == MAIN:
            yield Column(
                key=_GROUP,
                title=translate("SetsTable", "Group"),
                text=self._group,
                width=58,
                flag=lambda one: self._flag(f"groups.{one.code}"),
                tip=lambda one: self._tip(f"groups.{one.code}"),
                raw=self._group,
            )

    def _set(self, position: int, title: str) -> Column[Product]:
        def key(one: Product) -> str:
            return f"{self._index}/{position}/{one.code}"

        return Column(
            key=str(position),
            title=title,
            unit="%",
            text=lambda one: self._weight(position, one.code),
            width=104,
            align="right",
            flag=lambda one: self._flag(key(one)),
            tip=lambda one: self._tip(key(one)),
            raw=lambda one: self._weight(position, one.code),
        )

    def _weight(self, position: int, code: str) -> str:
        draft = self._draft
        there = draft is not None and position < len(draft.sets(self._index))
        return draft.weight(self._index, position, code) if draft is not None and there else ""

    def _group(self, one: Product) -> str:
        draft, key = self._draft, f"groups.{one.code}"
        if draft is not None and key in draft.unread:
            return draft.unread[key].text
        group = (draft.group(one.code) if draft else "") or one.group
        return labels.label_or(f"index.{group}-short", group)

    def _flag(self, key: str) -> str:
        return "suspect" if self._draft is not None and key in self._draft.unread else ""

    def _tip(self, key: str) -> str:
        unread = self._draft.unread.get(key) if self._draft is not None else None
        return labels.say(unread.problem) if unread else ""

    def _sum(self) -> None:
        draft = self._draft
        assert draft is not None
        totals = [draft.total(self._index, position) for position in range(len(draft.sets(self._index)))]
        cells = {str(position): _percent(total) for position, total in enumerate(totals)}
        self.footer.show_sums(self.tr("Sum"), cells)

    def _tell(self, row: int, key: str, typed: str) -> None:
        product = self.model.row_at(self.model.place_of(row))
        if product is None:
            return
        if key == _GROUP:
            self.grouped.emit(product.code, typed)
        else:
            self.weighed.emit(int(key), product.code, typed)

    def _moved(self) -> None:
        at = self.table.currentIndex()
        key = self.model.columns[at.column()].key if at.isValid() else ""
        if key.isdecimal() and int(key) != self._chosen:
            self._chosen = int(key)
            self.set_chosen.emit(self._chosen)


def _percent(value: Decimal) -> str:
    return formats.number(value, 2)


def _ordered(sets: Iterable[Mapping[str, Any]], products: Catalogue) -> list[Product]:
    """Those with a weight first, each part in the catalogue's order."""
    weighed = {code for one in sets for code in one["weights"]}
    return sorted(products, key=lambda one: one.code not in weighed)
