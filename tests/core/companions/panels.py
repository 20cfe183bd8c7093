"""Panels for the tests: from the files of published figures, and made up by hypothesis."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from rare_desk.core.companions.panel import Observation, Panel, panel_of
from rare_desk.core.companions.registry import Choice, companion
from rare_desk.core.screening.columns import Floats

DATA = Path(__file__).resolve().parents[2] / "data"
REFERENCE = DATA / "index_reference"


def rows(file: Path, **only: str) -> list[dict[str, str]]:
    with file.open(encoding="utf-8") as stream:
        return [row for row in csv.DictReader(stream) if all(row[key] == value for key, value in only.items())]


def read(file: Path, **only: str) -> Panel:
    return panel_of(
        Observation(row["period"], row["product"], float(row["price"]), float(row["quantity"]))
        for row in rows(file, **only)
    )


def made(price: Sequence[Sequence[float]], quantity: Sequence[Sequence[float]] | None = None) -> Panel:
    """Rows are periods 1, 2, ...; NaN is missing, and quantities are 1 where none are given."""
    prices = np.array(price, np.float64)
    quantities = np.where(np.isnan(prices), np.nan, 1.0) if quantity is None else np.array(quantity, np.float64)
    periods, products = prices.shape
    return Panel(
        tuple(str(n + 1) for n in range(periods)), tuple(f"P{n:02}" for n in range(products)), prices, quantities
    )


def values(panel: Panel, formula: str, **choice: Any) -> Floats:
    """The values of a formula that finds no fault with the panel."""
    found = companion(panel, Choice(formula, **choice))
    assert found.problems == ()
    return found.values


FEW = settings(max_examples=20, deadline=None)
"""For properties that are tried of twenty formulas and more."""
PRICES = st.floats(0.2, 50.0)
QUANTITIES = st.floats(0.1, 1000.0)


@st.composite
def panels(draw: st.DrawFn, periods: int = 2, most: int = 6) -> Panel:
    """Every price and quantity is known and above zero."""
    products = draw(st.integers(1, most))
    size = periods * products
    price = draw(st.lists(PRICES, min_size=size, max_size=size))
    quantity = draw(st.lists(QUANTITIES, min_size=size, max_size=size))
    shape = (periods, products)
    return made(np.reshape(price, shape).tolist(), np.reshape(quantity, shape).tolist())


@st.composite
def gappy_panels(draw: st.DrawFn, periods: int = 5, products: int = 4) -> Panel:
    """One product is never missing, the others may be."""
    whole = draw(panels(periods, products).filter(lambda panel: len(panel.products) > 1))
    size = periods * (len(whole.products) - 1)
    gone = np.array(draw(st.lists(st.booleans(), min_size=size, max_size=size))).reshape(periods, -1)
    missing = np.hstack((np.zeros((periods, 1), np.bool_), gone))
    price, quantity = whole.price.copy(), whole.quantity.copy()
    price[missing] = np.nan
    quantity[missing] = np.nan
    return replace(whole, price=price, quantity=quantity)
