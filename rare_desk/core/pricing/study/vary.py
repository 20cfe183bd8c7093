"""One or two inputs over a range of values each: what the figures of the result come to in every case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.fields import Problems
from rare_desk.core.pricing.registry import Calculator
from rare_desk.core.pricing.study.paths import Figures, figures, number_at, put
from rare_desk.core.problems import Problem, problem

MOST_CELLS = 10_000


@dataclass(frozen=True, slots=True)
class Axis:
    """An input by its path, and the values that it takes."""

    path: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures by their paths, or why there are none at these values."""

    values: tuple[Decimal, ...]
    figures: Figures
    problems: Problems = ()


@dataclass(frozen=True, slots=True)
class Varied:
    """`cells` in the order of the first axis, within it in that of the second."""

    axes: tuple[Axis, ...]
    cells: tuple[Cell, ...]

    def row(self, place: int) -> Sequence[Cell]:
        """The cells at one value of the first axis."""
        wide = len(self.cells) // len(self.axes[0].values)
        return self.cells[place * wide : (place + 1) * wide]


def axis(path: str, written: str) -> Axis | Problem:
    """`from:to:step`, both ends included when the step meets them, or values with commas between."""
    parts = [part.strip() for part in written.split(":" if ":" in written else ",")]
    numbers = [number for number in map(parse_number, parts) if isinstance(number, Decimal)]
    if len(numbers) < len(parts):
        return problem("vary-range", path, written)
    if ":" not in written:
        return Axis(path, tuple(dict.fromkeys(numbers)))
    if len(numbers) != 3 or not numbers[2] or (numbers[1] - numbers[0]) / numbers[2] < 0:
        return problem("vary-range", path, written)
    first, last, step = numbers
    count = int((last - first) / step) + 1
    if count > MOST_CELLS:
        return problem("vary-too-many", path, count, limit=MOST_CELLS)
    return Axis(path, tuple(first + step * n for n in range(count)))


def vary(calculator: Calculator, given: Mapping[str, object], axes: Sequence[Axis]) -> Varied | Problems:
    """The calculator at every value, or pair of values; what it refuses stands in the cell."""
    named = (number_at(calculator, given, one.path) for one in axes)
    wrong = [found for found in named if isinstance(found, Problem)]
    wrong += [problem("vary-twice", one.path, one.path) for n, one in enumerate(axes) if one.path in _paths(axes[:n])]
    count = 1
    for one in axes:
        count *= len(one.values)
    if count > MOST_CELLS:
        wrong.append(problem("vary-too-many", "", count, limit=MOST_CELLS))
    if wrong:
        return tuple(wrong)
    return Varied(tuple(axes), tuple(_cell(calculator, given, axes, at) for at in product(*(a.values for a in axes))))


def _paths(axes: Sequence[Axis]) -> set[str]:
    return {one.path for one in axes}


def _cell(
    calculator: Calculator, given: Mapping[str, object], axes: Sequence[Axis], values: tuple[Decimal, ...]
) -> Cell:
    changed = dict(given)
    for one, value in zip(axes, values, strict=True):
        changed = put(changed, one.path, value)
    asked = calculator.inputs(changed)
    if isinstance(asked, tuple):
        return Cell(values, {}, asked)
    return Cell(values, figures(calculator.price(asked).values))
