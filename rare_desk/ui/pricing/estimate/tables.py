"""The columns of the estimate's tables: the back-test by quarter (copied to the cent), what oxides would move, quarters
that lack quotes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import plain
from rare_desk.core.pricing.oxides.deductions import Offer
from rare_desk.core.pricing.oxides.netback import Oxide
from rare_desk.core.problems import Problem
from rare_desk.ops.contracts.outlook import Outlook, Tried
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.rows.rows_model import Column


@dataclass(frozen=True, slots=True)
class Move:
    """What an oxide's price moving by the percent asked for adds to the estimate, which then is `up` or `down`; the
    last row is of all of them together.
    """

    name: str
    oxide: Oxide | None
    adds: Decimal
    up: Decimal
    down: Decimal


def moves(found: Outlook, all_together: str) -> list[Move]:
    price = found.figures.price
    rows = [
        Move(one.oxide, one, found.figures.moves[one.oxide], price + adds, price - adds)
        for one in found.inputs.oxides
        for adds in (found.figures.moves[one.oxide],)
    ]
    whole = sum((one.adds for one in rows), Decimal(0))
    return [*rows, Move(all_together, None, whole, price + whole, price - whole)]


def tried_columns() -> list[Column[Tried]]:
    past: list[Column[Tried]] = [
        Column(
            key="quarter", title=labels.label("calculator.back-quarter"), text=lambda row: row.past.quarter, width=72
        ),
        _figure("value", lambda row: row.past.value_at_grade),
        _figure("announced", lambda row: row.past.announced_price),
        _figure("implied", lambda row: row.past.deduction),
    ]
    for offer in Offer:
        past += _offered(offer)
    return past


def _offered(offer: Offer) -> list[Column[Tried]]:
    return [
        _figure(f"by-{offer}", lambda row: row.estimates.get(offer)),
        _figure(f"off-{offer}", lambda row: row.off.get(offer), off=True, spare=1),
        _figure(f"percent-{offer}", lambda row: row.off_percent.get(offer), off=True),
    ]


def move_columns() -> list[Column[Move]]:
    return [
        Column(key="oxide", title=labels.label("pricing.field-oxide"), text=lambda row: row.name, width=96),
        _moved("share", lambda row: row.oxide.share if row.oxide else None, "pricing.field-share", spare=2),
        _moved("price", _price, "pricing.field-price_incl_vat", spare=1),
        _moved("adds", lambda row: row.adds, "calculator.column-move"),
        _moved("up", lambda row: row.up, "calculator.move-up"),
        _moved("down", lambda row: row.down, "calculator.move-down"),
    ]


def _price(row: Move) -> Decimal | None:
    return row.oxide.price_incl_vat if row.oxide else None


def lacking_columns() -> list[Column[Problem]]:
    return [
        Column(key="quarter", title=labels.label("calculator.back-quarter"), text=lambda row: row.value, width=76),
        Column(
            key="why",
            title=labels.label("calculator.lacking-why"),
            text=labels.say,
            tip=labels.say,
            width=240,
            grows=True,
        ),
    ]


def _figure(key: str, of: Callable[[Tried], Decimal | None], *, off: bool = False, spare: int = 0) -> Column[Tried]:
    unit = "percent" if key.startswith("percent") else "cny_dry_t"
    places = 2 if unit == "percent" else 0

    def shown(row: Tried) -> str:
        value = of(row)
        if value is None:
            return formats.NONE
        return formats.signed(value, places) if off else formats.number(value, places)

    def copied(row: Tried) -> str:
        value = of(row)
        return "" if value is None else plain(value)

    return Column(
        key=key,
        title=labels.label(f"calculator.back-{key.partition('-')[0] if off else key}"),
        unit=labels.label(f"pricing.unit-{unit}") if unit == "percent" else "",
        text=shown,
        copied=copied,
        align="right",
        width=80,
        sortable=False,
        spare=spare,
    )


def _moved(key: str, of: Callable[[Move], Decimal | None], title: str, *, spare: int = 0) -> Column[Move]:
    def shown(row: Move) -> str:
        value = of(row)
        return "" if value is None else formats.number(value, 2)

    return Column(
        key=key,
        title=labels.label(title),
        text=shown,
        copied=lambda row: "" if of(row) is None else plain(of(row) or Decimal(0)),
        align="right",
        width=88,
        sortable=False,
        spare=spare,
    )
