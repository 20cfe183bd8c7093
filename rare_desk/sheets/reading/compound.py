"""Whether an old binary workbook (.xls) can be opened at all: its file system and its records, gone through first.

A length that lies would be memory asked for, and a chain in a circle memory without end, before anything is read.
[MS-CFB] 2.2 to 2.6 and [MS-XLS] 2.4 say where the figures stand.
"""

import struct
from itertools import chain

_FREE = 0xFFFFFFFA
"""Sector numbers from here on mean something else than a sector."""
_ENTRY = 128
_LONGEST, _WIDEST = 65_536, 256
_ONE_CELL = frozenset((0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6))
_MANY_CELLS = frozenset((0x00BD, 0x00BE))
_STRINGS, _DIMENSIONS = 0x00FC, 0x0200


class Broken(ValueError):
    """The file cannot be what it says."""


def check_compound(data: bytes) -> None:
    """Raises Broken when a chain runs in a circle or out of the file, or a length is more than the file holds."""
    file = _Sectors(data)
    for name, start, size in file.entries():
        if size > len(data):
            raise Broken(name)
        small = size < file.cutoff and name != "Root Entry"
        stream = file.small(start, size) if small else file.stream(start, size)
        if name in ("Workbook", "Book"):
            _check_records(stream)


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
        """Name, first sector and size of what the directory names."""
        table = self.stream(self.directory, len(self.data))
        found = []
        for at in range(0, len(table) - _ENTRY + 1, _ENTRY):
            entry = table[at : at + _ENTRY]
            length, kind = struct.unpack_from("<H", entry, 64)[0], entry[66]
            if length > 64:
                raise Broken("name")
            if kind in (2, 5):
                name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
                found.append((name, *struct.unpack_from("<II", entry, 116)))
        return found


def _check_records(stream: bytes) -> None:
    """Cells within the 256 columns that the format has, and no more strings than bytes."""
    at, end = 0, len(stream) - 4
    unpack = struct.Struct("<HH").unpack_from
    while at <= end:
        code, size = unpack(stream, at)
        at += 4
        if code in _ONE_CELL and size >= 4:
            if unpack(stream, at)[1] >= _WIDEST:
                raise Broken("column")
        elif code in _MANY_CELLS and size >= 6:
            if unpack(stream, at + size - 4)[1] >= _WIDEST:
                raise Broken("column")
        elif code == _DIMENSIONS:
            _check_dimensions(stream[at : at + size])
        elif code == _STRINGS and size >= 8 and struct.unpack_from("<I", stream, at + 4)[0] > len(stream):
            raise Broken("strings")
        at += size


def _check_dimensions(record: bytes) -> None:
    """First and next row, first and next column: four-byte rows, two-byte ones before Excel 97."""
    if len(record) not in (10, 14):
        raise Broken("dimensions")
    top, bottom, left, right = struct.unpack_from("<4H" if len(record) == 10 else "<IIHH", record)
    if not (top <= bottom <= _LONGEST and left <= right <= _WIDEST):
        raise Broken("dimensions")
