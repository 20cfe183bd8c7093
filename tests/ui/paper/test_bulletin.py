"""The bulletin's files, made of the sample book."""

import unicodedata
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from rare_desk import prefs
from rare_desk.core.problems import Refused
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.book.shipped import announced_prices
from rare_desk.ops.index.state import IndexState
from rare_desk.store.book import Book
from rare_desk.ui import language
from rare_desk.ui.paper.announced import by_quarter
from rare_desk.ui.paper.axes import month_starts, tick_step
from rare_desk.ui.paper.bulletin import make_bulletin
from rare_desk.ui.paper.sample_render import render_sample
from rare_desk.words import Language


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_the_bulletin_is_a_page_a_workbook_and_two_charts(app: QApplication, tmp_path: Path, spoken: Language) -> None:
    language.choose(spoken)
    with new_sample_book(tmp_path / "sample.raredesk") as book:
        made = make_bulletin(book, IndexState.load(book), tmp_path / "out")
    pdf, workbook, *charts = made
    assert pdf.read_bytes().startswith(b"%PDF")
    assert [path.name for path in made if not path.is_file()] == []
    for chart in charts:
        assert QImage(str(chart)).width() == 2000
    sheets = openpyxl.load_workbook(workbook)
    levels = list(sheets.worksheets[0].values)
    assert len(levels) == 4
    assert {type(row[1]) for row in levels[1:]} == {float}
    notice = "虚构" if spoken == "zh" else "made up"
    assert any(notice in str(cell) for row in sheets.worksheets[-1].values for cell in row)


def test_a_book_without_an_index_day_makes_no_bulletin(app: QApplication, book: Book, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        make_bulletin(book, IndexState.load(book), tmp_path / "out")
    assert [problem.code for problem in refused.value.problems] == ["no-index-day"]
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(app: QApplication, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with new_sample_book(tmp_path / "sample.raredesk") as book, pytest.raises(Refused):
        make_bulletin(book, IndexState.load(book), tmp_path / "out")


def test_every_page_of_the_sample_is_drawn_without_a_screen(app: QApplication, tmp_path: Path) -> None:
    paths = render_sample(tmp_path / "pictures", "zh")
    names = [path.name for path in paths]
    for page in ("today", "trades", "quotes", "index", "pricing", "imports"):
        assert f"{page}-zh.png" in names
    assert all(path.stat().st_size > 10_000 for path in paths if path.suffix == ".png")


def test_a_rejected_proposal_is_no_step_and_an_unknown_quarter_is_a_gap() -> None:
    steps = dict(by_quarter(announced_prices(), 40))
    assert steps["2026Q2"] is None
    assert str(steps["2022Q3"]) == "26887.2"


def test_quarters_come_in_order_and_only_the_last_ones() -> None:
    quarters = [quarter for quarter, _ in by_quarter(announced_prices(), 6)]
    assert quarters == ["2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    assert by_quarter(()) == []


@pytest.mark.parametrize(("span", "step"), [(100.0, 20.0), (22_000.0, 5_000.0), (0.9, 0.2), (7.0, 2.0)])
def test_ticks_stand_at_round_numbers(span: float, step: float) -> None:
    assert tick_step(span) == pytest.approx(step)


def test_months_are_thinned_to_what_fits() -> None:
    year = [month.month for month in month_starts(20_000, 20_365)]
    assert len(year) == 12
    assert {month.month for month in month_starts(15_000, 20_365)} == {1}


def test_the_bulletin_names_the_desk_and_calls_the_estimate_one(app: QApplication, tmp_path: Path) -> None:
    language.choose("zh")
    here = prefs.shared()
    before, here.transient, here.letterhead = (
        (here.transient, here.letterhead),
        True,
        {"name": "某某贸易", "lines": "A\nB"},
    )
    try:
        with new_sample_book(tmp_path / "sample.raredesk") as book:
            pdf, workbook, *_ = make_bulletin(book, IndexState.load(book), tmp_path / "out")
    finally:
        here.transient, here.letterhead = before
    (page,) = PdfReader(pdf).pages
    text = "".join(unicodedata.normalize("NFKC", page.extract_text()).split())
    for words in ("某某贸易·A", "2027Q1估价", "40,693", "估价,非公布价"):
        assert words in text
    cells = [str(cell) for row in openpyxl.load_workbook(workbook).worksheets[2].values for cell in row]
    assert "40693.26" in cells
    assert any("白云鄂博（未核实）" in cell for cell in cells)
