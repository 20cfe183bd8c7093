"""A single corrected cell is judged with what it reaches, and the plan is the one that a whole reading gives."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rare_desk.core.problems import Refused
from rare_desk.core.trades import Side
from rare_desk.ops.book.books import new_book
from rare_desk.ops.imports import ledgers
from rare_desk.ops.imports.ledgers import (
    Adjusted,
    ImportPlan,
    Options,
    Source,
    TableKey,
    plan_again,
    plan_import,
    plan_scans,
    write_import,
)
from rare_desk.store.book import Book

TODAY = dt.date(2026, 11, 1)
KEY = TableKey("ledger.csv", "")
HEADER = "单号,日期,方向,品名,数量(吨),含税单价,不含税单价,金额,交易对手,备注"
PRODUCTS = ("氧化镨钕", "氧化镧", "无此产品", "")
WORDS: tuple[tuple[str, ...], ...] = (
    ("A-1", "A-2", "A-3", ""),
    ("2025-03-03", "2025-03-04", "2025-06-30", "2031-01-01", "08/01/2025", "13/02/2025", "x", ""),
    ("买", "卖", "?", ""),
    PRODUCTS,
    ("3", "3.125", "900", "0", "-1", "1,5", "3x", ""),
    ("430000", "431000.5", "4300", "430000-432000", "1,5", "9.3万", ""),
    ("380530.97", "381415.93", "1", ""),
    ("1290000", "1.005", "0.12345", "合计", ""),
    ("甲", "乙", ""),
    ("", "小计", "急"),
)
_row = st.tuples(*map(st.sampled_from, WORDS))
_usual_row = st.tuples(
    st.sampled_from(WORDS[0]), st.sampled_from(WORDS[1][:3]), st.sampled_from(WORDS[2][:2]),
    st.sampled_from(PRODUCTS[:2]), st.sampled_from(WORDS[4][:3]), st.sampled_from(WORDS[5][:3]), st.just(""),
    st.sampled_from(WORDS[7][:3]), st.sampled_from(WORDS[8]), st.just(""),
)  # fmt: skip
_correction = st.integers(0, 9).flatmap(lambda at: st.tuples(st.just(at), st.sampled_from(WORDS[at])))


@pytest.fixture(scope="module")
def traded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book with six trades of one product, one of them numbered."""
    rows = [f"A-{n // 6},2025-03-0{n},买,氧化镨钕,3,43000{n},,,甲," for n in range(1, 7)]
    with new_book(Path(tmp_path_factory.mktemp("amending")) / "book.raredesk") as book:
        source = Source("before.csv", "\n".join([HEADER, *rows]).encode())
        write_import(book, plan_import(book, [source], Options(), TODAY))
        yield book


def made(book: Book, rows: list[tuple[str, ...]]) -> ImportPlan:
    text = "\n".join([HEADER, *(",".join(f'"{cell}"' for cell in row) for row in rows)])
    return plan_import(book, [Source(KEY.file, text.encode())], Options(), TODAY)


def whole(book: Book, plan: ImportPlan, adjusted: dict[TableKey, Adjusted]) -> ImportPlan:
    return plan_scans(book, plan.scans, plan.options, TODAY, adjusted=adjusted)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.one_of(_usual_row, _usual_row, _usual_row, _row), min_size=3, max_size=14),
    corrections=st.lists(st.tuples(st.integers(0, 13), _correction), min_size=1, max_size=3),
)
def test_corrected_cells_give_the_plan_of_the_whole_file(
    traded: Book, rows: list[tuple[str, ...]], corrections: list[tuple[int, tuple[int, str]]]
) -> None:
    plan = made(traded, rows)
    cells: dict[tuple[int, int], str] = {}
    for at, (column, words) in corrections:
        cells = cells | {(at % len(rows) + 2, column): words}
        adjusted = {KEY: Adjusted(cells=cells)}
        expected = whole(traded, plan, adjusted)
        plan = plan_again(traded, plan, adjusted, TODAY)
        assert repr(plan.files) == repr(expected.files)
        assert plan.files == expected.files
        assert [p.sums for p in plan.sheets] == [p.sums for p in expected.sheets]
        assert [p.tally for p in plan.sheets] == [p.tally for p in expected.sheets]
        assert plan.facts == expected.facts


ROWS: list[tuple[str, ...]] = [
    (f"B-{n}", "2025-03-03" if n else "2025-03-02", "买", PRODUCTS[n % 2], "3", "430000", "", "1290000", "甲", "")
    for n in range(12)
]


@pytest.mark.parametrize(
    ("column", "words"),
    [(0, "B-4"), (2, "卖"), (3, "氧化镧"), (3, "无此产品"), (4, "3x"), (4, "900"), (5, "4300"), (7, "7"), (9, "急")],
)
def test_a_correction_reads_no_other_row(
    traded: Book, monkeypatch: pytest.MonkeyPatch, column: int, words: str
) -> None:
    plan = made(traded, ROWS)
    adjusted = {KEY: Adjusted(cells={(8, column): words})}
    expected = whole(traded, plan, adjusted)
    monkeypatch.delattr(ledgers, "read")
    assert plan_again(traded, plan, adjusted, TODAY).files == expected.files


def test_a_plan_from_before_another_step_is_made_as_a_whole(book: Book) -> None:
    plan = made(book, ROWS)
    write_import(book, made(book, ROWS), accept_suspect=True)
    again = plan_again(book, plan, {KEY: Adjusted(cells={(8, 4): "4"})}, TODAY)
    assert (again.existing, again.step) == (len(ROWS) - 1, book.last_step())


def test_a_side_that_the_caller_denies_refuses_a_correction_too(book: Book) -> None:
    text = f"{HEADER}\nB-1,2025-03-03,买,氧化镧,3,4300,,,甲,\nB-2,2025-03-03,,氧化镧,3,4300,,,甲,"
    plan = plan_import(book, [Source(KEY.file, text.encode())], Options(side=Side.BUY), TODAY)
    with pytest.raises(Refused):
        plan_again(book, plan, {KEY: Adjusted(cells={(3, 2): "卖"})}, TODAY)
