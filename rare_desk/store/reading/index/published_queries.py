"""Indices that others publish, and their points."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.calendar import day_number
from rare_desk.core.numbers import RATE_PLACES, from_scaled, to_scaled
from rare_desk.store.book import Book
from rare_desk.store.rows import Row

VALUE_PLACES = RATE_PLACES


@dataclass(frozen=True, slots=True)
class PublishedIndex:
    """`base` is what its publisher says of its base, as text; `count`, `first`, `last` and `value` are of its points
    and not stored with it."""

    name: str
    publisher: str = ""
    base: str = ""
    source_url: str = ""
    note: str = ""
    id: int = 0
    count: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    value: Decimal | None = None
    """The last one."""


@dataclass(frozen=True, slots=True)
class PointRow:
    id: int
    date: dt.date
    value: Decimal


def index_row(index: PublishedIndex) -> Row:
    return {name: getattr(index, name) for name in ("name", "publisher", "base", "source_url", "note")}


def point_row(index: int, day: dt.date, value: Decimal) -> Row:
    return {"published_index": index, "date": day.isoformat(), "value": to_scaled(value, VALUE_PLACES)}


def published_indices(book: Book) -> list[PublishedIndex]:
    """In the order in which they came into the book."""
    found = book.fetch(
        "SELECT i.name, i.publisher, i.base, i.source_url, i.note, i.id, count(p.id), min(p.date), max(p.date),"
        " (SELECT value FROM published_points WHERE published_index = i.id ORDER BY date DESC LIMIT 1)"
        " FROM published_indices i LEFT JOIN published_points p ON p.published_index = i.id GROUP BY i.id ORDER BY i.id"
    )
    return [
        PublishedIndex(
            name, publisher, base, url, note, row, count, _day(first), _day(last),
            None if value is None else from_scaled(value, VALUE_PLACES),
        )
        for name, publisher, base, url, note, row, count, first, last, value in found
    ]  # fmt: skip


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def published_points(book: Book, index: int) -> tuple[list[int], list[Decimal]]:
    """Days since 1970-01-01, ascending, and the values on them: for a chart or a comparison."""
    rows = point_rows(book, index)
    return [day_number(row.date) for row in rows], [row.value for row in rows]


def point_rows(book: Book, index: int) -> list[PointRow]:
    """Ascending by date."""
    found = book.fetch("SELECT id, date, value FROM published_points WHERE published_index = ? ORDER BY date", (index,))
    return [PointRow(row, dt.date.fromisoformat(day), from_scaled(value, VALUE_PLACES)) for row, day, value in found]


def published_names(book: Book) -> list[tuple[str, str]]:
    """(name, publisher), by name."""
    return [(name, by) for name, by in book.fetch("SELECT name, publisher FROM published_indices ORDER BY name")]


def drawn_points(book: Book, name: str) -> list[tuple[dt.date, float]]:
    """Of the published index of that name, by date, as a chart draws them."""
    found = book.fetch(
        "SELECT p.date, p.value FROM published_points p JOIN published_indices i ON i.id = p.published_index"
        " WHERE i.name = ? ORDER BY p.date",
        (name,),
    )
    return [(dt.date.fromisoformat(day), value / 10**VALUE_PLACES) for day, value in found]


def points_by_name(book: Book, names: Iterable[str]) -> dict[tuple[str, dt.date], PointRow]:
    """The points of the indices with these names."""
    wanted = set(names)
    return {
        (index.name, row.date): row
        for index in published_indices(book)
        if index.name in wanted
        for row in point_rows(book, index.id)
    }
