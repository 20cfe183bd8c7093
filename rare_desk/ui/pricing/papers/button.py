"""The button for papers of the open calculation: as PDF, as text for a chat, and the letterhead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QAction, QGuiApplication

from rare_desk.core.file_names import stem_of
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops.papers.calculation import calculation_paper
from rare_desk.ops.papers.document import Document, as_text
from rare_desk.ops.papers.words import Words
from rare_desk.ops.pricing import Priced
from rare_desk.store.reading import queries
from rare_desk.ui import language
from rare_desk.ui.paper.contract import write_paper
from rare_desk.ui.paper.letterhead import kept
from rare_desk.ui.pricing.papers.letterhead import LetterheadDialog
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.dialogs import FileDialogs
from rare_desk.ui.widgets.overflow import MenuButton
from rare_desk.ui.writing_out import write_out


@dataclass(frozen=True, slots=True)
class Shown:
    """The calculation on the page: its name, and what it came to; None while its inputs are wrong."""

    name: str
    priced: Priced | None
    announced: Sequence[AnnouncedPrice]


class PaperButton(MenuButton):
    def __init__(self, session: Session, dialogs: FileDialogs, shown: Callable[[], Shown]) -> None:
        super().__init__(self.tr("Paper"))
        self._session, self._dialogs, self._shown = session, dialogs, shown
        self.actions_ = (
            self._action(self.tr("Save as PDF…"), self.save_pdf),
            self._action(self.tr("Copy as text"), self.copy_text),
        )
        self.drop.addActions(self.actions_)
        self.drop.addSeparator()
        self.drop.addAction(self._action(self.tr("Letterhead…"), self.edit_letterhead))

    def set_ready(self, ready: bool) -> None:
        """Whether there is a result that a paper can be made of."""
        for action in self.actions_:
            action.setEnabled(ready)

    def save_pdf(self) -> None:
        shown = self._shown()
        paper = self._paper(shown)
        if paper is None:
            return
        safe = stem_of(f"{paper.title} {shown.name}")
        chosen = self._dialogs.save_file(
            self, self.tr("Save as PDF"), Path.home() / f"{safe}.pdf", self.tr("PDF document (*.pdf)")
        )
        if chosen is None:
            return
        path = chosen if chosen.suffix else chosen.with_suffix(".pdf")
        write_out(self._session, path, lambda _book, _job, out: write_paper(out, paper), self.tr("PDF saved."))

    def copy_text(self) -> None:
        paper = self._paper(self._shown())
        if paper is not None:
            QGuiApplication.clipboard().setText(as_text(paper))
            self._session.say(self.tr("Copied as text; paste it into a chat or a mail."), "good")

    def edit_letterhead(self) -> None:
        LetterheadDialog(self.window(), self._dialogs).exec()

    def _paper(self, shown: Shown) -> Document | None:
        if shown.priced is None:
            return None
        made_up = bool(queries.setting(self._session.book, "sample", False))
        words = Words(language.current())
        return calculation_paper(
            shown.name, shown.priced, kept(), words, shown.announced, dt.date.today(), made_up=made_up
        )

    def _action(self, words: str, do: Callable[[], None]) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _checked=False: do())
        return action
