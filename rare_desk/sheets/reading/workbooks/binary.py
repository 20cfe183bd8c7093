"""How far the sheets of an xlsb reach, from its records one after another ([MS-XLSB] 2.1.4), before it is opened."""

import re
import struct
import zipfile
from collections.abc import Iterator

from rare_desk.sheets.reading.limits import Room, TooBig

_CHUNK = 1 << 20
_LARGEST_BOOK = 1 << 26
"""Of the part that names the sheets."""
_HEAD = 18
"""Bytes at most of a record's code and size and of what is looked at behind them."""
_ROW, _LAST_CELL, _SHARED, _ITEM, _SHEET = 0, 11, 7, 19, 156
_LINK = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"\b(Id|Target)\s*=\s*[\"']([^\"']*)[\"']")


def check_binary(archive: zipfile.ZipFile, room: Room) -> None:
    """Raises TooBig when cells lie too far apart or long strings are used too often."""
    for part in archive.namelist():
        if part.lower().endswith("sharedstrings.bin"):
            _share(archive, part, room)
    for part in _sheets(archive):
        room.take(*_reach(archive, part, room))


def _sheets(archive: zipfile.ZipFile) -> list[str]:
    """The parts that the workbook names as its sheets, one as often as it is named."""
    targets = {}
    for link in _LINK.findall(archive.read("xl/_rels/workbook.bin.rels")):
        said = dict(_ATTRIBUTE.findall(link))
        target = said.get(b"Target", b"").decode("utf-8", "replace").lstrip("/")
        targets[said.get(b"Id", b"")] = (target if target.startswith("xl/") else f"xl/{target}").lower()
    parts: dict[str, list[str]] = {}
    for part in archive.namelist():
        parts.setdefault(part.lower(), []).append(part)
    if archive.getinfo("xl/workbook.bin").file_size > _LARGEST_BOOK:
        raise TooBig(f"{_LARGEST_BOOK >> 20} MB")
    book = archive.read("xl/workbook.bin")
    found = []
    for code, at, size in _records(book):
        if code == _SHEET and size >= 12:
            length = struct.unpack_from("<I", book, at + 8)[0]
            name = book[at + 12 : at + 12 + 2 * length].decode("utf-16-le", "replace").encode()
            found += parts.get(targets.get(name, ""), [])
    return found


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Code, place of the body and size of each record, as far as they are whole."""
    at, end = 0, len(data)
    padded = data + b"\0" * _HEAD
    while at < end:
        code, at, size = _head(padded, at)
        if at + size > end:
            return
        yield code, at, size
        at += size


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    code = data[at]
    at += 1
    if code & 0x80:
        code = code & 0x7F | (data[at] & 0x7F) << 7
        at += 1
    size = shift = 0
    while shift < 28:
        byte = data[at]
        at += 1
        size |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
        shift += 7
    return code, at, size


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, int]]:
    """The part in pieces that overlap by a record's head, each with the place where its own ends."""
    with archive.open(part) as stream:
        carried = b""
        while chunk := stream.read(_CHUNK):
            carried += chunk
            if len(carried) > _HEAD:
                yield carried, len(carried) - _HEAD
                carried = carried[-_HEAD:]
        yield carried + b"\0" * _HEAD, len(carried)


def _share(archive: zipfile.ZipFile, part: str, room: Room) -> None:
    at = number = 0
    for piece, end in _pieces(archive, part):
        while at < end:
            code, at, size = _head(piece, at)
            if code == _ITEM:
                room.share(number, size)
                number += 1
            at += size
        at -= end


def _reach(archive: zipfile.ZipFile, part: str, room: Room) -> tuple[int, int]:
    """Rows and columns up to the last cell or row."""
    strings = room.strings
    row = columns = at = 0
    for piece, end in _pieces(archive, part):
        while at < end:
            code, size = piece[at], piece[at + 1]
            at += 2
            if code > 127 or size > 127:
                code, at, size = _head(piece, at - 2)
            if code <= _LAST_CELL and size >= 4:
                value = piece[at] | piece[at + 1] << 8 | piece[at + 2] << 16 | piece[at + 3] << 24
                if code == _ROW:
                    row = max(row, value + 1)
                elif value >= columns:
                    columns = value + 1
                if strings and code == _SHARED:
                    room.use(strings.get(int.from_bytes(piece[at + 8 : at + 12], "little"), 0))
            at += size
        at -= end
    return row, columns
