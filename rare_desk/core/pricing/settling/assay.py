"""Assay exchange: which grade settles when seller and buyer have each had the lot assayed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rare_desk.core.numbers import MINUS
from rare_desk.core.pricing.fields import Field, Kind, Problems, number
from rare_desk.core.pricing.result import shown
from rare_desk.core.problems import problem
from rare_desk.core.trail import TrailStep


class Rule(StrEnum):
    """What settles once the umpire has assayed; a term of the contract."""

    UMPIRE = "umpire"
    NEARER = "nearer"
    """Mean of the umpire's assay and the nearer party's; the umpire's alone when both are equally near."""
    MEDIAN = "median"


ASSAY_FIELDS = (
    number("seller", "reo", 0, 100),
    number("buyer", "reo", 0, 100),
    number("umpire", "reo", 0, 100, required=False),
    number("limit", "reo", 0, 100),
    Field(name="rule", kind=Kind.CHOICE, choices=tuple(Rule), required=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assay:
    """Assays and splitting limit in percent REO."""

    seller: Decimal
    buyer: Decimal
    limit: Decimal
    umpire: Decimal | None = None
    rule: Rule | None = None

    @property
    def splits(self) -> bool:
        """The parties are near enough for their mean to settle."""
        return abs(self.seller - self.buyer) <= self.limit


def assay_of(values: Mapping[str, Any], path: str) -> tuple[Assay | None, Problems]:
    """The assay of read values; a difference above the limit needs an umpire and a rule. None: values are missing."""
    if any(values[name] is None for name in ("seller", "buyer", "limit")):
        return None, ()
    rule = Rule(values["rule"]) if values["rule"] else None
    assay = Assay(**{name: values[name] for name in ("seller", "buyer", "limit", "umpire")}, rule=rule)
    if assay.splits:
        return assay, ()
    found = []
    if assay.umpire is None:
        apart = shown(abs(assay.seller - assay.buyer))
        found.append(problem("umpire-needed", f"{path}.umpire", apart=apart, limit=shown(assay.limit)))
    if assay.rule is None:
        found.append(problem("umpire-rule-needed", f"{path}.rule"))
    return assay, tuple(found)


def settled(assay: Assay, subject: str = "") -> TrailStep:
    """The grade that settles, unrounded (every rule is exact), as a step of the trail.

    The assay must have its umpire and rule when the parties do not split.
    """
    seller, buyer, umpire = assay.seller, assay.buyer, assay.umpire
    if assay.splits:
        numbers = (
            f"|{shown(seller)} {MINUS} {shown(buyer)}| ≤ {shown(assay.limit)}: ({shown(seller)} + {shown(buyer)}) / 2"
        )
        return TrailStep("assay", "assay-mean", numbers, (seller + buyer) / 2, "reo", subject)
    if umpire is None or assay.rule is None:
        raise ValueError("an assay beyond its limit needs umpire and rule")
    three = f"{shown(seller)}, {shown(buyer)}, {shown(umpire)}"
    if assay.rule is Rule.MEDIAN:
        return TrailStep("assay", "assay-median", three, sorted((seller, buyer, umpire))[1], "reo", subject)
    nearness = abs(seller - umpire) - abs(buyer - umpire)
    if assay.rule is Rule.UMPIRE or nearness == 0:
        return TrailStep("assay", "assay-umpire", three, umpire, "reo", subject)
    nearer = seller if nearness < 0 else buyer
    numbers = f"({shown(umpire)} + {shown(nearer)}) / 2"
    return TrailStep("assay", "assay-nearer", numbers, (umpire + nearer) / 2, "reo", subject)
