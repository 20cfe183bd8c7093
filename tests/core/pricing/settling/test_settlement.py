from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.numbers import Mode
from rare_desk.core.pricing.result import Result, as_json, step_as_json, step_from_json
from rare_desk.core.pricing.settling import settlement, terms
from tests.core.pricing.examples import examples
from tests.core.pricing.examples import settlement as worked


def settle(given: dict[str, Any]) -> Result[settlement.Settlement]:
    asked = terms.inputs(given)
    assert isinstance(asked, terms.SettlementInputs), asked
    return settlement.price(asked)


LOTS = st.lists(
    st.fixed_dictionaries(
        {
            "wet_t": st.decimals(min_value=1, max_value=2000, places=3),
            "moisture": st.decimals(min_value=0, max_value=60, places=2),
            "grade": st.decimals(min_value=20, max_value=75, places=2),
        }
    ),
    min_size=1,
    max_size=6,
)


def test_the_worked_settlement_comes_out_to_the_digit() -> None:
    example = examples("settlement")[0]
    assert as_json(settle(example["input"]).values) == example["result"]


def test_the_trail_holds_every_figure_of_the_paper_in_order() -> None:
    trail = settle(worked()).trail
    assert [step.label for step in trail] == [
        *("dry", "unit-price", "lot-amount") * 3,
        *("goods", "mean-grade", "adjustment", "net", "vat", "gross"),
        *("provisional-dry", "provisional-unit-price", "provisional-net", "provisional-vat", "provisional-gross"),
        *("provisional-paid", "balance"),
    ]
    assert trail[0].numbers == "102.340 × (1 − 6.20 / 100)"
    assert trail[0].exact == Decimal("95.99492")
    assert trail[-1].numbers == "8,749,432.14 − 7,865,138.47"
    assert [step_from_json(step_as_json(step)) for step in trail] == list(trail)


def test_without_a_provisional_invoice_the_gross_is_due() -> None:
    given = worked()
    del given["provisional"]
    figures = as_json(settle(given).values)
    assert figures["balance"] == figures["gross"] == "8749432.14"
    assert not any(name.startswith("provisional") for name in figures)


def test_an_overpaid_provisional_invoice_gives_a_refund_and_is_called_one() -> None:
    given = worked()
    given["provisional"] |= {"grade": "60", "paid_share": "100"}
    paid = settle(given)
    assert paid.values.balance < 0
    assert paid.trail[-1].label == "refund"


@settings(deadline=None)
@given(LOTS, st.integers(min_value=0, max_value=100))
def test_a_refund_is_exactly_a_negative_balance(lots: list[dict[str, Any]], share: int) -> None:
    invoice = {"wet_t": "500", "moisture": "6", "grade": "50", "paid_share": str(share)}
    settled = settle(worked() | {"lots": lots, "provisional": invoice})
    figures = settled.values
    assert figures.provisional_paid is not None
    assert figures.balance == figures.gross - figures.provisional_paid
    assert (settled.trail[-1].label == "refund") == (figures.balance < 0)


@settings(deadline=None)
@given(LOTS)
def test_what_is_printed_adds_up(lots: list[dict[str, Any]]) -> None:
    figures = settle(worked() | {"lots": lots}).values
    assert figures.goods == sum(lot.amount for lot in figures.lots)
    assert figures.dry_t == sum(lot.dry_t for lot in figures.lots)
    assert figures.net == figures.goods + figures.adjustments
    assert figures.gross == figures.net + figures.vat
    assert min(lot.grade for lot in figures.lots) <= figures.mean_grade <= max(lot.grade for lot in figures.lots)


@settings(deadline=None)
@given(LOTS)
def test_a_lot_costs_the_same_alone_and_among_others(lots: list[dict[str, Any]]) -> None:
    together = settle(worked() | {"lots": lots}).values.lots
    alone = [settle(worked() | {"lots": [lot | {"lot": "x"}]}).values.lots[0] for lot in lots]
    assert [lot.amount for lot in together] == [lot.amount for lot in alone]


@settings(deadline=None)
@given(LOTS.filter(lambda lots: len(lots) > 1))
def test_the_order_of_lots_changes_no_sum(lots: list[dict[str, Any]]) -> None:
    forward, backward = settle(worked() | {"lots": lots}).values, settle(worked() | {"lots": lots[::-1]}).values
    assert (forward.balance, forward.mean_grade) == (backward.balance, backward.mean_grade)


@settings(deadline=None)
@given(LOTS, st.sampled_from(Mode), st.integers(min_value=0, max_value=5), st.integers(min_value=0, max_value=5))
def test_figures_without_a_trail_are_those_that_the_trail_comes_to(
    lots: list[dict[str, Any]], mode: Mode, mass: int, price: int
) -> None:
    rounding = {"mode": str(mode), "mass_places": str(mass), "price_places": str(price), "grade_places": "2"}
    heavy = [{"wet_t": "20", "moisture": "6", "grade": "50"}]
    settled = settle(worked() | {"lots": lots + heavy, "rounding": rounding})
    told = {label: [step.value for step in settled.trail if step.label == label] for label in _PER_LOT}
    assert [lot.dry_t for lot in settled.values.lots] == told["dry"]
    assert [lot.unit_price for lot in settled.values.lots] == told["unit-price"]
    assert [lot.amount for lot in settled.values.lots] == told["lot-amount"]
    single = {step.label: step.value for step in settled.trail}
    assert (settled.values.goods, settled.values.mean_grade) == (single["goods"], single["mean-grade"])
    assert settled.values.balance == settled.trail[-1].value


