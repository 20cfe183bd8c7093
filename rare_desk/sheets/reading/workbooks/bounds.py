"""What a packed workbook would unpack to, found by streaming through it before anything opens it.

Also finds what calamine does not tell: error cells, formulas without a stored value, hidden rows.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.cells import BadCell
from rare_desk.sheets.reading.limits import LONGEST_TEXT, MOST_UNPACKED, Room, TooBig
from rare_desk.sheets.reading.workbooks.binary import check_binary
from rare_desk.sheets.reading.workbooks.merged_cells import list_behind
from rare_desk.sheets.reading.workbooks.open_document import check_open_document
from rare_desk.sheets.reading.workbooks.struck import struck_cells

MOST_RATIO = 250
"""Of unpacked to packed size; applies above 64 MB."""

_CHUNK = 1 << 20
_LONGEST_ROW = 1 << 26
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError, KeyError)

_BEGINNING = re.compile(rb"<[?\w]")
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


@dataclass(slots=True)
class SheetFacts:
    """Rows and columns of `bad` count from 0, `hidden_rows` from 1."""

    rows: int = 0
    columns: int = 0
    bad: dict[tuple[int, int], BadCell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)
    """Cells whose words are struck through, as `bad` counts them."""
    merges: bytes | None = None
    """The list of merged cells, as `merged_cells` puts it in front; None where it stays where it is."""


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
    """Facts of an xlsx (of xlsb and ods only that they are bounded), or why it is not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _size(archive, len(data), name) or _facts(archive, name)
    except TooBig as found:
        return problem("file-too-big", value=name, detail=str(found))
    except _BROKEN:
        return problem("file-truncated", value=name)


def _size(archive: zipfile.ZipFile, packed: int, name: str) -> Problem | None:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    if total > MOST_UNPACKED or (total > 64 << 20 and total > MOST_RATIO * packed):
        return problem("file-too-big", value=name, detail=f"{total >> 20} MB")
    if len({part.filename.casefold() for part in parts}) < len(parts):  # which of the two would be read is open
        return problem("file-truncated", value=name)
    if any(part.flag_bits & 1 for part in parts) or _encrypted(archive):
        return problem("file-locked", value=name)
    return None


def _encrypted(archive: zipfile.ZipFile) -> bool:
    """As OpenDocument says it."""
    manifest = "META-INF/manifest.xml"
    return manifest in archive.namelist() and any(b"encryption-data" in part for part in _chunks(archive, manifest))


def _facts(archive: zipfile.ZipFile, name: str) -> Facts | Problem:
    parts = set(archive.namelist())
    room = Room()
    if "xl/workbook.bin" in parts:
        check_binary(archive, room)
    sheets = _sheets(archive, name, room)
    if isinstance(sheets, Problem):
        return sheets
    if "content.xml" in parts:
        check_open_document(archive, room)
    names, epoch = _workbook(archive)
    return Facts(sheets, names, epoch, tuple(_remarks(archive)))


def _sheets(archive: zipfile.ZipFile, name: str, room: Room) -> dict[str, SheetFacts] | Problem:
    sheets: dict[str, SheetFacts] = {}
    _share_strings(archive, room)
    struck = struck_cells(archive)
    binary = "xl/workbook.bin" in archive.namelist()
    for part in archive.namelist():
        if not binary and _holds_cells(archive, part):
            found = _sheet(archive, part, name, room, struck)
            if isinstance(found, Problem):
                return found
            room.take(found.rows, found.columns)
            sheets[part] = found
        elif (binary or part.lower().endswith((".xml", ".rels"))) and (trouble := _other(archive, part, name)):
            return trouble
    return sheets


_BESIDE = (
    ("macros", re.compile(r"vbaproject\.bin$|^basic/.+/.+\.xml$|^scripts/.", re.MULTILINE)),
    ("external-links", re.compile("externallinks/")),
)


def _remarks(archive: zipfile.ZipFile) -> list[str]:
    inside = "\n".join(archive.namelist()).lower()
    found = [code for code, parts in _BESIDE if parts.search(inside)]
    if "content.xml" in inside.split("\n") and any(
        b"<table:table-source" in c for c in _chunks(archive, "content.xml")
    ):
        found.append("external-links")
    return found


def _holds_cells(archive: zipfile.ZipFile, part: str) -> bool:
    """A sheet may have any name and lie anywhere in the archive."""
    return part.lower().startswith("xl/worksheets/sheet") or b"sheetData" in next(_chunks(archive, part), b"")


