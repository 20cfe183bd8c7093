"""To how many decimals a settlement's figures are rounded, and how; a term of the contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import Mode
from rare_desk.core.pricing.fields import Field, Kind
from rare_desk.core.pricing.result import rounded
from rare_desk.core.trail import TrailStep

_PLACES = tuple("012345")


def _places(name: str) -> Field:
    return Field(name=name, kind=Kind.CHOICE, choices=_PLACES, required=False)


ROUNDING_FIELDS = (
    _places("mass_places"),
    _places("price_places"),
    _places("amount_places"),
    _places("grade_places"),
    Field(name="mode", kind=Kind.CHOICE, choices=tuple(Mode), required=False),
)


@dataclass(frozen=True, slots=True)
class Rounding:
    """Decimals of dry mass in tonnes, of unit prices in CNY per dry tonne, of amounts in CNY, of mean grades in
    percent; as pricing.md 2 has them unless the contract says otherwise.
    """

    mass: int = 3
    price: int = 2
    amount: int = 2
    grade: int = 4
    mode: Mode = Mode.HALF_UP

    def dry_mass(self, label: str, formula: str, numbers: str, exact: Decimal, **more: Any) -> TrailStep:
        return rounded(label, formula, numbers, exact, self.mass, "t", self.mode, **more)

    def unit_price(self, label: str, formula: str, numbers: str, exact: Decimal, **more: Any) -> TrailStep:
        return rounded(label, formula, numbers, exact, self.price, "cny_dry_t", self.mode, **more)

    def money(self, label: str, formula: str, numbers: str, exact: Decimal, **more: Any) -> TrailStep:
        return rounded(label, formula, numbers, exact, self.amount, "cny", self.mode, **more)

    def assay(self, label: str, formula: str, numbers: str, exact: Decimal, unit: str, **more: Any) -> TrailStep:
        return rounded(label, formula, numbers, exact, self.grade, unit, self.mode, **more)


USUAL = Rounding()


def rounding_of(values: Mapping[str, Any] | None) -> Rounding:
    """Of read values; what they leave out is as usual."""
    said = {name.removesuffix("_places"): value for name, value in (values or {}).items() if value}
    mode = Mode(said.pop("mode", Mode.HALF_UP))
    return Rounding(**{name: int(places) for name, places in said.items()}, mode=mode)
