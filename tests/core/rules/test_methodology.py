"""A methodology as JSON."""

import datetime as dt
import json
from typing import Any

import pytest

from rare_desk import paths
from rare_desk.core.problems import Problem
from rare_desk.core.rules.methodology import CustomIndex, Methodology, WeightSet, from_json, to_json
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
        ("official", {"min_coverage": 1.01}),
        ("official", {"min_trades": 10**30}),
        ("version", 10**10),
        ("base_value", 1e-300),
        ("base_value", 1e12),
        ("name", "half of one: \ud83d"),
        ("reason", "\udfff"),
        ("author", "Li\0Wang"),
        ("groups", {"LA-\udfff": "light"}),
        ("min_lot_t", {"light": [[1, "x" * 100_000]]}),
        ("weight_sets", []),
        ("weight_sets", [{"weights": {"LA-O": 1}}]),
        ("weight_sets", [{"effective": "2025-01-01", "weights": {"LA-O": -1}}]),
        ("weight_sets", [{"effective": "2025-01-01", "weights": {"LA-O": 5e-324}}]),
        ("weight_sets", [{"effective": "2025-01-01", "weights": {"LA-O": 1}, "author": 7}]),
        ("weight_sets", [{"effective": "2025-01-01", "weights": {"LA-O": 1}, "source": "guessed"}]),
        ("non_trading_days", ["tomorrow"]),
    ],
)
def test_a_wrong_parameter_is_named(name: str, value: Any) -> None:
    found = from_json(json.dumps(json.loads(TEXT) | {name: value}))
    assert isinstance(found, Problem)
    assert found.code == "methodology-parameter"
    assert dict(found.details)["parameter"].startswith(name)
    assert len(found.value.encode()) < 200


@pytest.mark.parametrize(
    ("name", "value", "unknown"),
    [
        ("window_day", 5, "window_day"),
        ("official", {"min_trade": 3}, "official.min_trade"),
        ("weight_sets", [{"effective": "2025-01-01", "weights": {"LA-O": 1}, "autor": "Li"}], "weight_sets.autor"),
    ],
)
def test_a_parameter_that_there_is_not_is_named(name: str, value: Any, unknown: str) -> None:
    found = from_json(json.dumps(json.loads(TEXT) | {name: value}))
    assert isinstance(found, Problem)
    assert (found.code, found.value) == ("methodology-no-parameter", unknown)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"pair_cap": 0.4, "pair_cap": 0.3}', "pair_cap"),
        ('{"weight_sets": [{"effective": "2025-01-01", "weights": {"LA-O": 1, "LA-O": 2}}]}', "LA-O"),
    ],
)
def test_a_value_given_twice_is_refused_instead_of_the_later_one_winning(text: str, name: str) -> None:
    found = from_json(text)
    assert isinstance(found, Problem)
    assert (found.code, found.value) == ("methodology-twice", name)


@pytest.mark.parametrize("text", ["", "{", "[]", '"RD-1"', "\x00", "[" * 100_000])
def test_what_is_no_methodology_is_a_problem(text: str) -> None:
    assert isinstance(from_json(text), Problem)


MAGNET = {
    "key": "magnet",
    "name_zh": "磁材",
    "name_en": "Magnets",
    "weight_sets": [
        {
            "effective": "2025-01-01",
            "weights": {"PRND-O": 0.7, "DY-O": 0.2, "TB-O": 0.1},
            "author": "Li",
        }
    ],
}


def with_indices(*indices: object) -> str:
    return json.dumps(json.loads(TEXT) | {"indices": list(indices)})


def test_an_index_of_one_s_own_goes_out_and_comes_back() -> None:
    methodology = read(with_indices(MAGNET))
    weights = WeightSet(dt.date(2025, 1, 1), {"PRND-O": 0.7, "DY-O": 0.2, "TB-O": 0.1}, "Li")
    assert methodology.indices == (CustomIndex("magnet", "磁材", "Magnets", (weights,)),)
    assert to_json(methodology)["indices"] == [MAGNET]
    assert read(json.dumps(to_json(methodology))) == methodology


def test_author_reason_and_source_of_weights_come_back() -> None:
    values = json.loads(TEXT)
    values["weight_sets"][0] |= {"author": "Wang", "reason": "Last year's shares", "source": "computed"}
    told = to_json(read(json.dumps(values)))["weight_sets"][0]
    assert (told["author"], told["reason"], told["source"]) == ("Wang", "Last year's shares", "computed")


def test_what_is_not_said_is_not_in_the_json_so_that_old_hashes_stand() -> None:
    told = to_json(read(with_indices()))
    assert "indices" not in told
    assert told["weight_sets"][0].keys() == {"effective", "weights"}
    assert read(with_indices()).hash == read(TEXT).hash
    assert read(TEXT).hash == "e6da82caf030c5d2a12c9b91df573ab8b65c36997efaa83adb2412b795598ed4"


def test_an_index_of_one_s_own_changes_the_hash() -> None:
    assert read(with_indices(MAGNET)).hash != read(TEXT).hash


@pytest.mark.parametrize("key", ["a", "carbonate-metal", "x2", "a" * 24])
def test_a_key_is_a_short_word(key: str) -> None:
    assert read(with_indices(MAGNET | {"key": key})).indices[0].key == key


@pytest.mark.parametrize("key", ["", "a" * 25, "Magnet", "two words", "2x", "磁材", "la-o", "composite", "heavy"])
def test_a_key_that_is_no_short_word_or_is_taken_is_refused(key: str) -> None:
    found = from_json(with_indices(MAGNET | {"key": key}))
    assert isinstance(found, Problem)
    assert dict(found.details)["parameter"] == "indices.key"


def test_two_indices_have_different_keys() -> None:
    found = from_json(with_indices(MAGNET, MAGNET | {"name_zh": "其他"}))
    assert isinstance(found, Problem)
    assert (dict(found.details)["parameter"], found.value) == ("indices.key", "magnet")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"weight_sets": []}, "indices.magnet.weight_sets"),
        ({"weight_sets": [{"effective": "2025-01-01", "weights": {"DY-O": 0}}]}, "indices.magnet.weight_sets.weights"),
        ({"name_zh": 1}, "indices.magnet.name_zh"),
        ({"name": "Magnets"}, "indices.name"),
    ],
)
def test_a_wrong_part_of_an_index_is_named(change: dict[str, Any], named: str) -> None:
    found = from_json(with_indices(MAGNET | change))
    assert isinstance(found, Problem)
    assert dict(found.details)["parameter"] == named
