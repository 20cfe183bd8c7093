"""What can be done with a column: by its title's context menu, or by Alt+Down from one of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu

from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.ui.widgets.table.chooser import open_chooser
from rare_desk.ui.widgets.table.ordering import placed

if TYPE_CHECKING:
    from rare_desk.ui.widgets.table.view import Table


def header_menu(table: Table, section: int) -> QMenu:
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if table.header.can_sort(section):
        _add_sorting(menu, table, table.column(section).key)
    if table.arrangement is not None:
        _add_columns(menu, table, section)
    return menu


def open_header_menu(table: Table, section: int) -> QMenu | None:
    """Under the title; None when there is nothing to be done with the column."""
    menu = header_menu(table, section)
    if not menu.actions():
        menu.deleteLater()
        return None
    at = QPoint(table.frozen.left(section), table.header.height())
    menu.popup(table.header.viewport().mapToGlobal(at))
    menu.setActiveAction(menu.actions()[0])
    return menu


def _add_sorting(menu: QMenu, table: Table, key: str) -> None:
    header = table.header
    up, down = Sort(key, descending=False), Sort(key, descending=True)

    def offer(words: str, wanted: Sort, *, adds: bool) -> None:
        order = placed(header.order, header.standing, wanted, adds=adds)
        menu.addAction(words, lambda: table.sort_by(order))

    offer(QCoreApplication.translate("HeaderMenu", "Sort ascending"), up, adds=False)
    offer(QCoreApplication.translate("HeaderMenu", "Sort descending"), down, adds=False)
    if any(one.column != key for one in header.shown_order):
        offer(QCoreApplication.translate("HeaderMenu", "Then by this, ascending"), up, adds=True)
        offer(QCoreApplication.translate("HeaderMenu", "Then by this, descending"), down, adds=True)
    if header.order:
        without = tuple(one for one in header.order if one.column != key)
        if without != header.order:
            words = QCoreApplication.translate("HeaderMenu", "Do not sort by this")
            menu.addAction(words, lambda: table.sort_by(without))
        menu.addAction(QCoreApplication.translate("HeaderMenu", "Usual order"), lambda: table.sort_by(()))


def _add_columns(menu: QMenu, table: Table, section: int) -> None:
    arrangement = table.arrangement
    assert arrangement is not None
    shown = table.shown_columns()
    place = shown.index(section) + 1
    menu.addSeparator()
    if place < len(shown) and place != table.frozen.count:
        words = QCoreApplication.translate("HeaderMenu", "Freeze up to this column")
        menu.addAction(words, lambda: table.freeze(place))
    if table.frozen.count:
        menu.addAction(QCoreApplication.translate("HeaderMenu", "Do not freeze"), lambda: table.freeze(0))
    key = table.column(section).key
    if len(shown) > 1:
        words = QCoreApplication.translate("HeaderMenu", "Hide this column")
        menu.addAction(words, lambda: arrangement.show_column(key, False))
    at = QPoint(max(table.frozen.left(section), 0), table.header.height())
    words = QCoreApplication.translate("HeaderMenu", "Columns…")
    menu.addAction(words, lambda: open_chooser(arrangement, table, at))
