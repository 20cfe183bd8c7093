"""`index --formula`: published figures through the command, from files, from a pipe and from a book."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import DATA, run

REFERENCE = DATA / "index_reference"
PPI = REFERENCE / "ppi_manual_data.csv"


def wanted(method: str) -> list[float]:
    with (REFERENCE / "ppi_manual_expected_fixedbase.csv").open(encoding="utf-8") as stream:
        return [float(row["value"]) for row in csv.DictReader(stream) if row["method"] == method]


@pytest.mark.parametrize("formula", ["laspeyres", "paasche", "fisher", "tornqvist", "walsh"])
def test_the_ppi_manual_s_figures_come_out_as_json(formula: str) -> None:
    document = run("index", "--panel", PPI, "--formula", formula, "--json").json
    assert document["formula"] == formula
    assert [point["period"] for point in document["points"]] == ["1", "2", "3", "4", "5"]
    assert [point["value"] for point in document["points"]] == pytest.approx(wanted(formula), abs=5.1e-5)


def test_a_chain_and_a_rolling_window_are_other_figures() -> None:
    def last(*options: str) -> float:
        found = run("index", "--panel", PPI, "--json", *options).json["points"][-1]["value"]
        assert isinstance(found, float)
        return found

    assert last("--formula", "fisher") != last("--formula", "fisher", "--chain")
    whole = last("--formula", "geks-fisher")
    rolled = {last("--formula", "geks-fisher", "--window", "3", "--splice", s) for s in ("movement", "wisp", "half")}
    assert len({whole, *rolled}) == 4
    assert last("--formula", "geks-fisher", "--window", "5") == whole


def test_a_panel_may_be_piped() -> None:
    command = [sys.executable, "-m", "rare_desk", "index", "--panel", "-", "--formula", "jevons", "--json"]
    with PPI.open("rb") as stream:
        piped = subprocess.run(command, stdin=stream, capture_output=True, check=True, text=True, encoding="utf-8")
    assert piped.stdout == run("index", "--panel", PPI, "--formula", "jevons", "--json").out


def test_without_json_it_is_a_table() -> None:
    ended = run("index", "--panel", PPI, "--formula", "laspeyres", "--lang", "en")
    assert ended.out.splitlines()[:2] == ["Period  Value", "1           1"]


def test_wrong_cells_are_said_by_row_and_column_and_nothing_else() -> None:
    text = "period,product,price,quantity\n1,A,2,1\n2,A,oops,1\n"
    ended = run("index", "--panel", "-", "--formula", "fisher", "--json", "--lang", "en", stdin=text)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("- row 3 price: “oops” is not a number")


def test_a_period_that_cannot_be_compared_has_no_value_and_is_said() -> None:
    text = "period,product,price,quantity\n1,A,2,1\n2,B,3,1\n3,A,4,1\n"
    ended = run("index", "--panel", "-", "--formula", "fisher", "--json", "--lang", "en", stdin=text)
    assert ended.code == 1
    assert [point["value"] for point in ended.json["points"]] == [1.0, None, 2.0]
    assert ended.err.startswith("2 and 1 have no product in common")
    carried = run("index", "--panel", "-", "--formula", "jevons", "--carry", "--json", stdin=text)
    assert (carried.code, [point["value"] for point in carried.json["points"]]) == (0, [1.0, 1.0, 2.0])


@pytest.mark.parametrize(
    ("code", "options"),
    [
        (3, ("--panel", "nowhere.csv", "--formula", "fisher")),
        (1, ("--panel", REFERENCE / "README.md", "--formula", "fisher")),
        (2, ("--panel", PPI)),
        (2, ("--panel", PPI, "--formula", "nonsense")),
        (2, ("--panel", PPI, "--formula", "fisher", "--window", "3")),
        (2, ("--panel", PPI, "--formula", "fisher", "--splice", "half")),
        (2, ("--panel", PPI, "--formula", "wtpd", "--splice", "half")),
        (2, ("--panel", PPI, "--formula", "wtpd", "--window", "1")),
        (2, ("--panel", PPI, "--formula", "wtpd", "--chain")),
        (2, ("--panel", PPI, "--formula", "fisher", "--series", "light")),
        (2, ("--panel", PPI, "--book", "a.raredesk", "--formula", "fisher")),
        (2, ("--book", "a.raredesk", "--formula", "fisher", "--freq", "daily")),
        (2, ("--book", "a.raredesk", "--formula", "fisher", "--as-published")),
        (2, ("--book", "a.raredesk", "--chain")),
        (2, ()),
    ],
)
def test_what_cannot_be_ends_with_its_code_and_a_sentence(code: int, options: tuple[object, ...]) -> None:
    ended = run("index", *options, "--lang", "en")
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.strip()


def test_an_empty_file_cannot_be_read(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert run("index", "--panel", empty, "--formula", "fisher").code == 3


@pytest.mark.parametrize("freq", ["weekly", "monthly"])
def test_a_book_s_unit_values_are_the_panel(sample: Path, freq: str) -> None:
    document = run("index", "--book", sample, "--formula", "geks-tornqvist", "--freq", freq, "--json").json
    values = [point["value"] for point in document["points"]]
    assert len(values) > (40 if freq == "weekly" else 10)
    assert values[0] == 1.0
    assert all(0.4 < value < 2.5 for value in values)


def test_groups_products_and_sets_of_products_are_chosen_by_series(sample: Path) -> None:
    def values(series: str) -> list[float]:
        document = run("index", "--book", sample, "--formula", "geks-jevons", "--series", series, "--json").json
        return [point["value"] for point in document["points"]]

    assert values("light") != values("heavy")
    assert values("DY-O,tb-o") == values("TB-O, DY-O")
    assert run("index", "--book", sample, "--formula", "fisher", "--series", "XX").code == 1


def test_days_cut_the_book_s_panel(sample: Path) -> None:
    every = run("index", "--book", sample, "--formula", "geks-jevons", "--json").json["points"]
    start = every[3]["period"]
    cut = run("index", "--book", sample, "--formula", "geks-jevons", "--from", f"{start}-01", "--json").json["points"]
    assert [point["period"] for point in cut] == [point["period"] for point in every[3:]]
