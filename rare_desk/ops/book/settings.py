"""What is set in the book itself, undoable: its settings and its non-trading days."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading import queries
from rare_desk.store.rows import Row
from rare_desk.store.tables import dumps


def change_setting(book: Book, name: str, value: Any, label: str = "setting-changed", /, **details: str) -> Changes:
    """`value` is anything that JSON can say; `label` names the step, filled by `details`."""
    with book.step(label, **details) as step:
        put_setting(step, name, value)
    return step.changes


def put_setting(step: Step, name: str, value: Any) -> None:
    """The same within a step that does something else besides."""
    there = step.find("settings", "name", name)
    if there is None:
        step.insert("settings", {"name": name, "value": dumps(value)})
    else:
        step.update("settings", there, {"value": dumps(value)})


def desk_name(book: Book) -> str:
    """What the desk is called in ledgers; empty when it was never said."""
    return str(queries.setting(book, "desk_name", "") or "")


def name_desk(book: Book, name: str) -> Changes:
    return change_setting(book, "desk_name", name.strip(), "desk-named", desk=name.strip())


def change_non_trading_days(
    book: Book, added: Mapping[dt.date, str] | None = None, removed: Iterable[dt.date] = ()
) -> Changes:
    """Days with their names, and days that are index days after all; in one step. Added days count as announced."""
    with book.step("days-changed") as step:
        there = {dt.date.fromisoformat(day): row_id for day, row_id in step.ids("non_trading_days", "date").items()}
        for day in sorted(set(removed) & there.keys()):
            step.delete("non_trading_days", there.pop(day))
        for day, name in sorted((added or {}).items()):
            values: Row = {"date": day.isoformat(), "name": name, "estimated": 0}
            if day in there:
                step.update("non_trading_days", there[day], values)
            else:
                step.insert("non_trading_days", values)
    return step.changes
