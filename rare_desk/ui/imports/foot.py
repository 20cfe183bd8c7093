"""The foot of an import: what the button would bring in, what stands in its way, and the button."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit

from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.toolbar import Elided, button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from rare_desk.core.problems import Problem
    from rare_desk.ops.imports.plans import Plan
    from rare_desk.ui.session import Session


@dataclass(frozen=True, slots=True)
class FootWords:
    """`button` has a `{count}`, `coming` a `{new}` and an `{existing}`, `only_new` a `{new}`. `skip` is said of what is
    wrong, `skip_suspect` where nothing is and something is suspect, `skip_both` where both are."""

    skip: str
    skip_suspect: str
    skip_both: str
    accept: str
    button: str
    coming: str
    only_new: str
    nothing: str


_REASON = 180


class Foot(QFrame):
    import_asked = Signal()
    open_asked = Signal()
    """Another table is wanted in which something is to be decided."""

    def __init__(self, session: Session, words: FootWords, *between: QWidget) -> None:
        """`between` stand before the button."""
        super().__init__()
        self.setProperty("bar", "foot")
        self.setFixedHeight(48)
        self._session, self._words = session, words
        self._plan: Plan | None = None
        self.skip_wrong = QCheckBox(words.skip)
        self.accept_suspect = QCheckBox(words.accept)
        self.as_corrections = QCheckBox(self.tr("Closed months as corrections"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Reason"))
        self.reason.setFixedWidth(_REASON)
        for part in (self.as_corrections, self.reason):
            part.setVisible(False)
        self.as_corrections.toggled.connect(self._correct)
        self.reason.textChanged.connect(lambda _words: self.sum_up(self._plan))
        self.reason.returnPressed.connect(self.import_asked)
        self.summary = Elided("", "muted")
        self.import_button = button("", self.import_asked.emit, "primary", "Ctrl+Return")
        for box, other in ((self.skip_wrong, self.accept_suspect), (self.accept_suspect, self.skip_wrong)):
            box.toggled.connect(partial(self._decide, other))
        self.open_button = button("", self.open_asked.emit, "link")
        self.open_button.setVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.summary, 1)
        decided = (self.skip_wrong, self.accept_suspect, self.as_corrections, self.reason)
        for widget in (self.open_button, *decided, *between, self.import_button):
            row.addWidget(widget)

    @property
    def said(self) -> tuple[bool, bool]:
        """Whether what is wrong is left out, and what is suspect taken."""
        return self.skip_wrong.isChecked(), self.accept_suspect.isChecked()

    @property
    def correction(self) -> str:
        """For which reason rows of closed months are recorded as corrections; empty where they stay out."""
        return self.reason.text().strip() if self.as_corrections.isChecked() else ""

    def begin(self) -> None:
        """For another plan: nothing is left out or taken unseen."""
        for box in (self.skip_wrong, self.accept_suspect, self.as_corrections):
            box.setChecked(False)
        self.reason.clear()

    def show_elsewhere(self, tables: int) -> None:
        """In how many other tables something is to be decided."""
        self.open_button.setText(self.tr("Other open tables: {count}").format(count=formats.count(tables)))
        self.open_button.setVisible(tables > 0)

    def _decide(self, other: QCheckBox, checked: bool) -> None:
        """What is only suspect is either left out or taken."""
        if checked and self._plan is not None and not self._plan.wrong:
            other.setChecked(False)
        self.sum_up(self._plan)

    def _correct(self, checked: bool) -> None:
        """The reason is asked at once."""
        self.reason.setVisible(checked)
        if checked:
            self.reason.setFocus()
        self.sum_up(self._plan)

    def sum_up(self, plan: Plan | None) -> None:
        self._plan = plan
        if plan is None:
            return
        correcting = self.as_corrections.isChecked() and plan.closed > 0
        count = plan.coming(self.accept_suspect.isChecked(), correcting)
        words = self._words
        left_suspect = plan.suspect and not self.accept_suspect.isChecked()
        self.skip_wrong.setText(
            words.skip_suspect if not plan.wrong else words.skip_both if left_suspect else words.skip
        )
        self.skip_wrong.setVisible(bool(plan.wrong or plan.suspect))
        self.accept_suspect.setVisible(bool(plan.suspect))
        self.as_corrections.setVisible(bool(plan.closed))
        self.reason.setVisible(correcting)
        obstacles = plan.obstacles(*self.said, correcting)
        unsaid = correcting and not self.correction
        self.import_button.setText(self._words.button.format(count=formats.count(count)))
        self.import_button.setEnabled(bool(count) and not obstacles and not unsaid and not self._session.read_only)
        left = 0 if correcting else plan.closed
        said = self.tr("Say why the closed months change") if unsaid else self._summary(plan, obstacles, count)
        self.summary.setText(f"{said}{self._closed_words(left)}")

    def _closed_words(self, left: int) -> str:
        if not left:
            return ""
        mark = labels.label("imports.list-mark")
        return mark + self.tr("{count} rows of closed months stay out").format(count=formats.count(left))

    def _summary(self, plan: Plan, obstacles: tuple[Problem, ...], count: int) -> str:
        if obstacles:
            short = (labels.label_or(f"imports.foot-{o.code}", labels.say(o), **dict(o.details)) for o in obstacles)
            return labels.label("imports.list-mark").join(short)
        if not count:
            return self._words.nothing if plan.existing and not plan.closed else labels.label("imports.nothing-comes")
        if not plan.existing:
            return self._words.only_new.format(new=formats.count(count))
        return self._words.coming.format(new=formats.count(count), existing=formats.count(plan.existing))
