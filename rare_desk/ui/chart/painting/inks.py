"""Colours and fonts while a chart is painted: the window's, or those of paper while one is painted for paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import ClassVar

from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPen

from rare_desk.ui import theme

_PIXELS_A_POINT = 96 / 72
_PRINTED_HAIR = 0.8
_ELSEWHERE = ("Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "sans-serif")
"""Families for an SVG that is opened on another machine."""


class _Press:
    """Colours by name of the tokens that are painted with now: asking a hundred times a frame shows."""

    printed: theme.Tokens | None = None
    of: theme.Tokens | None = None
    colours: ClassVar[dict[str, QColor]] = {}


@contextmanager
def printed_in(tokens: theme.Tokens) -> Iterator[None]:
    """Within, colours are of these tokens and letters are sized in pixels, whatever device they go to."""
    before, _Press.printed = _Press.printed, tokens
    try:
        yield
    finally:
        _Press.printed = before


def printing() -> bool:
    return _Press.printed is not None


def tokens() -> theme.Tokens:
    return _Press.printed or theme.tokens()


def ink(name: str) -> QColor:
    """A colour by its token; `series3` is the fourth of the series' colours."""
    of = tokens()
    if _Press.of is not of:
        _Press.of, _Press.colours = of, {}
    found = _Press.colours.get(name)
    if found is None:
        found = _Press.colours[name] = _colour(of, name)
    return found


def _colour(of: theme.Tokens, name: str) -> QColor:
    if name.startswith("series"):
        return QColor(of.series[int(name[6:]) % len(of.series)])
    return QColor(getattr(of, name))


def tinted(name: str, alpha: float) -> QColor:
    """A new colour that may be seen through."""
    made = QColor(ink(name))
    made.setAlphaF(alpha)
    return made


def hair(colour: QColor) -> QPen:
    """One device pixel wide; on paper, where that would hardly be seen, most of a logical one."""
    pen = QPen(colour)
    pen.setWidthF(_PRINTED_HAIR if printing() else 0.0)
    return pen


def body_font(*, bold: bool = False) -> QFont:
    return _sized(theme.body_font(bold=bold))


def caption_font() -> QFont:
    return _sized(theme.caption_font())


def _sized(font: QFont) -> QFont:
    if printing():
        font.setPixelSize(round(font.pointSizeF() * _PIXELS_A_POINT))
        font.setFamilies([QFontInfo(font).family(), *_ELSEWHERE])
    return font


def width(text: str, *, bold: bool = False) -> float:
    """Of a text in the body font; asking Qt twenty times a frame shows."""
    return _width(text, bold, printing())


@lru_cache(maxsize=4096)
def _width(text: str, bold: bool, printed: bool) -> float:
    return QFontMetricsF(body_font(bold=bold)).horizontalAdvance(text)


def caption_width(text: str) -> float:
    return _caption_width(text, printing())


@lru_cache(maxsize=4096)
def _caption_width(text: str, printed: bool) -> float:
    return QFontMetricsF(caption_font()).horizontalAdvance(text)
