"""Landed cost of goods from abroad, per kg (pricing.md 9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rare_desk.core.pricing.fields import Field, Kind, Problems, number, positive, read, text
from rare_desk.core.pricing.result import TIMES, Result, cut, rounded, shown, total
from rare_desk.core.problems import problem

FIELDS = (
    positive("fob", "usd_kg", 10**6),
    number("freight", "usd_kg", 0, 10**5),
    number("insurance", "usd_kg", 0, 10**5),
    Field(name="duty_rates", kind=Kind.NUMBERS, unit="percent", low=Decimal(0), high=Decimal(500), required=False),
    number("shipment_cost", "usd", 0, required=False),
    number("shipment_kg", "kg", "0.001", required=False),
    number("finance_rate", "percent", 0, 50, required=False),
    number("days", "days", 0, 1000, whole=True, required=False),
    Field(name="rates_date", kind=Kind.DATE, required=False),
    text("rates_source"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LandedInputs:
    """USD per kg; `duty_rates` in percent of CIF, one for each duty; what a shipment costs in USD and its mass in kg;
    `finance_rate` in percent a year. `source` says of which day and by whom the rates are.
    """

    fob: Decimal
    freight: Decimal
    insurance: Decimal
    duty_rates: tuple[Decimal, ...] = ()
    shipment_cost: Decimal = Decimal(0)
    shipment_kg: Decimal = Decimal(1)
    finance_rate: Decimal = Decimal(0)
    days: Decimal = Decimal(0)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Landed:
    """USD per kg; `landed` is the sum of unrounded terms."""

    cif: Decimal
    duty: Decimal
    shipment: Decimal
    finance: Decimal
    landed: Decimal


def inputs(given: Mapping[str, object]) -> LandedInputs | Problems:
    """A shipment's cost needs its mass; the days of finance its rate."""
    values, problems = read(FIELDS, given)
    if problems:
        return problems
    day, source = values.pop("rates_date"), values.pop("rates_source")
    for one, other in (("shipment_cost", "shipment_kg"), ("days", "finance_rate")):
        if values[one] and values[other] is None:
            return (problem("input-missing", other),)
    said = " ".join(part for part in (day.isoformat() if day else "", source or "") if part)
    return LandedInputs(**{name: value for name, value in values.items() if value is not None}, source=said)


def price(asked: LandedInputs) -> Result[Landed]:
    cif, written = total((asked.fob, asked.freight, asked.insurance))
    rate, rates = total(asked.duty_rates or (Decimal(0),))
    duty = cif * rate / 100
    shipment = asked.shipment_cost / asked.shipment_kg
    finance = cif * asked.finance_rate * asked.days / (100 * 365)
    landed, terms = total((cif, duty, shipment, finance))
    financed = f"{cut(cif)} {TIMES} {shown(asked.finance_rate)} / 100 {TIMES} {shown(asked.days)} / 365"
    shipped = f"{shown(asked.shipment_cost)} / {shown(asked.shipment_kg)}"
    dutied = f"{cut(cif)} {TIMES} ({rates}) / 100"
    steps = (
        rounded("cif", "cif-formula", written, cif, 2, "usd_kg"),
        rounded("duty", "duty-formula", dutied, duty, 2, "usd_kg", source=asked.source),
        rounded("shipment", "shipment-formula", shipped, shipment, 2, "usd_kg"),
        rounded("finance", "finance-formula", financed, finance, 2, "usd_kg"),
        rounded("landed-cost", "landed-formula", terms, landed, 2, "usd_kg"),
    )
    return Result(Landed(*(step.value for step in steps)), steps)
