"""The expectation index of a book: answers entered, corrected, imported, and the figures that follow from them."""

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from rare_desk.core.expectation import SCORES, Answer, Diffusion, Headline, Month, Outlook, Weights, expectation
from rare_desk.core.numbers import exact, half_up, plain
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.products import Product
from rare_desk.core.rules.methodology import Methodology
from rare_desk.core.suspicion import is_month
from rare_desk.ops.imports.plans import Source
from rare_desk.ops.imports.records import Form, Kept
from rare_desk.ops.methodologies.finding import find_methodology
from rare_desk.sheets.records.answers import HEAVIEST, AnswerRead, read_answers
from rare_desk.sheets.records.reading import ReadFile
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading import queries
from rare_desk.store.reading.index import expectation_queries as stored
from rare_desk.words import Language

KIND = "expectations"
LIGHTEST = Decimal("0.000001")


def put_answers(book: Book, answers: Sequence[Answer]) -> Changes:
    """Each added, or in the place of the one that its respondent gave for that product and month. Refused when one is
    wrong."""
    products = queries.product_ids(book)
    troubles = [trouble for answer in answers for trouble in problems_of(answer, products)]
    if troubles:
        raise Refused(*troubles)
    with book.step("answers-saved", what=_what(answers)) as step:
        for answer in answers:
            _put_one(book, step, answer, products[answer.product])
    return step.changes


def _put_one(book: Book, step: Step, answer: Answer, product: int) -> None:
    there = stored.answer_id(book, answer.month, answer.respondent.strip(), answer.product)
    row = stored.answer_row(replace(answer, respondent=answer.respondent.strip()), product)
    if there is None:
        step.insert("expectation_answers", row)
    else:
        step.update("expectation_answers", there, row)


def _what(answers: Sequence[Answer]) -> str:
    if not answers:
        return ""
    one = answers[0]
    more = f" +{len(answers) - 1}" if len(answers) > 1 else ""
    return f"{stored.month_text(one.month)} {one.respondent} {one.product}{more}"


def delete_answers(book: Book, ids: Sequence[int]) -> Changes:
    with book.step("answers-deleted", count=str(len(ids))) as step:
        step.delete_many("expectation_answers", ids)
    return step.changes


def problems_of(answer: Answer, products: Mapping[str, int]) -> list[Problem]:
    found = []
    if not is_month(answer.month):
        found.append(problem("not-a-month", "month", answer.month.isoformat()))
    if not answer.respondent.strip():
        found.append(problem("missing-respondent", "respondent"))
    if answer.product not in products:
        found.append(problem("unknown-product" if answer.product else "missing-product", "product", answer.product))
    if not LIGHTEST <= answer.weight <= HEAVIEST:
        found.append(problem("weight-not-positive", "weight", plain(answer.weight), limit=plain(HEAVIEST)))
    return found


# -- importing -------------------------------------------------------------------------------------------------------


def form(month: dt.date | None = None, respondent: str = "") -> Form[AnswerRead]:
    """`month` and `respondent` are those of answers of which the file says none."""

    def read(book: Book, source: Source) -> ReadFile[AnswerRead] | Problem:
        return read_answers(source.data, source.name, queries.catalogue(book), month, respondent)

    return Form(KIND, read, _kept, _key, _value, _differs, _put)


def _key(answer: AnswerRead) -> Hashable:
    return answer.month, answer.respondent, answer.product


def _value(answer: AnswerRead) -> Hashable:
    return answer.outlook, half_up(answer.weight, stored.WEIGHT_PLACES)


def _kept(book: Book, answers: Sequence[AnswerRead]) -> Mapping[Hashable, Kept]:
    months = sorted({answer.month for answer in answers})
    found = (answer for month in months for answer in stored.answers(book, month))
    return {(a.month, a.respondent, a.product): Kept(a.id, (a.outlook, a.weight)) for a in found}


_ARROWS = {Outlook.UP: "↑", Outlook.FLAT: "→", Outlook.DOWN: "↓"}


def _differs(answer: AnswerRead, kept: Kept) -> Problem:
    there = _arrow(*kept.value) if isinstance(kept.value, tuple) else ""
    said = _arrow(answer.outlook, answer.weight)
    return problem("answer-differs", "answer", said, other=there, respondent=answer.respondent)


def _arrow(outlook: Outlook, weight: Decimal) -> str:
    return _ARROWS[outlook] + ("" if weight == 1 else f" x {plain(weight)}")


def _put(
    _book: Book, step: Step, fresh: Sequence[AnswerRead], changed: Sequence[tuple[int, AnswerRead]], batch: int
) -> None:
    products = step.ids("products", "code")

    def row(read: AnswerRead) -> dict[str, str | int | bytes | None]:
        answer = Answer(
            month=read.month, respondent=read.respondent, product=read.product, outlook=read.outlook,
            weight=read.weight, note=read.note,
        )  # fmt: skip
        return stored.answer_row(answer, products[read.product])

    step.insert_many("expectation_answers", [row(read) for read in fresh], batch)
    for row_id, read in changed:
        step.update("expectation_answers", row_id, row(read) | {"batch": batch})


# -- the questionnaire -----------------------------------------------------------------------------------------------


