"""deposits: each at the same prices, with the shares that it has and whether they are verified."""

from pathlib import Path

from tests.cli.conftest import run


def test_all_deposits_stand_side_by_side_and_say_that_they_are_not_verified(sample: Path) -> None:
    found = run("deposits", "--book", sample, "--source", "北方稀土挂牌价", "--deduction", "19500", "--json").json
    first = found["deposits"][0]
    # 23 % x 4,100 + 50 % x 7,600 + 6.2 % x 416,600 + 18.5 % x 424,900, as listed in December 2024
    assert (first["deposit"], first["basket_cny_t_reo"], first["verified"]) == ("Bayan Obo", "109178.7", False)
    assert first["sum"] == "99.6"
    assert found["prices"]["Nd2O3"] == {"price_incl_vat": "424900", "source": "北方稀土挂牌价 报价 · 2024-12-01"}


def test_the_table_names_what_was_not_counted(sample: Path) -> None:
    ended = run("deposits", "--book", sample, "--lang", "en")
    assert ended.out.splitlines()[1].startswith("Bayan Obo (unverified)")
    assert "without a price and not counted: Sm2O3, Eu2O3, Gd2O3, Tb4O7, Dy2O3" in ended.out


def test_an_unknown_source_and_a_grade_out_of_range_are_said(sample: Path) -> None:
    ended = run("deposits", "--book", sample, "--source", "XX", "--lang", "en")
    assert (ended.code, ended.out) == (1, "")
    assert "“XX” has no price of any oxide" in ended.err
    assert run("deposits", "--book", sample, "--grade", "300").code == 1
