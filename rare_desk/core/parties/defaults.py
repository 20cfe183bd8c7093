"""What a new trade with a firm begins with, unless the user says otherwise: kept with the firm as short texts."""

from collections.abc import Mapping
from dataclasses import replace

from rare_desk.core.parsing import parse_number
from rare_desk.core.problems import Problem, problem
from rare_desk.core.trades import Compliance
from rare_desk.core.units import TaxBasis, Unit, percent_problem

CODES: Mapping[str, tuple[str, ...]] = {
    "related": ("yes", "no"),
    "compliance": tuple(Compliance),
    "spot": ("spot", "term"),
    "tax_basis": tuple(TaxBasis),
    "currency": ("CNY", "USD"),
    "unit": tuple(Unit),
}
"""What each of these may say."""
TEXTS = ("payment", "delivery_place", "incoterm")
FIELDS = (*CODES, "vat_rate", *TEXTS)


def default_problems(given: Mapping[str, str]) -> tuple[Problem, ...]:
    """Of fields that say nothing nothing is wrong."""
    found = []
    for name, value in given.items():
        if not value:
            continue
        if name == "vat_rate":
            rate = parse_number(value)
            if isinstance(rate, Problem):
                found.append(replace(rate, field=name))
            elif (wrong := percent_problem(name, rate)) is not None:
                found.append(wrong)
        elif name in CODES and value not in CODES[name]:
            found.append(problem("unknown-default", name, value, choices=", ".join(CODES[name])))
        elif name not in FIELDS:
            found.append(problem("unknown-default", name, value, choices=", ".join(FIELDS)))
    return tuple(found)
