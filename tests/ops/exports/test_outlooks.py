"""Shares of an expectation in a sheet, as the window shows them."""

import datetime as dt

from rare_desk.core.expectation import Answer, Outlook
from rare_desk.core.numbers import figure
from rare_desk.ops.exports.outlooks import expectation_tables
from rare_desk.ops.exports.tables import Words
from rare_desk.ops.outlooks.expectation import put_answers, survey
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import catalogue

MONTH = dt.date(2026, 9, 1)


def answer(respondent: str, outlook: Outlook) -> Answer:
    return Answer(month=MONTH, respondent=respondent, product="PRND-O", outlook=outlook)


def test_a_share_that_is_rounded_once_more_on_the_sheet_is_what_it_was(book: Book) -> None:
    """1 of 29 is 3.448 %: 3.4 to one decimal, not 3.45 and then 3.5."""
    said = [Outlook.UP, *[Outlook.DOWN] * 28]
    put_answers(book, [answer(f"R{number}", outlook) for number, outlook in enumerate(said)])
    table, _ = expectation_tables(survey(book), Words("en", catalogue(book)))
    keys = [column.key for column in table.columns]
    row = dict(zip(keys, next(row for row in table.rows if row[keys.index("up")] is not None), strict=True))
    assert row["up"] == 3.448276
    assert [figure(share, 1) for key in ("up", "flat", "down") if isinstance(share := row[key], float)] == [
        "3.4", "0.0", "96.6"
    ]  # fmt: skip
