"""Taking back one import of long ago, as far as nothing was built on it; a step of its own, which can be undone."""

from collections.abc import Callable
from dataclasses import dataclass

from rare_desk.core.problems import Refused, problem
from rare_desk.store import taking_back
from rare_desk.store.book import Book, Changes
from rare_desk.store.reading.index.vintages import published_with
from rare_desk.store.reading.queries import BatchRow, batches
from rare_desk.store.reading.steps.journal_queries import batch_of
from rare_desk.store.taking_back import Hindrance, Survey

__all__ = ["Hindrance", "Outlook", "Survey", "batch_of", "look", "take_back"]

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What taking back would do now: `survey` of the rows, and how many publications knew of the import; those keep
    their own figures."""

    batch: BatchRow
    survey: Survey
    publications: int


def look(book: Book, batch: int, cancelled: Cancelled | None = None) -> Outlook:
    """Refused when the book has no such import, or nothing of it is left."""
    with book.snapshot():
        return _look(book, batch, lambda _part: _heed(cancelled))


def take_back(
    book: Book,
    batch: int,
    untouched_only: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Changes:
    """Refused while rows have been changed since, are needed elsewhere or are of a closed month, unless only the others
    shall go; when there are none; and when cancelled. Rows of closed months can go as corrections
    (`Book.correcting`)."""

    def tell(part: float) -> None:
        _heed(cancelled)
        if progress:
            progress(part)

    with book.unreferenced(), book.step("import-taken-back") as step:
        found = _look(book, batch, tell)
        survey = found.survey
        if survey.closed and survey.closed.total() == survey.hindered and not untouched_only:
            months = sorted(survey.closed.items())
            raise Refused(*(problem("month-closed", "", month, count=count) for month, count in months))
        if survey.hindered and not untouched_only:
            raise Refused(problem("take-back-hindered", "", batch, count=survey.hindered, rest=survey.count))
        if not survey.count:
            raise Refused(problem("take-back-nothing", "", batch, count=survey.hindered))
        step.detail("files", ", ".join(found.batch.files))
        step.detail("count", survey.count)
        taking_back.take_back(book, step, survey, taking_back.second_half(survey, tell))
    return step.changes


def _look(book: Book, batch: int, tell: Progress) -> Outlook:
    row = next((one for one in batches(book) if one.id == batch), None)
    step = taking_back.import_step(book, batch)
    if row is None or step is None:
        raise Refused(problem("take-back-unknown", "", batch))
    found = taking_back.survey(book, step, taking_back.first_half(book, step, tell))
    return Outlook(row, found, published_with(book, step, found.first_day) if found.first_day else 0)


def _heed(cancelled: Cancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise Refused(problem("undo-cancelled"))
