"""A row's versions in the journal said as lines: when, who, what was before and after."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, RATE_PLACES, from_scaled, plain
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.journal_queries import RowVersion, row_history
from rare_desk.store.rows import TradeRow
from rare_desk.ui import formats, labels

Line = tuple[str, str, str]
_DERIVED = frozenset(
    ("id", "uuid", "content", "batch", "price_ex_vat", "price_incl_vat", "amount", "amount_ex_vat", "amount_incl_vat")
)
_SCALED = {
    "quantity_g": MASS_PLACES,
    "price": MONEY_PLACES,
    "vat_rate": RATE_PLACES,
    "reo_pct": RATE_PLACES,
    "fx": RATE_PLACES,
}
_PARTIES = ("counterparty", "buyer", "seller")
_CODED = ("side", "status", "compliance", "tax_basis")


@dataclass(frozen=True, slots=True)
class Past:
    """What the journal knows of a trade, with the names behind its ids; read off the window's thread."""

    versions: list[RowVersion]
    products: Mapping[int, str]
    parties: Mapping[int, str]
    batch: queries.BatchRow | None


def past_of(book: Book, row: TradeRow) -> Past:
    batch = next((one for one in queries.batches(book) if one.id == row.batch), None) if row.batch else None
    return Past(
        row_history(book, "trades", row.id),
        {number: code for code, number in queries.product_ids(book).items()},
        {number: name for name, number in queries.counterparty_ids(book).items()},
        batch,
    )


def lines(past: Past, product_name: Callable[[str], str]) -> list[Line]:
    """Newest first. Columns that follow from others are left out."""
    said = []
    if past.batch and not any(version.before is None for version in past.versions):
        imported = labels.label("history.imported", files=", ".join(past.batch.files))
        said.append((_when(past.batch.at), "", imported))
    for version in past.versions:
        what = _what(version, past, product_name)
        if what:
            said.append((_when(version.step.at), version.step.who, what))
    return said[::-1]


def _what(version: RowVersion, past: Past, product_name: Callable[[str], str]) -> str:
    begin = labels.label(f"history.{version.step.kind}") if version.step.kind in ("undo", "redo") else ""
    if version.before is None:
        return begin + labels.label("history.created")
    if version.after is None:
        return begin + labels.label("history.deleted")
    changed = [
        f"{labels.field('quantity' if name == 'quantity_g' else name)} "
        f"{_value(name, version.before.get(name), past, product_name)} → {_value(name, after, past, product_name)}"
        for name, after in version.after.items()
        if name not in _DERIVED and version.before.get(name) != after
    ]
    return begin + labels.label("history.comma").join(changed) if changed else ""


def _value(name: str, value: Any, past: Past, product_name: Callable[[str], str]) -> str:
    if value in (None, ""):
        return formats.NONE
    if name in _SCALED:
        grouped = plain(from_scaled(int(value), _SCALED[name]))
        whole, dot, rest = grouped.partition(".")
        return f"{int(whole):,}{dot}{rest}" + (f" {labels.label('trades.unit-t')}" if name == "quantity_g" else "")
    if name == "product":
        return product_name(past.products.get(value, str(value)))
    if name in _PARTIES:
        return past.parties.get(value, formats.NONE)
    return _word(name, value)


def _word(name: str, value: Any) -> str:
    if name in _CODED:
        return labels.label_or(f"trades.{value}", str(value))
    if name in ("quantity_unit", "price_unit"):
        return labels.label_or(f"trades.unit-{value}", str(value))
    if name == "related":
        return labels.label("trades.yes" if value else "trades.no")
    if name == "spot":
        return labels.label("trades.spot" if value else "trades.term")
    if name == "suspect":
        return labels.label("trades.suspect")
    return str(value)


def _when(at: str) -> str:
    moment = dt.datetime.fromisoformat(at).astimezone()
    this_year = moment.year == dt.datetime.now().astimezone().year
    return moment.strftime("%m-%d %H:%M" if this_year else "%Y-%m-%d")
