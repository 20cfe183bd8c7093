"""What a table without trades or quotes may be instead: points of published indices, or answers."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from rare_desk.core.problems import Refused
from rare_desk.ops.imports.ledgers import Source
from rare_desk.ops.imports.records import Form, R, plan_records
from rare_desk.ops.outlooks import expectation, published
from rare_desk.store.book import Book


def recognised(book: Book, files: Sequence[Path | Source], today: dt.date | None = None) -> str:
    """The kind of which most is read, without an error, in every one of the files; "" when there is none."""
    month = (today or dt.date.today()).replace(day=1)
    if _reads(book, expectation.form(month), files):
        return expectation.KIND
    return published.KIND if _reads(book, published.form(), files) else ""


def _reads(book: Book, form: Form[R], files: Sequence[Path | Source]) -> bool:
    try:
        plan = plan_records(book, form, files)
    except Refused:
        return False
    return plan.new + plan.existing + plan.suspect > plan.wrong
