"""One row put back to what it was at an earlier step, whatever has happened since, as a step of its own."""

from rare_desk.core.problems import Refused, problem
from rare_desk.ops.history.row_words import names_of, row_name
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading.steps.step_rows import touched_row
from rare_desk.store.rows import Row
from rare_desk.store.undoing import conflicts

RESTORABLE = {"trades": "trade-restored", "quotes": "quote-restored"}
"""Which rows can be put back, and what the step is called."""
_NAMED = {
    "product": "products",
    "counterparty": "counterparties",
    "buyer": "counterparties",
    "seller": "counterparties",
}


def restore_row(book: Book, record: str, row: int, step: int, *, before: bool = False) -> Changes:
    """The row as that step left it, or as it found it (`before`); a row that has been deleted since comes again.

    Refused when the step did nothing to the row or had it not there, and when a firm or product that it names is gone.
    """
    with conflicts(), book.step(RESTORABLE[record]) as fresh:
        found = touched_row(book, step, record, row)
        said = (found.before if before else found.after) if found else None
        if not said:
            raise Refused(problem("restore-nothing", "", step))
        values: Row = {name: value for name, value in said.items() if name in fresh.table(record).columns}
        _check_named(fresh, values)
        fresh.detail("what", row_name(record, row, said, names_of(book, "zh")))
        if fresh.read(record, row) is None:
            fresh.insert(record, values)
        else:
            fresh.update(record, row, values)
    return fresh.changes


def _check_named(step: Step, values: Row) -> None:
    for column, record in _NAMED.items():
        number = values.get(column)
        if isinstance(number, int) and step.read(record, number) is None:
            raise Refused(problem("restore-named-gone", column))
    batch = values.get("batch")
    if isinstance(batch, int) and step.read("batches", batch) is None:
        values["batch"] = None
