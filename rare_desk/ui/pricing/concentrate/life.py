"""What the user does to a settlement's inputs over its life: its stage, payments, schedules, the lots' elements."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from rare_desk.core.pricing.settling.terms import Stage
from rare_desk.core.pricing.sources import SOURCES, still_true
from rare_desk.ops.contracts.lots import LotsPlan, as_lots
from rare_desk.ui.pricing import draft
from rare_desk.ui.pricing.draft import Given


def staged(given: Given, stage: str) -> Given:
    """At that stage, or without stages when it is empty; the provisional stage has an invoice to fill in."""
    changed = dict(given) | {"stage": stage}
    if not stage:
        del changed["stage"]
    if stage == Stage.PROVISIONAL and "provisional" not in given:
        changed = draft.with_provisional(changed)
        changed["provisional"]["paid_share"] = "100"
    return changed


def with_payment(given: Given, way: str, label: str) -> Given:
    """`way`: transfer or acceptance, whose discount the seller bears unless the contract says otherwise."""
    fresh = {"label": label, "paid_on": "", "amount": ""}
    if way == "acceptance":
        fresh |= {"days": "", "discount_rate": "", "day_basis": "360", "borne_by": "seller"}
    return dict(given) | {"payments": [*(given.get("payments") or []), fresh]}


def with_rounding(given: Given, rounding: Mapping[str, str]) -> Given:
    """As usual when nothing is said."""
    changed = dict(given) | {"rounding": dict(rounding)}
    if not rounding:
        del changed["rounding"]
    return changed


def with_schedule(given: Given, schedule: Mapping[str, Any], place: int | None = None) -> Given:
    """In that place of the adjustments, or behind them."""
    changes = [*(given.get("adjustments") or [])]
    if place is None:
        changes.append(dict(schedule))
    else:
        changes[place] = dict(schedule)
    return dict(given) | {"adjustments": changes}


def with_sheets(given: Given, plan: LotsPlan, *, whole: bool) -> Given:
    """With the lots of weighbridge and assay sheets: alone, or joined to those that already say something."""
    named = ("wet_t", "moisture", "grade", "assay", "elements")
    before = [] if whole else [lot for lot in given["lots"] if any(lot.get(name) for name in named)]
    changed = dict(given) | {"lots": as_lots(plan, before)}
    kept = still_true(changed, {SOURCES: given.get(SOURCES)}).get(SOURCES)
    changed.pop(SOURCES, None)
    return changed | ({SOURCES: kept} if kept else {})


def elements_of(given: Mapping[str, Any]) -> tuple[str, ...]:
    """Those that a lot has, or a schedule goes by, in the order in which they came."""
    found = [
        str(change["element"])
        for change in given.get("adjustments") or ()
        if change.get("element") and "assay" not in change
    ]
    found += [str(one["element"]) for lot in given["lots"] for one in lot.get("elements") or ()]
    return tuple(dict.fromkeys(found))


def with_element(given: Given, lot: int, element: str, words: str) -> Given:
    """That lot's assay of the element as typed; none when nothing is."""
    one = copy.copy(given["lots"][lot])
    others: Sequence[Mapping[str, Any]] = one.pop("elements", None) or ()
    kept = [dict(each) for each in others]
    known = next((each for each in kept if each["element"] == element), None)
    if known is None:
        kept.append({"element": element, "assay": words})
    else:
        known["assay"] = words
    if kept := [each for each in kept if each["assay"].strip()]:
        one["elements"] = kept
    lots = [*given["lots"]]
    lots[lot] = one
    return dict(given) | {"lots": lots}
