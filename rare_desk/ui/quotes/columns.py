"""The columns of the quotes and of the announced prices."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from rare_desk.core.numbers import plain
from rare_desk.core.products import Catalogue
from rare_desk.core.quotes import AnnouncedPrice, Period, Quote
from rare_desk.store.rows import QuoteRow
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.rows.rows_model import Column


@dataclass(frozen=True, slots=True)
class Announced:
    """An announced price with its place in the list, by which the table knows it."""

    number: int
    price: AnnouncedPrice


def written_day(quote: Quote) -> str:
    """As precise as the quote is: a month has no day, a year no month."""
    if quote.period is Period.MONTH:
        return f"{quote.date:%Y-%m}"
    return str(quote.date.year) if quote.period is Period.YEAR else quote.date.isoformat()


def unit(quote: Quote) -> str:
    return labels.label_or(f"trades.price-{quote.currency}-{quote.unit}", f"{quote.currency}/{quote.unit}")


def basis(quote: Quote) -> str:
    if quote.tax_basis is None:
        return labels.label("trades.unknown")
    rate = f" {plain(quote.vat_rate)} %" if quote.vat_rate is not None else ""
    return labels.label(f"trades.{quote.tax_basis}") + rate


def quote_columns(catalogue: Catalogue, *, typed: bool = False) -> list[Column[QuoteRow]]:
    """`typed`: cells can be typed into."""

    def product(row: QuoteRow) -> str:
        return labels.short_product_of(catalogue, row.quote.product)

    def named(row: QuoteRow) -> str:
        return labels.product_of(catalogue, row.quote.product)

    columns = [
        _word("date", 84, lambda row: written_day(row.quote)),
        _word("period", 48, lambda row: labels.label(f"trades.{row.quote.period}")),
        _word("product", 124, product, roomy=True),
        _word("grade", 104, lambda row: row.quote.grade, muted=True, roomy=True),
        _price("low", lambda quote: quote.low, muted=True),
        _price("high", lambda quote: quote.high, muted=True),
        _price("mid", lambda quote: quote.mid),
        _word("unit", 80, lambda row: unit(row.quote)),
        _word("tax_basis", 112, lambda row: basis(row.quote)),
        _word(
            "source", 170, lambda row: row.quote.source, tip=lambda row: row.quote.url or row.quote.source, roomy=True
        ),
        _word("note", 170, lambda row: row.quote.note, muted=True, roomy=True),
    ]
    own = {"date": lambda row: row.quote.date.isoformat(), "product": named}
    return [replace(one, raw=own.get(one.key, one.copied or one.text)) for one in columns] if typed else columns


def _word(
    key: str,
    width: int,
    text: Callable[[QuoteRow], str],
    *,
    muted: bool = False,
    roomy: bool = False,
    tip: Callable[[QuoteRow], str] | None = None,
) -> Column[QuoteRow]:
    return Column(key=key, title=labels.field(key), text=text, width=width, muted=muted, roomy=roomy, tip=tip or text)


def _price(key: str, value: Callable[[Quote], Decimal | None], *, muted: bool = False) -> Column[QuoteRow]:
    def copied(row: QuoteRow) -> str:
        number = value(row.quote)
        return "" if number is None else plain(number)

    return Column(
        key=key,
        title=labels.field(key),
        text=lambda row: formats.price(value(row.quote)),
        width=104,
        align="right",
        muted=muted,
        copied=copied,
    )


_CHIPS = {
    "unknown": "chip:indicative", "proposed": "chip:indicative", "proposed_rejected": "chip:neutral",
    "in_force_inferred": "chip:info",
}  # fmt: skip


def announced_columns() -> list[Column[Announced]]:
    per_tonne = labels.label("trades.price-CNY-t")

    def text(key: str, title: str, width: int, read: Callable[[AnnouncedPrice], str], muted: bool) -> Column[Announced]:
        return Column(
            key=key,
            title=title,
            text=lambda row: read(row.price),
            width=width,
            muted=muted,
            sortable=False,
            tip=lambda row: read(row.price),
        )

    def figure(
        key: str, unit: str, width: int, places: int, read: Callable[[AnnouncedPrice], Decimal | None]
    ) -> Column[Announced]:
        return Column(
            key=key,
            title=labels.field(key),
            unit=unit,
            text=lambda row: formats.number(read(row.price), places),
            width=width,
            align="right",
            sortable=False,
            copied=lambda row: plain(found) if (found := read(row.price)) is not None else "",
        )

    return [
        text("quarter", labels.field("quarter"), 84, lambda one: one.quarter, False),
        figure("announced_price", per_tonne, 150, 2, lambda one: one.price),
        figure("reo_basis", "%", 96, 0, lambda one: one.reo_basis),
        figure("per_percent", labels.label("trades.yuan"), 110, 2, lambda one: one.per_percent),
        text("announced_on", labels.field("announced_on"), 96, lambda one: one.announced_on or formats.NONE, False),
        Column(
            key="status",
            title=labels.field("status"),
            text=lambda row: labels.label_or(f"announced.{row.price.status}", row.price.status),
            width=128,
            sortable=False,
            flag=lambda row: _CHIPS.get(row.price.status, ""),
            tip=lambda row: row.price.note,
        ),
        text("source", labels.field("source"), 300, lambda one: one.source_url, True),
        text("note", labels.field("note"), 300, lambda one: one.note, True),
    ]


def announced_state(row: Announced) -> str:
    """A rejected proposal is not a price: struck out."""
    return "cancelled" if row.price.status == "proposed_rejected" else ""
