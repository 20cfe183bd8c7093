"""Where the parts of a chart lie, and how end tags keep out of each other's way. Logical pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

LEGEND = 34.0
LEGEND_ROW = 20.0
TAG_HEIGHT = 17.0
CAPTION = 30.0
"""Above each lower pane: its reading, and the divider to drag."""
AXIS_GAP = 14.0
_UNIT_ROW = 8.0
_PANE = 92.0
_PANE_SHARE = 0.22
_LEAST_PANE = 28.0
_LEAST_MAIN = 60.0
_ROOMY_MAIN = 90.0
_ALL_PANES_SHARE = 0.55
_MARKERS = 16.0
_TIME_AXIS = 30.0
_KEY = 26.0
_EDGE = 8.0
_DIVIDER = 9.0


@dataclass(frozen=True, slots=True)
class Frames:
    """`panes` lie under `main`. Tags stand in `tags`, the figures of the right axes end at `columns`."""

    whole: QRectF
    legend: QRectF
    main: QRectF
    panes: tuple[QRectF, ...]
    markers: QRectF
    time: QRectF
    key: QRectF
    tags: QRectF
    columns: tuple[float, ...]

    @property
    def bottom(self) -> float:
        """Where the lowest pane ends."""
        return (self.panes[-1] if self.panes else self.main).bottom()

    @property
    def room(self) -> float:
        """The height that main and lower panes share."""
        return self.main.height() + sum(pane.height() for pane in self.panes)

    def divider(self, at: float) -> int | None:
        """The number of the lower pane whose upper divider is at that height."""
        above = (self.main, *self.panes)
        return next((n for n in range(len(self.panes)) if -3 <= at - above[n].bottom() < _DIVIDER), None)

    def divided(self, number: int, by: float) -> list[float]:
        """The shares of height of all lower panes when the divider above one of them goes down `by` pixels."""
        heights = [self.main.height(), *(pane.height() for pane in self.panes)]
        above, below = heights[number], heights[number + 1]
        least = _LEAST_MAIN if number == 0 else _LEAST_PANE
        by = max(min(by, below - _LEAST_PANE), least - above)
        heights[number], heights[number + 1] = above + by, below - by
        return [height / self.room for height in heights[1:]]


def frames(
    size: QSizeF,
    left: float,
    tag: float,
    columns: Sequence[float],
    panes: Sequence[float | None],
    *,
    key: bool,
    markers: bool,
    rows: int = 1,
) -> Frames:
    """Divides the widget.

    The key goes first where there is no room. `left` is for the value axis, `tag` for end tags, `columns` are the
    widths of the right axes' figures, `panes` the wanted shares of height, None for the usual one.
    """
    legend = LEGEND + (rows - 1) * LEGEND_ROW
    x0 = left + _EDGE
    room = _EDGE + max(tag + columns_width(columns), 20.0)
    width = max(size.width() - x0 - room, 80.0)
    marked = _MARKERS if markers else 0.0
    top = legend + _UNIT_ROW
    has_room = size.height() - top - marked - _TIME_AXIS - _KEY - CAPTION * len(panes) >= _LEAST_MAIN
    key_height = _KEY if key and has_room else 4.0
    high = max(size.height() - top - marked - _TIME_AXIS - key_height - CAPTION * len(panes), _LEAST_MAIN)
    heights = _heights(high, panes)
    main = QRectF(x0, top, width, high - sum(heights))
    under, floor = [], main.bottom()
    for height in heights:
        under.append(QRectF(x0, floor + CAPTION, width, height))
        floor += CAPTION + height
    ends, right = [], size.width() - _EDGE
    for column in reversed(columns):
        ends.append(right)
        right -= column + AXIS_GAP
    return Frames(
        whole=QRectF(0, 0, size.width(), size.height()),
        legend=QRectF(x0, 0, right - x0, legend),
        main=main,
        panes=tuple(under),
        markers=QRectF(x0, floor + 1, width, marked),
        time=QRectF(x0, floor + marked + 4, width, _TIME_AXIS - 4),
        key=QRectF(x0, floor + marked + _TIME_AXIS, width, key_height),
        tags=QRectF(main.right() + 6, main.top(), tag, main.height()),
        columns=tuple(reversed(ends)),
    )


def columns_width(columns: Sequence[float]) -> float:
    return sum(column + AXIS_GAP for column in columns)


def most_panes(height: float, rows: int) -> int:
    """How many lower panes have room in a widget of that height, with so many rows of the legend."""
    spare = height - LEGEND - (rows - 1) * LEGEND_ROW - _UNIT_ROW - _MARKERS - _TIME_AXIS - _KEY - _ROOMY_MAIN
    return max(int(spare // (CAPTION + _LEAST_PANE)), 0)


def _heights(high: float, wanted: Sequence[float | None]) -> list[float]:
    """Of the lower panes; together they leave room for the main one."""
    usual = min(_PANE, high * _PANE_SHARE, high * _ALL_PANES_SHARE / max(len(wanted), 1))
    found = [max(usual if share is None else high * share, _LEAST_PANE) for share in wanted]
    most = max(high - _LEAST_MAIN, high * 0.3)
    over = sum(found) / most if found else 0.0
    return [height / over for height in found] if over > 1 else found


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
