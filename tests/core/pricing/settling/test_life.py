"""Provisional invoice, final invoice or credit note, payments by transfer and acceptance, rounding by contract."""

from decimal import Decimal
from typing import Any

import pytest

from rare_desk.core.pricing.result import as_json, step_as_json, step_from_json
from rare_desk.core.pricing.settling import terms
from tests.core.pricing.examples import settlement as worked
from tests.core.pricing.settling.test_settlement import settle


def refused(given: dict[str, Any]) -> dict[str, str]:
    found = terms.inputs(given)
    assert isinstance(found, tuple), found
    return {one.field: one.code for one in found}


def test_at_the_provisional_stage_the_share_of_the_provisional_invoice_is_payable() -> None:
    given = worked() | {"stage": "provisional"}
    del given["lots"]
    settled = settle(given)
    assert (settled.values.lots, settled.values.balance) == ((), Decimal("7865138.47"))
    assert settled.values.gross == Decimal("8739042.74")
    assert settled.trail[-1].label == "provisional-due"


def test_at_the_final_stage_the_rest_is_invoiced() -> None:
    figures = as_json(settle(worked() | {"stage": "final"}).values)
    assert {name: figures[name] for name in ("invoice_net", "invoice_vat", "invoice_gross", "balance")} == {
        "invoice_net": "9194.16",  # 7,742,860.30 - 7,733,666.14
        "invoice_vat": "1195.24",  # 1,006,571.84 - 1,005,376.60
        "invoice_gross": "10389.40",
        "balance": "884293.67",
    }


def test_a_final_settlement_below_the_provisional_invoice_gives_a_credit_note() -> None:
    given = worked() | {"stage": "final"}
    given["provisional"] |= {"grade": "51"}
    settled = settle(given)
    assert settled.values.invoice_net is not None
    assert settled.values.invoice_net < 0
    before = settled.values.provisional_gross
    assert before is not None
    assert settled.values.invoice_gross == settled.values.gross - before
    assert "credit-gross" in {step.label for step in settled.trail}


def test_lots_that_still_lack_something_do_not_hold_up_the_provisional_stage_but_wrong_ones_do() -> None:
    given = worked() | {"stage": "provisional"}
    given["lots"] = [{"lot": "L1"}, given["lots"][0] | {"grade": ""}, given["lots"][1]]
    asked = terms.inputs(given)
    assert isinstance(asked, terms.SettlementInputs)
    assert [lot.lot for lot in asked.lots] == ["L2"]
    given["lots"][1]["moisture"] = "61"
    assert refused(given) == {"lots[1].moisture": "input-out-of-range"}


def test_each_stage_says_what_it_misses() -> None:
    given = worked()
    del given["provisional"]
    assert refused(given | {"stage": "provisional"}) == {"provisional": "input-missing"}
    assert refused(worked() | {"stage": "final", "lots": []}) == {"lots": "input-missing"}


def test_an_empty_lot_misses_its_grade_too_unless_an_assay_is_to_give_it() -> None:
    given = worked()
    given["lots"] = [{"lot": "L1"}, given["lots"][0] | {"wet_t": "", "grade": ""}, given["lots"][1]]
    missing = ("lots[0].wet_t", "lots[0].moisture", "lots[0].grade", "lots[1].wet_t", "lots[1].grade")
    assert refused(given) == dict.fromkeys(missing, "input-missing")
    given["lots"][0]["assay"] = {"seller": "50", "buyer": "50", "limit": "0.5"}
    assert "lots[0].grade" not in refused(given)
    given["lots"][1] |= {"grade": "101"}
    assert refused(given)["lots[1].grade"] == "input-out-of-range"


TRANSFER = {"label": "10-08", "amount": "500000"}
DRAFT = {"label": "银票", "amount": "300000", "days": "180", "discount_rate": "1.5"}


@pytest.mark.parametrize(
    ("payments", "paid"),
    [
        ([TRANSFER], "500000.00"),
        ([TRANSFER, {"paid_on": "2026-10-09", "amount": "0.01"}], "500000.01"),
        ([DRAFT | {"borne_by": "seller"}], "300000.00"),
        ([DRAFT | {"borne_by": "buyer"}], "297750.00"),  # less 300,000 x 1.5 % x 180 / 360
        ([DRAFT | {"borne_by": "buyer", "day_basis": "365"}], "297780.82"),
    ],
)
def test_payments_come_off_the_balance(payments: list[dict[str, str]], paid: str) -> None:
    settled = settle(worked() | {"payments": payments})
    assert settled.values.payments == Decimal(paid)
    assert settled.values.balance == Decimal("884293.67") - Decimal(paid)
    assert [step_from_json(step_as_json(step)) for step in settled.trail] == list(settled.trail)


def test_a_discount_needs_its_days_its_rate_and_who_bears_it() -> None:
    assert refused(worked() | {"payments": [DRAFT]}) == {"payments[0].borne_by": "input-missing"}
    assert refused(worked() | {"payments": [TRANSFER | {"days": "30"}]}) == {
        "payments[0].discount_rate": "input-missing",
        "payments[0].borne_by": "input-missing",
    }


def test_paying_more_than_is_due_is_a_refund() -> None:
    settled = settle(worked() | {"payments": [{"amount": "884293.68"}]})
    assert (settled.values.balance, settled.trail[-1].label) == (Decimal("-0.01"), "refund")


@pytest.mark.parametrize(
    ("rounding", "dry", "amount"),
    [
        ({}, "95.995", "2645480.13"),  # 95.99492 x 27,558.52
        ({"mass_places": "2"}, "95.99", "2645342.33"),
        ({"mass_places": "2", "mode": "down"}, "95.99", "2645341.37"),
        ({"mode": "down"}, "95.994", "2645451.60"),  # 27,558.518 cut off at 27,558.51
        ({"amount_places": "0"}, "95.995", "2645480"),
        ({"price_places": "0"}, "95.995", "2645526.21"),  # at 27,559
    ],
)
def test_the_contract_says_how_is_rounded(rounding: dict[str, str], dry: str, amount: str) -> None:
    lot = settle(worked() | {"rounding": rounding}).values.lots[0]
    assert (format(lot.dry_t, "f"), format(lot.amount, "f")) == (dry, amount)


def test_half_to_even_differs_where_a_tie_stands_on_an_even_digit() -> None:
    lot = {"lot": "A", "wet_t": "10.0005", "moisture": "0", "grade": "50"}
    given = worked() | {"lots": [lot]}
    assert settle(given).values.lots[0].dry_t == Decimal("10.001")
    assert settle(given | {"rounding": {"mode": "half-even"}}).values.lots[0].dry_t == Decimal("10.000")
