"""The menus. What a page offers is asked of the page when its menu opens, so that the page need not exist before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QMenu

from rare_desk import paths, prefs
from rare_desk.ui import labels, language, theme
from rare_desk.ui.shell import looks, pages

if TYPE_CHECKING:
    from rare_desk.ui.main_window import MainWindow

Key = QKeySequence.StandardKey
K = TypeVar("K", bound=str)
_PAGE_MENUS = ("trades", "quotes", "index", "pricing")


class Menus(QObject):
    """Made anew with the window's inside; the actions belong to the window's menu bar."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        if window.menus is not None:
            window.menus.deleteLater()
        bar = window.menuBar()
        for action in bar.actions():
            if isinstance(old := action.menu(), QMenu):
                old.deleteLater()  # `clear` leaves it with the bar, and this may come from it
        bar.clear()
        self._file(bar.addMenu(self.tr("&File")))
        if window.workbench is not None:
            self._edit(bar.addMenu(self.tr("&Edit")))
        self._view(bar.addMenu(self.tr("&View")))
        if window.workbench is not None:
            for name in _PAGE_MENUS:
                self._page_menu(bar.addMenu(self._page_menu_title(name)), name)
        self._help(bar.addMenu(self.tr("&Help")))

    def _page_menu_title(self, name: str) -> str:
        return {
            "trades": self.tr("&Trades"),
            "quotes": self.tr("&Quotes"),
            "index": self.tr("&Index"),
            "pricing": self.tr("&Pricing"),
        }[name]

    def _file(self, menu: QMenu) -> None:
        desk = self._desk
        self._add(menu, self.tr("New book…"), desk.ask_new, "Ctrl+Shift+N")
        self._add(menu, self.tr("Open…"), desk.ask_open, Key.Open)
        recent = menu.addMenu(self.tr("Recent books"))
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        recent.setEnabled(bool(prefs.shared().recent))
        self._add(menu, self.tr("Sample book"), desk.open_sample)
        if self._window.workbench is not None:
            self._add(menu, self.tr("Save a copy…"), desk.ask_copy, "Ctrl+Shift+S")
            self._add(menu, self.tr("Backups and check…"), desk.show_safety)
            self._add(menu, self.tr("Restore a backup…"), desk.ask_restore)
            menu.addSeparator()
            self._add(menu, self.tr("Import…"), desk.ask_import, "Ctrl+I")
            self._add(menu, self.tr("Watched folder…"), desk.ask_watched)
            self._add(menu, self.tr("Earlier imports…"), desk.show_imports)
            self._export(menu.addMenu(self.tr("Export")))
            self._templates(menu.addMenu(self.tr("Import templates")))
        else:
            self._add(menu, self.tr("Restore a backup…"), desk.ask_restore)
            self._add(menu, self.tr("Start from a workbook…"), desk.ask_import, "Ctrl+I")
        menu.addSeparator()
        self._add(menu, self.tr("Quit"), self._window.close, Key.Quit if _has_key(Key.Quit) else "Ctrl+Q")

    def _export(self, menu: QMenu) -> None:
        for what, words in (
            ("trades", self.tr("Trades…")),
            ("quotes", self.tr("Quotes…")),
            ("positions", self.tr("Positions…")),
            ("due", self.tr("Due and open…")),
            ("corrections", self.tr("Corrections of closed months…")),
            ("index", self.tr("Index…")),
            ("prices", self.tr("Daily prices…")),
            ("vintages", self.tr("Publications…")),
            ("announced", self.tr("Announced concentrate prices…")),
            ("non-trading-days", self.tr("Non-trading days…")),
            ("weights", self.tr("Weights…")),
            ("counterparties", self.tr("Counterparties…")),
            ("published", self.tr("Published indices…")),
            ("expectation", self.tr("Expectation index…")),
            ("journal", self.tr("Journal…")),
        ):
            self._add(menu, words, partial(self._desk.ask_export, what))

    def _templates(self, menu: QMenu) -> None:
        for kind, words in (
            ("trades", self.tr("Trades…")),
            ("quotes", self.tr("Quotes…")),
            ("announced", self.tr("Announced concentrate prices…")),
            ("published", self.tr("Published indices…")),
            ("expectations", self.tr("Answers…")),
            ("weights", self.tr("Weights…")),
            ("non-trading-days", self.tr("Non-trading days…")),
            ("counterparties", self.tr("Counterparties…")),
        ):
            self._add(menu, words, partial(self._desk.ask_template, kind))

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for name in prefs.shared().recent:
            path = Path(name)
            action = self._add(menu, path.stem, partial(self._desk.open_path, path))
            action.setToolTip(labels.tip(name))
        menu.setToolTipsVisible(True)

    def _edit(self, menu: QMenu) -> None:
        desk = self._desk
        undo = self._add(menu, self.tr("Undo"), desk.undo, Key.Undo)
        redo = self._add(menu, self.tr("Redo"), desk.redo)
        redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        menu.addSeparator()
        history = self._add(menu, self.tr("History…"), partial(desk.show_page, "history"))
        history.setShortcuts([QKeySequence("Ctrl+Shift+H")])
        menu.addSeparator()
        self._add(menu, self.tr("Copy"), self._window.copy, Key.Copy)
        self._add(menu, self.tr("Paste"), self._window.paste, Key.Paste)
        menu.addSeparator()
        self._add(menu, self.tr("Find anything…"), self._window.find_anything, "Ctrl+K")
        menu.addSeparator()
        self._add(menu, self.tr("Preferences…"), desk.show_preferences, "Ctrl+,")
        menu.aboutToShow.connect(lambda: self._name_steps(undo, redo))

    def _name_steps(self, undo: QAction, redo: QAction) -> None:
        session = self._desk.session
        if session is None:
            return
        book = session.book
        for action, step, plain, named in (
            (undo, book.undo_label(), self.tr("Undo"), self.tr("Undo: {step}")),
            (redo, book.redo_label(), self.tr("Redo"), self.tr("Redo: {step}")),
        ):
            action.setEnabled(step is not None)
            action.setText(named.format(step=labels.step(*step)) if step else plain)

    def _view(self, menu: QMenu) -> None:
        if self._window.workbench is not None:
            keys = pages.keys()
            for entry in sorted(pages.PAGES, key=lambda entry: (bool(entry.parent), entry.key)):
                show = partial(self._desk.show_page, entry.name)
                self._add(menu, pages.full_title(entry), show, keys[entry.name])
            menu.addSeparator()
        shown = theme.signals()
        self._choices(
            menu.addMenu(self.tr("Theme")),
            (
                ("system", self.tr("As the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ),
            shown.choice,
            looks.choose_theme,
        )
        self._choices(
            menu.addMenu(self.tr("Colours")),
            (("red", self.tr("Red up, green down")), ("green", self.tr("Green up, red down"))),
            "red" if shown.red_up else "green",
            looks.choose_colours,
        )
        self._choices(
            menu.addMenu(self.tr("Language")),
            (("zh", "中文"), ("en", "English")),
            language.current(),
            self._desk.choose_language,
        )

    def _choices(self, menu: QMenu, options: Sequence[tuple[K, str]], current: K, do: Callable[[K], None]) -> None:
        group = QActionGroup(menu)
        for key, words in options:
            action = self._add(menu, words, partial(do, key))
            action.setCheckable(True)
            action.setChecked(key == current)
            group.addAction(action)

    def _page_menu(self, menu: QMenu, name: str) -> None:
        menu.aboutToShow.connect(lambda: self._fill_page_menu(menu, name))

    def _fill_page_menu(self, menu: QMenu, name: str) -> None:
        bench = self._window.workbench
        if bench is None:
            return
        menu.clear()
        for action in bench.page(name).menu_actions():
            menu.addAction(action)
            if not action.property("shows"):
                action.setProperty("shows", name)
                action.triggered.connect(self._shower(name))
        if menu.isEmpty():
            self._add(menu, self.tr("Show the page"), partial(self._desk.show_page, name))

    def _shower(self, name: str) -> Callable[[], None]:
        return lambda: self._desk.show_page(name)

    def _help(self, menu: QMenu) -> None:
        self._add(menu, self.tr("Handbook"), self._desk.show_handbook, "F1")
        self._add(menu, self.tr("First steps"), partial(self._desk.show_handbook, "first-steps"))
        self._add(menu, self.tr("Keys"), partial(self._desk.show_handbook, "keys"))
        menu.addSeparator()
        self._add(menu, self.tr("Log folder"), _open_logs)
        self._add(menu, self.tr("About Rare Desk"), self._about)

    def _about(self) -> None:
        from rare_desk.ui.shell.about import About

        About(self._window).open()

    def _add(self, menu: QMenu, words: str, do: Callable[[], object], key: Key | str | None = None) -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(lambda _checked=False: do())
        if key is not None:
            action.setShortcut(QKeySequence(key))
        return action


def _has_key(key: Key) -> bool:
    return not QKeySequence(key).isEmpty()


def _open_logs() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.log_dir())))
