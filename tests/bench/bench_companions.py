"""GEKS-Tornqvist beside pyindexnum and PriceIndexCalc, on the same made-up panel and in the same run.

Run as `python -m tests.bench.bench_companions [PERIODS] [PRODUCTS]`; 60 x 500 when nothing is said. The peers are no
dependencies of the program: `pip install polars pandas scipy statsmodels scikit-learn`, then, as they ask for an older
numpy, `pip install --no-deps pyindexnum==0.4.0 PriceIndexCalc==0.7`. One that is missing is named and left out.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module

import numpy as np
import numpy.typing as npt

from rare_desk.core.companions.panel import Observation, Panel, panel_of
from rare_desk.core.companions.registry import MULTILATERAL, Choice, companion

Floats = npt.NDArray[np.float64]
LIMITS = {"pyindexnum": 1000, "PriceIndexCalc": 100}
EQUAL = 1e-10


def made_up(periods: int, products: int, seed: int = 1) -> Panel:
    """Random walks of prices, quantities that go the other way, nothing missing."""
    chance = np.random.default_rng(seed)
    level = chance.normal(10, 2, products)
    price = np.exp(level + np.cumsum(chance.normal(0, 0.05, (periods, products)), axis=0))
    quantity = np.exp(chance.normal(3, 1, (periods, products))) * np.exp(level) / price
    names = tuple(f"{2020 + n // 12}-{n % 12 + 1:02}-01" for n in range(periods))
    return Panel(names, tuple(f"P{n:04}" for n in range(products)), price, quantity)


def observations(panel: Panel) -> list[Observation]:
    return [
        Observation(period, product, price, quantity)
        for period, prices, quantities in zip(panel.periods, panel.price.tolist(), panel.quantity.tolist(), strict=True)
        for product, price, quantity in zip(panel.products, prices, quantities, strict=True)
    ]


def timed(action: Callable[[], object], runs: int) -> float:
    """Milliseconds of the fastest run."""
    best = float("inf")
    for _ in range(runs):
        begin = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - begin)
    return best * 1e3


def pyindexnum(rows: Sequence[Observation]) -> Callable[[], Floats]:
    pl, multilateral = import_module("polars"), import_module("pyindexnum.multilateral")
    frame = pl.DataFrame(
        {
            "period": [row.period for row in rows],
            "product_id": [row.product for row in rows],
            "aggregated_price": [row.price for row in rows],
            "aggregated_quantity": [row.quantity for row in rows],
        }
    ).with_columns(pl.col("period").str.to_date())
    return lambda: np.asarray(multilateral.geks_tornqvist(frame).sort("period")["index_value"].to_numpy())


def priceindexcalc(rows: Sequence[Observation]) -> Callable[[], Floats]:
    pd, multilateral = import_module("pandas"), import_module("PriceIndexCalc.pandas_modules.multilateral")
    frame = pd.DataFrame(
        {
            "month": [row.period for row in rows],
            "id": [row.product for row in rows],
            "price": [row.price for row in rows],
            "quantity": [row.quantity for row in rows],
        }
    )
    return lambda: np.asarray(multilateral.geks(frame, bilateral_method="tornqvist"))


PEERS = {"pyindexnum": pyindexnum, "PriceIndexCalc": priceindexcalc}


def main(arguments: Sequence[str]) -> None:
    periods, products = (int(arguments[0]), int(arguments[1])) if len(arguments) == 2 else (60, 500)
    panel = made_up(periods, products)
    rows = observations(panel)
    print(f"{periods} periods x {products} products, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    ours = took(panel, Choice("geks-tornqvist"))
    values = companion(panel, Choice("geks-tornqvist")).values
    print(f"GEKS-Tornqvist                      {ours:10.2f} ms")
    for name, maker in PEERS.items():
        try:
            action = maker(rows)
        except ImportError as missing:
            print(f"{name}: not compared, {missing.name} is not installed")
            continue
        found = action()
        peer = timed(action, 3)
        apart = float(np.max(np.abs(found / values - 1)))
        print(f"{name:35} {peer:10.0f} ms = {peer / ours:,.0f} x (at least {LIMITS[name]:,} x), {apart:.0e} apart")
        assert apart < EQUAL, name
    print(f"the panel put together from its rows {timed(lambda: panel_of(rows), 5):9.2f} ms")
    for name in MULTILATERAL:
        whole, rolled = (took(panel, Choice(name, window=window)) for window in (None, 13))
        print(f"{name:35} {whole:10.2f} ms, over a window of 13 with the mean splice {rolled:.2f} ms")


def took(panel: Panel, choice: Choice) -> float:
    return timed(lambda: companion(panel, choice), 20)


if __name__ == "__main__":
    main(sys.argv[1:])
