"""What a cell of the list types into: which field of the draft, and with which words it begins."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rare_desk.core.parsing import parse_date, parse_quantity
from rare_desk.core.problems import Problem
from rare_desk.core.trades import Compliance, Side, Status
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ui import labels
from rare_desk.ui.entry.draft import CNY_T, Draft
from rare_desk.ui.entry.written_price import split_price

_PRICED = {"price_incl_vat": TaxBasis.INCL, "price_ex_vat": TaxBasis.EXCL}
_ARROW = re.compile(r"\s*(?:←|<-|<|＜)\s*")


@dataclass(frozen=True, slots=True)
class Cell:
    """`raw` is what an editor begins with; `put` the draft with what was typed; `fields` whose problems stand here.

    `put` is told the day that is today and whether the row is new: in a row of the book a bare number counts in the
    column's own unit, in a new one in the unit that was kept from the last row.
    """

    key: str
    fields: tuple[str, ...]
    raw: Callable[[Draft], str]
    put: Callable[[Draft, str, dt.date, bool], Draft]


def changed(draft: Draft, **values: Any) -> Draft:
    """With other values in fields that are known by name only."""
    return replace(draft, **values)


def _plain(key: str) -> Cell:
    return Cell(
        key,
        (key,),
        lambda draft: str(getattr(draft, key)),
        lambda draft, text, *_: changed(draft, **{key: text}),
    )


def _day(key: str) -> Cell:
    """Shorthand becomes the day that it means today: tomorrow it would mean another."""

    def put(draft: Draft, text: str, today: dt.date, _new: bool) -> Draft:
        base = today
        if key == "delivery_date" and isinstance(told := parse_date(draft.date, today), dt.date):
            base = told
        read = parse_date(text, base) if text.strip() else None
        return changed(draft, **{key: read.isoformat() if isinstance(read, dt.date) else text})

    return Cell(key, (key,), lambda draft: str(getattr(draft, key)), put)


def _quantity_raw(draft: Draft) -> str:
    if not draft.quantity or draft.quantity_unit is Unit.T:
        return draft.quantity
    return f"{draft.quantity} {labels.label(f'trades.unit-{draft.quantity_unit}')}"


def _put_quantity(draft: Draft, text: str, _today: dt.date, new: bool) -> Draft:
    read = parse_quantity(text)
    if isinstance(read, Problem):
        return replace(draft, quantity=text)
    value, unit = read
    unit = unit or (draft.quantity_unit if new else Unit.T)
    return replace(draft, quantity=f"{value:,f}", quantity_unit=unit)


def _price(key: str, basis: TaxBasis) -> Cell:
    """With unit and rate behind it where they are not the column's: `75.5 USD/kg @7.1`."""

    def raw(draft: Draft) -> str:
        if not draft.price or not _in_column(draft, basis):
            return ""
        if draft.price_unit == CNY_T:
            return draft.price
        unit = labels.label_or(
            f"trades.price-{draft.price_unit.currency}-{draft.price_unit.unit}", str(draft.price_unit)
        )
        rate = f" @{draft.fx}" if draft.fx and draft.price_unit.currency != "CNY" else ""
        return f"{draft.price} {unit}{rate}"

    def put(draft: Draft, text: str, _today: dt.date, new: bool) -> Draft:
        written, _, rate = text.partition("@")
        number, unit = split_price(written, draft.price_unit if new else CNY_T)
        untaxed = basis is TaxBasis.EXCL and _untaxed(draft) and draft.price_unit.currency == unit.currency
        kept = unit.currency != "CNY" or untaxed
        return replace(
            draft,
            price=number,
            price_unit=unit,
            tax_basis=draft.tax_basis if kept else basis,
            fx=rate.strip() or draft.fx,
        )

    return Cell(key, ("price", "fx"), raw, put)


def unit_of(key: str, draft: Draft) -> str:
    """In which a bare number counts there; empty where nothing has a unit."""
    if key == "quantity":
        return labels.label(f"trades.unit-{draft.quantity_unit}")
    if key not in _PRICED:
        return ""
    unit = draft.price_unit
    return labels.label_or(f"trades.price-{unit.currency}-{unit.unit}", str(unit))


