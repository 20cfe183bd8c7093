"""Which days are in view: by the name of a range or by hand, kept while the data grow."""

from collections.abc import Mapping
from typing import Any, cast

from rare_desk.ui.chart.figures import ranges
from rare_desk.ui.chart.figures.ranges import Range
from rare_desk.ui.chart.model import Content

_USUAL: Range = "1Y"


class Span:
    """`name` is the range that still holds, None once the user has zoomed or panned. (0, 1) without data."""

    def __init__(self) -> None:
        self.name: Range | None = _USUAL
        self._days: tuple[float, float] | None = None
        self._wanted: tuple[float, float] | None = None
        """Days of a layout that waits for its data."""

    @property
    def days(self) -> tuple[float, float]:
        return self._days or (0.0, 1.0)

    def named(self, name: Range, content: Content, last: int) -> None:
        """Counted back from the day `last`."""
        self.name, self._wanted = name, None
        if content.first_day is not None:
            self._days = ranges.range_of(name, content.first_day, last)

    def by_hand(self, lo: float, hi: float, content: Content) -> None:
        """Kept within the data and its air."""
        first, last = content.first_day, content.last_day
        if first is not None and last is not None:
            self.name = None
            self._days = ranges.clamped(lo, hi, first, last)

    def bring(self, day: int, content: Content) -> bool:
        """Moves, as little as leaves some room, until that day is in view; whether it had to."""
        lo, hi = self.days
        if self._days is None or lo <= day <= hi:
            return False
        start = day - (hi - lo) * (0.1 if day < lo else 0.9)
        self.by_hand(start, start + hi - lo, content)
        return True

    def follow(self, before: Content, content: Content) -> None:
        """A point new at the right edge comes into view at the same zoom; else nothing moves."""
        old, last = before.last_day, content.last_day
        if last is None:
            self._days = None
        elif self._days is None:
            self._begin(content, last)
        elif old is not None and last > old and old <= self._days[1] < last:
            lo, hi = self._days
            self._days = (lo + last - old, hi + last - old)
        elif not self._meets(content):
            self.named(_USUAL, content, last)

    def state(self) -> str | list[float]:
        return self.name or [round(end, 3) for end in self.days]

    def restore(self, kept: Mapping[str, Any], content: Content) -> None:
        """What makes no sense is a year."""
        shown = kept.get("range")
        self._wanted = ranges.days_of(shown)
        self.name = cast("Range", shown) if shown in ranges.RANGES else None if self._wanted else _USUAL
        if content.last_day is not None:
            self._begin(content, content.last_day)

    def _begin(self, content: Content, last: int) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.by_hand(*wanted, content)
        else:
            self.named(self.name or _USUAL, content, last)

    def _meets(self, content: Content) -> bool:
        lo, hi = self.days
        first, last = content.first_day, content.last_day
        return first is not None and last is not None and first <= hi and last >= lo