def _other(archive: zipfile.ZipFile, part: str, name: str) -> Problem | None:
    """Reads the part through, so that a size declared too small is found here."""
    for number, chunk in enumerate(_chunks(archive, part)):
        if number == 0 and _declares(chunk):
            return problem("file-unsafe", value=name, detail="DOCTYPE")
    return None


def _declares(start: bytes) -> bool:
    head = start[:65536].replace(b"\0", b"")
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _chunks_ahead(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The same; while one is looked at, another thread unpacks the next, for which Python's lock is not needed."""
    with archive.open(part) as stream, ThreadPoolExecutor(1) as unpacker:
        coming = unpacker.submit(stream.read, _CHUNK)
        while chunk := coming.result():
            coming = unpacker.submit(stream.read, _CHUNK)
            yield chunk


def _share_strings(archive: zipfile.ZipFile, room: Room) -> None:
    for part in archive.namelist():
        if part.lower().endswith("sharedstrings.xml"):
            number, carried = -1, b""
            for chunk in _chunks(archive, part):
                *whole, carried = _ITEM.split(carried + chunk)
                for at, item in enumerate(whole, number):
                    room.share(at, len(item))
                number += len(whole)
                if len(carried) > LONGEST_TEXT + _CHUNK:
                    break
            room.share(number, len(carried))


def _sheet(
    archive: zipfile.ZipFile, part: str, name: str, room: Room, struck: re.Pattern[bytes] | None
) -> SheetFacts | Problem:
    facts, strings = SheetFacts(), room.strings
    carried, plain = b"", False
    for number, chunk in enumerate(_chunks_ahead(archive, part)):
        if number == 0 and _declares(chunk):
            return problem("file-unsafe", value=name, detail="DOCTYPE")
        plain = plain if number else bool(_BEGINNING.match(chunk))
        carried += chunk
        cut = carried.rfind(b"row>") + 4
        if cut > 4:
            plain = plain and carried.find(b"mergeCells", 0, cut) < 0
            piece, carried = carried[_body(carried, facts) : cut], carried[cut:]
            _look(piece, facts, struck)
            if strings:
                room.use(sum(strings.get(int(number), 0) for number in _NUMBER.findall(piece)))
        if len(carried) > _LONGEST_ROW:
            raise TooBig(f"{len(carried) >> 20} MB")
        Room().take(facts.rows, facts.columns)
    _look(carried, facts, struck)
    facts.merges = list_behind(carried) if plain else None
    return facts


def _body(piece: bytes, facts: SheetFacts) -> int:
    """Where the cells begin: after the head of the sheet, whose <cols> are none."""
    return max(piece.find(b"<sheetData"), 0) if not facts.rows else 0


def _look(piece: bytes, facts: SheetFacts, struck: re.Pattern[bytes] | None) -> None:
    _measure(piece, facts)
    if struck:
        places = struck.findall(piece)
        facts.struck.update((int(row) - 1, column_number(letters) - 1) for letters, row in places)
    prefixed = _prefixed(piece)
    if b't="e"' in piece:
        for cell in _ERROR.finditer(piece):
            value = _VALUE.search(cell[2])
            text = value[1].decode("utf-8", "replace") if value else "#N/A"
            _note(facts, cell[1], BadCell("error-cell", text))
    if (b"f" in piece and b"<f" in piece) or (prefixed and b":f" in piece):
        for cell in _FORMULA.finditer(piece):
            if not cell[1].endswith(b"/") and not _VALUE.search(cell[2]) and not _INLINE.search(cell[2]):
                _note(facts, cell[1], BadCell("formula-without-value"))
    if b"h" in piece and b'hidden="' in piece:
        facts.hidden_rows.update(map(int, _HIDDEN.findall(piece)))


def _prefixed(piece: bytes) -> bool:
    """Whether cells may be written with a namespace's prefix. A single byte is found far faster than two."""
    return b":" in piece and b":c" in piece


def _measure(piece: bytes, facts: SheetFacts) -> None:
    """Rows and columns that the piece reaches: quickly where cells are written as everybody writes them."""
    rows = _PLAIN_ROW.findall(piece)
    far = _FAR_CELL.findall(piece)
    if _prefixed(piece) or b"" in rows or not all(far) or not rows:
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
