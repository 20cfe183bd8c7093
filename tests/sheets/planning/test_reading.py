"""Tables as desks keep them: headers, units, bases, dates, left-out rows, questions."""

import datetime as dt
import io

import openpyxl
import pytest

from rare_desk.core.problems import Problem
from rare_desk.core.trades import Compliance, Side
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.book.shipped import catalogue
from rare_desk.sheets.planning.plan import FilePlan, Known, Options, SheetPlan
from rare_desk.sheets.planning.scan import plan, scan
from rare_desk.sheets.reading.meaning.columns import meaning
from rare_desk.sheets.reading.text import decode, read_delimited

KNOWN = Known(catalogue(), dt.date(2026, 11, 1))


def planned(data: bytes | str, options: Options | None = None, name: str = "f") -> FilePlan:
    scanned = scan(data.encode() if isinstance(data, str) else data, name)
    assert not isinstance(scanned, Problem), scanned
    return plan(scanned, options or Options(), KNOWN)


def sheet(data: bytes | str, options: Options | None = None, name: str = "f") -> SheetPlan:
    return planned(data, options, name).sheets[0]


def asked(found: SheetPlan) -> list[str]:
    return [question.code for question in found.questions]


def codes(found: SheetPlan) -> list[tuple[int, str]]:
    return [(p.place.row, p.code) for p in found.problems]


