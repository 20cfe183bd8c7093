"""The journal as the user sees it: take back, do again, go back to a step, look up."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from rare_desk.core.problems import Refused, problem
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.steps.journal_queries import (
    RowVersion,
    StepFilter,
    StepLine,
    StepRow,
    actors,
    found_numbers,
    found_steps,
    row_history,
    step_hash,
    step_lines,
    steps,
)
from rare_desk.store.reading.steps.step_rows import rows_now
from rare_desk.words import Language, step_label, word

__all__ = [
    "Matched", "RowVersion", "StepLine", "StepRow", "Wanted", "actors", "back_to", "history", "is_there", "matched",
    "matching", "redo", "row_history", "step_lines", "step_words", "steps_between", "undo",
]  # fmt: skip

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which steps a list shows. `kinds`: imports, edits, undo; days are this machine's, both included."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None


def undo(book: Book, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Changes | None:
    """None when there is nothing to take back. Refused when rows are not as the step left them, and when cancelled."""
    return book.undo(_heeding(progress, cancelled))


def redo(book: Book, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Changes | None:
    """None when nothing was taken back last."""
    return book.redo(_heeding(progress, cancelled))


def steps_between(book: Book, step: int) -> int:
    """How many steps `back_to` would take back, or do again (then below zero); 0 when it can do neither."""
    standing = book.undo_stack(step - 1)
    if standing[-1:] == [step]:
        return len(standing) - 1
    again = book.redo_stack(step)
    if again[-1:] == [step]:
        return -len(again)
    return len(standing) if any(line.step.kind == "start" for line in step_lines(book, [step])) else 0


def back_to(book: Book, step: int, progress: Progress | None = None, cancelled: Cancelled | None = None) -> int:
    """The book as it was after that step: every later one taken back, or those up to it done again, a step each.

    How many were; cancelled in between, the book stays where it is by then.
    """
    count = steps_between(book, step)
    turn = book.undo if count > 0 else book.redo
    whole = abs(count)
    for number in range(whole):
        if cancelled and cancelled():
            return number
        turn(_heeding(partial(_share, progress, number, whole), cancelled))
    return whole


def _share(progress: Progress | None, done: int, whole: int, part: float) -> None:
    if progress is not None:
        progress((done + part) / whole)


def history(book: Book, limit: int | None = None) -> list[StepRow]:
    """The steps, latest first."""
    return steps(book, limit)


@dataclass(frozen=True, slots=True)
class Matched:
    """The steps of a filter, latest first, as they were found when the journal ended at `step`, whose hash is that."""

    wanted: Wanted
    language: Language
    step: int
    hash: str
    ids: Sequence[int]


def matched(book: Book, wanted: Wanted, language: Language, before: Matched | None = None) -> Matched:
    """As `matching`; with `before` only the steps since are read, where it is of the same filter and journal."""
    with book.snapshot():
        known = before if before is not None and (before.wanted, before.language) == (wanted, language) else None
        if known is None or step_hash(book, known.step) != known.hash:
            known = Matched(wanted, language, 0, "", ())
        step = book.last_step()
        fresh = matching(book, wanted, language, after=known.step)
        return Matched(wanted, language, step, step_hash(book, step), (*fresh, *known.ids))


def matching(book: Book, wanted: Wanted, language: Language, *, after: int = 0) -> list[int]:
    """The steps of the filter, latest first; `text` is sought in their words in that language, and who made them. Only
    those with a number above `after`."""
    steps_of = StepFilter(wanted.kinds, wanted.who, _moment(wanted.first), _moment(wanted.last, 1), after)
    sought = wanted.text.casefold().split()
    if not sought:
        return found_numbers(book, steps_of)
    return [
        step.id
        for step in found_steps(book, steps_of)
        if all(part in f"{step_words(step, language)} {step.who}".casefold() for part in sought)
    ]


def is_there(book: Book, record: str, row: int) -> bool:
    """Whether the book still has that row."""
    return bool(rows_now(book, record, [row]))


def step_words(step: StepRow, language: Language) -> str:
    """As undo, redo and the history name it; an undo or redo names the step that it turned."""
    label = step_label(step.label, step.details, language)
    return word(f"exports.step-{step.kind}", language, label=label) if step.kind in ("undo", "redo") else label


def _moment(day: dt.date | None, later: int = 0) -> str:
    """The beginning of a day of this machine, in the journal's clock."""
    if day is None:
        return ""
    start = dt.datetime.combine(day + dt.timedelta(days=later), dt.time()).astimezone(dt.UTC)
    return start.isoformat(timespec="milliseconds")


def _heeding(progress: Progress | None, cancelled: Cancelled | None) -> Progress | None:
    if progress is None and cancelled is None:
        return None

    def tell(part: float) -> None:
        if cancelled is not None and cancelled():
            raise Refused(problem("undo-cancelled"))
        if progress is not None:
            progress(part)

    return tell
