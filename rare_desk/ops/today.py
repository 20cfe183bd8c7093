"""What stands on the first page and in the bulletin: levels, products, announced price, what needs attention."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rare_desk.core.index.daily import STATUSES
from rare_desk.core.index.engine import Computation, DailyPrices
from rare_desk.core.life.dues import Delivery
from rare_desk.core.numbers import exact, half_up, plain, whole_percent
from rare_desk.core.products import Catalogue, Product
from rare_desk.core.quotes import AnnouncedPrice, in_force_on
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.life.dues import Planned, due_list
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import TradeFilter, counts_on, trade_page
from rare_desk.store.rows import TradeRow
from rare_desk.words import has

if TYPE_CHECKING:
    from rare_desk.ops.publication import Pending


@dataclass(frozen=True, slots=True)
class Level:
    """A series on its last day. `change_pct` from the published values; `statuses` go with `course`."""

    series: str
    value: Decimal
    change_pct: Decimal | None
    status: str
    reasons: tuple[str, ...]
    trades: int
    coverage: float
    course: Sequence[float]
    statuses: Sequence[str]


@dataclass(frozen=True, slots=True)
class ProductLine:
    """A product's daily price in CNY per tonne ex VAT; `trades` are those dated on the day, `weight` a share of 1."""

    product: Product
    price: float
    status: str
    day_pct: Decimal | None
    month_pct: Decimal | None
    course: Sequence[float]
    statuses: Sequence[str]
    weight: float | None
    trades: int
    stale_days: int


@dataclass(frozen=True, slots=True)
class Attention:
    """`code` is a key of resources/words/today.toml, filled by `details` and the name of `product`; `trade` its row,
    `file` the path of one that waits in the watched folder, `due` what the trades meant have in common."""

    code: str
    chip: str
    details: tuple[tuple[str, str], ...] = ()
    product: str = ""
    trade: int | None = None
    page: str = ""
    file: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """`day` is the book's last index day, None when the book has no priced day."""

    day: dt.date | None
    levels: tuple[Level, ...]
    products: tuple[ProductLine, ...]
    catalogue: Catalogue
    announced: tuple[AnnouncedPrice, ...]
    current: AnnouncedPrice | None
    previous: AnnouncedPrice | None
    last_trades: tuple[TradeRow, ...]
    attention: tuple[Attention, ...]


COURSE_DAYS = 40
LAST_TRADES = 12
SUSPECTS = 8
_SEEN = ("observed", "window", "quoted")


def overview(book: Book, state: IndexState | None, restatable: Sequence[Pending] = ()) -> Overview:
    """Reads the book and the computed index; without one yet the parts that come from it are empty.

    `restatable` are the published points that moved so that they may be restated.
    """
    computation = state.computation if state else None
    day = computation.last_day if computation else None
    products = queries.catalogue(book)
    levels = _levels(computation) if computation else ()
    lines = _lines(book, computation, products) if computation else ()
    announced = queries.announced(book)
    current = in_force_on(day, announced) if day else None
    last = tuple(trade_page(book, limit=LAST_TRADES))
    return Overview(
        day=day,
        levels=levels,
        products=lines,
        catalogue=products,
        announced=announced,
        current=current,
        previous=_before(current, announced),
        last_trades=last,
        attention=(
            *_overdue(book),
            *_suspects(book),
            *_moved(restatable),
            *_thin(levels),
            *_stale(lines),
            *_unknown(day, announced),
        ),
    )


def _levels(computation: Computation) -> tuple[Level, ...]:
    found = []
    for name in ("composite", "light", "heavy"):
        series = computation.series(name)
        if not len(series):
            continue
        point = series.point(len(series) - 1)
        before = series.point(len(series) - 2).value if len(series) > 1 else None
        since = -COURSE_DAYS
        official = series.official[since:].tolist()
        found.append(
            Level(
                series=name,
                value=point.value,
                change_pct=_percent(point.value, before),
                status=point.status,
                reasons=point.reasons,
                trades=point.trades,
                coverage=point.coverage,
                course=series.value[since:].tolist(),
                statuses=["official" if one else "indicative" for one in official],
            )
        )
    return tuple(found)


def _lines(book: Book, computation: Computation, products: Catalogue) -> tuple[ProductLine, ...]:
    """The heaviest member of the composite first."""
    priced = set(computation.priced_products())
    day = computation.last_day
    todays = counts_on(book, day) if day else {}
    weights = _weights(computation)
    lines = [
        _line(product, computation.daily_prices(product.code), weights.get(product.code), todays.get(product.code, 0))
        for product in products
        if product.code in priced
    ]
    return tuple(sorted(lines, key=lambda line: -(line.weight or 0)))


