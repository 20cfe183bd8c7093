"""The list of a sheet's merged cells put in front of its rows, in the packed workbook.

Everybody writes it behind them, and calamine finds it by reading the whole sheet a second time: a third of its work.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping

_NONE = b"<mergeCells></mergeCells>"
_LIST = re.compile(rb"<(?:\w+:)?mergeCells\b[^>]*(?:/>|>.*?</(?:\w+:)?mergeCells>)", re.DOTALL)
_ALL_ONES = 0xFFFFFFFF
_ZEROS = bytes(1 << 16)
_LONGEST_BLOCK = 0xFFFF
_MOST_PARTS = 0xFFFF


def list_behind(tail: bytes) -> bytes | None:
    """The list in what follows the rows of a sheet, an empty one where there is none; None where it is not plain."""
    found = _LIST.findall(tail)
    if b"<!" in tail or len(found) > 1:
        return None
    return found[0] if found else None if b"mergeCells" in tail else _NONE


def with_lists_in_front(data: bytes, lists: Mapping[str, bytes]) -> bytes:
    """The same archive, but each of these parts begins with its list; the parts themselves stay packed as they are."""
    if not lists:
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if len(parts) > _MOST_PARTS:
        return data
    made: list[bytes | memoryview] = []
    directory, end = [], 0
    for part in parts:
        packed = _packed(data, part)
        first = _put_first(part, lists.get(part.filename, b""))
        part.flag_bits &= ~0x08  # sizes stand in the header
        part.header_offset, part.extra = end, b""
        header = part.FileHeader(zip64=False)
        directory.append(_entry(part.header_offset, header))
        made += [header, first, packed]
        end += len(header) + len(first) + len(packed)
    listed = b"".join(directory)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(parts), len(parts), len(listed), end, 0)
    return b"".join([*made, listed, last])


def _packed(data: bytes, part: zipfile.ZipInfo) -> memoryview:
    begin = part.header_offset + 30 + sum(struct.unpack_from("<2H", data, part.header_offset + 26))
    return memoryview(data)[begin : begin + part.compress_size]


def _put_first(part: zipfile.ZipInfo, text: bytes) -> bytes:
    """What goes before the part's packed bytes for this text to come before its own; its sizes and checksum are
    renewed."""
    if not text or part.compress_type not in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        return b""
    first = text if part.compress_type == zipfile.ZIP_STORED else _stored(text)
    part.CRC ^= _shifted(zlib.crc32(text), part.file_size)
    part.file_size += len(text)
    part.compress_size += len(first)
    return first


def _stored(text: bytes) -> bytes:
    """As blocks of a deflate stream that is not at its end."""
    pieces = [text[at : at + _LONGEST_BLOCK] for at in range(0, len(text), _LONGEST_BLOCK)]
    return b"".join(b"\0" + struct.pack("<2H", len(one), len(one) ^ 0xFFFF) + one for one in pieces)


def _shifted(crc: int, size: int) -> int:
    """What a CRC-32 brings to that of the whole when so many bytes follow: it is linear but for its inversions."""
    found = crc ^ _ALL_ONES
    for left in range(size, 0, -len(_ZEROS)):
        found = zlib.crc32(_ZEROS[:left], found)
    return found ^ _ALL_ONES


def _entry(offset: int, header: bytes) -> bytes:
    """In the archive's directory, which says what the part's own header does."""
    return b"PK\1\2\x14\0" + header[4:30] + struct.pack("<3H2L", 0, 0, 0, 0, offset) + header[30:]
