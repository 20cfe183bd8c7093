"""The chart going out: every file is opened again."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintPreviewDialog
from pytestqt.qtbot import QtBot

from rare_desk.ui.index.exporting import Exporting
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.overlays.overlay import Overlay
from rare_desk.ui.widgets.overflow import MenuButton


@pytest.fixture
def out(page: IndexPage) -> Exporting:
    return Exporting(page)


def test_the_workbook_has_the_figures_in_view_and_their_lines(
    page: IndexPage, out: Exporting, tmp_path: Path, qtbot: QtBot
) -> None:
    page.laid.toggle(Overlay("price", "PRND-O"), True)
    page.ranges.button("3M").click()
    with qtbot.waitSignal(page.session.message):
        out.save_workbook(tmp_path / "chart.xlsx")
    book = load_workbook(tmp_path / "chart.xlsx")
    sheet = book["数据"]
    header = [cell.value for cell in sheet[1]]
    assert header[:2] == ["日期", "综合 (点)"]
    assert "氧化镨钕价 (元/吨)" in header
    assert page.computation is not None
    series = page.computation.series("composite")
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[0] == dt.datetime.combine(series.point(len(series) - 1).date, dt.time())
    assert last[1] == pytest.approx(float(series.value[-1]))
    with ZipFile(tmp_path / "chart.xlsx") as archive:
        drawn = archive.read("xl/charts/chart1.xml").decode()
    assert drawn.count("<ser>") == 3  # those in points; prices would flatten them
    about = {row[0].value: row[1].value for row in book["说明"].iter_rows(min_row=3)}
    assert about["方法"] == "方法 RD-1 第 1 版"


Written = Callable[[Callable[[Path], None], Path], Path]


@pytest.fixture
def written(page: IndexPage, qtbot: QtBot) -> Written:
    """Saves and waits until it is said."""

    def save(how: Callable[[Path], None], path: Path) -> Path:
        with qtbot.waitSignal(page.session.message):
            how(path)
        return path

    return save


def test_the_svg_is_well_formed_and_says_its_words(out: Exporting, written: Written, tmp_path: Path) -> None:
    written(out.save_picture, tmp_path / "chart.svg")
    root = ElementTree.parse(tmp_path / "chart.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = {"".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")}
    assert "综合" in words


def test_the_png_is_as_large_as_the_chart(page: IndexPage, out: Exporting, written: Written, tmp_path: Path) -> None:
    written(out.save_picture, tmp_path / "chart.png")
    assert QImage(str(tmp_path / "chart.png")).size() == page.chart.size()


def test_the_pdf_is_one_page_lying(out: Exporting, written: Written, tmp_path: Path) -> None:
    written(out.save_pdf, tmp_path / "chart.pdf")
    said = (tmp_path / "chart.pdf").read_bytes()
    assert said.startswith(b"%PDF")
    assert said.count(b"/Type /Page\n") == 1


def test_printing_shows_the_page_first(page: IndexPage, out: Exporting, qtbot: QtBot) -> None:
    out.ask_print()
    (preview,) = page.findChildren(QPrintPreviewDialog)
    qtbot.addWidget(preview)
    assert preview.isVisible()
    preview.reject()


def test_what_cannot_be_written_says_so(out: Exporting, page: IndexPage, tmp_path: Path, qtbot: QtBot) -> None:
    for save in (out.save_workbook, out.save_picture, out.save_pdf):
        ending = {out.save_workbook: "xlsx", out.save_pdf: "pdf"}.get(save, "svg")
        with qtbot.waitSignal(page.session.message) as said:
            save(tmp_path / "no folder" / f"chart.{ending}")
        assert said.args is not None
        assert said.args[0].kind == "bad"


def test_the_figures_are_copied_as_a_table(page: IndexPage) -> None:
    page.verbs.copy_data.trigger()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("日期\t综合 (点)")
    assert len(lines[1].split("\t")) == len(lines[0].split("\t"))


def test_the_export_menu_has_them_all(page: IndexPage) -> None:
    menu: MenuButton = page.bar.export
    assert [action.text().split("\t")[0] for action in menu.drop.actions()] == [
        "复制图",
        "复制数据",
        "存为 PNG…",
        "存为 SVG…",
        "Excel…",
        "PDF…",
        "打印…",
    ]
