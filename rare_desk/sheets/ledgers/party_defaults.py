"""What the book keeps with a party for new trades, taken where a table says nothing of it; the plan is told."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from rare_desk.core.parsing import parse_number
from rare_desk.core.trades import Compliance, Side
from rare_desk.core.units import TaxBasis
from rare_desk.sheets.ledgers.parties import Parties
from rare_desk.sheets.ledgers.trade_fields import Fields
from rare_desk.sheets.planning.plan import Known, note
from rare_desk.sheets.planning.rows import Body
from rare_desk.sheets.planning.settle import Settled

_OWN = (Side.BUY, Side.SELL)
_MOST_NAMED = 3


def _rate(said: str) -> Decimal | None:
    read = parse_number(said)
    return read if isinstance(read, Decimal) else None


_READ: Mapping[str, Callable[[str], Any]] = {
    "related": str,
    "spot": lambda said: "yes" if said == "spot" else "no",
    "compliance": Compliance,
    "basis": TaxBasis,
    "vat_rate": _rate,
    "payment": str,
    "delivery_place": str,
    "incoterm": str,
}
"""A default as the field's column is read."""
_CALLED = {"basis": "tax_basis"}
_MARKS = frozenset(("related", "spot"))
"""An empty cell of such a column says no."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """A field of which some rows say nothing; `open` tells whether one of them does."""

    name: str
    values: list[Any]
    open: Callable[[int], bool]


def take_defaults(body: Body, fields: Fields, parties: Parties, known: Known) -> None:
    """Into the fields of own trades. What figures mean, their unit and currency, one file says for all its rows: that
    is not taken from a party."""
    kept = {name: said for name in set(parties.counterparties) if (said := known.defaults.get(name))}
    if not kept:
        return
    mine = [at for at, name in enumerate(parties.counterparties) if name in kept and parties.sides[at] in _OWN]
    for gap in _gaps(body.settled, fields, parties):
        called = _CALLED.get(gap.name, gap.name)
        read = {name: _READ[gap.name](said[called]) for name, said in kept.items() if called in said}
        taken = Counter[str]()
        for at in mine:
            name = parties.counterparties[at]
            if read.get(name) is not None and gap.open(at):
                gap.values[at] = read[name]
                taken[name] += 1
        if taken:
            fields.filled.add(gap.name)
            _tell(body, called, taken)


def _gaps(settled: Settled, fields: Fields, parties: Parties) -> Iterator[_Gap]:
    texts = {name: fields.texts[name] for name in ("payment", "delivery_place")}
    columns = {"related": fields.related, "spot": fields.spot, "vat_rate": fields.rates, **texts}
    for name, values in columns.items():
        if name not in _MARKS:
            yield _Gap(name, values, partial(_is_empty, values))
        elif settled.one(name) is None:
            yield _Gap(name, values, lambda _at: True)
    if settled.options.compliant is None:
        yield _Gap("compliance", fields.compliance, lambda at: fields.compliance[at] is None)
    if settled.basis is None:
        yield _Gap("basis", fields.bases, lambda at: _without_basis(fields, at))
    yield _Gap("incoterm", fields.incoterms, partial(_is_empty, fields.incoterms))


def _is_empty(values: Sequence[Any], at: int) -> bool:
    return not values[at]


def _without_basis(fields: Fields, at: int) -> bool:
    """Neither its price nor its terms say whether VAT is in it."""
    said = fields.incl[at] or fields.excl[at] or fields.bases[at] or fields.incoterms[at]
    return not said and fields.plain[at] is not None


def _tell(body: Body, field: str, taken: Counter[str]) -> None:
    names = sorted(taken)
    shown = ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
    body.plan.notes.append(note(f"default-{field.replace('_', '-')}", parties=shown, count=taken.total()))
