"""Answers to the monthly question of what prices will do."""

import datetime as dt
from decimal import Decimal

from rare_desk.core.expectation import Answer, Outlook
from rare_desk.core.numbers import RATE_PLACES, from_scaled, to_scaled
from rare_desk.store.book import Book
from rare_desk.store.rows import Row, SqlValue

WEIGHT_PLACES = RATE_PLACES


def answer_row(answer: Answer, product: int) -> Row:
    """`month` is kept as `2026-12`."""
    return {
        "month": month_text(answer.month),
        "respondent": answer.respondent,
        "product": product,
        "answer": answer.outlook.value,
        "weight": to_scaled(answer.weight, WEIGHT_PLACES),
        "note": answer.note,
    }


def month_text(month: dt.date) -> str:
    return f"{month:%Y-%m}"


def month_of(text: str) -> dt.date:
    return dt.date.fromisoformat(f"{text}-01")


def answers(book: Book, month: dt.date | None = None) -> list[Answer]:
    """Latest month first, then in the order in which they came in."""
    parameters: tuple[SqlValue, ...] = () if month is None else (month_text(month),)
    where = "a.month = ?" if parameters else "1"
    found = book.fetch(
        "SELECT a.month, a.respondent, p.code, a.answer, a.weight, a.note, a.id FROM expectation_answers a"
        f" JOIN products p ON p.id = a.product WHERE {where} ORDER BY a.month DESC, a.id",
        parameters,
    )
    return [
        Answer(
            month=month_of(text),
            respondent=respondent,
            product=code,
            outlook=Outlook(outlook),
            weight=from_scaled(weight, WEIGHT_PLACES),
            note=note,
            id=row,
        )
        for text, respondent, code, outlook, weight, note, row in found
    ]


def signatures(book: Book) -> dict[dt.date, str]:
    """For each month a text that is another one whenever an answer of it is."""
    found = book.fetch(
        "SELECT month, group_concat(json_array(id, product, answer, weight, respondent, note)) FROM"
        " (SELECT * FROM expectation_answers ORDER BY id) GROUP BY month ORDER BY month DESC"
    )
    return {month_of(month): text for month, text in found}


def answer_id(book: Book, month: dt.date, respondent: str, product: str) -> int | None:
    found = book.fetch(
        "SELECT a.id FROM expectation_answers a JOIN products p ON p.id = a.product"
        " WHERE a.month = ? AND a.respondent = ? AND p.code = ?",
        (month_text(month), respondent, product),
    )
    return found[0][0] if found else None


def months(book: Book) -> list[dt.date]:
    """Latest first."""
    found = book.fetch("SELECT DISTINCT month FROM expectation_answers ORDER BY month DESC")
    return [month_of(text) for (text,) in found]


def respondents(book: Book) -> list[tuple[str, Decimal]]:
    """Everybody who ever answered, by name, with the weight of their latest answer."""
    found = book.fetch(
        "SELECT respondent, weight, max(month || printf('%09d', id)) FROM expectation_answers"
        " GROUP BY respondent ORDER BY respondent"
    )
    return [(name, from_scaled(weight, WEIGHT_PLACES)) for name, weight, _ in found]
