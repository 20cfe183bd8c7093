"""Studies of the calculation below its form: inputs over ranges, break-even, scenarios. They follow every change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QStackedWidget, QVBoxLayout

from rare_desk.core.pricing.fields import Field
from rare_desk.core.problems import Problem
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops.contracts import what_if
from rare_desk.ops.pricing import Priced
from rare_desk.store.book import Book
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.variation.break_even import BreakEven
from rare_desk.ui.pricing.variation.context import Context, context
from rare_desk.ui.pricing.variation.ranges_view import RangesView
from rare_desk.ui.pricing.variation.scenarios import Scenarios
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.layouts import flush
from rare_desk.ui.widgets.toolbar import Toolbar, button, text

_PAUSE_MS = 80
T = TypeVar("T")


class StudyPanel(QFrame):
    edited = Signal(object)
    """The inputs as they are then."""
    going_out = Signal(object)
    """A study as a workbook's sheet."""
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("bar", "card")
        self._session = session
        self._of: tuple[str, Sequence[Field], Sequence[AnnouncedPrice], Priced | None] | None = None
        self._given: Given = {}
        self._shown = ""
        self._asked = 0
        self._busy = False
        self._waiting: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._run)
        words = (("ranges", self.tr("Ranges")), ("even", self.tr("Break-even")), ("scenarios", self.tr("Scenarios")))
        self.tabs = SegmentedButtons(words)
        self.tabs.chosen.connect(lambda _key: self._show())
        self.figure = QComboBox()
        self.figure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.figure.setAccessibleName(self.tr("Figure that is followed"))
        self.figure.activated.connect(lambda _place: self._show())
        self.ranges, self.even, self.scenarios = RangesView(), BreakEven(), Scenarios()
        self.ranges.asked.connect(self._vary)
        self.even.asked.connect(self._solve)
        self.ranges.going_out.connect(self.going_out)
        self.even.going_out.connect(self.going_out)
        self.even.taken.connect(lambda path, value: self.edited.emit(draft.put(self._given, path, value)))
        self.scenarios.kept.connect(lambda name: self.edited.emit(draft.with_scenario(self._given, name)))
        self.scenarios.dropped.connect(lambda name: self.edited.emit(draft.without_scenario(self._given, name)))
        self.scenarios.taken.connect(lambda name: self.edited.emit(draft.of_scenario(self._given, name)))
        self._stack = QStackedWidget()
        for part in (self.ranges, self.even, self.scenarios):
            self._stack.addWidget(part)
        head = Toolbar(38, "head")
        head.add(text(self.tr("What if")), self.tabs)
        close = button("×", self.close_panel, "quiet")
        close.setToolTip(self.tr("Close"))
        close.setAccessibleName(self.tr("Close"))
        head.add_right(text(self.tr("figure"), "muted"), self.figure, close)
        column = flush(QVBoxLayout(self))
        column.addWidget(head)
        column.addWidget(self._stack, 1)

    def follow(
        self,
        kind: str,
        fields: Sequence[Field],
        given: Given,
        announced: Sequence[AnnouncedPrice],
        priced: Priced | None,
        *,
        anew: bool = False,
    ) -> None:
        """What the form shows now; `anew` when it is another calculation."""
        self._of, self._given = (kind, fields, announced, priced), given
        if anew:
            self._shown = ""
        if self.isVisible():
            self._show()

    def show_now(self) -> None:
        self.setVisible(True)
        self._show()

    def close_panel(self) -> None:
        self.setVisible(False)
        self.closed.emit()

    def _show(self) -> None:
        if self._of is None:
            return
        kind, fields, announced, priced = self._of
        now = context(kind, fields, self._given, announced, priced, str(self.figure.currentData() or ""))
        anew = self._shown != kind and priced is not None
        self._list_figures(now)
        tab = self.tabs.current
        self._stack.setCurrentIndex(("ranges", "even", "scenarios").index(tab))
        if tab == "scenarios":
            self.scenarios.show_context(now, draft.scenarios_of(self._given))
        if tab == "ranges" or anew:
            self.ranges.show_context(now, anew=anew)
        if tab == "even" or anew:
            self.even.show_context(now, anew=anew)
        if anew:
            self._shown = kind

    def _list_figures(self, now: Context) -> None:
        known = [(one.path, f"{one.words} {one.unit}".strip()) for one in now.figures]
        if known and known != [(self.figure.itemData(n), self.figure.itemText(n)) for n in range(self.figure.count())]:
            self.figure.clear()
            for path, words in known:
                self.figure.addItem(words, path)
        if now.figure is not None:
            self.figure.setCurrentIndex(self.figure.findData(now.figure.path))
        self.figure.setEnabled(bool(known))

    def _vary(self, axes: object) -> None:
        assert isinstance(axes, tuple)
        kind, given, announced = self._asked_of()
        self._later(
            lambda _book: what_if.varied(kind, given, axes, announced),
            self.ranges.show_varied,
            lambda problems: self.ranges.show_varied(None, problems),
        )

    def _solve(self, path: str, target: object) -> None:
        assert isinstance(target, Decimal)
        kind, given, announced = self._asked_of()
        figure = str(self.figure.currentData() or "")
        self._later(
            lambda _book: what_if.solved(kind, given, path, figure, target, announced),
            self.even.show_answer,
            lambda problems: self.even.show_answer(None, problems),
        )

    def _asked_of(self) -> tuple[str, Given, Sequence[AnnouncedPrice]]:
        assert self._of is not None
        return self._of[0], self._given, self._of[2]

    def _later(
        self, work: Callable[[Book], T], show: Callable[[T], None], failed: Callable[[tuple[Problem, ...]], None]
    ) -> None:
        """After a pause in typing and after what still runs; only the last question is asked and its answer shown."""
        self._asked += 1
        number = self._asked

        def answered(answer: Callable[[], None]) -> None:
            self._busy = False
            if number == self._asked:
                answer()
            elif self._waiting is not None:
                self._timer.start()

        def ask() -> None:
            self._busy = True
            self._session.read(
                work,
                lambda found: answered(lambda: show(found)),
                lambda problems: answered(lambda: failed(problems)),
            )

        self._waiting = ask
        self._timer.start()

    def _run(self) -> None:
        if self._busy or self._waiting is None:
            return
        waiting, self._waiting = self._waiting, None
        waiting()
