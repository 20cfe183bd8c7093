"""Whether an old binary workbook (.xls) can be opened at all: its file system and its records, gone through first.

A length that lies would be memory asked for, and a chain in a circle memory without end, before anything is read.
[MS-CFB] 2.2 to 2.6 and [MS-XLS] 2.4 say where the figures stand.
"""

import struct
from itertools import chain

from rare_desk.sheets.reading.limits import Room
from rare_desk.sheets.reading.workbooks.shared_strings import lengths

_FREE = 0xFFFFFFFA
"""Sector numbers from here on mean something else than a sector."""
_ENTRY = 128
_LONGEST, _WIDEST = 65_536, 256
_ONE_CELL = frozenset((0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6))
_MANY_CELLS = frozenset((0x00BD, 0x00BE))
_STRINGS, _DIMENSIONS, _PASSWORD, _SHEET, _BOOK = 0x00FC, 0x0200, 0x002F, 0x0085, 0x01AE
_BEGIN, _END, _CONTINUED, _SHARED = 0x0809, 0x000A, 0x003C, 0x00FD
_DEEPEST = 64
"""Charts within charts."""
_OWN_BOOKS = (b"\x01\x04", b"\x01\x3a")
"""Where a reference to other workbooks stands: this workbook itself, functions of an add-in."""
_MACROS = frozenset(("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"))


class Broken(ValueError):
    """The file cannot be what it says."""


class Locked(Exception):
    """The records are encrypted."""


def check_compound(data: bytes) -> tuple[str, ...]:
    """What the file holds that is not read: `macros`, `external-links`.

    Raises Broken when a chain runs in a circle or out of the file, or a length is more than the file holds; Locked, and
    TooBig when cells of its sheets lie too far apart.
    """
    file = _Sectors(data)
    remarks = []
    for name, start, size in file.entries():
        if name in _MACROS:
            remarks.append("macros")
        if size > len(data):
            raise Broken(name)
        small = size < file.cutoff and name != "Root Entry"
        stream = file.small(start, size) if small else file.stream(start, size)
        if name in ("Workbook", "Book"):
            records = _Records(stream)
            records.check()
            remarks += ["external-links"] if records.linked else []
    return tuple(dict.fromkeys(remarks))


class _Sectors:
    def __init__(self, data: bytes) -> None:
        try:
            self._read(data)
        except (struct.error, IndexError):
            raise Broken("header") from None

    def _read(self, data: bytes) -> None:
        self.data = data
        shift, mini = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini != 6:
            raise Broken("sector size")
        self.size = 1 << shift
        self.count = len(data) // self.size
        directories, tables, self.directory, _, self.cutoff, mini_start, minis, more, mores = struct.unpack_from(
            "<9I", data, 40
        )
        if max(directories, tables, minis, mores) > self.count:
            raise Broken("tables")
        places = list(struct.unpack_from("<109I", data, 76))
        for _ in range(mores):
            words = self._words(more)
            places += words[:-1]
            more = words[-1]
        self.next = list(chain.from_iterable(self._words(place) for place in places if place < _FREE))
        self.minis = list(chain.from_iterable(map(self._words, self._chain(mini_start, self.next))))
        self._small: bytes | None = None

    def _sector(self, number: int) -> bytes:
        found = self.data[(number + 1) * self.size : (number + 2) * self.size]
        if not found:
            raise Broken("sector")
        return found

    def _words(self, number: int) -> tuple[int, ...]:
        found = self._sector(number).ljust(self.size, b"\xff")
        return struct.unpack(f"<{self.size // 4}I", found)

    def _chain(self, start: int, following: list[int]) -> list[int]:
        found: list[int] = []
        while start < _FREE:
            if start >= len(following) or len(found) > len(following):
                raise Broken("chain")
            found.append(start)
            start = following[start]
        return found

    def stream(self, start: int, size: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self.next)))[:size]

    def small(self, start: int, size: int) -> bytes:
        """From the stream of small sectors, which the root entry names."""
        if self._small is None:
            _, first, length = next(iter(self.entries()))
            self._small = self.stream(first, min(length, len(self.data)))
        places = self._chain(start, self.minis)
        return b"".join(self._small[at * 64 : at * 64 + 64] for at in places)[:size]

    def entries(self) -> list[tuple[str, int, int]]:
        """Name, first sector and size of what the directory names; a storage has none."""
        table = self.stream(self.directory, len(self.data))
        found = []
        for at in range(0, len(table) - _ENTRY + 1, _ENTRY):
            entry = table[at : at + _ENTRY]
            length, kind = struct.unpack_from("<H", entry, 64)[0], entry[66]
            if length > 64:
                raise Broken("name")
            if kind in (1, 2, 5):
                name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
                where = struct.unpack_from("<II", entry, 116) if kind != 1 else (_FREE, 0)
                found.append((name, *where))
        return found


