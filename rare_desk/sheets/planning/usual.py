"""What is usual of a product around a day, as other trades of it tell."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rare_desk.core.suspicion import ENOUGH, NEARBY_DAYS, OF_TRADES, Factor, usual_most, usual_range


@dataclass(frozen=True, slots=True)
class Reference:
    """Trades of one product by which prices are judged: days since year 1 ascending, 1e-4 CNY/t ex VAT, grams."""

    days: list[int]
    prices: list[int]
    grams: list[int]


class Usual:
    """Of a product on a day: its price, and what of price and quantity is no reason to ask (`grams` 0: not known)."""

    __slots__ = ("grams", "highest", "lowest", "most", "price")

    def __init__(self, price: int, factor: Factor = OF_TRADES, grams: int = 0) -> None:
        self.price, self.grams = price, grams
        self.lowest, self.highest = usual_range(price, factor)
        self.most = usual_most(grams)


class Nearby:
    """Medians of a product's trades within 90 days either way of a day."""

    def __init__(self, reference: Reference | None) -> None:
        self._usual: dict[int, Usual | None] = {}
        self._reference = reference if reference is not None and len(reference.days) >= ENOUGH else None

    def foresee(self, days: Iterable[int]) -> None:
        """Finds what is usual on many days at once."""
        reference, prices, grams = self._reference, list[int](), list[int]()
        entered = left = 0
        if reference is None:
            return
        for day in sorted(set(days) - self._usual.keys()):
            since, upto = _window(reference, day)
            if since >= entered:
                prices, grams, entered = [], [], since
            else:
                for gone in range(left, since):
                    _take(prices, reference.prices[gone])
                    _take(grams, reference.grams[gone])
            left = since
            for come in range(entered, upto):
                insort(prices, reference.prices[come])
                insort(grams, reference.grams[come])
            entered = max(entered, upto)
            self._usual[day] = _of(prices, grams)

    def usual(self, day: int) -> Usual | None:
        """None with fewer than five trades."""
        if day not in self._usual:
            found = None
            if self._reference is not None:
                since, upto = _window(self._reference, day)
                columns = self._reference.prices[since:upto], self._reference.grams[since:upto]
                found = _of(*map(sorted, columns))
            self._usual[day] = found
        return self._usual[day]


def _of(prices: Sequence[int], grams: Sequence[int]) -> Usual | None:
    return Usual(middle(prices), grams=middle(grams)) if len(prices) >= ENOUGH else None


def _window(reference: Reference, day: int) -> tuple[int, int]:
    return bisect_left(reference.days, day - NEARBY_DAYS), bisect_right(reference.days, day + NEARBY_DAYS)


def _take(ordered: list[int], value: int) -> None:
    del ordered[bisect_left(ordered, value)]


def middle(ordered: Sequence[int]) -> int:
    """The middle one; of an even number the mean of the two, cut to a whole."""
    half = len(ordered) // 2
    if not ordered:
        return 0
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2


def nearest(shipped: Reference, day: int) -> int:
    """The shipped price of the closest day, of two as close the earlier one."""
    days, at = shipped.days, bisect_left(shipped.days, day)
    if at == len(days) or (at and day - days[at - 1] <= days[at] - day):
        at -= 1
    return shipped.prices[at]
