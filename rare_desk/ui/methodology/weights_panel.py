"""The weight sets of the main index or of an own one: typed, imported or computed, and where they take over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rare_desk.core.numbers import plain
from rare_desk.core.products import Catalogue
from rare_desk.core.rules.methodology import WeightSet
from rare_desk.ops.imports.plans import Source
from rare_desk.ops.methodologies.weights import IMPORTED, TYPED, ComputedWeights, Link, computed_set, links
from rare_desk.sheets.records.weights import read_weights
from rare_desk.ui import formats, labels
from rare_desk.ui.methodology.compute_panel import ComputePanel
from rare_desk.ui.methodology.draft import MAIN, Draft
from rare_desk.ui.methodology.sets_table import SetsTable
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.dialogs import FileDialogs, workbook_kinds
from rare_desk.ui.widgets.inputs.fields import DateField, TextField
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel, SideTable
from rare_desk.ui.widgets.rows.rows_model import Column
from rare_desk.ui.widgets.toolbar import Elided, Toolbar, button, text

if TYPE_CHECKING:
    from rare_desk.core.index.engine import Computation

_SERIES = ("composite", "light", "heavy")


class WeightsPanel(QWidget):
    changed = Signal(object)
    """Draft: the one shown, with an edit."""

    def __init__(self, session: Session, dialogs: FileDialogs, index: str = MAIN) -> None:
        super().__init__()
        self._session, self._dialogs, self._index = session, dialogs, index
        self._draft: Draft | None = None
        self._products = Catalogue(())
        self.sets = SetsTable()
        self.sets.weighed.connect(self._weigh)
        self.sets.grouped.connect(lambda code, words: self._tell(self._now().with_group(code, words)))
        self.sets.set_chosen.connect(lambda _position: self._show_set())
        self.fields: dict[str, TextField] = {
            "effective": DateField(self.tr("In force from")),
            "author": TextField(labels.label("methodology.author")),
            "reason": TextField(labels.label("methodology.reason")),
        }
        for name, field in self.fields.items():
            field.committed.connect(lambda name=name: self._sign(name))
        self.source = Elided()
        self.links = SideTable("set")
        self.links_model: ListModel[tuple[Link, ...]] = ListModel((), self)
        self.links_title = text(self.tr("Where sets take over, and the value that links them"), "muted")
        self.compute = ComputePanel(session)
        self.compute.taken.connect(self._take_computed)
        self._stack = QStackedWidget()
        self.compute.closed.connect(lambda: self._stack.setCurrentIndex(0))
        self._stack.addWidget(self._typed())
        self._stack.addWidget(self.compute)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _typed(self) -> QWidget:
        bar = Toolbar(bar="head")
        self.compute_button = button(self.tr("Compute from trades…"), self.begin_computing)
        self.remove_button = button(self.tr("Remove set"), self.remove_set)
        bar.add(button(self.tr("Add set"), self.add_set), button(self.tr("Import…"), self.ask_file))
        bar.add(self.compute_button)
        bar.add_right(self.remove_button)
        signed = QHBoxLayout()
        signed.setContentsMargins(16, 8, 16, 0)
        signed.setSpacing(10)
        self.fields["effective"].setFixedWidth(112)
        for name, stretch in (("effective", 0), ("author", 2), ("reason", 5)):
            signed.addWidget(self.fields[name], stretch)
        remarks = QHBoxLayout()
        remarks.setContentsMargins(16, 4, 16, 8)
        remarks.addWidget(self.source)
        self.links_title.setContentsMargins(16, 4, 16, 4)
        page = QWidget()
        column = flush(QVBoxLayout(page))
        column.addWidget(bar)
        column.addWidget(self.sets, 1)
        column.addLayout(signed)
        column.addLayout(remarks)
        column.addWidget(self.links_title)
        column.addWidget(self.links)
        return page

    # showing

    def show_draft(self, draft: Draft, products: Catalogue, index: str | None = None) -> None:
        self._draft, self._products = draft, products
        self._index = self._index if index is None else index
        self.sets.show_draft(draft, self._index, products)
        self._show_set()

    def show_links(self, computation: Computation | None) -> None:
        """Of the index as it is, or as it would be."""
        series = _SERIES if self._index == MAIN else (self._index,)
        found = [one for one in links(computation) if one.series in series] if computation is not None else []
        days = sorted({(one.date, one.effective) for one in found})
        rows = [tuple(one for one in found if (one.date, one.effective) == day) for day in days]
        old = self.links_model
        self.links_model = ListModel(self._link_columns(series), self)
        self.links_model.show_rows(rows)
        self.links.setModel(self.links_model)
        self.links.fit()
        old.deleteLater()
        for part in (self.links_title, self.links):
            part.setVisible(bool(rows))

    def _link_columns(self, series: tuple[str, ...]) -> list[Column[tuple[Link, ...]]]:
        translate = QCoreApplication.translate

        def level(name: str) -> Column[tuple[Link, ...]]:
            title = labels.label(f"index.{name}-short") if name in _SERIES else translate("WeightsPanel", "Value")
            return Column(key=name, title=title, text=lambda row: _level(row, name), align="right", width=74)

        return [
            Column(
                key="date",
                title=translate("WeightsPanel", "Index day"),
                text=lambda row: row[0].date.isoformat(),
                width=92,
            ),
            Column(key="set", title=translate("WeightsPanel", "Set from"), text=self._set_words, width=100),
            *map(level, series),
        ]

    def _set_words(self, row: tuple[Link, ...]) -> str:
        return self.tr("{day}, base").format(day=row[0].effective) if row[0].first else row[0].effective.isoformat()

    def _show_set(self) -> None:
        draft, position = self._now(), self.sets.chosen
        there = position < len(draft.sets(self._index))
        self.remove_button.setEnabled(there)
        for name, field in self.fields.items():
            field.setEnabled(there)
            shown = draft.set_text(self._index, position, name) if there else ""
            if field.text() != shown:
                field.set_text(shown)
            unread = draft.unread.get(f"{self._index}/{position}/{name}")
            field.set_problem(unread.problem if unread else None)
        self.source.setText("  ".join(self._remarks(position)) if there else "")

    def _remarks(self, position: int) -> Iterator[str]:
        unread = (one for key, one in self._now().unread.items() if key.startswith(f"{self._index}/{position}/"))
        yield from (labels.say(one.problem) for one in unread)
        source = self._now().set_text(self._index, position, "source")
        if source:
            yield labels.label(f"methodology.source-{source}")
        total = self._now().total(self._index, position)
        if total != 100:
            yield self.tr("The weights sum to {0} % and count in proportion.").format(formats.number(total, 2))

    # editing

    def add_set(self) -> None:
        """A copy of the last one, in force from today."""
        draft = self._now()
        sets = draft.sets(self._index)
        weights = dict(sets[-1]["weights"]) if sets else {}
        self._add(WeightSet(dt.date.today(), weights, source=TYPED))

    def remove_set(self) -> None:
        if self.sets.chosen < len(self._now().sets(self._index)):
            self._tell(self._now().without_set(self._index, self.sets.chosen))

    def ask_file(self) -> None:
        file = self._dialogs.open_file(self, self.tr("Weights"), Path.home(), workbook_kinds())
        if file is not None:
            self.read(Source(file.name, file))

    def read(self, file: Source) -> None:
        """As a set of its own, in force from today until the user says another day."""
        products = self._products
        self._session.read(
            lambda _book: read_weights(file.data, products, file.name),
            lambda found: self._add(
                WeightSet(
                    dt.date.today(),
                    {code: float(share) for code, share in found.items()},
                    reason=labels.label("methodology.reason-imported", file=file.name),
                    source=IMPORTED,
                )
            ),
        )

    def begin_computing(self) -> None:
        state = self._session.index
        if state is None:
            self._session.say(self.tr("The index is still being computed. Try again in a moment."), "info")
            return
        sets = self._now().sets(self._index)
        at = min(self.sets.chosen, len(sets) - 1)
        members = [code for code, weight in sets[at]["weights"].items() if weight] if sets else []
        self._stack.setCurrentIndex(1)
        self.compute.begin(state.computation, members, self._products, dt.date.today())

    def _take_computed(self, made: ComputedWeights, effective: dt.date) -> None:
        bounds = {"floor": plain(made.floor * 100), "cap": plain(made.cap * 100)}
        reason = labels.label(
            "methodology.reason-computed", first=made.first.isoformat(), last=made.last.isoformat(), **bounds
        )
        self._stack.setCurrentIndex(0)
        self._add(computed_set(made, effective, "", reason))

    def _add(self, made: WeightSet) -> None:
        position = len(self._now().sets(self._index))
        self._tell(self._now().with_new_set(self._index, made))
        self.sets.choose(position)
        self._show_set()

    def _weigh(self, position: int, code: str, typed: str) -> None:
        self._tell(self._now().with_weight(self._index, position, code, typed))

    def _sign(self, name: str) -> None:
        words, position = self.fields[name].text(), self.sets.chosen
        if words != self._now().set_text(self._index, position, name):
            self._tell(self._now().with_set_text(self._index, position, name, words, dt.date.today()))

    def _now(self) -> Draft:
        assert self._draft is not None
        return self._draft

    def _tell(self, draft: Draft) -> None:
        self._draft = draft
        self.changed.emit(draft)


def _level(row: tuple[Link, ...], name: str) -> str:
    return next((formats.index_value(one.level) for one in row if one.series == name), formats.NONE)
