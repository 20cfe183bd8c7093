"""One vintage: its figures then and now, its hashes, and all vintages of its point."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rare_desk import moments
from rare_desk.ops.publication import beside, holds
from rare_desk.ops.publication import text as document_text
from rare_desk.ui import formats, labels
from rare_desk.ui.publication.columns import Named, cause_columns, figure_columns, history_columns
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel, SideTable
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.tiles import StatusChip
from rare_desk.ui.widgets.toolbar import button, text

if TYPE_CHECKING:
    from rare_desk.ops.publication import Beside, Vintages
    from rare_desk.store.reading.index.vintages import VintageRow
    from rare_desk.ui.session import Session

WIDTH = 416
_HASHES = ("hash", "inputs_hash", "methodology_hash")
_HALF = 32


class VintagePanel(SidePanel):
    chosen = Signal(int)
    """Another vintage of the same point."""

    def __init__(self, session: Session, series: Named, product: Named) -> None:
        super().__init__(width=WIDTH)
        self._session = session
        self.vintage: VintageRow | None = None
        self._asked = 0
        self._facts = selectable()
        self._facts.setWordWrap(True)
        self._facts.setContentsMargins(12, 8, 12, 8)
        self._against = text("", "caption")
        self._against.setWordWrap(True)
        self._against.setContentsMargins(12, 4, 12, 8)
        self.points, self.prices, self.history = SideTable("name", 12), SideTable("name", 8), SideTable("reason", 6)
        self.point_model = ListModel(figure_columns(self.tr("Series"), series), self)
        self.price_model = ListModel(figure_columns(self.tr("Price, CNY/t"), product), self)
        self.history_model = ListModel(history_columns(lambda row: row == self.vintage), self)
        self.causes = SideTable("named", 6)
        self.cause_model = ListModel(cause_columns(product), self)
        self._causes_head = _head(self.tr("What moved it"))
        self.hashes = {name: selectable() for name in _HASHES}
        self.verdict = StatusChip()
        self._build()
        self.setVisible(False)

    def _build(self) -> None:
        for table, model in (
            (self.points, self.point_model),
            (self.prices, self.price_model),
            (self.history, self.history_model),
            (self.causes, self.cause_model),
        ):
            table.setModel(model)
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.history.setSelectionMode(SideTable.SelectionMode.SingleSelection)
        self.history.clicked.connect(lambda at: self._open(at.row()))
        self.history.activated.connect(lambda at: self._open(at.row()))
        self.causes.activated.connect(lambda at: self._open_trade(at.row()))
        body = QWidget()
        column = flush(QVBoxLayout(body))
        parts = (
            self._facts,
            self.points,
            self._against,
            self._causes_head,
            self.causes,
            _head(self.tr("Vintages of this point")),
            self.history,
            _head(self.tr("Hashes, SHA-256")),
            self._hash_grid(),
            _head(self.tr("Daily prices of that day")),
            self.prices,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.set_body(body, scroll=True)
        self.set_foot(self._foot_row())

    def _hash_grid(self) -> QWidget:
        words = {
            "hash": self.tr("Document"),
            "inputs_hash": self.tr("Inputs"),
            "methodology_hash": self.tr("Methodology"),
        }
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(12, 6, 8, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, name in enumerate(_HASHES):
            copy = button(self.tr("Copy"), partial(self._copy, name), "link")
            copy.setAccessibleName(f"{self.tr('Copy')} {words[name]}")
            grid.addWidget(text(words[name], "caption"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.hashes[name], row, 1)
            grid.addWidget(copy, row, 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        return holder

    def _foot_row(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("bar", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(button(self.tr("Verify"), self.verify))
        row.addWidget(self.verdict)
        row.addStretch(1)
        row.addWidget(button(self.tr("Copy document"), self.copy_document))
        return foot

    def show_vintage(self, row: VintageRow, vintages: Vintages) -> None:
        """The figures of now come a moment later; until then those of before stay."""
        other = self.vintage is None or row.id != self.vintage.id
        self.vintage = row
        freq = labels.label(f"publication.{row.freq}")
        self.set_title(f"{formats.date(row.date)} {freq}", self.tr("Vintage {number}").format(number=row.id))
        self._facts.setText(self._told(row))
        self._show_history(vintages.of_point(row.freq, row.date))
        self._show_causes(row)
        for name in _HASHES:
            own = getattr(row, name)
            self.hashes[name].setText(f"{own[:_HALF]}\n{own[_HALF:]}")
        if other:
            self.verdict.say("", "neutral")
        self.setVisible(True)
        self._asked += 1
        asked, state = self._asked, self._session.publication.state
        self._session.read(lambda book: beside(book, state, row), lambda found: self._take(asked, found))

    def _show_history(self, rows: list[VintageRow]) -> None:
        """Asked from a click into it, it must not take its rows away."""
        if [row.id for row in rows] == list(self.history_model.ids()):
            self.history.viewport().update()
        else:
            self.history_model.show_rows(rows, lambda one: one.id)
            self.history.fit()

    def _show_causes(self, row: VintageRow) -> None:
        found = self._session.publication.overview
        cause = found.causes.get(row.id) if found else None
        rows = cause.rows if cause else ()
        self.cause_model.show_rows(rows)
        self.causes.fit()
        for part in (self._causes_head, self.causes):
            part.setVisible(bool(rows))

    def _open_trade(self, place: int) -> None:
        """One that is still there."""
        row = self.cause_model.row_at(place)
        if row is not None and row.record == "trades" and row.row is not None and row.kind != "deleted":
            self._session.navigate.emit("trades", {"trade": row.row})

    def _told(self, row: VintageRow) -> str:
        who = row.who or formats.NONE
        lines = [
            self.tr("Published {at} by {who}").format(at=moments.minute(row.at), who=who),
            self.tr("Methodology {name}, version {version}").format(name=row.methodology, version=row.version),
        ]
        if row.restates:
            lines.append(
                self.tr("Takes the place of vintage {number}: {reason}").format(number=row.restates, reason=row.reason)
            )
        return "\n".join(lines)

    def _take(self, asked: int, found: Beside) -> None:
        if asked != self._asked:
            return
        self.point_model.show_rows(found.points)
        self.price_model.show_rows(found.prices)
        for table in (self.points, self.prices):
            table.fit()
        parts = []
        if found.same_inputs is None:
            parts.append(self.tr("The live index has no such point any more."))
        elif found.same_inputs and found.same_methodology:
            parts.append(self.tr("Inputs and methodology are those of the publication."))
        else:
            parts += [] if found.same_inputs else [self.tr("The inputs have changed since.")]
            parts += [] if found.same_methodology else [self.tr("The methodology is another one since.")]
        self._against.setText(" ".join(parts))
        if not found.holds:
            self._judge(holding=False)

    def verify(self) -> None:
        """Forms the document's hash again."""
        row = self.vintage
        if row is not None:
            self._session.read(lambda book: holds(book, row), lambda good: self._judge(holding=good))

    def _judge(self, *, holding: bool) -> None:
        words = self.tr("Hash is right") if holding else self.tr("Hash is wrong: altered")
        self.verdict.say(words, "good" if holding else "bad")

    def copy_document(self) -> None:
        row = self.vintage
        if row is not None:
            self._session.read(lambda book: document_text(book, row.id), self._put)

    def _put(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self._session.say(self.tr("The document is on the clipboard, byte for byte."))

    def _copy(self, name: str) -> None:
        if self.vintage is not None:
            QGuiApplication.clipboard().setText(getattr(self.vintage, name))

    def _open(self, place: int) -> None:
        row = self.history_model.row_at(place)
        if row is not None and row != self.vintage:
            self.chosen.emit(row.id)


def selectable() -> QLabel:
    label = text("", "caption")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _head(words: str) -> QFrame:
    head = QFrame()
    head.setProperty("bar", "foot")
    row = QHBoxLayout(head)
    row.setContentsMargins(12, 4, 12, 4)
    row.addWidget(text(words))
    return head