def awaited_unit(key: str, draft: Draft) -> str:
    """That of an empty cell, where it was kept from another row and is not the column's own."""
    waits = key == "quantity" and not draft.quantity and draft.quantity_unit is not Unit.T
    waits |= key in _PRICED and not draft.price and draft.price_unit != CNY_T and _in_column(draft, _PRICED[key])
    return unit_of(key, draft) if waits else ""


def _untaxed(draft: Draft) -> bool:
    return draft.tax_basis is TaxBasis.NONE


def _in_column(draft: Draft, basis: TaxBasis) -> bool:
    """A foreign or untaxed price stands in the column without VAT."""
    taxed = draft.price_unit.currency == "CNY" and draft.tax_basis is TaxBasis.INCL
    return taxed == (basis is TaxBasis.INCL)


def _party_raw(draft: Draft) -> str:
    if draft.side is not Side.MARKET:
        return draft.counterparty
    return f"{draft.buyer} ← {draft.seller}" if draft.seller else draft.buyer


def _put_party(draft: Draft, text: str, *_: object) -> Draft:
    """Of a market trade the buyer, and after an arrow the seller."""
    if draft.side is not Side.MARKET:
        return replace(draft, counterparty=text, related=None)
    buyer, *rest = _ARROW.split(text, maxsplit=1)
    return replace(draft, buyer=buyer.strip(), seller=rest[0].strip() if rest else draft.seller, related=None)


def _coded(key: str, kind: Callable[[str], object]) -> Cell:
    return Cell(
        key,
        (key,),
        lambda draft: labels.label(f"trades.{getattr(draft, key)}"),
        lambda draft, code, *_: changed(draft, **{key: kind(code)}),
    )


def _yes(key: str, words: tuple[str, str]) -> Cell:
    """`words` are the codes of yes and no."""
    return Cell(
        key,
        (key,),
        lambda draft: labels.label(f"trades.{words[0] if getattr(draft, key) else words[1]}"),
        lambda draft, code, *_: changed(draft, **{key: code == words[0]}),
    )


_TEXTS = ("deal_no", "grade", "delivery_place", "contract_no", "payment", "lot", "origin", "trader", "note", "product")
_MORE_TEXTS = ("buyer", "seller", "incoterm", "country", "vat_rate", "fx", "reo_pct")


def _cells() -> Iterable[Cell]:
    yield from map(_plain, (*_TEXTS, *_MORE_TEXTS))
    yield from map(_day, ("date", "delivery_date"))
    yield Cell("quantity", ("quantity",), _quantity_raw, _put_quantity)
    yield _price("price_incl_vat", TaxBasis.INCL)
    yield _price("price_ex_vat", TaxBasis.EXCL)
    yield Cell("counterparty", ("counterparty", "buyer", "seller"), _party_raw, _put_party)
    yield _coded("side", Side)
    yield _coded("status", Status)
    yield _coded("compliance", Compliance)
    yield _yes("spot", ("spot", "term"))
    yield _yes("related", ("yes", "no"))


CELLS: Mapping[str, Cell] = {cell.key: cell for cell in _cells()}
"""By the key of the column; a column that is not there is computed."""
CODED = {
    "side": tuple(Side),
    "status": tuple(Status),
    "compliance": tuple(Compliance),
    "spot": ("spot", "term"),
    "related": ("no", "yes"),
}
"""The codes of which such a cell is one."""


def column_of(problem_field: str, draft: Draft, shown: Callable[[str], bool]) -> str:
    """The column in which a problem of that field shows: the nearest that is there, or empty."""
    return next(filter(shown, columns_of(problem_field, draft)), "")


def columns_of(problem_field: str, draft: Draft) -> tuple[str, ...]:
    """The columns in which a problem of that field shows, the nearest first."""
    if problem_field in ("price", "tax_basis", "price_unit", "currency", "amount"):
        return _price_columns(draft)
    if problem_field == "fx":
        return ("fx", *_price_columns(draft))
    if problem_field == "vat_rate":
        return ("vat_rate", *_price_columns(draft))
    if problem_field in ("buyer", "seller"):
        return (problem_field, "counterparty")
    return (problem_field,)


def _price_columns(draft: Draft) -> tuple[str, ...]:
    both = ("price_incl_vat", "price_ex_vat")
    return both if _in_column(draft, TaxBasis.INCL) else both[::-1]
