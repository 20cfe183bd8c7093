"""CSV, tab-separated text, and web pages saved as workbooks."""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from itertools import islice

from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.out.writing import as_typed
from rare_desk.sheets.reading.cells import Cell, Merge, RawFile, RawSheet
from rare_desk.sheets.reading.limits import LONGEST_TEXT, MOST_CELLS, MOST_ROWS, Progress, Room, TooBig

_DELIMITERS = ",\t;|"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 1 << 18
"""Characters from the start that tell the delimiter."""
_ROWS_PER_REPORT = 5000
_BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))


def decode(data: bytes) -> str | None:
    """By its byte order mark, else strict UTF-8, else GB18030; None when it is none of them."""
    for encoding, mark in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    text = _decoded(data, "utf-8")
    return _decoded(data, "gb18030") if text is None else text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def read_text(data: bytes, name: str, progress: Progress | None = None) -> RawFile | Problem:
    """Raises TooBig for more rows or cells than are read at once."""
    if data.count(b"\n") > MOST_ROWS and not data.startswith(_UTF16):
        _count(data.rstrip(b"\r\n").count(b"\n") + 1)
    text = decode(data)
    if text is None or "\0" in text:
        return problem("file-foreign", value=name)
    return RawFile((RawSheet("", read_delimited(text, progress)),))


def read_delimited(text: str, progress: Progress | None = None) -> list[list[Cell]]:
    """The cells of a delimited text, the delimiter found from the text itself; all rows as wide as the widest.

    Raises TooBig for more than a sheet has, so that a long line makes no wide sheet of many short ones.
    """
    lines = text[:_LOOKED_AT].splitlines()[:200]
    delimiter = max(_DELIMITERS, key=lambda mark: _fitness(lines, mark))
    csv.field_size_limit(LONGEST_TEXT)
    text = text.rstrip("\r\n")
    about = max(text.count("\n"), text.count("\r")) + 1
    _count(about, text.count(delimiter) + about)
    try:
        rows = _rows(csv.reader(_lines(text), delimiter=delimiter), about, progress)
    except csv.Error:
        rows = _rows((_cells(line, delimiter) for line in text.splitlines()), about, progress)
    return _filled_up(rows)


def _count(rows: int, cells: int = 0) -> None:
    if rows > MOST_ROWS or cells > MOST_CELLS:
        raise TooBig(f"{rows:,} × {max(cells // rows, 1):,}")


def _cells(line: str, delimiter: str) -> list[str]:
    """Of a line that keeps no rules."""
    cells = line.split(delimiter)
    longest = max(map(len, cells))
    if longest > LONGEST_TEXT:
        raise TooBig(f"{longest >> 10} KB")
    return cells


def _lines(text: str) -> Iterable[str]:
    """With their ends, one after another: a StringIO would take four bytes for each character."""
    if text.count("\r") != text.count("\r\n"):
        return io.StringIO(text, newline="")
    return _lines_of(text)


def _lines_of(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end]
        at = end


def _rows(read: Iterable[list[str]], about: int, progress: Progress | None) -> list[list[Cell]]:
    """`about` so many are there."""
    rows: list[list[Cell]] = []
    waiting = iter(read)
    while some := list(islice(waiting, _ROWS_PER_REPORT)):
        rows += [[as_typed(cell) if cell.startswith("'") else cell for cell in row] for row in some]
        if progress is not None:
            progress(len(rows) / max(about, len(rows)))
    return rows


def _filled_up(rows: list[list[Cell]]) -> list[list[Cell]]:
    width = max(map(len, rows), default=0)
    Room().take(len(rows), width)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows


def _fitness(lines: list[str], delimiter: str) -> int:
    """How many cells the commonest width of at least two makes up."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0
    return max((width * count for width, count in widths.items() if width > 1), default=0)


_MOST_SPANNED = 200
_LONGEST_REST = 1 << 14
"""Characters of a comment or tag without end that are still looked through for cells, which takes their square."""


class _Tables(HTMLParser):
    """The tables of a page: a cell over several rows or columns is a merged one, as in a workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[Cell]] = []
        self.merges: list[Merge] = []
        self._cells = 0
        self._words: list[str] | None = None
        self._about: dict[str, str | None] = {}
        self._covered: dict[int, int] = {}
        """By column, how many rows a cell above still reaches down."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" or (tag == "tr" and not self.rows):
            self._covered = {}
        if tag == "tr":
            self._end_row()
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self._end_cell()
            self._words, self._about = [], dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)
            if len(data) > LONGEST_TEXT:
                raise TooBig(f"{len(data) >> 10} KB")

    def _span(self, name: str) -> int:
        said = self._about.get(name) or "1"
        return max(min(int(said), _MOST_SPANNED), 1) if said.isascii() and said.isdigit() else 1

    def _end_cell(self) -> None:
        if self._words is None:
            return
        row, at = self.rows[-1], self._skip_covered()
        wide, high = self._span("colspan"), self._span("rowspan")
        row.append(self._value(" ".join("".join(self._words).split())))
        row.extend([""] * (wide - 1))
        if high > 1:
            self._covered |= dict.fromkeys(range(at, at + wide), high - 1)
        self._cells += wide * high
        if self._cells > MOST_CELLS:
            raise TooBig(f"{self._cells:,}")
        if wide > 1 or high > 1:
            self.merges.append(((len(self.rows) - 1, at), (len(self.rows) + high - 2, at + wide - 1)))
        self._words = None

    def _value(self, shown: str) -> str:
        """The figure in full, which Excel and WPS put beside the one that is shown."""
        full = self._about.get("x:num")
        if not full or not (set(shown) <= {"#"} or _is_figure(shown)):
            return shown
        return full if _is_figure(full) else shown

    def _skip_covered(self) -> int:
        row = self.rows[-1]
        while self._covered.get(len(row)):
            self._covered[len(row)] -= 1
            row.append("")
        return len(row)

    def _end_row(self) -> None:
        self._end_cell()
        if self.rows:
            self._skip_covered()


def _is_figure(text: str) -> bool:
    try:
        return math.isfinite(float(text.replace(",", "")))
    except ValueError:
        return False


def read_html(data: bytes, name: str) -> RawFile | Problem:
    """All tables of the page under one another as one sheet. Raises TooBig for more cells than are read at once."""
    text = decode(data)
    if text is None:
        return problem("file-foreign", value=name)
    page = _Tables()
    try:
        page.feed(text)
        if len(page.rawdata) <= _LONGEST_REST:
            page.close()
    except AssertionError:  # how the parser says that a declaration is none
        return problem("file-truncated", value=name)
    if not any(page.rows):
        return problem("file-foreign", value=name)
    return RawFile((RawSheet("", _filled_up(page.rows), merges=page.merges),))
