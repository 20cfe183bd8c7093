"""The day's bulletin on disk: one PDF page, the workbook, and the charts as PNG, in the window's language."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from rare_desk.core.problems import Refused, problem
from rare_desk.ops.bulletin import Bulletin, bulletin, write_bulletin_workbook
from rare_desk.ops.index.state import IndexState
from rare_desk.sheets.out.writing import Unwritable, free_name, replacing
from rare_desk.store.book import Book
from rare_desk.ui import labels, language, theme
from rare_desk.ui.paper.a4 import a4
from rare_desk.ui.paper.announced import by_quarter, draw_announced, expected
from rare_desk.ui.paper.lines import Line, draw_lines
from rare_desk.ui.paper.sheet import draw_sheet

YEAR = 366
_PNG = QSize(1000, 520)
_COLOURS = {"composite": theme.LIGHT.text, "light": theme.LIGHT.series[0], "heavy": theme.LIGHT.series[1]}


def bulletin_stem(state: IndexState) -> str:
    """How the names of the day's files begin."""
    day = state.computation.last_day
    return f"bulletin-{day.isoformat() if day else ''}-{language.current()}"


def make_bulletin(book: Book, state: IndexState, folder: Path, stem: str = "") -> list[Path]:
    """Writes into `folder` (made if need be), over an earlier bulletin of the day; gives the paths.

    Raises Refused when there is no index day or a file cannot be written; another name offered is one for all of them.
    """
    made = bulletin(book, state)
    _make(folder)
    stem = stem or bulletin_stem(state)
    try:
        return _write_all(made, state, folder, stem, book.path.stem)
    except Unwritable as held:
        other = free_name(folder / f"{stem}.pdf").name
        raise Unwritable(*(replace(one, details=(("other", other),)) for one in held.problems)) from held


def _write_all(made: Bulletin, state: IndexState, folder: Path, stem: str, book: str) -> list[Path]:
    lines = index_lines(state)
    pdf, workbook = folder / f"{stem}.pdf", folder / f"{stem}.xlsx"
    index_png, price_png = folder / f"{stem}-index.png", folder / f"{stem}-concentrate.png"
    _write_pdf(pdf, made, lines, book)
    write_bulletin_workbook(workbook, made, language.current())
    _write_png(index_png, lambda painter, area: draw_lines(painter, area, lines, theme.LIGHT, theme.body_font()))
    _write_png(price_png, lambda painter, area: _draw_announced(painter, area, made))
    return [pdf, workbook, index_png, price_png]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(problem("cannot-write", "file", folder)) from error


def index_lines(state: IndexState, days: int = YEAR) -> list[Line]:
    """The composite and its groups over the last calendar days; a series without points is left out."""
    found = []
    for name, colour in _COLOURS.items():
        series = state.computation.series(name)
        dates = series.days.tolist()
        if not dates:
            continue
        first = next(n for n, day in enumerate(dates) if day > dates[-1] - days)
        official = series.official[first:].tolist()
        label = labels.label(f"index.{name}-short")
        found.append(Line(label, colour, dates[first:], series.value[first:].tolist(), official))
    return found


def _write_pdf(path: Path, made: Bulletin, lines: list[Line], book: str) -> None:
    with a4(path, f"{labels.label('paper.title')} {made.overview.day}") as (_, painter):
        draw_sheet(painter, made, lines, book)


def _write_png(path: Path, draw: Callable[[QPainter, QRectF], None]) -> None:
    image = QImage(_PNG * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(QColor(theme.LIGHT.surface))
    painter = QPainter(image)
    draw(painter, QRectF(16, 12, _PNG.width() - 32, _PNG.height() - 24))
    painter.end()
    with replacing(path) as beside:
        if not image.save(str(beside)):
            raise OSError(f"cannot write {path}")


def _draw_announced(painter: QPainter, area: QRectF, made: Bulletin) -> None:
    quarters = by_quarter(made.overview.announced)
    unknown = labels.label("paper.unknown")
    draw_announced(painter, area, quarters, theme.LIGHT, theme.body_font(), unknown, expected(made.expected))
