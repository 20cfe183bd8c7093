"""The panes under the main one: change from point to point, volume, coverage, or the last two in one."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF

from rare_desk.ui import formats
from rare_desk.ui.chart.figures import scales
from rare_desk.ui.chart.figures.scales import Scale
from rare_desk.ui.chart.model import Content, Days, Line, Values
from rare_desk.ui.chart.prepared.layout import Frames
from rare_desk.ui.chart.prepared.shown import changes_of
from rare_desk.ui.chart.view import Pane, View

_AIR = 1.4


@dataclass(frozen=True, eq=False)
class Bars:
    days: Days
    values: Values
    scale: Scale
    name: str
    unit: str
    signed: bool = False
    """Percent, up or down from zero."""

    def said(self, value: float) -> str:
        return formats.change_pct(value) if self.signed else f"{formats.number(value, 1)} {self.unit}".rstrip()


@dataclass(frozen=True, eq=False)
class Share:
    days: Days
    values: Values
    scale: Scale
    name: str
    limit: float
    limit_text: str


@dataclass(frozen=True, eq=False)
class PaneDrawn:
    kind: Pane
    frame: QRectF
    bars: Bars | None = None
    share: Share | None = None


def panes_of(content: Content, view: View, primary: Line | None) -> tuple[Pane, ...]:
    """Those of the view that have something to show, in their order."""
    lower = content.lower
    volume, coverage = lower is not None and bool(lower.bars_name), lower is not None and len(lower.share) > 0
    there: dict[Pane, bool] = {
        "change": primary is not None,
        "volume": volume,
        "coverage": coverage,
        "activity": volume or coverage,
    }
    return tuple(pane for pane in view.panes if there[pane])


def prepared(
    kinds: tuple[Pane, ...], content: Content, primary: Line | None, area: Frames, lo: float, hi: float
) -> tuple[PaneDrawn, ...]:
    return tuple(_pane(kind, content, primary, area.panes[n], lo, hi) for n, kind in enumerate(kinds))


def _pane(kind: Pane, content: Content, primary: Line | None, frame: QRectF, lo: float, hi: float) -> PaneDrawn:
    if kind == "change":
        return PaneDrawn(kind, frame, bars=_changes(primary, frame, lo, hi) if primary is not None else None)
    bars = _volume(content, frame, lo, hi) if kind != "coverage" else None
    return PaneDrawn(kind, frame, bars, _share(content, frame) if kind != "volume" else None)


def _changes(primary: Line, frame: QRectF, lo: float, hi: float) -> Bars:
    line, name = changes_of(primary), QCoreApplication.translate("Chart", "Change")
    part = scales.visible(line.days, lo, hi)
    known = np.abs(line.values[part][np.isfinite(line.values[part])])
    most = scales.round_above(float(known.max()) * 1.05) if len(known) and known.max() > 0 else 1.0
    return Bars(line.days, line.values, Scale(-most, most, frame.bottom(), frame.top()), name, "%", True)


def _volume(content: Content, frame: QRectF, lo: float, hi: float) -> Bars | None:
    lower = content.lower
    if lower is None or not lower.bars_name:
        return None
    bars = lower.bars[scales.visible(lower.days, lo, hi)]
    tallest = float(np.nanmax(bars)) if len(bars) and np.isfinite(bars).any() else 0.0
    most = scales.round_above(tallest * _AIR) if tallest > 0 else 1.0
    scale = Scale(0.0, most, frame.bottom(), frame.top())
    return Bars(lower.days, lower.bars, scale, lower.bars_name, lower.bars_unit)


def _share(content: Content, frame: QRectF) -> Share | None:
    lower = content.lower
    if lower is None or not len(lower.share):
        return None
    scale = Scale(0.0, 1.0, frame.bottom(), frame.top())
    return Share(lower.days, lower.share, scale, lower.share_name, lower.limit, lower.limit_text)


def value_on(days: Days, values: Values, day: int | None, last: float) -> float:
    """The value on that day exactly, NaN when there is none; `day` None reads the last one up to `last`."""
    if day is None:
        place = int(np.searchsorted(days, last, side="right")) - 1
        return float(values[place]) if place >= 0 else float("nan")
    place = int(np.searchsorted(days, day))
    return float(values[place]) if place < len(days) and int(days[place]) == day else float("nan")
