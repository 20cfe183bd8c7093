"""Records as tables to export: which columns, in whose words, in which order.

Titles of trades and quotes are those by which the import knows a field, so that what goes out comes in again;
figures derived from them have titles that it does not read.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.products import Catalogue
from rare_desk.sheets.out.writing import Cell, Column, Kind, Row, Table
from rare_desk.store.rows import QuoteRow, TradeRow
from rare_desk.words import Language, field_name, word


@dataclass(frozen=True, slots=True)
class Words:
    """Codes in the words of one language."""

    language: Language
    products: Catalogue

    def of(self, code: str) -> str:
        return word(f"exports.{code}", self.language)

    def index(self, code: str) -> str:
        """The word for a status, reason or flag of the index."""
        return word(f"index.{code}", self.language)

    @property
    def between(self) -> str:
        return self.of("between")

    def product(self, code: str) -> str:
        if code not in self.products:
            return code
        found = self.products[code]
        return found.name_zh if self.language == "zh" else found.name_en

    def yes_no(self, value: bool) -> str:
        return self.of("yes" if value else "no")


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a record: its key in JSON, its kind, and the cell that it makes of a record."""

    key: str
    kind: Kind
    cell: Callable[[Any, Words], Cell]
    title: str = ""
    """Key of exports.toml where it is not a field's own name."""


def _field(name: str, kind: Kind = Kind.TEXT) -> Field:
    return Field(name, kind, lambda record, _words: getattr(record, name))


def _coded(name: str, prefix: str = "") -> Field:
    return Field(name, Kind.TEXT, lambda record, words: _said(getattr(record, name), prefix, words))


def _said(code: str | None, prefix: str, words: Words) -> Cell:
    return words.of(f"{prefix}{code}") if code else None


TRADE_FIELDS = (
    _field("deal_no"),
    _field("contract_no"),
    _field("date", Kind.DATE),
    _coded("side"),
    Field("product", Kind.TEXT, lambda trade, words: words.product(trade.product)),
    _field("grade"),
    _field("reo_pct", Kind.PERCENT),
    _field("quantity", Kind.MASS),
    _coded("quantity_unit", "unit-"),
    _field("price", Kind.PRICE),
    _coded("price_unit", "unit-"),
    _field("currency"),
    _coded("tax_basis", "basis-"),
    _field("vat_rate", Kind.PERCENT),
    _field("fx", Kind.PRICE),
    _field("counterparty"),
    _field("buyer"),
    _field("seller"),
    Field("related", Kind.TEXT, lambda trade, words: words.yes_no(trade.related)),
    Field("spot", Kind.TEXT, lambda trade, words: words.of("spot" if trade.spot else "term")),
    _coded("compliance", "compliance-"),
    _coded("status"),
    _field("delivery_place"),
    _field("delivery_date", Kind.DATE),
    _field("payment"),
    _field("incoterm"),
    _field("country"),
    _field("origin"),
    _field("lot"),
    _field("trader"),
    _field("note"),
)
_DERIVED = (
    Field("quantity_t", Kind.MASS, lambda row, _: row.trade.quantity_t, "tonnes"),
    Field("price_cny_t_ex_vat", Kind.PRICE, lambda row, _: row.prices.ex_vat, "price-ex-vat"),
    Field("amount_cny_ex_vat", Kind.MONEY, lambda row, _: row.prices.amount_ex_vat, "amount-ex-vat"),
    Field("amount_cny_incl_vat", Kind.MONEY, lambda row, _: row.prices.amount_incl_vat, "amount-incl-vat"),
)
QUOTE_FIELDS = (
    _field("date", Kind.DATE),
    _coded("period"),
    Field("product", Kind.TEXT, lambda quote, words: words.product(quote.product)),
    _field("grade"),
    _field("low", Kind.PRICE),
    _field("high", Kind.PRICE),
    _field("mid", Kind.PRICE),
    _coded("unit", "unit-"),
    _field("currency"),
    _coded("tax_basis", "basis-"),
    _field("vat_rate", Kind.PERCENT),
    _field("source"),
    _field("url"),
    _field("note"),
)


