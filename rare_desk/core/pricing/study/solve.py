"""Break-even: the value of one input at which a figure of the result comes to a target, found by halving and put back.

A figure is rounded, so that it is a staircase of its input: a solution is one step of it, and the roundest value
on that step is taken. Where the staircase jumps over the target, the nearest value is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.numbers import half_up, plain
from rare_desk.core.pricing.fields import Problems
from rare_desk.core.pricing.registry import Calculator
from rare_desk.core.pricing.study.course import Course, Step, Stretch, halved, rounder, step_of, with_turns
from rare_desk.core.pricing.study.paths import number_at
from rare_desk.core.problems import Problem, problem

_NAMED = 5
_NEAR = Decimal("0.0001")
"""Of all that the figure runs through: a jump over the target by no more is one of rounding."""


@dataclass(frozen=True, slots=True)
class Solved:
    """`reached` is the figure with `value` put back; it differs from the target only where no value meets it."""

    field: str
    value: Decimal
    figure: str
    target: Decimal
    reached: Decimal

    @property
    def exact(self) -> bool:
        return self.reached == self.target


def solve(
    calculator: Calculator, given: Mapping[str, object], path: str, figure: str, target: Decimal
) -> Solved | Problems:
    """Over the whole range of the input. Problems when no value, or more than one, brings the figure to the target."""
    field = number_at(calculator, given, path)
    if isinstance(field, Problem):
        return (field,)
    course = Course(calculator, given, path, figure, field)
    stretches = course.stretches()
    if not stretches:
        return course.refusal or (problem("no-such-figure", "", figure, names=", ".join(sorted(course.names))),)
    reached = [point.figure for stretch in stretches for point in stretch]
    near = (max(reached) - min(reached)) * _NEAR
    turned = [with_turns(course, stretch, target) for stretch in stretches]
    steps = [step for stretch in turned for step in _steps(course, stretch, target, near)]
    flat = next((step for step in steps if step.flat), None)
    if flat:
        return (problem("solve-any", path, plain(target), low=_short(flat.low), high=_short(flat.high)),)
    met = [step for step in steps if step.figure == target] or steps
    values = [_roundest(course, step) for step in met]
    if len(values) > 1:
        named = ", ".join(map(_short, values[:_NAMED])) + (" …" if len(values) > _NAMED else "")
        return (problem("solve-several", path, named, count=len(values), target=plain(target)),)
    if values:
        return Solved(path, values[0], figure, target, met[0].figure)
    return (problem("solve-none", path, plain(target), low=plain(min(reached)), high=plain(max(reached))),)


def _steps(course: Course, stretch: Stretch, target: Decimal, near: Decimal) -> Iterator[Step]:
    """Where the figure meets the target, or jumps over it by no more than `near`."""
    met: list[int] = []
    for place, point in enumerate(stretch):
        if point.figure == target:
            met.append(place)
            continue
        if met:
            yield step_of(course, stretch, met[0], met[-1])
            met = []
        elif place and (stretch[place - 1].figure > target) != (point.figure > target):
            found = halved(course, stretch[place - 1], point, target)
            if found is not None and abs(found.figure - target) <= near:
                around = (stretch[place - 1], found, point)
                yield step_of(course, around, 1, 1)
    if met:
        yield step_of(course, stretch, met[0], met[-1])


def _roundest(course: Course, step: Step) -> Decimal:
    """Of the values on the step."""
    return next((value for value in rounder(step.low, step.high) if course.at(value) == step.figure), step.at)


def _short(value: Decimal) -> str:
    return plain(half_up(value, 6))
