"""Small workbooks in the binary formats that nothing here writes, and in ODS by hand: for tests of what is refused.

[MS-XLSB] 2.1.4 and 2.4, [MS-XLS] 2.1 and 2.4, [MS-CFB] 2.2 to 2.6, ODF 1.3 part 3, 9.1.
"""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

Cell = tuple[int, int, str | float]
"""Row and column, both counting from 0, and the value."""

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SECTOR = 512


# -- XLSB --------------------------------------------------------------------------------------------------------------


def _record(code: int, body: bytes = b"") -> bytes:
    head = bytes([code]) if code < 128 else bytes([code & 0x7F | 0x80, code >> 7])
    size, length = b"", len(body)
    while length > 127:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return head + size + bytes([length]) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _binary_cell(column: int, value: str | float) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, str):
        return _record(6, place + _wide(value))
    return _record(5, place + struct.pack("<d", value))


def sheet_bin(cells: Iterable[Cell], empty_rows: Iterable[int] = ()) -> bytes:
    """The part of a sheet; `empty_rows` are the numbers of rows without any cell."""
    rows: dict[int, list[bytes]] = {row: [] for row in empty_rows}
    for row, column, value in cells:
        rows.setdefault(row, []).append(_binary_cell(column, value))
    body = b"".join(
        _record(0, struct.pack("<IIHBB", row, 0, 300, 0, 0) + b"\0" * 5) + b"".join(found)
        for row, found in sorted(rows.items())
    )
    area = _record(148, struct.pack("<4I", 0, max(rows, default=0), 0, 3))
    return _record(129) + area + _record(145) + body + _record(146) + _record(130)


def xlsb(sheets: Mapping[str, bytes], **parts: bytes) -> bytes:
    """`parts` lie in the archive's folder `xl` besides."""
    bundle = b"".join(
        _record(156, struct.pack("<II", 0, number) + _wide(f"rId{number}") + _wide(name))
        for number, name in enumerate(sheets, 1)
    )
    book = _record(131) + _record(143) + bundle + _record(144) + _record(132)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_KINDS}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(sheets) + 1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="x"/>')
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{links}</Relationships>")
        for number, part in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", part)
        for name, part in parts.items():
            archive.writestr(f"xl/{name.replace('_', '.')}", part)
    return out.getvalue()


# -- XLS ---------------------------------------------------------------------------------------------------------------


def _old(code: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def _begin(kind: int) -> bytes:
    return _old(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _old_cell(row: int, column: int, value: str | float) -> bytes:
    """An int is the number of a shared string."""
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int):
        return _old(0x00FD, place + struct.pack("<I", value))
    if isinstance(value, str):
        return _old(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _old(0x0203, place + struct.pack("<d", value))


def shared(*texts: str) -> bytes:
    """The record of shared strings and those that continue it, as many as the texts take."""
    first, others = struct.pack("<II", len(texts), len(texts)), []
    for text in texts:
        for at in range(0, len(text), 4000):
            head = b"\x01" if at else struct.pack("<HB", len(text), 1)
            others.append(head + text[at : at + 4000].encode("utf-16-le"))
    return _old(0x00FC, first + others[0]) + b"".join(_old(0x003C, other) for other in others[1:])


def biff(sheets: Mapping[str, Sequence[Cell]], globals_: bytes = b"") -> bytes:
    """The stream of the workbook; `globals_` are further records of the whole."""
    begin, end = _begin(5) + globals_, _old(0x0A)
    names = [(name, struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")) for name in sheets]
    at = len(begin) + sum(len(written) + 10 for _, written in names) + len(end)
    bound, bodies = b"", b""
    for (name, written), cells in zip(names, sheets.values(), strict=True):
        bound += _old(0x85, struct.pack("<IH", at + len(bodies), 0) + written)
        bodies += _begin(16) + b"".join(_old_cell(*cell) for cell in sheets[name]) + end
        assert cells is sheets[name]
    return begin + bound + end + bodies


def old_file(**streams: bytes) -> bytes:
    """A compound file; streams are padded to 4,096 bytes, so that all lie in whole sectors."""
    fat: list[int] = []
    entries, sectors = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)], b""
    for number, (name, data) in enumerate(streams.items(), 1):
        data = data.ljust(-(-max(len(data), 4096) // _SECTOR) * _SECTOR, b"\0")
        count, first = len(data) // _SECTOR, len(fat)
        fat += [first + n for n in range(1, count)] + [0xFFFFFFFE]
        entries.append(_entry(name, 2, first, len(data), right=number + 1 if number < len(streams) else 0xFFFFFFFF))
        sectors += data
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * _SECTOR, b"\0")
    start = len(fat)
    fat += [start + n for n in range(1, len(directory) // _SECTOR)] + [0xFFFFFFFE]
    tables = -(-(len(fat) + 8) // 127)
    places = [len(fat) + n for n in range(tables)]
    fat += [0xFFFFFFFD] * tables
    table = b"".join(struct.pack("<I", n) for n in fat).ljust(tables * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, tables, start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += b"".join(struct.pack("<I", n) for n in (places + [0xFFFFFFFF] * 109)[:109])
    return head + sectors + directory + table


def _entry(name: str, kind: int, first: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
        + b"\0" * 36
        + struct.pack("<III", first, size, 0)
    )


def xls(sheets: Mapping[str, Sequence[Cell]], globals_: bytes = b"", **streams: bytes) -> bytes:
    return old_file(Workbook=biff(sheets, globals_), **streams)


# -- ODS ---------------------------------------------------------------------------------------------------------------

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def ods_row(*cells: str | float, repeated: int = 1) -> str:
    found = "".join(
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
        if isinstance(cell, float | int)
        else f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
        for cell in cells
    )
    often = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{often}>{found}</table:table-row>"


def ods(
    sheets: Mapping[str, str], manifest: str = "", before: str = "", parts: Mapping[str, bytes] | None = None
) -> bytes:
    """`sheets` hold the rows as XML, `before` stands in front of the content's root."""
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    content = f"<office:document-content {_SPACES}><office:body><office:spreadsheet>{tables}"
    content += "</office:spreadsheet></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest or "<manifest/>")
        archive.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{before}{content}')
        for name, part in (parts or {}).items():
            archive.writestr(name, part)
    return out.getvalue()
