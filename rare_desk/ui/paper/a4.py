"""A PDF of A4 pages on the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from rare_desk.sheets.out.writing import replacing


@contextmanager
def a4(path: Path, title: str) -> Iterator[tuple[QPdfWriter, QPainter]]:
    """Without margins, 600 dots an inch; takes the place of what is there when all was painted.

    Raises Unwritable when the place forbids it.
    """
    with replacing(path) as beside:
        writer = QPdfWriter(str(beside))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        writer.setResolution(600)
        writer.setTitle(title)
        writer.setCreator("Rare Desk")
        painter = QPainter(writer)
        if not painter.isActive():
            raise OSError(f"cannot write {path}")
        yield writer, painter
        painter.end()
