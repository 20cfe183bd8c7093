"""What the user changes of a table before it comes in: header, cells, meanings of columns, rows, single values."""

import datetime as dt
from decimal import Decimal

from rare_desk.core.trades import Side
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.imports.ledgers import (
    Adjusted,
    Area,
    ImportPlan,
    Meaning,
    Options,
    Source,
    TableKey,
    plan_import,
    plan_scans,
    write_import,
)
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id

TODAY = dt.date(2026, 11, 1)
BUYS = Options(side=Side.BUY)
TEXT = (
    "日期,品名,数量(吨),含税单价,备注\n"
    "2025-03-03,氧化镨钕,3,430000,\n"
    "2025-03-04,氧化镨钕,3x,431000,\n"
    "2025-03-05,氧化镨钕,2,432000,\n"
)
KEY = TableKey("ledger.csv", "")


def planned(book: Book, text: str = TEXT, adjusted: Adjusted | None = None) -> ImportPlan:
    plan = plan_import(book, [Source(KEY.file, text.encode())], BUYS, TODAY)
    return plan_scans(book, plan.scans, BUYS, TODAY, adjusted={KEY: adjusted}) if adjusted else plan


def test_a_plan_says_which_cells_the_table_takes_and_what_its_columns_were_read_as(book: Book) -> None:
    sheet = planned(book).sheets[0]
    assert str(sheet.area) == "A1:E4"
    assert (sheet.header_first, sheet.header_row) == (1, 1)
    quantity, price = sheet.columns[2:4]
    assert (quantity.field, quantity.measure.unit, price.basis) == ("quantity", Unit.T, TaxBasis.INCL)
    assert [(s.row, s.raw, s.read) for s in sheet.samples[2]] == [(2, "3", "3 t"), (3, "3x", ""), (4, "2", "2 t")]
    assert sheet.samples[3][0].read == "430000 CNY/t incl"
    assert [sheet.cell_of(found) for found in sheet.problems] == [(3, 2)]


def test_a_corrected_cell_is_read_and_written(book: Book) -> None:
    plan = planned(book, adjusted=Adjusted(cells={(3, 2): "3.5"}))
    assert not plan.obstacles()
    assert write_import(book, plan).written == 3
    assert {row.trade.quantity for row in trades_by_id(book, trade_ids(book))} == {2, 3, Decimal("3.5")}


def test_a_row_is_left_out_by_the_user_and_said_to_be(book: Book) -> None:
    sheet = planned(book, adjusted=Adjusted(left_out=frozenset({3}))).sheets[0]
    assert (sheet.rows, sheet.wrong, sheet.left_out) == (2, 0, [(3, "user")])


def test_a_column_takes_the_meaning_that_the_user_gives_and_the_template_keeps_it(book: Book) -> None:
    text = TEXT.replace("含税单价", "到货成本").replace("3x", "3")
    assert planned(book, text).sheets[0].wrong == 3
    said = Adjusted(meanings={3: Meaning("price", Unit.T, TaxBasis.INCL)})
    plan = planned(book, text, said)
    assert not plan.obstacles()
    assert plan.sheets[0].deals[0].tax_basis == TaxBasis.INCL
    write_import(book, plan)
    again = plan_import(book, [Source("other.csv", text.encode())], Options(), TODAY)
    assert (again.sheets[0].template, again.existing, again.wrong) == ("ledger", 3, 0)


def test_the_header_and_the_cells_of_a_table_can_be_moved(book: Book) -> None:
    text = "台账,,,,\n甲,乙,丙,丁,\n2025-03-03,氧化镨钕,3,430000,\n2025-03-04,氧化镨钕,3,430000,\n尾,尾,尾,尾,\n" + TEXT
    moved = Adjusted(
        header=(2, 2),
        area=Area(2, 4, 0, 3),
        meanings={
            0: Meaning("date"),
            1: Meaning("product"),
            2: Meaning("quantity", Unit.T),
            3: Meaning("price", Unit.T, TaxBasis.EXCL),
        },
    )
    sheet = planned(book, text, moved).sheets[0]
    assert (str(sheet.area), sheet.rows, len(sheet.fresh), sheet.wrong) == ("A2:D4", 2, 2, 0)
    assert {deal.tax_basis for deal in sheet.deals} == {TaxBasis.EXCL}


def test_a_table_set_aside_brings_nothing(book: Book) -> None:
    plan = planned(book, adjusted=Adjusted(skipped=True))
    assert (plan.new, plan.wrong, plan.obstacles()) == (0, 0, ())
    assert [said.code for said in plan.sheets[0].notes] == ["skipped"]
