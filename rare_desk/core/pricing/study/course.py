"""A figure of a result as a staircase of one input: its stretches, single steps, and where it meets a value."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import half_up
from rare_desk.core.parsing import parse_number
from rare_desk.core.pricing.fields import Field, Problems
from rare_desk.core.pricing.registry import Calculator
from rare_desk.core.pricing.study.grid import samples
from rare_desk.core.pricing.study.paths import figures, put, value_at

_HALVINGS = 80
_FINEST = Decimal("1e-16")
_FLAT = 100
_PLACES = 18


@dataclass(frozen=True, slots=True)
class Point:
    value: Decimal
    figure: Decimal


Stretch = Sequence[Point]
"""Points in order between which the calculator takes the input throughout."""


@dataclass(frozen=True, slots=True)
class Step:
    """The figure is the same from `low` to `high`; `at` lies between. `flat`: the input does not matter there."""

    low: Decimal
    high: Decimal
    at: Decimal
    figure: Decimal
    flat: bool


class Course:
    """`refusal` is what the calculator last said against a value, `names` the figures that it gave."""

    def __init__(
        self, calculator: Calculator, given: Mapping[str, object], path: str, figure: str, field: Field
    ) -> None:
        self._calculator, self._given, self._path, self._figure, self._field = calculator, given, path, figure, field
        self.refusal: Problems = ()
        self.names: set[str] = set()
        self._known: dict[Decimal, Decimal | None] = {}

    def at(self, value: Decimal) -> Decimal | None:
        """None where the calculator refuses the value or has no such figure."""
        if value not in self._known:
            self._known[value] = self._reckoned(value)
        return self._known[value]

    def stretches(self) -> list[Stretch]:
        """Over the whole range of the input, each up to where the calculator begins to refuse."""
        standing = parse_number(str(value_at(self._given, self._path) or ""))
        found: list[list[Point]] = []
        before: Decimal | None = None
        taken = False
        for value in samples(self._field, standing if isinstance(standing, Decimal) else None):
            figure = self.at(value)
            if figure is None and taken and before is not None:
                self._append(found[-1], self.last(before, value, lambda at: at is not None)[0])
            elif figure is not None:
                if not taken:
                    found.append([])
                    if before is not None:
                        self._append(found[-1], self.last(value, before, lambda at: at is not None)[0])
                self._append(found[-1], value)
            before, taken = value, figure is not None
        return list(found)

    def last(self, good: Decimal, bad: Decimal, holds: Callable[[Decimal | None], bool]) -> tuple[Decimal, Decimal]:
        """The farthest value from `good` towards `bad` at which the figure still is as it should be, and the next."""
        for _ in range(_HALVINGS):
            middle = self.between(good, bad)
            if middle is None:
                break
            good, bad = (middle, bad) if holds(self.at(middle)) else (good, middle)
        return good, bad

    def between(self, one: Decimal, other: Decimal) -> Decimal | None:
        """A value between the two; None when there is none worth trying."""
        middle = (one + other) / 2
        if self._field.whole:
            middle = Decimal(int(middle))
        elif abs(other - one) <= max(abs(one), Decimal(1)) * _FINEST:
            return None
        return None if middle in (one, other) else middle

    def _append(self, stretch: list[Point], value: Decimal) -> None:
        figure = self.at(value)
        if figure is not None and (not stretch or stretch[-1].value != value):
            stretch.append(Point(value, figure))

    def _reckoned(self, value: Decimal) -> Decimal | None:
        asked = self._calculator.inputs(put(self._given, self._path, value))
        if isinstance(asked, tuple):
            self.refusal = asked
            return None
        found = figures(self._calculator.price(asked).values)
        self.names |= found.keys()
        return found.get(self._figure)


def with_turns(course: Course, stretch: Stretch, target: Decimal) -> Stretch:
    """With the points between those tried at which the figure turns round on the other side of the target."""
    turns = []
    for before, point, after in zip(stretch, stretch[1:], stretch[2:], strict=False):
        beside = (before.figure, after.figure)
        lowest = target < point.figure < min(beside)
        highest = target > point.figure > max(beside)
        if lowest or highest:
            turn = _turn(course, before.value, after.value, -1 if lowest else 1)
            if turn is not None and turn.value != point.value and (turn.figure <= target) == lowest:
                turns.append(turn)
    return sorted([*stretch, *turns], key=lambda point: point.value) if turns else stretch


def _turn(course: Course, low: Decimal, high: Decimal, way: int) -> Point | None:
    """The highest point between the two, the lowest for `way` -1, by thirds; None where the calculator refuses."""
    for _ in range(_HALVINGS):
        third = (high - low) / 3
        one, other = course.at(low + third), course.at(high - third)
        if one is None or other is None:
            return None
        if one * way < other * way:
            low += third
        else:
            high -= third
    middle = (low + high) / 2
    figure = course.at(middle)
    return None if figure is None else Point(middle, figure)


def halved(course: Course, one: Point, other: Point, target: Decimal) -> Point | None:
    """Between two points on either side of the target where it is met, or the nearer side of the jump over it."""
    while (middle := course.between(one.value, other.value)) is not None:
        figure = course.at(middle)
        if figure is None:
            return None
        if figure == target:
            return Point(middle, figure)
        if (figure > target) == (one.figure > target):
            one = Point(middle, figure)
        else:
            other = Point(middle, figure)
    for value in rounder(*sorted((one.value, other.value))):
        if course.at(value) == target:
            return Point(value, target)
    return min(one, other, key=lambda point: abs(point.figure - target))


def rounder(low: Decimal, high: Decimal) -> Iterator[Decimal]:
    """Values from `low` to `high` near the middle of the two, the roundest first."""
    for places in range(-_PLACES, _PLACES):
        value = half_up((low + high) / 2, places) + Decimal(0)
        if low <= value <= high:
            yield value


def step_of(course: Course, stretch: Stretch, first: int, last: int) -> Step:
    """The whole step on which the points from `first` to `last` of the stretch lie."""
    figure = stretch[first].figure

    def end(inside: int, outside: int) -> tuple[Decimal, Decimal | None]:
        if not 0 <= outside < len(stretch):
            return stretch[inside].value, None
        return course.last(stretch[inside].value, stretch[outside].value, lambda at: at == figure)

    (low, below), (high, above) = end(first, first - 1), end(last, last + 1)
    width = high - low
    changes = [
        _change(course, figure, near, edge, stretch[beyond].value)
        for near, edge, beyond in ((below, low - width, first - 1), (above, high + width, last + 1))
        if near is not None
    ]
    flat = low < high and (not changes or max(changes) > _FLAT)
    return Step(low, high, stretch[first].value, figure, flat)


def _change(course: Course, figure: Decimal, near: Decimal, away: Decimal, beyond: Decimal) -> Decimal:
    """By how many of its smallest steps the figure changes a step's width away: one or a few on a staircase, very many
    beside a stretch on which the input does not matter.
    """
    next_one, far = course.at(near), course.at(away)
    far = course.at(beyond) if far is None else far
    if next_one is None or far is None or next_one == figure:
        return Decimal(0)
    return abs(far - figure) / abs(next_one - figure)
