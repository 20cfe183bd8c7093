"""Rows of a short table, all held in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rare_desk.store.book import Book

R = TypeVar("R")


@dataclass(frozen=True)
class HeldRows(Generic[R]):
    """A source for RowsModel; `number` gives a row's id."""

    held: tuple[R, ...]
    number: Callable[[R], int]

    def first(self, limit: int) -> Sequence[R]:
        return self.held

    def ids(self, book: Book) -> Sequence[int]:
        return [self.number(row) for row in self.held]

    def rows(self, ids: Sequence[int]) -> Sequence[R]:
        known = {self.number(row): row for row in self.held}
        return [known[row_id] for row_id in ids if row_id in known]

    def key(self, row: R) -> int:
        return self.number(row)
