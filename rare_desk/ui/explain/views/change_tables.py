"""The table of what each product contributed to a change, with bars."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from rare_desk.core.explain.contributions import Contribution
from rare_desk.ui import formats, theme
from rare_desk.ui.explain.views.tables import direction, figure, plain_column
from rare_desk.ui.widgets.rows.cells import Cell, CellDelegate
from rare_desk.ui.widgets.rows.rows_model import Column

translate = QCoreApplication.translate
BAR = "bar"


@dataclass(frozen=True, slots=True)
class PartRow:
    """`share` is the contribution beside the largest one, from -1 to 1; `prices` says both prices."""

    part: Contribution
    name: str
    share: float
    prices: str


def part_columns() -> list[Column[PartRow]]:
    points = translate("ExplainTables", "Points")
    return [
        plain_column("product", translate("ExplainTables", "Product"), lambda row: row.name, 96, tip=_prices),
        plain_column(BAR, "", lambda _row: "", 110, grows=True, tip=_prices, copied=lambda _row: ""),
        figure("points", points, _points, 68, flag=_flag(_points)),
        figure("percent", translate("ExplainTables", "Of value"), _percent, 82, unit="%", flag=_flag(_percent)),
    ]


def _points(row: PartRow) -> str:
    return formats.signed(row.part.points)


def _percent(row: PartRow) -> str:
    return formats.signed(row.part.percent)


def _flag(said: Callable[[PartRow], str]) -> Callable[[PartRow], str]:
    return lambda row: direction(said(row))


def _prices(row: PartRow) -> str:
    return row.prices


class BarDelegate(CellDelegate):
    """In the column of bars, one from the middle: to the right what it raised, to the left what it lowered."""

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        super().paint_cell(painter, cell)
        row = cell.row
        if cell.column.key != BAR or not isinstance(row, PartRow):
            return
        now = theme.tokens()
        area = QRectF(cell.rect).adjusted(8, 7, -8, -8)
        middle = area.center().x()
        length = abs(row.share) * area.width() / 2
        bar = QRectF(middle if row.share > 0 else middle - length, area.top(), length, area.height())
        painter.fillRect(bar, QColor(now.rise if row.share > 0 else now.fall))
        painter.setPen(QColor(now.line))
        painter.drawLine(QPointF(middle, area.top() - 3), QPointF(middle, area.bottom() + 3))
