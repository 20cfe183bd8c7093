"""Any table at all: read, or refused with a problem, never a fault; every problem names a cell of the file."""

import csv
import datetime as dt
import io

from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.problems import Problem
from rare_desk.ops.book.shipped import catalogue
from rare_desk.sheets.records.answers import read_answers
from rare_desk.sheets.records.published import read_published

TODAY = dt.date(2026, 11, 25)
PRODUCTS = catalogue()
_WORDS = (
    "日期|date|点位|指数|甲指数|受访单位|品名|预期|氧化镨钕|氧化镝|权重|月份|涨|跌|+|-||合计|2026-11-02|2026-12|"
    "46328|231.5|1e400|-0|NaN|12%|#N/A|'=1+1|２０２６年１２月"
)
CELLS = st.one_of(
    st.sampled_from((*_WORDS.split("|"), "9" * 400, "\u200b")),
    st.text(max_size=8),
    st.integers().map(str),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8)


def written(table: list[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(table)
    return stream.getvalue().encode("utf-8", "surrogatepass")


@given(TABLES)
def test_points_are_read_or_refused(table: list[list[str]]) -> None:
    found = read_published(written(table), "表.csv", TODAY)
    if isinstance(found, Problem):
        return
    for sheet in found.sheets:
        for point in sheet.records:
            assert point.series
            assert point.value > 0
            assert point.row >= 1
        for problem in sheet.problems:
            assert problem.place.row >= 1
            assert problem.place.column


@given(TABLES)
def test_answers_are_read_or_refused(table: list[list[str]]) -> None:
    found = read_answers(written(table), "表.csv", PRODUCTS, TODAY.replace(day=1))
    if isinstance(found, Problem):
        return
    for sheet in found.sheets:
        keys = [(answer.month, answer.respondent, answer.product) for answer in sheet.records]
        assert len(keys) == len(set(keys))
        assert all(answer.weight > 0 and answer.month.day == 1 and answer.respondent for answer in sheet.records)
        for problem in sheet.problems:
            assert problem.place.row >= 1
            assert problem.place.column
