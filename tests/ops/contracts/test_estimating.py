import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis
from rare_desk.ops import pricing
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.contracts import estimating
from rare_desk.ops.contracts.distributions import distribution, distributions
from rare_desk.ops.contracts.estimating import Ground, Wanted, ground
from rare_desk.ops.imports.ledgers import plan_import, write_import
from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import quote_sources

ND = ("Nd2O3",)

LISTED = Path(__file__).parents[2] / "data" / "workbooks" / "listed-prices.xlsx"


def put(book: Book, day: str, mid: str, product: str = "ND-O", **more: Any) -> None:
    known: dict[str, Any] = {"period": Period.DAY, "source": "询价", "tax_basis": TaxBasis.INCL}
    add_quote(book, Quote(date=dt.date.fromisoformat(day), mid=Decimal(mid), product=product, **known | more))


def quoted(book: Book) -> None:
    """Neodymium oxide in the quarters before 2025Q4, 2026Q1, 2026Q2, 2026Q4 and 2027Q1."""
    for day, mid in (
        ("2025-07-01", "500000"),
        ("2025-09-30", "520000"),
        ("2025-11-11", "560000"),
        ("2026-02-02", "1"),
        ("2026-08-03", "720000"),
        ("2026-11-02", "700000"),
    ):
        put(book, day, mid)


def result(found: Ground) -> dict[str, Any]:
    answer: dict[str, Any] = pricing.calculate("estimate", found.given)["result"]
    return answer


def refused(book: Book, wanted: Wanted) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        ground(book, wanted)
    return {problem.field: problem.code for problem in caught.value.problems}


def test_past_quarters_have_the_averages_of_the_quarter_before_and_the_announced_price(book: Book) -> None:
    quoted(book)
    found = ground(book, Wanted(oxides=ND))
    assert found.given["quarter"] == "2027Q1"  # 2026Q4 is the last that is announced
    # 0.5 x 18.5 % x 510,000 / 1.13 x 92 % = 38,407.964601...
    assert found.given["past"] == [
        {"quarter": "2025Q4", "value_at_grade": "38407.9646", "announced_price": "26205"},
        {"quarter": "2026Q1", "value_at_grade": "42173.4513", "announced_price": "26834"},
        {"quarter": "2026Q4", "value_at_grade": "54223.0088", "announced_price": "38769"},
    ]
    assert result(found)["implied"] == {"2025Q4": "12202.96", "2026Q1": "15339.45", "2026Q4": "15454.01"}
    assert result(found)["price"] == "37262.81"  # 0.5 x 18.5 % x 700,000 / 1.13 x 92 % - 15,454.01


def test_the_estimate_of_a_past_quarter_knows_only_what_came_before_it(book: Book) -> None:
    quoted(book)
    found = ground(book, Wanted(oxides=ND, quarter="2026Q1"))
    assert [one["quarter"] for one in found.given["past"]] == ["2025Q4"]
    # it is the back-test of that quarter
    whole = result(ground(book, Wanted(oxides=ND)))
    assert result(found)["price"] == next(one["estimate"] for one in whole["tests"] if one["quarter"] == "2026Q1")


def test_quarters_that_cannot_be_used_are_told_with_the_reason(book: Book) -> None:
    quoted(book)
    why = {one.value: one.code for one in ground(book, Wanted(oxides=ND)).lacking}
    assert why["2026Q2"] == "announced-unknown"
    assert why["2026Q3"] == "quarter-unquoted"
    assert not {"2025Q4", "2026Q1", "2026Q4", "2027Q1"} & set(why)


def test_a_quarter_that_lacks_a_counted_oxide_is_left_out_and_an_oxide_never_quoted_is_not_counted(book: Book) -> None:
    quoted(book)
    put(book, "2026-11-02", "4500", "LA-O")
    put(book, "2026-08-03", "4600", "LA-O")
    found = ground(book, Wanted())
    assert [one["quarter"] for one in found.given["past"]] == ["2026Q4"]
    assert [one["oxide"] for one in found.given["oxides"]] == ["La2O3", "Nd2O3"]
    assert "CeO2" in found.uncounted


def test_the_mix_of_praseodymium_and_neodymium_stands_for_either_where_it_alone_is_quoted(book: Book) -> None:
    for day, mid in (("2026-08-03", "600000"), ("2026-11-02", "610000")):
        put(book, day, mid, "PRND-O")
    put(book, "2026-11-03", "620000", "ND-O")
    found = ground(book, Wanted())
    assert {oxide: mean.product for oxide, mean in found.means["2027Q1"].items()} == {
        "Pr6O11": "PRND-O",
        "Nd2O3": "ND-O",
    }
    assert found.means["2026Q4"]["Nd2O3"].product == "PRND-O"


