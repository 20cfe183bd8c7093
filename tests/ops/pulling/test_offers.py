import datetime as dt
from decimal import Decimal

import pytest

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.sources import Origin, Source, Target
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.pulling.filling import offers_for, offers_for_all, product_meant, targets
from rare_desk.ops.pulling.offers import offers, per_unit
from rare_desk.ops.pulling.periods import mean_price, periods
from rare_desk.ops.pulling.telling import source_words
from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from tests.ops.pulling.given import DAY, TRADED, market, quote


def of(found: list[Source], origin: Origin) -> list[Source]:
    return [source for source in found if source.origin is origin]


def test_announced_prices_are_offered_newest_first_without_quarters_that_are_not_known(book: Book) -> None:
    found = offers(book, None, Target.ANNOUNCED, "", dt.date(2026, 10, 1))
    assert [source.what["quarter"] for source in found[:3]] == ["2026Q4", "2026Q3", "2026Q1"]
    assert (found[2].value, found[2].day) == ("26834", "2026-01-09")


def test_a_price_of_the_future_is_not_offered(book: Book) -> None:
    market(book)
    assert offers(book, None, Target.ANNOUNCED, "", dt.date(2026, 3, 1))[0].what["quarter"] == "2026Q1"
    assert of(offers(book, None, Target.CNY_T, "ND-O", dt.date(2026, 3, 8)), Origin.QUOTE) == []


@pytest.mark.parametrize(
    ("day", "rate"), [("2018-04-30", "17"), ("2018-05-01", "16"), ("2019-03-31", "16"), ("2019-04-01", "13")]
)
def test_the_vat_rate_is_that_of_the_day(book: Book, day: str, rate: str) -> None:
    (only,) = offers(book, None, Target.VAT, "", dt.date.fromisoformat(day))
    assert (only.value, only.day) == (rate, day)


def test_quotes_and_trades_come_in_cny_per_tonne_including_vat(book: Book) -> None:
    market(book)
    add_quote(book, quote("500000", source="另一家", basis=TaxBasis.EXCL))
    add_quote(book, quote("1", source="不明", basis=None))
    found = offers(book, None, Target.CNY_T, "ND-O", DAY)
    quoted = of(found, Origin.QUOTE)
    assert {source.what["source"]: source.value for source in quoted if "newest" in source.what} == {
        "行情网": "565000",
        "另一家": "565000",
    }
    assert of(found, Origin.TRADE)[0].value == "566000"
    assert of(found, Origin.TRADE)[0].what["deal_no"].startswith("D3")


def test_a_price_is_converted_by_unit_currency_and_basis() -> None:
    def made(unit: Unit, currency: str, basis: TaxBasis | None, target: Target) -> Decimal | None:
        return per_unit(Decimal(113), unit, currency, basis, Decimal(13), target)

    assert made(Unit.KG, "CNY", TaxBasis.INCL, Target.CNY_T) == 113_000
    assert made(Unit.T, "CNY", TaxBasis.EXCL, Target.CNY_T) == Decimal("127.69")
    assert made(Unit.KG, "USD", TaxBasis.NONE, Target.USD_KG) == 113
    assert made(Unit.KG, "USD", TaxBasis.NONE, Target.CNY_T) is None
    assert made(Unit.T, "CNY", None, Target.CNY_T) is None
    assert made(Unit.T, "CNY", TaxBasis.INCL, Target.USD_KG) is None


def test_an_index_average_is_the_mean_of_the_days_prices_with_vat(book: Book) -> None:
    market(book)
    state = IndexState.load(book)
    found = of(offers(book, state, Target.CNY_T, "ND-O", DAY), Origin.AVERAGE)
    month = found[0]
    assert (month.what["first"], month.what["last"], month.day) == ("2026-03-01", "2026-03-12", "2026-03-12")
    prices = state.computation.daily_prices("ND-O").price.tolist()
    mean = Decimal(repr(sum(prices) / len(prices))) * Decimal("1.13")
    assert abs(Decimal(month.value) - mean) < Decimal("0.01")
    assert month.what["days"] == str(len(TRADED))
    assert mean_price(state, "ND-O", dt.date(2026, 2, 1), dt.date(2026, 2, 28)) is None
    assert mean_price(state, "TB-O", *periods(DAY)[0]) is None


def test_the_periods_of_a_day_are_whole_months_and_quarters_before_it() -> None:
    assert periods(dt.date(2026, 3, 12)) == [
        (dt.date(2026, 3, 1), dt.date(2026, 3, 12)),
        (dt.date(2026, 2, 1), dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 1), dt.date(2026, 1, 31)),
        (dt.date(2026, 1, 1), dt.date(2026, 3, 12)),
        (dt.date(2025, 10, 1), dt.date(2025, 12, 31)),
    ]
    assert len(periods(dt.date(2026, 1, 31))) == 4


def test_the_product_is_that_of_the_oxide_beside_the_price(book: Book) -> None:
    catalogue = queries.catalogue(book)
    given = {"oxides": [{"oxide": "nd2o3"}, {"oxide": "氧化镨"}, {"oxide": "?"}]}
    meant = [product_meant(catalogue, given, f"oxides[{place}].price") for place in range(3)]
    assert meant == ["ND-O", "PR-O", ""]
    assert product_meant(catalogue, {"oxide": "Nd2O3"}, "oxide_price") == "ND-O"
    assert product_meant(catalogue, {"oxide": "Nd2O3"}, "metal_price") == "ND-M"
    mix = {"oxide": "", "oxides": [{"oxide": "Pr6O11"}, {"oxide": "Nd2O3"}]}
    assert product_meant(catalogue, mix, "oxide_price") == "PRND-O"
    assert product_meant(catalogue, mix, "metal_price") == "PRND-M"


def test_an_announced_price_brings_its_grade_where_it_is_asked_for(book: Book) -> None:
    known = targets(CALCULATORS["netback"].fields, {})
    offer = offers_for(book, None, "announced_price", known, "", dt.date(2022, 2, 1))[0]
    assert {path: source.value for path, source in offer.sources.items()} == {
        "announced_price": "26887.2",
        "announced_grade": "51",
    }


def test_one_source_fills_the_prices_of_all_oxides_that_it_has(book: Book) -> None:
    market(book)
    add_quote(book, quote("11500", product="CE-O"))
    given = {"oxides": [{"oxide": name} for name in ("CeO2", "Nd2O3", "Tb4O7")]}
    known = targets(CALCULATORS["netback"].fields, given)
    found = offers_for_all(book, IndexState.load(book), given, known, DAY)
    assert {path: source.value for path, source in found[0].sources.items()} == {
        "oxides[0].price_incl_vat": "11500",
        "oxides[1].price_incl_vat": "565000",
    }
    assert found[0].wanted == 3
    assert all(offer.first.origin in (Origin.QUOTE, Origin.AVERAGE) for offer in found)


def test_a_contract_in_its_own_unit_takes_a_quote_as_it_was_written_and_says_the_unit(book: Book) -> None:
    market(book)
    known = targets(CALCULATORS["floor"].fields, {})
    assert known["price"] is Target.WRITTEN
    offer = offers_for(book, None, "price", known, "ND-O", DAY)[0]
    assert (offer.first.value, source_words(offer.first, "zh")) == ("565000", "行情网 报价 CNY/t · 2026-03-12")
