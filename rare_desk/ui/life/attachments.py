"""The files beside a trade: opened with a click, told when they have moved or hold something else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path, PureWindowsPath

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from rare_desk import words
from rare_desk.core import file_names
from rare_desk.ops.life import attaching as ops
from rare_desk.ops.life.attaching import File, Seen, State
from rare_desk.store.book import Book
from rare_desk.store.reading.life.attachment_queries import attachments_of
from rare_desk.ui import formats, labels
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Elided, Toolbar, button, text

_ROLES = dict.fromkeys(State, "warn") | {State.THERE: "caption"}


class AttachmentsSection(QFrame):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._trade: int | None = None
        self.seen: tuple[Seen, ...] = ()
        head = Toolbar(0, "head", side=12)
        head.add(text(self.tr("Attachments"), bold=True))
        self.find_button = button(self.tr("Find…"), self._ask_folder, "link")
        self.add_button = button(self.tr("Add…"), self._ask_files, "link")
        head.add_right(self.find_button, self.add_button)
        self._body = QWidget()
        self._column = flush(QVBoxLayout(self))
        self._column.addWidget(head)
        self._column.addWidget(self._body)
        self.find_button.setVisible(False)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(label.text() for label in self._body.findChildren(QLabel))

    def show_trade(self, trade: int) -> None:
        """Its files, when they have been looked at."""
        if trade != self._trade:
            self._fill(())
        self._trade = trade
        self._look(None)

    def _look(self, folder: Path | None, share: str = "") -> None:
        trade = self._trade
        if trade is None:
            return

        def read(book: Book) -> list[Seen]:
            return ops.look_at_all(book, attachments_of(book, "trades", trade), folder, (share,))

        self._session.read_beside(read, lambda seen: self._show(trade, seen, folder))

    def _show(self, trade: int, seen: Sequence[Seen], folder: Path | None) -> None:
        if trade != self._trade:
            return
        self._fill(tuple(seen))
        moved = [one for one in seen if one.state is State.MOVED]
        if moved and not self._session.read_only:
            said = self.tr("{0} found again").format(formats.count(len(moved)))
            self._session.do(lambda book: ops.keep_places(book, moved), said, moved[0].path.parent.name)
        elif folder is not None and any(one.state is State.MISSING for one in seen):
            self._session.say(self.tr("Not in that folder: no file there holds the same."), "info")

    def _fill(self, seen: tuple[Seen, ...]) -> None:
        self.seen = seen
        self._column.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(8, 4, 8, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for place, one in enumerate(seen):
            self._line(grid, place, one)
        if not seen:
            hint = text(self.tr("Drop files here; the book keeps where they are and what they held."), "caption")
            hint.setContentsMargins(4, 4, 4, 4)
            hint.setWordWrap(True)
            grid.addWidget(hint, 0, 0, 1, 4)
        self._column.addWidget(self._body)
        self.find_button.setVisible(any(one.state is State.MISSING for one in seen))

    def _line(self, grid: QGridLayout, place: int, one: Seen) -> None:
        name = button(_short(PureWindowsPath(str(one.path)).name), partial(self._open, one), "link")
        name.setToolTip(labels.tip(str(one.path)))
        name.setFixedHeight(24)
        cross = button("×", partial(self._remove, one), "quiet")
        cross.setFixedSize(24, 24)
        cross.setToolTip(self.tr("Remove; the file stays"))
        cross.setAccessibleName(self.tr("Remove"))
        grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Elided(one.attachment.note), place, 1)
        state = text(labels.label(f"life.file-{one.state}"), _ROLES[one.state], caption=True)
        state.setToolTip(labels.tip(self._told(one)))
        grid.addWidget(state, place, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(text(_size(one.attachment.size), "caption"), place, 3, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(cross, place, 4)

    def _told(self, one: Seen) -> str:
        if one.state is State.ELSEWHERE:
            said = self.tr("On another machine, {share}: looked at when you click the name, not before.")
            return said.format(share=file_names.share(one.attachment.path))
        return f"SHA-256 {one.attachment.sha256}"

    def _open(self, one: Seen) -> None:
        """The first click on one of another machine only looks; of a program its folder is opened."""
        if one.state is State.ELSEWHERE:
            self._look(None, file_names.share(one.attachment.path))
        elif one.state is State.MISSING:
            self._ask_folder()
        elif file_names.runs(one.path.name):
            said = self.tr("{name} is a program or acts like one: start it from its folder if you trust it.")
            self._session.say(said.format(name=one.path.name), "warn")
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(one.path.parent)))
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(one.path)))

    def _remove(self, one: Seen) -> None:
        self._session.do(lambda book: ops.detach(book, one.attachment.id), self.tr("Removed"), one.attachment.name)

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Files for the trade"))
        self.add_files([Path(name) for name in names])

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Where the files are now"))
        if chosen:
            self.find_in(Path(chosen))

    def find_in(self, folder: Path) -> None:
        """Looks for what is missing, by what it held."""
        self._look(folder)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Read beside the window, then kept, one step each."""
        trade = self._trade
        if trade is None:
            return
        for path in paths:
            self._session.read(partial(_fingerprint, path), partial(self._attach, trade))

    def _attach(self, trade: int, file: File) -> None:
        self._session.do(lambda book: ops.attach(book, trade, file), self.tr("Attached"), file.path.name)


def _fingerprint(path: Path, _book: Book) -> File:
    return ops.fingerprint(path)


def _short(name: str) -> str:
    shown = words.on_one_line(name if len(name) <= 30 else f"{name[:20]}…{name[-9:]}")
    return shown.replace("&", "&&")


def _size(size: int) -> str:
    """In the unit in which a desk thinks of files."""
    return f"{formats.number(size / 1e6, 1)} MB" if size >= 1e6 else f"{formats.number(max(size / 1e3, 0.1), 1)} kB"
