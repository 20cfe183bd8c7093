"""Explain: why a point is what it is, down to the trades and to those that were left out, and up again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from rare_desk.core.calendar import date_of
from rare_desk.ui import formats, labels, series_names
from rare_desk.ui.chart import to_day
from rare_desk.ui.explain import story as stories
from rare_desk.ui.explain.body import CHANGE, GROUNDS, POINT, ExplainBody
from rare_desk.ui.explain.exporting import SheetOut
from rare_desk.ui.explain.parts import selectable
from rare_desk.ui.explain.place import Place, up
from rare_desk.ui.explain.views.grounds import rests
from rare_desk.ui.explain.views.summary import Summary
from rare_desk.ui.explain.views.without import WithoutLine, effects
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.toolbar import button

if TYPE_CHECKING:
    from rare_desk.core.explain.contributions import Change
    from rare_desk.core.index.engine import Computation
    from rare_desk.core.products import Catalogue
    from rare_desk.store.book import Book
    from rare_desk.ui.explain.story import Story
    from rare_desk.ui.session import Session

T = TypeVar("T")


class ExplainPanel(SidePanel):
    """`show_day` gathers in the background; what was shown stays until the new story is there."""

    stepped = Signal(int)
    """To the point before (-1) or after (1)."""
    trade_asked = Signal(int)
    """The id of a trade that the user wants to see on the Trades page."""

    def __init__(self, session: Session) -> None:
        super().__init__(self.tr("Explain"), 416)
        self._session = session
        self._asked = 0
        self._story: Story | None = None
        self._computation: Computation | None = None
        self._products: Catalogue | None = None
        self._root: Place | None = None
        self._place: Place | None = None
        self.body = ExplainBody()
        self.without = WithoutLine()
        self._out = SheetOut(session, self)
        self._method = selectable("", "caption")
        self._build()
        self._listen()

    def _build(self) -> None:
        for words, by, tip in (("‹", -1, self.tr("Point before")), ("›", 1, self.tr("Point after"))):
            step = button(words, partial(self.step, by), "quiet")
            step.setToolTip(tip)
            step.setAccessibleName(tip)
            self.tools.addWidget(step)
        self.set_body(self.body, scroll=True)
        self.set_foot(self._foot_row())

    def _foot_row(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("bar", "foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 6, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.without)
        row = QHBoxLayout()
        self._method.setWordWrap(True)
        row.addWidget(self._method, 1)
        column.addLayout(row)
        out = QHBoxLayout()
        out.setSpacing(8)
        out.addStretch(1)
        self.excel_button = button(self.tr("Export Excel"), lambda: self._out.ask(".xlsx"))
        self.pdf_button = button(self.tr("PDF"), lambda: self._out.ask(".pdf"))
        for one in (button(self.tr("Copy all"), self.copy), self.excel_button, self.pdf_button):
            out.addWidget(one)
        column.addLayout(out)
        return foot

    def _listen(self) -> None:
        body = self.body
        body.crumbs.asked.connect(self._go)
        body.days.asked.connect(lambda day: self._go(self._place.on(day)) if self._place else None)
        body.product_opened.connect(self._open_product)
        body.trade_opened.connect(self.trade_asked)
        body.trade_chosen.connect(self._choose_trade)
        body.view_changed.connect(self._fill_view)
        body.change.since_changed.connect(self._ask_change)
        body.grounds.chosen.connect(self._ask_grounds)
        self.without.wanted.connect(self._ask_without)

    @property
    def story(self) -> Story | None:
        """What is shown now."""
        return self._story

    @property
    def summary(self) -> Summary:
        return self.body.summary

    @property
    def place(self) -> Place | None:
        """Where it stands, which may be below or above what the chart asked for."""
        return self._place

    @property
    def methodology(self) -> str:
        """By which rules and weights, as the foot says it."""
        return self._method.text()

    def begin_anew(self, product: str) -> None:
        """The next point is shown itself, wherever one had gone, with the trades of that member if it has it."""
        self._asked += 1
        self._root = self._place = None
        if product:
            self.body.members.member = product

    def show_day(self, computation: Computation, series: str, freq: str, day: dt.date, products: Catalogue) -> None:
        """Explains the point of a series dated `day`. Who had gone to another series of it stays there."""
        root, before, here = Place(series, freq, day), self._root, self._place
        if computation is not self._computation:
            self.without.forget()
        self._computation, self._products, self._root = computation, products, root
        same = before is not None and (before.series, before.freq) == (series, freq)
        if here is not None and same and here.freq == freq:
            self._go(root.of(here.series))
        elif here is not None and before == root and here.within:
            self._go(here)
        else:
            self._go(root)

    def _go(self, place: Place) -> None:
        computation = self._computation
        if computation is None:
            return
        if place != self._place:
            self.without.forget()
        self._place = place
        self._asked += 1
        ticket = self._asked
        self.set_title(self.tr("Explain"), f"{self._full(place.series)} · {formats.date_weekday(place.day)}")
        if place.series not in computation.series_names:
            self.summary.show_price(computation.daily_prices(place.series), place.day)

        def take(told: Story | None) -> None:
            if ticket == self._asked:
                self._show(told)

        wanted = place.series, place.freq, place.day
        self._session.read(lambda book: stories.story(book, computation, *wanted), take)

    def step(self, by: int) -> None:
        """Along the days of the week or month that was opened; else with the chart."""
        place, computation = self._place, self._computation
        if place is None or computation is None or not place.within:
            self.stepped.emit(by)
            return
        points = computation.series(place.series, place.freq)
        at = points.find(to_day(place.day))
        if at is not None and 0 <= at + by < len(points):
            self._go(Place(place.series, place.freq, date_of(int(points.days[at + by])), place.within))

    def _open_product(self, product: str) -> None:
        computation, place = self._computation, self._place
        if computation is not None and place is not None and product in computation.series_names:
            self._go(place.of(product))

    # what is shown

    def _show(self, told: Story | None) -> None:
        self._story = told
        self._method.setText("" if told is None else self._method_text(told))
        for one in (self.excel_button, self.pdf_button):
            one.setEnabled(told is not None)
        place, computation = self._place, self._computation
        assert place is not None
        assert computation is not None
        way = [(self._short(name), place.of(name)) for name in up(computation, place)]
        if (period := place.period) is not None:
            way.insert(0, (f"{labels.label(f'index.{period.freq}')} {formats.date(period.day)}", period))
        self.body.show_story(told, self._names(), way, self._short(place.series), self._effect(told))

    def _effect(self, told: Story | None) -> str:
        moved = labels.label("explain.list").join(
            f"{self._short(name)} {formats.signed(points)}" for name, points in (told.effects if told else {}).items()
        )
        return self.tr("Moved since the point before: {0} points").format(moved) if moved else ""

    def _fill_view(self) -> None:
        self.without.setVisible(self.body.view == POINT and self._story is not None)
        if self.body.view == CHANGE:
            self._ask_change()
        elif self.body.view == GROUNDS:
            self._ask_grounds(self.body.members.member)

    def _ask_change(self) -> None:
        place, computation = self._place, self._computation
        if place is None or computation is None or place.series not in computation.series_names:
            return
        begin = self.body.change.begin(computation, place)
        if begin is None:
            self.body.change.show_change(None, {})
            return
        from rare_desk.core.explain.contributions import by_group, contributions

        wanted = place.series, begin, place.day, place.freq

        def show(change: Change | None) -> None:
            groups = by_group(change, computation.groups) if change else {}
            named = {self._short(group): points for group, points in groups.items() if group}
            self.body.change.show_change(change, self._names(), named)

        self._read(place, lambda _book: contributions(computation, *wanted), show)

    def _ask_grounds(self, product: str) -> None:
        place, computation = self._place, self._computation
        if place is not None and computation is not None and place.series in computation.series_names:
            self._read(
                place,
                lambda _book: rests(computation, place, product),
                lambda found: self.body.grounds.show_rests(found, self._names()),
            )

    def _choose_trade(self, trade: int) -> None:
        if self._story is not None:
            self.without.choose(trade, stories.deal_no(self._story, trade))

    def _ask_without(self, trade: int) -> None:
        place, computation = self._place, self._computation
        if place is None or computation is None:
            return
        decimals = 2 if place.series in computation.series_names else 0
        self._read(
            place,
            lambda _book: effects(computation, place, trade),
            lambda found: self.without.show_effects(found, decimals),
        )

    def _read(self, place: Place, work: Callable[[Book], T], done: Callable[[T], None]) -> None:
        """Off the window's thread; what comes when another place is shown is dropped."""
        self._session.read(work, lambda found: done(found) if place == self._place else None)

    # words

    def _names(self) -> dict[str, str]:
        found = self._products
        return {product.code: series_names.short(product.code, found) for product in found} if found else {}

    def name_of(self, product: str) -> str:
        """As the tables call it."""
        return self._names().get(product, product)

    def _full(self, series: str) -> str:
        assert self._products is not None
        assert self._computation is not None
        return series_names.full(series, self._products, self._computation.methodology.indices)

    def _short(self, series: str) -> str:
        assert self._products is not None
        assert self._computation is not None
        return series_names.short(series, self._products, self._computation.methodology.indices)

    def _method_text(self, told: Story) -> str:
        found = told.explanation
        if found is None:
            return self.tr("Not in the weights: a daily price, no index series.")
        lines = [
            self.tr("Methodology {0}, version {1}, weights from {2}").format(
                found.methodology, found.version, formats.date(found.weight_set)
            )
        ]
        if found.link is not None:
            lines.append(
                self.tr("Chain link {0}: level carried over to these weights").format(formats.index_value(found.link))
            )
        return "\n".join(lines)

    def copy(self) -> None:
        """Everything of the panel as text and tables that Excel takes."""
        if self._story is None:
            return
        parts = (self.summary.as_text(), self._method.text(), self.body.tables())
        QGuiApplication.clipboard().setText("\n\n".join(parts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(-1 if event.key() == Qt.Key.Key_Left else 1)
            return
        if (alt and event.key() == Qt.Key.Key_Up) or event.key() == Qt.Key.Key_Backspace:
            self._up()
            return
        super().keyPressEvent(event)

    def _up(self) -> None:
        place, computation = self._place, self._computation
        if place is None or computation is None:
            return
        above = [place.of(name) for name in up(computation, place)]
        if above or place.period:
            self._go(above[-1] if above else place.period or place)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 600)
