"""The chart going out: picture, figures, workbook, paper."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QObject, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog

from rare_desk.ops.book import locking
from rare_desk.ops.exports.chart import ChartFigures, export_chart
from rare_desk.sheets.out.writing import write_bytes
from rare_desk.store.book import Book
from rare_desk.ui import formats, language, theme
from rare_desk.ui.chart import MAIN
from rare_desk.ui.jobs import Job
from rare_desk.ui.writing_out import write_out

if TYPE_CHECKING:
    from rare_desk.ui.index.page import IndexPage

_MARGIN_MM = 12.0
_HEAD_MM = 14.0


class Exporting(QObject):
    """What is written is what the chart shows: range, mode, hidden lines."""

    def __init__(self, page: IndexPage) -> None:
        super().__init__(page)
        self._page = page
        self._session = page.session
        self._printer: QPrinter | None = None

    def copy(self) -> None:
        self._page.chart.copy()
        self._session.say(self.tr("The chart is on the clipboard: as a picture, and its figures as a table."))

    def copy_figures(self) -> None:
        QGuiApplication.clipboard().setText(self._page.chart.table().text())
        self._session.say(self.tr("The figures are on the clipboard."))

    def ask_picture(self, ending: str) -> None:
        """`.png` or `.svg`."""
        path = self._ask(self.tr("Save chart"), ending)
        if path is not None:
            self.save_picture(path)

    def save_picture(self, path: Path) -> None:
        """As a PNG, or an SVG when the name ends so."""
        chart = self._page.chart
        self._save(path, chart.svg() if locking.inner(path).suffix.lower() == ".svg" else chart.png())

    def ask_workbook(self) -> None:
        path = self._ask(self.tr("Save figures"), ".xlsx")
        if path is not None:
            self.save_workbook(path)

    def save_workbook(self, path: Path) -> None:
        figures, spoken = self._figures(), language.current()

        def write(book: Book, _job: Job, out: Path) -> list[Path]:
            return export_chart(book, out, figures, spoken)

        write_out(self._session, path, write, self.tr("The chart is saved."))

    def ask_pdf(self) -> None:
        path = self._ask(self.tr("Save as PDF"), ".pdf")
        if path is not None:
            self.save_pdf(path)

    def save_pdf(self, path: Path) -> None:
        """One A4 page, lying."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle(self._page.title())
        writer.setCreator("Rare Desk")
        _lay(writer)
        self.print_on(writer)
        self._save(path, bytes(buffer.data().data()))

    def ask_print(self) -> None:
        """The page as it will be, with the printer's own choices in the same window."""
        self._printer = _printer()  # the dialog does not hold it
        preview = QPrintPreviewDialog(self._printer, self._page)
        preview.paintRequested.connect(self.print_on)
        preview.finished.connect(preview.deleteLater)
        preview.open()

    def print_on(self, printer: QPrinter | QPdfWriter) -> bool:
        """False when the printer does not take it."""
        painter = QPainter()
        if not painter.begin(printer):
            return False
        inks, unit = theme.paper(), printer.resolution() / 25.4
        area = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
        area.moveTo(0, 0)
        painter.setPen(QColor(inks.text))
        painter.setFont(theme.body_font(13, bold=True))
        painter.drawText(QRectF(0, 0, area.width(), 7 * unit), self._page.title())
        painter.setPen(QColor(inks.muted))
        painter.setFont(theme.body_font(8))
        about = (self._session.path.stem, self._page.methodology(), formats.date(dt.date.today()))
        painter.drawText(QRectF(0, 7 * unit, area.width(), 5 * unit), "  ·  ".join(about))
        self._page.chart.paint(painter, area.adjusted(0, _HEAD_MM * unit, 0, 0), inks)
        return painter.end()

    def _figures(self) -> ChartFigures:
        chart = self._page.chart
        table, drawing = chart.table(), chart.drawing
        named = drawing.named if drawing is not None else ()
        together = tuple(place for place, one in enumerate(named, 1) if one.axis == MAIN)
        return ChartFigures(self._page.title(), table.header, table.rows, together, self._page.methodology())

    def _ask(self, title: str, ending: str) -> Path | None:
        suggested = f"{self._page.chosen}-{dt.date.today().isoformat()}{ending}"
        named = f"{ending[1:].upper()} (*{ending})"
        chosen, _filter = QFileDialog.getSaveFileName(self._page, title, suggested, named)
        return Path(chosen) if chosen else None

    def _save(self, path: Path, data: bytes) -> None:
        write_out(self._session, path, lambda _book, _job, out: write_bytes(out, data), self.tr("The chart is saved."))


def _printer() -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    _lay(printer)
    return printer


def _lay(paper: QPrinter | QPdfWriter) -> None:
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    paper.setPageOrientation(QPageLayout.Orientation.Landscape)
    paper.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
