"""The shared strings of an old binary workbook (.xls), as far as their lengths go ([MS-XLS] 2.4.265, 2.5.293)."""

import struct
from collections.abc import Iterator

_WIDE, _EXTENDED, _RICH = 1, 4, 8


def lengths(records: list[bytes]) -> Iterator[int]:
    """Characters of each string, from the record of strings and those that continue it, as far as they are whole."""
    at, place = 0, 8
    while at < len(records):
        if place + 3 > len(records[at]):
            at, place = at + 1, 0
            continue
        count, flags = struct.unpack_from("<HB", records[at], place)
        place += 3
        beside = 0
        for flag, form, size in ((_RICH, "<H", 4), (_EXTENDED, "<I", 1)):
            if flags & flag:
                width = struct.calcsize(form)
                if place + width > len(records[at]):
                    return
                beside += struct.unpack_from(form, records[at], place)[0] * size
                place += width
        yield count
        at, place = _after(records, at, place, count, 1 + (flags & _WIDE))
        at, place = _skipped(records, at, place, beside)


def _after(records: list[bytes], at: int, place: int, count: int, size: int) -> tuple[int, int]:
    """Behind so many characters; each record that continues them says anew how wide they are."""
    while at < len(records):
        taken = min(count, (len(records[at]) - place) // size)
        count, place = count - taken, place + taken * size
        if not count:
            break
        at, place = at + 1, 1
        if at < len(records) and records[at]:
            size = 1 + (records[at][0] & _WIDE)
    return at, place


def _skipped(records: list[bytes], at: int, place: int, count: int) -> tuple[int, int]:
    while at < len(records) and count > len(records[at]) - place:
        count -= max(len(records[at]) - place, 0)
        at, place = at + 1, 0
    return at, place + count
