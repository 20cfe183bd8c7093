"""Icons from resources/icons: one SVG per name, drawn in one colour that is put in for `currentColor`."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from rare_desk import paths
from rare_desk.ui import theme

_SIZES = (16, 20, 24, 28, 32, 40, 48)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


def paint(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Crisp at any scaling: for widgets that paint themselves."""
    _renderer(name, colour).render(painter, rect)


@cache
def _icon(name: str, colour: str, faded: str) -> QIcon:
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, faded)):
        for size in _SIZES:
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            paint(painter, name, QRectF(0, 0, size, size), ink)
            painter.end()
            made.addPixmap(pixmap, mode)
    return made


def icon(name: str, token: str = "muted") -> QIcon:
    """In a colour of the theme now in force; set anew in `restyle`."""
    now = theme.tokens()
    return _icon(name, getattr(now, token), now.stale)


def program() -> QIcon:
    """The program's own, in its own colours."""
    return QIcon(str(paths.resources() / "icons" / "rare-desk.svg"))
