"""Makes rare-desk.ico and rare-desk.png from rare-desk.svg: python resources/icons/make_ico.py"""

import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def png(size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(HERE / "rare-desk.svg")).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A directory of PNG pictures, as Windows reads since Vista; 0 stands for 256."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    entries, bodies = b"", b""
    start = len(head) + 16 * len(pictures)
    for size, picture in pictures.items():
        side = size % 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), start + len(bodies))
        bodies += picture
    return head + entries + bodies


if __name__ == "__main__":
    app = QGuiApplication([])
    (HERE / "rare-desk.ico").write_bytes(ico({size: png(size) for size in SIZES}))
    (HERE / "rare-desk.png").write_bytes(png(256))
