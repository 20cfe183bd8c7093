"""The journal as the user sees it: take back, do again, look up."""

from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.journal_queries import RowVersion, StepRow, row_history, steps

__all__ = ["RowVersion", "StepRow", "history", "redo", "row_history", "undo"]


def undo(book: Book) -> Changes | None:
    """None when there is nothing to take back. Refused when rows are not as their step left them."""
    return book.undo()


def redo(book: Book) -> Changes | None:
    """None when nothing was taken back last."""
    return book.redo()


def history(book: Book, limit: int | None = None) -> list[StepRow]:
    """The steps, latest first."""
    return steps(book, limit)
