"""Published figures, within the tolerances of tests/data/index_reference/README.md."""

import csv
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from rare_desk.core.companions.panel import Panel
from rare_desk.core.companions.registry import Choice, companion
from rare_desk.core.screening.columns import Floats
from tests.core.companions.panels import REFERENCE, made, read, rows, values

FOUR_DECIMALS, THREE_DECIMALS, PIAR = 5.1e-5, 5.1e-4, 1e-6
NAMES = {
    "vartia1_montgomery_vartia": "montgomery-vartia",
    "vartia2_sato_vartia": "sato-vartia",
    "geks_tornqvist_ccdi": "geks-tornqvist",
    "gk": "geary-khamis",
}


def named(method: str) -> str:
    return NAMES.get(method, method.replace("_", "-"))


def methods(file: str) -> list[str]:
    with (REFERENCE / file).open(encoding="utf-8") as stream:
        return sorted({row["method"] for row in csv.DictReader(stream)} - {"ces_true"})


@pytest.mark.parametrize("method", methods("ppi_manual_expected_fixedbase.csv"))
def test_the_ppi_manual_s_figures_come_out(method: str) -> None:
    wanted = [float(row["value"]) for row in rows(REFERENCE / "ppi_manual_expected_fixedbase.csv", method=method)]
    found = values(read(REFERENCE / "ppi_manual_data.csv"), named(method))
    assert found == pytest.approx(wanted, abs=FOUR_DECIMALS, rel=0)


@pytest.mark.parametrize("output", ["fixedbase", "chained"])
@pytest.mark.parametrize("method", methods("diewertfox_A2_expected.csv"))
def test_chain_drift_is_as_diewert_and_fox_show_it(method: str, output: str) -> None:
    wanted = [
        float(row["value"]) for row in rows(REFERENCE / "diewertfox_A2_expected.csv", method=method, output=output)
    ]
    panel = read(REFERENCE / "diewertfox_A1_chaindrift_data.csv")
    found = values(panel, method, chain=output == "chained")
    assert found[: len(wanted)] == pytest.approx(wanted, abs=THREE_DECIMALS, rel=0)


@pytest.mark.parametrize("sigma", ["0", "0.5", "1", "2", "4", "10", "20"])
@pytest.mark.parametrize("method", methods("diewertfox_A5_expected.csv"))
def test_the_figures_of_diewert_and_fox_come_out_at_every_elasticity(method: str, sigma: str) -> None:
    table = rows(REFERENCE / "diewertfox_A5_expected.csv", method=method, sigma=sigma)
    formula, _, chained = method.partition("_chained")
    chain = method.endswith("_chained")
    found = values(read(REFERENCE / "diewertfox_A5_data.csv", sigma=sigma), named(formula) + chained, chain=chain)
    assert found == pytest.approx([float(row["published_value"]) for row in table], abs=FOUR_DECIMALS, rel=0)
    assert found == pytest.approx([float(row["own_numpy_value"]) for row in table], rel=1e-12)


PERIODS = ("202001", "202002", "202003", "202004")
CLASSES = {"11": ("B1", "B2", "B3"), "12": ("B4", "B5")}


def business(name: str, left_out: str = "") -> Panel:
    """The prices of one business, or of none."""
    found = rows(REFERENCE / "piar_ms_prices.csv", business=name)
    products = sorted({row["product"] for row in found} - {left_out}) or ["none"]
    price = np.full((len(PERIODS), len(products)), np.nan)
    for row in found:
        if row["price"] and row["product"] != left_out:
            price[PERIODS.index(row["period"]), products.index(row["product"])] = float(row["price"])
    return Panel(PERIODS, tuple(products), price, np.full_like(price, np.nan))


def movements(panel: Panel, formula: str) -> Floats:
    """Each period against the one before it on matched products, NaN where there are none."""
    pairs = [
        replace(panel, periods=panel.periods[at - 1 : at + 1], price=panel.price[at - 1 : at + 1],
                quantity=panel.quantity[at - 1 : at + 1])
        for at in range(1, len(PERIODS))
    ]  # fmt: skip
    first = 1.0 if panel.priced[0].any() else np.nan
    return np.array([first, *(companion(pair, Choice(formula)).values[1] for pair in pairs)])


