"""The columns of the counterparties, what they sort by, and the sums below them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.parties.tax_number import is_chinese, tax_number_problem
from rare_desk.ops.counterparties.listing import Line
from rare_desk.store.reading.party_queries import PartyFigures
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.rows_model import Column

_MASSES = ("bought_t", "sold_t", "market_t")


@dataclass(frozen=True, slots=True)
class Shown:
    """`figures` is None until the trades have been read."""

    line: Line
    figures: PartyFigures | None

    @property
    def id(self) -> int:
        return self.line.row.id

    @property
    def name(self) -> str:
        return self.line.row.name


def title(key: str) -> str:
    return labels.label(f"parties.{key}")


def party_columns() -> list[Column[Shown]]:
    return [
        _text("name", 190, lambda one: one.name, grows=True),
        _text("aliases", 130, lambda one: between().join(one.line.aliases), muted=True, spare=3),
        _text("group_name", 92, lambda one: one.line.row.group_name),
        _text("country", 62, country, spare=4, muted=True),
        Column(
            key="tax_id",
            title=labels.field("tax_id"),
            text=lambda one: one.line.row.tax_id,
            width=156,
            flag=lambda one: "suspect" if doubt(one.line) else "",
            tip=lambda one: doubt(one.line),
            spare=2,
        ),
        _figure("trades", "", 58, 0, lambda one: Decimal(one.trades)),
        *(_figure(key, title("unit-t"), 92, 3, _mass(key), spare=(key == "market_t")) for key in _MASSES),
        _figure("amount", title("unit-money"), 150, 2, lambda one: one.amount_incl_vat),
        _text("last_trade", 100, lambda one: formats.date(one.figures.last_trade) if one.figures else ""),
    ]


def order_of(column: str) -> Callable[[Shown], Any]:
    """What a party sorts by in that column; those without one stand last."""
    if column == "name":
        return lambda one: one.line.initials
    if column in ("group_name", "country", "tax_id"):
        return lambda one: getattr(one.line.row, column) or None
    if column == "aliases":
        return lambda one: one.line.aliases or None
    attribute = "amount_incl_vat" if column == "amount" else column
    return lambda one: (getattr(one.figures, attribute) or None) if one.figures else None


def sums(shown: Sequence[Shown]) -> dict[str, str]:
    """Trades are not added up: one of the market belongs to two parties."""
    known = [one.figures for one in shown if one.figures is not None]
    if not known:
        return {}
    cells = {key: formats.mass(sum((getattr(one, key) for one in known), Decimal(0))) for key in _MASSES[:2]}
    return cells | {"amount": formats.money(sum((one.amount_incl_vat for one in known), Decimal(0)))}


def country(one: Shown) -> str:
    said = one.line.row.country
    return title("china") if is_chinese(said) else said


def doubt(line: Line) -> str:
    """What is suspect about the tax number; empty when nothing is."""
    found = tax_number_problem(line.row.tax_id, line.row.country)
    return labels.say(found) if found else ""


def between() -> str:
    return labels.label("history.comma")


def _mass(key: str) -> Callable[[PartyFigures], Decimal]:
    def value(figures: PartyFigures) -> Decimal:
        found: Decimal = getattr(figures, key)
        return found

    return value


def _text(
    key: str, width: int, text: Callable[[Shown], str], *, muted: bool = False, grows: bool = False, spare: int = 0
) -> Column[Shown]:
    name = labels.field(key) if key in ("group_name", "country") else title(key)
    return Column(key=key, title=name, text=text, width=width, muted=muted, grows=grows, spare=spare, tip=text)


def _figure(
    key: str, unit: str, width: int, places: int, value: Callable[[PartyFigures], Decimal], *, spare: int = 0
) -> Column[Shown]:
    """The dash for what did not happen; nothing while it is not yet known."""

    def shown(one: Shown) -> str:
        if one.figures is None:
            return ""
        found = value(one.figures)
        return formats.number(found, places) if found else formats.NONE

    def exact(one: Shown) -> str:
        found = value(one.figures) if one.figures else None
        return plain(found) if found else ""

    return Column(
        key=key,
        title=title(key),
        unit=unit,
        text=shown,
        width=width,
        align="right",
        copied=exact,
        spare=int(spare),
    )
