"""Makes panel.csv and golden.csv beside it: a seeded panel, and what pyindexnum finds for it at full precision.

    pip install polars && pip install --no-deps pyindexnum==0.4.0 && python tests/data/pyindexnum/make_golden.py

The panel's complete products are those without a gap; `balanced` rows are for them alone, `matched` rows for all.
"""

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyindexnum as pin
from pyindexnum import bilateral, extension, multilateral

HERE = Path(__file__).parent
PERIODS, PRODUCTS, COMPLETE, WINDOW = 16, 11, 7, 6
DIRECT = ("laspeyres", "paasche", "fisher", "tornqvist", "walsh", "jevons", "dutot", "carli")
SPLICES = ("movement", "window", "half", "mean")


def panel(seed: int = 20250106) -> pl.DataFrame:
    """Random walks around levels from cerium's to terbium's; the last products are missing at times."""
    random = np.random.default_rng(seed)
    level = np.exp(random.uniform(np.log(8e3), np.log(6e6), PRODUCTS))
    price = level * np.exp(np.cumsum(random.normal(0, 0.06, (PERIODS, PRODUCTS)), axis=0))
    quantity = np.exp(random.normal(1, 1.2, (PERIODS, PRODUCTS)))
    there = random.random((PERIODS, PRODUCTS)) < 0.7
    there[:, :COMPLETE] = True
    cells = [(t, n) for t in range(PERIODS) for n in range(PRODUCTS) if there[t, n]]
    return pl.DataFrame(
        {
            "period": [dt.date(2024 + t // 12, t % 12 + 1, 1) for t, _ in cells],
            "product_id": [f"P{n:02}" for _, n in cells],
            "aggregated_price": [round(float(price[cell]), 2) for cell in cells],
            "aggregated_quantity": [round(float(quantity[cell]), 3) for cell in cells],
        }
    )


def complete(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("product_id") < f"P{COMPLETE:02}")


def of(frame: pl.DataFrame, *days: dt.date) -> pl.DataFrame:
    return frame.filter(pl.col("period").is_in(list(days)))


def results(frame: pl.DataFrame, balanced: bool) -> Iterator[tuple[str, str, dt.date, float]]:
    days = frame["period"].unique().sort().to_list()
    for name in DIRECT:
        formula: Callable[..., float] = getattr(bilateral, name)
        yield name, "direct", days[0], 1.0
        chained = 1.0
        yield name, "chained", days[0], 1.0
        for before, day in pairwise(days):
            yield name, "direct", day, formula(of(frame, days[0], day), balanced=balanced)
            chained *= formula(of(frame, before, day), balanced=balanced)
            yield name, "chained", day, chained
    for name, whole in multilaterals(balanced).items():
        yield from ((name, "window", *row) for row in whole(frame).sort("period").iter_rows())
    for splice in SPLICES:
        yield from ((f"geks-tornqvist {splice}", "rolling", *row) for row in rolling(frame, balanced, splice))


def multilaterals(balanced: bool) -> dict[str, Callable[[pl.DataFrame], pl.DataFrame]]:
    def geary_khamis(frame: pl.DataFrame) -> pl.DataFrame:
        return multilateral.geary_khamis(frame, max_iter=10000, tol=1e-15, balanced=balanced)

    geks: dict[str, Any] = {
        "geks-fisher": multilateral.geks_fisher,
        "geks-tornqvist": multilateral.geks_tornqvist,
        "geks-jevons": multilateral.geks_jevons,
    }
    found = {name: lambda frame, f=formula: f(frame, balanced=balanced) for name, formula in geks.items()}
    return found | {"geary-khamis": geary_khamis, "wtpd": multilateral.time_product_dummy}


def rolling(frame: pl.DataFrame, balanced: bool, splice: str) -> list[tuple[dt.date, float]]:
    """pyindexnum splices two windows; what comes out is carried on as movements from the last published value."""
    days = frame["period"].unique().sort().to_list()
    splices = getattr(extension, f"{splice}_splice")
    old = multilateral.geks_tornqvist(of(frame, *days[:WINDOW]), balanced=balanced)
    published = list(old.sort("period").iter_rows())
    for end in range(WINDOW, len(days)):
        new = multilateral.geks_tornqvist(of(frame, *days[end - WINDOW + 1 : end + 1]), balanced=balanced)
        spliced = splices(old, new).sort("period")["index_value"].to_list()
        published.append((days[end], published[-1][1] * spliced[-1] / spliced[-2]))
        old = new
    return published


def main() -> None:
    frame = panel()
    frame.rename({"product_id": "product", "aggregated_price": "price", "aggregated_quantity": "quantity"}).write_csv(
        HERE / "panel.csv"
    )
    with (HERE / "golden.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("products", "formula", "mode", "period", "value"))
        for products, given in (("balanced", complete(frame)), ("matched", frame)):
            for formula, mode, day, value in results(given, products == "balanced"):
                writer.writerow((products, formula, mode, day.isoformat(), repr(float(value))))
    print(f"pyindexnum {pin.__version__}, polars {pl.__version__}, numpy {np.__version__}")


if __name__ == "__main__":
    main()
