"""The handbook in a window of its own, to be read beside the work: contents, text, search, print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rare_desk import prefs
from rare_desk.core.problems import Refused
from rare_desk.ui import icons, labels, language, theme
from rare_desk.ui.handbook.contents import chapters, parts
from rare_desk.ui.handbook.paper import written
from rare_desk.ui.handbook.reader import Reader
from rare_desk.ui.handbook.searching import Hit, find
from rare_desk.ui.handbook.side import ContentsList, HitsList
from rare_desk.ui.messages import Action, Message
from rare_desk.ui.shell.system.screens import stay_on_screen
from rare_desk.ui.widgets.dialogs import FileDialogs
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.overflow import MenuButton
from rare_desk.ui.widgets.strips import BusyLine, MessageStrip
from rare_desk.ui.widgets.toolbar import Toolbar, button, text
from rare_desk.ui.writing_out import open_file

_PREFS = "handbook"
_SIDE = 268
_SEARCH_MS = 120
_ZOOMS = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.8)
_SIZE = (1220, 820)


class Handbook(QWidget):
    """Made when it is first asked for, anew in another language."""

    page_asked = Signal(str, dict)
    """A link into the window: page, and what it is to show."""
    SEARCH: ClassVar[str] = "Ctrl+F"

    def __init__(self, dialogs: FileDialogs) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._language = language.current()
        self._printing: Iterator[float] = iter(())
        self._hits: list[Hit] = []
        self._at = -1
        self._trail: list[tuple[str, str, int]] = []
        self._step = -1
        self.setWindowTitle(self.tr("Handbook – Rare Desk"))
        self.setWindowIcon(icons.program())
        self.setMinimumSize(720, 480)
        self.reader = Reader(self._language)
        self.contents = ContentsList(parts(self._language), self._language)
        self.results = HitsList(self._language)
        self.field = QLineEdit()
        self.found = text("", "muted", caption=True)
        self.strip = MessageStrip()
        self.busy_line = BusyLine()
        self._later = QTimer(self, interval=_SEARCH_MS, singleShot=True)
        self._build()
        self._listen()
        self._recall()
        stay_on_screen(self)
        theme.signals().changed.connect(self.reader.renew)
        self.reader.prepare()

    @property
    def hits(self) -> list[Hit]:
        return self._hits

    def open_chapter(self, key: str, section: str = "") -> None:
        """Shows it, and keeps the way that was gone for Back."""
        self._visit(key, section, -1)

    def search(self, query: str) -> None:
        self.field.setText(query)
        self._search_now()

    def next_hit(self) -> None:
        self._show_hit(self._at + 1)

    def previous_hit(self) -> None:
        self._show_hit(self._at - 1)

    def back(self) -> None:
        self._travel(self._step - 1)

    def forward(self) -> None:
        self._travel(self._step + 1)

    def zoom(self, by: int) -> None:
        """That many sizes larger or smaller; 0: its own."""
        near = min(range(len(_ZOOMS)), key=lambda number: abs(_ZOOMS[number] - self.reader.zoom))
        wanted = _ZOOMS[min(max(near + by, 0), len(_ZOOMS) - 1)] if by else 1.0
        if wanted != self.reader.zoom:
            self.reader.set_zoom(wanted)
            self._size.setText(f"{wanted * 100:.0f} %")

    def print_pdf(self, *, whole: bool) -> None:
        """The chapter shown, or the whole handbook."""
        known = chapters(self._language)
        shown = known[self.reader.chapter]
        printed = list(known.values()) if whole else [shown]
        name = self.tr("Rare Desk handbook") if whole else shown.title
        chosen = self._dialogs.save_file(self, self.tr("Save as PDF"), Path.home() / f"{name}.pdf", "PDF (*.pdf)")
        if chosen is None:
            return
        path = chosen if chosen.suffix else chosen.with_suffix(".pdf")
        self._printing = written(path, name, printed, self._language)
        self._print_on(path, name)

    def closeEvent(self, event: QCloseEvent) -> None:
        kept = prefs.shared()
        shape = bytes(self.saveGeometry().toBase64().data()).decode()
        kept.views[_PREFS] = {"geometry": shape, "zoom": self.reader.zoom}
        kept.save()
        super().closeEvent(event)

    def end(self) -> None:
        """Closed for good: by another language, or with the window."""
        self.close()
        self._printing = iter(())
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
            else:
                self.close()
            return
        super().keyPressEvent(event)

    # -- inside --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        bar = Toolbar()
        self._back = self._arrow("←", self.tr("Back"), self.back, "Alt+Left")
        self._forward = self._arrow("→", self.tr("Forward"), self.forward, "Alt+Right")
        self.field.setPlaceholderText(self.tr("Search the handbook"))
        self.field.setAccessibleName(self.tr("Search the handbook"))
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(260)
        self._previous = self._arrow("↑", self.tr("Previous place"), self.previous_hit, "Shift+F3")
        self._next = self._arrow("↓", self.tr("Next place"), self.next_hit, "F3")
        self._size = text("100 %", "muted", caption=True)
        pdf = MenuButton(self.tr("PDF…"))
        pdf.drop.addAction(self.tr("This chapter…"), lambda: self.print_pdf(whole=False))
        pdf.drop.addAction(self.tr("The whole handbook…"), lambda: self.print_pdf(whole=True))
        bar.add(self._back, self._forward, self.field, self._previous, self._next, self.found)
        bar.add_right(
            self._arrow("−", self.tr("Smaller"), lambda: self.zoom(-1), QKeySequence.StandardKey.ZoomOut),
            self._size,
            self._arrow("+", self.tr("Larger"), lambda: self.zoom(1), QKeySequence.StandardKey.ZoomIn),
            pdf,
        )
        self._left = QStackedWidget()
        self._left.addWidget(self.contents)
        self._left.addWidget(self.results)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(1)
        across.addWidget(self._left)
        across.addWidget(self.reader)
        across.setStretchFactor(1, 1)
        across.setSizes([_SIDE, _SIZE[0] - _SIDE])
        across.setCollapsible(1, False)
        whole = flush(QVBoxLayout(self))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(across)
        for one in (bar, self.busy_line, self.strip):
            whole.addWidget(one)
        whole.addLayout(row, 1)

    def _arrow(self, sign: str, words: str, do: Callable[[], object], key: str | QKeySequence.StandardKey) -> QWidget:
        made = button(sign, do, "quiet")
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(do)
        made.setToolTip(f"{words}  {QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}")
        made.setAccessibleName(words)
        return made

    def _listen(self) -> None:
        self.contents.chosen.connect(self.open_chapter)
        self.results.chosen.connect(self._show_hit)
        self.reader.link_asked.connect(self._follow)
        self.reader.prepared.connect(self._search_now)
        self.field.textEdited.connect(lambda _: self._later.start())
        self.field.textChanged.connect(lambda words: None if words else self._search_now())
        self.field.returnPressed.connect(self.next_hit)
        self._later.timeout.connect(self._search_now)
        for key, do in (
            (self.SEARCH, self._to_search),
            ("Ctrl+0", lambda: self.zoom(0)),
            ("Ctrl+P", lambda: self.print_pdf(whole=False)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(do)
        self._show_state()

    def _recall(self) -> None:
        found = prefs.shared().views.get(_PREFS, {})
        kept = found if isinstance(found, dict) else {}
        shape, size = kept.get("geometry"), kept.get("zoom")
        if not (
            isinstance(shape, str) and self.restoreGeometry(QByteArray.fromBase64(shape.encode("ascii", "ignore")))
        ):
            self.resize(*_SIZE)
        if isinstance(size, float) and size in _ZOOMS:
            self.reader.zoom = size
            self._size.setText(f"{size * 100:.0f} %")

    def _to_search(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _search_now(self) -> None:
        query = self.field.text().strip()
        self._later.stop()
        self._at = -1
        self._hits = find(self.reader.paragraphs, query) if query else []
        self.results.show_hits(self._hits)
        self._left.setCurrentWidget(self.results if query else self.contents)
        self.reader.set_query(query)
        self._show_state()

    def _show_hit(self, number: int) -> None:
        """Round the end to the first, and back."""
        if self._later.isActive():
            self._search_now()
        if not self._hits:
            return
        self._at = number % len(self._hits) if number >= -1 else len(self._hits) - 1
        hit = self._hits[self._at].paragraph
        self._visit(hit.chapter, "", hit.number)
        self.results.choose(self._at)
        self._show_state()

    def _visit(self, key: str, section: str, block: int) -> None:
        place = (key, section, block)
        if not self._trail or self._trail[self._step] != place:
            self._trail = [*self._trail[: self._step + 1], place]
            self._step = len(self._trail) - 1
        self._show(place)

    def _travel(self, step: int) -> None:
        if 0 <= step < len(self._trail):
            self._step = step
            self._show(self._trail[step])

    def _show(self, place: tuple[str, str, int]) -> None:
        self.reader.show_chapter(*place)
        self.contents.choose(place[0])
        self._show_state()

    def _show_state(self) -> None:
        self._back.setEnabled(self._step > 0)
        self._forward.setEnabled(self._step + 1 < len(self._trail))
        for one in (self._previous, self._next):
            one.setEnabled(bool(self._hits))
        if not self.field.text().strip():
            self.found.setText("")
        elif self._at >= 0:
            self.found.setText(f"{self._at + 1} / {len(self._hits)}")
        else:
            words = self.tr("1 place") if len(self._hits) == 1 else self.tr("{count} places")
            self.found.setText(words.format(count=len(self._hits)) if self._hits else self.tr("not found"))

    def _follow(self, link: str) -> None:
        if link.startswith("desk:"):
            page, _, calculator = link.removeprefix("desk:").partition("/")
            self.page_asked.emit(page, {"calculator": calculator} if calculator else {})
            return
        key, _, section = link.partition("#")
        self.open_chapter(key or self.reader.chapter, section)

    def _print_on(self, path: Path, name: str) -> None:
        """A chapter now, the rest behind what the window has to do in between."""
        try:
            done = next(self._printing, None)
        except Refused as refused:
            self.busy_line.show_progress("", -1)
            self.strip.show_message(Message(labels.say_all(refused.problems), "bad"))
            return
        if done is not None:
            self.busy_line.show_progress(name, done)
            QTimer.singleShot(0, self, lambda: self._print_on(path, name))
        elif path.is_file():
            self.busy_line.show_progress("", -1)
            opened = Action(self.tr("Open"), lambda: open_file(path))
            self.strip.show_message(Message(self.tr("Saved as PDF"), "good", str(path), (opened,)))
