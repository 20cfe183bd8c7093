"""How far the open book has come is kept on this machine now and then, and looked for when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from rare_desk.ops.book import heads
from rare_desk.ui import labels
from rare_desk.ui.messages import Action, Message

if TYPE_CHECKING:
    from rare_desk.core.problems import Problem
    from rare_desk.ui.session import Session
    from rare_desk.ui.shell.desk import Desk

EVERY_MS = 1_000
"""From the first step that is not kept yet; the last ones are kept when the book is closed."""


class KeptHead(QObject):
    """Lives as long as the session. Nothing of it runs on the window's thread or holds up a step."""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(session)
        self._desk, self._session = desk, session
        self.timer = QTimer(self, interval=EVERY_MS, singleShot=True)
        self.timer.timeout.connect(self._keep)
        session.changed.connect(self._changed)
        session.closed.connect(self.timer.stop)
        session.read(heads.behind, self._say)

    def _changed(self, _changes: object) -> None:
        if not self.timer.isActive():
            self.timer.start()

    def _keep(self) -> None:
        self._session.read_beside(heads.keep, lambda _: None)

    def _say(self, found: Problem | None) -> None:
        if found is None:
            return
        restore = Action(self.tr("Restore a backup…"), self._desk.ask_restore)
        accept = Action(self.tr("Use it as it is"), self._accept)
        self._session.message.emit(Message(labels.say(found), "bad", "", (restore, accept)))

    def _accept(self) -> None:
        self._session.read(
            heads.accept, lambda _: self._session.say(self.tr("This book counts as it is from now on"), "good")
        )
