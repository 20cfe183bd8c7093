"""The desk: which book is open, and in which language. What the menus and the first page ask for is done here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from rare_desk import paths, prefs
from rare_desk.core.problems import Problem
from rare_desk.ops.book import keeping, locking
from rare_desk.store.book import Book
from rare_desk.ui import labels, language, theme
from rare_desk.ui.feeds.backup_feed import BackupFeed
from rare_desk.ui.jobs import Worker
from rare_desk.ui.main_window import MainWindow
from rare_desk.ui.messages import Action
from rare_desk.ui.session import Session, open_session
from rare_desk.ui.shell import looks
from rare_desk.ui.shell.leaving import Leaving
from rare_desk.ui.shell.safe import rescuing
from rare_desk.ui.shell.safe.kept_head import KeptHead
from rare_desk.ui.shell.system import files, one_window
from rare_desk.ui.shell.table_export import TableExport, table_kinds
from rare_desk.ui.shell.welcome import Welcome
from rare_desk.ui.widgets.dialogs import (
    BOOK_END,
    FileDialogs,
    PlatformDialogs,
    book_kind,
    copy_kinds,
    open_kinds,
    with_end,
    workbook_kinds,
)
from rare_desk.ui.writing_out import write_out
from rare_desk.words import Language

if TYPE_CHECKING:
    from rare_desk.ui.handbook.window import Handbook
    from rare_desk.ui.shell.preferences import Preferences
    from rare_desk.ui.shell.safe.safety import Safety


class Desk(QObject):
    opened = Signal(object)
    """Session; after its pages are in the window."""

    def __init__(self, dialogs: FileDialogs | None = None) -> None:
        super().__init__()
        self.session: Session | None = None
        self._dialogs = dialogs or PlatformDialogs()
        self.closed = False
        """The window has gone or is about to: what arrives now is for nobody."""
        self._opening: Worker | None = None
        self._leaving = Leaving()
        self._then: Callable[[], None] | None = None
        self.handbook: Handbook | None = None
        self.preferences: Preferences | None = None
        self.safety: Safety | None = None
        self.window = MainWindow(self)
        self.window.closing.connect(self.close)
        one_window.Hold(self)
        self.tables = TableExport(self, self._dialogs)

    def show(self) -> None:
        """The window with what is open; the first page when nothing is."""
        if self.session is None and self.window.welcome is None:
            self._welcome()
        self.window.show()

    @property
    def is_opening(self) -> bool:
        return self._opening is not None

    def close(self) -> None:
        self.closed = True
        self._end_handbook()
        self._leaving.close()
        if self.session is not None:
            self.session.close()
            self.session = None

    # -- books ---------------------------------------------------------------------------------------------------

    def open_path(self, path: Path, then: Callable[[], None] | None = None) -> None:
        """A book, unless another window has it; of a file that is locked, its password is asked for first."""

        def here() -> None:
            self._open(lambda: files.open_book(path), path.stem, then)

        if locking.is_locked(path):
            self._unlock(path)
        elif not one_window.tell(self, path, here):
            here()

    def _unlock(self, path: Path) -> None:
        from rare_desk.ui.shell.safe import unlocking

        if self.session is None and self.window.welcome is None:
            self._welcome()
            self.window.show()
        QTimer.singleShot(0, self, lambda: unlocking.ask(self, self._dialogs, path))

    def open_sample(self) -> None:
        self._open(files.open_sample, self.tr("Sample book"))

    def ask_open(self) -> None:
        chosen = self._dialogs.open_file(self.window, self.tr("Open a book"), self._folder(), open_kinds())
        if chosen:
            self.open_path(chosen)

    def ask_new(self) -> None:
        name = self.tr("My book")
        proposed = files.free_name(paths.data_dir() / f"{name}{BOOK_END}")
        chosen = self._dialogs.save_file(self.window, self.tr("New book"), proposed, book_kind())
        if chosen:
            self._open(lambda: files.new_book(with_end(chosen)), chosen.stem)

    def start_from(self, workbooks: Sequence[Path]) -> None:
        """A book for the workbooks, named after the first, then their import."""
        target = files.free_name(paths.data_dir() / f"{workbooks[0].stem}{BOOK_END}")
        self._open(lambda: files.new_book(target), target.stem, lambda: self.take_files(workbooks))

    def ask_import(self) -> None:
        chosen = self._dialogs.open_files(self.window, self.tr("Import"), Path.home(), workbook_kinds())
        if chosen:
            self.take_files(chosen)

    def ask_watched(self) -> None:
        """The folder whose new and changed files come in by themselves; its button is on the import page."""
        from rare_desk.ui.imports.page import ImportPage

        page = self.window.workbench.show_page("imports") if self.window.workbench else None
        if isinstance(page, ImportPage):
            page.watch.choose()

    def show_imports(self) -> None:
        """All that came in, in the history, where each import can be taken back."""
        self._needed().navigate.emit("history", {"kinds": ("imports",)})

    def take_files(self, given: Sequence[Path]) -> None:
        """Dropped or chosen: a book is opened, all else goes to the page shown if it takes files, or to the import."""
        books = [path for path in given if path.suffix.lower() == BOOK_END or locking.is_locked(path)]
        if books:
            self.open_path(books[0])
        elif self.session is None:
            self.start_from(given)
        elif self.window.workbench is not None:
            shown = self.window.workbench.current
            page = shown if shown.takes_files else self.window.workbench.show_page("imports")
            page.take_files(list(given))

    def ask_copy(self) -> None:
        session = self._needed()
        ending = self.tr("copy")
        proposed = files.free_name(session.path.with_stem(f"{session.path.stem} {ending}"))
        out = self._dialogs.save_file(self.window, self.tr("Save a copy"), proposed, copy_kinds())
        said = self.tr("Copy saved")
        if out and locking.asks_for_lock(out):
            write_out(session, with_end(out), lambda book, _job, path: files.copy_book(book, path), said)
        elif out:
            session.run(
                lambda book: files.copy_book(book, with_end(out)),
                lambda made: session.say(
                    said, "good", str(made), Action(self.tr("Open the copy"), lambda: self.open_path(made))
                ),
            )

    def ask_restore(self) -> None:
        from rare_desk.ui.shell.safe import restoring

        restoring.ask(self, self._dialogs, self._folder())

    def open_by(self, opener: Callable[[], Book], name: str, then: Callable[[], None] | None = None) -> None:
        """What `opener` makes on the book thread; its refusal is said."""
        self._open(opener, name, then)

    def show_safety(self) -> None:
        """Backups and the check, beside the page; made with the book's pages, gone with them."""
        from rare_desk.ui.shell.safe.safety import Safety

        bench = self.window.workbench
        if bench is None or self.session is None:
            return
        if self.safety is None:
            self.safety = Safety(self, self.session, self._dialogs)
            bench.add_side(self.safety)
        else:
            self.safety.refresh()
        self.safety.setVisible(True)
        self.safety.raise_()
        self.safety.back_up.setFocus()

    def ask_export(self, what: str) -> None:
        session = self._needed()
        name = labels.label(f"shell.export-{what}")
        proposed = files.free_name(session.path.with_name(f"{session.path.stem} {name}.xlsx"))
        out = self._dialogs.save_file(self.window, self.tr("Export"), proposed, table_kinds())
        if out:
            spoken = language.current()
            write_out(
                session,
                with_end(out, ".xlsx"),
                lambda book, job, path: files.export(book, what, path, spoken, job),
                self.tr("Exported"),
                self.tr("Export"),
            )

    def ask_template(self, kind: str) -> None:
        session, spoken = self._needed(), language.current()
        name = labels.label(f"shell.template-{kind}")
        proposed = files.free_name(session.path.with_name(f"{name}.xlsx"))
        kinds = self.tr("Excel workbook (*.xlsx)")
        out = self._dialogs.save_file(self.window, self.tr("Save an import template"), proposed, kinds)
        if out:
            write_out(
                session,
                with_end(out, ".xlsx"),
                lambda book, _job, path: files.template(book, kind, path, spoken),
                self.tr("The template is written. Fill it in and drop it on the window."),
            )

    # -- the open book -------------------------------------------------------------------------------------------

    def undo(self) -> None:
        self._needed().undo()

    def redo(self) -> None:
        self._needed().redo()

    def show_page(self, name: str) -> None:
        if self.window.workbench is not None:
            self.window.workbench.show_page(name)

    # -- the handbook --------------------------------------------------------------------------------------------

    def show_handbook(self, chapter: str = "", section: str = "") -> None:
        """That chapter; without one, that of the page shown."""
        from rare_desk.ui.handbook.contents import chapter_of
        from rare_desk.ui.handbook.window import Handbook

        if self.handbook is None:
            self.handbook = Handbook(self._dialogs)
            self.handbook.page_asked.connect(self._show_from_handbook)
        bench = self.window.workbench
        self.handbook.open_chapter(chapter or chapter_of(bench.current.topic if bench else ""), section)
        self.handbook.show()
        self.handbook.raise_()
        self.handbook.activateWindow()

    def _show_from_handbook(self, page: str, what: Mapping[str, Any]) -> None:
        if self.session is not None:
            self.session.navigate.emit(page, what)
            self.window.raise_()
            self.window.activateWindow()

    def _end_handbook(self) -> None:
        if self.handbook is not None:
            self.handbook.end()
            self.handbook = None

    # -- preferences ---------------------------------------------------------------------------------------------

    def show_preferences(self) -> None:
        """Beside the page; made with the book's pages, gone with them."""
        from rare_desk.ui.shell.preferences import Preferences

        bench = self.window.workbench
        if bench is None or self.session is None:
            return
        if self.preferences is None:
            self.preferences = Preferences(self, self.session)
            bench.add_side(self.preferences)
        self.preferences.setVisible(True)
        self.preferences.raise_()
        self.preferences.name.edit.setFocus()

    def ask_letterhead(self) -> None:
        from rare_desk.ui.pricing.papers.letterhead import LetterheadDialog

        LetterheadDialog(self.window, self._dialogs).open()

    # -- looks ---------------------------------------------------------------------------------------------------

    def choose_language(self, chosen: Language) -> None:
        kept = prefs.shared()
        kept.language = chosen
        kept.save()
        if chosen != language.current():
            language.choose(chosen)
            theme.choose(red_up=looks.red_up())
            self._remake()

    # -- inside --------------------------------------------------------------------------------------------------

    def _open(self, opener: Callable[[], Book], name: str, then: Callable[[], None] | None = None) -> None:
        """One book at a time: while one opens, a second wish is not heard."""
        if self._opening is not None:
            return
        self._then = then
        self.window.show_busy(self.tr("Opening {book}").format(book=name))
        self._opening = open_session(opener, self._ready, self._failed)

    def _ready(self, session: Session) -> None:
        self._opening = None
        if self.closed:
            session.close(0.0)
            return
        before, bench, self.session = self.session, self.window.workbench, session
        prefs.shared().opened(session.path)
        session.export_asked.connect(self.ask_export)
        session.lost.connect(partial(rescuing.say_lost, self))
        self.preferences = self.safety = None
        self.window.show_book(session)
        if before is not None:
            self._leaving.close_after(before, bench)
        QTimer.singleShot(0, session, session.start_index)
        BackupFeed(session)
        KeptHead(self, session)
        if self._then is not None:
            self._then()
        if session.warning is not None:
            session.say(labels.say(session.warning), "warn")
        if prefs.shared().backup_folder:
            session.read(keeping.standing, lambda now: self._say_trouble(session, now))
        self.opened.emit(session)

    def _say_trouble(self, session: Session, now: keeping.Standing) -> None:
        if now.trouble is not None:
            session.say(labels.say(now.trouble), "warn", "", Action(self.tr("Backups…"), self.show_safety))

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        self._opening = None
        if self.closed:
            return
        self.window.show_busy("")
        if self.session is None and self.window.welcome is None:
            self._welcome()
        if not problems:
            return
        rescuing.say_failed(self, problems)

    def _remake(self) -> None:
        read = self.handbook.reader.chapter if self.handbook is not None and self.handbook.isVisible() else ""
        self._end_handbook()
        bench = self.window.workbench
        set_up = self.preferences is not None and not self.preferences.isHidden()
        self.preferences = self.safety = None
        if self.session is not None and bench is not None:
            self.window.show_book(self.session, bench.shown)
            if set_up:
                self.show_preferences()
        else:
            self._welcome()
        if read:
            self.show_handbook(read)

    def _welcome(self) -> None:
        recent = [Path(name) for name in prefs.shared().recent if Path(name).is_file()]
        welcome = Welcome(recent[:5])
        welcome.language_chosen.connect(self.choose_language)
        welcome.sample_asked.connect(self.open_sample)
        welcome.new_asked.connect(self.ask_new)
        welcome.open_asked.connect(self.ask_open)
        welcome.workbook_asked.connect(self.ask_import)
        welcome.recent_asked.connect(self.open_path)
        self.window.show_welcome(welcome)

    def _folder(self) -> Path:
        return self.session.path.parent if self.session else paths.data_dir()

    def _needed(self) -> Session:
        assert self.session is not None, "the menu offers it only with a book"
        return self.session
