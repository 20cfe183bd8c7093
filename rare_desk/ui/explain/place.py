"""Where Explain stands: a series on a day, week or month, and the way up from there."""

from dataclasses import dataclass, replace
from datetime import date

from rare_desk.core.index.engine import Computation
from rare_desk.ui.series_names import COMPOSITE, GROUPS


@dataclass(frozen=True, slots=True)
class Place:
    """`within` is the week or month (its frequency and date) out of which a day was opened."""

    series: str
    freq: str
    day: date
    within: tuple[str, date] | None = None

    def of(self, series: str) -> "Place":
        return replace(self, series=series)

    def on(self, day: date) -> "Place":
        """A day of this week or month."""
        return Place(self.series, "daily", day, (self.freq, self.day))

    @property
    def period(self) -> "Place | None":
        """The week or month out of which it was opened."""
        return Place(self.series, *self.within) if self.within else None


def up(computation: Computation, place: Place) -> tuple[str, ...]:
    """The series above: of a product its group and the composite, the widest first; those without points left out."""
    if place.series not in computation.series_names or place.series == COMPOSITE:
        return ()
    if place.series in {index.key for index in computation.methodology.indices}:
        return ()
    group = computation.groups.get(place.series, "")
    above = (COMPOSITE, group) if place.series not in GROUPS else (COMPOSITE,)
    return tuple(name for name in above if name in computation.series_names and len(computation.daily[name].there))
