"""A vintage beside the live index: every figure then and now."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.publication import vintage
from rare_desk.core.rules.methodology import GIVEN_SERIES
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.publication.publishing import caught_up, drafts
from rare_desk.ops.publication.reading import Json, document, text
from rare_desk.store.book import Book
from rare_desk.store.reading.index.vintages import VintageRow


@dataclass(frozen=True, slots=True)
class Figure:
    """A series or a product's daily price; None where there is no figure, statuses empty then."""

    name: str
    then: Decimal | None
    now: Decimal | None
    status_then: str
    status_now: str

    @property
    def percent(self) -> Decimal | None:
        return None if not self.then or self.now is None else (self.now / self.then - 1) * 100


@dataclass(frozen=True, slots=True)
class Beside:
    """`holds`: the document has its hash. `same_inputs` and `same_methodology` compare with what would be published
    now; None when there is no such point any more."""

    vintage: VintageRow
    document: Json
    holds: bool
    points: tuple[Figure, ...]
    prices: tuple[Figure, ...]
    same_inputs: bool | None
    same_methodology: bool | None


def beside(book: Book, state: IndexState | None, row: VintageRow, today: dt.date | None = None) -> Beside:
    """Refused when there is no such vintage."""
    with book.snapshot():
        state = caught_up(book, state, today)
        written, then = text(book, row.id), document(book, row.id)
        there = row.date in vintage.dates(state.computation, row.freq)
        draft = drafts(book, state, row.freq, [row.date])[0] if there else None
    now: Json | None = json.loads(str(draft["document"])) if draft else None
    return Beside(
        vintage=row,
        document=then,
        holds=vintage.digest(written) == row.hash,
        points=_figures(then["points"], now["points"] if now else {}, "value"),
        prices=_figures(then["prices"], now["prices"] if now else {}, "price"),
        same_inputs=None if draft is None else draft["inputs_hash"] == row.inputs_hash,
        same_methodology=None if draft is None else draft["methodology_hash"] == row.methodology_hash,
    )


def _headlines_first(name: str) -> tuple[int, str]:
    return GIVEN_SERIES.index(name) if name in GIVEN_SERIES else len(GIVEN_SERIES), name


def _figures(then: Mapping[str, Json], now: Mapping[str, Json], key: str) -> tuple[Figure, ...]:
    nothing: Json = {}
    names = sorted({*then, *now}, key=_headlines_first)
    return tuple(_figure(name, then.get(name, nothing), now.get(name, nothing), key) for name in names)


def _figure(name: str, then: Json, now: Json, key: str) -> Figure:
    was, is_now = (Decimal(one[key]) if key in one else None for one in (then, now))
    return Figure(name, was, is_now, then.get("status", ""), now.get("status", ""))
