"""Any table of the window written to a file as it is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from rare_desk.ui import language
from rare_desk.ui.page import Page
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.system import files
from rare_desk.ui.widgets.dialogs import FileDialogs, with_end
from rare_desk.ui.widgets.rows.table_out import shown_of, wishes
from rare_desk.ui.widgets.table import Table
from rare_desk.ui.writing_out import write_out

if TYPE_CHECKING:
    from rare_desk.ui.shell.desk import Desk

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')


class TableExport(QObject):
    def __init__(self, desk: Desk, dialogs: FileDialogs) -> None:
        super().__init__(desk)
        self._desk, self._dialogs = desk, dialogs
        wishes().asked.connect(self.ask)

    def ask(self, table: Table) -> None:
        """Where to, then onto the disk."""
        session, window = self._desk.session, self._desk.window
        if session is None or table.window() is not window:
            return
        if table.model() is None or not table.model().rowCount():
            session.say(self.tr("The table has no rows"), "info")
            return
        title = title_of(table)
        name = _NOT_IN_FILE_NAMES.sub(" ", title)
        proposed = files.free_name(session.path.with_name(f"{session.path.stem} {name}.xlsx"))
        out = self._dialogs.save_file(window, self.tr("Export table"), proposed, table_kinds())
        shown = shown_of(table, title) if out else None
        if out and shown:
            from rare_desk.ops.exports.shown import export_shown  # nothing that the window waits for when it begins

            spoken = language.current()
            write_out(
                session,
                with_end(out, ".xlsx"),
                lambda book, job, path: export_shown(book, path, shown, spoken, job.progress, job.cancelled),
                self.tr("Exported"),
                self.tr("Export"),
            )


def title_of(table: Table) -> str:
    """The page's name, and the table's own if it has one."""
    parent: QWidget | None = table
    while parent is not None and not isinstance(parent, Page):
        parent = parent.parentWidget()
    words = (pages.title(parent.name) if parent is not None else "", table.accessibleName())
    return " ".join(dict.fromkeys(filter(None, words)))


def table_kinds() -> str:
    plain = QCoreApplication.translate("Dialogs", "Excel workbook (*.xlsx);;CSV (*.csv);;JSON (*.json)")
    locked = QCoreApplication.translate(
        "Dialogs",
        "Workbook under a password (*.xlsx.locked);;CSV under a password (*.csv.locked)"
        ";;JSON under a password (*.json.locked)",
    )
    return f"{plain};;{locked}"
