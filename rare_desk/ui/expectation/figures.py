"""Months and products as rows of tables, with what each product gives to the figure of a group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from rare_desk.core.expectation import COMPOSITE, Diffusion, Headline, Month, Outlook, Part
from rare_desk.core.products import Catalogue
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.rows.rows_model import Column

translate = QCoreApplication.translate


@dataclass(frozen=True)
class MonthRow:
    """`month` None: nobody has answered yet; `before` is the composite of the month before."""

    first: dt.date
    month: Month | None
    before: Decimal | None = None

    @property
    def number(self) -> int:
        return self.first.toordinal()


@dataclass(frozen=True)
class ProductRow:
    """`diffusion` None: without an answer; `part` None: no part of the headline that is looked at."""

    code: str
    name: str
    diffusion: Diffusion | None
    part: Part | None


def month_rows(months: Sequence[Month], others: Sequence[dt.date]) -> list[MonthRow]:
    """Latest first; `others` are months to be shown though they have no answers."""
    known = {one.month: one for one in months}
    firsts = sorted({*known, *others}, reverse=True)
    rows = []
    for first in firsts:
        earlier = next((one for one in months if one.month < first), None)
        rows.append(MonthRow(first, known.get(first), earlier.composite.value if earlier else None))
    return rows


def product_rows(month: Month | None, headline: Headline | None, products: Catalogue) -> list[ProductRow]:
    """Of the headline's products first those with answers, then the silent ones, then products beyond it."""
    if month is None or headline is None:
        return []
    parts = {part.product: part for part in headline.parts}
    codes = [one.product for one in month.products if one.product in parts]
    codes += list(headline.silent)
    if headline.name == COMPOSITE:
        codes += [one.product for one in month.products if one.product not in codes]
    return [
        ProductRow(code, labels.short_product_of(products, code), month.product(code), parts.get(code))
        for code in dict.fromkeys(codes)
    ]


def month_columns() -> list[Column[MonthRow]]:
    return [
        Column(key="month", title=labels.field("month"), text=lambda row: f"{row.first:%Y-%m}", width=72,
               sortable=False),
        Column(key="value", title=labels.label("index.composite-short"), text=_composite, width=64, align="right",
               sortable=False),
        Column(key="change", title=translate("ExpectationPage", "Change"), text=_moved, width=72, align="right",
               sortable=False, flag=lambda row: _direction(_change(row))),
    ]  # fmt: skip


def _composite(row: MonthRow) -> str:
    return formats.NONE if row.month is None else formats.number(row.month.composite.value, 2)


def _change(row: MonthRow) -> Decimal | None:
    value = row.month.composite.value if row.month else None
    return None if value is None or row.before is None else value - row.before


def _moved(row: MonthRow) -> str:
    change = _change(row)
    return "" if change is None else formats.signed(change, 2)


def _direction(change: Decimal | None) -> str:
    return "rise" if change and change > 0 else "fall" if change else ""


def product_columns() -> list[Column[ProductRow]]:
    return [
        Column(key="product", title=labels.field("product"), text=lambda row: row.name, width=104, sortable=False,
               flag=lambda row: "muted" if row.diffusion is None else "", tip=_told),
        Column(key="shares", title=translate("ExpectationPage", "Shares"), text=lambda _row: "", width=120,
               sortable=False, grows=True, tip=_told, copied=_told),
        Column(key="value", title=translate("ExpectationPage", "Diffusion"), text=_value, width=68, align="right",
               sortable=False),
        Column(key="count", title=translate("ExpectationPage", "Answers"), text=_count, width=52, align="right",
               sortable=False, muted=True),
        Column(key="share", title=labels.field("weight"), unit="%", text=_share, width=64, align="right",
               sortable=False, muted=True, tip=_weight),
        Column(key="contribution", title=translate("ExpectationPage", "Gives"), text=_contribution, width=64,
               align="right", sortable=False),
    ]  # fmt: skip


def percent(share: Fraction | float) -> str:
    return formats.number(float(share) * 100, 1)


def told_shares(one: Diffusion) -> str:
    return "  ".join(f"{labels.label(f'expectation.{o}')} {percent(one.shares[o])} %" for o in Outlook)


def _told(row: ProductRow) -> str:
    return translate("ExpectationPage", "No answers: left out") if row.diffusion is None else told_shares(row.diffusion)


def _value(row: ProductRow) -> str:
    return formats.NONE if row.diffusion is None else formats.number(row.diffusion.value, 2)


def _count(row: ProductRow) -> str:
    return "" if row.diffusion is None else formats.count(row.diffusion.count)


def _share(row: ProductRow) -> str:
    return "" if row.part is None else percent(row.part.share)


def _weight(row: ProductRow) -> str:
    if row.part is None:
        return ""
    words = translate("ExpectationPage", "{weight} in the weight set, scaled up to the products that have answers")
    return words.format(weight=formats.number(float(row.part.weight), 4))


def _contribution(row: ProductRow) -> str:
    return "" if row.part is None else formats.number(float(row.part.contribution), 2)
