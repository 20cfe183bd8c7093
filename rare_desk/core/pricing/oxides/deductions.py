"""The deductions that past announced prices imply, what they offer for the next one, and how far that has been off."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Offer(StrEnum):
    """Which of the past deductions is taken for the next."""

    LAST = "last"
    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class Past:
    """A quarter's announced price beside the netback value of the quarter before it, CNY per dry tonne at one grade."""

    quarter: str
    value_at_grade: Decimal
    announced_price: Decimal

    @property
    def deduction(self) -> Decimal:
        return self.value_at_grade - self.announced_price


@dataclass(frozen=True, slots=True)
class Tested:
    """What a quarter would have been estimated at from the quarters before it, not rounded."""

    past: Past
    estimate: Decimal

    @property
    def off(self) -> Decimal:
        return self.estimate - self.past.announced_price

    @property
    def off_percent(self) -> Decimal:
        return self.off * 100 / self.past.announced_price


def offered(past: Sequence[Past], offer: Offer) -> Decimal:
    """Of at least one quarter, in the order of time."""
    deductions = [one.deduction for one in past]
    if offer is Offer.LAST:
        return deductions[-1]
    if offer is Offer.MEAN:
        return sum(deductions, Decimal(0)) / len(deductions)
    ordered = sorted(deductions)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def back_tested(past: Sequence[Past], offer: Offer) -> tuple[Tested, ...]:
    """Every quarter but the first, from those before it alone."""
    return tuple(
        Tested(one, one.value_at_grade - offered(past[:place], offer)) for place, one in enumerate(past) if place
    )


def mean_off(tests: Sequence[Tested]) -> Decimal | None:
    """The mean of how far the estimates were off, in percent of the announced price whichever way; None of none."""
    return sum((abs(one.off_percent) for one in tests), Decimal(0)) / len(tests) if tests else None
