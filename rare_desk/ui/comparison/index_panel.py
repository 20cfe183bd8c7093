"""The panel in which a published index is described: its name, who publishes it, its base and its source."""

from __future__ import annotations

from PySide6.QtCore import Signal

from rare_desk.core.problems import Problem
from rare_desk.store.reading.index.published_queries import PublishedIndex
from rare_desk.ui import labels
from rare_desk.ui.entry.parts import body_of, foot_of
from rare_desk.ui.widgets.inputs.fields import TextField, show_problems
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
        for field in self.fields.values():
            field.edit.returnPressed.connect(self.save)
        self.set_body(body_of(*self.fields.values()), scroll=True)
        self.set_foot(foot_of(button(self.tr("Save"), self.save, "primary")))
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
        show_problems(self.fields, problems)
