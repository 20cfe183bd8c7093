"""What a file is, by its bytes and never by its name."""

import io
import zipfile
import zlib
from pathlib import Path
from stat import S_ISREG
from typing import Literal

from rare_desk.core import file_names
from rare_desk.core.problems import Problem, problem
from rare_desk.sheets.reading.limits import LARGEST_FILE

Format = Literal["xlsx", "xlsb", "ods", "xls", "html", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = b"Rare Desk locked "
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BIFF_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_SHARING = (32, 33)
"""What Windows says of a file, or a part of one, that another program keeps for itself."""
_LOCKS = ("~${}", ".~lock.{}#")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


def bytes_of(file: Path, name: str) -> bytes | Problem:
    """What a file holds, read only when it is a file and no larger than is read at once."""
    try:
        status = file.stat()
        if not S_ISREG(status.st_mode):
            return problem("file-unreadable", value=name)
        if status.st_size > LARGEST_FILE:
            return problem("file-too-large", value=name, detail=f"{status.st_size >> 20} MB")
        return file.read_bytes()
    except PermissionError as refused:
        held = getattr(refused, "winerror", None) in _SHARING or is_open(file)
        return problem("file-held" if held else "file-unreadable", value=name)
    except OSError:
        return file_names.too_long(file.absolute()) or problem("file-unreadable", value=name)


def is_open(file: Path) -> bool:
    """Whether a program has it open, as the file says that Excel, WPS or LibreOffice puts beside it meanwhile."""
    return any(file.with_name(form.format(file.name)).exists() for form in _LOCKS)


def file_format(data: bytes, name: str) -> Format | Problem:
    """The format, or why there is nothing to read: empty, locked, truncated, foreign, too big."""
    if not data.strip(b" \t\r\n\0"):
        return problem("file-empty", value=name)
    if len(data) > LARGEST_FILE:
        return problem("file-too-large", value=name, detail=f"{len(data) >> 20} MB")
    if data.startswith(_LOCKED):
        return problem("locked-by-desk", value=name)
    if data.startswith(b"PK"):
        return _zipped(data, name)
    if data.startswith(_OLE):
        return _compound(data, name)
    start = data[:4096]
    if start.startswith(_BOMS):
        return "text"
    if b"\0" in start or start.startswith((b"%PDF", b"{\\rtf")):
        return problem("file-foreign", value=name)
    if start.lstrip().lower().startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")):
        return "html"
    if start.lstrip().startswith(b"<"):
        return "html" if b"<table" in data[:100_000].lower() else problem("file-foreign", value=name)
    return "text"


def _zipped(data: bytes, name: str) -> Format | Problem:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80] if "mimetype" in inside else b""
    except _BROKEN:
        return problem("file-truncated", value=name)
    if "xl/workbook.bin" in inside:
        return "xlsb"
    if any(part.startswith("xl/") for part in inside):
        return "xlsx"
    if b"spreadsheet" in mimetype:
        return "ods"
    return problem("file-foreign", value=name)


def _compound(data: bytes, name: str) -> Format | Problem:
    if _ENCRYPTED in data:
        return problem("file-locked", value=name)
    if any(stream in data for stream in _BIFF_STREAMS):
        return "xls"
    return problem("file-truncated" if _cut(data) else "file-foreign", value=name)


def _cut(data: bytes) -> bool:
    """Whether the directory of a compound file lies beyond its end."""
    if len(data) < 512:
        return True
    shift, directory = int.from_bytes(data[30:32], "little"), int.from_bytes(data[48:52], "little")
    return len(data) < (directory + 2) << min(shift, 16)
