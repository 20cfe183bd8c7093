"""The report *Methodology* on A4 pages: headings, sentences, formulas and tables, with a foot on every page."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter, QTextDocument

from rare_desk.ops.methodologies.report import Block, Form
from rare_desk.sheets.writing import replacing
from rare_desk.ui import labels, theme

_MARGIN, _FOOT = 18.0, 14.0
"""Millimetres: around the text, and of the foot below it."""
_PX = 96 / 25.4
"""What a style sheet's pixel is of a millimetre; the document scales it to the paper."""


def write_report(path: Path, blocks: Sequence[Block]) -> None:
    """Over what is there. Raises Unwritable when the place forbids it."""
    title = next((block.text for block in blocks if block.form is Form.TITLE), "")
    with replacing(path) as beside:
        writer = QPdfWriter(str(beside))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        writer.setResolution(600)
        writer.setTitle(title)
        writer.setCreator("Rare Desk")
        painter = QPainter(writer)
        if not painter.isActive():
            raise OSError(f"cannot write {path}")
        _draw(painter, writer, blocks, title)
        painter.end()


def _draw(painter: QPainter, writer: QPdfWriter, blocks: Sequence[Block], title: str) -> None:
    mm = writer.logicalDpiX() / 25.4
    room = QSizeF(writer.width() - 2 * _MARGIN * mm, writer.height() - (2 * _MARGIN + _FOOT) * mm)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setDefaultFont(theme.body_font(9))
    document.setDefaultStyleSheet(_style())
    document.setHtml("".join(_html(blocks)))
    document.setPageSize(room)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(_MARGIN * mm, _MARGIN * mm - number * room.height())
        document.drawContents(painter, QRectF(0, number * room.height(), room.width(), room.height()))
        painter.restore()
        _foot(painter, writer, mm, title, f"{number + 1} / {document.pageCount()}")


def _foot(painter: QPainter, writer: QPdfWriter, mm: float, title: str, number: str) -> None:
    inks = theme.paper()
    area = QRectF(_MARGIN * mm, writer.height() - (_MARGIN + 6) * mm, writer.width() - 2 * _MARGIN * mm, 6 * mm)
    painter.fillRect(QRectF(area.left(), area.top(), area.width(), 0.2 * mm), QColor(inks.line))
    painter.setFont(theme.body_font(7.5))
    painter.setPen(QColor(inks.muted))
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.drawText(area, bottom | Qt.AlignmentFlag.AlignLeft, f"{title}　{labels.label('paper.made-by')}")
    painter.drawText(area, bottom | Qt.AlignmentFlag.AlignRight, number)


def _style() -> str:
    inks = theme.paper()

    def px(millimetres: float) -> str:
        return f"{millimetres * _PX:.0f}px"

    return (
        f"h1 {{ font-size: 18pt; margin-bottom: {px(1)}; }}"
        f"h2 {{ font-size: 11.5pt; margin-top: {px(4.5)}; margin-bottom: {px(1)}; }}"
        f"p {{ margin-top: 0; margin-bottom: {px(1.6)}; line-height: 130%; color: {inks.text}; }}"
        f"p.caption {{ color: {inks.muted}; font-size: 8pt; }}"
        f"p.formula {{ margin-left: {px(8)}; font-size: 9.5pt; color: {inks.accent}; }}"
        f"th {{ font-weight: normal; color: {inks.muted}; font-size: 8pt; }}"
        f"td, th {{ padding-right: {px(5)}; padding-top: {px(0.7)}; padding-bottom: {px(0.7)};"
        f" border-bottom: 1px solid {inks.line}; }}"
    )


def _html(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block.form:
            case Form.TITLE:
                yield f"<h1>{escape(block.text)}</h1>"
            case Form.HEADING:
                yield f"<h2>{escape(block.text)}</h2>"
            case Form.TABLE:
                yield f'<table cellspacing="0" cellpadding="0">{"".join(_rows(block))}</table><p></p>'
            case Form.TEXT:
                yield f"<p>{escape(block.text)}</p>"
            case _:
                yield f'<p class="{block.form}">{escape(block.text)}</p>'


def _rows(block: Block) -> Iterator[str]:
    for place, row in enumerate(block.rows):
        cell = "td" if place else "th"
        aligned = ("right" if at in block.figures else "left" for at in range(len(row)))
        cells = (f'<{cell} align="{side}">{escape(text)}</{cell}>' for side, text in zip(aligned, row, strict=True))
        yield f"<tr>{''.join(cells)}</tr>"
