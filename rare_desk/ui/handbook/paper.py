"""Chapters on A4 as a PDF: black on white, whatever the window's theme is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from rare_desk.sheets.out.writing import replacing
from rare_desk.ui import theme
from rare_desk.ui.handbook.contents import Chapter
from rare_desk.ui.handbook.document import make_document, place
from rare_desk.ui.handbook.reader import picture
from rare_desk.words import Language

_DPI, _FINER = 96, 4
_ZOOM = 0.85
_MARGIN_MM = 16.0
_FOOT = 24
"""Room for the page's number, in the document's own measure."""


def written(path: Path, title: str, printed: Sequence[Chapter], language: Language) -> Iterator[float]:
    """Writes a page at each step, each chapter beginning on one of its own, and gives the part done.

    On the window's thread, where alone a document is laid out. Raises Unwritable when the place forbids it; given up,
    it leaves nothing.
    """
    with replacing(path) as beside:
        writer = QPdfWriter(str(beside))
        margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
        upright, size = QPageLayout.Orientation.Portrait, QPageSize(QPageSize.PageSizeId.A4)
        writer.setPageLayout(QPageLayout(size, upright, margins, QPageLayout.Unit.Millimeter))
        writer.setResolution(_DPI * _FINER)
        writer.setTitle(title)
        writer.setCreator("Rare Desk")
        painter = QPainter(writer)
        try:
            if not painter.isActive():
                raise OSError(f"cannot write {path}")
            painter.scale(_FINER, _FINER)
            area = QSizeF(writer.width() / _FINER, writer.height() / _FINER - _FOOT)
            number = 0
            for done, chapter in enumerate(printed):
                paper = _paper(chapter, language, area)
                for page in range(paper.pageCount()):
                    if number:
                        writer.newPage()
                    number += 1
                    _print(painter, paper, page, number)
                    yield (done + (page + 1) / paper.pageCount()) / len(printed)
        finally:
            painter.end()


def _paper(chapter: Chapter, language: Language, area: QSizeF) -> QTextDocument:
    made = make_document(chapter, language, theme.paper(), _ZOOM, None)
    place(made, 0, int(area.width()), 0, lambda name: picture(name, language))
    made.setPageSize(area)
    return made


def _print(painter: QPainter, document: QTextDocument, page: int, number: int) -> None:
    size = document.pageSize()
    shown = QRectF(0, page * size.height(), size.width(), size.height())
    black = QAbstractTextDocumentLayout.PaintContext()
    black.palette.setColor(QPalette.ColorRole.Text, QColor(theme.LIGHT.text))  # the window's may be dark
    black.clip = shown
    painter.save()
    painter.translate(0, -shown.top())
    painter.setClipRect(shown)
    document.documentLayout().draw(painter, black)
    painter.restore()
    font = theme.caption_font()
    font.setPixelSize(11)  # points would be measured by the paper, which the painter has scaled already
    painter.setFont(font)
    painter.setPen(QColor(theme.LIGHT.muted))
    foot = QRectF(0, size.height(), size.width(), _FOOT)
    painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(number))