class _Records:
    """The records of a workbook, one after another."""

    def __init__(self, stream: bytes) -> None:
        self.stream = stream
        self.linked = False
        self.last = 0
        """The code of the record before, if it was none of a cell."""
        self.strings: list[bytes] = []
        self.sheets: list[int] = []
        """Where the sheets begin."""
        self.reach: dict[int, list[int]] = {}
        """Rows and columns of what begins at a place, up to the first end that follows."""

    def check(self) -> None:
        """Cells within the 256 columns that the format has and not too far apart, and no more strings than bytes."""
        stream, at, end = self.stream, 0, len(self.stream) - 4
        unpack = struct.Struct("<HH").unpack_from
        open_: list[list[int]] = []
        while at <= end:
            code, size = unpack(stream, at)
            at += 4
            if code in _ONE_CELL and size >= 4:
                row, column = unpack(stream, at)
                _extend(open_, row, column)
            elif code in _MANY_CELLS and size >= 6:
                _extend(open_, unpack(stream, at)[0], unpack(stream, at + size - 4)[1])
            elif code == _BEGIN:
                self.reach[at - 4] = [0, 0]
                open_.append(self.reach[at - 4])
                if len(open_) > _DEEPEST:
                    raise Broken("begin")
            elif code == _END:
                open_.clear()
            else:
                self._other(code, stream[at : at + size])
            at += size
        room = self._shared()
        for place in self.sheets:
            if place not in self.reach:
                raise Broken("sheet")
            room.take(*self.reach[place])

    def _shared(self) -> Room:
        """Raises TooBig when long strings are used too often."""
        room = Room()
        for number, count in enumerate(lengths(self.strings)):
            room.share(number, 2 * count)
        at, end = 0, len(self.stream) - 4
        while room.strings and at <= end:
            code, size = struct.unpack_from("<HH", self.stream, at)
            if code == _SHARED and at + 14 <= len(self.stream):
                used = struct.unpack_from("<I", self.stream, at + 10)[0]
                room.use(room.strings.get(used, 0) * max(len(self.sheets), 1))
            at += size + 4
        return room

    def _other(self, code: int, record: bytes) -> None:
        if code == _DIMENSIONS:
            _check_dimensions(record)
        elif code == _STRINGS:
            if len(record) >= 8 and struct.unpack_from("<I", record, 4)[0] > len(self.stream):
                raise Broken("strings")
            self.strings = [record]
        elif code == _CONTINUED and self.strings and self.last in (_STRINGS, _CONTINUED):
            self.strings.append(record)
        elif code == _PASSWORD:
            raise Locked
        elif code == _SHEET and len(record) >= 4:
            self.sheets.append(struct.unpack_from("<I", record)[0])
        elif code == _BOOK and len(record) > 4 and record[2:4] not in _OWN_BOOKS:
            self.linked = True
        self.last = code


def _extend(open_: list[list[int]], row: int, column: int) -> None:
    if column >= _WIDEST:
        raise Broken("column")
    for reach in open_:
        if row >= reach[0]:
            reach[0] = row + 1
        if column >= reach[1]:
            reach[1] = column + 1


def _check_dimensions(record: bytes) -> None:
    """First and next row, first and next column: four-byte rows, two-byte ones before Excel 97."""
    if len(record) not in (10, 14):
        raise Broken("dimensions")
    top, bottom, left, right = struct.unpack_from("<4H" if len(record) == 10 else "<IIHH", record)
    if not (top <= bottom <= _LONGEST and left <= right <= _WIDEST):
        raise Broken("dimensions")
