"""Figures of pyindexnum 0.4.0, kept at full precision: tests/data/pyindexnum says how they were made."""

from functools import cache

import pytest

from rare_desk.core.companions.panel import Observation, Panel, panel_of
from tests.core.companions.panels import DATA, rows, values

GOLDEN, WINDOW, COMPLETE = DATA / "pyindexnum", 6, 7


@cache
def panel(products: str) -> Panel:
    given = rows(GOLDEN / "panel.csv")
    kept = [row for row in given if products == "matched" or row["product"] < f"P{COMPLETE:02}"]
    return panel_of(
        Observation(row["period"], row["product"], float(row["price"]), float(row["quantity"])) for row in kept
    )


def cases() -> list[tuple[str, str, str]]:
    return sorted({(row["products"], row["formula"], row["mode"]) for row in rows(GOLDEN / "golden.csv")})


@pytest.mark.parametrize(("products", "formula", "mode"), cases())
def test_pyindexnum_finds_the_same(products: str, formula: str, mode: str) -> None:
    wanted = [float(row["value"]) for row in rows(GOLDEN / "golden.csv", products=products, formula=formula, mode=mode)]
    name, _, splice = formula.partition(" ")
    choice = {"window": WINDOW, "splice": splice} if splice else {"chain": mode == "chained"}
    assert values(panel(products), name, **choice) == pytest.approx(wanted, rel=1e-12, abs=0)
