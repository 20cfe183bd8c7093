"""The index of a book, computed once and renewed after changes."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rare_desk.core.calendar import IndexDays
from rare_desk.core.index.engine import Computation, compute_versions, first_to_read, recompute
from rare_desk.core.index.versions import acting
from rare_desk.core.rules.methodology import Methodology
from rare_desk.ops.methodologies.finding import find_versions
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading import queries
from rare_desk.store.reading.index.index_columns import index_columns
from rare_desk.store.reading.quotes.quote_columns import quote_columns
from rare_desk.store.rows import CounterpartyRow

_GROUND = frozenset({"counterparties", "products", "methodologies", "non_trading_days", "settings"})


@dataclass(frozen=True)
class Ground:
    """What a computation rests on besides trades and quotes; another one needs a computation from the start."""

    rules: tuple[Methodology, ...]
    """All versions in the order of their numbers, or the one asked for."""
    calendar: frozenset[dt.date]
    groups: tuple[Mapping[str, str], ...]
    """Of every product, by each version."""
    assays: tuple[object, ...]
    parties: Mapping[int, tuple[str, str, str]]
    desk_groups: frozenset[str]

    def carries(self, later: "Ground") -> bool:
        """Whether what was computed on this one stands on the later one, which may know more parties."""
        same = replace(later, parties=self.parties) == self
        return same and all(later.parties.get(key, party) == party for key, party in self.parties.items())


@dataclass(frozen=True)
class IndexState:
    """A computation of a book's index and what is needed to renew it."""

    computation: Computation
    ground: Ground
    asked: str | None
    to: dt.date | None
    step: int = 0
    """The last step of the journal that the computation knows of."""
    day: dt.date = field(default_factory=dt.date.today)
    """On which it was asked which version is in force."""

    @staticmethod
    def load(book: Book, methodology: str | None = None, to: dt.date | None = None) -> "IndexState":
        """`methodology` is a name of the book's or the path of a JSON file; None is the book's own.

        `to` extends the index days to that one, today at the latest. Refused when the methodology cannot be had.
        """
        step, ground = book.last_step(), _ground(book, find_versions(book, methodology))
        return IndexState(_computed(ground, book, to), ground, methodology, to, step)

    @staticmethod
    def with_rules(book: Book, rules: Methodology, to: dt.date | None = None) -> "IndexState":
        """By a methodology that the book need not have."""
        step, ground = book.last_step(), _ground(book, (rules,))
        return IndexState(_computed(ground, book, to), ground, rules.name, to, step)

    def refresh(self, book: Book, changes: Changes, to: dt.date | None = None) -> "IndexState":
        """The state after the changes; what they cannot have moved is not computed again."""
        to, step = to or self.to, changes.step or self.step
        asked_anew = bool(changes.tables & _GROUND) or self.day != dt.date.today()
        ground = _ground(book, find_versions(book, self.asked)) if asked_anew else self.ground
        touched = bool(changes.tables & {"trades", "quotes"})
        if not self.ground.carries(ground) or (touched and changes.first_day is None):
            return IndexState(_computed(ground, book, to), ground, self.asked, to, step)
        first, last = (changes.first_day, changes.last_day) if touched else (None, None)
        if first is None:
            first = None if to == self.to else self.computation.last_day
        if first is None:
            return replace(self, ground=ground, step=step, day=dt.date.today())
        calendar = self.computation.calendar
        since, until = first_to_read(calendar, first), None if last is None else calendar.on_or_after(last)
        with book.snapshot():
            trades = index_columns(book, first=since, last=until)
            quoted = quote_columns(book, since, until or dt.date.max) if "quotes" in changes.tables else None
        renewed = recompute(self.computation, trades, since, _until(to), quoted, until)
        if _acting(ground, renewed) != _acting(ground, self.computation):
            renewed = _computed(ground, book, to)
        return IndexState(renewed, ground, self.asked, to, step)


def _acting(ground: Ground, computation: Computation) -> tuple[Methodology, ...]:
    """The versions in force on its days."""
    first, last = computation.first_day, computation.last_day
    return ground.rules if first is None or last is None else acting(ground.rules, first, last)


def _until(to: dt.date | None) -> dt.date | None:
    return None if to is None else min(to, dt.date.today())


def _computed(ground: Ground, book: Book, to: dt.date | None) -> Computation:
    with book.snapshot():
        trades, quoted = index_columns(book), quote_columns(book)
    return compute_versions(trades, ground.rules, IndexDays(ground.calendar), ground.groups, _until(to), quoted)


def _ground(book: Book, rules: tuple[Methodology, ...]) -> Ground:
    """The calendar is that of the latest version."""
    products = list(queries.catalogue(book))
    days = rules[-1].non_trading_days
    return Ground(
        rules=rules,
        calendar=queries.non_trading_days(book) if days is None else days,
        groups=tuple({product.code: product.group for product in products} | dict(one.groups) for one in rules),
        assays=tuple((product.code, product.form, product.reference_reo_pct) for product in products),
        parties={party.id: _party(party) for party in queries.counterparties(book)},
        desk_groups=queries.desk_groups(book),
    )


def _party(party: CounterpartyRow) -> tuple[str, str, str]:
    return party.name, party.group_name, party.country
