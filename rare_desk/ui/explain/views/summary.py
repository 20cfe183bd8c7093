"""The head of Explain: the value, its change, its status, and the figures by which it is judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rare_desk.core.index.daily import STATUSES
from rare_desk.core.numbers import whole_percent
from rare_desk.ui import formats, labels, theme
from rare_desk.ui.chart import to_day
from rare_desk.ui.explain.parts import selectable
from rare_desk.ui.widgets.tiles import ChangeLabel, StatusChip
from rare_desk.ui.widgets.toolbar import text

if TYPE_CHECKING:
    from rare_desk.core.explain.explanation import Explanation
    from rare_desk.core.index.engine import DailyPrices
    from rare_desk.core.index.points import Point
    from rare_desk.ui.explain.story import Story


class Summary(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._value = selectable(formats.NONE)
        self._value.setFont(theme.headline_font())
        self._change = ChangeLabel()
        self._chip = StatusChip()
        self._why = selectable("", "warn")
        self._why.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (self._value, self._change, self._chip):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addWidget(self._why)
        self._cells: list[tuple[QLabel, QLabel]] = []
        for place in range(6):
            self._add_cell(place)

    def _add_cell(self, place: int) -> None:
        name, value = text("", "caption"), selectable("")
        pair = QHBoxLayout()
        pair.setSpacing(5)
        pair.addWidget(name)
        pair.addWidget(value)
        pair.addStretch(1)
        self._grid.addLayout(pair, place // 3, place % 3)
        self._grid.setColumnStretch(place % 3, 1)
        self._cells.append((name, value))

    def show_story(self, told: Story, explanation: Explanation, called: Mapping[str, str]) -> None:
        """`called` are the products' names, for the tooltips that say what stands behind each figure."""
        point = explanation.point
        self._value.setText(formats.index_value(point.value))
        self._change.set_value(told.change)
        self._chip.say(labels.label(f"index.{point.status}"), point.status)
        left_out = sum(point.excluded.values())
        figures = [
            (self.tr("Coverage"), f"{whole_percent(point.coverage)} %"),
            (self.tr("Trades"), formats.count(point.trades)),
            (self.tr("Pairs"), formats.count(point.pairs)),
            *((labels.label(f"index.{name}-short"), formats.index_value(value)) for name, value in told.beside.items()),
            (self.tr("Left out"), formats.count(left_out)),
        ]
        tips = (self._coverage_tip(explanation, called), self._trades_tip(explanation, called), self._pairs_tip(point))
        self._fill(figures, (*tips, *[""] * len(told.beside), self._left_out_tip(point)))
        self._why.setText(self._why_text(point))
        self._why.setVisible(bool(self._why.text()))

    def show_price(self, prices: DailyPrices, day: dt.date) -> None:
        """A product outside the weights: its daily price."""
        place = next((n for n, other in enumerate(prices.days.tolist()) if other == to_day(day)), None)
        if place is None:
            self.show_nothing()
            return
        status = STATUSES[int(prices.status[place])]
        before = float(prices.price[place - 1]) if place else None
        now = float(prices.price[place])
        self._value.setText(formats.number(now, 0))
        self._change.set_value((now / before - 1) * 100 if before else None)
        self._chip.say(labels.label(f"index.{status}"), status if status in ("imputed", "stale") else "info")
        self._fill(
            [
                (self.tr("Trades"), formats.count(int(prices.trades[place]))),
                (self.tr("Pairs"), formats.count(int(prices.pairs[place]))),
                (self.tr("Volume, t"), formats.number(float(prices.volume_t[place]), 1)),
                (self.tr("Lowest"), formats.number(float(prices.low[place]), 0)),
                (self.tr("Highest"), formats.number(float(prices.high[place]), 0)),
            ]
        )
        self._why.setVisible(False)

    def show_nothing(self) -> None:
        """No point on that day."""
        self._value.setText(formats.NONE)
        self._change.set_value(None)
        self._chip.say("", "neutral")
        self._fill([])
        self._why.setText(self.tr("No point on this day: a member has no price yet."))
        self._why.setVisible(True)

    def as_text(self) -> str:
        """All of it, one figure a line."""
        lines = [f"{self._value.text()} {self._change.text()}".strip()]
        lines += [f"{name.text()}\t{value.text()}" for name, value in self._cells if name.text()]
        return "\n".join((*lines, self._why.text())).strip()

    def tip(self, figure: str) -> str:
        """What stands behind the figure of that name."""
        return next((value.toolTip() for name, value in self._cells if name.text() == figure), "")

    def _fill(self, figures: list[tuple[str, str]], tips: Sequence[str] = ()) -> None:
        for place, (name, value) in enumerate(self._cells):
            said = figures[place] if place < len(figures) else ("", "")
            name.setText(said[0])
            value.setText(said[1])
            for label in (name, value):
                label.setToolTip(labels.tip(tips[place] if place < len(tips) else ""))

    def _coverage_tip(self, explanation: Explanation, called: Mapping[str, str]) -> str:
        if explanation.days:
            return self.tr("Mean of the days")
        whole = sum(member.weight for member in explanation.members)
        without = [member for member in explanation.members if member.status in ("imputed", "stale")]
        if not without:
            return self.tr("Every member has a price of its own")
        names = labels.label("explain.list").join(
            f"{called.get(member.product, member.product)} {formats.percent(member.weight / whole * 100)}"
            for member in without
        )
        return self.tr("Without a price of their own: {0}").format(names)

    def _trades_tip(self, explanation: Explanation, called: Mapping[str, str]) -> str:
        """How many different trades of each member."""
        counted: dict[str, set[int]] = {}
        for day in explanation.days or (explanation,):
            for member in day.members:
                counted.setdefault(member.product, set()).update(used.id for used in member.trades)
        return labels.label("explain.list").join(
            f"{called.get(product, product)} {len(ids)}" for product, ids in counted.items() if ids
        )

    def _pairs_tip(self, point: Point) -> str:
        return self.tr("Different pairs of buyer and seller, whichever way round, behind {0} trades").format(
            point.trades
        )

    def _left_out_tip(self, point: Point) -> str:
        return labels.label("explain.list").join(
            f"{labels.label(f'index.{code}')} {count}" for code, count in point.excluded.items()
        )

    def _why_text(self, point: Point) -> str:
        said = [labels.label(f"index.{code}") for code in (*point.reasons, *point.flags)]
        return labels.label("explain.list").join(said)
