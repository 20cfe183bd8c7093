"""The quote form's texts become a quote, or sentences about what is wrong."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from pypinyin import Style, lazy_pinyin

from rare_desk.core.quotes import Period
from rare_desk.core.units import TaxBasis
from rare_desk.ops.book.shipped import catalogue
from rare_desk.ui.entry.draft import USD_KG
from rare_desk.ui.entry.product_names import ProductNames
from rare_desk.ui.quotes.draft import QuoteDraft, QuoteReading, draft_of, following, read

TODAY = dt.date(2026, 10, 22)
NAMES = ProductNames(catalogue(), lambda text: "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)))
GOOD = QuoteDraft(product="yhpn", source="某网", low="57.5~58.2万")


def reading(draft: QuoteDraft) -> QuoteReading:
    return read(draft, NAMES, TODAY)


def codes(draft: QuoteDraft) -> dict[str, str]:
    return {problem.field: problem.code for problem in reading(draft).problems}


def test_a_range_in_one_field_gives_low_high_and_mid() -> None:
    quote = reading(GOOD).quote
    assert quote is not None
    assert (quote.low, quote.high, quote.mid) == (Decimal(575000), Decimal(582000), Decimal(578500))
    assert (quote.date, quote.product, quote.source, quote.vat_rate) == (TODAY, "PRND-O", "某网", Decimal(13))


def test_a_mid_alone_is_enough() -> None:
    quote = reading(replace(GOOD, low="", mid="57.8万")).quote
    assert quote is not None
    assert (quote.low, quote.high, quote.mid) == (None, None, Decimal(578000))


def test_everything_missing_is_said_at_once() -> None:
    assert codes(QuoteDraft(date="")) == {
        "date": "missing-date",
        "product": "missing-product",
        "source": "missing-source",
        "mid": "missing-price",
    }


@pytest.mark.parametrize(
    ("low", "high", "mid", "field", "code"),
    [
        ("58万", "57万", "", "high", "low-above-high"),
        ("57万", "58万", "59万", "mid", "mid-outside"),
        ("57万", "", "", "mid", "half-a-range"),
        ("", "", "0", "mid", "non-positive-price"),
        ("57x", "58万", "", "low", "not-a-number"),
    ],
)
def test_prices_that_contradict_are_refused(low: str, high: str, mid: str, field: str, code: str) -> None:
    assert codes(replace(GOOD, low=low, high=high, mid=mid)) == {field: code}


def test_a_foreign_quote_is_without_vat_and_a_basis_may_be_unknown() -> None:
    foreign = reading(replace(GOOD, low="70-75", price_unit=USD_KG)).quote
    assert foreign is not None
    assert (foreign.currency, foreign.tax_basis, foreign.vat_rate) == ("USD", TaxBasis.NONE, None)
    unknown = reading(replace(GOOD, tax_basis=None)).quote
    assert unknown is not None
    assert (unknown.tax_basis, unknown.vat_rate) == (None, None)


def test_a_saved_quote_read_back_is_the_same() -> None:
    quote = reading(replace(GOOD, period=Period.MONTH, date="2017-11", url="https://example.org", note="月均")).quote
    assert quote is not None
    assert reading(draft_of(quote, "氧化镨钕")).quote == quote


def test_save_and_next_keeps_day_and_source() -> None:
    after = following(GOOD)
    assert (after.source, after.date, after.product, after.low) == ("某网", "t", "", "")
