"""What Explain shows of a point, in three views: its trades, its change by products, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rare_desk.ui.explain.crumbs import Crumbs
from rare_desk.ui.explain.views.change import ChangeView
from rare_desk.ui.explain.views.days import DaysView
from rare_desk.ui.explain.views.grounds import GroundsView
from rare_desk.ui.explain.views.left_out import LeftOutView
from rare_desk.ui.explain.views.members import MembersView
from rare_desk.ui.explain.views.summary import Summary
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush

if TYPE_CHECKING:
    from rare_desk.ui.explain.place import Place
    from rare_desk.ui.explain.story import Story

POINT, CHANGE, GROUNDS = "point", "change", "grounds"


class ExplainBody(QWidget):
    view_changed = Signal()
    trade_chosen = Signal(int)
    trade_opened = Signal(int)
    product_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._told: Story | None = None
        self._called: Mapping[str, str] = {}
        self.views = SegmentedButtons(
            ((POINT, self.tr("Point")), (CHANGE, self.tr("Change")), (GROUNDS, self.tr("Grounds"))), fill=True
        )
        self.crumbs = Crumbs()
        self.summary = Summary()
        self.days = DaysView()
        self.members = MembersView()
        self.left_out = LeftOutView()
        self.change = ChangeView()
        self.grounds = GroundsView()
        self._switch = QFrame()
        self._switch.setProperty("bar", "card")
        row = QHBoxLayout(self._switch)
        row.setContentsMargins(12, 0, 12, 8)
        row.addWidget(self.views)
        column = flush(QVBoxLayout(self))
        views = (self.days, self.members, self.left_out, self.change, self.grounds)
        for part in (self.crumbs, self.summary, self._switch, *views):
            column.addWidget(part)
        column.addStretch(1)
        self.views.chosen.connect(lambda _key: self._show_view())
        self.members.chosen.connect(self._show_left_out)
        for opens in (self.members.opened, self.change.opened):
            opens.connect(self.product_opened)
        for view in (self.members, self.left_out):
            view.trade_opened.connect(self.trade_opened)
            view.trade_chosen.connect(self.trade_chosen)

    @property
    def view(self) -> str:
        """POINT, CHANGE or GROUNDS; a price outside the weights has but the first."""
        there = self._told is not None and self._told.explanation is not None
        return self.views.current if there else POINT

    @property
    def _period(self) -> bool:
        told = self._told
        return told is not None and told.explanation is not None and bool(told.explanation.days)

    def show_story(
        self, told: Story | None, called: Mapping[str, str], way: Sequence[tuple[str, Place]], here: str, effect: str
    ) -> None:
        """`way` leads up from `here`; None is a day without a point."""
        self._told, self._called = told, called
        self.crumbs.show_way(way if told else (), here, effect)
        if told is None:
            self.summary.show_nothing()
        else:
            if told.explanation is not None:
                self.summary.show_story(told, told.explanation, called)
                self.days.show_days(told.explanation)
            self.members.show_members(told, called)
            self._show_left_out(self.members.member)
        self._show_view()

    def _show_view(self) -> None:
        told, view = self._told, self.view
        self._switch.setVisible(told is not None and told.explanation is not None)
        shown: dict[QWidget, bool] = {
            self.days: view == POINT and self._period,
            self.members: view == POINT and not self._period,
            self.left_out: view == POINT,
            self.change: view == CHANGE,
            self.grounds: view == GROUNDS,
        }
        for part, on in shown.items():
            part.setVisible(on and told is not None)
        self.view_changed.emit()

    def _show_left_out(self, product: str) -> None:
        if self._told is not None:
            self.left_out.show_left_out(self._told, self._called, "" if self._period else product)

    def tables(self) -> str:
        """What is shown as tables that Excel takes."""
        view, out = self.members, self.left_out
        parts = [
            f"{self.tr('Members and weights')}\n{view.model.everything()}",
            f"{view.trade_head.text()} {view.trade_note.text()}\n{view.trade_model.everything()}",
        ]
        if self._period:
            parts = [f"{self.tr('Days')}\n{self.days.model.everything()}"]
        parts.append(f"{out.head.text()}\n{out.model.everything()}")
        if self.view == CHANGE:
            parts.append(self.change.as_text())
        return "\n\n".join(parts)
