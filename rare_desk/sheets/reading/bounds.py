"""What a packed workbook would unpack to, found by streaming through it before anything opens it.

Also finds what calamine does not tell: error cells, formulas without a stored value, hidden rows.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.cells import BadCell

MOST_CELLS = 28_000_000
MOST_UNPACKED = 1 << 30
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
MOST_RATIO = 250
"""Of unpacked to packed size; applies above 64 MB."""

_LONG, _LONGEST_TEXT, _MOST_TEXT = 8192, 1 << 18, 1 << 28
"""Of shared strings, in bytes: from where on each use counts, the longest, and all uses of long ones together. A cell
holds 32,767 characters at most."""
_CHUNK = 1 << 20
_LONGEST_ROW = 1 << 26
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError, KeyError)

_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr\s*=\s*"(\d+)"')
_PLAIN_ROW = re.compile(rb'<row(?: r="(\d+)")?')
_FAR_CELL = re.compile(rb'<c(?! r="[A-Z]\d)(?: r="([A-Z]{2,3})\d)?')  # cells beyond column Z; empty for odd ones
_REFERENCE = re.compile(rb'\sr\s*=\s*"([A-Za-z]+)\d+"')
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_ERROR = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?c\b([^>]*)>(<(?:\w+:)?f\b.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v[^>/]*>([^<]+)<")
_INLINE = re.compile(rb"<(?:\w+:)?t\b[^>]*>")
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\sr="(\d+)"')
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_NUMBER = re.compile(rb"<(?:\w+:)?v>(\d+)<")
_ITEM = re.compile(rb"<(?:\w+:)?si[\s>]")
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


@dataclass(slots=True)
class SheetFacts:
    """Rows and columns of `bad` count from 0, `hidden_rows` from 1."""

    rows: int = 0
    columns: int = 0
    bad: dict[tuple[int, int], BadCell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    text: int = 0
    """Bytes of the long shared strings that its cells name, each time anew."""


@dataclass(frozen=True, slots=True)
class Facts:
    sheets: dict[str, SheetFacts]
    """By the part's name in the archive."""
    names: dict[str, str]
    """Sheet name to part, as the workbook says."""
    epoch_1904: bool = False
    remarks: tuple[str, ...] = ()
    """What lies in the archive and is not read: `macros`, `external-links`."""


