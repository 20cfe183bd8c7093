"""What is dropped on the import page and is no ledger: read here beside the book, or on its own page with one click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from rare_desk.ops.imports.kinds import ANNOUNCED, DAYS, EXPECTATIONS, PARTIES, PUBLISHED, WEIGHTS, recognised
from rare_desk.ops.imports.ledgers import NO_LEDGER
from rare_desk.ui import labels
from rare_desk.ui.messages import Action

if TYPE_CHECKING:
    from rare_desk.core.problems import Problem
    from rare_desk.ops.imports.plans import Source
    from rare_desk.ops.imports.records import RecordPlan
    from rare_desk.ui.intake.panel import Intake
    from rare_desk.ui.session import Session


_HERE = (ANNOUNCED, DAYS, PARTIES)


class Elsewhere(QStackedWidget):
    """Holds what is read here: announced prices, non-trading days and counterparties."""

    opened = Signal()
    left = Signal()
    bare_asked = Signal(object, object)
    """The files, and the one that waits, are to be shown though no table was found in them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._made: dict[str, Intake[Any]] = {}
        self._waited: Path | None = None

    @property
    def intake(self) -> Intake[Any] | None:
        """The one that is shown."""
        return next((one for one in self._made.values() if one is self.currentWidget()), None)

    def offer(self, sources: Sequence[Source], waited: Path | None, problems: tuple[Problem, ...]) -> None:
        """Files that were refused as ledgers; `waited` is the one that waits in the watched folder."""
        if any(one.code not in NO_LEDGER for one in problems):
            self._session.refuse(problems)
            return

        def told(kind: str) -> None:
            if kind in _HERE:
                self._waited = waited
                self._of(kind).read(sources)
            elif kind:
                self._send(kind, sources)
            else:
                show = Action(self.tr("Show it anyway"), lambda: self.bare_asked.emit(sources, waited))
                self._session.say(labels.say_all(problems), "bad", "", show)

        self._session.read(lambda book: recognised(book, sources), told)

    def _send(self, kind: str, sources: Sequence[Source]) -> None:
        names = ", ".join(source.name for source in sources)
        what: dict[str, object] = {"files": sources}
        if kind == PUBLISHED:
            page, words = "comparison", self.tr("{files}: points of an index, no trades.")
            link = self.tr("Read it under Comparison")
        elif kind == WEIGHTS:
            page, words = "methodology", self.tr("{files}: a weight set, no trades.")
            link, what = self.tr("Add it under Methodology"), {"part": "weights", "weights": sources[0]}
        else:
            assert kind == EXPECTATIONS
            page, words = "expectation", self.tr("{files}: answers to the expectation question, no trades.")
            link = self.tr("Read it under Expectation")
        go = Action(link, lambda: self._session.navigate.emit(page, what))
        self._session.say(words.format(files=names), "info", "", go)

    def _of(self, kind: str) -> Intake[Any]:
        if kind not in self._made:
            from rare_desk.ui.intake.kinds import announced_intake, days_intake, parties_intake

            makers: dict[str, Callable[[Session], Intake[Any]]] = {
                ANNOUNCED: announced_intake, DAYS: days_intake, PARTIES: parties_intake,
            }  # fmt: skip
            made = self._made[kind] = makers[kind](self._session)
            made.opened.connect(lambda: self._open(made))
            made.left.connect(self.left)
            made.written.connect(self._decided)
            self.addWidget(made)
        return self._made[kind]

    def _open(self, made: Intake[Any]) -> None:
        self.setCurrentWidget(made)
        self.opened.emit()

    def _decided(self, plan: RecordPlan[Any]) -> None:
        if self._waited is not None:
            self._session.watch.decided(self._waited, plan.files[0].digest)
