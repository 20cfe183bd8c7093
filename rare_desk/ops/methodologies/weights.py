"""Weight sets from the book's own trades, with their working, and the days on which sets take over from each other."""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.explain.grounds import taken_over
from rare_desk.core.index.engine import Computation
from rare_desk.core.numbers import exact, half_up, plain
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.rules.methodology import CustomIndex, Methodology, WeightSet
from rare_desk.core.rules.shares import bounded_shares

FLOOR, CAP = Decimal("0.01"), Decimal("0.35")
TYPED, IMPORTED, COMPUTED = "typed", "imported", "computed"


@dataclass(frozen=True, slots=True)
class Share:
    """One product's part in the eligible trades: `value` is CNY ex VAT, `raw` its share, `weight` after the bounds."""

    product: str
    trades: int
    tonnes: Decimal
    value: Decimal
    raw: Decimal
    weight: Decimal


@dataclass(frozen=True, slots=True)
class ComputedWeights:
    """The working of a computed set: trades dated `first` to `last`, the largest value first."""

    first: dt.date
    last: dt.date
    floor: Decimal
    cap: Decimal
    shares: tuple[Share, ...]

    @property
    def weights(self) -> dict[str, float]:
        return {share.product: float(share.weight) for share in self.shares}


def compute_weights(
    computation: Computation,
    products: Collection[str] | None = None,
    last: dt.date | None = None,
    floor: Decimal = FLOOR,
    cap: Decimal = CAP,
) -> ComputedWeights:
    """Value shares of the accepted trades of the 12 months up to `last` (None: the last index day), within bounds.

    `products` are those that may have a weight, None all that were traded. Refused when the bounds cannot be kept or
    nothing was traded.
    """
    end = last or computation.last_day
    if end is None:
        raise Refused(problem("no-index-day"))
    first = year_before(end)
    traded = _traded(computation, first, end)
    counted = {code: found for code, found in traded.items() if products is None or code in products}
    bounded = bounded_shares({code: found[2] for code, found in counted.items()}, floor, cap)
    if isinstance(bounded, Problem):
        raise Refused(bounded)
    total = sum(found[2] for found in counted.values())
    shares = [
        Share(code, trades, tonnes, half_up(value, 2), half_up(value / total, 6), bounded[code])
        for code, (trades, tonnes, value) in counted.items()
        if code in bounded
    ]
    return ComputedWeights(first, end, floor, cap, tuple(sorted(shares, key=lambda share: (-share.raw, share.product))))


def year_before(day: dt.date) -> dt.date:
    """The first day of the 12 months that end with that day."""
    after = day + dt.timedelta(days=1)
    try:
        return after.replace(year=after.year - 1)
    except ValueError:  # the 29th of February
        return after.replace(year=after.year - 1, month=3, day=1)


def _traded(computation: Computation, first: dt.date, last: dt.date) -> Mapping[str, tuple[int, Decimal, Decimal]]:
    """Of each product the number, tonnes and value of the accepted trades dated within."""
    days = computation.days.tolist()
    start = bisect_left(days, day_number(first))
    rows = computation.rows_between(start, min(bisect_left(days, day_number(last)) + 1, len(days)))
    found: dict[str, tuple[int, Decimal, Decimal]] = defaultdict(lambda: (0, Decimal(0), Decimal(0)))
    columns = rows.columns
    arrays = (columns.day, columns.product, columns.quantity, columns.price, rows.code)
    for day, product, quantity, price, code in zip(*(array.tolist() for array in arrays), strict=True):
        if code == 0 and day_number(first) <= day <= day_number(last):
            tonnes = exact(quantity)
            trades, mass, value = found[columns.products[product]]
            found[columns.products[product]] = trades + 1, mass + tonnes, value + tonnes * exact(price)
    return found


def members(rules: Methodology) -> frozenset[str]:
    """The products with a weight in the newest set."""
    return frozenset(code for code, weight in rules.weight_sets[-1].weights.items() if weight > 0)


def working(made: ComputedWeights) -> dict[str, Any]:
    """In the form of the command line's JSON: mass, money and weights are texts."""
    return {
        "from": made.first.isoformat(),
        "to": made.last.isoformat(),
        "floor": plain(made.floor),
        "cap": plain(made.cap),
        "weights": [
            {
                "product": one.product,
                "trades": one.trades,
                "quantity_t": plain(one.tonnes),
                "amount_cny": plain(one.value),
                "raw_share": plain(one.raw),
                "weight": plain(one.weight),
            }
            for one in made.shares
        ],
    }


def computed_set(made: ComputedWeights, effective: dt.date, author: str, reason: str) -> WeightSet:
    return WeightSet(effective, made.weights, author, reason, COMPUTED)


@dataclass(frozen=True, slots=True)
class Link:
    """A set takes over in a series on `date`, its first index day in force, at the value `level` of the series then.

    `first` is the set whose reference prices are those of the base: nothing is linked there.
    """

    date: dt.date
    series: str
    level: float
    effective: dt.date
    first: bool


def links(computation: Computation) -> tuple[Link, ...]:
    """Where weight sets take over, series by series in the order of `series_names`."""
    found: list[Link] = []
    for name in computation.series_names:
        daily = computation.daily[name]
        for number, (regime, level) in enumerate(zip(daily.sets, daily.links.level, strict=True)):
            if level == level:
                day, first = date_of(int(computation.days[regime.start])), number == 0
                value = level if first else taken_over(computation, daily, number)
                found.append(Link(day, name, value, regime.effective, first))
    return tuple(found)


def templates(effective: dt.date, reason: str = "") -> tuple[CustomIndex, ...]:
    """Indices of one's own to begin with; their weights are proposals, not market statistics, as `reason` may say."""
    magnet = {"PRND-O": 0.7, "DY-O": 0.15, "TB-O": 0.15}
    chain = {"CARB": 0.2, "PRND-O": 0.4, "PRND-M": 0.4}
    named = (
        ("magnet", "磁材篮子指数", "Magnet basket", magnet),
        ("chain", "碳酸盐到金属指数", "Carbonate to metal", chain),
    )
    return tuple(
        CustomIndex(key, zh, en, (WeightSet(effective, weights, reason=reason, source=TYPED),))
        for key, zh, en, weights in named
    )
