"""How much of a deposit's rare earths is which oxide."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Distribution:
    """`shares` of the REO in percent by mass, by oxide. One that is not verified must say so wherever it is used."""

    name: str
    name_zh: str
    shares: tuple[tuple[str, Decimal], ...]
    source: str
    verified: bool
