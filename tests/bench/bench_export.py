"""100,000 trades of 13 columns onto the disk, beside what openpyxl alone needs for the same values without formats.

    python -m tests.bench.bench_export [ROWS] [RUNS]

Each way runs in a process of its own, which tells its time and the most memory it held. XlsxWriter, where it is
installed, writes the same with number formats (`constant_memory`).
"""

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from rare_desk.sheets.out.writing import Cell, Column, Kind, Row, Table, write_csv

LIMIT = 1.5
K = Kind
COLUMNS = tuple(
    Column(title, title, kind)
    for title, kind in (
        ("单号", K.TEXT), ("日期", K.DATE), ("方向", K.TEXT), ("品名", K.TEXT), ("规格", K.TEXT), ("数量", K.MASS),
        ("单位", K.TEXT), ("单价", K.PRICE), ("币种", K.TEXT), ("税口径", K.TEXT), ("税率", K.PERCENT),
        ("交易对手", K.TEXT), ("备注", K.TEXT),
    )
)  # fmt: skip


def table(rows: int) -> Table:
    made: list[Row] = []
    for n in range(rows):
        day = dt.date(2022, 1, 4) + dt.timedelta(days=n * 1450 // rows)
        row: list[Cell] = [
            f"HT{n:06}", day, "买" if n % 2 else "卖", "氧化镨钕", "99.5%", Decimal(n % 300 + 1) / 10, "吨",
            Decimal(400_000 + n % 9_000 * 10), "CNY", "含税", Decimal(13), f"某某稀土有限公司{n % 200}", "现款现货",
        ]  # fmt: skip
        made.append(row)
    return Table("成交", COLUMNS, made)


def ours(out: Path, given: Table) -> None:
    from rare_desk.sheets.out.workbooks import Cover, write_workbook

    write_workbook(out, [given], Cover("说明", "成交", ()), None, lambda _part: None)


def bare(out: Path, given: Table) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("成交")
    sheet.append([column.title for column in given.columns])
    for row in given.rows:
        sheet.append(row)
    book.save(out)


def xlsxwriter(out: Path, given: Table) -> None:
    from importlib import import_module

    book = import_module("xlsxwriter").Workbook(str(out), {"constant_memory": True})
    sheet = book.add_worksheet("成交")
    forms = {Kind.DATE: "yyyy-mm-dd", Kind.MASS: "#,##0.000???", Kind.PRICE: "#,##0.00??", Kind.PERCENT: "0"}
    styles = [book.add_format({"num_format": forms.get(column.kind, "@")}) for column in given.columns]
    for place, column in enumerate(given.columns):
        sheet.write_string(0, place, column.title)
    for number, row in enumerate(given.rows, 1):
        for place, (value, style) in enumerate(zip(row, styles, strict=True)):
            sheet.write(number, place, value, style)
    book.close()


def as_csv(out: Path, given: Table) -> None:
    write_csv(out, given)


WAYS: Mapping[str, Callable[[Path, Table], None]] = {
    "ours": ours, "openpyxl": bare, "xlsxwriter": xlsxwriter, "csv": as_csv,
}  # fmt: skip


def alone(way: str, rows: int, folder: Path) -> None:
    """In its own process: prints seconds, then the memory that writing added and the size of the file, both in MB."""
    given = table(rows)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    out = folder / f"{way}{'.csv' if way == 'csv' else '.xlsx'}"
    start = time.perf_counter()
    WAYS[way](out, given)
    taken = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(f"{taken} {(most - before) / 1024} {out.stat().st_size / 1e6}\n")


def main() -> None:
    if len(sys.argv) > 3:
        alone(sys.argv[3], int(sys.argv[1]), Path(sys.argv[2]))
        return
    rows, runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3
    ways = [way for way in WAYS if way != "xlsxwriter" or find_spec("xlsxwriter")]
    found: dict[str, list[tuple[float, ...]]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(runs):
            for way in ways:
                command = [sys.executable, "-m", "tests.bench.bench_export", str(rows), folder, way]
                told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                found[way].append(tuple(map(float, told.split())))
    base = median(one[0] for one in found["openpyxl"])
    for way in ways:
        seconds, memory, size = (median(column) for column in zip(*found[way], strict=True))
        sys.stdout.write(f"{way:12} {seconds:6.2f} s  {seconds / base:5.2f} x  {memory:7.0f} MB  {size:5.1f} MB file\n")
    taken = median(one[0] for one in found["ours"])
    sys.stdout.write(f"limit {LIMIT} x: {'kept' if taken <= LIMIT * base else 'MISSED'}\n")


if __name__ == "__main__":
    main()
