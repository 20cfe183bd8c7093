"""The course of one product: its trades one after the other, through an open position that may cross zero."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rare_desk.core.calendar import date_of, day_number
from rare_desk.core.numbers import MONEY_PLACES
from rare_desk.core.positions.pools import PICO, CostMethod, Lot, pool_for, share

Flow = tuple[int, int, int, int, int]
"""One of the desk's own trades in a product: twice its day number, plus 1 for a sale; its id; grams; amount ex VAT in
1e-4 CNY; the counterparty's id, 0 for none. Flows sorted as they are stand in the order that counts: by day, the
purchases of a day before its sales, as entered."""

_UNITS = 10 ** (PICO - MONEY_PLACES)


@dataclass(slots=True)
class Tally:
    """Grams, 1e-4 CNY ex VAT, and the realised result in 1e-12 CNY."""

    bought_g: int = 0
    bought: int = 0
    sold_g: int = 0
    sold: int = 0
    realised: int = 0
    trades: int = 0

    def add(self, other: "Tally") -> None:
        self.bought_g += other.bought_g
        self.bought += other.bought
        self.sold_g += other.sold_g
        self.sold += other.sold
        self.realised += other.realised
        self.trades += other.trades


@dataclass(frozen=True, slots=True)
class Open:
    """What is open: grams below zero when more was sold than bought, the amount (1e-12 CNY) that it cost, or that its
    sale brought, and the content in the unit of `Course.unit`; those two with the sign of the grams."""

    grams: int = 0
    amount: int = 0
    content: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """A month with trades, and what is open at its end."""

    first: dt.date
    tally: Tally
    open: Open


@dataclass(frozen=True, slots=True)
class Course:
    """`parties` by the counterparty's id: a result counts with the one with whom the position was closed."""

    months: tuple[Month, ...]
    parties: Mapping[int, Tally]
    open: Open
    lots: tuple[Lot, ...]
    unit: int = 1
    """How much content a gram at the price's own assay has."""

    @property
    def total(self) -> Tally:
        whole = Tally()
        for month in self.months:
            whole.add(month.tally)
        return whole


@dataclass(frozen=True, slots=True)
class Closing:
    """A trade, or the part of one, that closed what was open.

    `own` is its own amount and `cost` that of what it closed, in 1e-12 CNY; `before` what was open. `matched` are the
    lots closed, by FIFO alone.
    """

    id: int
    day: dt.date
    sale: bool
    party: int
    grams: int
    own: int
    cost: int
    before: Open
    matched: tuple[Lot, ...]

    @property
    def result(self) -> int:
        return self.own - self.cost if self.sale else self.cost - self.own

    @property
    def matches(self) -> tuple["Match", ...]:
        """The parts in which it closed; what they add up to is the closing, to the last digit."""
        left, own, found = self.grams, self.own, list[Match]()
        for key, grams, cost, _ in self.matched or ((0, self.grams, self.cost, 0),):
            part = share(own, grams, left)
            found.append(Match(self, key, grams, part, cost))
            left -= grams
            own -= part
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Match:
    """A closing, as far as it closed one lot; by the average, whose `lot` is 0, all of it. Units as in `Closing`."""

    closing: Closing
    lot: int
    grams: int
    own: int
    cost: int

    @property
    def result(self) -> int:
        return self.own - self.cost if self.closing.sale else self.cost - self.own


@dataclass(frozen=True, slots=True)
class Assay:
    """For a product whose price stands for a reference assay: that one and those of the trades, in 1e-6 %.

    A trade without one counts as being at the reference, as it does in the index.
    """

    reference: int
    trades: Mapping[int, int]


def course(
    flows: Iterable[Flow],
    method: CostMethod,
    assay: Assay | None = None,
    told: Callable[[Closing], None] | None = None,
) -> Course:
    """`told` hears of each closing, in order."""
    run = Run(method, assay, told)
    run.follow(flows)
    run.end_month()
    return Course(tuple(run.months), run.parties, run.open, run.pool.lots(), assay.reference if assay else 1)


class Run:
    """A course while it is followed, flow after flow."""

    def __init__(self, method: CostMethod, assay: Assay | None, told: Callable[[Closing], None] | None) -> None:
        self.pool = pool_for(method)
        self.months: list[Month] = []
        self.parties: dict[int, Tally] = {}
        self._short = 0  # 1 when what is open was sold, as the last bit of a flow's time tells a sale
        self._assay = assay
        self._told = told
        self._theirs: dict[int, Tally] = {}  # of the month, by party
        self._first = dt.date.min
        self._month_ends = 0

    @property
    def open(self) -> Open:
        pool, sign = self.pool, -1 if self._short else 1
        return Open(sign * pool.grams, sign * pool.amount, sign * pool.content)

    def follow(self, flows: Iterable[Flow]) -> None:
        pool, assay = self.pool, self._assay
        for when, key, grams, money, party in flows:
            if when >= self._month_ends or not self._theirs:
                self._begin_month(when)
            tally = self._theirs.get(party)
            if tally is None:
                tally = self._theirs[party] = Tally()
            tally.trades += 1
            sale = when & 1
            if sale:
                tally.sold_g += grams
                tally.sold += money
            else:
                tally.bought_g += grams
                tally.bought += money
            if not grams:  # less than half a gram moves money alone
                tally.realised += money * (_UNITS if sale else -_UNITS)
                continue
            content = grams if assay is None else grams * assay.trades.get(key, assay.reference)
            if sale == self._short or not pool.grams:
                self._short = sale
                pool.add((key, grams, money * _UNITS, content))
            else:
                tally.realised += self._close(when, party, (key, grams, money * _UNITS, content))

    def _close(self, when: int, party: int, lot: Lot) -> int:
        """The result; what is beyond the open mass opens the other side."""
        key, grams, amount, content = lot
        pool, sale, told = self.pool, when & 1, self._told
        closed = min(grams, pool.grams)
        own = share(amount, closed, grams)
        before, matched = (self.open, list[Lot]()) if told else (Open(), None)
        cost = pool.take(closed, matched)
        if closed < grams:
            self._short = sale
            pool.add((key, grams - closed, amount - own, content - share(content, closed, grams)))
        if told:
            day, parts = date_of(when >> 1), tuple(matched or ())
            told(Closing(key, day, bool(sale), party, closed, own, cost, before, parts))
        return own - cost if sale else cost - own

    def _begin_month(self, when: int) -> None:
        self.end_month()
        self._first = date_of(when >> 1).replace(day=1)
        self._month_ends = 2 * day_number(next_month(self._first))

    def end_month(self) -> None:
        if not self._theirs:
            return
        whole = Tally()
        for party, tally in self._theirs.items():
            whole.add(tally)
            if party in self.parties:
                self.parties[party].add(tally)
            else:
                self.parties[party] = tally
        self.months.append(Month(self._first, whole, self.open))
        self._theirs = {}


def next_month(first: dt.date) -> dt.date:
    """The first day of the month after."""
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
