from decimal import Decimal

from rare_desk.core.pricing.oxides.deductions import Offer
from rare_desk.ops.contracts.estimating import Wanted
from rare_desk.ops.contracts.outlook import outlook
from rare_desk.store.book import Book
from tests.ops.contracts.test_estimating import ND, quoted


def test_each_past_quarter_is_tried_by_last_mean_and_median_of_those_before_it(book: Book) -> None:
    quoted(book)
    found = outlook(book, Wanted(oxides=ND), None)
    first, second, third = found.tried
    assert (first.past.quarter, dict(first.estimates)) == ("2025Q4", {})
    # 2026Q1: 42,173.4513 - 12,202.9646 = 29,970.49, the only deduction before it by any offer; announced 26,834
    assert set(second.estimates.values()) == {Decimal("29970.49")}
    assert (second.off[Offer.MEAN], second.off_percent[Offer.MEAN]) == (Decimal("3136.49"), Decimal("11.69"))
    # 2026Q4: 54,223.0088 less 15,339.4513 (last), or (12,202.9646 + 15,339.4513) / 2 = 13,771.20795; announced 38,769
    assert third.estimates[Offer.LAST] == Decimal("38883.56")
    assert third.estimates[Offer.MEAN] == third.estimates[Offer.MEDIAN] == Decimal("40451.80")
    assert (third.off[Offer.LAST], third.off_percent[Offer.LAST]) == (Decimal("114.56"), Decimal("0.30"))
    # |11.688...| and |0.2955...| in the mean
    assert found.figures.mean_off_percent["last"] == Decimal("5.99")


def test_announced_prices_stand_by_quarter_at_the_grade_an_unknown_one_as_a_gap(book: Book) -> None:
    quoted(book)
    found = outlook(book, Wanted(oxides=ND, grade=Decimal(60)), None)
    prices = dict(found.announced)
    assert prices["2026Q1"] == Decimal("32200.80")  # 26,834 x 60 / 50
    assert prices["2026Q2"] is None
    assert max(prices) < found.inputs.quarter == "2027Q1"
    assert found.tried[1].past.announced_price == Decimal("32200.8")
