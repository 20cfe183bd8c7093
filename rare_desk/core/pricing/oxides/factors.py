"""How much oxide a tonne of metal is made from, by mass."""

from decimal import Decimal

from rare_desk.core.numbers import half_up

OXYGEN = Decimal("15.999")
"""Its atomic weight."""
_OXIDES = {
    "La2O3": ("La", "138.905", 2, 3),
    "CeO2": ("Ce", "140.116", 1, 2),
    "Pr6O11": ("Pr", "140.908", 6, 11),
    "Nd2O3": ("Nd", "144.242", 2, 3),
    "Sm2O3": ("Sm", "150.36", 2, 3),
    "Eu2O3": ("Eu", "151.964", 2, 3),
    "Gd2O3": ("Gd", "157.25", 2, 3),
    "Tb4O7": ("Tb", "158.925", 4, 7),
    "Dy2O3": ("Dy", "162.5", 2, 3),
    "Ho2O3": ("Ho", "164.93", 2, 3),
    "Er2O3": ("Er", "167.259", 2, 3),
    "Tm2O3": ("Tm", "168.934", 2, 3),
    "Yb2O3": ("Yb", "173.045", 2, 3),
    "Lu2O3": ("Lu", "174.967", 2, 3),
    "Y2O3": ("Y", "88.906", 2, 3),
    "Sc2O3": ("Sc", "44.956", 2, 3),
}
"""Element, its atomic weight, and the atoms of metal and oxygen; the weights of resources/data/oxide_factors.csv."""


def _factor(weight: Decimal, metal: int, oxygen: int) -> Decimal:
    return half_up((metal * weight + oxygen * OXYGEN) / (metal * weight), 4)


FACTORS = {oxide: _factor(Decimal(weight), *atoms) for oxide, (_, weight, *atoms) in _OXIDES.items()}
"""Tonnes of oxide in a tonne of its metal, to 0.0001 as the trade reckons, by the oxide's formula."""
_BY_ELEMENT = {element.casefold(): oxide for oxide, (element, *_) in _OXIDES.items()}
_BY_OXIDE = {oxide.casefold(): oxide for oxide in _OXIDES}


def atoms(oxide: str) -> tuple[Decimal, Decimal, Decimal]:
    """The metal's atomic weight, and the atoms of metal and of oxygen in the oxide of that formula."""
    _, weight, metal, oxygen = _OXIDES[oxide]
    return Decimal(weight), Decimal(metal), Decimal(oxygen)


def oxide_named(name: str) -> str | None:
    """The oxide of that formula or element symbol, however its letters are written."""
    word = name.strip().casefold()
    return _BY_OXIDE.get(word) or _BY_ELEMENT.get(word)
