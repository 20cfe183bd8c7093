"""What this machine and the open book are set to, in a panel beside whichever page is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rare_desk import prefs
from rare_desk.core.problems import Problem
from rare_desk.ops.book.settings import desk_name, name_desk
from rare_desk.store.actor import account, go_by
from rare_desk.ui import language, theme
from rare_desk.ui.shell import looks
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import button, rule, text

if TYPE_CHECKING:
    from rare_desk.store.journal import Changes
    from rare_desk.ui.session import Session
    from rare_desk.ui.shell.desk import Desk


class Preferences(SidePanel):
    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(self.tr("Preferences"), width=344)
        self._desk, self._session = desk, session
        self.name = TextField(self.tr("Your name"), placeholder=account())
        self.name.set_text(prefs.shared().name)
        self.name.committed.connect(self._take_name)
        self.language = SegmentedButtons((("zh", "中文"), ("en", "English")), language.current(), fill=True)
        self.language.chosen.connect(desk.choose_language)
        self.look = SegmentedButtons(
            (("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))), fill=True
        )
        self.look.chosen.connect(looks.choose_theme)
        self.colours = SegmentedButtons(
            (("red", self.tr("Red up, green down")), ("green", self.tr("Green up, red down"))), fill=True
        )
        self.colours.chosen.connect(looks.choose_colours)
        self.letterhead = button(self.tr("Letterhead…"), desk.ask_letterhead)
        self.desk_name = TextField(self.tr("The desk's name in ledgers"))
        self.desk_name.setEnabled(not session.read_only)
        self.desk_name.committed.connect(self._take_desk_name)
        self.watched = button(self.tr("Watched folder…"), desk.ask_watched)
        self.set_body(self._laid_out(), scroll=True)
        theme.signals().changed.connect(self._show_looks)
        session.changed.connect(self._changed)
        self._show_looks()
        self._show_desk_name()

    def _laid_out(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(6)
        for part in (
            text(self.tr("This machine"), bold=True),
            self.name,
            _note(self.tr("Stands with every step you make. Empty: the name of your account.")),
            text(self.tr("Language"), "caption"),
            self.language,
            text(self.tr("Look"), "caption"),
            self.look,
            text(self.tr("Rise and fall"), "caption"),
            self.colours,
            text(self.tr("Papers for the other side"), "caption"),
            self.letterhead,
            rule(),
            text(self.tr("This book"), bold=True),
            self.desk_name,
            _note(self.tr("By it an import tells what the desk bought and sold, and who is related to it.")),
            text(self.tr("Files that come in by themselves"), "caption"),
            self.watched,
        ):
            column.addWidget(part)
        column.addStretch(1)
        return body

    def _take_name(self) -> None:
        kept = prefs.shared()
        kept.name = self.name.text().strip()
        kept.save()
        go_by(kept.name)

    def _take_desk_name(self) -> None:
        wanted = self.desk_name.text().strip()
        if wanted == desk_name(self._session.book):
            return

        def done(_changes: Changes) -> None:
            self._session.say_done(self.tr("The desk's name is set"), wanted)

        def failed(problems: tuple[Problem, ...]) -> None:
            self._session.refuse(problems)
            self._show_desk_name()

        self._session.run(lambda book: name_desk(book, wanted), done, failed)

    def _show_looks(self) -> None:
        shown = theme.signals()
        self.look.choose(shown.choice)
        self.colours.choose("red" if shown.red_up else "green")

    def _changed(self, changes: Changes) -> None:
        if "settings" in changes.tables:
            self._show_desk_name()

    def _show_desk_name(self) -> None:
        self.desk_name.set_text(desk_name(self._session.book))


def _note(words: str) -> QWidget:
    made = text(words, "caption")
    made.setWordWrap(True)
    return made
