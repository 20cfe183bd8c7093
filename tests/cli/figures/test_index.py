"""index, prices, exclusions, explain: both example books reproduced in full through the commands."""

import csv
import datetime as dt
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import DATA, run

EXAMPLES = DATA / "index_example"


def expected(example: str, name: str) -> list[dict[str, str]]:
    with (EXAMPLES / example / f"expected_{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def rules(example: str) -> Path:
    return EXAMPLES / example / "methodology.json"


@pytest.fixture(scope="module", params=["a", "b"])
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """An example book, brought in by the ordinary importer."""
    name = str(request.param)
    book = tmp_path_factory.mktemp(name) / f"{name}.raredesk"
    assert run("new", book).code == 0
    trades = EXAMPLES / name / "trades.csv"
    brought = run("import", trades, "--book", book, "--side", "market", "--accept-suspect", "--json")
    assert brought.code == 0, brought.err
    with trades.open(encoding="utf-8", newline="") as stream:
        assert brought.json["written"] == len(list(csv.DictReader(stream)))
    return name, book


def test_every_index_value_is_reproduced_to_the_digit(example: tuple[str, Path]) -> None:
    name, book = example
    wanted: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in expected(name, "index"):
        wanted[row["series"]].append(row)
    assert len(wanted) >= 3
    for series, rows in wanted.items():
        document = run("index", "--book", book, "--series", series, "--methodology", rules(name), "--json").json
        assert document["series"] == series
        assert (document["methodology"], document["version"], document["base_value"]) == ("RD-1", 1, 1000)
        assert len(document["points"]) == len(rows)
        for point, row in zip(document["points"], rows, strict=True):
            assert same_point(point, row), (point, row)


def same_point(point: dict[str, Any], row: dict[str, str]) -> bool:
    said = (point["date"], point["value"], point["status"], point["reasons"], point["trades"], point["pairs"])
    reasons = [reason for reason in row["reasons"].split("+") if reason]
    wanted = (row["date"], row["value"], row["status"], reasons, int(row["trades"]), int(row["pairs"]))
    close = abs(point["raw"] / float(row["raw"]) - 1) <= 1e-9
    return said == wanted and close and point["coverage"] == float(row["coverage"])


def test_every_daily_price_and_its_status_is_reproduced(example: tuple[str, Path]) -> None:
    name, book = example
    prices = run("prices", "--book", book, "--methodology", rules(name), "--json").json["prices"]
    wanted = expected(name, "daily_prices")
    assert [(p["date"], p["product"], p["status"]) for p in prices] == [
        (row["date"], row["product"], row["status"]) for row in wanted
    ]
    for price, row in zip(prices, wanted, strict=True):
        assert price["price"] == pytest.approx(float(row["price"]), rel=1e-9)


def test_every_exclusion_is_reproduced_in_order(example: tuple[str, Path]) -> None:
    name, book = example
    found = run("exclusions", "--book", book, "--methodology", rules(name), "--json").json["excluded"]
    assert [(trade["deal_no"], trade["code"]) for trade in found] == [
        (row["id"], row["code"]) for row in expected(name, "exclusions")
    ]


def test_every_tenth_point_is_recomputed_from_its_explanation(example: tuple[str, Path]) -> None:
    name, book = example
    for row in [row for row in expected(name, "index") if row["series"] == "composite"][::10]:
        told = run(
            "explain",
            "--book",
            book,
            "--series",
            "composite",
            "--date",
            row["date"],
            "--methodology",
            rules(name),
            "--json",
        ).json
        members = told["members"]
        basket = sum(m["weight"] * m["price"] / m["reference_price"] for m in members) / sum(
            m["weight"] for m in members
        )
        level = 1000 if told["link"] is None else told["link"]
        assert level * basket == pytest.approx(float(row["raw"]), rel=1e-9)
        assert told["point"]["value"] == row["value"]
        for member in members:
            if member["trades"]:
                mean = sum(float(trade["price"]) * trade["weight"] for trade in member["trades"])
                assert mean == pytest.approx(member["price"], rel=1e-9)


def test_explain_names_trades_and_exclusions_by_their_deal_numbers(example: tuple[str, Path]) -> None:
    name, book = example
    codes = {row["id"]: row["code"] for row in expected(name, "exclusions")}
    last = [row for row in expected(name, "index") if row["series"] == "composite"][20]["date"]
    asked = ("--series", "composite", "--date", last, "--methodology", rules(name), "--json")
    told = run("explain", "--book", book, *asked).json
    assert {"point", "weight_set", "link", "members", "excluded"} <= set(told)
    used = [trade["deal_no"] for member in told["members"] for trade in member["trades"]]
    assert used
    assert not set(used) & set(codes)
    assert all(codes[trade["deal_no"]] == trade["code"] for trade in told["excluded"])


def test_the_composite_is_dated_by_weeks_and_months(example: tuple[str, Path]) -> None:
    name, book = example
    daily = run("index", "--book", book, "--methodology", rules(name), "--json").json["points"]
    for freq, key in (("weekly", lambda day: day.isocalendar()[:2]), ("monthly", lambda day: (day.year, day.month))):
        points = run("index", "--book", book, "--freq", freq, "--methodology", rules(name), "--json").json["points"]
        periods = defaultdict(list)
        for point in daily:
            periods[key(dt.date.fromisoformat(point["date"]))].append(float(point["value"]))
        assert len(points) == len(periods)
        for point, values in zip(points, periods.values(), strict=True):
            assert point["raw"] == pytest.approx(sum(values) / len(values), rel=1e-12)


def test_a_stretch_of_days_is_cut_out(sample: Path) -> None:
    asked = ("--from", "2026-09-01", "--to", "2026-09-30", "--json")
    points = run("index", "--book", sample, *asked).json["points"]
    assert (points[0]["date"], points[-1]["date"]) == ("2026-09-01", "2026-09-30")
    prices = run("prices", "--book", sample, "--product", "氧化铽", *asked).json["prices"]
    assert {price["product"] for price in prices} == {"TB-O"}


@pytest.mark.parametrize("freq", ["daily", "weekly", "monthly"])
def test_every_point_that_is_listed_can_be_explained_also_after_the_last_trade(book: Path, freq: str) -> None:
    run("import", DATA / "workbooks" / "purchase-ledger-2025.xlsx", "--book", book)
    points = run("index", "--book", book, "--freq", freq, "--to", "2026-01-14", "--json").json["points"]
    assert points[-1]["date"] == "2026-01-14"
    told = run("explain", "--book", book, "--series", "composite", "--freq", freq, "--date", "2026-01-14", "--json")
    assert told.code == 0, told.err
    assert points[-1].items() <= told.json["point"].items()


def test_points_while_the_base_period_is_open_are_flagged(sample: Path) -> None:
    points = run("index", "--book", sample, "--json").json["points"]
    assert points[0]["flags"] == ["base-open"]
    assert points[-1]["flags"] == []


def test_a_product_outside_the_weights_has_prices_and_no_points(sample: Path) -> None:
    document = run("index", "--book", sample, "--series", "CARB", "--json").json
    assert document["points"] == []
    assert run("prices", "--book", sample, "--product", "CARB", "--json").json["prices"]


def test_without_json_the_points_are_an_aligned_table(sample: Path) -> None:
    lines = run("index", "--book", sample, "--lang", "en").out.splitlines()
    assert lines[0].split() == ["Date", "Value", "Status", "Reasons", "Flags", "Coverage", "Trades", "Pairs"]
    assert len({len(line) for line in lines[1:]}) == 1
    told = run("explain", "--book", sample, "--series", "composite", "--date", "2026-09-15", "--lang", "en").out
    assert "Methodology RD-1, version 1" in told


@pytest.mark.parametrize(("language", "words"), [("zh", {"正式", "参考"}), ("en", {"Official", "Indicative"})])
def test_without_json_statuses_are_words_of_the_language(sample: Path, language: str, words: set[str]) -> None:
    lines = run("index", "--book", sample, "--lang", language).out.splitlines()
    assert {line.split()[2] for line in lines[1:]} == words
    told = run("explain", "--book", sample, "--series", "composite", "--date", "2026-09-15", "--lang", "zh").out
    assert told.startswith("稀土综合指数 2026-09-15：")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("index", "--series", "gold"), 1),
        (("index", "--methodology", "NO-1"), 1),
        (("index", "--methodology", "no.json"), 3),
        (("index", "--freq", "yearly"), 2),
        (("explain", "--series", "composite", "--date", "2026-10-01"), 1),
        (("explain", "--series", "composite"), 2),
    ],
)
def test_what_cannot_be_computed_is_one_sentence(sample: Path, args: tuple[str, ...], code: int) -> None:
    ended = run(args[0], "--book", sample, *args[1:], "--json", "--lang", "en")
    assert ended.code == code
    assert ended.out == ""
    assert ended.err.strip()


def test_a_methodology_with_a_wrong_parameter_is_named(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text('{"window_days": "five"}', encoding="utf-8")
    ended = run("index", "--book", sample, "--methodology", tmp_path / "m.json", "--lang", "en")
    assert ended.code == 1
    assert "window_days" in ended.err


def test_an_empty_book_has_no_points(book: Path) -> None:
    assert run("index", "--book", book, "--json").json["points"] == []
    assert run("prices", "--book", book, "--json").json == {"prices": []}
    assert run("exclusions", "--book", book, "--json").json == {"excluded": []}