def xlsx(*rows: tuple[object, ...], merged: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    for row in rows:
        table.append(list(row))
    for cells in merged:
        table.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEAD = "日期,方向,品名,数量(吨),含税单价(元/吨),对手方\n"
LINE = "2025-05-06,买,氧化镨钕,10,431000,乙公司\n"


@pytest.mark.parametrize(
    ("levels", "field", "unit", "currency", "basis"),
    [
        (["单价（元/吨）", "含税"], "price", Unit.T, "CNY", TaxBasis.INCL),
        (["单价（元/吨）", "不含税"], "price", Unit.T, "CNY", TaxBasis.EXCL),
        (["單價(元/噸)"], "price", Unit.T, "CNY", None),
        (["成交价(元/千克,不含税)"], "price", Unit.KG, "CNY", TaxBasis.EXCL),
        (["Price (USD/kg)"], "price", Unit.KG, "USD", None),
        (["price_cny_t_ex_vat"], "price", Unit.T, "CNY", TaxBasis.EXCL),
        (["未税单价 元/公斤"], "price", Unit.KG, "CNY", TaxBasis.EXCL),
        (["数量\n（吨）"], "quantity", Unit.T, "", None),
        (["净重(kg)"], "quantity", Unit.KG, "", None),
        (["Net weight, t"], "quantity", Unit.T, "", None),
        (["qty_t"], "quantity", Unit.T, "", None),
        (["货　物", "品名"], "product", None, "", None),
        (["id"], "deal_no", None, "", None),
        (["序号"], "ignored", None, "", None),
        (["怪列"], "", None, "", None),
    ],
)
def test_a_header_tells_field_unit_currency_and_basis(
    levels: list[str], field: str, unit: Unit | None, currency: str, basis: TaxBasis | None
) -> None:
    found = meaning(levels, "trades")
    assert (found.field, found.measure.unit, found.measure.currency, found.basis) == (field, unit, currency, basis)


def test_text_is_decoded_by_mark_then_utf8_then_gb18030() -> None:
    for encoding in ("utf-8-sig", "utf-8", "gb18030", "utf-16"):
        assert decode("氧化镨钕，单价".encode(encoding)) == "氧化镨钕，单价"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_from_the_data(delimiter: str) -> None:
    assert read_delimited(f"a{delimiter}b{delimiter}c\n1{delimiter}2{delimiter}3\n") == [
        ["a", "b", "c"],
        ["1", "2", "3"],
    ]


def test_a_comma_for_decimals_is_found_in_the_column() -> None:
    found = sheet(HEAD.replace(",", ";") + "2025-05-06;买;氧化镨钕;10,5;431.000,50;乙公司\n")
    assert (found.deals[0].quantity_g, found.deals[0].price) == (10_500_000, 4_310_005_000)


def test_headers_over_several_rows_with_merged_cells_are_joined() -> None:
    data = xlsx(
        ("2025年采购台账",), ("合同编号", "签订日期", "货物", None, "单价", None),
        (None, None, "品名", "数量(吨)", "含税", "不含税"), ("A-1", "9.7", "氧化镝", 2, 1620000, 1433628.32),
        merged=("A2:A3", "B2:B3", "C2:D2", "E2:F2"),
    )  # fmt: skip
    found = sheet(data)
    assert (found.header_first, found.header_row) == (2, 3)
    assert [column.header for column in found.columns][-2:] == ["单价/含税", "单价/不含税"]
    assert (found.deals[0].date, found.deals[0].side, found.wrong) == ("2025-09-07", "buy", 0)


def test_a_merged_cell_is_filled_down_in_its_own_range_but_never_a_quantity() -> None:
    data = xlsx(
        ("单号", "日期", "方向", "品名", "数量(吨)", "含税单价(元/吨)"),
        ("A-1", "2025-05-06", "买", "氧化镝", 2, 1620000), (None, None, "买", "氧化镨钕", 3, 431000),
        (None, "2025-05-07", "买", "氧化镨钕", None, 431000),
        merged=("A2:A3", "B2:B3", "E3:E4"),
    )  # fmt: skip
    found = sheet(data)
    assert [(deal.deal_no, deal.date) for deal in found.deals] == [("A-1", "2025-05-06")] * 2
    assert codes(found) == [(4, "missing-quantity")]


def test_rows_that_are_no_records_are_left_out_visibly() -> None:
    text = (
        "2025年台账,,,,,\n" + HEAD + LINE + "小计,,,10,,\n,,,,,\n" + HEAD + LINE + "合计,,,20,,\n制表人：,,审核：,,,\n"
    )
    found = sheet(text)
    assert found.rows == len(found.fresh) == 2
    assert found.left_out == [
        (1, "title"), (4, "total"), (5, "blank"), (6, "header"), (8, "total"), (9, "remark"),
    ]  # fmt: skip
    assert found.controls[0].stated_quantity == 20
    assert found.controls[0].agrees


def test_a_total_row_that_differs_is_shown() -> None:
    found = sheet(HEAD + LINE + "合计,,,11,,\n")
    assert not found.controls[0].agrees


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        (HEAD.replace("含税单价", "单价") + LINE, ["vat"]),
        (HEAD.replace("数量(吨)", "数量") + LINE, ["unit"]),
        (HEAD.replace("方向,", "甲,").replace("甲,", "仓库,") + LINE, ["side"]),
        (HEAD + LINE.replace("2025-05-06", "05/06/2025"), ["day_first"]),
        ("日期,品名,均价(元/吨含税)\n2025-05-06,氧化镨钕,431000\n", ["kind"]),
        (HEAD + LINE.replace("买", "市场"), ["compliant"]),
    ],
)
def test_what_stays_open_is_a_question(text: str, questions: list[str]) -> None:
    assert asked(sheet(text)) == questions


def test_a_question_is_answered_by_an_option() -> None:
    assert not asked(sheet(HEAD.replace("含税单价", "单价") + LINE, Options(vat=TaxBasis.EXCL)))
    found = sheet(HEAD.replace("数量(吨)", "数量").replace("(元/吨)", "") + LINE, Options(unit=Unit.KG))
    assert (found.deals[0].quantity_g, found.deals[0].price_unit) == (10_000, "kg")
    assert [note.code for note in found.notes] == ["price-unit-taken"]
    market = sheet(HEAD + LINE.replace("买", "市场"), Options(compliant=Compliance.NO))
    assert market.deals[0].compliance == "no"
    american = sheet(HEAD + LINE.replace("2025-05-06", "05/06/2025"), Options(day_first=False))
    assert american.deals[0].date == "2025-05-06"


