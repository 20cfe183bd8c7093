"""Hostile and huge files through the whole import, each in a process of its own: the answer, the time, the memory.

    python -m tests.bench.bench_hostile [NAME...]

A process may take 4 GB; one that dies or takes more than five minutes counts as broken.
"""

import io
import multiprocessing
import resource
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from rare_desk.core.problems import Refused
from rare_desk.ops.book.books import new_book
from rare_desk.ops.imports.ledgers import plan_import
from rare_desk.words import sentence
from tests.sheets.binary import Cell, ods, ods_row, sheet_bin, xls, xlsb
from tests.sheets.measuring import peak
from tests.sheets.test_hostile import sheet, workbook

_MEMORY = 4 << 30
_PATIENCE = 300
_HEADER = "日期,方向,品名,数量(吨),含税单价(元/吨),对手方\n"
_LINE = "2025-05-06,买,氧化镨钕,10,431000,乙公司\n"


def _filled(xml_of: Callable[[int], str], rows: int, head: str = "", tail: str = "") -> bytes:
    """A workbook whose sheet is streamed, as it is larger than one would hold."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
        begin, end = sheet(f"{head}|{tail}").split("|")
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(begin.encode())
            for start in range(1, rows + 1, 10_000):
                part.write("".join(map(xml_of, range(start, min(start + 10_000, rows + 1)))).encode())
            part.write(end.encode())
    return out.getvalue()


def _cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _ledger_row(row: int) -> str:
    texts = _HEADER.split(",") if row == 1 else [*_LINE.strip().split(",")]
    return (
        f'<row r="{row}">{"".join(_cell(f"{c}{row}", t.strip()) for c, t in zip("ABCDEF", texts, strict=True))}</row>'
    )


def _noise(row: int) -> str:
    """Rows that pack badly, so that the file is large and what it unpacks to is not."""
    words = "".join(f"{(row * 2654435761 + n * 40503) % 2**32:08x}" for n in range(75))
    return f'<row r="{row}">{_cell(f"A{row}", words)}</row>'


def _bomb(megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(b" " * (1 << 20))
    return out.getvalue()


_ENTITIES = "<!DOCTYPE x [" + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "a" * 10}">' for n in range(10)
) + "]>"  # fmt: skip
_CORNERS: list[Cell] = [(0, 0, 1.0), (65_535, 255, 1.0)]
_EMPTY = '<table:table-cell table:number-columns-repeated="16384"/>'
_SECRET = struct.pack("<HHHHH", 0x002F, 6, 0, 1, 2)

FILES: dict[str, Callable[[], bytes]] = {
    "CSV of 300 MB, 5 million deals": lambda: (_HEADER + _LINE * 5_600_000).encode(),
    "CSV of 300 MB in one cell": lambda: (_HEADER + '"' + "a" * (300 << 20)).encode(),
    "CSV of 300 MB of empty lines": lambda: (_HEADER + "\n" * (300 << 20) + _LINE).encode(),
    "CSV of 3 MB: a line of a million cells over a million lines": lambda: (
        _HEADER + "," * 1_000_000 + "\n" * 1_000_000 + _LINE
    ).encode(),
    "CSV of 100,000 deals with dates in words": lambda: (
        "Date,Side,Product,Qty (t),Buyer\n"
        + "".join(f'"Mar {n % 28 + 1}, 2025",Sell,NdPr oxide,"{n % 97}",Firm {n}\n' for n in range(100_000))
    ).encode(),
    "CSV, 16,000 columns of headers over 200 rows": lambda: (
        (",".join(["日期", "品名", "数量"] * 5300) + "\n") * 200
    ).encode(),
    "xlsx of 300 MB": lambda: _filled(_noise, 1_000_000),
    "xlsx with a million deals": lambda: _filled(_ledger_row, 1_000_000),
    "xlsx, a billion rows by their numbers": lambda: workbook(
        sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000000"><c r="A1000000000"><v>1</v></c></row>')
    ),
    "xlsx, 20 million empty row elements": lambda: _filled(lambda row: f'<row r="{row}"/>', 20_000_000),
    "xlsx, 16,384 columns over a million rows": lambda: workbook(
        sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    ),
    "xlsx, 16,384 columns over 1,700 rows": lambda: workbook(
        sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1700"><c r="XFD1700"><v>1</v></c></row>')
    ),
    "xlsx, 200,000 merged cells over one another": lambda: _filled(
        lambda row: f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>',
        50_000,
        tail="</sheetData><mergeCells>" + '<mergeCell ref="A1:A50000"/>' * 200_000 + "</mergeCells><sheetData>",
    ),
    "xlsx, zip bomb of 4 GB": lambda: _bomb(4096),
    "xlsx, entities within entities": lambda: workbook(_ENTITIES + sheet('<row r="1"/>')),
    "xlsb, cells in far corners": lambda: xlsb({"一": sheet_bin([(0, 0, 1.0), (1_048_575, 16_383, 1.0)])}),
    "xlsb, 100 sheets of 27 million cells": lambda: xlsb(
        {f"S{n}": sheet_bin([(0, 0, 1.0), (1_048_575, 25, 1.0)]) for n in range(100)}
    ),
    "xlsb, a million empty rows": lambda: xlsb({"一": sheet_bin([(0, 0, 1.0)], range(1_048_576))}),
    "xls, 200 sheets with cells in far corners": lambda: xls({f"S{n}": _CORNERS for n in range(200)}),
    "xls with a password": lambda: xls({"一": _CORNERS[:1]}, globals_=_SECRET),
    "ods, a billion empty rows": lambda: ods({"一": ods_row("品名") + _empty_rows(1_000_000_000) + ods_row("氧化镝")}),
    "ods, all rows and columns as LibreOffice writes empty ones": lambda: ods(
        {"一": ods_row("品名") + _empty_rows(1_048_575)}
    ),
    "ods, a cell repeated over all columns and rows": lambda: ods(
        {"一": f'<table:table-row table:number-rows-repeated="1048576">{_repeated("x")}</table:table-row>'}
    ),
    "ods, a long text in a million rows": lambda: ods({"一": ods_row("很" * 20_000, repeated=1_000_000)}),
    "ods, four billion blanks": lambda: ods(
        {"一": '<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="4000000000"/>'
               "</text:p></table:table-cell></table:table-row>"}
    ),
    "ods, entities within entities": lambda: ods({"一": ods_row("x")}, before=_ENTITIES),
    "ods with a password": lambda: ods({"一": ods_row("x")}, manifest="<m><manifest:encryption-data/></m>"),
    "XML saved as .xls, entities within entities": lambda: (
        f'<?xml version="1.0"?>{_ENTITIES}<Workbook><Table><tr><td>&a9;</td></tr></Table></Workbook>'
    ).encode(),
    "web page of 20 MB, 200 columns spanned by each cell": lambda: (
        "<table><tr>" + "<td colspan=200></td>" * 900_000
    ).encode(),
    "web page of 10 MB of comments that never end": lambda: ("<table>" + "<!--" * 2_500_000).encode(),
    "web page of 10 MB of tags that never end": lambda: ("<table>" + "<td " * 2_500_000).encode(),
}  # fmt: skip


def _empty_rows(count: int) -> str:
    return f'<table:table-row table:number-rows-repeated="{count}">{_EMPTY}</table:table-row>'


def _repeated(text: str) -> str:
    return (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def tried(file: Path, said: "multiprocessing.Queue[tuple[str, float, int]]") -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    with tempfile.TemporaryDirectory() as folder, new_book(Path(folder) / "hostile.raredesk") as book:
        before = peak()
        start = time.perf_counter()
        try:
            plan = plan_import(book, [file])
            answer = f"{plan.new} new, {plan.questions} questions, {plan.wrong + plan.suspect} bad"
        except Refused as refused:
            answer = "; ".join(sentence(found, "en") for found in refused.problems)
        took = time.perf_counter() - start
        said.put((answer, took, peak() - before))


def main(wanted: list[str]) -> int:
    spawning = multiprocessing.get_context("spawn")
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FILES.items():
            if wanted and not any(word in name for word in wanted):
                continue
            file = Path(folder) / "file.xls"
            file.write_bytes(make())
            said: multiprocessing.Queue[tuple[str, float, int]] = spawning.Queue()
            child = spawning.Process(target=tried, args=(file, said))
            child.start()
            child.join(_PATIENCE)
            size = file.stat().st_size / 1e6
            if child.exitcode != 0 or said.empty():
                child.kill()
                broken += 1
                print(f"{name} | {size:.1f} MB | BROKEN {child.exitcode}", flush=True)
                continue
            answer, took, memory = said.get()
            print(f"{name} | {size:.1f} MB | {took:.1f} s | {memory} MB | {answer}", flush=True)
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
