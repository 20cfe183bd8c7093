"""The foot of the import page: what the button would bring in, what stands in its way, and the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout

from rare_desk.ops.imports.ledgers import ImportPlan
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.toolbar import Elided, button

if TYPE_CHECKING:
    from rare_desk.ui.session import Session


class Foot(QFrame):
    import_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("bar", "foot")
        self.setFixedHeight(48)
        self._session = session
        self._plan: ImportPlan | None = None
        self.skip_wrong = QCheckBox(self.tr("Leave out wrong rows"))
        self.accept_suspect = QCheckBox(self.tr("Take suspect rows"))
        self.summary = Elided("", "muted")
        self.import_button = button("", self.import_asked.emit, "primary", "Ctrl+Return")
        for box in (self.skip_wrong, self.accept_suspect):
            box.toggled.connect(lambda _checked: self.sum_up(self._plan))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 0, 16, 0)
        self.row.setSpacing(12)
        self.row.addWidget(self.summary, 1)
        for widget in (self.skip_wrong, self.accept_suspect, self.import_button):
            self.row.addWidget(widget)

    def sum_up(self, plan: ImportPlan | None) -> None:
        self._plan = plan
        if plan is None:
            return
        skip, accept = self.skip_wrong.isChecked(), self.accept_suspect.isChecked()
        count = plan.new + (plan.suspect if accept else 0)
        self.skip_wrong.setVisible(bool(plan.wrong))
        self.accept_suspect.setVisible(bool(plan.suspect))
        obstacles = plan.obstacles(skip, accept)
        self.import_button.setText(self.tr("Import {count} rows").format(count=formats.count(count)))
        self.import_button.setEnabled(bool(count) and not obstacles and not self._session.read_only)
        if obstacles:
            self.summary.setText(labels.say_all(obstacles))
        elif not count:
            self.summary.setText(self.tr("Nothing new: every row is in the book already"))
        else:
            words = self.tr("{new} rows come in; {existing} are in the book already. The import can be undone.")
            self.summary.setText(words.format(new=formats.count(count), existing=formats.count(plan.existing)))