def test_quotes_ex_vat_several_on_a_day_and_for_a_month_count_as_they_should(book: Book) -> None:
    put(book, "2026-08-03", "500000")
    put(book, "2026-10-08", "600000", tax_basis=TaxBasis.EXCL)
    put(book, "2026-10-08", "700000", grade="99.9%")
    put(book, "2026-11-01", "700000", period=Period.MONTH)
    mean = ground(book, Wanted(oxides=ND)).means["2027Q1"]["Nd2O3"]
    assert (mean.days, mean.of) == (22, 61)  # 8 October, and November's index days
    assert mean.price == (Decimal(689000) + 21 * 700000) / 22


def test_prices_at_another_basis_are_brought_to_the_grade_that_is_estimated_for(book: Book) -> None:
    put(book, "2021-11-09", "820000")
    put(book, "2022-02-09", "900000")
    found = ground(book, Wanted(oxides=ND, quarter="2022Q2", grade=Decimal(51)))
    assert found.given["past"][0]["announced_price"] == "26887.2"
    at_fifty = ground(book, Wanted(oxides=ND, quarter="2022Q2"))
    assert at_fifty.given["past"][0]["announced_price"] == "26360"


def test_what_is_not_clear_or_not_there_is_refused(book: Book) -> None:
    assert refused(book, Wanted()) == {"quoted_by": "choose-source"}
    quoted(book)
    assert refused(book, Wanted(quarter="2026Q3", oxides=ND)) == {"quarter": "estimate-no-prices"}
    assert refused(book, Wanted(quarter="soon")) == {"quarter": "not-a-quarter"}
    assert refused(book, Wanted(distribution="Atlantis")) == {"distribution": "unknown-distribution"}
    assert refused(book, Wanted(oxides=("U3O8",))) == {"oxides": "oxide-not-there"}
    nothing = refused(book, Wanted(quarter="2025Q4", oxides=ND))
    assert nothing.pop("quarter") == "estimate-no-past"
    put(book, "2026-11-02", "1", source="other")
    assert refused(book, Wanted()) == {"quoted_by": "choose-source"}


def test_quotes_that_name_no_source_are_not_offered_as_one(book: Book) -> None:
    write_import(book, plan_import(book, [LISTED], None, dt.date(2026, 11, 1)))
    with pytest.raises(Refused) as asked:
        ground(book, Wanted())
    (told,) = asked.value.problems
    assert "" in quote_sources(book)
    assert dict(told.details)["names"].split(", ") == [name for name in quote_sources(book) if name]


def test_shipped_distributions_are_unverified_and_go_by_either_name(book: Book) -> None:
    assert [one.verified for one in distributions(book)] == [False, False, False]
    assert distribution(book, "白云鄂博") == distribution(book, "bayan obo") == distribution(book, "")
    assert dict(distribution(book, "").shares)["Nd2O3"] == Decimal("18.5")


def test_a_deposit_of_the_book_stands_for_the_shipped_one_of_its_name(book: Book) -> None:
    with book.step("calculation-saved", name="x") as step:
        deposit = step.insert(
            "deposits", {"name": "Bayan Obo", "name_zh": "白云鄂博", "verified": 1, "source": "own assay"}
        )
        step.insert("deposit_oxides", {"deposit": deposit, "oxide": "Nd2O3", "share": 16_500_000})
    found = distribution(book, "Bayan Obo")
    assert (found.shares, found.verified, found.source) == ((("Nd2O3", Decimal("16.5")),), True, "own assay")
    assert len(distributions(book)) == 3


def test_the_answer_says_that_it_is_an_estimate_and_that_the_distribution_is_unverified(tmp_path: Path) -> None:
    with new_sample_book(tmp_path / "sample.raredesk") as book:
        found = estimating.as_json(ground(book, Wanted(from_index=True)), "zh")
    assert found["quarter"] == "2027Q1"
    assert "非公布价" in found["label"]
    assert found["distribution"]["verified"] is False
    assert found["result"]["low"] <= found["result"]["price"] <= found["result"]["high"]
    means = found["averages_before"]["2026Q4"]["Nd2O3"]
    assert 0 < means["days"] <= means["of"]
