"""Signs on the time axis for what happened: by shape, not by colour; those that would cover each other as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from rare_desk.ui import formats
from rare_desk.ui.chart.figures.ranges import to_date
from rare_desk.ui.chart.figures.scales import Scale
from rare_desk.ui.chart.model import Marker, MarkerKind
from rare_desk.ui.chart.painting import inks

_APART: Final = 12.0
_COUNT: Final = 9.0
"""Pixels that the number beside a shared sign takes."""
_HALF: Final = 4.5
_SHAPES: Final[dict[MarkerKind, tuple[tuple[float, float], ...]]] = {
    "announcement": ((0, -1), (1, 0.9), (-1, 0.9)),
    "note": ((0, -1), (1, 0.9), (-1, 0.9)),
    "publication": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "methodology": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
}
KINDS: Final[tuple[MarkerKind, ...]] = ("announcement", "note", "publication", "methodology")


@dataclass(frozen=True, slots=True)
class Group:
    """Markers so near that they are one sign, at the pixel `at`."""

    at: float
    markers: tuple[Marker, ...]

    @property
    def kind(self) -> MarkerKind:
        return self.markers[0].kind

    @property
    def words(self) -> str:
        """A line for each, with its date."""
        return "\n".join(f"{formats.date(to_date(one.day))}  {one.words}" for one in self.markers)


def grouped(markers: Sequence[Marker], x: Scale) -> tuple[Group, ...]:
    """Those in view, from the left."""
    found: list[list[Marker]] = []
    for one in sorted(markers, key=lambda marker: marker.day):
        if not x.lo <= one.day <= x.hi:
            continue
        room = _APART + (_COUNT if found and len(found[-1]) > 1 else 0.0)
        if found and x.at(one.day) - _centre(found[-1], x) < room:
            found[-1].append(one)
        else:
            found.append([one])
    return tuple(Group(_centre(group, x), tuple(group)) for group in found)


def _centre(group: Sequence[Marker], x: Scale) -> float:
    return sum(x.at(one.day) for one in group) / len(group)


def uprights(groups: Sequence[Group], x: Scale) -> tuple[float, ...]:
    """Where weights or rules change: the pixels of the faint lines through all panes."""
    return tuple(x.at(one.day) for group in groups for one in group.markers if one.kind == "methodology")


def group_at(groups: Sequence[Group], row: QRectF, at: QPointF) -> Group | None:
    if not row.height() or not row.top() - 3 <= at.y() <= row.bottom() + 3:
        return None
    near = min(groups, key=lambda group: abs(group.at - at.x()), default=None)
    return near if near is not None and abs(near.at - at.x()) <= _HALF + 4 else None


def draw_markers(painter: QPainter, groups: Sequence[Group], row: QRectF) -> None:
    for group in groups:
        centre = QPointF(group.at, row.center().y())
        draw_sign(painter, group.kind, centre)
        if len(group.markers) > 1:
            painter.setPen(inks.ink("muted"))
            box = QRectF(centre.x() + _HALF + 1, row.top(), 24, row.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(len(group.markers)))


def draw_sign(painter: QPainter, kind: MarkerKind, centre: QPointF) -> None:
    """Filled, or hollow for an own note."""
    colour = inks.ink("muted")
    painter.setPen(inks.hair(colour))
    painter.setBrush(inks.ink("surface") if kind == "note" else colour)
    corners = [QPointF(centre.x() + dx * _HALF, centre.y() + dy * _HALF) for dx, dy in _SHAPES[kind]]
    painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def kind_words(kind: MarkerKind) -> str:
    """For the key under the chart."""
    return {
        "announcement": QCoreApplication.translate("Chart", "Announcement"),
        "note": QCoreApplication.translate("Chart", "Own note"),
        "publication": QCoreApplication.translate("Chart", "Publication"),
        "methodology": QCoreApplication.translate("Chart", "Methodology, weights"),
    }[kind]
