"""Words that are painted again and again: laid out once, which costs as much as to paint them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QStaticText, QTransform

from rare_desk.words import printed

ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}
_BEFORE: dict[str, Callable[[float], float]] = {
    "left": lambda _free: 0.0,
    "right": lambda free: free,
    "centre": lambda free: free / 2,
}
_KEPT = 2000
_Words = tuple[str, int]
"""And how much room they have, px."""
_Laid = tuple[QStaticText, float, float]
"""With width and height, px."""


class Lettering:
    """Of one font. What does not fit is cut off with an ellipsis.

    Most figures of a long list are seen once, while it scrolls past, and are not worth keeping: words are kept when
    they are painted for the second time. Those in the middle are so at once, lest they move by a part of a pixel.
    Struck words are never kept: Qt would draw the line beside them.
    """

    def __init__(self, font: QFont) -> None:
        fine = QFontMetricsF(font)
        self._font = font
        self._metrics = QFontMetrics(font)
        self._advance = cache(lambda letter: fine.horizontalAdvance(letter))
        self._scale = QTransform()
        self._met: set[_Words] = set()
        self._laid: dict[_Words, _Laid] = {}

    def begin(self, painter: QPainter) -> None:
        """Before words are painted on another surface."""
        fine = painter.device().devicePixelRatioF()
        if self._scale.m11() != fine:
            self._scale = QTransform.fromScale(fine, fine)
            self._laid.clear()

    def paint(self, painter: QPainter, rect: QRect, align: str, words: str) -> None:
        """In one line, with the painter's pen and this font, which it must have."""
        wanted = words, rect.width()
        laid = self._laid.get(wanted)
        if laid is None:
            if self._font.strikeOut() or (align != "centre" and self._is_new(wanted)):
                painter.drawText(rect, ALIGN[align], self._fitting(*wanted))
                return
            laid = self._lay_out(wanted)
        text, width, height = laid
        left = rect.left() + _BEFORE[align](rect.width() - width)
        painter.drawStaticText(QPointF(left, rect.top() + (rect.height() - height) / 2), text)

    def _is_new(self, wanted: _Words) -> bool:
        if wanted in self._met:
            return False
        if len(self._met) >= _KEPT:
            self._met.clear()
        self._met.add(wanted)
        return True

    def _fitting(self, words: str, room: int) -> str:
        line = words if words.isprintable() else printed(" ".join(words.split()))
        if sum(map(self._advance, line)) <= room:  # to measure them together costs as much as to paint them
            return line
        return self._metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)

    def _lay_out(self, wanted: _Words) -> _Laid:
        text = QStaticText(self._fitting(*wanted))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.prepare(self._scale, self._font)
        if len(self._laid) >= _KEPT:
            self._laid.clear()
        laid = self._laid[wanted] = (text, text.size().width(), text.size().height())
        return laid
