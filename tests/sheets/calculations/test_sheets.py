import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.sheets.calculations import KINDS, write_calculation
from rare_desk.words import LANGUAGES, Language, width
from tests.sheets.calculations.cases import OTHERS
from tests.sheets.calculations.given import SETTLEMENTS, calculation

ONE_OF_EACH = dict((SETTLEMENTS | OTHERS).values())
READ = [*SETTLEMENTS, *(name for name in OTHERS if name.endswith(("-random", "-0")))]
INPUT = "00FFF6E5"
ATOMS = {"140.908", "144.242", "162.5", "88.906", "158.925", "15.999", "6", "11", "2", "3", "4", "7"}
REFERENCE = re.compile(r"\$?([A-Z])\$?(\d+)(?::\$?([A-Z])\$?(\d+))?")


def written(folder: Path, kind: str, language: Language = "zh") -> Workbook:
    write_calculation(folder / f"{kind}.xlsx", calculation(kind, ONE_OF_EACH[kind]), language)
    return load_workbook(folder / f"{kind}.xlsx")


def cells(book: Workbook) -> list[Cell]:
    return [cell for row in book.worksheets[0].iter_rows() for cell in row if isinstance(cell, Cell)]


def test_every_calculator_goes_out_with_live_formulas() -> None:
    assert set(CALCULATORS) == KINDS == set(ONE_OF_EACH)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_figures_that_are_no_formulas_are_tinted_inputs_or_atomic_weights(kind: str, tmp_path: Path) -> None:
    book = written(tmp_path, kind)
    figures = [cell for cell in cells(book) if cell.data_type == "n" and cell.value is not None]
    assert figures
    plain = {str(cell.value) for cell in figures if cell.fill.fgColor.rgb != INPUT}
    assert plain <= (ATOMS if kind in ("metal", "oxide") else set())
    tinted = [cell for cell in cells(book) if cell.fill.fgColor.rgb == INPUT]
    assert not [cell.coordinate for cell in tinted if cell.data_type == "f"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_formula_refers_to_cells_that_are_filled(kind: str, tmp_path: Path) -> None:
    book = written(tmp_path, kind)
    paper, trail = book.worksheets
    formulas = [(paper, cell) for cell in cells(book) if cell.data_type == "f"]
    steps = [(trail, cell) for row in trail.iter_rows(min_row=2, min_col=4, max_col=4) for cell in row]
    assert formulas
    assert len(steps) == len(calculation(kind, ONE_OF_EACH[kind]).trail)
    for sheet, cell in formulas + steps:
        formula = str(cell.value)
        assert formula.count("(") == formula.count(")"), formula
        if sheet is trail:
            assert formula.startswith(f"='{paper.title}'!$")
        for one, first, other, last in REFERENCE.findall(re.sub(r'"[^"]*"|\'[^\']*\'!', "", formula)):
            for row in range(int(first), int(last or first) + 1):
                meant = [paper[f"{column}{row}"] for column in {one, other or one}]
                assert all(cell.value is not None or cell.fill.fgColor.rgb == INPUT for cell in meant), formula


@pytest.mark.parametrize("name", READ)
def test_a_reader_that_does_not_compute_sees_the_figures_too(name: str, tmp_path: Path) -> None:
    kind, given = (SETTLEMENTS | OTHERS)[name]
    made = calculation(kind, given)
    write_calculation(tmp_path / "out.xlsx", made, "zh")
    formulas = cells(load_workbook(tmp_path / "out.xlsx"))
    values = load_workbook(tmp_path / "out.xlsx", data_only=True)
    shown = [row[3] for row in values.worksheets[1].iter_rows(min_row=2, values_only=True)]
    assert shown == [float(step.value) for step in made.trail]
    paper = values.worksheets[0]
    assert [one.coordinate for one in formulas if one.data_type == "f" and paper[one.coordinate].value is None] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_pages_are_a4_with_one_font_and_no_name_runs_into_its_figure(
    kind: str, language: Language, tmp_path: Path
) -> None:
    book = written(tmp_path, kind, language)
    assert all(sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1 for sheet in book.worksheets)
    assert {cell.font.name for cell in cells(book) if cell.value} == {"等线" if language == "zh" else "Calibri"}
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        name, figure = row[0], row[1]
        if name.data_type == "s" and figure.data_type in "nf" and figure.value is not None:
            assert width(str(name.value)) <= sheet.column_dimensions["A"].width + 2, name.value
