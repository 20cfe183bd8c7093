"""Where the parts of a chart lie, and how end tags keep out of each other's way. Logical pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

LEGEND = 34.0
LEGEND_ROW = 20.0
TAG_HEIGHT = 17.0
_UNIT_ROW = 8.0
_LOWER = 92.0
_LOWER_CAPTION = 30.0
_TIME_AXIS = 30.0
_KEY = 26.0
_EDGE = 8.0


@dataclass(frozen=True, slots=True)
class Frames:
    """`lower` is empty when there is no lower pane. Tags stand in `tags`, the second axis' figures end at `right`."""

    whole: QRectF
    legend: QRectF
    main: QRectF
    lower: QRectF
    time: QRectF
    key: QRectF
    tags: QRectF
    right: float

    @property
    def bottom(self) -> float:
        """Where the lowest pane ends."""
        return self.lower.bottom() if self.lower.height() else self.main.bottom()


def frames(size: QSizeF, left: float, tag: float, second: float, *, lower: bool, key: bool, rows: int = 1) -> Frames:
    """Divides the widget: `left` for the value axis, `tag` for end tags, `second` for the right axis' figures."""
    legend = LEGEND + (rows - 1) * LEGEND_ROW
    x0 = left + _EDGE
    room = _EDGE + max(tag + (second + 12.0 if second else 0.0), 20.0)
    width = max(size.width() - x0 - room, 80.0)
    key_height = _KEY if key else 4.0
    below = _TIME_AXIS + key_height
    high = size.height() - legend - _UNIT_ROW - below
    pane = min(_LOWER, max(high * 0.22, 40.0)) if lower else 0.0
    caption = _LOWER_CAPTION if lower else 0.0
    main = QRectF(x0, legend + _UNIT_ROW, width, max(high - pane - caption, 60.0))
    under = QRectF(x0, main.bottom() + caption, width, pane)
    floor = under.bottom() if lower else main.bottom()
    return Frames(
        whole=QRectF(0, 0, size.width(), size.height()),
        legend=QRectF(x0, 0, size.width() - x0 - _EDGE, legend),
        main=main,
        lower=under,
        time=QRectF(x0, floor + 4, width, _TIME_AXIS - 4),
        key=QRectF(x0, floor + _TIME_AXIS, width, key_height),
        tags=QRectF(main.right() + 6, main.top(), tag, main.height()),
        right=size.width() - _EDGE,
    )


def spread(wanted: Sequence[float], height: float, low: float, high: float) -> list[float]:
    """Centres as near as possible to the wanted ones, in their order, `height` apart and inside `low`..`high`."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    clusters: list[tuple[float, list[int]]] = []
    for n in order:
        clusters.append((wanted[n], [n]))
        while len(clusters) > 1 and _reach(clusters[-2], height)[1] > _reach(clusters[-1], height)[0]:
            (one, members), (other, more) = clusters[-2:]
            together = members + more
            clusters[-2:] = [((one * len(members) + other * len(more)) / len(together), together)]
    placed = [0.0] * len(wanted)
    for centre, members in clusters:
        top = centre - height * (len(members) - 1) / 2
        for position, n in enumerate(members):
            placed[n] = top + position * height
    return _inside(placed, order, height, low, high)


def _reach(cluster: tuple[float, list[int]], height: float) -> tuple[float, float]:
    half = height * len(cluster[1]) / 2
    return cluster[0] - half, cluster[0] + half


def _inside(placed: list[float], order: list[int], height: float, low: float, high: float) -> list[float]:
    floor = low + height / 2
    for n in order:
        placed[n] = max(placed[n], floor)
        floor = placed[n] + height
    ceiling = high - height / 2
    for n in reversed(order):
        placed[n] = min(placed[n], ceiling)
        ceiling = placed[n] - height
    return placed
