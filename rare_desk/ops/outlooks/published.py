"""Indices that others publish: entered, corrected, imported."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import LARGEST, half_up, plain, vanishes
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.suspicion import CALENDAR
from rare_desk.ops.imports.plans import Source
from rare_desk.ops.imports.records import Form, Kept
from rare_desk.sheets.records.published import PointRead, read_published
from rare_desk.sheets.records.reading import ReadFile
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading.index.published_queries import (
    VALUE_PLACES,
    PublishedIndex,
    index_row,
    point_row,
    point_rows,
    points_by_name,
    published_indices,
)
from rare_desk.store.rows import Row

__all__ = [
    "KIND", "PublishedIndex", "change_index", "create_index", "delete_index", "delete_points", "form", "listing",
    "listing_of", "point_problems", "put_point",
]  # fmt: skip

KIND = "published"
LONGEST_NAME = 80


def create_index(book: Book, index: PublishedIndex) -> Changes:
    """Refused without a name, or when another index has it."""
    index = _trimmed(index)
    _check_name(book, index)
    with book.step("published-added", name=index.name) as step:
        step.insert("published_indices", index_row(index))
    return step.changes


def change_index(book: Book, index: PublishedIndex) -> Changes:
    """What is said of the index with `index.id`, its name among it; the points stay with it."""
    index = _trimmed(index)
    _check_name(book, index)
    with book.step("published-changed", name=index.name) as step:
        step.update("published_indices", index.id, index_row(index))
    return step.changes


def delete_index(book: Book, index: int) -> Changes:
    """With all its points; undo brings both back."""
    found = next((one for one in published_indices(book) if one.id == index), None)
    if found is None:
        raise Refused(problem("record-gone", "", index))
    with book.step("published-deleted", name=found.name, count=str(found.count)) as step:
        step.delete_many("published_points", [row.id for row in point_rows(book, index)])
        step.delete("published_indices", index)
    return step.changes


def put_point(book: Book, index: int, day: dt.date, value: Decimal) -> Changes:
    """Add the point of that day, or correct it."""
    found = next((one for one in published_indices(book) if one.id == index), None)
    if found is None:
        raise Refused(problem("record-gone", "", index))
    troubles = point_problems(day, value)
    if troubles:
        raise Refused(*troubles)
    there = next((row for row in point_rows(book, index) if row.date == day), None)
    with book.step("point-saved", name=found.name, date=day.isoformat(), value=plain(value)) as step:
        row = point_row(index, day, value)
        if there is None:
            step.insert("published_points", row)
        else:
            step.update("published_points", there.id, row)
    return step.changes


def delete_points(book: Book, ids: Sequence[int]) -> Changes:
    with book.step("points-deleted", count=str(len(ids))) as step:
        step.delete_many("published_points", ids)
    return step.changes


def point_problems(day: dt.date, value: Decimal) -> list[Problem]:
    found = []
    if day > dt.date.today() + dt.timedelta(days=1):
        found.append(problem("future-date", "date", day.isoformat()))
    elif day < CALENDAR[0]:
        found.append(problem("old-date", "date", day.isoformat()))
    if value <= 0 or vanishes(value, VALUE_PLACES):
        found.append(problem("point-not-positive", "value", plain(value)))
    elif value > LARGEST:
        found.append(problem("too-large", "value", plain(value), limit=plain(LARGEST)))
    return found


def _trimmed(index: PublishedIndex) -> PublishedIndex:
    name, publisher, base = (" ".join(text.split()) for text in (index.name, index.publisher, index.base))
    url, note = index.source_url.strip(), index.note.strip()
    return replace(index, name=name, publisher=publisher, base=base, source_url=url, note=note)


def _check_name(book: Book, index: PublishedIndex) -> None:
    if not index.name:
        raise Refused(problem("unnamed-index", "name"))
    if len(index.name) > LONGEST_NAME:
        raise Refused(problem("name-too-long", "name", index.name, limit=LONGEST_NAME))
    if any(one.name.casefold() == index.name.casefold() and one.id != index.id for one in published_indices(book)):
        raise Refused(problem("index-exists", "name", index.name))


# -- listing ---------------------------------------------------------------------------------------------------------


def listing(book: Book) -> dict[str, Any]:
    """All of them with the extent of their points; values as texts."""
    return {"indices": [_index_json(one) for one in published_indices(book)]}


def listing_of(book: Book, name: str, first: dt.date | None = None, last: dt.date | None = None) -> dict[str, Any]:
    """One with its points from `first` to `last`. Refused when none is called so."""
    found = next((one for one in published_indices(book) if one.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise Refused(problem("no-such-index", "name", name))
    rows = [
        row for row in point_rows(book, found.id) if (not first or first <= row.date) and (not last or row.date <= last)
    ]
    points = [{"date": row.date.isoformat(), "value": plain(row.value)} for row in rows]
    return _index_json(found) | {"points": points}


def _index_json(one: PublishedIndex) -> dict[str, Any]:
    texts = {key: getattr(one, key) for key in ("publisher", "base", "source_url", "note")}
    return (
        {"index_name": one.name}
        | texts
        | {
            "point_count": one.count,
            "first": one.first.isoformat() if one.first else None,
            "last": one.last.isoformat() if one.last else None,
            "value": None if one.value is None else plain(one.value),
        }
    )


# -- importing -------------------------------------------------------------------------------------------------------


def form(index: str = "", day_first: bool | None = None) -> Form[PointRead]:
    """`index` names the points of a column whose header says no name."""

    def read(book: Book, source: Source) -> ReadFile[PointRead] | Problem:
        found = read_published(source.data, source.name, dt.date.today(), index, day_first)
        return found if isinstance(found, Problem) else _as_named_here(found, _names(book))

    return Form(KIND, read, _kept, _key, _value, _differs, _put)


def _names(book: Book) -> Mapping[str, str]:
    """The names of the book's indices by their folded form: writing one in capitals does not make another."""
    return {one.name.casefold(): one.name for one in published_indices(book)}