def check_archive(data: bytes, name: str) -> Facts | Problem:
    """Facts of an xlsx (of xlsb and ods only that their size is bounded), or why it is not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _size(archive, len(data), name) or _facts(archive, name)
    except _BROKEN:
        return problem("file-truncated", value=name)


def _size(archive: zipfile.ZipFile, packed: int, name: str) -> Problem | None:
    total = sum(part.file_size for part in archive.infolist())
    if total > MOST_UNPACKED or (total > 64 << 20 and total > MOST_RATIO * packed):
        return problem("file-too-big", value=name, detail=f"{total >> 20} MB")
    if any(part.flag_bits & 1 for part in archive.infolist()):
        return problem("file-locked", value=name)
    return None


def _facts(archive: zipfile.ZipFile, name: str) -> Facts | Problem:
    sheets: dict[str, SheetFacts] = {}
    strings = _long_strings(archive)
    if any(size > _LONGEST_TEXT for size in strings.values()):
        return problem("file-too-big", value=name, detail=f"{max(strings.values()) >> 10} KB")
    for part in archive.namelist():
        if _holds_cells(archive, part):
            found = _sheet(archive, part, name, strings)
            if isinstance(found, Problem):
                return found
            sheets[part] = found
        elif part.lower().endswith((".xml", ".rels")) and (trouble := _other(archive, part, name)):
            return trouble
    names, epoch = _workbook(archive)
    inside = " ".join(archive.namelist()).lower()
    beside = (("macros", "vbaproject.bin"), ("external-links", "externallinks/"))
    return Facts(sheets, names, epoch, tuple(code for code, part in beside if part in inside))


def _holds_cells(archive: zipfile.ZipFile, part: str) -> bool:
    """A sheet may have any name and lie anywhere in the archive."""
    return part.lower().startswith("xl/worksheets/sheet") or b"sheetData" in next(_chunks(archive, part), b"")


def _other(archive: zipfile.ZipFile, part: str, name: str) -> Problem | None:
    """Reads the part through, so that a size declared too small is found here."""
    for number, chunk in enumerate(_chunks(archive, part)):
        if number == 0 and _declares(chunk):
            return problem("file-unsafe", value=name, detail="DOCTYPE")
        if part == "content.xml" and any(int(count) > MOST_ROWS for count in _REPEATED.findall(chunk)):
            return problem("file-too-big", value=name, detail="number-rows-repeated")
    return None


def _declares(start: bytes) -> bool:
    head = start[:65536].replace(b"\0", b"")
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _long_strings(archive: zipfile.ZipFile) -> dict[int, int]:
    """Number and bytes of the shared strings that are long."""
    found: dict[int, int] = {}
    for part in archive.namelist():
        if part.lower().endswith("sharedstrings.xml"):
            number, carried = -1, b""
            for chunk in _chunks(archive, part):
                *whole, carried = _ITEM.split(carried + chunk)
                found |= {at: len(item) for at, item in enumerate(whole, number) if len(item) > _LONG}
                number += len(whole)
                if len(carried) > _LONGEST_TEXT + _CHUNK:
                    break
            found |= {number: len(carried)} if len(carried) > _LONG else {}
    return found


def _sheet(archive: zipfile.ZipFile, part: str, name: str, strings: dict[int, int]) -> SheetFacts | Problem:
    facts = SheetFacts()
    carried = b""
    for number, chunk in enumerate(_chunks(archive, part)):
        if number == 0 and _declares(chunk):
            return problem("file-unsafe", value=name, detail="DOCTYPE")
        carried += chunk
        cut = carried.rfind(b"row>") + 4
        if cut > 4:
            piece, carried = carried[_body(carried, facts) : cut], carried[cut:]
            _look(piece, facts)
            if strings:
                facts.text += sum(strings.get(int(number), 0) for number in _NUMBER.findall(piece))
        if len(carried) > _LONGEST_ROW:
            return problem("file-too-big", value=name, detail="row")
        if trouble := _too_wide(facts, name):
            return trouble
    _look(carried, facts)
    return _too_wide(facts, name) or facts


def _body(piece: bytes, facts: SheetFacts) -> int:
    """Where the cells begin: after the head of the sheet, whose <cols> are none."""
    return max(piece.find(b"<sheetData"), 0) if not facts.rows else 0


def _too_wide(facts: SheetFacts, name: str) -> Problem | None:
    if facts.rows > MOST_ROWS or facts.columns > MOST_COLUMNS or facts.rows * facts.columns > MOST_CELLS:
        return problem("file-too-big", value=name, detail=f"{facts.rows} × {facts.columns}")
    if facts.text > _MOST_TEXT:
        return problem("file-too-big", value=name, detail=f"{facts.text >> 20} MB")
    return None


def _look(piece: bytes, facts: SheetFacts) -> None:
    _measure(piece, facts)
    if b't="e"' in piece:
        for cell in _ERROR.finditer(piece):
            value = _VALUE.search(cell[2])
            text = value[1].decode("utf-8", "replace") if value else "#N/A"
            _note(facts, cell[1], BadCell("error-cell", text))
    if b"<f" in piece or (b":c" in piece and b":f" in piece):
        for cell in _FORMULA.finditer(piece):
            if not cell[1].endswith(b"/") and not _VALUE.search(cell[2]) and not _INLINE.search(cell[2]):
                _note(facts, cell[1], BadCell("formula-without-value"))
    if b'hidden="' in piece:
        facts.hidden_rows.update(map(int, _HIDDEN.findall(piece)))


def _measure(piece: bytes, facts: SheetFacts) -> None:
    """Rows and columns that the piece reaches: quickly where cells are written as everybody writes them."""
    rows = _PLAIN_ROW.findall(piece)
    far = _FAR_CELL.findall(piece)
    if b":c" in piece or b"" in rows or not all(far) or not rows:
        _measure_odd(piece.replace(b"'", b'"'), facts)
        return
    facts.columns = max(facts.columns, 26, *map(column_number, set(far)), 0)
    facts.rows = max(facts.rows, *map(int, rows), 0)


def _measure_odd(piece: bytes, facts: SheetFacts) -> None:
    """Cells without a reference, with a namespace's prefix, or with their attributes in another order."""
    rows = _ROW.findall(piece)
    wide = set(_REFERENCE.findall(piece))
    in_a_row = max(len(_CELL.findall(row)) for row in _ROW_END.split(piece))
    facts.columns = max(facts.columns, in_a_row, *map(column_number, wide), 0)
    counted = 0 if rows else facts.rows + len(_ROW_END.findall(piece))
    facts.rows = max(facts.rows, counted, *map(int, rows), 0)


def _note(facts: SheetFacts, attributes: bytes, bad: BadCell) -> None:
    place = _PLACE.search(attributes)
    if place:
        facts.bad[int(place[2]) - 1, column_number(place[1]) - 1] = bad


def column_number(letters: bytes) -> int:
    """`A` is 1, `XFD` 16384, in capitals or not."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]*)"')
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')


def _workbook(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    inside = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= inside:
        return {}, False
    book = archive.read("xl/workbook.xml").decode("utf-8", "replace").replace("'", '"')
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace").replace("'", '"')
    targets = {}
    for relation in _RELATION.findall(relations):
        attributes = dict(_ATTRIBUTE.findall(relation))
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    names = {_unescaped(name): targets.get(identity, "") for name, identity in _SHEET.findall(book)}
    return names, bool(re.search(r'date1904="(?:1|true)"', book))


def _unescaped(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return re.sub(r"&#(x?)([0-9a-fA-F]+);", lambda m: chr(int(m[2], 16 if m[1] else 10)), text)
