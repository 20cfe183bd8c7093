import random
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rare_desk.sheets.calculations import write_calculation
from rare_desk.words import Language
from tests.core.pricing.examples import settlement
from tests.sheets.calculations.cases import OTHERS, estimate
from tests.sheets.calculations.given import SETTLEMENTS, calculation, with_everything
from tests.sheets.calculations.recomputing import differences, recomputed

CASES = SETTLEMENTS | OTHERS


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    written, folder = tmp_path_factory.mktemp("written"), tmp_path_factory.mktemp("computed")
    files = []
    for name, (kind, given) in CASES.items():
        files.append(written / f"{name}.xlsx")
        write_calculation(files[-1], calculation(kind, given), "zh")
    recomputed(files, folder)
    return {name: load_workbook(folder / f"{name}.xlsx", data_only=True) for name in CASES}


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_recomputes_every_figure_of_the_trail(name: str, computed: dict[str, Workbook]) -> None:
    kind, given = CASES[name]
    assert differences(computed[name], calculation(kind, given).trail) == []


def test_the_workbook_names_a_refund(computed: dict[str, Workbook]) -> None:
    words = {cell for row in computed["refund"]["结算"].iter_rows(values_only=True) for cell in row}
    assert "应退款" in words
    assert "应付余额" not in words


def test_a_changed_input_carries_through_to_the_balance(tmp_path: Path) -> None:
    path = tmp_path / "changed.xlsx"
    write_calculation(path, calculation("settlement", settlement()), "zh")
    book = load_workbook(path)
    cells = [cell for row in book["结算"].iter_rows() for cell in row]
    next(cell for cell in cells if cell.value == 6.2).value = 7.5
    next(cell for cell in cells if cell.value == 13).value = 16
    next(cell for cell in cells if cell.value == -12.5).value = -20
    book.save(path)
    folder = tmp_path / "computed"
    folder.mkdir()
    recomputed([path], folder)
    given = settlement() | {"vat_rate": "16", "adjustments": [{"label": "penalty", "per_dry_t": "-20"}]}
    given["lots"][0]["moisture"] = "7.5"
    expected = calculation("settlement", given).trail
    assert differences(load_workbook(folder / path.name, data_only=True), expected) == []


def test_another_deduction_is_picked_on_the_estimates_sheet(tmp_path: Path) -> None:
    given = estimate(random.Random(8)) | {"offer": "last"}
    assert len(given["past"]) > 3
    path = tmp_path / "picked.xlsx"
    write_calculation(path, calculation("estimate", given), "zh")
    book = load_workbook(path)
    sheet = book["下季估价"]
    (picked,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "最近一季")
    assert '"最近一季,平均,中位数"' in {one.formula1 for one in sheet.data_validations.dataValidation}
    picked.value = "中位数"
    book.save(path)
    folder = tmp_path / "computed"
    folder.mkdir()
    recomputed([path], folder)
    expected = calculation("estimate", given | {"offer": "median"}).trail
    assert differences(load_workbook(folder / path.name, data_only=True), expected) == []


@pytest.mark.parametrize(("language", "names"), [("zh", ["结算", "计算过程"]), ("en", ["Settlement", "Trail"])])
def test_sheets_are_named_in_the_readers_language(language: Language, names: list[str], tmp_path: Path) -> None:
    write_calculation(tmp_path / "named.xlsx", calculation("settlement", settlement()), language)
    assert load_workbook(tmp_path / "named.xlsx").sheetnames == names


def test_text_never_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "text.xlsx"
    given = with_everything()
    given["lots"][0]["lot"] = "=HYPERLINK(1)"
    write_calculation(path, calculation("settlement", given, name="=2+2\x07"), "en")
    texts = {"=HYPERLINK(1)", "=2+2", "=1+1", "=SUM(A1)", "=SUM(A1) unit price", "=HYPERLINK(1) dry mass"}
    found: dict[object, str] = {}
    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            found |= {cell.value: cell.data_type for cell in row if cell.value in texts}
    assert found == dict.fromkeys(texts - {"=SUM(A1) unit price"}, "s")


def test_every_derived_figure_is_a_formula_and_the_page_is_a4(tmp_path: Path) -> None:
    path = tmp_path / "live.xlsx"
    write_calculation(path, calculation("settlement", settlement()), "zh")
    book = load_workbook(path)
    cells = [cell for row in book["结算"].iter_rows() for cell in row]
    numbers = sorted(float(str(cell.value)) for cell in cells if cell.data_type == "n" and cell.value is not None)
    given = [26834, 50, 13, 102.34, 6.2, 51.35, 98.76, 5.85, 50.1, 105.5, 7.05, 49.42, -12.5, 306.6, 6, 50, 90]
    assert numbers == sorted(given)
    assert all(sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1 for sheet in book)