def trades_table(rows: Sequence[TradeRow], words: Words) -> Table:
    cells: list[Row] = [
        [*(field.cell(row.trade, words) for field in TRADE_FIELDS), *(field.cell(row, words) for field in _DERIVED)]
        for row in rows
    ]
    return Table(words.of("trades"), columns_of((*TRADE_FIELDS, *_DERIVED), words), sure(cells, TRADE_FIELDS))


def quotes_table(rows: Sequence[QuoteRow], words: Words) -> Table:
    cells: list[Row] = [[field.cell(row.quote, words) for field in QUOTE_FIELDS] for row in rows]
    return Table(words.of("quotes"), columns_of(QUOTE_FIELDS, words), sure(cells, QUOTE_FIELDS))


def sure(rows: list[Row], fields: Sequence[Field]) -> list[Row]:
    """Percentages of a column in which none is above 1 with their sign, lest 0.5 % be read as a half."""
    places = [place for place, field in enumerate(fields) if field.kind is Kind.PERCENT]
    found = {place: {row[place] for row in rows} - {None} for place in places}
    small = [place for place in places if found[place] and all(_up_to_one(cell) for cell in found[place])]
    rates = [place for place in places if fields[place].key == "vat_rate" and any(map(_up_to_one, found[place]))]
    signed = {*small, *rates}
    return [[_signed(c) if at in signed else c for at, c in enumerate(row)] for row in rows] if signed else rows


def _up_to_one(cell: Cell) -> bool:
    return isinstance(cell, Decimal) and cell <= 1


def _signed(cell: Cell) -> Cell:
    return f"{plain(cell)}%" if isinstance(cell, Decimal) else cell


def columns_of(fields: Sequence[Field], words: Words) -> tuple[Column, ...]:
    return tuple(
        Column(field.key, words.of(field.title) if field.title else field_name(field.key, words.language), field.kind)
        for field in fields
    )


_ANNOUNCED = {
    "quarter": Kind.TEXT, "price": Kind.PRICE, "reo_basis": Kind.PERCENT, "per_percent": Kind.PRICE,
    "announced_on": Kind.TEXT, "status": Kind.TEXT, "source_url": Kind.TEXT, "note": Kind.TEXT,
}  # fmt: skip


def announced_table(records: Sequence[dict[str, Any]], words: Words) -> Table:
    columns = tuple(Column(key, words.of(f"announced-{key}"), kind) for key, kind in _ANNOUNCED.items())
    said = [one | {"status": word(f"announced.{one['status']}", words.language)} for one in records]
    return Table(words.of("announced"), columns, [[one[key] for key in _ANNOUNCED] for one in said])


_KINDS = {
    "date": Kind.DATE, "at": Kind.STAMP, "price": Kind.MONEY, "value": Kind.LEVEL, "raw": Kind.RAW,
    "coverage": Kind.SHARE, "trades": Kind.COUNT, "pairs": Kind.COUNT, "id": Kind.COUNT,
}  # fmt: skip
_WRAPPED = {"label": 60, "why": 60}


def records_table(name: str, records: Sequence[dict[str, Any]], keys: Sequence[str], words: Words) -> Table:
    """Records of the index or the journal; lists are joined by commas."""
    columns = tuple(
        Column(key, words.of(f"column-{key}"), _KINDS.get(key, Kind.TEXT), wrap=_WRAPPED.get(key, 0)) for key in keys
    )
    cells: list[Row] = [[_plain(record.get(key)) for key in keys] for record in records]
    return Table(words.of(name), columns, cells)


def stamp(text: str) -> dt.datetime:
    """A moment of the book (ISO, UTC) as a cell has it: without zone, to the second."""
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)


def _plain(value: Any) -> Cell:
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else value
