"""A new trade takes what is kept with its party, in every field that the user left as it was."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rare_desk.core.trades import Compliance, Side
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ui.entry.draft import FIELDS, Draft, PriceUnit
from rare_desk.ui.entry.reading import Known

_PARTIES = ("counterparty", "buyer", "seller")


def with_defaults(begun: Draft, defaults: Mapping[str, str]) -> Draft:
    """A form as it began, with a party's defaults (`ops.parties.defaults`) in place of what stood there."""
    taken: dict[str, Any] = {
        name: defaults[name] for name in ("vat_rate", "payment", "delivery_place", "incoterm") if name in defaults
    }
    if "related" in defaults:
        taken["related"] = defaults["related"] == "yes"
    if "spot" in defaults:
        taken["spot"] = defaults["spot"] == "spot"
    if "compliance" in defaults:
        taken["compliance"] = Compliance(defaults["compliance"])
    if "tax_basis" in defaults:
        taken["tax_basis"] = TaxBasis(defaults["tax_basis"])
    if "unit" in defaults:
        taken["quantity_unit"] = Unit(defaults["unit"])
    if "unit" in defaults or "currency" in defaults:
        unit = Unit(defaults["unit"]) if "unit" in defaults else begun.price_unit.unit
        taken["price_unit"] = PriceUnit(defaults.get("currency", begun.price_unit.currency), unit)
    return replace(begun, **taken)


def renewed(draft: Draft, proposed: Draft, proposal: Draft) -> Draft:
    """What stands in the form now, but where it still says what was `proposed` before, as the new proposal says."""
    left = [name for name in FIELDS if getattr(draft, name) == getattr(proposed, name)]
    return replace(draft, **{name: getattr(proposal, name) for name in left})


def settled(draft: Draft, before: Draft, begun: Draft, known: Known, *, new: bool) -> Draft:
    """What was typed, with parties by their own names; a new trade that now names another counterparty than `before`
    takes what is kept with it."""
    names: dict[str, Any] = {name: known.party(getattr(draft, name)) for name in _PARTIES}
    named = replace(draft, **names)
    if not new or named.side is Side.MARKET or named.counterparty == before.counterparty:
        return named
    proposed, proposal = (with_defaults(begun, known.defaults(one.counterparty)) for one in (before, named))
    return renewed(named, proposed, proposal)
