"""Wrong rows saved as a workbook come in, once put right, as if they had been put right where they stood."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rare_desk.core.trades import Compliance, Side
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.imports.ledgers import (
    Adjusted,
    ImportPlan,
    Meaning,
    Options,
    Source,
    TableKey,
    plan_import,
    plan_scans,
    write_import,
)
from rare_desk.ops.imports.refused import save_wrong_rows
from rare_desk.sheets.out.writing import Unwritable
from rare_desk.store.book import Book
from rare_desk.words import Language, sentence
from tests.ops.imports.given import TODAY

Rows = Sequence[Sequence[object]]
HEAD = ("日期", "品名", "数量", "单价", "供方")
GOOD, BAD = ("2025-05-06", "氧化镨钕", 10, 43.1, "乙公司"), ("2025-05-07", "氧化镨钕", "10..5", 43.2, "乙公司")


def workbook(rows: Rows, sheet: str = "台账", merges: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    made = book.active
    assert made is not None
    made.title = sheet
    for row in rows:
        made.append(list(row))
    for cells in merges:
        made.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def planned(book: Book, name: str, data: bytes | Path, options: Options | None = None) -> ImportPlan:
    return plan_import(book, [Source(name, data)], options or Options(), TODAY)


def put_right(out: Path, wrong: str, right: str) -> None:
    book = openpyxl.load_workbook(out)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == wrong]
    assert len(cells) == 1
    cells[0].value = right
    book.save(out)


def deals(plan: ImportPlan) -> list[dict[str, Any]]:
    """Without where they stand in which file."""
    return [deal._replace(row=0)._asdict() for sheet in plan.sheets for deal in sheet.deals]


LEDGERS: list[tuple[str, str, Rows, Sequence[str], Options]] = [
    ("its own side, units and basis", "a.xlsx",
     [("日期", "方向", "品名", "数量(吨)", "含税单价(元/吨)", "对手方"),
      ("2025-05-06", "买", "氧化镨钕", "10..5", 431_000, "乙公司")], (), Options()),
    ("units and money in a note, the side in the title", "b.xlsx",
     [("2025年采购台账",), ("单位：公斤、万元",), HEAD, GOOD, BAD], (), Options(vat=TaxBasis.INCL)),
    ("the side in the file's name", "销售2025.xlsx",
     [("日期", "品名", "数量(kg)", "不含税单价(元/kg)"), ("2025-05-07", "氧化镨钕", "10..5", 432)], (), Options()),
    ("all of it answered", "c.xlsx", [("日期", "品名", "数量", "单价"), GOOD[:4], BAD[:4]], (),
     Options(side=Side.MARKET, vat=TaxBasis.EXCL, unit=Unit.KG, compliant=Compliance.YES)),
    ("a year in the title", "d.xlsx", [("2024年采购",), (*HEAD[:2], "数量(吨)", "含税单价(元/吨)", "供方"),
     ("5月6日", *BAD[1:]), ("5月7日", *GOOD[1:])], (), Options()),
    ("one contract over several lines", "e.xlsx",
     [("合同编号", "日期", "方向", "品名", "数量(吨)", "含税单价(元/吨)", "对手方"),
      ("H-1", "2025-05-06", "买", "氧化镨钕", 10, 431_000, "乙公司"),
      (None, None, None, "氧化镧", "10..5", 4_300, None)], ("A2:A3", "B2:B3", "C2:C3", "G2:G3"), Options()),
]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "rows", "merges", "options"), [one[1:] for one in LEDGERS], ids=[one[0] for one in LEDGERS]
)
def test_a_wrong_row_comes_in_from_its_own_workbook_as_from_the_file(
    book: Book,
    tmp_path: Path,
    name: str,
    rows: Rows,
    merges: Sequence[str],
    options: Options,
    language: Language,
) -> None:
    plan = planned(book, name, workbook(rows, "Sheet1", merges), options)
    out = tmp_path / "wrong.xlsx"
    assert plan.wrong == 1
    assert save_wrong_rows(plan, out, language) == 1
    found = next(one for one in plan.sheets[0].problems if not one.suspect)
    cell = plan.sheets[0].cell_of(found)
    assert cell is not None
    key = TableKey(name, "Sheet1")
    whole = plan_scans(book, plan.scans, options, TODAY, adjusted={key: Adjusted(cells={cell: "10.5"})})
    there = [deal for deal in whole.sheets[0].deals if deal.row == found.place.row]
    put_right(out, "10..5", "10.5")
    again = planned(book, out.name, out)
    assert not again.questions
    assert (again.new + again.suspect, again.wrong) == (1, 0)
    assert [deal | {"suspect": ""} for deal in deals(again)] == [
        deal._replace(row=0, suspect="")._asdict() for deal in there
    ]


def test_wrong_rows_do_not_take_the_place_of_the_file_that_has_the_others_too(book: Book, tmp_path: Path) -> None:
    source = tmp_path / "台账.xlsx"
    rows = [
        HEAD,
        ("2025-05-06", "氧化镨钕", 10, 431000, "乙公司"),
        ("2025-05-07", "氧化镨钕", "10..5", 431000, "乙公司"),
    ]
    source.write_bytes(workbook(rows))
    before = source.read_bytes()
    plan = planned(book, source.name, source, Options(side=Side.BUY, unit=Unit.T, vat=TaxBasis.INCL))
    assert plan.wrong == 1
    with pytest.raises(Unwritable) as refused:
        save_wrong_rows(plan, source, "zh")
    (found,) = refused.value.problems
    assert found.code == "target-is-source"
    assert "台账 (2).xlsx" in sentence(found, "zh")
    assert source.read_bytes() == before


def test_what_was_said_of_the_file_is_said_of_its_wrong_rows(book: Book, tmp_path: Path) -> None:
    rows = [("日期", "方向", "品名", "数量", "价", "对手方"), ("2025-05-06", "买", "氧化镨钕", 10, 431, "乙公司"),
            ("2025-05-07", "买", "氧化镨钕", "10..5", 432, "乙公司")]  # fmt: skip
    first = planned(book, "a.xlsx", workbook(rows), Options(unit=Unit.KG, vat=TaxBasis.INCL))
    meant = {4: Meaning("price", Unit.KG, TaxBasis.INCL, "CNY")}
    plan = plan_scans(
        book, first.scans, first.options, TODAY, adjusted={TableKey("a.xlsx", "台账"): Adjusted(meanings=meant)}
    )
    out = tmp_path / "wrong.xlsx"
    assert save_wrong_rows(plan, out, "zh") == 1
    assert write_import(book, plan, skip_wrong=True).written == 1
    put_right(out, "10..5", "10.5")
    again = planned(book, out.name, out)
    assert again.sheets[0].template
    (deal,) = again.sheets[0].deals
    assert (deal.quantity_g, deal.price, deal.price_unit, deal.tax_basis) == (10_500, 4_320_000, "kg", "incl")
    assert write_import(book, again).written == 1


def test_quotes_keep_whose_they_are_and_on_which_basis(book: Book, tmp_path: Path) -> None:
    rows = [("日期", "品名", "单位", "均价", "价格区间"), ("2025-05-06", "氧化镨钕", "元/吨", 431_000, "430000-432000"),
            ("2025-05-07", "氧化镨钕", "元/吨", "43..1", "430000-432000")]  # fmt: skip
    plan = planned(book, "q.xlsx", workbook(rows), Options(kind="quotes", source="周报", vat=TaxBasis.INCL))
    out = tmp_path / "wrong.xlsx"
    assert save_wrong_rows(plan, out, "zh") == 1
    put_right(out, "43..1", "431500")
    again = planned(book, out.name, out)
    assert (again.questions, again.wrong) == (0, 0)
    (quote,) = [named.quote for named in again.sheets[0].quotes]
    assert (quote.source, quote.tax_basis, str(quote.mid)) == ("周报", TaxBasis.INCL, "431500")


def test_where_no_row_is_wrong_no_file_is_written(book: Book, tmp_path: Path) -> None:
    plan = planned(book, "a.xlsx", workbook([HEAD, GOOD]))
    assert save_wrong_rows(plan, tmp_path / "wrong.xlsx", "zh") == 0
    assert not (tmp_path / "wrong.xlsx").exists()
