"""What LibreOffice makes of the workbooks that go out, where it is installed; both our readers where it is not."""

import csv
import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.exports import export
from rare_desk.ops.imports.ledgers import plan_import
from rare_desk.store.book import Book

OFFICE = shutil.which("soffice")
installed = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
ROWS = 114
TODAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return new_sample_book(tmp_path_factory.mktemp("sample") / "示例.raredesk")


@pytest.fixture(scope="module")
def ledger(sample: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = export(sample, "trades", tmp_path_factory.mktemp("out") / "成交.xlsx", product="TB-O")
    return path


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """LibreOffice's own preferences, made once."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def saved(sample: Book, ledger: Path, profile: Path) -> Path:
    """The folder in which a ledger and the index stand as LibreOffice saves them, in one go."""
    (index,) = export(sample, "index", ledger.with_name("指数.xlsx"))
    return converted([ledger, index], "ods", ledger.parent, profile)


def converted(sources: Sequence[Path], form: str, folder: Path, profile: Path) -> Path:
    """The folder of what was made of them."""
    assert OFFICE is not None
    command = [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form]
    made = folder / "made"
    subprocess.run([*command, "--outdir", made, *sources], check=True, capture_output=True, timeout=180)
    return made


def test_openpyxl_and_calamine_read_the_same_ledger(ledger: Path) -> None:
    rows = list(load_workbook(ledger).worksheets[0].iter_rows(values_only=True))
    mine = [[cell.date() if isinstance(cell, dt.datetime) else cell for cell in row] for row in rows]
    other = CalamineWorkbook.from_path(str(ledger)).get_sheet_by_index(0).to_python()
    assert [[None if cell == "" else cell for cell in row] for row in other] == mine
    assert len(mine) == ROWS + 1


@installed
def test_a_ledger_saved_again_by_libreoffice_is_already_there(sample: Book, saved: Path) -> None:
    plan = plan_import(sample, [saved / "成交.ods"], None, TODAY)
    assert [one.code for sheet in plan.sheets for one in sheet.problems] == []
    assert (plan.new, plan.existing, plan.questions) == (0, ROWS, 0)


@installed
def test_libreoffice_shows_the_cells_as_they_were_meant(ledger: Path, tmp_path: Path, profile: Path) -> None:
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
    (shown,) = converted([ledger], form, tmp_path, profile).iterdir()
    with shown.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == ROWS
    assert dt.date.fromisoformat(rows[0]["日期"])
    assert (rows[0]["税率"], rows[0]["币种"]) == ("13", "CNY")
    assert all(re.fullmatch(r"(\d,)?\d{1,3}(,\d{3})?\.\d{2,4}", row["单价"]) for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("#", "Err:"))]


@installed
def test_libreoffice_keeps_the_chart_of_the_index_and_how_it_prints(saved: Path) -> None:
    with ZipFile(saved / "指数.ods") as parts:
        chart = parts.read("Object 1/content.xml").decode()
        sheets, styles = parts.read("content.xml").decode(), parts.read("styles.xml").decode()
    assert chart.count("<chart:series ") == 3
    assert 'chartooo:axis-type="date"' in chart
    assert sheets.count("<table:table-header-rows>") >= 5
    assert set(re.findall(r'style:print-orientation="(\w+)"', styles)) == {"landscape"}
