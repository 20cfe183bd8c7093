"""How long Explain takes over many trades: a day, a month, a change, a trade, and the index without one.

Run as `python -m tests.bench.bench_explain [TRADES]`; prints a table, best of several runs: by the clock,
and the processor's time.
"""

import sys
from collections.abc import Callable

from rare_desk.core.calendar import IndexDays
from rare_desk.core.explain.contributions import contributions
from rare_desk.core.explain.explanation import explain
from rare_desk.core.explain.grounds import reference
from rare_desk.core.explain.tracing import trace
from rare_desk.core.explain.without import accepted, effect, without
from rare_desk.core.index.engine import compute
from rare_desk.core.rules.methodology import Methodology, WeightSet
from tests.bench.bench_index import FIRST, GROUPS, WEIGHTS, market, timed


def main() -> None:
    trades = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rules = Methodology(weight_sets=(WeightSet(FIRST, WEIGHTS),), min_lot_t={"light": 0.5, "heavy": 0.01})
    everything = market(trades)
    computation = compute(everything, rules, IndexDays(()), GROUPS)
    daily, monthly = (computation.series("composite", freq) for freq in ("daily", "monthly"))
    first, day = daily.point(0).date, daily.point(len(daily) - 1).date
    month = monthly.point(len(monthly) - 1).date
    out = computation.exclusions()[trades // 200].id

    def left(place: int) -> Callable[[], object]:
        trade = int(everything.ids[place])
        return lambda: effect(computation, without(computation, trade) or computation, "composite", "daily", day)

    rows: list[tuple[str, Callable[[], object]]] = [
        ("a day", lambda: explain(computation, "composite", day)),
        ("a month", lambda: explain(computation, "composite", month, "monthly")),
        ("a change over ten years", lambda: contributions(computation, "composite", first, day)),
        (
            "a change of months",
            lambda: contributions(computation, "composite", monthly.point(0).date, month, "monthly"),
        ),
        ("a reference price", lambda: reference(computation, "composite", "TB-O", day)),
        ("a trade", lambda: trace(computation, int(everything.ids[-9]))),
        ("without the first trade", left(0)),
        ("without one in the middle", left(trades // 2)),
        ("without one of the last day", left(trades - 1)),
        ("had one priced", lambda: effect(computation, accepted(computation, out) or computation, "composite")),
    ]
    for name, action in rows:
        clock, processor = timed(action)
        print(f"{name:32}{clock:9.1f} ms{processor:9.1f} ms")


if __name__ == "__main__":
    main()
