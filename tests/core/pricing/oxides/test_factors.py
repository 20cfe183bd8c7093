import csv
from decimal import Decimal

import pytest

from rare_desk import paths
from rare_desk.core.pricing.oxides.factors import FACTORS, oxide_named


def rows() -> list[dict[str, str]]:
    with (paths.resources() / "data" / "oxide_factors.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_factors_are_those_that_ship() -> None:
    assert {row["oxide"]: Decimal(row["oxide_per_metal_mass_ratio"]) for row in rows()} == FACTORS


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["oxide"])
def test_a_factor_follows_from_the_atomic_weights_that_ship(row: dict[str, str]) -> None:
    metal, _, oxygen = row["oxide"].removeprefix(row["element"]).partition("O")
    atoms, weight = int(metal or 1), float(row["atomic_weight"])
    assert float(FACTORS[row["oxide"]]) == pytest.approx(1 + int(oxygen) * 15.999 / (atoms * weight), abs=5.1e-5)


@pytest.mark.parametrize(("word", "oxide"), [("Nd2O3", "Nd2O3"), (" nd2o3 ", "Nd2O3"), ("Nd", "Nd2O3"), ("Xx", None)])
def test_an_oxide_goes_by_formula_or_element(word: str, oxide: str | None) -> None:
    assert oxide_named(word) == oxide
