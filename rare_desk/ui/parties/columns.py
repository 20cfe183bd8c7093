"""The columns of the counterparties, what they sort by, and the sums below them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import plain
from rare_desk.core.parties.tax_number import is_chinese, tax_number_problem
from rare_desk.ops.parties.listing import Line
from rare_desk.store.reading.party_queries import OpenFigures, PartyFigures
from rare_desk.ui import formats, labels
from rare_desk.ui.widgets.rows.rows_model import Column

_MASSES = ("bought_t", "sold_t", "market_t")


@dataclass(frozen=True, slots=True)
class Shown:
    """`figures` and what is `open` are None until the trades have been read."""

    line: Line
    figures: PartyFigures | None
    open: OpenFigures | None = None

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
        _text("name", 240, lambda one: one.name, grows=True),
        _text("aliases", 120, lambda one: between().join(one.line.aliases), muted=True, spare=3, roomy=True),
        _text("group_name", 84, lambda one: one.line.row.group_name, spare=6, roomy=True),
        _text("country", 76, country, spare=1, muted=True),
        Column(
            key="tax_id",
            title=labels.field("tax_id"),
            text=lambda one: one.line.row.tax_id,
            width=172,
            flag=lambda one: "suspect" if doubt(one.line) else "",
            tip=lambda one: doubt(one.line),
            spare=4,
        ),
        _figure("trades", "", 62, 0, lambda one: Decimal(one.trades)),
        *(_figure(key, title("unit-t"), 84, 3, _mass(key), spare=2 * (key == "market_t")) for key in _MASSES),
        _figure("amount", title("unit-money"), 132, 2, lambda one: one.amount_incl_vat, spare=7),
        _open("open_t", title("unit-t"), 84, 3, open_t, open_tonnes, spare=5),
        _open("to_receive", title("unit-money"), 124, 2, lambda one: yuan(one.to_receive), in_full("to_receive")),
        _open("to_pay", title("unit-money"), 124, 2, lambda one: yuan(one.to_pay), in_full("to_pay")),
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
    if column in _OPEN:
        return lambda one: (_OPEN[column](one.open) or None) if one.open else None
    attribute = "amount_incl_vat" if column == "amount" else column
    return lambda one: (getattr(one.figures, attribute) or None) if one.figures else None


def sums(shown: Sequence[Shown]) -> dict[str, str]:
    """Trades are not added up: one of the market belongs to two parties."""
    known = [one.figures for one in shown if one.figures is not None]
    if not known:
        return {}
    cells = {key: formats.mass(sum((getattr(one, key) for one in known), Decimal(0))) for key in _MASSES[:2]}
    cells["amount"] = formats.money(sum((one.amount_incl_vat for one in known), Decimal(0)))
    live = [one.open for one in shown if one.open is not None]
    for key, value in _OPEN.items():
        cells[key] = formats.number(sum((value(one) for one in live), Decimal(0)), 3 if key == "open_t" else 2)
    return cells


def open_t(open_: OpenFigures) -> Decimal:
    return open_.to_come_t + open_.to_go_t


def yuan(amounts: Mapping[str, Decimal]) -> Decimal:
    return amounts.get("CNY", Decimal(0))


_OPEN: Mapping[str, Callable[[OpenFigures], Decimal]] = {
    "open_t": open_t,
    "to_receive": lambda one: yuan(one.to_receive),
    "to_pay": lambda one: yuan(one.to_pay),
}


def open_tonnes(one: OpenFigures) -> str:
    """To come and to go apart."""
    parts = (("to_come_t", one.to_come_t), ("to_go_t", one.to_go_t))
    return between().join(f"{title(key)} {formats.mass(value)} {title('unit-t')}" for key, value in parts if value)


def in_full(key: str) -> Callable[[OpenFigures], str]:
    """What is open in each currency."""
    return lambda one: between().join(
        f"{currency} {formats.money(amount)}" for currency, amount in sorted(getattr(one, key).items())
    )


def open_said(one: OpenFigures) -> str:
    """All that is open, in a line; empty when nothing is."""
    amounts = [f"{title(key)} {said}" for key in ("to_receive", "to_pay") if (said := in_full(key)(one))]
    return between().join(filter(None, (*amounts, open_tonnes(one))))


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
    key: str,
    width: int,
    text: Callable[[Shown], str],
    *,
    muted: bool = False,
    grows: bool = False,
    roomy: bool = False,
    spare: int = 0,
) -> Column[Shown]:
    name = labels.field(key) if key in ("group_name", "country") else title(key)
    return Column(
        key=key, title=name, text=text, width=width, muted=muted, grows=grows, roomy=roomy, spare=spare, tip=text
    )


def _open(
    key: str,
    unit: str,
    width: int,
    places: int,
    value: Callable[[OpenFigures], Decimal],
    tip: Callable[[OpenFigures], str],
    *,
    spare: int = 0,
) -> Column[Shown]:
    """The dash where nothing is open; nothing while it is not yet known."""

    def found(one: Shown) -> Decimal:
        return value(one.open) if one.open else Decimal(0)

    return Column(
        key=key,
        title=title(key),
        unit=unit,
        text=lambda one: "" if one.open is None else formats.number(found(one), places) if found(one) else formats.NONE,
        width=width,
        align="right",
        copied=lambda one: plain(found(one)) if found(one) else "",
        tip=lambda one: tip(one.open) if one.open else "",
        spare=spare,
    )


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
