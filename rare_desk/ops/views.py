"""Views of a page, kept in the book by name: plain JSON values that the window makes and reads."""

from typing import Any

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.view_queries import view_id
from rare_desk.store.tables import dumps


def save_view(book: Book, page: str, name: str, view: dict[str, Any]) -> Changes:
    """A new one, or the one of that name replaced. Refused without a name."""
    name = _named(name)
    with book.step("view-saved", name=name) as step:
        there = view_id(step, page, name)
        if there is None:
            step.insert("saved_views", {"page": page, "name": name, "view": dumps(view)})
        else:
            step.update("saved_views", there, {"view": dumps(view)})
    return step.changes


def rename_view(book: Book, page: str, name: str, new: str) -> Changes:
    """Refused when the new name is taken or empty."""
    new = _named(new)
    with book.step("view-renamed", name=new) as step:
        there, other = (view_id(step, page, one) for one in (name, new))
        if there is None:
            raise Refused(_gone(name))
        if other is not None and other != there:
            raise Refused(problem("view-exists", "name", new))
        step.update("saved_views", there, {"name": new})
    return step.changes


def delete_view(book: Book, page: str, name: str) -> Changes:
    with book.step("view-deleted", name=name) as step:
        there = view_id(step, page, name)
        if there is None:
            raise Refused(_gone(name))
        step.delete("saved_views", there)
    return step.changes


def _named(name: str) -> str:
    if not name.strip():
        raise Refused(problem("missing-name", "name"))
    return name.strip()


def _gone(name: str) -> Problem:
    return problem("record-gone", "name", name)
