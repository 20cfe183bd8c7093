"""100,000 trades of 15 columns from xlsx into a new book, beside what calamine alone needs to read the file.

    python -m tests.bench.bench_import [ROWS] [RUNS]

The import is everything from the bytes to the commit: the check before opening, reading, judging, writing, journal.
"""

import datetime as dt
import io
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import openpyxl
import python_calamine as calamine

from rare_desk.ops.book.books import new_book
from rare_desk.ops.imports.ledgers import plan_import, write_import

HEADERS = (
    "序号", "合同编号", "签订日期", "方向", "品名", "规格", "数量（吨）", "含税单价", "不含税单价", "金额（元）",
    "交易对手", "交货地", "付款方式", "业务员", "备注",
)  # fmt: skip
LEVELS = {
    "氧化镨钕": 430_000,
    "氧化镧": 4_200,
    "氧化铈": 9_800,
    "氧化钕": 435_000,
    "金属镨钕": 520_000,
    "氧化镝": 1_650_000,
}
LIMIT = 4.0


class Taken(NamedTuple):
    """Seconds."""

    clock: float
    cpu: float


def _now() -> Taken:
    return Taken(time.perf_counter(), time.process_time())


def _since(start: Taken) -> Taken:
    now = _now()
    return Taken(now.clock - start.clock, now.cpu - start.cpu)


def workbook(file: Path, rows: int) -> None:
    """Made-up deals of four years with two hundred firms."""
    chance = random.Random(1)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(HEADERS)
    products = list(LEVELS)
    for n in range(rows):
        product = chance.choice(products)
        price = round(LEVELS[product] * chance.uniform(0.9, 1.1) / 50) * 50
        quantity = round(chance.uniform(1, 30), 1)
        day = dt.date(2022, 1, 4) + dt.timedelta(days=n * 1450 // rows)
        sheet.append((
            n + 1, f"HT{n:06}", day, chance.choice(("买入", "卖出")), product, "99.5%", quantity, price,
            round(price / 1.13, 2), round(quantity * price, 2), f"公司{chance.randrange(200)}",
            chance.choice(("包头", "赣州", "宁波")), "现款现货", chance.choice("甲乙丙丁"), "",
        ))  # fmt: skip
    book.save(file)


def read_alone(data: bytes) -> Taken:
    start = _now()
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        rows = list(book.get_sheet_by_index(0).iter_rows())
    assert rows
    return _since(start)


def import_whole(file: Path, folder: Path) -> Taken:
    """From the file to the committed trades; the book is made before the clock starts."""
    with new_book(folder / f"{time.monotonic_ns()}.raredesk") as book:
        start = _now()
        plan = plan_import(book, [file], progress=lambda _part: None, cancelled=lambda: False)
        written = write_import(book, plan, progress=lambda _part: None, cancelled=lambda: False)
        taken = _since(start)
        assert written.written == plan.new > 0
    return taken


def main(rows: int = 100_000, runs: int = 3) -> float:
    """The factor by the clock; prints the best of the runs, which take turns, by the clock and of the processor."""
    alone, whole = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "ledger.xlsx"
        workbook(file, rows)
        data = file.read_bytes()
        for _ in range(runs):
            alone.append(read_alone(data))
            whole.append(import_whole(file, folder))
    print(f"{rows:,} rows, limit {LIMIT} x")
    for kind in Taken._fields:
        least, most = (min(getattr(taken, kind) for taken in times) for times in (alone, whole))
        print(f"{kind:6} calamine alone {least:.2f} s, import {most:.2f} s: {most / least:.2f} x")
    return min(taken.clock for taken in whole) / min(taken.clock for taken in alone)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