def test_one_row_that_can_be_read_only_one_way_decides_the_column() -> None:
    found = sheet(HEAD + LINE.replace("2025-05-06", "05/06/2025") + LINE.replace("2025-05-06", "25/06/2025"))
    assert not asked(found)
    assert [deal.date for deal in found.deals] == ["2025-06-05", "2025-06-25"]


def test_units_stand_in_cells_columns_and_notes() -> None:
    behind = sheet(HEAD.replace("数量(吨)", "数量") + LINE.replace(",10,", ",350公斤,"))
    assert behind.deals[0].quantity_g == 350_000
    beside = sheet("日期,方向,品名,数量,单位,含税单价(元/kg)\n2025-05-06,买,氧化铽,350,公斤,6500\n")
    assert (beside.deals[0].quantity_g, beside.deals[0].price_unit) == (350_000, "kg")
    above = sheet(
        "单位：吨、万元,,,,,\n" + HEAD.replace("(吨)", "").replace("(元/吨)", "") + LINE.replace("431000", "43.1")
    )
    assert (above.deals[0].quantity_g, above.deals[0].price) == (10_000_000, 4_310_000_000)


def test_a_foreign_price_is_without_vat_and_converted_by_its_row() -> None:
    found = sheet("Date,Side,Product,Qty (kg),Price (USD/kg),FX\n2025-05-06,Sell,Tb4O7,100,800,7.15\n")
    deal = found.deals[0]
    assert (deal.currency, deal.tax_basis, deal.price_ex_vat) == ("USD", "none", 5_720_000_0000)
    assert found.totals.price_includes_vat is False


def test_month_and_day_in_two_columns_stand_under_a_year() -> None:
    data = xlsx(
        ("2025年", None, "方向", "品名", "数量(吨)", "含税单价(元/吨)"), ("月", "日", None, None, None, None),
        (5, 6, "买", "氧化镨钕", 10, 431000), merged=("A1:B1", "C1:C2", "D1:D2", "E1:E2", "F1:F2"),
    )  # fmt: skip
    assert sheet(data).deals[0].date == "2025-05-06"


@pytest.mark.parametrize(
    ("excl", "wrong"), [("381415.93", False), ("381415.94", False), ("381416", True), ("381415.90", True)]
)
def test_the_two_prices_must_agree_but_for_rounding(excl: str, wrong: bool) -> None:
    text = "日期,方向,品名,数量(吨),含税单价(元/吨),不含税单价(元/吨)\n"
    found = sheet(text + f"2025-05-06,买,氧化镨钕,10,431000,{excl}\n")
    assert codes(found) == ([(2, "vat-mismatch")] if wrong else [])


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    found = sheet(HEAD + "x,??,氧化鐥,-1,3..5,乙公司\n")
    assert [code for _, code in codes(found)] == [
        "not-a-date", "unknown-product", "non-positive-quantity", "unknown-side", "not-a-number",
    ]  # fmt: skip


def test_a_web_page_saved_as_a_workbook_is_read() -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split(','))}</tr>" for line in (HEAD, LINE))
    assert len(sheet(f"<html><body><table>{rows}</table></body></html>", name="f.xls").fresh) == 1


def test_words_of_the_file_tell_the_side_and_only_one_party_too() -> None:
    text = "日期,品名,数量(吨),含税单价(元/吨),{party}\n2025-05-06,氧化镨钕,10,431000,乙公司\n"
    assert sheet(text.format(party="供方")).deals[0].side == "buy"
    assert sheet(text.format(party="需方")).deals[0].side == "sell"
    assert sheet(text.format(party="对手方"), name="销售台账.csv").deals[0].side == "sell"
    assert asked(sheet(text.format(party="甲方"))) == ["side"]
    assert sheet(text.format(party="甲方"), Options(side=Side.SELL)).deals[0].counterparty == "乙公司"