def wanted(output: str) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for row in rows(REFERENCE / "piar_expected.csv", output=output):
        found.setdefault(row["level"], []).append(float(row["value"] or "nan"))
    return found


@pytest.mark.parametrize("formula", ["jevons", "carli", "harmonic"])
def test_elementary_indices_are_those_of_piar(formula: str) -> None:
    for name, figures in wanted(f"elementary_{formula}_pop").items():
        assert movements(business(name), formula) == pytest.approx(figures, abs=PIAR, nan_ok=True)


def aggregated(elementary: Mapping[str, Floats]) -> dict[str, Floats]:
    """Laspeyres of what is there by price-updated weights; what is not there moves with its class, else with all."""
    weight = {row["business"]: float(row["weight"]) for row in rows(REFERENCE / "piar_ms_weights.csv")}
    found = {level: np.ones(len(PERIODS)) for level in ("1", *CLASSES, *weight)}
    for at in range(1, len(PERIODS)):
        worth = {name: sum(weight[child] for child in CLASSES[name]) for name in CLASSES}
        moved = {name: _mean({b: elementary[b][at] for b in CLASSES[name]}, weight) for name in CLASSES}
        found["1"][at] = _mean(moved, worth)
        for name, children in CLASSES.items():
            found[name][at] = found["1"][at] if np.isnan(moved[name]) else moved[name]
            for child in children:
                own = elementary[child][at]
                found[child][at] = found[name][at] if np.isnan(own) else own
                weight[child] *= found[child][at]
    return found


def _mean(relatives: Mapping[str, float], weights: Mapping[str, float]) -> float:
    moved = made([[1.0] * len(relatives), list(relatives.values())], [[weights[name] for name in relatives]] * 2)
    return float(companion(moved, Choice("laspeyres")).values[1])


def test_aggregates_with_parental_imputation_are_those_of_piar() -> None:
    found = aggregated({name: movements(business(name), "jevons") for name in ("B1", "B2", "B3", "B4", "B5")})
    for level, figures in wanted("aggregate_pop_parental_imputation").items():
        assert found[level] == pytest.approx(figures, abs=PIAR), level
    for level, figures in wanted("chained_base_202001").items():
        assert np.cumprod(found[level]) == pytest.approx(figures, abs=PIAR), level
    for level, figures in wanted("rebased_202004").items():
        chained = np.cumprod(found[level])
        assert chained / chained[3] == pytest.approx(figures, abs=PIAR), level
    for level, figures in wanted("rebased_mean_202003_202004").items():
        chained = np.cumprod(found[level])
        assert chained / chained[2:].mean() == pytest.approx(figures, abs=PIAR), level


def test_aggregates_of_prices_carried_forward_are_those_of_piar() -> None:
    # Product 1 has a row in the first period alone: there is nothing to carry it into.
    carried = {name: business(name, left_out="1").carried_forward() for name in ("B1", "B2", "B3", "B4", "B5")}
    found = aggregated({name: movements(panel, "jevons") for name, panel in carried.items()})
    for level, figures in wanted("aggregate_pop_carry_forward_prices").items():
        assert found[level] == pytest.approx(figures, abs=PIAR), level


@pytest.mark.parametrize("sigma", ["0", "0.5", "1", "2", "4", "10", "20"])
def test_sato_vartia_is_the_true_index_of_ces_preferences(sigma: str) -> None:
    """For which it is exact (Sato 1976), so that the true index of table A5 is reproduced too."""
    table = rows(REFERENCE / "diewertfox_A5_expected.csv", method="ces_true", sigma=sigma)
    found = values(read(REFERENCE / "diewertfox_A5_data.csv", sigma=sigma), "sato-vartia")
    assert found == pytest.approx([float(row["published_value"]) for row in table], abs=FOUR_DECIMALS, rel=0)
    assert found == pytest.approx([float(row["own_numpy_value"]) for row in table], rel=1e-9)
