"""What price reporters say of an index beside its value: high, low, how far from them, spread and range."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.comparison.aligning import Points


def below_high(value: Decimal, high: Decimal) -> Decimal:
    """Percent below a cycle's high."""
    return (high - value) * 100 / high


def above_low(value: Decimal, low: Decimal) -> Decimal:
    """Percent above a cycle's low."""
    return (value - low) * 100 / low


def change(value: Decimal, before: Decimal) -> Decimal:
    """Percent."""
    return (value - before) * 100 / before


def range_pct(high: Decimal, low: Decimal, mean: Decimal) -> Decimal:
    """Spread over mean, in percent."""
    return (high - low) * 100 / mean


def per_percent(price: Decimal, reo_basis: Decimal) -> Decimal:
    """CNY per tonne for each 1 % REO, of a price at `reo_basis` percent."""
    return price / reo_basis


@dataclass(frozen=True, slots=True)
class Extremes:
    """Of a stretch of points; the later of equal highs or lows. Percentages are not rounded."""

    last: tuple[dt.date, Decimal]
    before: tuple[dt.date, Decimal] | None
    high: tuple[dt.date, Decimal]
    low: tuple[dt.date, Decimal]
    mean: Decimal

    @property
    def spread(self) -> Decimal:
        return self.high[1] - self.low[1]

    @property
    def range_pct(self) -> Decimal:
        return range_pct(self.high[1], self.low[1], self.mean)

    @property
    def below_high(self) -> Decimal:
        return below_high(self.last[1], self.high[1])

    @property
    def above_low(self) -> Decimal:
        return above_low(self.last[1], self.low[1])

    @property
    def change(self) -> Decimal | None:
        """In points, from the point before."""
        return None if self.before is None else self.last[1] - self.before[1]

    @property
    def change_pct(self) -> Decimal | None:
        return None if self.before is None else change(self.last[1], self.before[1])


def extremes(points: Points) -> Extremes | None:
    """None when there are no points."""
    if not points:
        return None
    return Extremes(
        last=points[-1],
        before=points[-2] if len(points) > 1 else None,
        high=max(points, key=lambda point: (point[1], point[0])),
        low=min(points, key=lambda point: (point[1], -point[0].toordinal())),
        mean=sum((value for _, value in points), Decimal(0)) / len(points),
    )
