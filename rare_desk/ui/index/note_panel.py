"""The panel of the notes: what happened on a day, and the user's own words to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from rare_desk.core.problems import Problem
from rare_desk.ops.chart import events as ops
from rare_desk.ops.chart.events import Event, Note
from rare_desk.store.book import Book, Changes
from rare_desk.ui import formats, labels
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.actions import on_keys
from rare_desk.ui.widgets.inputs.fields import DateField, TextField
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import Elided, button, text

WIDTH = 320


class NotePanel(SidePanel):
    """Above what is known of the day, below a note to write or to change."""

    opened = Signal(object)
    """An Event whose page shall be shown."""

    def __init__(self, session: Session) -> None:
        super().__init__(width=WIDTH)
        self._session = session
        self._uuid = ""
        self._events: tuple[Event, ...] = ()
        self.date = DateField(labels.field("date"))
        self.title = TextField(labels.field("title"))
        self.body = QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        self.source = TextField(labels.field("source_url"))
        self.deal = TextField(labels.field("deal_no"), "", self.tr("of the trade that it is about"))
        self._listed = QWidget()
        self._list = QVBoxLayout(self._listed)
        self.save_button = button(self.tr("Save"), self.save, "primary")
        self.save_button.setToolTip("Ctrl+Enter")
        self.delete_button = button(self.tr("Delete"), self.delete)
        self.trade_button = button(self.tr("Show the trade"), self._show_trade, "link")
        self._lay_out()
        self.date.committed.connect(self._list_day)
        on_keys(self, self.save, "Ctrl+Return", "Ctrl+Enter")
        self.setVisible(False)

    def _lay_out(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        self._list.setContentsMargins(0, 0, 0, 8)
        self._list.setSpacing(2)
        column.addWidget(self._listed)
        column.addWidget(self.date)
        column.addWidget(self.title)
        words = text(labels.field("note"), "caption")
        words.setBuddy(self.body)
        self.body.setAccessibleName(labels.field("note"))
        self.body.setFixedHeight(96)
        column.addWidget(words)
        column.addWidget(self.body)
        column.addWidget(self.source)
        column.addWidget(self.deal)
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.save_button, self.delete_button, self.trade_button):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self.set_body(whole, scroll=True)

    # what is shown

    @property
    def uuid(self) -> str:
        """Of the note that is being changed; empty while a new one is written."""
        return self._uuid

    @property
    def listed(self) -> list[QLabel]:
        """What is said of the day above the form."""
        return [one for one in self._listed.findChildren(QLabel) if not one.isHidden()]

    def show_events(self, events: Sequence[Event]) -> None:
        """All of the chart; those of the day that the form has are listed."""
        self._events = tuple(events)
        self._list_day()

    def begin(self, day: dt.date) -> None:
        """A new note to a day."""
        self._uuid = ""
        self._fill(Note(day, ""))
        self.set_title(self.tr("New note"), formats.date_weekday(day))
        self._open(self.title)

    def edit(self, uuid: str, note: Note) -> None:
        """A note as the book has it."""
        self._uuid = uuid
        self._fill(note)
        self.set_title(self.tr("Note"), formats.date_weekday(note.date))
        self._open(self.title)

    def _open(self, first: TextField) -> None:
        self.delete_button.setVisible(bool(self._uuid))
        self.trade_button.setVisible(bool(self._uuid and self.deal.text()))
        self._list_day()
        self.setVisible(True)
        first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, note: Note) -> None:
        self.date.set_value(note.date)
        self.title.set_text(note.title)
        self.body.setPlainText(note.body)
        self.source.set_text(note.source_url)
        self.deal.set_text(note.deal_no)
        for one in (self.date, self.title, self.source, self.deal):
            one.set_problem(None)

    def _list_day(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        day = self.date.value()
        shown = [event for event in self._events if event.day == day and event.key != f"note:{self._uuid}"]
        for event in shown:
            self._list.addWidget(self._line(event))
        self._listed.setVisible(bool(shown))

    def _line(self, event: Event) -> QWidget:
        line = QFrame()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(0)
        said = text(event.title)
        said.setWordWrap(True)
        column.addWidget(said)
        if event.source_url:
            column.addWidget(Elided(event.source_url))
        row = QHBoxLayout()
        if event.page or event.kind == ops.NOTE:
            row.addWidget(button(self.tr("Open"), partial(self.opened.emit, event), "link"))
        if event.source_url:
            copy = partial(QGuiApplication.clipboard().setText, event.source_url)
            row.addWidget(button(self.tr("Copy the address"), copy, "link"))
        row.addStretch(1)
        column.addLayout(row)
        return line

    # what the user does

    def save(self) -> None:
        day = self.date.value()
        if day is None:
            self.date.set_problem(self.date.reading_problem() or self.tr("The date is missing"))
            return
        note = Note(day, self.title.text(), self.body.toPlainText(), self.source.text(), self.deal.text())
        uuid = self._uuid

        def op(book: Book) -> Changes:
            return ops.change_note(book, uuid, note) if uuid else ops.add_note(book, note)

        self._session.run(op, lambda _changes: self._done(self.tr("Saved"), note.title), self._refused)

    def delete(self) -> None:
        uuid, title = self._uuid, self.title.text()
        self._session.run(
            lambda book: ops.delete_note(book, uuid),
            lambda _changes: self._done(self.tr("Deleted"), title),
            self._refused,
        )

    def _done(self, words: str, title: str) -> None:
        self.close_panel()
        self._session.say_done(words, title)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        fields = {"date": self.date, "title": self.title, "deal_no": self.deal}
        elsewhere = tuple(one for one in problems if one.field not in fields)
        for one in problems:
            if one.field in fields:
                fields[one.field].set_problem(one)
        if elsewhere:
            self._session.refuse(elsewhere)

    def _show_trade(self) -> None:
        event = next((one for one in self._events if one.key == f"note:{self._uuid}"), None)
        if event is not None:
            self.opened.emit(event)
