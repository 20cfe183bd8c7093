"""What can be done on the index page, as actions for its menu, its bar and its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from rare_desk.ops.chart import layouts as ops
from rare_desk.store.reading.index import chart_queries
from rare_desk.ui.index import layouts
from rare_desk.ui.index.exporting import Exporting
from rare_desk.ui.widgets.actions import keyed
from rare_desk.ui.widgets.inputs.name_popup import NamePopup

if TYPE_CHECKING:
    from rare_desk.ui.index.page import IndexPage
    from rare_desk.ui.widgets.overflow import MenuButton


class IndexVerbs(QObject):
    """Made before the bar, which shows them."""

    def __init__(self, page: IndexPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        out = Exporting(page)
        self.overlay = self._verb(self.tr("Overlay…"), page.toggle_overlays, "Ctrl+L")
        self.note = self._verb(self.tr("New note"), page.new_note, "Ctrl+N")
        self.measure = self._verb(self.tr("Measure"), self._turn_measure, "Ctrl+M")
        self.marks = self._verb(self.tr("Marks on the time axis"), page.redraw)
        self.save_layout = self._verb(self.tr("Save layout…"), self._ask_name, "Ctrl+S")
        self.methodology = self._verb(self.tr("Methodology…"), lambda: self._go("methodology"))
        self.publish = self._verb(self.tr("Publish…"), lambda: self._go("publication"))
        self.copy = self._verb(self.tr("Copy chart"), out.copy, "Ctrl+Shift+C")
        self.copy_data = self._verb(self.tr("Copy figures"), out.copy_figures, "Ctrl+Shift+D")
        self.png = self._verb(self.tr("Save as PNG…"), partial(out.ask_picture, ".png"))
        self.svg = self._verb(self.tr("Save as SVG…"), partial(out.ask_picture, ".svg"))
        self.excel = self._verb(self.tr("Excel…"), out.ask_workbook, "Ctrl+E")
        self.pdf = self._verb(self.tr("PDF…"), out.ask_pdf)
        self.print = self._verb(self.tr("Print…"), out.ask_print, "Ctrl+P")
        for one in (self.measure, self.marks):
            one.setCheckable(True)
        self.marks.setChecked(True)

    def _verb(self, words: str, do: Callable[[], object], key: str = "") -> QAction:
        action = keyed(self._page, words, do, key)
        native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{words}  {native}".rstrip())
        return action

    @property
    def exports(self) -> list[QAction]:
        return [self.copy, self.copy_data, self.png, self.svg, self.excel, self.pdf, self.print]

    def enable(self, *, on: bool) -> None:
        """Rules can be written before there is a trade; all else needs a chart."""
        for one in (self.overlay, self.note, self.measure, self.marks, self.save_layout, self.publish, *self.exports):
            one.setEnabled(on)

    def menu_actions(self) -> list[QAction]:
        """For the menu of the page and for the right mouse button on the chart."""
        groups = (
            (self.overlay, self.note, self.measure, self.marks),
            (self.save_layout, self.methodology, self.publish),
            self.exports,
        )
        found: list[QAction] = []
        for group in groups:
            found += [self._line(), *group] if found else group
        return found

    def _line(self) -> QAction:
        line = QAction(self)
        line.setSeparator(True)
        return line

    def _go(self, page: str) -> None:
        self._session.navigate.emit(page, {})

    def _turn_measure(self) -> None:
        chart = self._page.chart
        chart.set_tool("pan" if chart.view.tool == "measure" else "measure")
        chart.setFocus()

    # layouts

    def fill_layouts(self, button: MenuButton) -> None:
        """The menu of the layouts as the book has them now."""
        menu = button.drop
        menu.clear()
        found = chart_queries.layouts(self._session.book)
        default = layouts.default()
        for name, kept in found.items():
            action = menu.addAction(name, partial(self._page.show_layout, layouts.of_json(kept)))
            action.setCheckable(True)
            action.setChecked(name == default)
            if name == default:
                action.setToolTip(self.tr("This machine begins with it"))
        if found:
            menu.addSeparator()
        menu.addAction(self.save_layout)
        menu.addAction(self.tr("As in the beginning"), partial(self._page.show_layout, layouts.Layout()))
        if found:
            self._fill_more(menu, button, list(found))

    def _fill_more(self, menu: QMenu, button: QWidget, names: list[str]) -> None:
        menu.addSeparator()
        begin = menu.addMenu(self.tr("Begin with"))
        begin.addAction(self.tr("As it was left"), partial(layouts.set_default, ""))
        rename, delete = menu.addMenu(self.tr("Rename")), menu.addMenu(self.tr("Delete"))
        for name in names:
            begin.addAction(name, partial(layouts.set_default, name))
            rename.addAction(name, partial(self._ask_new_name, button, name))
            delete.addAction(name, partial(self._delete, name))

    def _ask_name(self) -> None:
        asked = NamePopup(self._page, self.tr("Name of the layout"))
        asked.named.connect(self.keep)
        asked.open_under(self._page.toolbar)

    def keep(self, name: str) -> None:
        """What the page shows now, under that name."""
        said = self._page.layout_now().to_json()
        self._session.do(lambda book: ops.save_layout(book, name, said), self.tr("Layout saved"), name)

    def _ask_new_name(self, button: QWidget, name: str) -> None:
        asked = NamePopup(button, self.tr("New name of {0}").format(name), name)
        asked.named.connect(partial(self.rename, name))
        asked.open_under(button)

    def rename(self, name: str, new: str) -> None:
        if layouts.default() == name:
            layouts.set_default(new)
        self._session.do(lambda book: ops.rename_layout(book, name, new), self.tr("Layout renamed"), new)

    def _delete(self, name: str) -> None:
        self._session.do(lambda book: ops.delete_layout(book, name), self.tr("Layout deleted"), name)
