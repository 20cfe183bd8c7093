"""What a study's sheet shows, in words and figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Named:
    """An input or a figure: what it is called with its unit, and its value at the present inputs."""

    words: str
    now: Decimal | None
    places: int = 2


@dataclass(frozen=True, slots=True)
class Along:
    """An input and the values that it takes."""

    input: Named
    values: Sequence[Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """Of one input every figure of `figures` in a column; of two the first figure, a column for each value of the
    second. `cells` are rows by the values of the first input, None where the calculator refuses, `reasons` says why.
    """

    first: Along
    second: Along | None = None
    figures: Sequence[Named]
    cells: Sequence[Sequence[Decimal | None]]
    reasons: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Even:
    """The value of the input at which the figure comes to `target`; `reached` is the figure with it put back."""

    input: Named
    figure: Named
    value: Decimal
    target: Decimal
    reached: Decimal


Study = Ranges | Even
