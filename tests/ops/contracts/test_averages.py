import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops import pricing
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.contracts.averages import taken
from rare_desk.ops.index.points import daily_prices, index_points
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book

MARCH = {"window": "month", "month": "2026-03", "missing": "skip", "product": "ND-O", "quoted_by": "询价"}


def put(book: Book, day: str, mid: str, **more: Any) -> None:
    known: dict[str, Any] = {"period": Period.DAY, "source": "询价", "product": "ND-O", "tax_basis": TaxBasis.INCL}
    add_quote(book, Quote(date=dt.date.fromisoformat(day), mid=Decimal(mid), **known | more))


def average(book: Book, given: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = pricing.calculate("average", taken(book, given))["result"]
    return found


def refused(book: Book, given: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        taken(book, given)
    return {problem.field: problem.code for problem in caught.value.problems}


def test_quotes_of_the_source_and_product_are_taken_over_the_books_index_days(book: Book) -> None:
    put(book, "2026-02-27", "1")
    put(book, "2026-03-02", "560000", low=Decimal(555000), high=Decimal(565000))
    put(book, "2026-03-03", "570000")
    put(book, "2026-03-03", "1", source="other")
    put(book, "2026-03-03", "1", product="PR-O")
    found = average(book, MARCH | {"product": "氧化钕"})
    assert found["average"] == "565000.00"
    assert found["days"] == [
        {"date": "2026-03-02", "quoted": "2026-03-02", "price": "560000"},
        {"date": "2026-03-03", "quoted": "2026-03-03", "price": "570000"},
    ]
    assert average(book, MARCH | {"part": "low"})["average"] == "562500.00"


def test_the_last_known_quote_may_be_from_before_the_period(book: Book) -> None:
    put(book, "2026-01-05", "1")
    put(book, "2026-02-27", "500000")
    inputs = taken(book, MARCH | {"missing": "last"})
    assert [one["date"] for one in inputs["prices"]] == ["2026-02-27"]
    assert pricing.calculate("average", inputs)["result"]["average"] == "500000.00"


def test_holidays_are_no_days_of_the_period(book: Book) -> None:
    put(book, "2026-10-01", "1")  # National Day
    put(book, "2026-10-09", "3")
    assert average(book, MARCH | {"month": "2026-10"})["average"] == "3.00"


def test_quotes_on_several_bases_are_brought_to_one_with_the_rate_of_each(book: Book) -> None:
    put(book, "2026-03-02", "113")
    put(book, "2026-03-03", "0.2", tax_basis=TaxBasis.EXCL, unit=Unit.KG)
    assert refused(book, MARCH) == {"basis": "quotes-mixed"}
    assert average(book, MARCH | {"basis": "excl"})["average"] == "150.00"  # (100 + 200) / 2
    assert average(book, MARCH | {"basis": "incl"})["average"] == "169.50"
    put(book, "2026-03-04", "80", currency="USD", tax_basis=TaxBasis.NONE)
    assert refused(book, MARCH | {"basis": "incl"}) == {"basis": "quotes-not-taxed"}


def test_two_prices_on_one_day_are_told_apart_by_the_quoted_grade(book: Book) -> None:
    put(book, "2026-03-02", "100", grade="99%")
    put(book, "2026-03-02", "90", grade="97%")
    with pytest.raises(Refused):
        average(book, MARCH)
    assert average(book, MARCH | {"quoted_grade": "97%"})["average"] == "90.00"


def test_what_is_taken_must_be_named_and_be_there(book: Book) -> None:
    assert refused(book, MARCH) == {"prices": "nothing-in-book"}
    assert refused(book, MARCH | {"quoted_by": ""}) == {"quoted_by": "input-missing"}
    assert refused(book, MARCH | {"product": "gold"}) == {"product": "unknown-product"}
    assert refused(book, {"taken_from": "thin air"}) == {"taken_from": "input-not-a-choice", "window": "input-missing"}


def test_levels_and_daily_prices_of_the_index_are_averaged_alike(tmp_path: Path) -> None:
    with new_sample_book(tmp_path / "sample.raredesk") as book:
        state = IndexState.load(book)
        points = index_points(state)["points"]
        month = points[-30]["date"][:7]
        asked = {"window": "month", "month": month, "missing": "skip", "taken_from": "series"}
        values = [Decimal(point["value"]) for point in points if point["date"].startswith(month)]
        found = average(book, asked)
        assert Decimal(found["average"]) == round(sum(values) / len(values), 2)
        assert len(found["days"]) == len(values)
        mine = [one for one in daily_prices(state, "PRND-O")["prices"] if one["date"].startswith(month)]
        mean = sum(one["price"] for one in mine) / len(mine)
        asked |= {"taken_from": "prices", "product": "PRND-O"}
        assert float(average(book, asked)["average"]) == pytest.approx(mean, abs=0.01)
        incl = float(average(book, asked | {"basis": "incl"})["average"])
        assert incl == pytest.approx(mean * 1.13, abs=0.01)
