"""Settlements of every kind, and calculations to write."""

import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rare_desk.core.numbers import Mode
from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.settling.terms import Stage
from rare_desk.sheets.calculations import Calculation
from tests.core.pricing.examples import settlement

Case = tuple[str, dict[str, Any]]


def calculation(kind: str, given: Mapping[str, Any], name: str = "北矿 3月结算") -> Calculation:
    calculator = CALCULATORS[kind]
    asked = calculator.inputs(given)
    assert not isinstance(asked, tuple), asked
    return Calculation(name, kind, asked, calculator.price(asked).trail, (("供方", "=1+1"),))


def without_provisional() -> dict[str, Any]:
    given = settlement()
    del given["provisional"], given["adjustments"]
    return given


def with_everything() -> dict[str, Any]:
    given = settlement()
    given["assay"] = {"limit": "0.50"}
    parties = {"seller": "51.50", "buyer": "50.50"}
    given["lots"] += [
        {"lot": "L1", "wet_t": "10.010", "moisture": "5", "assay": {"seller": "51.35", "buyer": "50.85"}},
        {"wet_t": "50", "moisture": "0", "assay": parties | {"umpire": "51.20", "rule": "nearer"}},
        {"wet_t": "50", "moisture": "60", "assay": parties | {"umpire": "51.00", "rule": "nearer"}},
        {"wet_t": "50", "moisture": "6", "assay": parties | {"umpire": "50.60", "rule": "median"}},
        {"wet_t": "50", "moisture": "6", "assay": parties | {"umpire": "50.60", "rule": "umpire"}},
    ]
    given["adjustments"] += [
        {"label": "=SUM(A1)", "amount": "-1200.505"},
        {"label": "fluorine", "element": "F", "assay": "8.755", "threshold": "7", "step": "0.5", "rate": "4.01"},
        {"element": "Th", "assay": "1", "threshold": "7", "step": "0.5", "rate": "4"},
        {"per_dry_t": "3.125"},
    ]
    return given


def refund() -> dict[str, Any]:
    given = settlement()
    given["provisional"] |= {"grade": "60", "paid_share": "100"}
    return given


def ties(seed: int) -> dict[str, Any]:
    """Lots whose dry mass or price ends in a five just beyond the last decimal, where binary numbers go wrong."""
    chance = random.Random(seed)
    lots = [
        {
            "wet_t": str(Decimal(chance.randrange(1, 200_000)) / 100 + Decimal("0.010")),
            "moisture": str(chance.choice((5, 15, 25, 45, "2.5", "7.5"))),
            "grade": str(Decimal(chance.randrange(2000, 7000)) / 100),
        }
        for _ in range(60)
    ]
    price = str(Decimal(chance.randrange(2_000_000, 4_000_000)) / 100)
    return settlement() | {"lots": lots, "reference_price": price, "vat_rate": chance.choice(("13", "16", "17"))}


def schedules(mode: str) -> dict[str, Any]:
    given = settlement() | {"stage": "final", "rounding": {"mode": mode, "price_places": "1"}}
    assays = ("8.15", "7.35", "7.755")
    for lot, assay in zip(given["lots"], assays, strict=True):
        lot["elements"] = [{"element": "F", "assay": assay}, {"element": "P", "assay": "0.3"}]
    bands = [{"threshold": "7", "step": "0.3", "rate": "4"}, {"threshold": "8", "step": "0.1", "rate": "9.5"}]
    downwards = [{"threshold": "50.5", "step": "0.5", "rate": "20"}, {"threshold": "50", "step": "0.1", "rate": "7"}]
    given["adjustments"] += [
        {"element": "F", "bands": bands, "partial": "started", "per": "lot"},
        {"label": "F2", "element": "F", "bands": bands, "partial": "full"},
        {"element": "P", "threshold": "0.2", "step": "0.1", "rate": "3", "effect": "premium", "per": "lot"},
        {"element": "REO", "assay": "49.77", "bands": downwards, "direction": "below"},
        {"amount": "12.345"},
    ]
    return given


def payments(stage: str) -> dict[str, Any]:
    draft = {"label": "银票", "amount": "300000.55", "days": "179", "discount_rate": "1.55"}
    paid = [{"amount": "1000"}, draft | {"borne_by": "buyer"}, draft | {"borne_by": "seller", "day_basis": "365"}]
    given = settlement() | {"stage": stage, "payments": paid}
    if stage == "final":
        given["provisional"] |= {"grade": "52"}
    return given


SETTLEMENTS: dict[str, Case] = {
    "worked": ("settlement", settlement()),
    "no-provisional": ("settlement", without_provisional()),
    "everything": ("settlement", with_everything()),
    "refund": ("settlement", refund()),
    **{f"schedules-{mode}": ("settlement", schedules(mode)) for mode in Mode},
    **{f"paid-{stage}": ("settlement", payments(stage)) for stage in Stage},
    **{f"ties-{mode}": ("settlement", ties(9) | {"rounding": {"mode": mode}}) for mode in Mode},
    **{f"ties-{seed}": ("settlement", ties(seed)) for seed in range(4)},
}
