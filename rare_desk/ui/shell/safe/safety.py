"""Backups and the check of the open book, in a panel beside whichever page is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rare_desk import prefs
from rare_desk.core.problems import Problem
from rare_desk.ops.book import books, heads, keeping
from rare_desk.ui import labels
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import button, rule, text

if TYPE_CHECKING:
    from rare_desk.store.book import Book
    from rare_desk.store.checking import Report
    from rare_desk.ui.session import Session
    from rare_desk.ui.shell.desk import Desk
    from rare_desk.ui.widgets.dialogs import FileDialogs

_SHOWN = 12
"""Findings of a check that are listed; the rest is counted."""


class Safety(SidePanel):
    def __init__(self, desk: Desk, session: Session, dialogs: FileDialogs) -> None:
        super().__init__(self.tr("Backups and check"), width=344)
        self._dialogs, self._session, self._desk = dialogs, session, desk
        self.beside, self.there, self.trouble = _note(""), _note(""), _note("", "warn")
        self.back_up = button(self.tr("Back up now"), self._back_up)
        self.restore = button(self.tr("Restore a backup…"), desk.ask_restore)
        self.choose = button(self.tr("Choose…"), self._ask_folder)
        self.none = button(self.tr("None"), lambda: self.set_folder(None))
        self.password = TextField(self.tr("Password of the copies there"))
        self.again = TextField(self.tr("Once more"))
        for field in (self.password, self.again):
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.set_password = button(self.tr("Set the password"), self._take_password)
        self.no_password = button(self.tr("No password"), self._drop_password)
        self.kept = TextField(self.tr("A hash that was kept elsewhere"), placeholder=self.tr("may stay empty"))
        self.from_file = button(self.tr("From an exported journal…"), self._ask_head)
        self.check = button(self.tr("Check the book"), self._check)
        self.found = _note("")
        self.found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.set_body(self._laid_out(), scroll=True)
        self.refresh()

    def _laid_out(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(6)
        lost = self.tr("Kept nowhere: write it down. A lost password is lost, and the locked copies with it.")
        whole = self.tr("Reads the file, the journal's chain and every row. A hash kept elsewhere proves the chain.")
        for part in (
            text(self.tr("Beside the book"), bold=True),
            self.beside,
            _row(self.back_up, self.restore),
            rule(),
            text(self.tr("Second folder, on another drive"), bold=True),
            self.there,
            self.trouble,
            _row(self.choose, self.none),
            self.password,
            self.again,
            _row(self.set_password, self.no_password),
            _note(lost),
            rule(),
            text(self.tr("Was anything altered?"), bold=True),
            _note(whole),
            self.kept,
            _row(self.check, self.from_file),
            self.found,
        ):
            column.addWidget(part)
        column.addStretch(1)
        return body

    # -- backups -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._session.read(keeping.standing, self._show)

    def _show(self, now: keeping.Standing) -> None:
        self.beside.setText(self._told(now.beside))
        self.there.setText(self._told(now.second) if now.second else self.tr("None chosen."))
        self.trouble.setText(labels.say(now.trouble) if now.trouble else "")
        self.trouble.setVisible(now.trouble is not None)
        self.none.setEnabled(now.second is not None)
        locked = keeping.has_password(prefs.shared())
        self.no_password.setEnabled(locked)
        self.password.set_trailing(self.tr("set") if locked else "")

    def _told(self, place: keeping.Place) -> str:
        if place.newest is None:
            return self.tr("{folder}: none yet").format(folder=place.folder)
        newest = f"{place.newest:%Y-%m-%d %H:%M}"
        return self.tr("{folder}: {count}, the latest of {newest}").format(
            folder=place.folder, count=place.count, newest=newest
        )

    def _back_up(self) -> None:
        """Twice: a second folder that is away keeps no backup from being made beside the book."""
        label = self.tr("Backing up")
        self._session.run(lambda book: books.backup(book.path), self._carry, self._refused, label)

    def _carry(self, made: Path) -> None:
        def carried(there: Path | None) -> None:
            self._say_made([made, there] if there else [made])

        label = self.tr("Copying to the second folder")
        self._session.run(lambda book: books.carry(made, book.path), carried, self._refused, label)

    def _say_made(self, made: list[Path]) -> None:
        self._session.say(self.tr("Backup made and verified"), "good", made[0].name)
        self.refresh()

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        self._session.refuse(problems)
        self.refresh()

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Second folder for backups"))
        if chosen:
            self.set_folder(Path(chosen))

    def set_folder(self, folder: Path | None) -> None:
        keeping.choose_folder(folder)
        self.refresh()

    def _take_password(self) -> None:
        given = self.password.edit.text()
        if not given:
            self.password.set_problem(self.tr("Type a password first."))
            return
        self.password.set_problem(None)
        if given != self.again.edit.text():
            self.again.set_problem(self.tr("The two differ; type it again."))
            return
        self.again.set_problem(None)
        self._keep(given)

    def _drop_password(self) -> None:
        self._keep("")

    def _keep(self, password: str) -> None:
        said = self.tr("Copies in the second folder are locked from now on") if password else self.tr("No password")

        def done(_: None) -> None:
            for field in (self.password, self.again):
                field.clear()
            self._session.say(said)
            self.refresh()

        self._session.run(lambda _: keeping.choose_password(password), done)

    # -- check ---------------------------------------------------------------------------------------------------

    def _ask_head(self) -> None:
        kinds = self.tr("Journals (*.xlsx *.csv *.json *.txt)")
        chosen = self._dialogs.open_file(self, self.tr("An exported journal"), self._session.path.parent, kinds)
        if chosen:
            self.kept.set_text(str(chosen))

    def _check(self) -> None:
        given = self.kept.text()
        self.found.setText(self.tr("Checking…"))
        self.check.setEnabled(False)

        def work(book: Book) -> Report:
            return books.examine(book.path, heads.read_head(given) if given else None)

        def failed(problems: tuple[Problem, ...]) -> None:
            self.check.setEnabled(True)
            self.found.setText(labels.say_all(problems))

        self._session.read(work, self._show_report, failed)

    def _show_report(self, report: Report) -> None:
        self.check.setEnabled(True)
        lines = [labels.say(one) for one in report.findings[:_SHOWN]]
        if len(report.findings) > _SHOWN:
            lines.append(self.tr("and {count} more").format(count=len(report.findings) - _SHOWN))
        if not report.findings:
            lines.append(self.tr("The book is sound."))
        if report.head is not None:
            stands = self.tr("The hash is in the chain: step {step} of {steps}; nothing up to it was altered.")
            lines.append(stands.format(step=report.head.step, steps=report.head.steps))
        if report.last:
            lines.append(self.tr("Last hash, to be kept elsewhere:"))
            lines.append(f"{report.last[:32]}\n{report.last[32:]}")
        self.found.setText("\n".join(lines))
        if report.findings:
            from rare_desk.ui.shell.safe import rescuing

            rescuing.offer(self._desk, self._session.path, labels.say(report.findings[0]))


def _row(*buttons: QPushButton) -> QWidget:
    made = QWidget()
    row = flush(QHBoxLayout(made), 6)
    for one in buttons:
        row.addWidget(one)
    row.addStretch(1)
    return made


def _note(words: str, role: str = "caption") -> QLabel:
    made = text(words, role)
    made.setWordWrap(True)
    return made
