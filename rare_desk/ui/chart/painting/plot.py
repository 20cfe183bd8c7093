"""The still part of a chart: grid, axes, lines, lower panes, markers, end tags."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from rare_desk.ui.chart.model import Gap, Look
from rare_desk.ui.chart.painting import candles, inks, markers, pens, strokes
from rare_desk.ui.chart.painting.lower import draw_pane
from rare_desk.ui.chart.painting.tags import EndTag, draw_end_tag
from rare_desk.ui.chart.prepared.drawing import Drawing
from rare_desk.ui.chart.prepared.layout import TAG_HEIGHT, spread
from rare_desk.ui.chart.prepared.shown import Shown

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_TAG_APART = TAG_HEIGHT + 2


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
    painter.fillRect(drawing.frames.whole, inks.ink("surface"))
    painter.setFont(inks.caption_font())
    _grid(painter, drawing)
    _value_axes(painter, drawing)
    _time_axis(painter, drawing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    _key(painter, drawing)
    markers.draw_markers(painter, drawing.markers, drawing.frames.markers)
    for pane in drawing.panes:
        draw_pane(painter, drawing, pane)
    _lines(painter, drawing)
    painter.setFont(inks.caption_font())
    for tag in end_tags(drawing):
        draw_end_tag(painter, tag, drawing.frames)


def _grid(painter: QPainter, drawing: Drawing) -> None:
    main, area = drawing.frames.main, drawing.frames
    painter.setPen(inks.hair(inks.ink("chart_grid")))
    painter.drawLines([QLineF(main.left(), tick.at, main.right(), tick.at) for tick in drawing.grid.ticks])
    for tick in drawing.times:
        at = drawing.x.at(tick.day)
        for pane in (main, *area.panes):
            painter.drawLine(QLineF(at, pane.top(), at, pane.bottom()))
    painter.setPen(inks.hair(inks.ink("line")))
    for at in markers.uprights(drawing.markers, drawing.x):
        painter.drawLine(QLineF(at, main.top(), at, area.bottom))
    for pane in (main, *area.panes):
        painter.drawLine(pane.bottomLeft(), pane.bottomRight())
    painter.drawLine(main.topLeft(), QPointF(main.left(), area.bottom))
    painter.drawLine(main.topRight(), QPointF(main.right(), area.bottom))


def _value_axes(painter: QPainter, drawing: Drawing) -> None:
    main, area = drawing.frames.main, drawing.frames
    for axis in drawing.axes:
        painter.setPen(inks.ink(axis.ink))
        painter.drawText(QRectF(axis.right - 90, area.legend.bottom() - 14.0, 90, 16), _RIGHT, axis.unit)
        for tick in axis.ticks:
            if tick.at > main.top() + 2:
                painter.drawText(QRectF(axis.right - 90, tick.at - 8, 90, 16), _RIGHT, tick.text)


def _time_axis(painter: QPainter, drawing: Drawing) -> None:
    row = drawing.frames.time
    for tick in drawing.times:
        painter.setPen(inks.ink("text" if tick.strong else "muted"))
        at = drawing.x.at(tick.day)
        box = QRectF(at - 50, row.top(), 100, row.height())
        if drawing.frames.main.left() - 20 <= at <= drawing.frames.main.right() + 30:
            painter.drawText(box, _CENTRE, tick.text)


def _key(painter: QPainter, drawing: Drawing) -> None:
    """What dashes and signs mean."""
    row = drawing.frames.key
    if row.height() < 16:
        return
    at, middle = row.left(), row.center().y()
    for look, text in drawing.content.looks:
        painter.setPen(pens.pen_of("text", look, wide=True))
        painter.drawLine(QPointF(at, middle), QPointF(at + 20, middle))
        at = _said(painter, text, at + 26, row)
    kinds = {one.kind for group in drawing.markers for one in group.markers}
    for kind in markers.KINDS:
        if kind in kinds:
            markers.draw_sign(painter, kind, QPointF(at + 5, middle))
            at = _said(painter, markers.kind_words(kind), at + 16, row)


def _said(painter: QPainter, text: str, at: float, row: QRectF) -> float:
    width = inks.caption_width(text) + 2
    painter.setPen(inks.ink("muted"))
    painter.drawText(QRectF(at, row.top(), width, row.height()), _LEFT, text)
    return at + width + 18


def _lines(painter: QPainter, drawing: Drawing) -> None:
    x = drawing.x
    painter.save()
    painter.setClipRect(drawing.frames.main.adjusted(0, 0, 0.5, 0.5))
    for tint in drawing.tints:
        strokes.draw_tint(painter, tint, x, drawing.axis(tint.axis).scale)
    _references(painter, drawing)
    for one in reversed(drawing.shown):
        if one.candles:
            candles.draw_candles(painter, one, x, drawing.y(one))
        else:
            strokes.draw_line(painter, one, x, drawing.y(one), wide=drawing.wide)
    for mean in drawing.means:
        strokes.draw_line(painter, mean, x, drawing.y(mean), wide=False)
    for one in drawing.shown:
        strokes.draw_gap_ends(painter, one, x, drawing.y(one))
        for gap in one.line.gaps:
            _gap(painter, drawing, one, gap)
    painter.restore()


def _references(painter: QPainter, drawing: Drawing) -> None:
    main = drawing.frames.main
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for value, text, ink, key in drawing.references:
        level = drawing.axis(key).scale.at(value)
        if not main.top() <= level <= main.bottom():
            continue
        painter.setPen(inks.hair(inks.ink(ink)))
        painter.drawLine(QLineF(main.left(), level, main.right(), level))
        painter.drawText(QRectF(main.left() + 6, level - 16, 300, 15), _LEFT, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _gap(painter: QPainter, drawing: Drawing, one: Shown, gap: Gap) -> None:
    """The words for an unknown stretch, at the height of the level that follows (or came before)."""
    left, right = drawing.x.at(gap.start), drawing.x.at(gap.end)
    places = (one.line.place(gap.end), one.line.place(gap.start - 1))
    near = [value for value in (float(one.values[at]) for at in places if at is not None) if value == value]
    if not near or min(right, drawing.x.end) - max(left, drawing.x.start) < 24.0:
        return
    width = inks.caption_width(gap.text) + 8
    main = drawing.frames.main
    start = min(max((left + right - width) / 2, main.left() + 2), main.right() - width)
    box = QRectF(start, drawing.y(one).at(near[0]) - 8, width, 16)
    painter.fillRect(box, inks.tinted("surface", 0.75))
    painter.setPen(inks.ink(one.line.ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, gap.text)


def end_tags(drawing: Drawing) -> list[EndTag]:
    """One for each line whose last point before the right edge is in view; none covers another, the last may go."""
    main = drawing.frames.main
    tags: list[EndTag] = []
    for one in drawing.named:
        level = drawing.y(one).at(float(one.values[one.last])) if one.last is not None else float("nan")
        if one.last is not None and level == level:
            look = Look(int(one.line.looks[one.last]))
            other = one.axis != drawing.main.key
            text = one.said(float(one.values[one.last]))
            tags.append(EndTag(one.line.tag, text, one.line.ink, look, level, hollow=other or one.derived))
    del tags[max(int((main.height() + 12) // _TAG_APART), 1) :]
    heights = spread([tag.level for tag in tags], _TAG_APART, main.top() - 6, main.bottom() + 6)
    return [tag.moved(at) for tag, at in zip(tags, heights, strict=True)]
