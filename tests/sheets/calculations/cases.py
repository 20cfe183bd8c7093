"""Inputs of every calculator but the settlement: the worked ones, made up ones, and ones that end in a tie."""

import random
from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from typing import Any

from rare_desk.core.pricing.registry import CALCULATORS
from tests.core.pricing.examples import examples
from tests.sheets.calculations.given import Case

Given = dict[str, Any]

_OXIDES = ("La2O3", "CeO2", "Pr6O11", "Nd2O3", "Sm2O3")
_MIX = [{"oxide": "Pr6O11", "share": "25"}, {"oxide": "Nd2O3", "share": "70.5"}, {"oxide": "Dy2O3", "share": "4.5"}]
_QUARTERS = ("2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3")


def money(chance: random.Random, low: int, high: int, places: int = 2) -> str:
    return str(Decimal(chance.randrange(low * 10**places, high * 10**places)).scaleb(-places))


def grade(chance: random.Random) -> Given:
    return {
        "reference_price": money(chance, 20_000, 40_000),
        "reference_grade": "50",
        "grade": money(chance, 20, 70),
    }


def netback(chance: random.Random) -> Given:
    oxides = [
        {
            "oxide": oxide,
            "share": money(chance, 1, 19, chance.choice((0, 1))),
            "price_incl_vat": money(chance, 4_000, 600_000),
            "recovery": chance.choice(("100", "92.5")),
        }
        for oxide in _OXIDES
    ]
    given: Given = {"vat_rate": chance.choice(("0", "13", "25")), "grade": money(chance, 30, 60), "oxides": oxides}
    deduction = {
        "deduction_per_t_concentrate": money(chance, -500, 9000),
        "deduction_per_t_reo": money(chance, 0, 9000),
    }
    name = chance.choice(("", *deduction))
    given |= {name: deduction[name]} if name else {}
    if chance.random() < 0.7:
        given |= {"announced_price": money(chance, 20_000, 40_000), "announced_grade": chance.choice(("50", "42.5"))}
    return given


def estimate(chance: random.Random) -> Given:
    given = netback(chance)
    count = chance.randrange(1, len(_QUARTERS))
    past = [
        {
            "quarter": quarter,
            "value_at_grade": money(chance, 20_000, 50_000),
            "announced_price": money(chance, 20_000, 40_000),
        }
        for quarter in _QUARTERS[:count]
    ]
    return {
        "quarter": "2026Q4",
        **{name: given[name] for name in ("vat_rate", "grade", "oxides")},
        "past": chance.sample(past, count),
        "offer": chance.choice(("last", "mean", "median")),
        "move": money(chance, 1, 30, 1),
    }


def basket(chance: random.Random) -> Given:
    oxides = [
        {"oxide": oxide, "share": money(chance, 1, 19, 0), "price": money(chance, 4_000, 600_000)} for oxide in _OXIDES
    ]
    return {"fx": chance.choice(("7.1234", "6.4", "8")), "oxides": oxides}


def _smelted(chance: random.Random) -> Given:
    feed: Given = {"oxide": chance.choice(("Y2O3", "Nd2O3", "Tb4O7"))} if chance.random() < 0.5 else {"oxides": _MIX}
    return feed | {"yield": chance.choice(("100", "98.5", "80")), "fee": money(chance, 5_000, 30_000)}


def metal(chance: random.Random) -> Given:
    margin = {"margin": money(chance, -500, 9000, 3)} if chance.random() < 0.5 else {}
    return _smelted(chance) | {"oxide_price": money(chance, 20_000, 900_000, 0)} | margin


def oxide(chance: random.Random) -> Given:
    other: tuple[Given, ...] = (
        {"margin": money(chance, -500, 9000)},
        {"oxide_price": money(chance, 20_000, 900_000, 0)},
        {},
    )
    return _smelted(chance) | {"metal_price": money(chance, 200_000, 900_000, 3)} | chance.choice(other)


def fob(chance: random.Random) -> Given:
    refund = {"vat_rate": "25", "refund_rate": chance.choice(("0", "5", "25"))}
    costs = {"export_costs_per_kg": money(chance, 0, 3, 3)}
    if chance.random() < 0.5:
        return refund | costs | {"fx": "8", "price_incl_vat": money(chance, 20_000, 700_000, 0)}
    return refund | costs | {"fx": money(chance, 6, 8, 4), "fob_usd_per_kg": money(chance, 20, 700)}


def floor(chance: random.Random) -> Given:
    low = Decimal(money(chance, 90, 120))
    return {
        "price": money(chance, 80, 140, 3),
        "floor": str(low),
        "trigger": str(low + 5),
        "share": chance.choice(("30", "12.5", "0", "100")),
    }


def average(chance: random.Random) -> Given:
    days = chance.sample(range(2, 28), chance.choice((1, 2, 4, 8)))
    prices = [{"date": f"2026-03-{day:02}", "mid": money(chance, 400, 700)} for day in days]
    ranges = {"date": "2026-02-25", "low": "500.015", "high": "511"}
    rule = chance.choice(("skip", "last"))
    given: Given = {"window": "month", "month": "2026-03", "missing": rule, "unit": "cny_kg"}
    return given | {"prices": [*prices, ranges, {"date": "2026-03-30", "mid": "512.34"}]}


def landed(chance: random.Random) -> Given:
    return {
        "fob": money(chance, 50, 200, 3),
        "freight": money(chance, 0, 3, 3),
        "insurance": money(chance, 0, 1, 3),
        "duty_rates": [money(chance, 0, 30, 1) for _ in range(chance.randrange(3))],
        "shipment_cost": money(chance, 100, 900),
        "shipment_kg": chance.choice(("2000", "1600", "512.5")),
        "finance_rate": money(chance, 0, 9, 2),
        "days": str(chance.randrange(0, 120)),
    }


MAKERS: dict[str, Callable[[random.Random], Given]] = {
    made.__name__: made for made in (grade, netback, estimate, basket, metal, oxide, fob, floor, average, landed)
}
_DRAWN, _TIED = 400, 2


def _ends_in_a_tie(kind: str, given: Given) -> bool:
    """A figure of it lies half-way between two that may be written."""
    calculator = CALCULATORS[kind]
    asked = calculator.inputs(given)
    assert not isinstance(asked, tuple), asked
    steps = calculator.price(asked).trail
    scaled = [step.exact.scaleb(step.places) for step in steps if step.exact is not None and step.places is not None]
    return any(abs(one) % 1 == Decimal("0.5") for one in scaled)


def _made(kind: str) -> dict[str, Case]:
    make = MAKERS[kind]
    drawn = (make(random.Random(f"{kind} {seed}")) for seed in range(_DRAWN))
    tied = list(islice((given for given in drawn if _ends_in_a_tie(kind, given)), _TIED))
    assert len(tied) == _TIED, kind
    found = {f"{kind}-random": (kind, make(random.Random(kind)))}
    return found | {f"{kind}-tie-{n}": (kind, given) for n, given in enumerate(tied)}


OTHERS: dict[str, Case] = {
    f"{kind}-worked-{n}": (kind, example["input"]) for kind in MAKERS for n, example in enumerate(examples(kind))
}
for _kind in MAKERS:
    OTHERS |= _made(_kind)
