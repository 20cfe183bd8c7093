"""Penalties and premiums by bands, on the worked delivery: 287.040 dry tonnes in three lots."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.pricing.settling import terms
from rare_desk.core.pricing.settling.schedules import rate, schedule_of
from rare_desk.core.pricing.settling.settlement import price
from tests.core.pricing.examples import settlement as worked
from tests.core.pricing.settling.test_settlement import settle

BANDS = [
    {"threshold": "7", "step": "0.5", "rate": "4"},
    {"threshold": "8", "step": "0.5", "rate": "10"},
]


def with_assays(*assays: str) -> list[dict[str, Any]]:
    lots: list[dict[str, Any]] = worked()["lots"]
    return [lot | {"elements": [{"element": "F", "assay": assay}]} for lot, assay in zip(lots, assays, strict=True)]


def adjusted(adjustment: dict[str, Any], **more: Any) -> str:
    return format(settle(worked() | {"adjustments": [adjustment]} | more).values.adjustments, "f")


@pytest.mark.parametrize(
    ("more", "amount"),
    [
        ({"assay": "7.75"}, "-1722.24"),  # 1.5 steps at 4
        ({"assay": "8.75"}, "-6601.92"),  # 2 at 4, 1.5 at 10
        ({"assay": "8.75", "partial": "full"}, "-5166.72"),  # 2 at 4, 1 at 10
        ({"assay": "8.75", "partial": "started"}, "-8037.12"),  # 2 at 4, 2 at 10
        ({"assay": "8.75", "effect": "premium"}, "6601.92"),
        ({"assay": "7"}, "0.00"),
    ],
)
def test_each_band_has_its_own_rate(more: dict[str, str], amount: str) -> None:
    assert adjusted({"element": "F", "bands": BANDS} | more) == amount


def test_below_a_guaranteed_grade_the_bands_go_down() -> None:
    bands = [{"threshold": "50", "step": "1", "rate": "100"}, {"threshold": "48", "step": "1", "rate": "300"}]
    below = {"element": "REO", "assay": "47.5", "direction": "below", "bands": bands}
    assert adjusted(below) == "-100464.00"  # 2 x 100 + 0.5 x 300 = 350 a tonne


def test_without_an_assay_of_its_own_the_lots_settle_by_their_mean_or_each_by_its_own() -> None:
    lots = with_assays("8", "7", "7.5")
    flat = {"element": "F", "threshold": "7.5", "step": "0.5", "rate": "4"}
    mean = settle(worked() | {"lots": lots, "adjustments": [flat]})
    assert next(step.value for step in mean.trail if step.label == "element-mean") == Decimal("7.5052")
    assert mean.values.adjustments == Decimal("-11.48")  # 0.0104 steps: 0.04 a tonne
    each = settle(worked() | {"lots": lots, "adjustments": [flat | {"per": "lot"}]})
    assert each.values.adjustments == Decimal("-383.98")  # one step on 95.995 t alone


def test_lots_without_the_assay_that_a_schedule_needs_are_named() -> None:
    lots = with_assays("8", "7", "7.5")
    del lots[1]["elements"]
    flat = {"element": "F", "threshold": "7.5", "step": "0.5", "rate": "4"}
    found = terms.inputs(worked() | {"lots": lots, "adjustments": [flat]})
    assert isinstance(found, tuple)
    assert [(one.code, one.field, dict(one.details)["lots"]) for one in found] == [
        ("assay-of-lots-missing", "adjustments[0].assay", "L2")
    ]


@pytest.mark.parametrize(
    ("adjustment", "code", "field"),
    [
        ({"element": "F", "assay": "8", "bands": BANDS[::-1]}, "bands-in-order", "adjustments[0].bands[1].threshold"),
        ({"element": "F", "assay": "8", "bands": BANDS, "step": "1"}, "bands-or-threshold", "adjustments[0].bands"),
        ({"assay": "8", "bands": BANDS}, "input-missing", "adjustments[0].element"),
    ],
)
def test_a_schedule_that_cannot_be_read_says_why(adjustment: dict[str, Any], code: str, field: str) -> None:
    found = terms.inputs(worked() | {"adjustments": [adjustment]})
    assert isinstance(found, tuple)
    assert [(one.code, one.field) for one in found] == [(code, field)]


def test_an_element_named_twice_in_a_lot_is_refused() -> None:
    lots = worked()["lots"]
    lots[0]["elements"] = [{"element": "F", "assay": "1"}, {"element": "F", "assay": "2"}]
    found = terms.inputs(worked() | {"lots": lots})
    assert isinstance(found, tuple)
    assert [(one.code, one.field) for one in found] == [("elements-once", "lots[0].elements")]


ASSAYS = st.decimals(min_value=0, max_value=20, places=3)


@settings(deadline=None)
@given(ASSAYS, ASSAYS, st.sampled_from(["pro-rata", "full", "started"]), st.sampled_from(["above", "below"]))
def test_a_worse_assay_never_costs_less(one: Decimal, other: Decimal, partial: str, direction: str) -> None:
    written = BANDS if direction == "above" else BANDS[::-1]
    bands = tuple({name: Decimal(value) for name, value in band.items()} for band in written)
    none = dict.fromkeys(("threshold", "step", "rate", "assay", "effect", "per"))
    schedule, _ = schedule_of(none | {"element": "F", "bands": bands, "partial": partial, "direction": direction}, "x")
    assert schedule is not None
    better, worse = sorted((one, other), reverse=direction == "below")
    assert rate(schedule, worse)[0] <= rate(schedule, better)[0] <= 0


def test_the_trail_of_a_schedule_shows_its_bands() -> None:
    asked = terms.inputs(worked() | {"adjustments": [{"element": "F", "assay": "8.75", "bands": BANDS}]})
    assert isinstance(asked, terms.SettlementInputs)
    step = next(step for step in price(asked).trail if step.label == "penalty-rate")
    assert step.numbers == "−(1 / 0.5 × 4 + 0.75 / 0.5 × 10)"
    assert step.value == Decimal("-23.00")
