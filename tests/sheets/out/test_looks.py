"""How a workbook looks: widths, formats, fonts, pages, its chart and its cover."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from rare_desk.sheets.out.workbooks import Chart, Cover, write_workbook
from rare_desk.sheets.out.writing import (
    Column,
    Kind,
    Table,
)
from tests.sheets.out.given import COVER, TABLE


def test_the_last_sheet_says_what_the_workbook_is(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_workbook(target, (TABLE,), COVER)
    said = [[cell.value for cell in row] for row in load_workbook(target)["说明"].iter_rows()]
    assert said[0][0] == "成交台账"
    assert said[-1] == ["筛选", "全部"]


def test_a_chinese_column_is_wide_enough_for_its_characters(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_workbook(target, (TABLE,), COVER)
    assert load_workbook(target).worksheets[0].column_dimensions["B"].width >= len("=HYPERLINK(1)")
    name = Table("t", (Column("a", "内蒙古包头稀土高新区"),), ())
    write_workbook(target, (name,), COVER)
    assert load_workbook(target).worksheets[0].column_dimensions["A"].width >= 20


def test_a_workbook_can_carry_a_chart_of_its_columns(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_workbook(target, (TABLE,), COVER, {TABLE.name: Chart("价格", (3, 4), "图")})
    with ZipFile(target) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert chart.count("<ser>") == 2


def test_a_workbook_prints_on_landscape_a4_with_its_header_and_page_numbers_on_each(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_workbook(target, (TABLE,), COVER)
    sheet = load_workbook(target).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center.text == "&P / &N"


def test_a_percentage_shows_the_decimals_it_has_and_no_lonely_point(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    rows = ((Decimal(13), Decimal("99.5")), (Decimal(16), Decimal(99)))
    write_workbook(
        target, (Table("t", (Column("a", "税率", Kind.PERCENT), Column("b", "REO", Kind.PERCENT)), rows),), COVER
    )
    sheet = load_workbook(target).worksheets[0]
    assert (sheet["A2"].number_format, sheet["B2"].number_format) == ("0", "0.0")


@pytest.mark.parametrize(("low", "high", "floor"), [(950, 1340, 900), (1000, 1000, 0), (0.5, 0.9, 0.4), (-2, 5, None)])
def test_the_chart_begins_at_a_round_figure_under_its_lines(
    tmp_path: Path, low: float, high: float, floor: float | None
) -> None:
    target = tmp_path / "a.xlsx"
    rows = ((dt.date(2026, 1, 8), low), (dt.date(2026, 1, 9), high), (dt.date(2026, 1, 10), None))
    table = Table("t", (Column("date", "日期", Kind.DATE), Column("v", "指数", Kind.LEVEL)), rows)
    write_workbook(target, (table,), COVER, {"t": Chart("指数", (2,), "图")})
    with ZipFile(target) as parts:
        found = re.search(r'<valAx>.*?<min val="([^"]+)"', parts.read("xl/charts/chart1.xml").decode())
    assert (float(found[1]) if found else None) == pytest.approx(floor)


def test_the_chart_stands_on_a_page_of_its_own_behind_its_figures(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    days = [(dt.date(2024, 1, 1) + dt.timedelta(days), 1000 + days) for days in range(800)]
    table = Table("指数", (Column("date", "日期", Kind.DATE), Column("v", "综合", Kind.LEVEL)), days)
    write_workbook(target, (table,), COVER, {"指数": Chart("价格指数", (2,), "图表")})
    book = load_workbook(target)
    assert book.sheetnames == ["指数", "图表", "说明"]
    drawn = book["图表"]
    assert (drawn.page_setup.orientation, drawn.page_setup.paperSize) == ("landscape", 9)
    assert (drawn.page_setup.fitToWidth, drawn.page_setup.fitToHeight) == (1, 1)
    with ZipFile(target) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    axis = re.search("<dateAx>.*</dateAx>", chart)
    assert axis is not None
    assert 'formatCode="yyyy-mm"' in axis[0]
    assert '<majorUnit val="3" /><majorTimeUnit val="months" />' in axis[0]
    assert "'指数'!$B$2:$B$801" in chart


def test_a_figure_far_down_the_column_still_fits_into_it(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    rows = [(Decimal(1), Decimal("1.5"))] * 3000 + [(Decimal(-1_234_567_890_123), Decimal("0.0001"))]
    columns = (Column("a", "金额", Kind.MONEY), Column("b", "价格", Kind.PRICE))
    write_workbook(target, (Table("t", columns, rows),), COVER)
    sheet = load_workbook(target)["t"]
    assert sheet.column_dimensions["A"].width >= len("-1,234,567,890,123.00")
    assert [sheet[f"B{row}"].number_format for row in (2, 3002)] == ["#,##0.00??"] * 2


def test_one_font_writes_characters_and_figures_and_nothing_speaks_of_a_library(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_workbook(target, (TABLE,), COVER)
    book = load_workbook(target)
    assert {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row if cell.value} == {"等线"}
    assert (book.properties.creator, book.properties.title) == ("Rare Desk", "成交台账")
    plain = Table("t", (Column("a", "Price", Kind.PRICE),), ((Decimal(1),),))
    write_workbook(target, (plain,), Cover("About", "Trades", ()))
    assert load_workbook(target)["t"]["A2"].font.name == "Calibri"


def test_text_stands_apart_from_the_figures_before_it(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    table = Table("t", (Column("q", "数量", Kind.MASS), Column("u", "单位")), ((Decimal("1.5"), "公斤"),))
    write_workbook(target, (table,), COVER)
    sheet = load_workbook(target)["t"]
    assert [cell.alignment.indent for cell in (sheet["B1"], sheet["B2"])] == [1, 1]
    assert sheet["A1"].alignment.horizontal == "right"
