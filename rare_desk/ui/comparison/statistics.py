"""The statistics of a comparison as rows of tables: what each series did, and how they go together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from rare_desk.core.comparison.extremes import Extremes
from rare_desk.core.comparison.measures import Measures
from rare_desk.ops.outlooks.comparison import Compared
from rare_desk.ui import formats
from rare_desk.ui.widgets.rows.rows_model import Column


@dataclass(frozen=True, slots=True)
class Told:
    """A statistic: of both series, or of their going together (then `other` is what stands muted behind it)."""

    name: str
    own: str
    other: str = ""
    tip: str = ""


def both(found: Compared) -> list[Told]:
    """What each of them did between the first and the last pair."""
    translate = QCoreApplication.translate
    own, other, measures = found.own_extremes, found.other_extremes, found.measures
    high, low = translate("ComparisonStatistics", "High"), translate("ComparisonStatistics", "Low")
    rows = [Told(translate("ComparisonStatistics", "Change"), formats.change_pct(measures.own_change),
                 formats.change_pct(measures.other_change))]  # fmt: skip
    for name, read in (
        (translate("ComparisonStatistics", "Last"), lambda one: _figure(one.last[1])),
        (high, lambda one: _dated(one.high)),
        (low, lambda one: _dated(one.low)),
        (translate("ComparisonStatistics", "Below high"), lambda one: _percent(one.below_high)),
        (translate("ComparisonStatistics", "Above low"), lambda one: _percent(one.above_low)),
        (translate("ComparisonStatistics", "Spread"), lambda one: _figure(one.spread)),
        (translate("ComparisonStatistics", "Range"), lambda one: _percent(one.range_pct)),
    ):
        tip = _days(own, other, "high" if name == high else "low") if name in (high, low) else ""
        rows.append(Told(name, _of(own, read), _of(other, read), tip))
    return rows


def _days(own: Extremes | None, other: Extremes | None, end: str) -> str:
    return "\n".join(getattr(one, end)[0].isoformat() for one in (own, other) if one is not None)


def together(found: Compared) -> list[Told]:
    translate = QCoreApplication.translate
    m = found.measures
    pp = translate("ComparisonStatistics", "pp")
    return [
        Told(
            translate("ComparisonStatistics", "Tracking diff."), _signed(m.tracking_difference), pp,
            translate("ComparisonStatistics", "The own change less the other's, over the stretch"),
        ),
        Told(
            translate("ComparisonStatistics", "… a year"), _signed(m.tracking_difference_annual), pp,
            translate("ComparisonStatistics", "Both changes brought to a year; not said under 90 days"),
        ),
        Told(
            translate("ComparisonStatistics", "Tracking error"), formats.number(m.tracking_error, 2), "%",
            translate("ComparisonStatistics", "Standard deviation of the differences of single changes, for a year"),
        ),
        Told(
            translate("ComparisonStatistics", "Correlation"), formats.number(m.correlation, 3), "",
            translate("ComparisonStatistics", "Of the logarithms of the changes"),
        ),
        Told(
            translate("ComparisonStatistics", "Beta"), formats.number(m.beta, 3), "",
            translate("ComparisonStatistics", "The own log change for one of the other"),
        ),
        Told(
            translate("ComparisonStatistics", "Lead and lag"), _lag(m), _lag_figure(m),
            translate("ComparisonStatistics", "Where the correlation is strongest, beyond 1.96 / √n"),
        ),
        Told(
            translate("ComparisonStatistics", "Divergence"), _divergence(m),
            m.divergence.date.isoformat() if m.divergence else "",
            translate("ComparisonStatistics", "In points, both 100 at first; above 0 the own series is higher"),
        ),
        Told(translate("ComparisonStatistics", "Common points"), formats.count(m.count), ""),
    ]  # fmt: skip


def _of(one: Extremes | None, read: Callable[[Extremes], str]) -> str:
    return formats.NONE if one is None else read(one)


def _figure(value: Decimal) -> str:
    return formats.number(value, 2)


def _dated(point: tuple[dt.date, Decimal]) -> str:
    return f"{point[0]:%m-%d}  {_figure(point[1])}"


def _percent(value: Decimal) -> str:
    return formats.percent(value, 2)


def _signed(value: float | None) -> str:
    return formats.signed(value, 2)


def _lag(measures: Measures) -> str:
    best = measures.best_lag
    if best is None:
        return QCoreApplication.translate("ComparisonStatistics", "none")
    if best.lag == 0:
        return QCoreApplication.translate("ComparisonStatistics", "together")
    words = (
        QCoreApplication.translate("ComparisonStatistics", "leads by {n}")
        if best.lag > 0
        else QCoreApplication.translate("ComparisonStatistics", "follows by {n}")
    )
    return words.format(n=abs(best.lag))


def _lag_figure(measures: Measures) -> str:
    return formats.number(measures.best_lag.correlation, 2) if measures.best_lag else ""


def _divergence(measures: Measures) -> str:
    return formats.signed(measures.divergence.points, 2) if measures.divergence else formats.NONE


def both_columns(own: str, other: str) -> list[Column[Told]]:
    """Under the names of the two."""
    translate = QCoreApplication.translate
    return [
        Column(key="name", title=translate("ComparisonStatistics", "Stretch"), text=lambda row: row.name, width=96,
               sortable=False, muted=True),
        Column(key="own", title=own, text=lambda row: row.own, width=116, align="right", sortable=False,
               tip=lambda row: row.tip),
        Column(key="other", title=other, text=lambda row: row.other, width=116, align="right", sortable=False,
               tip=lambda row: row.tip),
    ]  # fmt: skip


def together_columns() -> list[Column[Told]]:
    translate = QCoreApplication.translate
    return [
        Column(key="name", title=translate("ComparisonStatistics", "Together"), text=lambda row: row.name, width=112,
               sortable=False, muted=True, tip=lambda row: row.tip),
        Column(key="value", title="", text=lambda row: row.own, width=76, align="right", sortable=False,
               tip=lambda row: row.tip),
        Column(key="more", title="", text=lambda row: row.other, width=108, sortable=False, muted=True,
               tip=lambda row: row.tip),
    ]  # fmt: skip
