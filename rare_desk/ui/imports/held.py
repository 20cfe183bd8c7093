"""Files that another program keeps for itself: looked at again until they are free, then read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from rare_desk.core.problems import Problem
from rare_desk.ops.imports.plans import Source, is_held
from rare_desk.ui import labels

if TYPE_CHECKING:
    from rare_desk.ui.session import Session

EVERY_MS = 1000
HELD = "file-held"


class Held(QObject):
    freed = Signal(object, object)
    """(the Sources, the file among them that waits in the watched folder or None): none of them is held now."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: tuple[Sequence[Source], Path | None] | None = None
        self._timer = QTimer(self, interval=EVERY_MS, singleShot=True)
        self._timer.timeout.connect(self._look)

    def takes(self, sources: Sequence[Source], waited: Path | None, problems: Sequence[Problem]) -> bool:
        """Whether they were refused because they are held; then they are waited for."""
        if not all(one.code == HELD for one in problems):
            return False
        self._wanted = sources, waited
        self._session.say(labels.say_all(problems), "warn", self.tr("It is read as soon as it is free"))
        self._timer.start()
        return True

    def forget(self) -> None:
        self._wanted = None
        self._timer.stop()

    def _look(self) -> None:
        """Off the window's thread: a drive may take its time."""
        wanted = self._wanted
        if wanted is not None:
            self._session.read(lambda _book: any(map(is_held, wanted[0])), lambda held: self._looked(wanted, held))

    def _looked(self, wanted: tuple[Sequence[Source], Path | None], held: bool) -> None:
        if self._wanted is not wanted:
            return
        if held:
            self._timer.start()
        else:
            self.forget()
            self.freed.emit(*wanted)
