"""A calculation turned round or varied: the value of an input that brings a figure to a target, tables over ranges."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rare_desk.core.pricing.reference import pulled
from rare_desk.core.pricing.registry import Calculator
from rare_desk.core.pricing.sources import apart
from rare_desk.core.pricing.study import solve, vary
from rare_desk.core.pricing.study.paths import Figures
from rare_desk.core.pricing.study.solve import Solved
from rare_desk.core.pricing.study.vary import Axis, Varied
from rare_desk.core.problems import Problem, Refused
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.ops import pricing
from rare_desk.ops.book.shipped import announced_prices
from rare_desk.words import Language

Json = dict[str, Any]


def solved(
    name: str,
    given: Mapping[str, object],
    path: str,
    figure: str,
    target: Decimal,
    announced: Sequence[AnnouncedPrice] | None = None,
) -> Solved:
    """The value of the input at `path` for which `figure` is `target`. Refused when there is none or more than one."""
    calculator, filled = _filled(name, given, announced)
    found = solve.solve(calculator, filled, path, figure, target)
    if isinstance(found, tuple):
        raise Refused.at_fields(found)
    return found


def varied(
    name: str, given: Mapping[str, object], axes: Sequence[Axis], announced: Sequence[AnnouncedPrice] | None = None
) -> Varied:
    """The calculation at every value of the inputs. Refused when an axis is no number, or there are too many cells."""
    calculator, filled = _filled(name, given, announced)
    found = vary.vary(calculator, filled, axes)
    if isinstance(found, tuple):
        raise Refused.at_fields(found)
    return found


def axis(path: str, written: str) -> Axis:
    """Of `from:to:step` or `value,value`. Refused when it is neither."""
    found = vary.axis(path, written)
    if isinstance(found, Problem):
        raise Refused.at_fields((found,))
    return found


def shown_figures(name: str, found: Varied) -> tuple[str, ...]:
    """The single figures of the result, the one that stands for it first."""
    known = dict.fromkeys(figure for cell in found.cells for figure in cell.figures)
    first = next((one for one in pricing.calculator(name).headlines if one in known), "")
    return tuple(filter(None, (first, *(one for one in known if one != first and "[" not in one))))


def solved_json(found: Solved) -> Json:
    return {
        "field": found.field,
        "value": format(found.value, "f"),
        "figure": found.figure,
        "target": format(found.target, "f"),
        "reached": format(found.reached, "f"),
        "exact": found.exact,
    }


def varied_json(found: Varied, language: Language) -> Json:
    """`cells` in rows of the last input; each has its inputs' values and the figures, or the problems."""
    return {
        "inputs": [{"field": one.path, "values": [format(value, "f") for value in one.values]} for one in found.axes],
        "cells": [
            {"values": [format(value, "f") for value in cell.values]}
            | ({"problems": _said(cell.problems, language)} if cell.problems else {"figures": _plain(cell.figures)})
            for cell in found.cells
        ],
    }


def _said(problems: Sequence[Problem], language: Language) -> list[Json]:
    return [{"field": one.field, "code": one.code, "message": pricing.said(one, language)} for one in problems]


def _plain(figures: Figures) -> Json:
    return {name: format(value, "f") for name, value in figures.items()}


def _filled(
    name: str, given: Mapping[str, object], announced: Sequence[AnnouncedPrice] | None
) -> tuple[Calculator, dict[str, Any]]:
    """With what is pulled from the announced price and the delivery date, as in `pricing.price`."""
    calculator = pricing.calculator(name)
    known = announced_prices() if announced is None else announced
    filled, unknown = pulled(apart(given)[0], known, vat=calculator.has_vat, into=calculator.announced)
    if unknown:
        raise Refused.at_fields(unknown)
    return calculator, filled
