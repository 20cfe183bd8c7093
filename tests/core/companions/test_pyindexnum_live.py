"""The same comparison as with the kept figures, on another panel, with pyindexnum where it is installed."""

import importlib.util
import runpy

import pytest

from rare_desk.core.companions.panel import Observation, panel_of
from tests.core.companions.panels import DATA, values

MISSING = importlib.util.find_spec("pyindexnum") is None or importlib.util.find_spec("polars") is None


@pytest.mark.skipif(
    MISSING, reason="pyindexnum is not installed: pip install polars, and pyindexnum==0.4.0 with --no-deps"
)
@pytest.mark.parametrize("products", ["balanced", "matched"])
def test_pyindexnum_finds_the_same_today(products: str) -> None:
    script = runpy.run_path(str(DATA / "pyindexnum" / "make_golden.py"))
    frame = script["panel"](seed=7)
    if products == "balanced":
        frame = script["complete"](frame)
    panel = panel_of(
        Observation(day.isoformat(), name, price, amount) for day, name, price, amount in frame.iter_rows()
    )
    wanted: dict[tuple[str, str], list[float]] = {}
    for formula, mode, _, value in script["results"](frame, products == "balanced"):
        wanted.setdefault((formula, mode), []).append(float(value))
    assert len(wanted) == 25
    for (formula, mode), figures in wanted.items():
        name, _, splice = formula.partition(" ")
        choice = {"window": script["WINDOW"], "splice": splice} if splice else {"chain": mode == "chained"}
        assert values(panel, name, **choice) == pytest.approx(figures, rel=1e-12, abs=0), formula
