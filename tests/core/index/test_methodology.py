"""A methodology as JSON."""

import json
from typing import Any

import pytest

from rare_desk import paths
from rare_desk.core.index.methodology import Methodology, from_json, to_json
from rare_desk.core.problems import Problem
from tests.core.index.books import EXAMPLES

TEXT = (EXAMPLES / "a" / "methodology.json").read_text()


def read(text: str) -> Methodology:
    methodology = from_json(text)
    assert isinstance(methodology, Methodology), methodology
    return methodology


def test_what_goes_out_comes_back_equal() -> None:
    methodology = read(TEXT)
    again = read(json.dumps(to_json(methodology)))
    assert again == methodology
    assert again.hash == methodology.hash


def test_the_hash_is_of_the_parameters_and_not_of_the_layout() -> None:
    values = json.loads(TEXT)
    shuffled = json.dumps(dict(reversed(values.items())))
    assert read(shuffled).hash == read(TEXT).hash
    assert read(json.dumps(values | {"wash_days": 4})).hash != read(TEXT).hash


def test_the_shipped_one_has_the_parameters_of_the_examples_and_an_open_base() -> None:
    shipped = to_json(read((paths.resources() / "data" / "methodology.json").read_text(encoding="utf-8")))
    published = to_json(read(TEXT))
    other = {name for name in shipped if shipped[name] != published.get(name)}
    assert other == {"author", "reason", "base_from", "base_to", "groups", "weight_sets"}
    assert shipped["name"] == "RD-1"
    weights = shipped["weight_sets"][0]["weights"]
    assert sum(weights.values()) == pytest.approx(1)
    assert (weights["PRND-O"], weights["TB-O"], weights["GD-O"]) == (0.34, 0.15, 0.05)


def test_what_is_left_out_has_the_published_value() -> None:
    small = read('{"weight_sets": [{"effective": "2025-01-01", "weights": {"LA-O": 1}}]}')
    assert (small.version, small.window_days, small.pair_cap, small.base_from) == (1, 5, 0.5, None)
    assert small.non_trading_days is None


def test_weight_sets_stand_in_the_order_of_their_dates() -> None:
    values = json.loads(TEXT)
    values["weight_sets"].reverse()
    assert read(json.dumps(values)) == read(TEXT)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("window_days", 0),
        ("window_days", 2.5),
        ("window_days", True),
        ("window_days", 367),
        ("wash_days", 10**9),
        ("base_value", 10**400),
        ("version", "two"),
        ("pair_cap", 0),
        ("pair_cap", 1),
        ("unverified_band", 0.9),
        ("outlier_floor", -0.1),
        ("base_from", "2025-02-30"),
        ("base_from", 20250102),
        ("min_lot_t", {"light": "a"}),
        ("groups", ["light"]),
        ("official", {"min_trade": 3}),
        ("weight_sets", []),
        ("weight_sets", [{"weights": {"LA-O": 1}}]),
        ("weight_sets", [{"effective": "2025-01-01", "weights": {"LA-O": -1}}]),
        ("non_trading_days", ["tomorrow"]),
        ("window_day", 5),
    ],
)
def test_a_wrong_parameter_is_named(name: str, value: Any) -> None:
    found = from_json(json.dumps(json.loads(TEXT) | {name: value}))
    assert isinstance(found, Problem)
    assert found.code == "methodology-parameter"
    assert dict(found.details)["parameter"].startswith(name)


@pytest.mark.parametrize("text", ["", "{", "[]", '"RD-1"', "\x00", "[" * 100_000])
def test_what_is_no_methodology_is_a_problem(text: str) -> None:
    assert isinstance(from_json(text), Problem)
