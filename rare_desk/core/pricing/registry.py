"""The calculators by name. A new one is a module with FIELDS, inputs and price, and a line here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rare_desk.core.pricing import grade
from rare_desk.core.pricing.abroad import fob, landed
from rare_desk.core.pricing.clauses import average, floor
from rare_desk.core.pricing.fields import Field
from rare_desk.core.pricing.oxides import basket, estimate, metal, netback, oxide
from rare_desk.core.pricing.reference import REFERENCE
from rare_desk.core.pricing.result import Result
from rare_desk.core.pricing.settling import settlement, terms
from rare_desk.core.trail import TrailStep

_STEPS = {
    "price": ("price-at-grade", "netback-price", "estimate-last", "estimate-mean", "estimate-median"),
    "balance": ("balance", "refund", "provisional-due"),
    "implied_deduction": ("implied-deduction",),
    "value_at_grade": ("value-at-grade",),
    "usd_per_kg": ("basket-usd",),
    "metal_price": ("metal-price",),
    "metal_cost": ("metal-cost",),
    "oxide_price": ("oxide-price",),
    "margin": ("margin",),
    "fob_usd_per_kg": ("fob-price",),
    "price_incl_vat": ("home-incl-vat",),
    "net": ("floor-net",),
    "average": ("average-price",),
    "landed": ("landed-cost",),
}
"""The labels of the steps that may give a headline."""


def step_of(figure: str, value: object, trail: Iterable[TrailStep]) -> TrailStep | None:
    """The step that gives a headline of that value; None when `figure` is no headline. Another step may have the same
    value (an estimate equal to its low end).
    """
    labels = _STEPS.get(figure, ())
    return next((step for step in trail if step.label in labels and step.value == value), None)


@dataclass(frozen=True, slots=True)
class Calculator:
    """`inputs` reads a mapping by FIELDS into the calculator's own inputs, or says all that is wrong; `price` then
    always succeeds. `has_vat`: an empty VAT rate may be taken from the delivery date.
    """

    name: str
    fields: tuple[Field, ...]
    inputs: Callable[[Mapping[str, object]], Any]
    price: Callable[[Any], Result[Any]]
    headlines: tuple[str, ...]
    """Figures of the result; the first one that there is stands for it in a list."""

    @property
    def has_vat(self) -> bool:
        return self._takes("vat_rate")

    @property
    def announced(self) -> tuple[str, str]:
        """The two inputs that an announced price and its grade may fill; empty texts when there are none."""
        pairs = (REFERENCE, ("announced_price", "announced_grade"))
        return next((pair for pair in pairs if self._takes(pair[0])), ("", ""))

    def _takes(self, name: str) -> bool:
        return any(field.name == name for field in self.fields)


CALCULATORS = {
    calculator.name: calculator
    for calculator in (
        Calculator("grade", grade.FIELDS, grade.inputs, grade.price, ("price",)),
        Calculator("settlement", terms.FIELDS, terms.inputs, settlement.price, ("balance",)),
        Calculator("netback", netback.FIELDS, netback.inputs, netback.price, netback.HEADLINES),
        Calculator("estimate", estimate.FIELDS, estimate.inputs, estimate.price, ("price",)),
        Calculator("basket", basket.FIELDS, basket.inputs, basket.price, ("usd_per_kg",)),
        Calculator("metal", metal.FIELDS, metal.inputs, metal.price, ("metal_price", "metal_cost")),
        Calculator("oxide", oxide.FIELDS, oxide.inputs, oxide.price, ("oxide_price", "margin")),
        Calculator("fob", fob.FIELDS, fob.inputs, fob.price, fob.HEADLINES),
        Calculator("floor", floor.FIELDS, floor.inputs, floor.price, ("net",)),
        Calculator("average", average.FIELDS, average.inputs, average.price, ("average",)),
        Calculator("landed", landed.FIELDS, landed.inputs, landed.price, ("landed",)),
    )
}
