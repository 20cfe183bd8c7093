"""Two books, files to drop and paste, and what stands in the place of the platform's dialogs: all in one folder."""

import random
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from rare_desk import paths
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.store.tables import RECORDS

DATA = Path(__file__).parents[2] / "data"
WORDS = (
    "12.5", "-3", "0", "100", "1e5", "１２３", "٣", "1,234.5", "2026-02-29", "2026-11-30", "99991231", "氧化镨钕",
    "PRND-O", "甲公司", "今天", "+", "=1+1", "8吨",
    "58万", "nan", "inf", "9" * 40, "-0", "0.0000000001", "卖", "buy", "", " ",
    "\u202e", "x" * 60, "%", "52.5%", "含税", "1/2", "2026Q3", "\t", "5¹", "-1", "1e-9", "13%",
)  # fmt: skip
_LARGEST = 300_000
_LEDGER = (
    "日期\t方向\t产品\t数量\t单价\t交易对手\n"
    "2026-11-02\t买\tPRND-O\t8\t580000\t甲\n"
    "2026-11-03\t卖\tDY-O\t1.5\t1650000\t乙"
)


class World:
    """It writes nowhere but below `folder`, whatever is chosen in a dialog."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.books = (folder / "甲.raredesk", folder / "乙.raredesk")
        for book in self.books:
            new_sample_book(book).close()
        self.files = self._files(folder / "files")
        self.out = folder / "out"
        self.out.mkdir()
        self._no_platform()

    def _files(self, place: Path) -> list[Path]:
        place.mkdir()
        shipped = (paths.resources() / "data").glob("*.csv")
        for file in (*(DATA / "workbooks").iterdir(), *(DATA / "oddities").iterdir(), *shipped):
            if file.is_file() and file.stat().st_size < _LARGEST:
                shutil.copy(file, place)
        (place / "garbage.xlsx").write_bytes(b"\0\xff" * 400)
        (place / "empty.csv").write_bytes(b"")
        (place / "garbage.raredesk").write_bytes(b"SQLite format 3\0" + b"x" * 4000)
        return sorted(place.iterdir())

    def open_files(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Sequence[Path]:
        return [self.chance.choice(self.files) for _ in range(self.chance.choice((0, 1, 1, 2)))]

    def open_file(self, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        return self.chance.choice((None, *self.books, self.chance.choice(self.files), self.folder / "none.raredesk"))

    def save_file(self, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
        end = self.chance.choice((proposed.suffix, proposed.suffix, ".csv", ".xlsx", ".json", "", ".pdf", ".png"))
        names = (proposed.name, f"out{end}", f"表 🪨{end}", "a" * 100 + end, f"NUL{end}", self.books[0].name, "out")
        place = self.chance.choice((self.out, self.out, self.folder / "missing", self.folder))
        return self.chance.choice((None, *2 * (place / self.chance.choice(names),)))

    def _no_platform(self) -> None:
        """For those parts of the window that ask Qt itself."""

        def one(*_given: Any) -> tuple[str, str]:
            return str(self.chance.choice(self.files)), ""

        def several(*_given: Any) -> tuple[list[str], str]:
            return [one()[0]], ""

        def target(_parent: object = None, _title: str = "", proposed: str = "", *_given: Any) -> tuple[str, str]:
            found = self.save_file(QWidget(), "", Path(proposed or "x.xlsx"), "")
            return str(found or ""), ""

        def folder(*_given: Any) -> str:
            return self.chance.choice(("", str(self.out), str(self.folder / "nowhere")))

        for platform, name, asked in (
            (QFileDialog, "getOpenFileName", one), (QFileDialog, "getOpenFileNames", several),
            (QFileDialog, "getSaveFileName", target), (QFileDialog, "getExistingDirectory", folder),
            (QDesktopServices, "openUrl", lambda _url: True),
        ):  # fmt: skip
            setattr(platform, name, staticmethod(asked))

    def mime(self) -> QMimeData:
        """What another program may have put on the clipboard, or drops."""
        made = QMimeData()
        match self.chance.randrange(8):
            case 0:
                rows = [[self.chance.choice(WORDS) for _ in range(self.chance.randrange(1, 8))] for _ in range(9)]
                made.setText("\n".join("\t".join(row) for row in rows))
            case 1:
                made.setHtml("<table><tr><td>日期</td></tr><tr><td>2026-11-01</td></tr></table>")
            case 2:
                made.setUrls([QUrl.fromLocalFile(str(self.chance.choice(self.files))) for _ in range(2)])
            case 3:
                made.setUrls([QUrl("http://x.invalid/a.xlsx"), QUrl("file:///nowhere")])
            case 4:
                made.setData('application/x-qt-windows-mime;value="Biff8"', b"\0\1garbage")
            case 5:
                made.setImageData(QImage(10, 10, QImage.Format.Format_RGB32))
            case 6:
                made.setText("\0\x01" * 40 + "\r\n\r\n")
            case _:
                made.setText(_LEDGER)
        return made


def contents(book: Path) -> dict[str, list[str]]:
    """Every record table, row by row."""
    with closing(sqlite3.connect(book)) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        return {
            table: sorted(repr(row) for row in connection.execute(f"SELECT * FROM {table}"))
            for table in sorted(RECORDS & there)
        }
