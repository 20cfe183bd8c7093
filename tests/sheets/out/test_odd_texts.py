"""Whatever a user typed leaves as that text, through every writer, and is read back as it by both readers."""

import csv
import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from rare_desk.core.numbers import plain
from rare_desk.sheets.calculations import write_calculation
from rare_desk.sheets.out.sheet_rows import clean
from rare_desk.sheets.out.templates import Blank, Texts, write_blank
from rare_desk.sheets.out.workbooks import Chart, Cover, write_workbook
from rare_desk.sheets.out.writing import Column, Kind, Table, as_typed, write_csv, write_json
from rare_desk.sheets.records.questionnaire import write_questionnaire
from tests.core.pricing.examples import settlement
from tests.sheets.calculations.given import calculation

STARTS = "=+-@\t\r\n＝＋－＠"
ODD = (
    "=1+1", '=HYPERLINK("http://a","b")', "+86 472", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''", "＝1＋1",
    "{=A1}", "=cmd|'/c calc'!A0", "DDE", "0012", "1e5", "1/2", "2026-01-08", "TRUE", "#N/A", "万", "1.5万", "_x0041_",
    "_x000D_", "_xD83D_", "&lt;", "<a>&b</a>", "]]>", "\x00", "\x07a", "\ud800", "\ufffe", "甲\u2028乙", "　全角　",
    "  a  ", "a\r\nb", "\ufeff甲", "😀", 'a,b;c\t"d"', "长" * 40_000,
)  # fmt: skip
texts = st.sampled_from(ODD) | st.text(st.characters(), max_size=20) | st.text(st.sampled_from(STARTS + "'1A_x0"))
titles = texts.filter(lambda text: not clean(text).isspace())
money = st.decimals(-10_000_000, 10_000_000, places=4)
many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def both(path: Path, sheet: str) -> tuple[list[list[object]], list[list[object]]]:
    """Each reader's rows, nothing for an empty cell; no cell of the first is a formula."""
    rows = list(load_workbook(path)[sheet].iter_rows())
    assert not [cell.coordinate for row in rows for cell in row if cell.data_type == "f"]
    mine: list[list[object]] = [
        [unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in row] for row in rows
    ]
    found = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return mine, [[None if cell == "" else cell for cell in row] for row in found]


def held(text: str) -> str | None:
    return clean(text) or None


@many
@given(rows=st.lists(st.tuples(texts, money), min_size=1, max_size=6), title=titles, told=titles)
def test_a_workbook_has_texts_as_they_were_typed_and_figures_as_figures(
    tmp_path: Path, rows: Sequence[tuple[str, Decimal]], title: str, told: str
) -> None:
    path = tmp_path / "a.xlsx"
    table = Table("表", (Column("a", title), Column("b", "数", Kind.PRICE)), rows)
    write_workbook(path, [table], Cover("说明", title, ((told, told),)))
    wanted = [[held(title), "数"], *([held(text), float(figure)] for text, figure in rows)]
    mine, other = both(path, "表")
    assert mine == wanted
    assert other == wanted
    cover, _ = both(path, "说明")
    assert [cover[0][0], *cover[2]] == [held(title), held(told), held(told)]
    with ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if name.startswith("xl/work") and b"<f>" in parts.read(name)]


@many
@given(rows=st.lists(st.tuples(texts, money), max_size=6), title=texts)
def test_csv_starts_no_cell_as_a_formula_but_a_figure_and_is_read_as_it_was_typed(
    tmp_path: Path, rows: Sequence[tuple[str, Decimal]], title: str
) -> None:
    path = tmp_path / "a.csv"
    write_csv(path, Table("t", (Column("a", title), Column("b", "数", Kind.PRICE)), rows))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.reader(stream))
    assert not [cell for row in found for cell in row[:1] if cell.startswith(tuple(STARTS))]
    assert [row[1] for row in found[1:]] == [plain(figure) for _, figure in rows]
    typed = [text.encode("utf-8", "replace").decode() for text in (title, *(text for text, _ in rows))]
    assert [as_typed(row[0]) for row in found] == typed


@many
@given(text=texts)
def test_json_has_every_text_that_can_be_written(tmp_path: Path, text: str) -> None:
    write_json(tmp_path / "a.json", {"text": text})
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert found == {"text": text.encode("utf-8", "replace").decode()}


@given(name=texts | st.sampled_from(("History", "😀" * 20, "甲" * 28 + "'" * 4)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sheet_and_its_chart_may_be_named_by_anything(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xlsx"
    columns = (Column("a", "日期", Kind.DATE), Column("b", name, Kind.LEVEL))
    rows = [(dt.date(2026, 1, day), Decimal(day)) for day in (1, 2)]
    write_workbook(path, [Table(name, columns, rows)] * 2, Cover(name, name, ()), {name: Chart(name, (2,), name)})
    names = load_workbook(path).sheetnames
    assert len({one.casefold() for one in names}) == 5
    assert names == CalamineWorkbook.from_path(str(path)).sheet_names
    assert max(len(one.encode("utf-16-le")) // 2 for one in names) <= 31
    with ZipFile(path) as parts:
        said = "".join(ElementTree.fromstring(parts.read("xl/charts/chart1.xml")).itertext())
    assert clean(name).strip() in said


def _words(path: Path) -> list[str]:
    """Every text of the workbook."""
    sheets = load_workbook(path).worksheets
    found = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    return [unescape(str(cell.value)) for cell in found]


def _formulas(path: Path) -> list[str]:
    sheets = load_workbook(path).worksheets
    return [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_calculation_s_live_formulas_are_its_own_whatever_its_words_are(tmp_path: Path) -> None:
    usual, odd = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    made = calculation("settlement", settlement(), "甲")
    notes = [(text, text) for text in ODD]
    write_calculation(usual, replace(made, notes=[("甲", "乙")] * len(ODD)), "zh")
    write_calculation(odd, replace(made, name="=1+1", notes=notes), "zh")
    assert len(_formulas(usual)) > 20
    assert _formulas(odd) == _formulas(usual)
    assert set(_words(odd)) >= {"=1+1", *(clean(text) for text in ODD if clean(text))}


def test_blank_workbooks_hold_no_formula(tmp_path: Path) -> None:
    template, questions = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    odd = [text for text in ODD if clean(text)]
    columns = [Blank(text, text, example=text, choices=(text,)) for text in odd]
    write_blank(template, columns, Texts("表", "列表", "说明", ("=1",) * 4, "=1", tuple(odd), "=1"))
    write_questionnaire(questions, "2026-12", [(text, text) for text in odd], "zh", "=1+1")
    for path in (template, questions):
        assert _formulas(path) == []
        assert set(_words(path)) >= {clean(text) for text in odd}
    with ZipFile(template) as parts:
        listed = re.findall(rb"<formula1>([^<]*)</formula1>", parts.read("xl/worksheets/sheet1.xml"))
    assert len(listed) == len(odd)
    assert all(re.fullmatch(r"'列表'![$][A-Z]+[$]1:[$][A-Z]+[$]1", one.decode()) for one in listed)
