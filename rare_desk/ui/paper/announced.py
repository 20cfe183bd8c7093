"""The announced concentrate price as steps by quarter, drawn with a painter; an unknown quarter is hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops.contracts.next_quarter import NextQuarter
from rare_desk.ui import formats, labels
from rare_desk.ui.paper.axes import Scale, draw_value_grid, value_scale
from rare_desk.ui.theme import Tokens

Quarter = tuple[str, Decimal | None]
_NEAR = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Expected:
    """An estimate of a quarter that follows the others, with its band, and the word that it is called by."""

    quarter: str
    price: Decimal
    low: Decimal
    high: Decimal
    word: str


def expected(following: NextQuarter | None) -> Expected | None:
    """As it is drawn; a single past quarter gives no band."""
    if following is None:
        return None
    low, high = following.low, following.high
    price, word = following.price, labels.label("paper.estimate")
    return Expected(following.quarter, price, price if low is None else low, price if high is None else high, word)


def by_quarter(announced: Sequence[AnnouncedPrice], last: int = 15) -> list[Quarter]:
    """The price in force of each of the last quarters, None where it is not known; rejected proposals are left out."""
    prices: dict[str, Decimal | None] = {}
    for one in sorted(announced, key=lambda each: each.quarter):
        if one.in_force:
            prices[one.quarter] = one.price
        elif one.status == "unknown":
            prices.setdefault(one.quarter, None)
    return list(prices.items())[-last:]


def draw_announced(
    painter: QPainter,
    area: QRectF,
    quarters: Sequence[Quarter],
    tokens: Tokens,
    font: QFont,
    unknown: str,
    estimate: Expected | None = None,
) -> None:
    """`unknown` is the word written into a quarter without a price."""
    known = [float(price) for _, price in quarters if price is not None]
    if not known:
        return
    named = list(quarters)
    if estimate is not None:
        known += [float(estimate.low), float(estimate.high)]
        named.append((estimate.quarter, None))
    painter.save()
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = QFontMetricsF(font, painter.device())
    height = metrics.height()
    frame = area.adjusted(metrics.horizontalAdvance("40,000") + height * 0.5, height, -height * 0.5, -height * 2.6)
    under = (max(known) - min(known)) * height * 1.3 / max(frame.height(), 1)  # the lowest figure stands below its step
    up = value_scale(min(known) - under, max(known), frame)
    along = Scale(0, len(named), frame.left(), frame.right())
    draw_value_grid(painter, frame, up, tokens)
    _names(painter, frame, named, along, tokens, metrics)
    _steps(painter, frame, quarters, along, up, tokens, metrics, unknown, last=estimate is None)
    if estimate is not None:
        _estimate(painter, estimate, (along(len(quarters)), along(len(named))), up, tokens, metrics)
    painter.restore()


def _names(
    painter: QPainter,
    frame: QRectF,
    quarters: Sequence[Quarter],
    along: Scale,
    tokens: Tokens,
    metrics: QFontMetricsF,
) -> None:
    height = metrics.height()
    painter.setPen(QColor(tokens.muted))
    for n, (quarter, _) in enumerate(quarters):
        box = QRectF(along(n), frame.bottom() + height * 0.15, along(1) - along(0), height)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, quarter[4:])
        if n == 0 or quarter.endswith("Q1"):
            under = QRectF(along(n), box.bottom(), height * 6, height)
            painter.drawText(under, Qt.AlignmentFlag.AlignLeft, quarter[:4])


def _steps(
    painter: QPainter,
    frame: QRectF,
    quarters: Sequence[Quarter],
    along: Scale,
    up: Scale,
    tokens: Tokens,
    metrics: QFontMetricsF,
    unknown: str,
    *,
    last: bool,
) -> None:
    """`last`: nothing stands beyond the last quarter, so that its figure has room there."""
    height = metrics.height()
    line = QPen(QColor(tokens.concentrate), height / 9)
    line.setCapStyle(Qt.PenCapStyle.SquareCap)
    before: Decimal | None = None
    for n, (_, price) in enumerate(quarters):
        left, right = along(n), along(n + 1)
        if price is None:
            gap = QRectF(left, frame.top(), right - left, frame.height())
            painter.fillRect(gap, QBrush(QColor(tokens.line), Qt.BrushStyle.BDiagPattern))
            _write_unknown(painter, gap, unknown, tokens, metrics)
        else:
            y = up(float(price))
            painter.setPen(line)
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            if before is not None:
                painter.drawLine(QPointF(left, up(float(before))), QPointF(left, y))
            if _turns(quarters, n):
                painter.setPen(QColor(tokens.muted))
                below = before is not None and price < before
                top = y + height * 0.15 if below else y - height * 1.15
                figure = formats.number(price, 0)
                wide = metrics.horizontalAdvance(figure) + 2
                before_gap = n + 1 < len(quarters) and quarters[n + 1][1] is None
                crowded = before_gap or (n == len(quarters) - 1 and not last)
                start = right - wide if crowded else (left + right - wide) / 2
                box = QRectF(max(start, frame.left() + height * 0.15), top, wide, height)
                painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, figure)
        before = price


def _estimate(
    painter: QPainter,
    estimate: Expected,
    sides: tuple[float, float],
    up: Scale,
    tokens: Tokens,
    metrics: QFontMetricsF,
) -> None:
    """The band as a tint, the estimate dashed in it, its word above."""
    left, right = sides
    band = QRectF(QPointF(left, up(float(estimate.high))), QPointF(right, up(float(estimate.low))))
    tint = QColor(tokens.concentrate)
    tint.setAlphaF(0.18)
    painter.fillRect(band, tint)
    pen = QPen(QColor(tokens.concentrate), metrics.height() / 9, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    y = up(float(estimate.price))
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.setPen(QColor(tokens.warn))
    width = metrics.horizontalAdvance(estimate.word) + 2
    box = QRectF((left + right - width) / 2, band.top() - metrics.height() * 1.1, width, metrics.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, estimate.word)


def _write_unknown(painter: QPainter, gap: QRectF, unknown: str, tokens: Tokens, metrics: QFontMetricsF) -> None:
    """Chinese one character under the other, Latin turned, so that it fits into the quarter."""
    painter.save()
    painter.setPen(QColor(tokens.warn))
    if unknown.isascii():
        painter.translate(gap.center())
        painter.rotate(-90)
        width, height = metrics.horizontalAdvance(unknown) + 2, metrics.height()
        painter.drawText(QRectF(-width / 2, -height / 2, width, height), Qt.AlignmentFlag.AlignCenter, unknown)
    else:
        painter.drawText(gap, Qt.AlignmentFlag.AlignCenter, "\n".join(unknown))
    painter.restore()


def _turns(quarters: Sequence[Quarter], n: int) -> bool:
    """Whether a quarter's figure is worth writing: the ends, tops and bottoms, and beside a gap."""
    price = quarters[n][1]
    if price is None:
        return False
    if n in (0, len(quarters) - 1):
        return True
    before, after = quarters[n - 1][1], quarters[n + 1][1]
    if after is not None and n == len(quarters) - 2 and abs(after / price - 1) < _NEAR:
        return False
    if before is None or after is None:
        return True
    return (price > before) != (after > price)
