"""Compares on another thread, one comparison at a time; of what is asked meanwhile the newest is done after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rare_desk.ops.companions import Asked, Panel
from rare_desk.ui import labels
from rare_desk.ui.lab.comparison import Comparison, compared

if TYPE_CHECKING:
    from rare_desk.ui.session import Session

PanelMaker = Callable[[], Panel]


class Comparing(QObject):
    found = Signal(object)
    """Comparison."""
    refused = Signal(str)
    """Why there is none."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._choice = 0
        self._working = False
        self._next: tuple[PanelMaker, Asked] | None = None

    def choose(self, panel: PanelMaker, asked: Asked) -> None:
        """Another choice by the user: what is being computed for the one before is not told any more."""
        self.forget()
        self.renew(panel, asked)

    def renew(self, panel: PanelMaker, asked: Asked) -> None:
        """The same choice on newer data: what is being computed is still told, so that a busy book shows at all."""
        if self._working:
            self._next = panel, asked
            return
        self._working, choice = True, self._choice
        self._session.read(
            lambda _book: compared(panel(), asked),
            lambda found: self._finish(choice, found),
            lambda problems: self._finish(choice, labels.say_all(problems)),
        )

    def forget(self) -> None:
        """Nothing is asked any more."""
        self._choice += 1
        self._next = None

    def _finish(self, choice: int, found: Comparison | str) -> None:
        self._working = False
        following, self._next = self._next, None
        if following is not None:
            self.renew(*following)
        if choice == self._choice:
            signal = self.refused if isinstance(found, str) else self.found
            signal.emit(found)