def _as_named_here(file: ReadFile[PointRead], names: Mapping[str, str]) -> ReadFile[PointRead]:
    known = dict(names)

    def named(point: PointRead) -> PointRead:
        name = point.series[:LONGEST_NAME].strip()
        return point._replace(series=known.setdefault(name.casefold(), name))

    sheets = tuple(replace(sheet, records=tuple(map(named, sheet.records))) for sheet in file.sheets)
    return replace(file, sheets=sheets)


def _key(point: PointRead) -> Hashable:
    return point.series.casefold(), point.date


def _value(point: PointRead) -> Hashable:
    return half_up(point.value, 6)


def _kept(book: Book, points: Sequence[PointRead]) -> Mapping[Hashable, Kept]:
    found = points_by_name(book, {point.series for point in points})
    return {(name.casefold(), day): Kept(row.id, row.value) for (name, day), row in found.items()}


def _differs(point: PointRead, kept: Kept) -> Problem:
    there = kept.value if isinstance(kept.value, Decimal) else Decimal(0)
    return problem("point-differs", "value", plain(point.value), other=plain(there), series=point.series)


def _put(
    _book: Book, step: Step, fresh: Sequence[PointRead], changed: Sequence[tuple[int, PointRead]], batch: int
) -> None:
    ids = {name.casefold(): number for name, number in step.ids("published_indices", "name").items()}
    for name in dict.fromkeys(point.series for point in fresh):
        if name.casefold() not in ids:
            ids[name.casefold()] = step.insert("published_indices", index_row(PublishedIndex(name)))

    def row_of(point: PointRead) -> Row:
        return point_row(ids[point.series.casefold()], point.date, point.value)

    step.insert_many("published_points", [row_of(point) for point in fresh], batch)
    for row, point in changed:
        step.update("published_points", row, {**row_of(point), "batch": batch})
