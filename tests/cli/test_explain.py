"""explain: a change told by products."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.conftest import run


@pytest.mark.parametrize("freq", ["daily", "weekly", "monthly"])
def test_a_change_is_told_by_products_that_add_up(sample: Path, freq: str) -> None:
    told = run("explain", "--book", sample, "--from", "2026-03-31", "--to", "2026-09-30", "--freq", freq, "--json").json
    points = run("index", "--book", sample, "--freq", freq, "--to", "2026-09-30", "--json").json["points"]
    by_date = {point["date"]: point["value"] for point in points}
    before, after = told["from"], told["to"]
    assert (before["value"], after["value"]) == (by_date[before["date"]], by_date[after["date"]])
    change = Decimal(after["value"]) - Decimal(before["value"])
    assert Decimal(told["change"]["points"]) == change
    assert sum(Decimal(one["points"]) for one in told["products"]) == change
    assert sum(Decimal(one["percent"]) for one in told["products"]) == Decimal(told["change"]["percent"])
    assert sum(one["raw"] for one in told["products"]) == pytest.approx(after["raw"] - before["raw"], abs=1e-9)
    assert len(told["products"]) == 8


def test_a_day_without_a_point_is_told_from_the_point_before_it(sample: Path) -> None:
    # 2026-09-06 is a Sunday.
    told = run("explain", "--book", sample, "--from", "2026-09-06", "--to", "2026-09-30", "--json").json
    assert told["from"]["date"] == "2026-09-04"


def test_a_change_is_readable_in_both_languages(sample: Path) -> None:
    asked = ("explain", "--book", sample, "--series", "heavy", "--from", "2026-03-31", "--to", "2026-09-30", "--lang")
    chinese, english = run(*asked, "zh"), run(*asked, "en")
    assert (chinese.code, english.code) == (0, 0)
    assert chinese.out.startswith("重稀土指数 2026-03-31 ")
    assert "贡献(点)" in chinese.out
    assert "TB-O" in chinese.out
    assert english.out.startswith("Heavy rare earths 2026-03-31 ")


def test_two_days_with_the_same_point_have_no_change(sample: Path) -> None:
    refused = run("explain", "--book", sample, "--from", "2026-09-04", "--to", "2026-09-06", "--lang", "zh")
    assert refused.code == 1
    assert "先早后晚" in refused.err


def test_it_must_be_said_what_to_explain(sample: Path) -> None:
    assert run("explain", "--book", sample).code == 2
    assert run("explain", "--book", sample, "--from", "2026-09-04").code == 2
    assert run("explain", "--book", sample, "--from", "2026-09-04", "--date", "2026-09-04").code == 2
