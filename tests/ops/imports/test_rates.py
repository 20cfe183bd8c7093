"""A rate that none can be is wrong in a file as it is in the form, and never in the book or the index."""

from decimal import Decimal

import pytest

from rare_desk.core.units import TaxBasis
from rare_desk.ops.imports.ledgers import ImportPlan, Options, Source, plan_import, write_import
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import quotes
from rare_desk.store.reading.trades.trade_queries import trade_page
from rare_desk.words import sentence
from tests.ops.imports.given import TODAY, ledger, planned, row, said


def quoted(book: Book, price: str, rate: str) -> ImportPlan:
    table = f"日期,产品,价格(元/吨),税率,来源,含税\n2025-03-05,氧化镨钕,{price},{rate},SMM,含税\n"
    return plan_import(book, [Source("报价.csv", table.encode())], Options(vat=TaxBasis.INCL), TODAY)


@pytest.mark.parametrize("rate", ["-100%", "-10", "300%", "99999999999999999999%"])
def test_a_ledgers_vat_rate_that_none_can_be_is_wrong(book: Book, rate: str) -> None:
    plan = planned(book, ledger(row(税率=rate)))
    assert said(plan) == [(2, "税率", "out-of-range")]
    assert sentence(plan.sheets[0].problems[0], "zh").endswith("应在 0 至 30 之间")


@pytest.mark.parametrize(
    ("rate", "code"), [(-7, "non-positive-fx"), ("99999999999999999999999999999", "too-large"), (10**15, "too-large")]
)
def test_an_exchange_rate_that_none_can_be_is_wrong(book: Book, rate: object, code: str) -> None:
    assert said(planned(book, ledger(row(币种="USD", 汇率=rate)))) == [(2, "汇率", code)]


def test_an_exchange_rate_of_0_is_none(book: Book) -> None:
    write_import(book, planned(book, ledger(row(币种="USD", 汇率=0))), accept_suspect=True)
    (kept,) = trade_page(book)
    assert (kept.trade.fx, kept.prices.ex_vat) == (None, None)


@pytest.mark.parametrize("assay", ["150", "-5", "1" + "0" * 30])
def test_an_assay_that_none_can_be_is_kept_as_a_remark_alone(book: Book, assay: str) -> None:
    write_import(book, planned(book, ledger(row(**{"REO(%)": assay}))), accept_suspect=True)
    (kept,) = trade_page(book)
    assert kept.trade.reo_pct is None
    assert assay in kept.trade.note.replace(",", "")


@pytest.mark.parametrize("rate", ["-100", "-1000", "300", "99999999999999999999"])
def test_a_quotes_vat_rate_that_none_can_be_is_wrong(book: Book, rate: str) -> None:
    plan = quoted(book, "420000", rate)
    assert (said(plan), plan.new) == ([(2, "税率", "out-of-range")], 0)


@pytest.mark.parametrize("price", ["999999999999999999999", "9" * 29])
def test_a_quote_that_the_book_cannot_hold_is_wrong(book: Book, price: str) -> None:
    plan = quoted(book, price, "13%")
    assert said(plan) == [(2, "价格(元/吨)", "too-large")]


def test_a_quote_with_an_ordinary_rate_comes_in(book: Book) -> None:
    write_import(book, quoted(book, "420000", "13%"))
    assert [one.quote.vat_rate for one in quotes(book)] == [Decimal(13)]
