"""The still part of a chart: grid, axes, lines, lower pane, end tags."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from rare_desk.ui import formats, theme
from rare_desk.ui.chart.model import Gap, Look, Lower
from rare_desk.ui.chart.painting import strokes
from rare_desk.ui.chart.painting.drawing import Drawing
from rare_desk.ui.chart.painting.layout import TAG_HEIGHT, spread
from rare_desk.ui.chart.painting.tags import EndTag, draw_end_tag

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class PlotItem(QGraphicsItem):
    """Paints the `Drawing` that it was given last."""

    def __init__(self) -> None:
        super().__init__()
        self._drawing: Drawing | None = None

    def keep_picture(self, kept: bool) -> None:
        """Kept, a crosshair moves over it for nothing; while it is panned, keeping costs a millisecond a frame."""
        mode = QGraphicsItem.CacheMode.DeviceCoordinateCache if kept else QGraphicsItem.CacheMode.NoCache
        if self.cacheMode() != mode:
            self.setCacheMode(mode)

    def show_drawing(self, drawing: Drawing) -> None:
        self.keep_picture(False)
        if self._drawing is None or self._drawing.frames.whole != drawing.frames.whole:
            self.prepareGeometryChange()
        self._drawing = drawing
        self.update()

    def boundingRect(self) -> QRectF:
        return self._drawing.frames.whole if self._drawing else QRectF()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._drawing is not None:
            paint_plot(painter, self._drawing)


def paint_plot(painter: QPainter, drawing: Drawing) -> None:
    """Everything but crosshair, selection and legend."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(drawing.frames.whole, strokes.ink("surface"))
    painter.setFont(theme.caption_font())
    _grid(painter, drawing)
    _value_axes(painter, drawing)
    _time_axis(painter, drawing)
    _key(painter, drawing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if drawing.content.lower is not None:
        _lower(painter, drawing, drawing.content.lower)
    _lines(painter, drawing)
    painter.setFont(theme.caption_font())
    for tag in end_tags(drawing):
        draw_end_tag(painter, tag, drawing.frames)


def _grid(painter: QPainter, drawing: Drawing) -> None:
    main, area = drawing.frames.main, drawing.frames
    painter.setPen(_hair(strokes.ink("chart_grid")))
    painter.drawLines([QLineF(main.left(), tick.at, main.right(), tick.at) for tick in drawing.values])
    for tick in drawing.times:
        at = drawing.x.at(tick.day)
        painter.drawLine(QLineF(at, main.top(), at, main.bottom()))
        if area.lower.height():
            painter.drawLine(QLineF(at, area.lower.top(), at, area.lower.bottom()))
    painter.setPen(_hair(strokes.ink("line")))
    painter.drawLine(main.bottomLeft(), main.bottomRight())
    painter.drawLine(QPointF(main.left(), area.bottom), QPointF(main.right(), area.bottom))
    painter.drawLine(main.topLeft(), QPointF(main.left(), area.bottom))
    painter.drawLine(main.topRight(), QPointF(main.right(), area.bottom))


def _value_axes(painter: QPainter, drawing: Drawing) -> None:
    main, area = drawing.frames.main, drawing.frames
    painter.setPen(strokes.ink("muted"))
    unit_row = QRectF(0, area.legend.bottom() - 14.0, main.left() - 8, 16)
    unit = drawing.content.unit if drawing.mode == "level" else "=100"
    painter.drawText(unit_row, _RIGHT, unit)
    for tick in drawing.values:
        if tick.at > main.top() + 2:
            painter.drawText(QRectF(0, tick.at - 8, main.left() - 8, 16), _RIGHT, tick.text)
    if drawing.steps is not None and drawing.second is not None:
        painter.setPen(strokes.ink(drawing.steps.ink))
        painter.drawText(QRectF(area.right - 90, unit_row.top(), 90, 16), _RIGHT, drawing.steps.unit)
        for tick in drawing.second_values:
            if tick.at > main.top() + 2:
                painter.drawText(QRectF(area.right - 90, tick.at - 8, 90, 16), _RIGHT, tick.text)


def _time_axis(painter: QPainter, drawing: Drawing) -> None:
    row = drawing.frames.time
    for tick in drawing.times:
        painter.setPen(strokes.ink("text" if tick.strong else "muted"))
        at = drawing.x.at(tick.day)
        box = QRectF(at - 50, row.top(), 100, row.height())
        if drawing.frames.main.left() - 20 <= at <= drawing.frames.main.right() + 30:
            painter.drawText(box, _CENTRE, tick.text)


def _key(painter: QPainter, drawing: Drawing) -> None:
    if not drawing.content.looks or drawing.frames.key.height() < 16:
        return
    row = drawing.frames.key
    metrics = QFontMetricsF(painter.font())
    at = row.left()
    for look, text in drawing.content.looks:
        painter.setPen(strokes.pen_of("text", look, wide=True))
        painter.drawLine(QPointF(at, row.center().y()), QPointF(at + 20, row.center().y()))
        painter.setPen(strokes.ink("muted"))
        width = metrics.horizontalAdvance(text) + 2
        painter.drawText(QRectF(at + 26, row.top(), width, row.height()), _LEFT, text)
        at += 26 + width + 18


def _lines(painter: QPainter, drawing: Drawing) -> None:
    painter.save()
    painter.setClipRect(drawing.frames.main.adjusted(0, 0, 0.5, 0.5))
    if drawing.steps is not None and drawing.second is not None:
        strokes.draw_steps(painter, drawing.steps, drawing.x, drawing.second)
    for one in reversed(drawing.shown):
        strokes.draw_line(painter, one.line, one.values, drawing.x, drawing.y, wide=drawing.wide)
    for gap in drawing.steps.gaps if drawing.steps is not None else ():
        _gap(painter, drawing, gap)
    painter.restore()


def _gap(painter: QPainter, drawing: Drawing, gap: Gap) -> None:
    """The words for an unknown stretch, at the height of the level that follows (or came before)."""
    if drawing.steps is None or drawing.second is None:
        return
    left, right = drawing.x.at(gap.start), drawing.x.at(gap.end)
    near = [value for value in (drawing.steps.on(gap.end), drawing.steps.on(gap.start - 1)) if value == value]
    if not near or min(right, drawing.x.end) - max(left, drawing.x.start) < 24.0:
        return
    width = QFontMetricsF(painter.font()).horizontalAdvance(gap.text) + 8
    main = drawing.frames.main
    start = min(max((left + right - width) / 2, main.left() + 2), main.right() - width)
    box = QRectF(start, drawing.second.at(near[0]) - 8, width, 16)
    veil = QColor(strokes.ink("surface"))
    veil.setAlphaF(0.75)
    painter.fillRect(box, veil)
    painter.setPen(strokes.ink(drawing.steps.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, gap.text)


def _lower(painter: QPainter, drawing: Drawing, lower: Lower) -> None:
    pane, area = drawing.frames.lower, drawing.frames
    painter.save()
    painter.setClipRect(pane.adjusted(0, -2, 0, 1))
    grey = QColor(strokes.ink("stale"))
    grey.setAlphaF(0.45)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    strokes.draw_bars(painter, lower.days, lower.bars, drawing.x, drawing.bars, grey)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    if len(lower.share):
        strokes.draw_share(painter, lower, drawing.x, drawing.share)
    painter.restore()
    painter.setPen(strokes.ink("muted"))
    labels = QRectF(0, pane.top() - 8, pane.left() - 8, 16)
    if len(lower.share):
        painter.drawText(labels, _RIGHT, "100 %")
    painter.drawText(labels.translated(0, pane.height() - 3), _RIGHT, "0")
    beside = QRectF(pane.right() + 8, pane.top() - 8, area.whole.right() - pane.right() - 8, 16)
    top = formats.number(drawing.bars.hi, 0 if drawing.bars.hi >= 10 else 2)
    painter.drawText(beside, _LEFT, f"{top} {lower.bars_unit}")
    if len(lower.share) and lower.limit == lower.limit:
        painter.setPen(strokes.ink("warn"))
        painter.drawText(beside.translated(0, drawing.share.at(lower.limit) - pane.top()), _LEFT, lower.limit_text)


def end_tags(drawing: Drawing) -> list[EndTag]:
    """One for each line whose last point before the right edge is in view, and for the steps; none covers another."""
    main = drawing.frames.main
    tags: list[EndTag] = []
    for one in drawing.shown:
        if one.last is not None:
            value = float(one.values[one.last])
            look = Look(int(one.line.looks[one.last]))
            text = formats.number(value, one.decimals)
            end = drawing.x.at(float(one.line.days[one.last]))
            tags.append(EndTag(one.line.tag, text, one.line.ink, look, drawing.y.at(value), end_at=end))
    steps = drawing.steps
    if steps is not None and drawing.second is not None:
        value = steps.on(min(drawing.x.hi, float(steps.ends[-1]) - 0.5)) if len(steps.ends) else float("nan")
        if value == value:
            level = drawing.second.at(value)
            tags.append(
                EndTag(steps.tag, formats.number(value, steps.decimals), steps.ink, Look.SOLID, level, hollow=True)
            )
    heights = spread([tag.level for tag in tags], TAG_HEIGHT + 2, main.top() - 6, main.bottom() + 6)
    return [tag.moved(at) for tag, at in zip(tags, heights, strict=True)]


def _hair(colour: QColor) -> QPen:
    pen = QPen(colour)
    pen.setWidth(0)
    return pen
