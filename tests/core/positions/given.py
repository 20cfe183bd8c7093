"""Flows from worked examples, and a second computation of both methods in fractions, unit by unit."""

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from rare_desk.core.calendar import day_number
from rare_desk.core.positions.course import Assay, Course, Flow, course
from rare_desk.core.positions.pools import CostMethod
from rare_desk.core.positions.position import Mark, Position, position

EXAMPLES: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[2] / "data" / "positions" / "examples.json").read_text(encoding="utf-8")
)
DAY = dt.date(2026, 3, 31)


def flow(key: int, day: dt.date, side: str, tonnes: str, price: str, party: int = 0) -> Flow:
    grams = Decimal(tonnes) * 10**6
    money = Decimal(tonnes) * Decimal(price) * 10**4
    assert grams == int(grams)
    assert money == int(money)
    return 2 * day_number(day) + (side == "sell"), key, int(grams), int(money), party


def example_flows(name: str) -> list[Flow]:
    rows = EXAMPLES[name]["trades"]
    return [flow(key, dt.date.fromisoformat(row[0]), *row[1:4]) for key, row in enumerate(rows, 1)]


def assay_of(name: str) -> Assay | None:
    example = EXAMPLES[name]
    if "reference" not in example:
        return None
    trades = {key: int(Decimal(row[4]) * 10**6) for key, row in enumerate(example["trades"], 1)}
    return Assay(int(Decimal(example["reference"]) * 10**6), trades)


def followed(flows: Sequence[Flow], method: CostMethod, price: Decimal | None = None) -> Position:
    """The product's line after all of them, marked at that price."""
    return line(course(flows, method), price)


def line(found: Course, price: Decimal | None = None) -> Position:
    mark = None if price is None else Mark(DAY, price, "observed")
    return position("PRND-O", found.total, found.open, found.unit, mark)


def in_fractions(flows: Sequence[Flow], method: CostMethod) -> tuple[Fraction, Fraction]:
    """(cost of what is held, realised) in CNY: single grams in a row, each at its own price or at the average."""
    held: list[Fraction] = []
    short, realised = False, Fraction(0)
    for when, _, grams, money, _ in flows:
        sale = bool(when & 1)
        for _ in range(grams):
            price = Fraction(money, grams * 10**4)
            if held and sale != short:
                cost = held.pop(0) if method is CostMethod.FIFO else held.pop()
                realised += price - cost if sale else cost - price
            else:
                short = sale
                held.append(price)
        if held and method is CostMethod.AVERAGE:
            held = [sum(held, Fraction(0)) / len(held)] * len(held)
    cost = sum(held, Fraction(0))
    return -cost if short else cost, realised
