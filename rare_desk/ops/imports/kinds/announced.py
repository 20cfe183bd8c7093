"""Announced concentrate prices out of files: new quarters, and what is announced otherwise than the book has it."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal

from rare_desk.core.numbers import MONEY_PLACES, RATE_PLACES, half_up, plain
from rare_desk.core.problems import Problem, problem
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops.imports.plans import Source
from rare_desk.ops.imports.records import Form, Kept
from rare_desk.sheets.records.announced import AnnouncedRead, key_of, read_announced
from rare_desk.sheets.records.reading import ReadFile
from rare_desk.store.book import Book, Step
from rare_desk.store.reading.queries import announced_with_ids
from rare_desk.store.rows import Row, announced_row

KIND = "announced"
_COMPARED = ("per_percent", "announced_on", "status")
"""Where the table says anything of them."""
_FORMS = ("{} CNY/t", "REO {} %", "{} / 1 %", "{}")
"""Of the values but for the status, which has sentences of its own."""


def form() -> Form[AnnouncedRead]:
    return Form(KIND, _read, _kept, _key, _value, _differs, _put)


def _read(_book: Book, source: Source) -> ReadFile[AnnouncedRead] | Problem:
    return read_announced(source.data, source.name)


def _key(read: AnnouncedRead) -> Hashable:
    return key_of(read.price)


def _value(read: AnnouncedRead) -> Hashable:
    return _told(read.price, read.said)


def _told(price: AnnouncedPrice, said: frozenset[str]) -> tuple[object, ...]:
    """What is compared, in the book's own digits; None for what the table leaves open."""
    amounts = {"price": price.price, "per_percent": price.per_percent}
    scaled = {name: None if value is None else half_up(value, MONEY_PLACES) for name, value in amounts.items()}
    rest = {"announced_on": price.announced_on, "status": price.status, "per_percent": scaled["per_percent"]}
    return (
        scaled["price"],
        half_up(price.reo_basis, RATE_PLACES),
        *(rest[name] if name in said else None for name in _COMPARED),
    )


def _kept(book: Book, reads: Sequence[AnnouncedRead]) -> Mapping[Hashable, Kept]:
    there: dict[Hashable, list[tuple[int, AnnouncedPrice]]] = defaultdict(list)
    for row_id, price in announced_with_ids(book):
        there[key_of(price)].append((row_id, price))
    found: dict[Hashable, Kept] = {}
    for read in reads:
        rows = [Kept(row_id, _told(price, read.said)) for row_id, price in there.get(_key(read), ())]
        if rows:
            same = (row for row in rows if row.value == _value(read))
            found[_key(read)] = next(same, rows[0])
    return found


def _differs(read: AnnouncedRead, kept: Kept) -> Problem:
    here, there = _value(read), kept.value
    assert isinstance(here, tuple)
    assert isinstance(there, tuple)
    if here[:-1] == there[:-1]:
        return problem(f"announced-is-{read.price.status}", "status", "", quarter=read.price.quarter)
    told, other = (_shown(one, here, there) for one in (here, there))
    return problem("announced-differs", "price", _figure(here[0]), told=told, other=other, quarter=read.price.quarter)


def _shown(one: tuple[object, ...], here: tuple[object, ...], there: tuple[object, ...]) -> str:
    """What differs, but for the status."""
    differing = [at for at in range(len(_FORMS)) if here[at] != there[at]]
    return ", ".join(_FORMS[at].format(_figure(one[at])) for at in differing)


def _figure(value: object) -> str:
    return plain(value) if isinstance(value, Decimal) else str(value or "-")


def _put(
    _book: Book, step: Step, fresh: Sequence[AnnouncedRead], changed: Sequence[tuple[int, AnnouncedRead]], _batch: int
) -> None:
    step.insert_many("announced", [announced_row(read.price) for read in fresh])
    for row_id, read in changed:
        step.update("announced", row_id, _changes(announced_row(read.price), step.read("announced", row_id), read.said))


def _changes(row: Row, before: Row | None, said: frozenset[str]) -> Row:
    """What the table leaves open stays, but for what a price per percent is of another price."""
    figures = ("price", "reo_basis")
    others = before is None or any(before[name] != row[name] for name in figures)
    kept = {*figures, "quarter", *said, *({"per_percent"} if others else ())}
    return {name: value for name, value in row.items() if name in kept}
