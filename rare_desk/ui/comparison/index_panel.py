"""The panel in which a published index is described: its name, who publishes it, its base and its source."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.core.problems import Problem
from rare_desk.store.reading.index.published_queries import PublishedIndex
from rare_desk.ui import labels
from rare_desk.ui.widgets.inputs.fields import TextField
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import button

_FIELDS = ("name", "publisher", "base", "source_url", "note")


class IndexPanel(SidePanel):
    save_asked = Signal(object)
    """PublishedIndex; its id is 0 for a new one."""

    def __init__(self) -> None:
        super().__init__(width=320)
        titles = {name: labels.field(name) for name in _FIELDS} | {"name": labels.field("index_name")}
        self.fields = {name: TextField(titles[name]) for name in _FIELDS}
        self._id = 0
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        for field in self.fields.values():
            column.addWidget(field)
            field.edit.returnPressed.connect(self.save)
        column.addStretch(1)
        self.set_body(body, scroll=True)
        foot = QFrame()
        foot.setProperty("bar", "card")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 8, 12, 10)
        row.addWidget(button(self.tr("Save"), self.save, "primary"))
        row.addStretch(1)
        self.set_foot(foot)
        self.setVisible(False)

    def begin(self, index: PublishedIndex | None = None) -> None:
        """For a new one, or for changing what is said of one that is there."""
        self._id = index.id if index else 0
        self.set_title(self.tr("Published index") if index else self.tr("New published index"))
        for name, field in self.fields.items():
            field.set_problem(None)
            field.set_text(getattr(index, name) if index else "")
        self.setVisible(True)
        self.fields["name"].edit.setFocus()

    def save(self) -> None:
        name, publisher, base, url, note = (self.fields[field].text() for field in _FIELDS)
        self.save_asked.emit(PublishedIndex(name, publisher, base, url, note, self._id))

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Says beside the field what is wrong with it."""
        for name, field in self.fields.items():
            said = [one for one in problems if one.field == name]
            field.set_problem(labels.say_all(said) if said else None)
