"""The panel beside the list: one step, what can be done with it, and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk import moments
from rare_desk.ops.history.restoring import RESTORABLE
from rare_desk.ui import formats
from rare_desk.ui.history.columns import hindered_columns, said
from rare_desk.ui.history.differences import Differences
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import PANEL_MARGIN, ListModel, SideTable
from rare_desk.ui.widgets.rows.table_out import wishes
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import Toolbar, button, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rare_desk.ops.history.journal import StepLine
    from rare_desk.ops.history.step_told import Hindered
    from rare_desk.ui.session import Session

_HINDERED_SHOWN = 6


class StepPanel(SidePanel):
    """`line` is the step shown; None before the first."""

    def __init__(self, session: Session) -> None:
        super().__init__(width=520)
        self._writable = not session.read_only
        self.line: StepLine | None = None
        self.words = text("")
        self.words.setWordWrap(True)
        self.facts = text("", "caption")
        self.back = button(self.tr("Back to here"))
        self.back.setToolTip(self.tr("The book as it was after this step; every later one is taken back"))
        self.take_back = button(self.tr("Take this import back"))
        self.show_row = button(self.tr("Show in trades"))
        self.restore = button(self.tr("Put this row back"))
        self.out = button(self.tr("Export…"), lambda: wishes().asked.emit(self.differences.table))
        self.differences = Differences(session)
        self.differences.chosen.connect(self._offer)
        self.stays_head = text("", "warn")
        self.stays_head.setWordWrap(True)
        self.stays_model = ListModel(hindered_columns(), self)
        self.stays = SideTable("why", _HINDERED_SHOWN)
        self.stays.setAccessibleName(self.tr("Rows that stay"))
        self.stays.setModel(self.stays_model)
        self.set_body(self._laid_out())
        self.setVisible(False)

    def _laid_out(self) -> QWidget:
        body = QWidget()
        column = flush(QVBoxLayout(body))
        head = QVBoxLayout()
        head.setContentsMargins(PANEL_MARGIN, 8, PANEL_MARGIN, 4)
        head.setSpacing(4)
        head.addWidget(self.words)
        head.addWidget(self.facts)
        column.addLayout(head)
        whole = Toolbar(0, side=PANEL_MARGIN)
        whole.add(self.back, self.take_back)
        whole.add_right(self.out)
        column.addWidget(whole)
        self.stays_box = QFrame()
        box = QVBoxLayout(self.stays_box)
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(4)
        told = QHBoxLayout()
        told.setContentsMargins(PANEL_MARGIN, 0, PANEL_MARGIN, 0)
        told.addWidget(self.stays_head)
        box.addLayout(told)
        box.addWidget(self.stays)
        column.addWidget(self.stays_box)
        column.addWidget(self.differences, 1)
        self.of_row = Toolbar(0, "foot", side=PANEL_MARGIN)
        self.of_row.add(self.show_row, self.restore)
        self.set_foot(self.of_row)
        return body

    def show_step(self, line: StepLine) -> None:
        other = self.line is None or line.step.id != self.line.step.id
        self.line = line
        self.set_title(self.tr("Step {number}").format(number=line.step.id))
        self.words.setText(said(line))
        rows = self.tr("1 row") if line.rows == 1 else self.tr("{count} rows").format(count=formats.count(line.rows))
        facts = [moments.minute(line.step.at), line.step.who, rows]
        if line.batch is not None:
            facts.append(self.tr("import {number}").format(number=line.batch))
        if line.undone:
            facts.append(self.tr("taken back"))
        self.facts.setText("  ·  ".join(filter(None, facts)))
        self.back.setEnabled(self._writable and line.step.kind in ("do", "start"))
        self.take_back.setVisible(line.batch is not None)
        self.take_back.setEnabled(self._writable)
        if other:
            self.show_hindered(0, ())
            self.differences.show_step(line.step.id)
        self.setVisible(True)
        self._offer()

    def show_hindered(self, count: int, rows: Sequence[Hindered]) -> None:
        """Why some rows of the import stay; `count` may be more than the rows that are named."""
        self.stays_box.setVisible(bool(count))
        words = self.tr("1 row stays:") if count == 1 else self.tr("{count} rows stay:")
        if count > len(rows):
            words = self.tr("{count} rows stay, the first of them:")
        self.stays_head.setText(words.format(count=formats.count(count)))
        self.stays_model.show_rows(rows)
        self.stays.fit()

    def _offer(self) -> None:
        """What can be done with the chosen row."""
        current = self.differences.current
        self.of_row.setVisible(current is not None)
        self.show_row.setEnabled(current is not None and current.record == "trades")
        self.restore.setEnabled(
            self._writable and current is not None and current.record in RESTORABLE and current.way != "came"
        )
        gone = current is not None and current.way == "went"
        self.restore.setText(self.tr("Bring this row back") if gone else self.tr("Put this row back"))
        self.restore.setToolTip(self.tr("As it was before this step, by a step of its own"))
