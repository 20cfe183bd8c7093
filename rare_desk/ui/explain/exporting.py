"""The audit sheet of the explained point onto the disk."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from rare_desk.ops.book import locking
from rare_desk.ui import language
from rare_desk.ui.widgets.dialogs import with_end
from rare_desk.ui.writing_out import write_out

if TYPE_CHECKING:
    from rare_desk.ops.index.state import IndexState
    from rare_desk.store.book import Book
    from rare_desk.ui.explain.panel import ExplainPanel
    from rare_desk.ui.session import Session
    from rare_desk.words import Language


Point = tuple[str, dt.date, str]
"""Series, date, frequency."""


class SheetOut(QObject):
    def __init__(self, session: Session, panel: ExplainPanel) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel

    def ask(self, ending: str) -> None:
        """Where to, then `write`."""
        place = self._panel.place
        if place is None:
            return
        proposed = f"{place.series}-{place.freq}-{place.day.isoformat()}{ending}"
        kinds = f"{ending[1:].upper()} (*{ending})"
        chosen, _filter = QFileDialog.getSaveFileName(self._panel, self.tr("Audit sheet"), proposed, kinds)
        if chosen:
            self.write(with_end(Path(chosen), ending))

    def write(self, path: Path) -> None:
        """As a PDF or a workbook, by the ending; gathered off the window's thread."""
        place, state, spoken = self._panel.place, self._session.index, language.current()
        if place is None or state is None:
            return
        point = place.series, place.day, place.freq
        writes = _pdf if locking.inner(path).suffix.lower() == ".pdf" else _workbook
        write_out(
            self._session,
            path,
            lambda book, _job, out: writes(book, state, point, out, spoken),
            self.tr("The audit sheet is written."),
        )


def _workbook(book: Book, state: IndexState, point: Point, path: Path, spoken: Language) -> None:
    from rare_desk.ops import audit

    audit.write(book, state, *point, path, spoken)


def _pdf(book: Book, state: IndexState, point: Point, path: Path, spoken: Language) -> None:
    from rare_desk.ops.audit import audit, report
    from rare_desk.ui.paper.report import write_report

    write_report(path, report(audit(book, state, *point, spoken), spoken))
