"""A trade's versions in the journal said as lines: when, who, what was before and after, and which can come again."""

import datetime as dt
from dataclasses import dataclass

from rare_desk import moments
from rare_desk.core.problems import Place
from rare_desk.ops.history.journal import StepRow, row_history, step_words
from rare_desk.ops.history.row_words import Names, column_words, differing, names_of, value_words
from rare_desk.ops.imports.origins import origin_of
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.steps.journal_queries import RowVersion
from rare_desk.store.rows import TradeRow
from rare_desk.ui import labels, language


@dataclass(frozen=True, slots=True)
class Line:
    """`step` is the one whose version of the row can come again; 0: there is none, or it is the present one."""

    when: str
    who: str
    what: str
    step: int = 0


@dataclass(frozen=True, slots=True)
class Past:
    """What the journal knows of a trade, with the names behind its ids; read off the window's thread."""

    versions: list[RowVersion]
    names: Names
    origin: Place | None


def past_of(book: Book, row: TradeRow) -> Past:
    batch = next((one for one in queries.batches(book) if one.id == row.batch), None) if row.batch else None
    return Past(
        row_history(book, "trades", row.id, whole=True),
        names_of(book, language.current()),
        origin_of(book, batch, "trades", row.id) if batch else None,
    )


def lines(past: Past) -> list[Line]:
    """Newest first. Columns that follow from others are left out."""
    said: list[Line] = []
    for version in past.versions:
        what = _what(version, past)
        if what:
            step = version.step.id if version.after is not None else 0
            said.append(Line(_when(version.step), version.step.who, what, step))
    if said:
        newest = said[-1]
        said[-1] = Line(newest.when, newest.who, newest.what)
    return said[::-1]


def _what(version: RowVersion, past: Past) -> str:
    step, turned = version.step, version.step.kind in ("undo", "redo")
    if version.before is None or version.after is None:
        if turned or step.label == "import-taken-back":
            return step_words(step, language.current())
        if step.label == "imported":
            return _imported(step, past.origin)
        return labels.label("history.created" if version.before is None else "history.deleted")
    begun = step.kind if turned else "restored" if step.label == "trade-restored" else ""
    begin = labels.label(f"history.{begun}") if begun else ""
    changed = [
        f"{column_words(name, past.names.language)} {value_words(name, version.before.get(name), past.names)}"
        f" → {value_words(name, version.after[name], past.names)}"
        for name in differing("trades", version.before, version.after)
    ]
    return begin + labels.label("history.comma").join(changed) if changed else ""


def _imported(step: StepRow, origin: Place | None) -> str:
    """From which row of which file, where the import kept it."""
    if origin is None:
        return labels.label("history.imported", files=step.details.get("files", ""))
    return labels.label(
        "history.imported-from", file=origin.file, place=labels.where(Place("", origin.sheet, origin.row))
    )


def _when(step: StepRow) -> str:
    moment = moments.local(step.at)
    this_year = moment.year == dt.datetime.now().astimezone().year
    return moment.strftime("%m-%d %H:%M" if this_year else "%Y-%m-%d")
