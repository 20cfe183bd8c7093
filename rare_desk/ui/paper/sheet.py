"""The bulletin's one A4 page, drawn in millimetres from the top left."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from rare_desk.core.numbers import half_up
from rare_desk.ops.bulletin import Bulletin, estimate_words
from rare_desk.ops.contracts.next_quarter import NextQuarter
from rare_desk.ops.today import ProductLine
from rare_desk.ui import formats, labels, language, theme
from rare_desk.ui.paper.announced import by_quarter, draw_announced, expected
from rare_desk.ui.paper.letterhead import kept
from rare_desk.ui.paper.lines import Line, draw_lines

_LEFT, _RIGHT = 16.0, 194.0
_LEFTMOST = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHTMOST = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SEEN = ("observed", "window", "quoted")
_ROW = 5.4
_PRODUCTS = 16


class _Pen:
    """Text and rules in millimetres."""

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter
        self.unit = painter.device().logicalDpiX() / 25.4
        self.inks = theme.paper()

    def area(self, x: float, y: float, width: float, height: float) -> QRectF:
        return QRectF(x * self.unit, y * self.unit, width * self.unit, height * self.unit)

    def text(
        self,
        words: str,
        box: tuple[float, float, float, float],
        size: float = 8.5,
        ink: str = "text",
        align: Qt.AlignmentFlag = _LEFTMOST,
        *,
        bold: bool = False,
        wrap: bool = False,
    ) -> None:
        self.painter.setFont(theme.body_font(size, bold=bold))
        self.painter.setPen(QColor(getattr(self.inks, ink)))
        flags = int(align) | (int(Qt.TextFlag.TextWordWrap) if wrap else int(Qt.TextFlag.TextSingleLine))
        self.painter.drawText(self.area(*box), flags, words)

    def rule(self, y: float, ink: str = "line", width: float = 0.2) -> None:
        self.painter.setPen(QPen(QColor(getattr(self.inks, ink)), width * self.unit))
        self.painter.drawLine(QPointF(_LEFT * self.unit, y * self.unit), QPointF(_RIGHT * self.unit, y * self.unit))

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        metrics = QFontMetricsF(theme.body_font(size, bold=bold), self.painter.device())
        return metrics.horizontalAdvance(words) / self.unit


@dataclass(frozen=True, slots=True)
class _Cell:
    x: float
    width: float
    align: Qt.AlignmentFlag
    key: str


_COLUMNS = (
    _Cell(16, 46, _LEFTMOST, "product"),
    _Cell(62, 22, _LEFTMOST, "code"),
    _Cell(84, 14, _LEFTMOST, "group"),
    _Cell(96, 28, _RIGHTMOST, "price"),
    _Cell(124, 17, _RIGHTMOST, "change"),
    _Cell(141, 17, _RIGHTMOST, "month"),
    _Cell(164, 17, _LEFTMOST, "status"),
    _Cell(178, 16, _RIGHTMOST, "weight"),
)


def draw_sheet(painter: QPainter, made: Bulletin, lines: Sequence[Line], book: str) -> None:
    """The whole page; the painter's device is an A4 page without margins."""
    pen = _Pen(painter)
    _head(pen, made, book)
    _tiles(pen, made)
    pen.text(labels.label("paper.chart"), (_LEFT, 58, 80, 5), 9, bold=True)
    draw_lines(painter, pen.area(_LEFT - 3, 64, 181, 62), lines, theme.LIGHT, theme.body_font(7.5))
    bottom = _products(pen, made, 131)
    _foot(pen, made, bottom + 5)


def _head(pen: _Pen, made: Bulletin, book: str) -> None:
    pen.text(labels.label("paper.title"), (_LEFT, 13, 120, 10), 18, bold=True)
    pen.text(formats.date_weekday(made.overview.day), (120, 14, 74, 9), 11, align=_RIGHTMOST)
    desk = kept()
    if desk.name:
        pen.text(" · ".join((desk.name, *desk.lines[:1])), (_LEFT, 8, 178, 5), 8, "muted")
    about = labels.label("paper.subtitle", book=book, methodology=made.methodology, version=str(made.version))
    pen.text(about, (_LEFT, 23, 178, 5), 8, "muted")
    if made.made_up:
        pen.text(labels.label("paper.made-up"), (_LEFT, 28, 178, 5), 8, "warn")
    pen.rule(34, "text", 0.4)


