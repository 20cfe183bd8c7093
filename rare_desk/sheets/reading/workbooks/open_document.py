"""How far the tables of an ods reach with everything that is written once and repeated, before anything opens it."""

import re
import zipfile
from dataclasses import dataclass

from rare_desk.sheets.reading.limits import LONGEST_TEXT, Room, TooBig

_CHUNK = 1 << 20
_LONGEST_TAG = 1 << 26
_TAG = re.compile(
    rb"<(/?)(?:table:(table-row|(?:covered-)?table-cell|table)|(text:s))(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
)
_REPEATED = re.compile(rb"\btable:number-(?:rows|columns)-repeated\s*=\s*[\"']\s*(\d+)")
_BLANKS = re.compile(rb"\btext:c\s*=\s*[\"']\s*(\d+)")
_VALUE = re.compile(rb"\b(?:office|calcext):")


@dataclass(slots=True)
class _Table:
    """`rows` and `columns` up to the last cell with a value; the others are of the row and the cell being read: `text`
    its bytes with repetitions, `once` without."""

    room: Room
    rows: int = 0
    columns: int = 0
    row: int = 0
    often: int = 1
    column: int = 0
    valued: int = 0
    cell: int = 1
    begin: int = -1
    text: int = 0
    once: int = 0

    def open(self, name: bytes, said: bytes, at: int) -> None:
        """A tag that begins an element; `at` is the place behind it."""
        if name == b"table-row":
            self.often, self.column, self.valued, self.text, self.once = _times(said), 0, 0, 0, 0
        elif name.endswith(b"table-cell"):
            self.cell = _times(said)
            self.column += self.cell
            closed = said.endswith(b"/")
            self.begin = -1 if closed else at
            if not closed or _VALUE.search(said):
                self.valued = self.column
                self._write(len(said))

    def _write(self, size: int) -> None:
        self.text += size * self.cell
        self.once += size

    def close(self, name: bytes, at: int) -> None:
        if name.endswith(b"table-cell") and self.begin >= 0:
            self._write(at - self.begin)
            self.begin = -1
        elif name == b"table-row":
            self.row += self.often
            if self.valued:
                self.rows, self.columns = self.row, max(self.columns, self.valued)
                self.room.use(self.text * self.often - self.once)
        elif name == b"table":
            self.room.take(self.rows, self.columns)
            self.rows = self.columns = self.row = 0


def check_open_document(archive: zipfile.ZipFile, room: Room) -> None:
    """Raises TooBig for tables that would be too large once repeated cells, rows and blanks are written out."""
    table, base, carried = _Table(room), 0, b""
    with archive.open("content.xml") as stream:
        while chunk := stream.read(_CHUNK):
            piece = carried + chunk
            end = 0
            for tag in _TAG.finditer(piece):
                end = tag.end()
                name = tag[2] or tag[3]
                if tag[1]:
                    table.close(name, base + tag.start())
                elif name == b"text:s":
                    _blanks(tag[4], room)
                else:
                    table.open(name, tag[4], base + end)
                    if tag[4].endswith(b"/") and name == b"table-row":
                        table.close(name, base + end)
            base, carried = base + end, piece[end:]
            if len(carried) > _LONGEST_TAG:
                raise TooBig(f"{len(carried) >> 20} MB")
    table.close(b"table", base)


def _times(said: bytes) -> int:
    found = _REPEATED.search(said)
    return max(int(found[1]), 1) if found else 1


def _blanks(said: bytes, room: Room) -> None:
    found = _BLANKS.search(said)
    count = int(found[1]) if found else 1
    if count > LONGEST_TEXT:
        raise TooBig(f"{count >> 10} KB")
    room.use(count)
