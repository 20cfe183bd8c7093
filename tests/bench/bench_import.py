"""100,000 trades of 13 columns from xlsx into a new book, beside what calamine alone needs to read the file.

    python -m tests.bench.bench_import [ROWS] [RUNS]

The import is everything from the bytes to the commit: the check before opening, reading, judging, writing, journal.
pandas with openpyxl, where it is installed, only reads the cells. Each way runs in a process of its own, in turns.
"""

import datetime as dt
import io
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import openpyxl
import python_calamine as calamine

from rare_desk.ops.book.books import new_book
from rare_desk.ops.imports.ledgers import plan_import, write_import

HEADERS = (
    "合同编号", "签订日期", "方向", "品名", "规格", "数量（吨）", "含税单价", "不含税单价", "金额（元）", "交易对手",
    "交货地", "付款方式", "业务员",
)  # fmt: skip
"""All of them are read; the amount is a control total."""
LEVELS = {
    "氧化镨钕": 430_000,
    "氧化镧": 4_200,
    "氧化铈": 9_800,
    "氧化钕": 435_000,
    "金属镨钕": 520_000,
    "氧化镝": 1_650_000,
}
LIMIT = 3.0


class Taken(NamedTuple):
    """Seconds, and MB that the work added to what the process held before at most."""

    clock: float
    cpu: float
    memory: float


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
            f"HT{n:06}", day, chance.choice(("买入", "卖出")), product, "99.5%", quantity, price,
            round(price / 1.13, 2), round(quantity * price, 2), f"公司{chance.randrange(200)}",
            chance.choice(("包头", "赣州", "宁波")), "现款现货", chance.choice("甲乙丙丁"),
        ))  # fmt: skip
    book.save(file)


def read_alone(file: Path) -> Callable[[], object]:
    data = file.read_bytes()

    def work() -> object:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return list(book.get_sheet_by_index(0).iter_rows())

    return work


def import_whole(file: Path) -> Callable[[], object]:
    """From the file to the committed trades; the book is made before the clock starts."""
    book = new_book(file.with_name(f"{time.monotonic_ns()}.raredesk"))

    def work() -> object:
        plan = plan_import(book, [file], progress=lambda _part: None, cancelled=lambda: False)
        written = write_import(book, plan, progress=lambda _part: None, cancelled=lambda: False)
        assert written.written == plan.new > 0
        return plan

    return work


def pandas_alone(file: Path) -> Callable[[], object]:
    pandas = import_module("pandas")

    def work() -> object:
        return pandas.read_excel(file, engine="openpyxl")

    return work


WAYS: Mapping[str, Callable[[Path], Callable[[], object]]] = {
    "calamine": read_alone, "import": import_whole, "pandas": pandas_alone,
}  # fmt: skip


def alone(way: str, file: Path, runs: int) -> None:
    """In its own process: prints what the fastest run took; the first one loads what comes later, and is not told."""
    best = Taken(1e9, 1e9, 0.0)
    before = _held()
    for run in range(runs + (way != "pandas")):
        work = WAYS[way](file)
        clock, cpu = time.perf_counter(), time.process_time()
        kept = work()
        taken = Taken(time.perf_counter() - clock, time.process_time() - cpu, _held() - before)
        if run == 0:
            memory = taken.memory
        if run or way == "pandas":
            best = min(best, taken)
        del kept, work
    print(*best._replace(memory=memory))


def _held() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(rows: int = 100_000, turns: int = 3) -> float:
    """The factor by the clock; prints the fastest of all turns."""
    found: dict[str, list[Taken]] = {way: [] for way in WAYS if way != "pandas" or find_spec("pandas")}
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "ledger.xlsx"
        workbook(file, rows)
        for turn in range(turns):
            for way in found:
                if way != "pandas" or turn == 0:
                    command = [sys.executable, "-m", "tests.bench.bench_import", way, str(file), "1"]
                    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                    found[way].append(Taken(*map(float, told.split())))
    base = Taken(*map(min, zip(*found["calamine"], strict=True)))
    print(f"{rows:,} rows x {len(HEADERS)} columns, limit {LIMIT} x")
    for way, times in found.items():
        clock, cpu, memory = map(min, zip(*times, strict=True))
        factors = f"{clock / base.clock:5.2f} x by the clock, {cpu / base.cpu:5.2f} x of the processor"
        print(f"{way:9} {clock:6.2f} s, {factors}, {memory:4.0f} MB")
    if "pandas" not in found:
        print("pandas    not installed")
    return min(taken.clock for taken in found["import"]) / base.clock


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in WAYS:
        alone(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(*(int(argument) for argument in sys.argv[1:]))
