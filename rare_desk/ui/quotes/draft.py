"""What stands in the quote form, and the quote or the problems that it reads as."""

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal

from rare_desk.core.numbers import plain
from rare_desk.core.parsing import parse_date, parse_number, parse_range
from rare_desk.core.problems import Problem, kept, problem
from rare_desk.core.products import Product
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis, vat_rate_on
from rare_desk.ui.entry.draft import CNY_T, PriceUnit
from rare_desk.ui.entry.product_names import ProductNames


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDraft:
    """Fields named as those of Quote; day, product and prices are raw text. A range may stand in `low`."""

    date: str = "t"
    period: Period = Period.DAY
    product: str = ""
    source: str = ""
    low: str = ""
    high: str = ""
    mid: str = ""
    price_unit: PriceUnit = CNY_T
    tax_basis: TaxBasis | None = TaxBasis.INCL
    grade: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuoteReading:
    """`quote` is None while anything is wrong."""

    quote: Quote | None
    problems: tuple[Problem, ...]
    date: dt.date | None = None
    product: Product | None = None
    numbers: dict[str, Decimal] = field(default_factory=dict)
    """Of low, high and mid, the computed middle among them."""


def draft_of(quote: Quote, product_name: str) -> QuoteDraft:
    prices = {name: getattr(quote, name) for name in ("low", "high", "mid")}
    texts = {name: "" if value is None else plain(value) for name, value in prices.items()}
    return QuoteDraft(
        date=quote.date.isoformat(),
        period=quote.period,
        product=product_name,
        source=quote.source,
        price_unit=PriceUnit(quote.currency, quote.unit),
        tax_basis=quote.tax_basis,
        grade=quote.grade,
        url=quote.url,
        note=quote.note,
        **texts,
    )


def following(draft: QuoteDraft) -> QuoteDraft:
    """The form after save and next: a source names several products on one day."""
    return replace(draft, product="", low="", high="", mid="", grade="", note="")


def read(draft: QuoteDraft, names: ProductNames, today: dt.date) -> QuoteReading:
    found: list[Problem] = []
    date = _day(draft.date, today, found)
    product = names.find(draft.product) if draft.product.strip() else None
    if product is None:
        code = "unknown-product" if draft.product.strip() else "missing-product"
        found.append(problem(code, "product", draft.product.strip()))
    if not draft.source.strip():
        found.append(problem("missing-source", "source"))
    numbers = _numbers(draft, found)
    if found or date is None or product is None:
        return QuoteReading(None, tuple(found), date, product, numbers)
    domestic = draft.price_unit.currency == "CNY"
    basis = draft.tax_basis if domestic else TaxBasis.NONE
    quote = Quote(
        date=date,
        period=draft.period,
        product=product.code,
        source=draft.source.strip(),
        mid=numbers["mid"],
        low=numbers.get("low"),
        high=numbers.get("high"),
        unit=draft.price_unit.unit,
        currency=draft.price_unit.currency,
        tax_basis=basis,
        vat_rate=vat_rate_on(date) if basis in (TaxBasis.INCL, TaxBasis.EXCL) else None,
        grade=draft.grade.strip(),
        url=draft.url.strip(),
        note=draft.note.strip(),
    )
    return QuoteReading(quote, (), date, product, numbers)


def _day(text: str, today: dt.date, found: list[Problem]) -> dt.date | None:
    if not text.strip():
        found.append(problem("missing-date", "date"))
        return None
    return kept(parse_date(text, today), "date", found)


def _numbers(draft: QuoteDraft, found: list[Problem]) -> dict[str, Decimal]:
    numbers: dict[str, Decimal] = {}
    texts = {name: getattr(draft, name).strip() for name in ("low", "high", "mid")}
    if not texts["high"] and isinstance(parse_number(texts["low"]), Problem):
        both = parse_range(texts["low"])
        if not isinstance(both, Problem):
            numbers["low"], numbers["high"] = both
            texts["low"] = ""
    before = len(found)
    for name, text in texts.items():
        number = kept(parse_number(text), name, found) if text else None
        if number is not None and number <= 0:
            found.append(problem("non-positive-price", name, plain(number)))
        elif number is not None:
            numbers[name] = number
    if len(found) == before:
        _order(numbers, found)
    return numbers


def _order(numbers: dict[str, Decimal], found: list[Problem]) -> None:
    low, high = numbers.get("low"), numbers.get("high")
    if low is not None and high is not None:
        if low > high:
            found.append(problem("low-above-high", "high", plain(high), low=plain(low)))
            return
        numbers.setdefault("mid", (low + high) / 2)
    mid = numbers.get("mid")
    if mid is None:
        only = low if low is not None else high
        found.append(problem("missing-price", "mid") if only is None else problem("half-a-range", "mid", plain(only)))
    elif (low is not None and mid < low) or (high is not None and mid > high):
        found.append(problem("mid-outside", "mid", plain(mid)))
