"""What a point rests on: a member's reference price, the chain link, an imputed price's way, the methodology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from rare_desk.ui import formats
from rare_desk.ui.explain.parts import head, in_groups, selectable
from rare_desk.ui.explain.views import ground_tables
from rare_desk.ui.explain.views.ground_tables import LinkRow, carried_row
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.rows.listed import ListModel, SideTable
from rare_desk.ui.widgets.toolbar import Toolbar, text

if TYPE_CHECKING:
    from rare_desk.core.explain.explanation import Explanation
    from rare_desk.core.explain.grounds import Carried, Link, Reference
    from rare_desk.core.index.engine import Computation
    from rare_desk.ui.explain.place import Place


@dataclass(frozen=True, slots=True)
class Rests:
    """`explanation` is of the day, or of a week's or month's last one."""

    explanation: Explanation
    reference: Reference | None
    carried: tuple[Carried, ...]
    link: Link | None


def rests(computation: Computation, place: Place, product: str) -> Rests | None:
    """None where there is no such point."""
    from rare_desk.core.explain import grounds
    from rare_desk.core.explain.explanation import explain

    found = explain(computation, place.series, place.day, place.freq)
    if found is None:
        return None
    day = found.days[-1] if found.days else found
    members = {member.product for member in day.members}
    chosen = product if product in members else day.members[0].product
    on = day.point.date
    return Rests(
        day,
        grounds.reference(computation, place.series, chosen, on),
        grounds.carried(computation, chosen, on),
        grounds.link(computation, place.series, on),
    )


class GroundsView(QWidget):
    chosen = Signal(str)
    """The member that the user wants to see."""

    def __init__(self) -> None:
        super().__init__()
        self.member = QComboBox()
        self.member.setAccessibleName(self.tr("Member"))
        self.member.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.member.setMinimumContentsLength(8)
        self._reference = selectable("")
        self._link = selectable("")
        self._rules = selectable("", "caption")
        self.base = SideTable("day", 24)
        self.way = SideTable("leaders", 24)
        self.members = SideTable("member", 20)
        self.base_model = ListModel(ground_tables.base_columns(), self)
        self.way_model = ListModel(ground_tables.carried_columns(), self)
        self.link_model = ListModel(ground_tables.link_columns(), self)
        self._base_head = head(text(self.tr("Days of the base period")), text(self.tr("CNY/t, ex VAT"), "caption"))
        self._way_head = head(text(self.tr("How the imputed price came about")), text("", "caption"))
        self._link_head = head(text(self.tr("Chain link")), text(self.tr("by the weights before"), "caption"))
        self._build()
        self.member.activated.connect(lambda _place: self.chosen.emit(str(self.member.currentData())))

    def _build(self) -> None:
        bar = Toolbar(0, "head", side=12)
        bar.add(text(self.tr("Reference price of"), "caption"), self.member)
        tables = ((self.base, self.base_model), (self.way, self.way_model), (self.members, self.link_model))
        for table, model in tables:
            table.setModel(model)
            table.setSelectionMode(SideTable.SelectionMode.SingleSelection)
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for label in (self._reference, self._link, self._rules):
            label.setWordWrap(True)
            label.setContentsMargins(12, 6, 12, 6)
        column = flush(QVBoxLayout(self))
        parts: tuple[QWidget, ...] = (
            bar,
            self._reference,
            self._way_head,
            self.way,
            self._base_head,
            self.base,
            self._link_head,
            self._link,
            self.members,
            self._rules,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    @property
    def said(self) -> str:
        return "\n".join((self._reference.text(), self._link.text(), self._rules.text()))

    def show_rests(self, found: Rests | None, called: Mapping[str, str]) -> None:
        for part in (self.way, self._way_head, self.base, self._base_head, self.members, self._link, self._link_head):
            part.setVisible(False)
        self._reference.setText("")
        self._rules.setText("")
        if found is None:
            return
        self._list_members(found, called)
        self._show_reference(found)
        self._show_way(found.carried, called)
        self._show_link(found.link, called)
        told = found.explanation
        rules = self.tr("Methodology {0}, version {1}").format(told.methodology, told.version)
        self._rules.setText(f"{rules}\nSHA-256 {in_groups(told.hash)}")

    def _list_members(self, found: Rests, called: Mapping[str, str]) -> None:
        self.member.clear()
        for member in sorted(found.explanation.members, key=lambda one: -one.weight):
            self.member.addItem(called.get(member.product, member.product), member.product)
        if found.reference is not None:
            self.member.setCurrentIndex(self.member.findData(found.reference.product))

    def _show_reference(self, found: Rests) -> None:
        reference = found.reference
        if reference is None:
            return
        price = formats.number(reference.price, 0)
        if reference.set_on is not None:
            said = self.tr("{0} CNY/t: the daily price of {1}, on which these weights came into force")
            self._reference.setText(said.format(price, formats.date(reference.set_on)))
            return
        used = sum(day.used for day in reference.days)
        said = self.tr("{0} CNY/t: mean of {1} days of the base period with a price of their own")
        lines = [said.format(price, used)]
        if used < len(reference.days):
            said = self.tr("{0} left out, more than {1} % from the median {2}")
            limit, median = formats.number(reference.limit, 0), formats.number(reference.median, 0)
            lines.append(said.format(len(reference.days) - used, limit, median))
        self._reference.setText("\n".join(lines))
        self.base_model.show_rows(reference.days)
        self.base.fit()
        self.base.setVisible(True)
        self._base_head.setVisible(True)

    def _show_way(self, carried: tuple[Carried, ...], called: Mapping[str, str]) -> None:
        self.way_model.show_rows([carried_row(day, called) for day in carried])
        self.way.fit()
        self.way.setVisible(bool(carried))
        self._way_head.setVisible(bool(carried))

    def _show_link(self, link: Link | None, called: Mapping[str, str]) -> None:
        if link is None:
            self._link.setText("")
            return
        said = self.tr("{0}: {1} by the weights of {2}; from then on those of {3}")
        days = [formats.date(day) for day in (link.date, link.before, link.after)]
        self._link.setText(said.format(days[0], formats.index_value(link.value), days[1], days[2]))
        self.link_model.show_rows(
            [
                LinkRow(called.get(one.product, one.product), one.weight, one.price, one.reference_price)
                for one in sorted(link.members, key=lambda one: -one.weight)
            ]
        )
        self.members.fit()
        for part in (self.members, self._link, self._link_head):
            part.setVisible(True)
