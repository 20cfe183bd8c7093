"""Answers to the expectation question, in each form in which they come."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rare_desk.core.expectation import Outlook
from rare_desk.core.problems import Problem
from rare_desk.ops.book.shipped import catalogue
from rare_desk.sheets.records.answers import AnswerRead, read_answers
from rare_desk.sheets.records.questionnaire import write_questionnaire
from rare_desk.sheets.records.reading import ReadSheet
from rare_desk.words import Language

DECEMBER = dt.date(2026, 12, 1)
UP, FLAT, DOWN = Outlook


def sheet(text: str, month: dt.date | None = DECEMBER, name: str = "回收.csv") -> ReadSheet[AnswerRead]:
    found = read_answers(text.encode(), name, catalogue(), month)
    assert not isinstance(found, Problem), found
    (only,) = found.sheets
    return only


def told(found: ReadSheet[AnswerRead]) -> list[tuple[str, str, Outlook]]:
    return [(answer.respondent, answer.product, answer.outlook) for answer in found.records]


def troubles(found: ReadSheet[AnswerRead]) -> list[tuple[int, str, str]]:
    return [(one.place.row, one.place.column, one.code) for one in found.problems]


def test_the_long_form() -> None:
    table = "月份,受访单位,品名,预期,权重,备注\n2026-11,甲公司,氧化镨钕,涨,2,缺货\n2026年12月,乙公司,Dy2O3,平,,\n"
    found = sheet(table, None)
    assert told(found) == [("甲公司", "PRND-O", UP), ("乙公司", "DY-O", FLAT)]
    assert [(one.month, one.weight, one.note) for one in found.records] == [
        (dt.date(2026, 11, 1), Decimal(2), "缺货"),
        (DECEMBER, Decimal(1), ""),
    ]


def test_the_wide_form_has_a_column_for_each_product() -> None:
    found = sheet("受访单位,氧化镨钕,氧化镝,权重\n甲公司,看涨,跌,3\n乙公司,,持平,\n")
    assert told(found) == [("甲公司", "PRND-O", UP), ("甲公司", "DY-O", DOWN), ("乙公司", "DY-O", FLAT)]
    assert [one.weight for one in found.records] == [3, 3, 1]
    assert {one.month for one in found.records} == {DECEMBER}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("涨", UP), ("看涨", UP), ("上涨", UP), ("Up", UP), ("↑", UP), ("+", UP), ("u", UP),
        ("平", FLAT), ("看平", FLAT), ("持平", FLAT), ("flat", FLAT), ("→", FLAT), ("0", FLAT), ("F", FLAT),
        ("跌", DOWN), ("看跌", DOWN), ("下跌", DOWN), ("DOWN", DOWN), ("↓", DOWN), ("d", DOWN), (" 看 跌 ", DOWN),
    ],
)  # fmt: skip
def test_the_ways_in_which_an_answer_is_written(said: str, meant: Outlook) -> None:
    assert told(sheet(f"受访单位,氧化镨钕\n甲,{said}\n")) == [("甲", "PRND-O", meant)]


def test_a_minus_is_down_beside_a_plus_and_no_answer_otherwise() -> None:
    assert told(sheet("单位,氧化镨钕,氧化镝\n甲,+,-\n")) == [("甲", "PRND-O", UP), ("甲", "DY-O", DOWN)]
    assert told(sheet("单位,氧化镨钕,氧化镝\n甲,涨,-\n")) == [("甲", "PRND-O", UP)]


@pytest.mark.parametrize("title", ["2026年12月稀土价格预期,,", "月份：2026-12,,", "月份,2026年12月,"])
def test_the_month_may_stand_above_the_table(title: str) -> None:
    found = sheet(f"{title}\n单位,氧化镨钕,氧化镝\n甲,涨,涨\n", None)
    assert {one.month for one in found.records} == {DECEMBER}


def test_the_month_may_stand_in_the_files_name() -> None:
    found = sheet("单位,氧化镨钕\n甲,涨\n", None, "预期回收 2026-12.csv")
    assert {one.month for one in found.records} == {DECEMBER}


def test_what_is_wrong_is_named_by_row_and_column() -> None:
    table = (
        "月份,受访单位,品名,预期,权重\n2026-12,甲,氧化镨钕,也许,1\n2026-12,,氧化镨钕,涨,1\n2026-12,甲,氧化金,涨,1\n"
        "2026-12,甲,氧化镝,涨,0\n十三月,甲,氧化镝,涨,1\n2026-12,甲,,涨,1\n"
        "9999-12,甲,氧化镝,涨,1\n1026-12,甲,氧化镝,涨,1\n"
    )
    assert troubles(sheet(table, None)) == [
        (2, "预期", "unknown-outlook"),
        (3, "受访单位", "missing-respondent"),
        (4, "品名", "unknown-product"),
        (5, "权重", "weight-not-positive"),
        (6, "月份", "not-a-month"),
        (7, "品名", "missing-product"),
        (8, "月份", "not-a-month"),
        (9, "月份", "not-a-month"),
    ]


def test_without_a_month_anywhere_every_row_is_wrong() -> None:
    assert {code for _, _, code in troubles(sheet("单位,氧化镨钕\n甲,涨\n乙,跌\n", None))} == {"missing-month"}


def test_a_column_of_answers_under_no_product_is_wrong_and_remarks_are_not() -> None:
    found = sheet("单位,氧化镨钕,氧化金,电话\n甲,涨,跌,139\n")
    assert troubles(found) == [(1, "氧化金", "unknown-product")]
    assert told(found) == [("甲", "PRND-O", UP)]


def test_a_respondent_answers_once_for_a_product() -> None:
    found = sheet("单位,氧化镨钕\n甲,涨\n甲,涨\n甲,跌\n")
    assert told(found) == [("甲", "PRND-O", UP)]
    assert troubles(found) == [(4, "氧化镨钕", "answer-twice")]


def test_totals_below_are_no_respondents() -> None:
    assert told(sheet("单位,氧化镨钕\n甲,涨\n合计,1\n")) == [("甲", "PRND-O", UP)]


@pytest.mark.parametrize(("language", "words"), [("zh", ("涨", "平", "跌")), ("en", ("Up", "Flat", "Down"))])
def test_a_filled_questionnaire_comes_back(tmp_path: Path, language: Language, words: tuple[str, str, str]) -> None:
    products = [(p.code, p.name_zh if language == "zh" else p.name_en) for p in catalogue()]
    path = tmp_path / "q.xlsx"
    write_questionnaire(path, "2026-12", products, language)
    book = load_workbook(path)
    page = book.active
    assert page is not None
    (choice,) = page.data_validations.dataValidation
    assert choice.formula1 == f'"{",".join(words)}"'
    assert str(choice.sqref) == f"C8:C{7 + len(products)}"
    page["B5"] = "甲公司"
    for row, said in enumerate(words, 8):
        page[f"C{row}"] = said
    page["D8"] = "缺货"
    book.save(path)
    read = read_answers(path, path.name, catalogue())
    assert not isinstance(read, Problem), read
    (found,) = read.sheets
    assert found.problems == ()
    assert told(found) == [("甲公司", products[n][0], outlook) for n, outlook in enumerate(Outlook)]
    assert {one.month for one in found.records} == {DECEMBER}
    assert found.records[0].note == "缺货"


def test_a_blank_questionnaire_holds_no_answers_and_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "q.xlsx"
    write_questionnaire(path, "2026-12", [("PRND-O", "氧化镨钕")], "zh")
    read = read_answers(path, path.name, catalogue())
    assert not isinstance(read, Problem), read
    assert (read.sheets[0].records, read.sheets[0].problems) == ((), ())


def test_a_table_of_something_else_says_so() -> None:
    found = read_answers("日期,点位\n2026-11-02,3\n".encode(), "甲.csv", catalogue())
    assert isinstance(found, Problem)
    assert found.code == "no-records-here"