def write_questionnaire(
    book: Book, out: Path, month: dt.date, language: Language = "zh", respondent: str = ""
) -> list[Path]:
    """A blank one for the products of the index, in its order. Refused with a sentence when it cannot be written."""
    from rare_desk.sheets.records import questionnaire

    if out.suffix.lower() != ".xlsx":
        raise Refused(problem("not-a-workbook", "file", out.name))
    asked = asked_products(book)
    names = [(product.code, product.name_zh if language == "zh" else product.name_en) for product in asked]
    questionnaire.write_questionnaire(out, stored.month_text(month), names, language, respondent)
    return [out]


def asked_products(book: Book) -> list[Product]:
    """Those with a weight in any set of the book's methodology, in the order in which figures are told."""
    rules = find_methodology(book, None)
    weighed = {code for one in rules.weight_sets for code, weight in one.weights.items() if weight > 0}
    return [product for code, product in _in_order(book, rules.groups) if code in weighed]


# -- the figures -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ground:
    """What the figures rest on besides the answers: the book's methodology, and which product is in which group."""

    methodology: Methodology
    groups: Mapping[str, str]

    def month(self, month: dt.date, answers: Sequence[Answer]) -> Month:
        sets = [
            Weights(one.effective, {code: exact(weight) for code, weight in one.weights.items()})
            for one in self.methodology.weight_sets
        ]
        return expectation(month, answers, sets, self.groups)


@dataclass(frozen=True)
class Survey:
    """All months that have answers, latest first. `signatures` tell whether a month's answers are still those."""

    ground: Ground
    months: tuple[Month, ...]
    signatures: Mapping[dt.date, str]

    @property
    def methodology(self) -> str:
        return self.ground.methodology.name

    @property
    def version(self) -> int:
        return self.ground.methodology.version

    def of(self, month: dt.date) -> Month | None:
        return next((one for one in self.months if one.month == month), None)

    def within(self, first: dt.date | None, last: dt.date | None) -> "Survey":
        """Months that begin from `first`'s month to `last`."""
        begin = first.replace(day=1) if first else None
        kept = [one for one in self.months if (not begin or begin <= one.month) and (not last or one.month <= last)]
        return replace(self, months=tuple(kept))


def survey(book: Book, before: Survey | None = None) -> Survey:
    """By the weight sets and groups of the book's own methodology; months of `before` whose answers are the same are
    not computed again."""
    rules = find_methodology(book, None)
    groups = {code: rules.groups.get(code, product.group) for code, product in _in_order(book, rules.groups)}
    ground = Ground(rules, groups)
    same = before if before is not None and before.ground == ground else None
    signatures = stored.signatures(book)
    known = {one.month: one for one in same.months if _stands(same, one, signatures)} if same else {}
    months = tuple(known.get(month) or ground.month(month, stored.answers(book, month)) for month in signatures)
    return Survey(ground, months, signatures)


def _in_order(book: Book, groups: Mapping[str, str]) -> list[tuple[str, Product]]:
    """Products in the methodology's order, then the others in the catalogue's; light before heavy."""
    products = queries.catalogue(book)
    order = {code: place for place, code in enumerate(groups)}
    found = sorted(products, key=lambda product: order.get(product.code, len(order)))
    return sorted(((one.code, one) for one in found), key=lambda pair: pair[1].group != "light")


def _stands(survey: Survey, month: Month, signatures: Mapping[dt.date, str]) -> bool:
    return survey.signatures.get(month.month) == signatures.get(month.month)


def survey_json(found: Survey, month: dt.date | None = None) -> dict[str, Any]:
    """`month` None: all of them. Published figures as texts, shares as numbers; every answer with its part."""
    months = [one for one in found.months if month in (None, one.month)]
    if month is not None and not months:
        raise Refused(problem("no-answers", "month", stored.month_text(month)))
    return {
        "methodology": found.methodology,
        "version": found.version,
        "months": [_month_json(one) for one in months],
    }


def _month_json(month: Month) -> dict[str, Any]:
    return {
        "month": stored.month_text(month.month),
        "weights_from": month.weights_from.isoformat() if month.weights_from else None,
        "respondents": month.respondents,
        "indices": [_headline_json(one) for one in month.headlines],
        "products": [_product_json(one) for one in month.products],
    }


def _headline_json(one: Headline) -> dict[str, Any]:
    return {
        "name": one.name,
        "value": None if one.value is None else str(one.value),
        "answers": one.answers,
        "respondents": one.respondents,
        "covered": float(one.covered),
        "silent": list(one.silent),
        "parts": [
            {
                "product": part.product,
                "weight": float(part.weight),
                "share": float(part.share),
                "contribution": float(part.contribution),
            }
            for part in one.parts
        ],
    }


def _product_json(one: Diffusion) -> dict[str, Any]:
    return {
        "product": one.product,
        "value": str(one.value),
        "answers": one.count,
        **{outlook.value: float(one.shares[outlook]) for outlook in Outlook},
        "given": [
            {
                "respondent": answer.respondent,
                "answer": answer.outlook.value,
                "weight": plain(answer.weight),
                "share": float(one.share_of(answer)),
                "contribution": float(gives(one, answer)),
            }
            for answer in one.answers
        ],
    }


def gives(product: Diffusion, answer: Answer) -> Fraction:
    """What an answer gives to its product's figure; all of them add up to it."""
    return product.share_of(answer) * SCORES[answer.outlook]
