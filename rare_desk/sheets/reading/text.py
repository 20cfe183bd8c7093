"""CSV, tab-separated text, and web pages saved as workbooks."""

import csv
import io
import math
from collections import Counter
from html.parser import HTMLParser

from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.out.writing import as_typed
from rare_desk.sheets.reading.cells import Cell, Merge, RawFile, RawSheet

_DELIMITERS = ",\t;|"
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


def read_text(data: bytes, name: str) -> RawFile | Problem:
    text = decode(data)
    if text is None or "\0" in text:
        return problem("file-foreign", value=name)
    return RawFile((RawSheet("", read_delimited(text)),))


def read_delimited(text: str) -> list[list[Cell]]:
    """The cells of a delimited text, the delimiter found from the text itself; all rows as wide as the widest."""
    lines = text.splitlines()[:200]
    delimiter = max(_DELIMITERS, key=lambda mark: _fitness(lines, mark))
    csv.field_size_limit(1 << 20)
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows: list[list[Cell]] = [[as_typed(cell) if cell.startswith("'") else cell for cell in row] for row in read]
    except csv.Error:
        rows = [list(line.split(delimiter)) for line in text.splitlines()]
    width = max(map(len, rows), default=0)
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


class _Tables(HTMLParser):
    """The tables of a page: a cell over several rows or columns is a merged one, as in a workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[Cell]] = []
        self.merges: list[Merge] = []
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
    """All tables of the page under one another as one sheet."""
    text = decode(data)
    if text is None:
        return problem("file-foreign", value=name)
    page = _Tables()
    page.feed(text)
    page.close()
    width = max(map(len, page.rows), default=0)
    if not width:
        return problem("file-foreign", value=name)
    for row in page.rows:
        row.extend([""] * (width - len(row)))
    return RawFile((RawSheet("", page.rows, merges=page.merges),))
