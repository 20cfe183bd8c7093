"""Views that the book keeps by name: which rows of a page, in which order, in which columns."""

from typing import Any

from rare_desk.store import shapes
from rare_desk.store.book import Book, Step


def saved_views(book: Book, page: str) -> dict[str, dict[str, Any]]:
    """By name, in the order in which they were first saved."""
    found = book.fetch("SELECT name, view FROM saved_views WHERE page = ? ORDER BY id", (page,))
    return {str(name): shapes.fields(text) for name, text in found}


def named_views(book: Book) -> list[tuple[str, str]]:
    """(page, name) of all of them, those of a page together."""
    found = book.fetch("SELECT page, name FROM saved_views ORDER BY page, id", ())
    return [(str(page), str(name)) for page, name in found]


def view_id(step: Step, page: str, name: str) -> int | None:
    found = step.query("SELECT id FROM saved_views WHERE page = ? AND name = ?", (page, name))
    return found[0][0] if found and isinstance(found[0][0], int) else None
