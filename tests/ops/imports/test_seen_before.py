"""What a book has already comes in no second time; what only looks the same does. Control totals beside it."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest

from rare_desk.core.units import TaxBasis
from rare_desk.ops.imports.ledgers import ImportPlan, Options, write_import
from rare_desk.ops.trades import delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids
from tests.ops.imports.given import booked, ledger, planned, row, said


def counted(plan: ImportPlan) -> tuple[int, int]:
    return plan.new, plan.existing


LINES = [
    row(),
    row(品名="氧化镝", 数量=1, 不含税单价=1_500_000),
    row(日期=dt.date(2025, 5, 20), 数量=4),
    row(数量=6),
    row(),
]
"""One number over several products, partial deliveries, and a true twin."""


def test_one_number_over_several_lines_comes_in_whole_and_only_once(book: Book) -> None:
    plan = planned(book, ledger(*LINES))
    assert counted(plan) == (5, 0)
    assert write_import(book, plan).written == 5
    assert counted(planned(book, ledger(*LINES))) == (0, 5)
    assert counted(planned(book, ledger(*LINES, row()))) == (1, 5)
    assert counted(planned(book, ledger(*reversed(LINES)))) == (0, 5)


def test_twins_count_over_all_files_of_an_import(book: Book) -> None:
    plan = planned(book, ledger(row()), ledger(row(), row()))
    assert counted(plan) == (3, 0)
    write_import(book, plan)
    assert counted(planned(book, ledger(row(), row()), ledger(row(), row()))) == (1, 3)


@pytest.mark.parametrize(
    "changed",
    [
        {"单号": "A-2"}, {"日期": dt.date(2025, 5, 7)}, {"品名": "氧化钕"}, {"方向": "卖"}, {"对手方": "丙公司"},
        {"数量": 10.001},
    ],
)  # fmt: skip
def test_a_row_that_differs_in_one_thing_is_not_there(book: Book, changed: Mapping[str, object]) -> None:
    booked(book, row())
    plan = planned(book, ledger(row(**changed)))
    assert (plan.new + plan.suspect, plan.existing) == (1, 0)
    assert counted(planned(book, ledger(row(备注="改了备注", 付款方式="承兑")))) == (0, 1)


def test_rows_without_a_number_are_known_by_the_rest(book: Book) -> None:
    nameless = row(单号=None)
    booked(book, nameless, nameless)
    assert counted(planned(book, ledger(nameless, nameless, nameless))) == (1, 2)


def test_a_deleted_row_and_an_import_taken_back_do_not_count_as_seen(book: Book) -> None:
    booked(book, row(), row())
    delete_trades(book, trade_ids(book)[:1])
    assert counted(planned(book, ledger(row(), row()))) == (1, 1)
    book.undo()
    assert counted(planned(book, ledger(row(), row()))) == (0, 2)
    book.undo()
    assert counted(planned(book, ledger(row(), row()))) == (2, 0)


def test_the_total_row_of_the_file_is_shown_beside_what_was_read(book: Book) -> None:
    amounts = [row(金额=4_000_000), row(品名="氧化镝", 数量=1, 不含税单价=1_500_000, 金额=1_500_000)]
    total = ("合计", None, None, None, 11, None, None, 5_500_000)
    (sheet,) = planned(book, ledger(*amounts, below=[total])).sheets
    whole, *products = sheet.controls
    assert (whole.rows_file, whole.rows_read, whole.agrees) == (2, 2, True)
    assert (whole.quantity_file, whole.quantity_read, whole.stated_quantity) == (Decimal(11),) * 3
    assert (whole.amount_file, whole.amount_read, whole.stated_amount) == (Decimal(5_500_000),) * 3
    assert [(one.product, one.rows_read, one.quantity_read) for one in products] == [
        ("DY-O", 1, Decimal(1)), ("PRND-O", 1, Decimal(10)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("quantity", "amount", "agrees"),
    [(11, 5_500_000, True), (11.001, 5_500_000, False), (11, 5_500_000.01, False), (None, None, True)],
)
def test_a_total_row_that_differs_by_anything_does_not_agree(
    book: Book, quantity: float | None, amount: float | None, agrees: bool
) -> None:
    amounts = [row(金额=4_000_000), row(品名="氧化镝", 数量=1, 不含税单价=1_500_000, 金额=1_500_000)]
    total = ("合计", None, None, None, quantity, None, None, amount)
    (sheet,) = planned(book, ledger(*amounts, below=[total])).sheets
    assert sheet.controls[0].agrees is agrees


def test_a_wrong_row_is_the_difference_between_the_file_and_what_was_read(book: Book) -> None:
    plan = planned(book, ledger(row(), row(品名="氧化鐥", 数量=3), below=[("合计", None, None, None, 13)]))
    whole = plan.sheets[0].controls[0]
    assert (whole.rows_file, whole.rows_read, whole.quantity_file, whole.quantity_read) == (
        2,
        1,
        Decimal(13),
        Decimal(10),
    )
    assert not whole.agrees
    assert said(plan) == [(3, "品名", "unknown-product")]


def test_an_amount_that_is_not_quantity_times_price_is_seen_in_the_totals(book: Book) -> None:
    (sheet,) = planned(book, ledger(row(金额=4_000_001))).sheets
    assert (sheet.controls[0].amount_file, sheet.controls[0].agrees) == (Decimal(4_000_001), False)


def test_totals_are_compared_in_tonnes_and_yuan_whatever_the_file_counts_in(book: Book) -> None:
    lines = [
        {
            "日期": dt.date(2025, 5, 6),
            "方向": "买",
            "品名": "氧化铽",
            "数量(kg)": 250,
            "单价(元/kg)": 6000,
            "金额(万元)": 150,
        }
    ]
    data = ledger(*lines, below=[("合计", None, None, 250, None, 150)])
    (sheet,) = planned(book, data, options=Options(vat=TaxBasis.EXCL)).sheets
    whole = sheet.controls[0]
    assert (whole.stated_quantity, whole.quantity_read) == (Decimal("0.25"), Decimal("0.25"))
    assert (whole.stated_amount, whole.amount_read, whole.agrees) == (Decimal(1_500_000), Decimal(1_500_000), True)
