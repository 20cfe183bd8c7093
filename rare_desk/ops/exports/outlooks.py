"""Published indices and the expectation index as sheets, which the imports of their kinds read again."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from rare_desk.core.expectation import COMPOSITE, Answer, Diffusion, Headline, Month, Outlook
from rare_desk.core.numbers import half_up
from rare_desk.ops.exports.tables import Words
from rare_desk.ops.outlooks.expectation import Survey
from rare_desk.sheets.out.writing import Column, Kind, Row, Table
from rare_desk.store.reading.index.expectation_queries import month_text
from rare_desk.store.reading.index.published_queries import PointRow, PublishedIndex
from rare_desk.words import word

_PERCENT = '0.0" %"'
Found = Sequence[tuple[PublishedIndex, Sequence[PointRow]]]


def published_tables(found: Found, words: Words) -> tuple[Table, ...]:
    """Points with a column for each index, then what is known of the indices."""
    columns = (Column("date", words.of("column-date"), Kind.DATE), *_value_columns(found))
    lines: dict[dt.date, list[Any]] = {}
    for place, (_, rows) in enumerate(found):
        for row in rows:
            lines.setdefault(row.date, [None] * len(found))[place] = row.value
    points: list[Row] = [[day, *lines[day]] for day in sorted(lines)]
    told = ("name", "publisher", "base", "source_url", "note")
    about: list[Row] = [[getattr(index, name) for name in told] for index, _ in found]
    titles = ("index_name", "publisher", "base", "source_url", "note")
    return (
        Table(words.of("points-of"), columns, points),
        Table(words.of("published"), tuple(Column(k, words.of(f"column-{k}")) for k in titles), about),
    )


def _value_columns(found: Found) -> tuple[Column, ...]:
    return tuple(Column(index.name, index.name, Kind.PRICE) for index, _ in found)


def published_document(found: Found) -> dict[str, Any]:
    return {
        "indices": [
            {
                "name": index.name,
                "publisher": index.publisher,
                "base": index.base,
                "source_url": index.source_url,
                "note": index.note,
                "points": [{"date": row.date, "value": row.value} for row in rows],
            }
            for index, rows in found
        ]
    }


def expectation_tables(found: Survey, words: Words) -> tuple[Table, ...]:
    """Figures month by month, then every answer."""
    keys = ("month", "what", "diffusion", "up", "flat", "down", "answers", "respondents", "covered")
    kinds = {"diffusion": Kind.LEVEL, "answers": Kind.COUNT, "respondents": Kind.COUNT}
    shares = ("up", "flat", "down", "covered")
    kinds |= dict.fromkeys(shares, Kind.PERCENT)
    columns = tuple(
        Column(key, words.of(f"column-{key}"), kinds.get(key, Kind.TEXT), _PERCENT if key in shares else "")
        for key in keys
    )
    rows: list[Row] = []
    for month in found.months:
        rows += [_headline(month, one, words) for one in month.headlines if one.raw is not None]
        rows += [_product(month, one, words) for one in month.products]
    answers = [answer for month in found.months for product in month.products for answer in product.answers]
    return Table(words.of("expectation"), columns, rows), answers_table(answers, words)


def answers_table(answers: Sequence[Answer], words: Words) -> Table:
    keys = ("month", "respondent", "product", "answer", "weight", "note")
    columns = tuple(
        Column(key, words.of(f"column-{key}"), Kind.PRICE if key == "weight" else Kind.TEXT) for key in keys
    )
    rows: list[Row] = [
        [
            month_text(one.month), one.respondent, words.product(one.product),
            word(f"expectation.{one.outlook}", words.language), one.weight, one.note,
        ]
        for one in answers
    ]  # fmt: skip
    return Table(words.of("answers"), columns, rows)


def _headline(month: Month, one: Headline, words: Words) -> Row:
    name = words.of(one.name) if one.name in (COMPOSITE, "light", "heavy") else one.name
    covered = _percent(one.covered)
    return [month_text(month.month), name, one.value, None, None, None, one.answers, one.respondents, covered]


def _product(month: Month, one: Diffusion, words: Words) -> Row:
    shares = [_percent(one.shares[outlook]) for outlook in Outlook]
    respondents = len({answer.respondent for answer in one.answers})
    return [month_text(month.month), words.product(one.product), one.value, *shares, one.count, respondents, None]


def _percent(share: Fraction) -> float:
    """Fine enough that a sheet, which shows one decimal, rounds it as the window does."""
    return float(half_up(Decimal(100 * share.numerator) / share.denominator, 6))
