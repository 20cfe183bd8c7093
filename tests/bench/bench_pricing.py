"""A settlement of very many lots, made up, from what stands in the form to its figures; its trail; what turns it round.

Run as `python -m tests.bench.bench_pricing [LOTS]`; 10,000 when nothing is said. Milliseconds of the fastest run, by
the clock and of the processor.
"""

import random
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.study.solve import solve
from rare_desk.core.pricing.study.vary import Axis, vary
from rare_desk.ops import pricing
from tests.core.pricing.examples import examples, settlement

RUNS = 9


def delivery(lots: int, seed: int = 1) -> dict[str, Any]:
    """The worked settlement with so many lots of 20 to 110 wet tonnes."""
    chance = random.Random(seed)
    made = [
        {
            "lot": f"L{place}",
            "wet_t": f"{chance.randrange(20_000, 110_000) / 1000:.3f}",
            "moisture": f"{chance.randrange(400, 900) / 100:.2f}",
            "grade": f"{chance.randrange(4500, 5500) / 100:.2f}",
        }
        for place in range(1, lots + 1)
    ]
    return settlement() | {"lots": made}


def told(what: str, action: Callable[[], object], runs: int = RUNS) -> None:
    clock = processor = float("inf")
    for _ in range(runs):
        begin, worked = time.perf_counter(), time.process_time()
        action()
        clock = min(clock, time.perf_counter() - begin)
        processor = min(processor, time.process_time() - worked)
    print(f"{what:<44}{clock * 1e3:9.1f} ms{processor * 1e3:9.1f} ms")


def main() -> None:
    given = delivery(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    calculator = CALCULATORS["settlement"]
    asked = calculator.inputs(given)
    print(f"{len(given['lots']):,} lots{'':<34}by the clock    processor")
    told("inputs read and checked", lambda: calculator.inputs(given))
    told("figures", lambda: calculator.price(asked))
    told("recomputed: read, figures, inputs as kept", lambda: pricing.price("settlement", given))
    told("its trail, when it is asked for", lambda: calculator.price(asked).trail, 3)
    worked = examples("netback")[0]["input"]
    netback = CALCULATORS["netback"]
    target = Decimal("39744.34")
    told("netback: an oxide's price solved for", lambda: solve(netback, worked, _ND, "price", target), 3)
    prices = tuple(Decimal(500_000 + 1000 * n) for n in range(100))
    grades = tuple(Decimal(45) + Decimal(n) / 10 for n in range(100))
    table = (Axis(_ND, prices), Axis("grade", grades))
    told("netback: a table of 100 x 100", lambda: vary(netback, worked, table), 1)


_ND = "oxides[3].price_incl_vat"

if __name__ == "__main__":
    main()
