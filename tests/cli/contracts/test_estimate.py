"""estimate: the next quarter from the sample book's real announcements."""

from pathlib import Path

from tests.cli.conftest import run

LISTED = ("--source", "北方稀土挂牌价", "--oxides", "Pr6O11,Nd2O3", "--quarter", "2025Q1")


def test_real_listings_and_announcements_give_an_estimate_with_its_back_test(sample: Path) -> None:
    found = run("estimate", "--book", sample, *LISTED, "--json").json
    assert [one["quarter"] for one in found["inputs"]["past"]] == ["2022Q1", "2023Q1", "2023Q2", "2023Q3", "2024Q3"]
    assert [one["quarter"] for one in found["result"]["tests"]] == ["2023Q1", "2023Q2", "2023Q3", "2024Q3"]
    assert {one["quarter"]: one["code"] for one in found["lacking"]}["2023Q4"] == "quarter-unquoted"


def test_the_text_is_labelled_an_estimate_and_names_the_unverified_distribution(sample: Path) -> None:
    ended = run("estimate", "--book", sample, *LISTED, "--lang", "en")
    assert ended.code == 0
    first, second, *rows = ended.out.splitlines()
    assert first.startswith("Estimate, no announcement (CNY/dry t ex VAT) 2025Q1: ")
    assert second == "Distribution: Bayan Obo (unverified)"
    assert any(row.startswith("2023Q3") for row in rows)
    assert "2023Q4 is not used: 2023Q3 has no quote of Pr6O11, Nd2O3" in ended.err


def test_a_source_must_be_chosen_where_there_are_several(sample: Path) -> None:
    ended = run("estimate", "--book", sample, "--lang", "en")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("Quoted by: Choose the source of the quotes: ")


def test_what_is_no_number_is_wrong_usage(sample: Path) -> None:
    assert run("estimate", "--book", sample, "--recovery", "most").code == 2
