"""Mutated workbooks and texts, each told again by its number."""

import io
import random
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.sheets.binary import ods, ods_row, sheet_bin, xls, xlsb

WORKBOOKS = Path(__file__).parents[1] / "data" / "workbooks"
ODDITIES = WORKBOOKS.parent / "oddities"
_TABLES = (".xlsx", ".xls", ".csv", ".txt")
_WORDS = (
    "1e999", "-", "=1+1", "#N/A", "2025-13-45", "１２３", "万", "\x00", "\ufeff", "'", '"', "，", "9" * 400, "1,0,0",
    "nan", "inf", "0x1F", "合计", "数量（吨）", "品名", "\u202e", "1e-400", "2025年", "12/31/9999", "吨", "a" * 70_000,
    "1" + " " * 3000 + "x", "1 " * 500, "4-5", "~" * 300,
)  # fmt: skip
_MARKUP = (
    b'r="XFD1048576"', b't="s"', b't="e"', b"<v>99999999</v>", b"</row>", b"<f>A1</f>", b'<c r="A1"/>', b"<sheetData>",
    b'table:number-rows-repeated="1048576"', b'table:number-columns-repeated="16384"', b'<text:s text:c="99999999"/>',
    b'spans="1:16384"', b'hidden="1"', b"&#0;", b"<!DOCTYPE x>", b'count="4294967295"', b'ref="A1:XFD1048576"',
)  # fmt: skip


def mutated(number: int) -> tuple[str, bytes]:
    """A file's name and bytes, the same for the same number."""
    chance = random.Random(number)
    name, data = chance.choice(_sources())
    change = chance.choice(_CHANGES)
    return f"{number}-{name}", change(data, chance)


@cache
def _sources() -> tuple[tuple[str, bytes], ...]:
    small = [file for file in sorted(WORKBOOKS.iterdir()) if file.suffix in (".xlsx", ".xls", ".csv")]
    found = [(file.name, file.read_bytes()) for file in small]
    text = (WORKBOOKS / "exchange-deals-2025.csv").read_bytes().decode("gb18030")[:4000]
    found += [item for item in found if item[0].endswith(".xls")] * 3
    found += [(file.name, file.read_bytes()) for file in sorted(ODDITIES.iterdir()) if file.suffix in _TABLES]
    rows = [line.split(",") for line in text.splitlines()[:30]]
    cells = [(at, column, _value(word)) for at, row in enumerate(rows) for column, word in enumerate(row)]
    found += [("deals.xlsb", xlsb({"成交": sheet_bin(cells)}))] * 3 + [("deals.xls", xls({"成交": cells}))]
    found += [("deals.ods", ods({"成交": "".join(ods_row(*map(_value, row)) for row in rows)}))] * 3
    found += [("gbk.csv", text.encode("gb18030")), ("utf16.csv", text.encode("utf-16"))]
    page = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row.split(','))}</tr>" for row in text.splitlines())
    return (*found, ("page.xls", f"<html><table>{page}</table></html>".encode()))


def _value(word: str) -> str | float:
    return float(word) if word.replace(".", "", 1).isdecimal() else word


def _bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _headed(data: bytes, chance: random.Random) -> bytes:
    """Figures of the file's head and of its directories: lengths, places, counts."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 6))):
        at = chance.randrange(min(len(changed), chance.choice((120, 2000, 9000))))
        changed[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0", b"\1\0\0\0"))
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    begin, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:end] if chance.random() < 0.5 else data[:begin] + data[end:]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    begin, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[begin:end] * chance.choice((1, 2, 5)) + data[end:]


def _inside(data: bytes, chance: random.Random) -> bytes:
    """A part of the archive mutated and packed again, so that the damage reaches the reader of cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return _worded(data, chance)
    for _ in range(chance.choice((1, 1, 3))):
        name = chance.choice(sorted(parts))
        parts[name] = chance.choice((_bytes, _cut, _doubled, _marked, _marked, _marked))(parts[name] or b" ", chance)
    if chance.random() < 0.1:
        del parts[chance.choice(sorted(parts))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _marked(data: bytes, chance: random.Random) -> bytes:
    """Markup put in or words exchanged between the tags of a part."""
    places = [at for at, byte in enumerate(data) if byte in b'<>" '] or [0]
    for _ in range(chance.choice((1, 2, 8))):
        at = min(chance.choice(places), len(data))
        word = chance.choice(_MARKUP) if chance.random() < 0.6 else chance.choice(_WORDS).encode()
        data = data[:at] + word + data[at + chance.choice((0, 0, 5)) :]
    return data


def _worded(data: bytes, chance: random.Random) -> bytes:
    """Odd words in place of cells of a text."""
    for mark in (b",", b"\t", b"</td>"):
        if mark in data:
            cells = data.split(mark)
            for _ in range(chance.choice((1, 5, 40))):
                cells[chance.randrange(len(cells))] = chance.choice(_WORDS).encode(errors="replace")
            return mark.join(cells)
    return _bytes(data, chance)


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _bytes, _headed, _cut, _doubled, _inside, _inside, _inside, _worded,
)  # fmt: skip
