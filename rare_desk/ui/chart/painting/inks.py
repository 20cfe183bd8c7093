"""Colours and fonts while a chart is painted: the window's, or those of paper while one is painted for paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from rare_desk.ui import theme

_PIXELS_A_POINT = 96 / 72


class _Press:
    tokens: theme.Tokens | None = None


@contextmanager
def printed_in(tokens: theme.Tokens) -> Iterator[None]:
    """Within, colours are of these tokens and letters are sized in pixels, whatever device they go to."""
    before, _Press.tokens = _Press.tokens, tokens
    try:
        yield
    finally:
        _Press.tokens = before


def tokens() -> theme.Tokens:
    return _Press.tokens or theme.tokens()


def ink(name: str) -> QColor:
    """A colour by its token; `series3` is the fourth of the series' colours."""
    return _ink(tokens(), name)


@lru_cache(maxsize=256)
def _ink(of: theme.Tokens, name: str) -> QColor:
    if name.startswith("series"):
        return QColor(of.series[int(name[6:]) % len(of.series)])
    return QColor(getattr(of, name))


def tinted(name: str, alpha: float) -> QColor:
    """A new colour that may be seen through."""
    made = QColor(ink(name))
    made.setAlphaF(alpha)
    return made


def hair(colour: QColor) -> QPen:
    """One device pixel wide."""
    pen = QPen(colour)
    pen.setWidth(0)
    return pen


def body_font(*, bold: bool = False) -> QFont:
    return _sized(theme.body_font(bold=bold))


def caption_font() -> QFont:
    return _sized(theme.caption_font())


def _sized(font: QFont) -> QFont:
    if _Press.tokens is not None:
        font.setPixelSize(round(font.pointSizeF() * _PIXELS_A_POINT))
    return font


def width(text: str, *, bold: bool = False) -> float:
    """Of a text in the body font; asking Qt twenty times a frame shows."""
    return _width(text, bold, _Press.tokens is not None)


@lru_cache(maxsize=4096)
def _width(text: str, bold: bool, printed: bool) -> float:
    return QFontMetricsF(body_font(bold=bold)).horizontalAdvance(text)


def caption_width(text: str) -> float:
    return _caption_width(text, _Press.tokens is not None)


@lru_cache(maxsize=4096)
def _caption_width(text: str, printed: bool) -> float:
    return QFontMetricsF(caption_font()).horizontalAdvance(text)
