"""The expectation index of a book: answers and figures."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rare_desk.core.expectation import Answer, Outlook
from rare_desk.core.problems import Refused
from rare_desk.core.rules.methodology import WeightSet
from rare_desk.ops import exports
from rare_desk.ops.imports.ledgers import Source
from rare_desk.ops.imports.records import RecordPlan, plan_records, write_records
from rare_desk.ops.methodologies.versions import save_version
from rare_desk.ops.outlooks.expectation import (
    delete_answers,
    form,
    gives,
    put_answers,
    survey,
    survey_json,
    write_questionnaire,
)
from rare_desk.sheets.records.answers import AnswerRead
from rare_desk.store.book import Book
from rare_desk.store.reading.index.expectation_queries import answers, months, respondents
from tests.ops.given import codes

DECEMBER, NOVEMBER = dt.date(2026, 12, 1), dt.date(2026, 11, 1)
UP, FLAT, DOWN = Outlook
ONE = Decimal(1)
WIDE = "2026年12月\n受访单位,氧化镨钕,氧化镝\n甲公司,涨,跌\n乙公司,平,\n"


def answer(who: str, product: str, outlook: Outlook, weight: str = "1", month: dt.date = DECEMBER) -> Answer:
    return Answer(month=month, respondent=who, product=product, outlook=outlook, weight=Decimal(weight))


def plan(book: Book, text: str = WIDE, month: dt.date | None = None) -> RecordPlan[AnswerRead]:
    return plan_records(book, form(month), [Source("回收.csv", text.encode())])


def told(book: Book) -> list[tuple[str, str, Outlook, Decimal]]:
    return [(one.respondent, one.product, one.outlook, one.weight) for one in answers(book)]


def test_a_later_answer_corrects_and_can_be_taken_back(book: Book) -> None:
    put_answers(book, [answer("甲", "PRND-O", UP)])
    put_answers(book, [answer(" 甲 ", "PRND-O", DOWN, "2.5")])
    assert told(book) == [("甲", "PRND-O", DOWN, Decimal("2.5"))]
    book.undo()
    assert told(book) == [("甲", "PRND-O", UP, Decimal(1))]
    book.undo()
    assert told(book) == []


def test_wrong_answers_are_refused_with_all_that_is_wrong(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        put_answers(book, [answer(" ", "GOLD", UP, "0", dt.date(2026, 12, 5)), answer("甲", "PRND-O", UP)])
    assert codes(refused) == ["not-a-month", "missing-respondent", "unknown-product", "weight-not-positive"]
    assert told(book) == []


def test_deleted_answers_come_back_by_undo(book: Book) -> None:
    put_answers(book, [answer("甲", "PRND-O", UP), answer("甲", "DY-O", DOWN)])
    before = answers(book)
    delete_answers(book, [one.id for one in before])
    assert answers(book) == []
    book.undo()
    assert answers(book) == before


def test_months_and_respondents_are_listed(book: Book) -> None:
    put_answers(
        book, [answer("乙", "PRND-O", UP, "2", NOVEMBER), answer("乙", "PRND-O", UP, "3"), answer("甲", "DY-O", UP)]
    )
    assert months(book) == [DECEMBER, NOVEMBER]
    assert respondents(book) == [("乙", Decimal(3)), ("甲", Decimal(1))]
    assert [one.respondent for one in answers(book, NOVEMBER)] == ["乙"]


def test_an_import_is_one_step_and_comes_in_once(book: Book) -> None:
    assert write_records(book, plan(book)).written == 3
    assert told(book) == [("甲公司", "PRND-O", UP, ONE), ("甲公司", "DY-O", DOWN, ONE), ("乙公司", "PRND-O", FLAT, ONE)]
    again = plan(book)
    assert (again.new, again.existing) == (0, 3)
    book.undo()
    assert told(book) == []


def test_a_changed_answer_is_shown_before_it_overwrites(book: Book) -> None:
    write_records(book, plan(book))
    found = plan(book, WIDE.replace("甲公司,涨", "甲公司,跌"))
    (doubt,) = found.problems
    assert (doubt.code, doubt.value, dict(doubt.details)["other"]) == ("answer-differs", "↓", "↑")
    with pytest.raises(Refused):
        write_records(book, found)
    write_records(book, found, accept_suspect=True)
    assert told(book)[0] == ("甲公司", "PRND-O", DOWN, ONE)


def test_a_changed_weight_is_a_correction_too(book: Book) -> None:
    write_records(book, plan(book, "受访单位,氧化镨钕,权重\n甲,涨,1\n", DECEMBER))
    found = plan(book, "受访单位,氧化镨钕,权重\n甲,涨,2\n", DECEMBER)
    assert found.suspect == 1
    assert found.problems[0].value == "↑ x 2"


def test_the_figures_by_the_books_own_weights(book: Book) -> None:
    """RD-1: PrNd oxide 0.34 at 75, Dy oxide 0.14 at 0: 25.5 / 0.48 = 53.125, half-up 53.13."""
    write_records(book, plan(book))
    (month,) = survey(book).months
    assert month.composite.value == Decimal("53.13")
    assert [(one.name, one.value) for one in month.headlines[1:]] == [
        ("light", Decimal("75.00")),
        ("heavy", Decimal("0.00")),
    ]
    assert (month.composite.answers, month.composite.respondents) == (3, 2)
    neodymium = month.product("PRND-O")
    assert neodymium is not None
    assert [gives(neodymium, one) for one in neodymium.answers] == [50, 25]


def test_only_what_changed_is_computed_again(book: Book) -> None:
    put_answers(book, [answer("甲", "DY-O", UP, month=NOVEMBER), answer("甲", "DY-O", UP)])
    before = survey(book)
    put_answers(book, [answer("甲", "DY-O", DOWN)])
    after = survey(book, before)
    assert after == survey(book)
    assert after.of(NOVEMBER) is before.of(NOVEMBER)
    assert after.of(DECEMBER) != before.of(DECEMBER)
    book.undo()
    assert survey(book, after) == before


def test_an_answer_is_another_one_wherever_its_words_stand(book: Book) -> None:
    put_answers(book, [replace(answer("甲公司", "DY-O", UP), note="看涨")])
    before = survey(book)
    with book.step("answers-saved", what="") as step:
        step.update("expectation_answers", 1, {"respondent": "甲公司看", "note": "涨"})
    assert survey(book, before) == survey(book)


def test_other_weights_give_other_figures(book: Book) -> None:
    write_records(book, plan(book))
    before = survey(book)
    rules = before.ground.methodology
    save_version(
        book,
        replace(
            rules,
            effective=dt.date(2026, 1, 2),
            author="甲",
            reason="试",
            weight_sets=(WeightSet(dt.date(2020, 1, 1), {"DY-O": 1.0}),),
        ),
    )
    after = survey(book, before)
    assert after.version == 2
    assert after.months[0].composite.value == Decimal("0.00")


def test_the_document_leads_from_the_figure_to_every_answer(book: Book) -> None:
    write_records(book, plan(book))
    document = survey_json(survey(book), DECEMBER)
    (month,) = document["months"]
    composite = month["indices"][0]
    assert composite["value"] == "53.13"
    assert sum(part["contribution"] for part in composite["parts"]) == pytest.approx(53.125)
    assert composite["covered"] == pytest.approx(0.48)
    assert set(composite["silent"]) == {"PRND-M", "ND-O", "LA-O", "CE-O", "TB-O", "GD-O"}
    product = next(one for one in month["products"] if one["product"] == "PRND-O")
    assert (product["value"], product["up"], product["flat"], product["down"]) == ("75.00", 0.5, 0.5, 0.0)
    assert [(one["respondent"], one["answer"], one["contribution"]) for one in product["given"]] == [
        ("甲公司", "up", 50.0),
        ("乙公司", "flat", 25.0),
    ]
    with pytest.raises(Refused) as refused:
        survey_json(survey(book), NOVEMBER)
    assert codes(refused) == ["no-answers"]


def test_a_questionnaire_goes_out_and_its_return_comes_in(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "调查.xlsx"
    write_questionnaire(book, path, DECEMBER, "zh", "丙公司")
    returned = load_workbook(path)
    page = returned.active
    assert page is not None
    asked = {str(page[f"B{row}"].value): row for row in range(8, page.max_row + 1)}
    assert set(asked) == {"PRND-O", "PRND-M", "ND-O", "LA-O", "CE-O", "DY-O", "TB-O", "GD-O"}
    page[f"C{asked['TB-O']}"], page[f"C{asked['CE-O']}"] = "涨", "跌"
    returned.save(path)
    assert write_records(book, plan_records(book, form(), [path])).written == 2
    assert sorted(told(book)) == [("丙公司", "CE-O", DOWN, ONE), ("丙公司", "TB-O", UP, ONE)]
    with pytest.raises(Refused) as refused:
        write_questionnaire(book, tmp_path / "q.csv", DECEMBER)
    assert codes(refused) == ["not-a-workbook"]


def test_the_answers_of_an_export_come_in_again_unchanged(book: Book, tmp_path: Path) -> None:
    write_records(book, plan(book))
    out = tmp_path / "out.xlsx"
    exports.export(book, "expectation", out)
    found = plan_records(book, form(), [out])
    assert (found.new, found.existing, found.suspect, found.wrong) == (0, 3, 0, 0)
    figures = load_workbook(out).worksheets[0]
    assert [figures.cell(2, column).value for column in (1, 2, 3, 7, 8)] == ["2026-12", "综合", 53.13, 3, 2]
    assert [figures.cell(5, column).value for column in range(1, 9)] == ["2026-12", "氧化镨钕", 75, 50, 50, 0, 2, 2]


def test_an_export_keeps_to_the_months_asked_for(book: Book, tmp_path: Path) -> None:
    put_answers(book, [answer("甲", "DY-O", UP, month=NOVEMBER), answer("甲", "DY-O", UP)])
    out = tmp_path / "out.json"
    exports.export(book, "expectation", out, first=dt.date(2026, 12, 15))
    assert [one["month"] for one in json.loads(out.read_text("utf-8"))["months"]] == ["2026-12"]
