"""Out: PNG, SVG, clipboard, paper, table."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter

from rare_desk.ui import language, theme
from rare_desk.ui.chart import Content, Line, TimeChart, View, to_date
from tests.ui.chart.given import FIRST, LAST, content, line, on_three_axes


def on_paper(chart: TimeChart, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    chart.paint(painter, QRectF(image.rect()), theme.paper())
    painter.end()
    return image


def test_the_picture_is_a_png_of_what_is_seen_without_the_crosshair(chart: TimeChart) -> None:
    plain = chart.picture().toImage()
    chart.hover_day(FIRST + 300)
    assert QImage.fromData(chart.png()).size() == plain.size()
    assert chart.hovered == FIRST + 300


def test_svg_has_lines_and_words_as_such_in_the_paper_theme(chart: TimeChart) -> None:
    theme.choose("dark")
    made = chart.svg().decode()
    root = ElementTree.fromstring(made)
    assert root.get("viewBox") == "0 0 900 600"
    drawn = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"polyline", "text"} <= drawn
    words = "".join(root.itertext())
    assert "Volume" in words
    area = chart.drawing.frames if chart.drawing is not None else None
    assert area is not None
    points = [element.get("points", "") for element in root.iter() if element.tag.endswith("polyline")]
    places = [float(pair.split(",")[0]) for line in points for pair in line.split() if line.count(",") > 100]
    assert len(places) > 300
    assert area.main.left() / 900 * 1000 - 12 <= min(places)
    text = made.lower()
    assert theme.LIGHT.series[0].lower() in text
    assert theme.DARK.series[0].lower() not in text


def test_on_paper_it_is_light_in_a_dark_window_and_the_window_stays_dark(chart: TimeChart) -> None:
    theme.choose("dark")
    chart.redraw()
    paper = on_paper(chart, 1000, 700)
    assert paper.pixelColor(3, 3).name() == theme.LIGHT.surface.lower()
    assert chart.picture().toImage().pixelColor(3, 3).name() == theme.DARK.surface.lower()


def test_on_paper_everything_is_as_large_as_on_a_screen_whatever_the_dots(chart: TimeChart) -> None:
    small, large = on_paper(chart, 1000, 700), on_paper(chart, 4000, 2800)
    shrunk = large.scaled(1000, 700, mode=Qt.TransformationMode.SmoothTransformation)
    ground = theme.LIGHT.surface.lower()

    def dark(image: QImage) -> int:
        return sum(image.pixelColor(x, y).lightness() < 200 for x in range(0, 1000, 2) for y in range(0, 700, 2))

    assert shrunk.pixelColor(3, 3).name() == ground
    assert dark(shrunk) == pytest.approx(dark(small), rel=0.15)


def test_a_pdf_of_1200_dots_an_inch_has_the_words(chart: TimeChart, tmp_path: Path) -> None:
    writer = QPdfWriter(str(tmp_path / "chart.pdf"))
    writer.setResolution(1200)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(10, 10, 10, 10))
    painter = QPainter(writer)
    chart.paint(painter, QRectF(0, 0, writer.width(), writer.height() / 2), theme.paper())
    painter.end()
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "chart.pdf").stat().st_size > 5000


def test_the_table_has_every_line_in_sight_on_every_day_in_view(chart: TimeChart) -> None:
    language.choose("en")
    chart.show_days(FIRST + 100, FIRST + 120)
    table = chart.table()
    assert table.header == ("Date", "One (pts)", "Two (pts)", "Coverage (%)", "Volume (t)")
    assert [row[0] for row in table.rows] == [to_date(FIRST + 100 + n) for n in range(21)]
    one = chart.content.lines[0].values
    assert table.rows[5][1:] == (one[105], chart.content.lines[1].values[105], 80.0, 20.0)


def test_the_table_says_what_is_drawn(chart: TimeChart) -> None:
    chart.set_view(View(mode="change", base=FIRST, averages=(20,), panes=(), hidden=frozenset({"two"})))
    chart.show_range("All", LAST)
    table = chart.table()
    assert table.header[1:] == ("One (%)", "MA20 (%)")
    assert table.rows[0][1] == pytest.approx(0.0)
    assert table.rows[18][2] is None
    assert isinstance(table.rows[19][2], float)


def test_a_stepped_line_says_what_is_in_force_and_nothing_where_that_is_unknown(chart: TimeChart) -> None:
    spans = [(FIRST + 90, FIRST + 200, 26_834.0), (FIRST + 300, FIRST + 700, 38_565.0)]
    chart.set_content(Content((line(), Line.of_spans("c", "C", "C", "concentrate", spans, axis="CNY/t")), "pts"))
    chart.show_range("All", LAST)
    cells = {row[0]: row[2] for row in chart.table().rows}
    wanted = {50: None, 90: 26_834.0, 199: 26_834.0, 200: None, 299: None, 300: 38_565.0, 599: 38_565.0}
    assert {after: cells[to_date(FIRST + after)] for after in wanted} == wanted


def test_series_of_other_days_leave_their_cells_empty(chart: TimeChart) -> None:
    plain = line("two")
    weekly = replace(plain, days=plain.days[::7], values=plain.values[::7], looks=plain.looks[::7])
    chart.set_content(Content((line(), weekly), "pts"))
    chart.show_days(FIRST + 70, FIRST + 79)
    assert [row[2] is not None for row in chart.table().rows] == [n % 7 == 0 for n in range(10)]


def test_the_clipboard_has_the_picture_for_a_letter_and_the_figures_for_a_sheet(chart: TimeChart) -> None:
    chart.set_content(replace(on_three_axes(), lower=content().lower))
    chart.show_days(FIRST + 100, FIRST + 120)
    chart.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert QGuiApplication.clipboard().image().width() >= 900
    header, *rows = [row.split("\t") for row in data.text().split("\n")]
    assert header[:5] == ["日期", "One (pts)", "Two (pts)", "Price (CNY/t)", "Other (AREX)"]
    assert len(rows) == 21
    assert dt.date.fromisoformat(rows[0][0]) == to_date(FIRST + 100)
    assert float(rows[0][3]) == pytest.approx(chart.content.lines[2].values[100], rel=1e-9)


def test_an_empty_chart_has_an_empty_table_and_copies_without_harm(chart: TimeChart) -> None:
    chart.set_content(Content())
    assert chart.table().rows == ()
    chart.copy()