def _tiles(pen: _Pen, made: Bulletin) -> None:
    width = (_RIGHT - _LEFT) / 4
    for number, level in enumerate(made.overview.levels):
        x = _LEFT + number * width
        name = f"{labels.label(f'index.{level.series}')}  {labels.label(f'index.{level.status}')}"
        _tile(pen, x, name, formats.index_value(level.value), formats.change_pct(level.change_pct))
    current, previous = made.overview.current, made.overview.previous
    if current is not None and current.price is not None:
        change = None
        if previous is not None and previous.price is not None:
            change = half_up((current.price / previous.price - 1) * 100, 2)
        name = f"{labels.label('paper.announced-tile')} {current.quarter}"
        _tile(pen, _LEFT + 3 * width, name, formats.number(current.price, 0), formats.change_pct(change))
    pen.rule(55)


def _tile(pen: _Pen, x: float, name: str, value: str, change: str) -> None:
    pen.text(name, (x, 37, 44, 5), 8, "muted")
    pen.text(value, (x, 42, 44, 10), 16, bold=True)
    ink = "rise" if change.startswith("+") else "fall" if change.startswith(formats.MINUS) else "muted"
    pen.text(change, (x + pen.width(value, 16, bold=True) + 2, 43, 20, 9), 8.5, ink)


def _products(pen: _Pen, made: Bulletin, top: float) -> float:
    """The table of products with a weight first; gives where it ends."""
    pen.text(labels.label("paper.products"), (_LEFT, top, 80, 5), 9, bold=True)
    y = top + 6
    for cell in _COLUMNS:
        pen.text(labels.label(f"paper.{cell.key}"), (cell.x, y, cell.width, _ROW), 7.5, "muted", cell.align)
    y += _ROW
    pen.rule(y)
    weighed = sorted(made.overview.products, key=lambda line: line.weight is None)[:_PRODUCTS]
    for line in weighed:
        for cell, (words, ink) in zip(_COLUMNS, _cells(line), strict=True):
            pen.text(words, (cell.x, y, cell.width, _ROW), 8, ink, cell.align)
        y += _ROW
        pen.rule(y, "row_rule", 0.1)
    return y


def _cells(line: ProductLine) -> list[tuple[str, str]]:
    seen = line.status in _SEEN
    weight = None if line.weight is None else line.weight * 100
    return [
        (labels.product(line.product), "text"),
        (line.product.code, "muted"),
        (labels.label(f"index.{line.product.group}-short"), "text"),
        (formats.number(line.price, 0), "text" if seen else "stale"),
        _coloured(formats.signed(line.day_pct)),
        _coloured(formats.signed(line.month_pct)),
        (labels.label(f"index.{line.status}"), "text" if seen else "stale"),
        (formats.number(weight, 0), "text"),
    ]


def _coloured(words: str) -> tuple[str, str]:
    return words, "rise" if words.startswith("+") else "fall" if words.startswith(formats.MINUS) else "muted"


def _foot(pen: _Pen, made: Bulletin, top: float) -> None:
    height = 283 - top
    pen.text(labels.label("paper.announced"), (_LEFT, top, 60, 5), 9, bold=True)
    pen.text(labels.label("paper.announced-unit"), (_LEFT, top + 4.5, 90, 4), 7, "muted")
    quarters = by_quarter(made.overview.announced)
    area = pen.area(_LEFT - 2, top + 9, 92, height - (17 if made.expected else 9))
    unknown = labels.label("paper.unknown")
    draw_announced(pen.painter, area, quarters, theme.LIGHT, theme.body_font(6.5), unknown, expected(made.expected))
    if made.expected is not None:
        _estimate(pen, made.expected)
    pen.text(labels.label("paper.excluded"), (112, top, 80, 5), 9, bold=True)
    left_out = " · ".join(f"{labels.label(f'index.{code}')} {number}" for code, number in made.excluded)
    left_out = left_out or labels.label("paper.none-excluded")
    top_left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    pen.text(left_out, (112, top + 6, 82, 12), 8, align=top_left, wrap=True)
    pen.text(labels.label("paper.rules"), (112, top + 19, 80, 5), 9, bold=True)
    pen.text(labels.label("paper.how"), (112, top + 25, 82, height - 25), 7.5, "muted", top_left, wrap=True)


def _estimate(pen: _Pen, one: NextQuarter) -> None:
    """Under the chart of the announced price: the figure, then by what it is reckoned."""
    said = labels.label("paper.estimate-of", quarter=one.quarter)
    pen.text(f"{said} {formats.number(one.price, 0)}", (_LEFT, 275, 40, 4), 8, bold=True)
    top_left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    pen.text(estimate_words(one, language.current()), (_LEFT, 279, 92, 8), 6.5, "muted", top_left, wrap=True)