def _line(product: Product, prices: DailyPrices, weight: float | None, trades: int) -> ProductLine:
    course = prices.price[-COURSE_DAYS:].tolist()
    statuses = [STATUSES[number] for number in prices.status.tolist()]
    days = prices.days.tolist()
    month_ago = bisect_right(days, days[-1] - 30) - 1
    unseen = next((n for n, status in enumerate(reversed(statuses)) if status in _SEEN), len(statuses))
    return ProductLine(
        product=product,
        price=course[-1],
        status=statuses[-1],
        day_pct=_percent_of(course[-1], course[-2]) if len(course) > 1 else None,
        month_pct=_percent_of(course[-1], float(prices.price[month_ago])) if month_ago >= 0 else None,
        course=course,
        statuses=["" if status in _SEEN else status for status in statuses[-COURSE_DAYS:]],
        weight=weight,
        trades=trades,
        stale_days=unseen,
    )


def _weights(computation: Computation) -> dict[str, float]:
    """The members' shares of the composite in the weight set in force."""
    if not computation.sets:
        return {}
    last = computation.sets[-1]
    shares = zip(computation.products, last.weight.tolist(), last.members.tolist(), strict=True)
    mine = {code: weight for code, weight, member in shares if member}
    total = sum(mine.values())
    return {code: weight / total for code, weight in mine.items()}


def _percent(value: Decimal, before: Decimal | None) -> Decimal | None:
    """Change in percent to 0.01; of published values, as the methodology says."""
    return half_up((value / before - 1) * 100, 2) if before else None


def _percent_of(value: float, before: float) -> Decimal:
    return half_up(exact((value / before - 1) * 100), 2)


def _before(current: AnnouncedPrice | None, announced: Sequence[AnnouncedPrice]) -> AnnouncedPrice | None:
    """The last price in force before the current one, gaps passed over."""
    if current is None:
        return None
    earlier = [one for one in announced if one.in_force and one.quarter < current.quarter]
    return max(earlier, key=lambda one: one.quarter, default=None)


def _overdue(book: Book) -> list[Attention]:
    """Deliveries in one, payments in one, each with the one that is due longest."""
    today = dt.date.today()
    late = [one for one in due_list(book, today - dt.timedelta(days=1)) if one.overdue(today)]
    goods = [one for one in late if isinstance(one.row.due, Delivery)]
    found = []
    for code, rows in (("overdue-delivery", goods), ("overdue-payment", [one for one in late if one not in goods])):
        if rows:
            details = (
                ("count", str(len(rows))),
                ("sum", _late_sum(rows)),
                ("deal", rows[0].trade.number),
                ("date", str(rows[0].row.due.due)),
            )
            trade = rows[0].trade.id if len({one.trade.id for one in rows}) == 1 else None
            found.append(Attention(code, "overdue", details, trade=trade, page="trades", due="overdue"))
    return found


def _late_sum(rows: Sequence[Planned]) -> str:
    """Tonnes, or money in each currency."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in rows:
        due = one.row.due
        if isinstance(due, Delivery):
            sums[""] += due.quantity_t
        else:
            sums[due.currency] += due.amount
    return ", ".join(f"{Decimal(plain(value)):,f} {currency}".strip() for currency, value in sorted(sums.items()))


def _suspects(book: Book) -> list[Attention]:
    found = []
    for row in trade_page(book, TradeFilter(suspect_only=True), limit=SUSPECTS):
        code = row.trade.suspect.split(",")[0]
        code = code if has(f"today.{code}-do") else "suspect-otherwise"
        details = (
            ("deal", row.number),
            ("price", f"{Decimal(plain(row.trade.price or Decimal(0))):,f}"),
            ("quantity", plain(row.trade.quantity_t or Decimal(0))),
            ("date", row.trade.date.isoformat()),
        )
        found.append(Attention(code, "suspect", details, row.trade.product, row.id, "trades"))
    return found


def _moved(restatable: Sequence[Pending]) -> list[Attention]:
    """All in one, with the one that moved furthest."""
    if not restatable:
        return []
    first = max(restatable, key=lambda one: one.moves[0].size)
    details = (
        ("count", str(len(restatable))),
        ("date", first.vintage.date.isoformat()),
        ("size", "–" if first.largest is None else f"{half_up(first.largest, 2):+}".replace("-", "−")),
    )
    return [Attention("restatement", "restate", details, page="publication")]


def _thin(levels: Sequence[Level]) -> list[Attention]:
    return [
        Attention(
            f"indicative-{level.series}",
            "indicative",
            (("trades", str(level.trades)), ("coverage", whole_percent(level.coverage))),
            page="index",
        )
        for level in levels
        if level.status == "indicative"
    ]


def _stale(lines: Sequence[ProductLine]) -> list[Attention]:
    return [
        Attention("stale", "stale", (("days", str(line.stale_days)),), line.product.code, page="quotes")
        for line in lines
        if line.status == "stale" and line.weight
    ]


def _unknown(day: dt.date | None, announced: Sequence[AnnouncedPrice]) -> list[Attention]:
    """Quarters of the last year whose price nobody could find."""
    if day is None:
        return []
    return [
        Attention("unknown-quarter", "missing", (("quarter", one.quarter),), page="quotes")
        for one in announced
        if one.status == "unknown" and 0 <= (day - one.first_day).days <= 400
    ]
