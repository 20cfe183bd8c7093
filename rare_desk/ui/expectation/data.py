"""What the page shows: the survey's months, who answers, and which products are asked about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rare_desk.core.expectation import Answer, Month
from rare_desk.core.products import Product
from rare_desk.ops.outlooks import expectation as ops
from rare_desk.store.reading.index.expectation_queries import respondents

if TYPE_CHECKING:
    from rare_desk.store.book import Book


@dataclass(frozen=True)
class Data:
    """`known` are all who ever answered, with their latest weight."""

    survey: ops.Survey
    asked: tuple[Product, ...]
    known: tuple[tuple[str, Decimal], ...]

    @classmethod
    def of(cls, book: Book, before: ops.Survey | None) -> Data:
        """What is the same as before is not computed again."""
        with book.snapshot():
            return cls(ops.survey(book, before), tuple(ops.asked_products(book)), tuple(respondents(book)))

    def month(self, month: dt.date) -> Month | None:
        return self.survey.of(month)

    def before(self, month: dt.date) -> Month | None:
        """The last month with answers before that one."""
        return next((one for one in self.survey.months if one.month < month), None)


@dataclass(frozen=True)
class Given:
    """A respondent's answers of a month, by product. `number` is the row's place in the grid."""

    number: int
    respondent: str
    weight: Decimal
    answers: Mapping[str, Answer]


def given(month: Month | None, waiting: Iterable[tuple[str, Decimal]]) -> list[Given]:
    """Everybody who answered in the month by name, then those that wait to be asked."""
    found: dict[str, dict[str, Answer]] = {}
    weights: dict[str, Decimal] = {}
    for product in month.products if month else ():
        for answer in product.answers:
            found.setdefault(answer.respondent, {})[answer.product] = answer
            weights[answer.respondent] = answer.weight
    names = sorted(found)
    for name, weight in waiting:
        if name not in found and name not in weights:
            names.append(name)
            weights[name] = weight
    return [Given(place, name, weights[name], found.get(name, {})) for place, name in enumerate(names)]


def coming_month(today: dt.date) -> dt.date:
    """The first day of the month after this one: what is asked about now."""
    year, month = divmod(today.year * 12 + today.month, 12)
    return dt.date(year, month + 1, 1)
