"""Small menus of a chart: the lines that found no room in the legend, the markers that share a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu

from rare_desk.ui import formats
from rare_desk.ui.chart.figures.ranges import to_date

if TYPE_CHECKING:
    from rare_desk.ui.chart.chart import TimeChart
    from rare_desk.ui.chart.painting.markers import Group


def offer_lines(chart: TimeChart, at: QPoint) -> QMenu:
    """All lines, those in sight ticked."""
    menu = _menu(chart)
    for line in chart.content.lines:
        action = menu.addAction(line.name)
        action.setCheckable(True)
        action.setChecked(line.key not in chart.hidden)
        action.triggered.connect(lambda _on, key=line.key: chart.toggle(key))
    menu.popup(at)
    return menu


def offer_line(chart: TimeChart, key: str, at: QPoint) -> QMenu:
    """What the clicks on a name of the legend do, in words."""
    menu = _menu(chart)
    shown = menu.addAction(QCoreApplication.translate("Chart", "Shown"))
    shown.setCheckable(True)
    shown.setChecked(key not in chart.hidden)
    shown.triggered.connect(lambda: chart.toggle(key))
    if chart.content.line(key) is not None:
        alone = menu.addAction(QCoreApplication.translate("Chart", "This one alone, or all"))
        alone.triggered.connect(lambda: chart.solo(key))
        first = menu.addAction(QCoreApplication.translate("Chart", "Select, measure and explain this one"))
        first.setCheckable(True)
        first.setChecked(chart.primary is not None and chart.primary.key == key)
        first.triggered.connect(lambda: chart.pick_line(key))
    menu.popup(at)
    return menu


def offer_markers(chart: TimeChart, group: Group, at: QPoint) -> QMenu:
    menu = _menu(chart)
    for one in group.markers:
        action = menu.addAction(f"{formats.date(to_date(one.day))}  {one.words}")
        action.triggered.connect(lambda _on, key=one.key: chart.marker_asked.emit(key))
    menu.popup(at)
    return menu


def _menu(chart: TimeChart) -> QMenu:
    menu = QMenu(chart)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
