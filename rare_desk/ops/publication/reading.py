"""What was published: the list of vintages, one of them in full, and the index as published on a date."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.publication import vintage
from rare_desk.core.rules.methodology import GIVEN_SERIES
from rare_desk.store.book import Book
from rare_desk.store.reading.index import vintages as stored
from rare_desk.store.reading.index.vintages import PublishedPoint, VintageRow
from rare_desk.store.reading.queries import product_ids

Json = dict[str, Any]
Which = Literal["latest", "first"]
Point = tuple[str, dt.date]
"""A frequency and a date."""


@dataclass(frozen=True, eq=False)
class Vintages:
    """All vintages of a book in the order of their publication; the same object as long as nothing is published."""

    rows: tuple[VintageRow, ...] = ()

    @classmethod
    def load(cls, book: Book, before: "Vintages | None" = None) -> "Vintages":
        """With `before`, only what is new is read; vintages never change, but undo takes the last ones away."""
        known = before.rows if before else ()
        ids = stored.vintage_ids(book)
        kept = len(known) if [row.id for row in known] == ids[: len(known)] else 0
        if kept == len(ids) and kept == len(known) and before is not None:
            return before
        after = known[kept - 1].id if kept else 0
        return cls((*known[:kept], *stored.vintages(book, after=after)))

    @cached_property
    def newest(self) -> dict[Point, VintageRow]:
        """The vintage that counts of each point."""
        return {(row.freq, row.date): row for row in self.rows}

    @cached_property
    def first(self) -> dict[Point, VintageRow]:
        """The one with which each point was published."""
        return {(row.freq, row.date): row for row in reversed(self.rows)}

    @cached_property
    def by_id(self) -> dict[int, VintageRow]:
        return {row.id: row for row in self.rows}

    def dates(self, freq: str) -> set[dt.date]:
        return {day for one, day in self.newest if one == freq}

    def of_point(self, freq: str, day: dt.date) -> list[VintageRow]:
        """Its history, first published first."""
        return [row for row in self.rows if (row.freq, row.date) == (freq, day)]


def any_published(book: Book) -> bool:
    return bool(stored.vintage_ids(book))


def document(book: Book, number: int) -> Json:
    """The document as it was published. Refused when there is no such vintage, BookError when it is none any more."""
    written = text(book, number)
    with stored.sound(book):
        found: Json = json.loads(written)
        _ = found["points"], found["prices"]
    return found


def text(book: Book, number: int) -> str:
    """Its bytes, as text."""
    found = stored.vintage_text(book, number)
    if found is None:
        raise Refused(problem("no-vintage", value=str(number)))
    return found


def holds(book: Book, row: VintageRow) -> bool:
    """Whether the document still has the hash under which it was published."""
    return vintage.digest(text(book, row.id)) == row.hash


def altered(book: Book, number: int) -> Problem | None:
    """What to say of a vintage whose document is not the published one any more."""
    row = Vintages.load(book).by_id.get(number)
    if row is None or holds(book, row):
        return None
    return problem("check-vintage", "", number, date=row.date.isoformat())


def told(vintages: Vintages, rows: Sequence[VintageRow] | None = None) -> list[Json]:
    """Vintages in the form of the command line's JSON; all of them when `rows` is None."""
    return [_told(vintages, row) for row in (vintages.rows if rows is None else rows)]


def _told(vintages: Vintages, row: VintageRow) -> Json:
    newest = vintages.newest[row.freq, row.date]
    return {
        "vintage": row.id,
        "freq": row.freq,
        "date": row.date.isoformat(),
        **{name: None if (value := row.value(name)) is None else str(value) for name in GIVEN_SERIES},
        "status": row.status,
        "published_at": row.at,
        "by": row.who,
        "methodology": row.methodology,
        "version": row.version,
        "methodology_hash": row.methodology_hash,
        "inputs_hash": row.inputs_hash,
        "hash": row.hash,
        "restates": row.restates,
        "superseded": newest.id != row.id,
        "reason": row.reason,
    }


def as_published(
    book: Book,
    series: str = "composite",
    freq: str = "daily",
    on: dt.date | dt.datetime | None = None,
    which: Which = "latest",
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> Json:
    """The points that were published by then, each as its latest (or its first) vintage has it, from `first` to `last`.

    `on` is a moment, or a day: then what was published until it ended in this place's time. None is now. Refused for a
    name that is neither a series nor a product, nor was ever published.
    """
    points: dict[dt.date, Json] = {}
    series = _known(book, series)
    for point in stored.published_points(book, series, freq, _until(on)):
        if (first is None or point.date >= first) and (last is None or point.date <= last):
            if which == "latest":
                points[point.date] = _point(point)
            else:
                points.setdefault(point.date, _point(point))
    return {
        "series": series,
        "freq": freq,
        "as_published": which if on is None else on.isoformat(),
        "points": [points[day] for day in sorted(points)],
    }


def _point(point: PublishedPoint) -> Json:
    """Raw value and coverage as the numbers that they are the shortest form of."""
    numbers = {name: float(point.figures[name]) for name in ("raw", "coverage")}
    return {
        "date": point.date.isoformat(),
        **point.figures,
        **numbers,
        "vintage": point.vintage,
        "published_at": point.at,
        "methodology": point.methodology,
        "version": point.version,
    }


def _known(book: Book, asked: str) -> str:
    names = {*GIVEN_SERIES, *product_ids(book), *stored.published_series(book)}
    for name in (asked, asked.lower(), asked.upper()):
        if name in names:
            return name
    raise Refused(problem("unknown-series", value=asked))


def _until(on: dt.date | dt.datetime | None) -> str | None:
    """The last moment that counts, UTC in ISO form."""
    if on is None:
        return None
    if not isinstance(on, dt.datetime):
        on = dt.datetime.combine(on, dt.time.max)
    try:
        return on.astimezone(dt.UTC).isoformat(timespec="milliseconds")
    except (OverflowError, ValueError, OSError):  # further away than the system knows this place's time
        return on.replace(tzinfo=dt.UTC).isoformat(timespec="milliseconds")
