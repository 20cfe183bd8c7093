"""CSV, tab-separated text, and web pages saved as workbooks."""

import csv
import io
from collections import Counter
from html.parser import HTMLParser

from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.out.writing import as_typed
from rare_desk.sheets.reading.cells import Cell, RawFile, RawSheet

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


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[Cell]] = []
        self.cell: list[str] | None = None
        self.span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.cell = []
            span = dict(attrs).get("colspan") or "1"
            self.span = min(int(span), 200) if span.isdigit() else 1

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self.cell is not None:
            self.rows[-1].append(" ".join("".join(self.cell).split()))
            self.rows[-1].extend([""] * (self.span - 1))
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)


def read_html(data: bytes, name: str) -> RawFile | Problem:
    """All tables of the page under one another as one sheet."""
    text = decode(data)
    if text is None:
        return problem("file-foreign", value=name)
    page = _Tables()
    page.feed(text)
    width = max(map(len, page.rows), default=0)
    if not width:
        return problem("file-foreign", value=name)
    for row in page.rows:
        row.extend([""] * (width - len(row)))
    return RawFile((RawSheet("", page.rows),))
