"""What the page compares: the published indices of the book, and the series of its index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from rare_desk.core.comparison.aligning import Points
from rare_desk.ops.outlooks import comparison as ops
from rare_desk.store.reading.index.published_queries import PointRow, PublishedIndex, point_rows, published_indices

if TYPE_CHECKING:
    from rare_desk.ops.index.state import IndexState
    from rare_desk.store.book import Book


@dataclass(frozen=True)
class Published:
    """The indices in the book's order, and the points of each by its id, ascending."""

    indices: tuple[PublishedIndex, ...] = ()
    rows: Mapping[int, tuple[PointRow, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book) -> Published:
        with book.snapshot():
            found = tuple(published_indices(book))
            return cls(found, {one.id: tuple(point_rows(book, one.id)) for one in found})

    def index(self, number: int) -> PublishedIndex | None:
        return next((one for one in self.indices if one.id == number), None)

    def points(self, number: int) -> list[tuple[dt.date, Decimal]]:
        return [(row.date, row.value) for row in self.rows.get(number, ())]


class OwnSeries:
    """The points of the book's series, each read once for a computation."""

    def __init__(self) -> None:
        self._state: IndexState | None = None
        self._points: dict[str, Points] = {}

    def points(self, state: IndexState | None, name: str) -> Points:
        if state is not self._state:
            self._state, self._points = state, {}
        if state is None:
            return ()
        if name not in self._points:
            self._points[name] = ops.own_points(state, name)
        return self._points[name]