_PER_LOT = ("dry", "unit-price", "lot-amount")


def test_of_very_many_lots_a_screen_has_the_trail_beside_their_steps() -> None:
    lot = worked()["lots"][0]
    settled = settle(worked() | {"lots": [lot | {"lot": f"L{place}"} for place in range(101)]})
    beside = [(step.label, step.value) for step in settled.trail if step.label not in _PER_LOT]
    assert [(step.label, step.value) for step in settled.brief] == beside
    assert settle(worked()).brief == settle(worked()).trail


def test_lots_whose_dry_mass_rounds_to_nothing_are_refused() -> None:
    light = [{"wet_t": "1", "moisture": "60", "grade": "50"}]
    found = terms.inputs(worked() | {"lots": light, "rounding": {"mass_places": "0"}})
    assert isinstance(found, tuple)
    assert [(problem.field, problem.code) for problem in found] == [("rounding.mass_places", "dry-mass-nothing")]


def test_lots_without_a_number_are_counted() -> None:
    given = worked()
    for lot in given["lots"]:
        del lot["lot"]
    assert [lot.lot for lot in settle(given).values.lots] == ["L1", "L2", "L3"]


@pytest.mark.parametrize(
    ("adjustment", "amount"),
    [
        ({"label": "premium", "per_dry_t": "3"}, "861.12"),
        ({"label": "freight", "amount": "-1200.5"}, "-1200.50"),
        ({"element": "F", "assay": "8.5", "threshold": "7", "step": "0.5", "rate": "4"}, "-3444.48"),
        ({"element": "F", "assay": "8.75", "threshold": "7", "step": "0.5", "rate": "4"}, "-4018.56"),
        ({"element": "F", "assay": "7", "threshold": "7", "step": "0.5", "rate": "4"}, "0.00"),
        ({"element": "Th", "assay": "2", "threshold": "7", "step": "0.5", "rate": "4"}, "0.00"),
    ],
)
def test_adjustments_are_per_dry_tonne_or_an_amount_or_a_penalty_by_steps(
    adjustment: dict[str, str], amount: str
) -> None:
    figures = settle(worked() | {"adjustments": [adjustment]}).values
    assert figures.dry_t == Decimal("287.040")
    assert format(figures.adjustments, "f") == amount


def test_several_adjustments_are_summed_in_the_trail() -> None:
    given = worked()
    given["adjustments"].append({"label": "freight", "amount": "1000"})
    settled = settle(given)
    assert settled.values.adjustment_amounts == (Decimal("-3588.00"), Decimal("1000.00"))
    assert settled.values.adjustments == Decimal("-2588.00")
    assert next(step for step in settled.trail if step.label == "adjustments").numbers == "−3,588.00 + 1,000.00"


@pytest.mark.parametrize(
    ("adjustment", "problems"),
    [
        ({"label": "nothing"}, {"adjustments[0]": "adjustment-kind"}),
        ({"per_dry_t": "1", "amount": "2"}, {"adjustments[0]": "adjustment-kind"}),
        ({"per_dry_t": "1", "element": "F"}, {"adjustments[0]": "adjustment-kind"}),
        (
            {"element": "F", "assay": "8", "rate": "4"},
            {"adjustments[0].threshold": "input-missing", "adjustments[0].step": "input-missing"},
        ),
        (
            {"element": "F", "assay": "8", "threshold": "7", "step": "0", "rate": "-4"},
            {"adjustments[0].step": "input-out-of-range", "adjustments[0].rate": "input-out-of-range"},
        ),
    ],
)
def test_an_adjustment_that_says_too_little_or_too_much_is_refused(
    adjustment: dict[str, str], problems: dict[str, str]
) -> None:
    found = terms.inputs(worked() | {"adjustments": [adjustment]})
    assert isinstance(found, tuple)
    assert {problem.field: problem.code for problem in found} == problems


def test_the_ends_of_all_ranges_together_can_be_computed() -> None:
    lot = {"wet_t": "100000", "moisture": "0", "grade": "100"}
    penalty = {"element": "F", "assay": "1000000", "threshold": "0", "step": "0.0001", "rate": "100000"}
    given = {
        "reference_price": "1000000000",
        "reference_grade": "0.01",
        "vat_rate": "30",
        "lots": [lot] * 500,
        "adjustments": [penalty] * 500,
        "provisional": lot | {"paid_share": "100"},
    }
    assert settle(given).values.balance < 0
    tiny = {"wet_t": "0.01", "moisture": "60", "grade": "0"}
    least = given | {"reference_price": "0.000001", "lots": [tiny], "adjustments": [], "provisional": None}
    assert as_json(settle(least).values)["balance"] == "0.00"


@pytest.mark.parametrize("broken", ["x", 5, [], {"seller": []}, [[]]])
def test_a_broken_shape_is_refused_and_no_fault(broken: object) -> None:
    for name in ("lots", "adjustments", "provisional", "assay", "quarter", "delivery_date"):
        answer = terms.inputs(worked() | {name: broken})
        assert isinstance(answer, tuple | terms.SettlementInputs)
    lots = [{"lot": broken, "wet_t": broken, "moisture": broken, "grade": broken, "assay": broken}]
    assert isinstance(terms.inputs(worked() | {"lots": lots}), tuple)
