"""The full index of a million trades in memory beside pandas and polars: the same steps, the same results.

Run as `python -m tests.bench.bench_index_peers [TRADES]`. Each runs in a process of its own, once to warm up on a
tenth of the trades and once for the figures: seconds by the clock and of the processor, and how much more memory the
process had at its peak.
A peer that is not installed is left out.
"""

import importlib
import importlib.util
import json
import pickle
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from rare_desk.core.calendar import IndexDays, date_of, day_number
from rare_desk.core.index.engine import compute
from rare_desk.core.rules.methodology import Methodology, WeightSet
from rare_desk.core.screening.columns import TradeColumns
from tests.bench.bench_index import FIRST, GROUPS, PRODUCTS, WEIGHTS, market
from tests.bench.peers import plain

RULES = Methodology(weight_sets=(WeightSet(FIRST, WEIGHTS),), min_lot_t={"light": 0.5, "heavy": 0.01})
KINDS = ("rare-desk", "pandas", "polars")


Taken = tuple[float, float]
"""Seconds by the clock and of the processor."""


class Watch:
    def __init__(self) -> None:
        self.clock, self.processor = time.perf_counter(), time.process_time()

    def taken(self) -> Taken:
        return time.perf_counter() - self.clock, time.process_time() - self.processor


def ours(trades: TradeColumns) -> tuple[Taken, plain.Answer]:
    watch = Watch()
    computation = compute(trades, RULES, IndexDays(()), GROUPS)
    for name in computation.series_names:
        computation.series(name)
    taken = watch.taken()
    code = np.concatenate([rows.code for rows in (computation.head, computation.tail)]).astype(np.int64)
    series = {
        name: {part: getattr(one, part) for part in ("raw", "trades", "pairs")}
        | {"coverage": np.where(np.isnan(one.raw), 0.0, one.coverage)}
        for name, one in computation.daily.items()
    }
    return taken, plain.Answer(code, computation.market.price, computation.market.own, series)


def theirs(kind: str, trades: TradeColumns) -> tuple[Taken, plain.Answer]:
    """Without the making of their frame."""
    module = importlib.import_module(f"tests.bench.peers.with_{kind}")
    first, last = (date_of(int(trades.day[n])) for n in (0, -1))
    calendar = IndexDays(())
    days = np.array([day_number(day) for day in calendar.between(first, calendar.on_or_after(last))])
    frame = module.frame(trades)
    watch = Watch()
    answer = module.index(frame, PRODUCTS, days, GROUPS, RULES)
    return watch.taken(), answer


def one(kind: str, count: int, file: Path) -> None:
    """In a process of its own."""
    run = ours if kind == "rare-desk" else lambda trades: theirs(kind, trades)
    trades = market(count)
    run(market(max(count // 10, 1000)))
    before = _peak()
    (clock, processor), answer = run(trades)
    tables = {f"{name} {part}": table for name, parts in answer.series.items() for part, table in parts.items()}
    tables |= {"code": answer.code, "price": answer.price, "own": answer.own}
    with file.open("wb") as stream:
        pickle.dump(tables, stream)
    print(json.dumps({"clock": clock, "processor": processor, "megabytes": _peak() - before}))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def differences(mine: Path, other: Path) -> list[str]:
    """What is not the same; figures to 1e-9."""
    left, right = (pickle.loads(file.read_bytes()) for file in (mine, other))
    return sorted(
        name
        for name in {*left, *right}
        if name not in left
        or name not in right
        or not np.allclose(left[name], right[name], rtol=1e-9, atol=1e-12, equal_nan=True)
    )


def main(count: int) -> None:
    print(f"{count:,} trades")
    with TemporaryDirectory() as folder:
        for kind in KINDS:
            if kind != KINDS[0] and importlib.util.find_spec(kind) is None:
                print(f"{kind:12}not installed")
                continue
            file = Path(folder) / f"{kind}.npz"
            asked = [sys.executable, "-m", "tests.bench.bench_index_peers", str(count), kind, str(file)]
            told = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
            other = differences(Path(folder) / f"{KINDS[0]}.npz", file)
            same = "the same results" if not other else f"other results: {', '.join(other)}"
            taken = f"{told['clock']:8.2f} s{told['processor']:8.2f} s of the processor"
            print(f"{kind:12}{taken}{told['megabytes']:8.0f} MB more at the peak   {same}")


if __name__ == "__main__":
    trades = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    if len(sys.argv) > 2:
        one(sys.argv[2], trades, Path(sys.argv[3]))
    else:
        main(trades)
