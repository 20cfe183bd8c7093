"""Rows of the journal said in words: what a row is called, what a value of it means, what differs between two."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rare_desk.core.numbers import MASS_PLACES, MINUS, MONEY_PLACES, NONE, RATE_PLACES, from_scaled, plain
from rare_desk.core.products import Product
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.steps.step_rows import names_by_id
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from rare_desk.words import Language, field_name, has, word

Told = Mapping[str, Any]
LONGEST = 120
"""Characters of a value that a line shows."""

_MONEY = (
    "price", "price_ex_vat", "price_incl_vat", "amount", "amount_ex_vat", "amount_incl_vat", "mid", "low", "high",
    "per_percent",
)  # fmt: skip
_RATES = ("vat_rate", "reo_pct", "fx", "reo_basis", "weight", "value", "share", "reference_reo_pct")
_SCALED = dict.fromkeys(_MONEY, MONEY_PLACES) | dict.fromkeys(_RATES, RATE_PLACES) | {"quantity_g": MASS_PLACES}
_FOLLOWS = {"price_ex_vat", "price_incl_vat", "amount", "amount_ex_vat", "amount_incl_vat"}
"""Of a trade: computed from what was written."""
_UNSAID = {"id", "uuid", "pinyin", "initials", "content", "batch", "series", "trail"}
_CONTENTS = {"input", "result", "layout", "template", "definition", "options", "document", "totals", "view", "files"}
_CODED = ("side", "status", "compliance", "tax_basis", "period")
_UNITS = ("quantity_unit", "price_unit", "unit", "usual_unit")
_YES_NO = ("related", "estimated", "verified")
_NAMING = {
    "announced": ("quarter",),
    "calculations": ("name", "version"),
    "closed_months": ("month",),
    "counterparty_aliases": ("alias", "counterparty"),
    "counterparty_defaults": ("counterparty", "field"),
    "deposit_oxides": ("deposit", "oxide"),
    "events": ("date", "title"),
    "expectation_answers": ("month", "respondent", "product"),
    "methodologies": ("name", "version"),
    "non_trading_days": ("date", "name"),
    "products": ("code",),
    "published_points": ("published_index", "date"),
    "quotes": ("date", "product", "source"),
    "vintages": ("date",),
}
_OF_TRADE = {"deliveries": ("trade", "done"), "payments": ("trade", "done"), "calculation_trades": ("trade",)}
_SUMMED = {
    "trades": ("date", "side", "product", "quantity_g", "price", "tax_basis", "counterparty", "buyer", "seller"),
    "quotes": ("mid", "unit", "low", "high"),
    "deliveries": ("quantity_g", "due", "invoice_no"),
    "payments": ("amount", "currency", "due", "invoice_no"),
    "announced": ("price", "status"),
}
"""What is said of a row that came or went, behind its name."""


@dataclass(frozen=True)
class Names:
    """What stands behind the ids in a row, in one language."""

    language: Language
    products: Mapping[int, Product]
    parties: Mapping[int, str]
    others: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """Of deposits, published indices and calculations, by the column that names them; of trades their numbers."""


def names_of(book: Book, language: Language, trades: frozenset[int] = frozenset()) -> Names:
    """With the numbers of those trades."""
    catalogue = queries.catalogue(book)
    named: dict[str, Mapping[int, str]] = {
        "deposit": names_by_id(book, "deposits"),
        "published_index": names_by_id(book, "published_indices"),
        "calculation": names_by_id(book, "calculations"),
    }
    named["trade"] = {row.id: row.trade.called for row in trades_by_id(book, sorted(trades))}
    return Names(
        language,
        {number: catalogue[code] for code, number in queries.product_ids(book).items()},
        {number: name for name, number in queries.counterparty_ids(book).items()},
        named,
    )


def record_words(record: str, language: Language) -> str:
    key = f"history.record-{record}"
    return word(key, language) if has(key) else record


def column_words(column: str, language: Language) -> str:
    """As forms and headers call the field."""
    key = f"history.column-{column}"
    return word(key, language) if has(key) else field_name("quantity" if column == "quantity_g" else column, language)


def row_name(record: str, number: int, row: Told, names: Names) -> str:
    """What a person would call it: a trade by its number, a quote by day, product and source."""
    if record == "trades":
        parts: tuple[str, ...] = ("deal_no",) if row.get("deal_no") else ("date", "product")
    else:
        parts = _NAMING.get(record) or _OF_TRADE.get(record) or ("name",)
    said = [value_words(part, row[part], names) for part in parts if row.get(part) not in (None, "")]
    return " ".join(said) or f"#{number}"


def summary(record: str, row: Told, names: Names) -> str:
    """The fields that a trader asks for first, of a row that came or went."""
    columns = _SUMMED.get(record) or [name for name in row if name not in _UNSAID | _CONTENTS | {"name"}][:6]
    said = [value_words(column, row[column], names) for column in columns if row.get(column) not in (None, "")]
    return " ".join(said)[:LONGEST]


def differing(record: str, before: Told, after: Told) -> list[str]:
    """The columns whose values differ, without those that follow from others or say nothing to a person."""
    unsaid = _UNSAID | (_FOLLOWS if record == "trades" else set())
    return [name for name, value in after.items() if name not in unsaid and before.get(name) != value]


def value_words(column: str, value: Any, names: Names) -> str:
    """A stored value as a person writes it; the dash for none."""
    if value in (None, ""):
        return NONE
    if isinstance(value, int):
        return _number_words(column, value, names)
    if column in _CONTENTS:
        return word("history.contents", names.language)
    said = _coded(column, str(value), names.language)
    return said if len(said) <= LONGEST else said[:LONGEST] + "…"


def _number_words(column: str, value: int, names: Names) -> str:
    if column in _SCALED:
        whole, dot, rest = plain(from_scaled(abs(value), _SCALED[column])).partition(".")
        unit = f" {word('trades.unit-t', names.language)}" if column == "quantity_g" else ""
        return f"{MINUS if value < 0 else ''}{int(whole):,}{dot}{rest}{unit}"
    if column == "product":
        return _product(names.products.get(value), value, names.language)
    if column in ("counterparty", "buyer", "seller"):
        return names.parties.get(value, f"#{value}")
    if column in names.others:
        return names.others[column].get(value, f"#{value}")
    if column in _YES_NO:
        return word("trades.yes" if value else "trades.no", names.language)
    if column == "spot":
        return word("trades.spot" if value else "trades.term", names.language)
    return str(value)


def _product(product: Product | None, value: int, language: Language) -> str:
    if product is None:
        return f"#{value}"
    return product.name_zh if language == "zh" else product.short_en


def _coded(column: str, value: str, language: Language) -> str:
    key = {**dict.fromkeys(_CODED, "trades."), **dict.fromkeys(_UNITS, "trades.unit-")}.get(column, "")
    if column == "suspect":
        return word("trades.suspect", language)
    if column == "field":
        return column_words(value, language)
    return word(f"{key}{value}", language) if key and has(f"{key}{value}") else value
