"""Layouts of the chart, kept in the book by name: plain JSON values that the window makes and reads."""

from typing import Any

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.store.book import Book, Changes
from rare_desk.store.tables import dumps


def save_layout(book: Book, name: str, layout: dict[str, Any]) -> Changes:
    """A new one, or the one of that name replaced. Refused without a name."""
    name = name.strip()
    _check(name)
    with book.step("layout-saved", name=name) as step:
        there = step.find("chart_layouts", "name", name)
        if there is None:
            step.insert("chart_layouts", {"name": name, "layout": dumps(layout)})
        else:
            step.update("chart_layouts", there, {"layout": dumps(layout)})
    return step.changes


def rename_layout(book: Book, name: str, new: str) -> Changes:
    """Refused when the new name is taken or empty."""
    new = new.strip()
    _check(new)
    with book.step("layout-renamed", name=new) as step:
        there, other = (step.find("chart_layouts", "name", one) for one in (name, new))
        if there is None:
            raise Refused(_gone(name))
        if other is not None and other != there:
            raise Refused(problem("layout-exists", "name", new))
        step.update("chart_layouts", there, {"name": new})
    return step.changes


def delete_layout(book: Book, name: str) -> Changes:
    with book.step("layout-deleted", name=name) as step:
        there = step.find("chart_layouts", "name", name)
        if there is None:
            raise Refused(_gone(name))
        step.delete("chart_layouts", there)
    return step.changes


def _check(name: str) -> None:
    if not name:
        raise Refused(problem("missing-name", "name"))


def _gone(name: str) -> Problem:
    return problem("record-gone", "name", name)
