"""Where the rows of a long table come from, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from rare_desk.store.book import Book

R = TypeVar("R")


class Source(Protocol[R]):
    """Where rows come from, for one filter and order. `ids` is called on another thread with its own book; of very many
    it gives an `array` of type "q", which costs the model nothing."""

    def first(self, limit: int) -> Sequence[R]: ...
    def ids(self, book: Book) -> Sequence[int]: ...
    def rows(self, ids: Sequence[int]) -> Sequence[R]: ...
    def key(self, row: R) -> int: ...
    def on(self, book: Book) -> Source[R]:
        """The same rows read through another connection, for another thread."""
        ...


class Followed(Protocol):
    """The order after a change of the book, as of a step of its journal; the same array when it is the same."""

    @property
    def step(self) -> int: ...
    @property
    def ids(self) -> Sequence[int]: ...
    @property
    def changed(self) -> Iterable[int]:
        """Rows that say something else now, or are gone."""
        ...

    @property
    def places(self) -> Sequence[int]:
        """Where those of them stand that are in the order."""
        ...


Follow = Callable[[Book, Sequence[int], int], Followed | None]
"""A source may have it as `followed`: from the order as of a step what it is now, None where it must be read whole."""


class Reading(Protocol):
    """A Job, or None where there is nothing to wait for."""

    def cancel(self) -> None: ...


class Reads(Protocol):
    """Session.read: work on a reading thread, result on the window's."""

    def __call__(self, work: Callable[[Book], Any], done: Callable[[Any], None]) -> Reading | None: ...
