"""price --solve and price --vary."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Ended, run

GRADE = {"reference_price": "26834", "reference_grade": "50", "grade": "50"}


def price(*args: str, given: dict[str, Any] | None = None, name: str = "grade") -> Ended:
    return run("price", name, "--input", "-", "--lang", "en", *args, stdin=json.dumps(given or GRADE))


def test_the_input_that_brings_a_figure_to_a_target_is_told_and_put_back() -> None:
    assert price("--solve", "grade", "--for", "price=28068.36", "--json").json == {
        "field": "grade",
        "value": "52.3",
        "figure": "price",
        "target": "28068.36",
        "reached": "28068.36",
        "exact": True,
    }
    assert price("--solve", "grade", "--for", "price=28,068.36").out == (
        "Grade 52.3; put back it gives price 28,068.36\n"
    )


def test_the_reference_price_of_a_quarter_counts_while_another_input_is_solved_for() -> None:
    found = price("--solve", "grade", "--for", "price=26360", "--json", given={"quarter": "2022Q1"}).json
    assert found["value"] == "50"


def test_a_target_out_of_reach_is_a_sentence_at_the_input() -> None:
    ended = price("--solve", "grade", "--for", "price=60000", "--json")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("Grade: Over the whole range of this input the result runs from 0 to 53668")


def test_one_input_over_a_range_is_a_table_of_figures() -> None:
    rows = price("--vary", "grade=50:52:1").out.splitlines()
    assert [row.split() for row in rows] == [
        ["Grade", "price", "per_percent"],
        ["50", "26,834.00", "536.68"],
        ["51", "27,370.68", "536.68"],
        ["52", "27,907.36", "536.68"],
    ]


def test_two_inputs_cross_and_what_is_refused_stays_empty_with_its_reason() -> None:
    ended = price("--vary", "grade=99,101", "--vary", "reference_price=26834,38769")
    assert [row.split() for row in ended.out.splitlines()[1:]] == [
        ["Grade", "\\", "Reference", "price", "26,834", "38,769"],
        ["99", "53,131.32", "76,762.62"],
        ["101"],
    ]
    assert ended.err == "Grade: 101 must lie between 0 and 100\n"
    cells = price("--vary", "grade=99,101", "--json").json["cells"]
    assert cells[0] == {"values": ["99"], "figures": {"price": "53131.32", "per_percent": "536.68"}}
    assert cells[1] == {
        "values": ["101"],
        "problems": [
            {"field": "grade", "code": "input-out-of-range", "message": "Grade: 101 must lie between 0 and 100"}
        ],
    }


@pytest.mark.parametrize(
    "args",
    [
        ("--solve", "grade"),
        ("--for", "price=1"),
        ("--solve", "grade", "--for", "price=1", "--vary", "grade=1:2:1"),
        ("--vary", "grade=1:2:1", "--vary", "grade=1:2:1", "--vary", "grade=1:2:1"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(args: tuple[str, ...]) -> None:
    ended = price(*args)
    assert (ended.code, ended.out) == (2, "")


@pytest.mark.parametrize(
    "args", [("--solve", "grade", "--for", "price"), ("--vary", "grade"), ("--vary", "colour=1:2:1")]
)
def test_what_is_no_target_range_or_input_is_refused(args: tuple[str, ...]) -> None:
    ended = price(*args)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err
