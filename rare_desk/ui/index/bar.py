"""The bar over the chart: what is shown, how far, how often and in which way; what has no room goes into a menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from rare_desk.ui import formats
from rare_desk.ui.chart import Mode, Pane, Spread, Style, TimeChart, to_date
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.overflow import MenuButton, Overflow
from rare_desk.ui.widgets.toolbar import button

if TYPE_CHECKING:
    from rare_desk.ui.index.verbs import IndexVerbs
    from rare_desk.ui.widgets.toolbar import Toolbar

AVERAGES: Final = (5, 10, 20, 60)
SPREAD: Final = Spread(20, 2.0)
_CHOICE: Final = 132
_GAP: Final = 8
_MARGINS: Final = 32


class IndexBar(QObject):
    """Modes, styles, averages, panes and measuring are the chart's own `view`, which this shows and turns."""

    band_turned = Signal(bool)
    """The tint between the members' lowest and highest prices."""

    def __init__(self, toolbar: Toolbar, chart: TimeChart, verbs: IndexVerbs) -> None:
        super().__init__(toolbar)
        self._toolbar = toolbar
        self._chart = chart
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("What the chart shows"))
        self.choice.setMaxVisibleItems(30)
        self.choice.setFixedWidth(_CHOICE)
        self._make_segments()
        self._make_menus()
        self.overlay_button = button(self.tr("Overlay…"), verbs.overlay.trigger)
        self.measure_button = button(self.tr("Measure"), verbs.measure.trigger)
        self.measure_button.setCheckable(True)
        self.methodology_button = button(self.tr("Methodology…"), verbs.methodology.trigger)
        self.copy_button = button(self.tr("Copy chart"), verbs.copy.trigger)
        self.publish_button = button(self.tr("Publish…"), verbs.publish.trigger, "primary")
        for shown, action in (
            (self.overlay_button, verbs.overlay),
            (self.measure_button, verbs.measure),
            (self.methodology_button, verbs.methodology),
            (self.copy_button, verbs.copy),
            (self.publish_button, verbs.publish),
        ):
            shown.setToolTip(action.toolTip())
        self.layouts.drop.aboutToShow.connect(partial(verbs.fill_layouts, self.layouts))
        self.export.drop.addActions(verbs.exports)
        self.more = MenuButton(self.tr("More"), self.tr("What has no room in the bar"))
        self._place()
        self._overflow = Overflow(self.more, self._movable(verbs))
        chart.view_changed.connect(self.show_view)
        self.show_view()

    def _make_segments(self) -> None:
        ranges = (
            ("1M", self.tr("1M")),
            ("3M", self.tr("3M")),
            ("6M", self.tr("6M")),
            ("YTD", self.tr("YTD")),
            ("1Y", self.tr("1Y")),
            ("All", self.tr("All")),
        )
        self.ranges = SegmentedButtons(ranges, "1Y")
        self.frequency = SegmentedButtons(
            (("daily", self.tr("Day")), ("weekly", self.tr("Week")), ("monthly", self.tr("Month")))
        )
        modes = (
            ("level", self.tr("Level"), self.tr("Values as they are")),
            ("rebased", self.tr("Rebased"), self.tr("Every line is 100 on the base day")),
            ("log", self.tr("Log"), self.tr("Equal steps are equal percentages")),
            ("change", self.tr("Change"), self.tr("Percent since the base day")),
        )
        self.mode = SegmentedButtons([(key, words) for key, words, _ in modes])
        for key, _, tip in modes:
            self.mode.button(key).setToolTip(tip)
        self.mode.chosen.connect(self._choose_mode)
        self.base = MenuButton("", self.tr("The day on which every line is 100"))
        self.base.drop.aboutToShow.connect(self._fill_base)

    def _make_menus(self) -> None:
        self.averages = MenuButton("", self.tr("Moving averages of the first line, and bands"))
        self._averages: dict[int, QAction] = {}
        for points in AVERAGES:
            words = self.tr("{0} points").format(points)
            self._averages[points] = self._check(self.averages.drop, words, partial(self._turn_average, points))
        self.averages.drop.addSeparator()
        self.band = self._check(self.averages.drop, self.tr("Lowest and highest of the members"), self.band_turned.emit)
        self._spread = self._check(self.averages.drop, self.tr("Mean of 20 ± 2 deviations"), self._turn_spread)
        self.style = MenuButton(self.tr("Style"), self.tr("Line, steps or candles"))
        group = QActionGroup(self)
        self._styles: dict[Style, QAction] = {}
        for style, words in (
            ("line", self.tr("Line")),
            ("step", self.tr("Steps")),
            ("candles", self.tr("Candles of trade prices")),
        ):
            known = cast("Style", style)
            action = self._check(self.style.drop, words, partial(self._choose_style, known))
            group.addAction(action)
            self._styles[known] = action
        self.panes = MenuButton(self.tr("Panes"), self.tr("What stands below the chart"))
        self._panes: dict[Pane, QAction] = {}
        for pane, words in (
            ("activity", self.tr("Volume and coverage together")),
            ("volume", self.tr("Volume")),
            ("coverage", self.tr("Coverage")),
            ("change", self.tr("Change from point to point")),
        ):
            wanted = cast("Pane", pane)
            self._panes[wanted] = self._check(self.panes.drop, words, partial(self._turn_pane, wanted))
        self.layouts = MenuButton(self.tr("Layouts"), self.tr("What the page shows, kept by name"))
        self.export = MenuButton(self.tr("Export"), self.tr("Picture, figures, workbook, paper"))

    def _movable(self, verbs: IndexVerbs) -> list[tuple[QWidget, list[QAction]]]:
        def menu(one: MenuButton) -> tuple[QWidget, list[QAction]]:
            action = one.drop.menuAction()
            action.setText(one.text())
            return one, [action]

        return [
            menu(self.style),
            menu(self.panes),
            (self.measure_button, [verbs.measure]),
            menu(self.layouts),
            menu(self.export),
            (self.copy_button, [verbs.copy]),
            (self.methodology_button, [verbs.methodology]),
            menu(self.averages),
            menu(self.base),
        ]

    def _place(self) -> None:
        segments = (self.ranges, self.frequency, self.mode)
        self._always: tuple[QWidget, ...] = (self.choice, *segments, self.overlay_button, self.publish_button)
        self._toolbar.add(self.choice, self.ranges, self.frequency, self.mode, self.base, self.averages)
        self._toolbar.add(self.overlay_button, self.style, self.panes, self.measure_button, self.methodology_button)
        self._toolbar.add(self.layouts, self.export, self.more)
        self._toolbar.add_right(self.copy_button, self.publish_button)

    def fit(self, width: int) -> None:
        """`width` of the page, px."""
        stands = _CHOICE + sum(one.sizeHint().width() + _GAP for one in self._always[1:])
        absent = () if self._chart.view.mode in ("rebased", "change") else (self.base,)
        self._overflow.fit(width - _MARGINS, stands, _GAP, absent)

    def list_choices(self, groups: Sequence[Mapping[str, str]], chosen: str) -> None:
        """Names by key, a line between the groups; listed anew only when they are other ones."""
        called = {key: name for group in groups for key, name in group.items()}
        listed = {self.choice.itemData(n): self.choice.itemText(n) for n in range(self.choice.count())}
        listed.pop(None, None)
        if list(called.items()) != list(listed.items()):
            self.choice.clear()
            for group in groups:
                if group and self.choice.count():
                    self.choice.insertSeparator(self.choice.count())
                for key, name in group.items():
                    self.choice.addItem(name, key)
            view = self.choice.view()
            view.setMinimumWidth(view.sizeHintForColumn(0) + 24)
        self.choice.setCurrentIndex(self.choice.findData(chosen))

    def enable(self, *, on: bool) -> None:
        for widget in (
            *self._always,
            self.base,
            self.averages,
            self.style,
            self.panes,
            self.measure_button,
            self.copy_button,
        ):
            widget.setEnabled(on)
        self.layouts.setEnabled(on)
        self.export.setEnabled(on)

    # what the view says

    def show_view(self) -> None:
        view = self._chart.view
        self.mode.choose("log" if view.mode == "level" and view.log else _segment(view.mode))
        said = ", ".join(map(str, view.averages)) or self.tr("none")
        self.averages.setText(self.tr("MA {0}").format(said))
        self.averages.drop.menuAction().setText(self.tr("Means and bands"))
        for points, action in self._averages.items():
            action.setChecked(points in view.averages)
        self._spread.setChecked(SPREAD in view.spreads)
        for style, action in self._styles.items():
            action.setChecked(style == view.style)
        for pane, action in self._panes.items():
            action.setChecked(pane in view.panes)
        self.measure_button.setChecked(view.tool == "measure")
        day = self.tr("first day") if view.base is None else formats.date(to_date(view.base))
        self.base.setText(self.tr("Base {0}").format(day))
        self.base.drop.menuAction().setText(self.base.text())
        self.fit(self._toolbar.width())

    def allow_candles(self, *, allowed: bool) -> None:
        """Trade prices are a product's; a group has none."""
        action = self._styles["candles"]
        action.setEnabled(allowed)
        why = self.tr("Choose a product: an index of several has no trade prices")
        how = self.tr("Trades have no time: a candle opens with the first and closes with the last by date and key")
        action.setToolTip(how if allowed else why)

    def _choose_style(self, style: Style, _on: bool = True) -> None:
        self._chart.set_view(replace(self._chart.view, style=style))

    def _choose_mode(self, key: str) -> None:
        mode = cast("Mode", "level" if key == "log" else key)
        self._chart.set_view(replace(self._chart.view, mode=mode, log=key == "log"))

    def _turn_average(self, points: int, on: bool) -> None:
        kept = set(self._chart.view.averages) - {points}
        self._chart.set_view(replace(self._chart.view, averages=tuple(sorted(kept | ({points} if on else set())))))

    def _turn_spread(self, on: bool) -> None:
        others = tuple(one for one in self._chart.view.spreads if one != SPREAD)
        self._chart.set_view(replace(self._chart.view, spreads=(*others, SPREAD) if on else others))

    def _turn_pane(self, pane: Pane, on: bool) -> None:
        shown = set(self._chart.view.panes) - {pane}
        if on:
            shown -= {"volume", "coverage"} if pane == "activity" else set()
            shown -= {"activity"} if pane in ("volume", "coverage") else set()
            shown.add(pane)
        panes = tuple(one for one in self._panes if one in shown)
        self._chart.set_view(replace(self._chart.view, panes=panes))

    def _fill_base(self) -> None:
        menu = self.base.drop
        menu.clear()
        first = self._check(menu, self.tr("First day in view"), lambda _on: self._set_base(None))
        first.setChecked(self._chart.view.base is None)
        selected = self._chart.selected
        if selected is not None:
            said = self.tr("The selected day, {0}").format(formats.date(to_date(selected)))
            menu.addAction(said, partial(self._set_base, selected))
        menu.addAction(self.tr("Another day…"), self._ask_base)

    def _set_base(self, day: int | None) -> None:
        self._chart.set_view(replace(self._chart.view, base=day))

    def _ask_base(self) -> None:
        from rare_desk.ui.index.day_popup import DayPopup

        asked = DayPopup(self.base, self.tr("Base day"))
        asked.chosen.connect(self._set_base)
        asked.open_under(self.base)

    @staticmethod
    def _check(menu: QMenu, words: str, do: Callable[[bool], object]) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.triggered.connect(lambda on: do(on))
        return action


def _segment(mode: Mode) -> str:
    return "change" if mode == "step_change" else mode
