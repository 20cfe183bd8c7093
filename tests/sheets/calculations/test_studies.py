import re
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rare_desk.sheets.calculations import write_calculation
from rare_desk.sheets.calculations.study.shown import Along, Even, Named, Ranges, Study
from rare_desk.words import LANGUAGES, Language
from tests.core.pricing.examples import examples
from tests.sheets.calculations.given import calculation
from tests.sheets.calculations.recomputing import differences, recomputed

GRADE = Along(Named("品位 % REO", Decimal("52.3")), [Decimal(value) for value in ("47.85", "52.3", "150")])
BASIS = Along(Named("参考品位 % REO", Decimal(50)), [Decimal(50), Decimal(51)])
PRICE = Named("=该品位价格 元/干吨", Decimal("28068.36"))
ONE = Ranges(
    first=GRADE,
    figures=[PRICE, Named("每 1 % REO", Decimal("536.68"))],
    cells=[[Decimal("25680.14"), Decimal("536.68")], [PRICE.now, Decimal("536.68")], [None, None]],
    reasons=["150 应在 0 至 100 之间"],
)
TWO = Ranges(
    first=GRADE,
    second=BASIS,
    figures=[PRICE],
    cells=[[Decimal("25680.14"), Decimal("25176.61")], [PRICE.now, Decimal("27518")], [None, None]],
)
EVEN = Even(input=GRADE.input, figure=PRICE, value=Decimal("55.9"), target=Decimal(30000), reached=Decimal("30000.41"))


def written(folder: Path, study: Study, language: Language = "zh") -> Workbook:
    made = calculation("grade", examples("grade")[0]["input"] | {"grade": "52.3"})
    write_calculation(folder / "study.xlsx", made, language, study)
    return load_workbook(folder / "study.xlsx")


def rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def test_ranges_of_one_input_stand_in_columns_with_their_line_below(tmp_path: Path) -> None:
    book = written(tmp_path, ONE)
    assert book.sheetnames == ["区间", "品位调整", "计算过程"]
    sheet = book.worksheets[0]
    assert ["品位 % REO", "=该品位价格 元/干吨", "±", "每 1 % REO"] in rows(sheet)
    assert [47.85, 25680.14, "=B9-$B$6", 536.68] in rows(sheet)
    assert [150, "–", "–"] in rows(sheet)
    assert sheet["B6"].value == 28068.36
    assert "150 应在 0 至 100 之间" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert sheet["A6"].data_type == sheet["B8"].data_type == "s"


def test_the_line_is_drawn_over_the_values_of_the_input(tmp_path: Path) -> None:
    written(tmp_path, ONE)
    with ZipFile(tmp_path / "study.xlsx") as packed:
        drawn = packed.read("xl/charts/chart1.xml").decode()
    assert "<scatterChart>" in drawn
    assert re.findall(r"<f>([^<]+)</f>", drawn) == ["'区间'!$A$9:$A$11", "'区间'!$B$9:$B$11"]


def test_two_inputs_make_a_table_in_the_colours_of_its_figures(tmp_path: Path) -> None:
    sheet = written(tmp_path, TWO).worksheets[0]
    assert ["品位 % REO \\ 参考品位 % REO", 50, 51] in rows(sheet)
    assert [52.3, 28068.36, 27518] in rows(sheet)
    (coloured,) = sheet.conditional_formatting
    assert str(coloured.sqref) == "B10:C12"
    assert {rule.type for rule in coloured.rules} == {"colorScale"}
    present = [cell.coordinate for row in sheet.iter_rows(min_row=10) for cell in row if cell.font.b]
    assert present == ["B11"]


def test_a_break_even_says_what_it_was_put_back_against(tmp_path: Path) -> None:
    sheet = written(tmp_path, EVEN).worksheets[0]
    assert ["品位 % REO", 52.3, 55.9, "=C5-B5"] in rows(sheet)
    assert ["=该品位价格 元/干吨", 28068.36, 30000.41, "=C6-B6", 30000] in rows(sheet)
    assert ["代回核对：因取整无法正好达到目标，此为最接近"] in rows(sheet)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("study", [ONE, TWO, EVEN])
def test_a_studys_sheet_prints_on_a4_in_one_font(study: Study, language: Language, tmp_path: Path) -> None:
    sheet = written(tmp_path, study, language).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
    fonts = {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert fonts == {"等线" if language == "zh" else "Calibri"}


def test_the_calculation_behind_a_study_is_live_and_so_are_its_changes(tmp_path: Path) -> None:
    written(tmp_path, ONE)
    folder = tmp_path / "computed"
    folder.mkdir()
    recomputed([tmp_path / "study.xlsx"], folder)
    book = load_workbook(folder / "study.xlsx", data_only=True)
    made = calculation("grade", examples("grade")[0]["input"] | {"grade": "52.3"})
    assert differences(book, made.trail) == []
    changes = [row[2] for row in book["区间"].iter_rows(min_row=9, max_row=10, values_only=True)]
    assert changes == [pytest.approx(-2388.22), 0]
