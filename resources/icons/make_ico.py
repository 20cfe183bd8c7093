"""Draws rare-desk.svg into rare-desk.ico, which Windows shows for the packaged programs. Run where Qt can draw."""

import struct
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def drawn(size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(HERE / "rare-desk.svg")).render(painter, QRectF(0, 0, size, size))
    painter.end()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "icon.png"
        image.save(str(file))
        return file.read_bytes()


def main() -> None:
    app = QGuiApplication(["icon", "-platform", "offscreen"])
    pictures = [drawn(size) for size in SIZES]
    head, offset = struct.pack("<HHH", 0, 1, len(SIZES)), 6 + 16 * len(SIZES)
    for size, picture in zip(SIZES, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    (HERE / "rare-desk.ico").write_bytes(head + b"".join(pictures))
    app.quit()


if __name__ == "__main__":
    main()
