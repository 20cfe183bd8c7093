"""What a new trade takes from its party, and what the user said stays."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rare_desk.core.parties.defaults import CODES, FIELDS, default_problems
from rare_desk.core.trades import Compliance
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ui.entry.defaults import renewed, with_defaults
from rare_desk.ui.entry.draft import USD_KG, Draft

BEGUN = Draft(date="t", deal_no="C-1")
ABROAD = {
    "related": "yes", "compliance": "unknown", "spot": "term", "tax_basis": "none", "currency": "USD", "unit": "kg",
    "vat_rate": "0", "payment": "LC", "delivery_place": "Tianjin", "incoterm": "FOB",
}  # fmt: skip
values = st.fixed_dictionaries({}, optional={name: st.sampled_from(CODES.get(name, ("6", "13"))) for name in FIELDS})


def test_every_default_has_its_field_in_the_form() -> None:
    assert set(ABROAD) == set(FIELDS)
    assert default_problems(ABROAD) == ()
    assert with_defaults(BEGUN, ABROAD) == replace(
        BEGUN,
        related=True,
        compliance=Compliance.UNKNOWN,
        spot=False,
        tax_basis=TaxBasis.NONE,
        price_unit=USD_KG,
        quantity_unit=Unit.KG,
        vat_rate="0",
        payment="LC",
        delivery_place="Tianjin",
        incoterm="FOB",
    )


def test_what_was_typed_stays_and_the_rest_follows_the_party() -> None:
    typed = replace(BEGUN, counterparty="A", payment="月结", compliance=Compliance.NO)
    first = with_defaults(BEGUN, ABROAD)
    taken = renewed(typed, BEGUN, first)
    assert (taken.payment, taken.compliance, taken.incoterm) == ("月结", Compliance.NO, "FOB")
    other = renewed(replace(taken, counterparty="B"), first, with_defaults(BEGUN, {"incoterm": "CIF"}))
    assert (other.payment, other.incoterm, other.delivery_place, other.spot) == ("月结", "CIF", "", True)


@given(values, values)
def test_a_party_chosen_by_mistake_leaves_nothing_behind(first: dict[str, str], then: dict[str, str]) -> None:
    one, other = with_defaults(BEGUN, first), with_defaults(BEGUN, then)
    taken = renewed(renewed(BEGUN, BEGUN, one), one, other)
    assert taken == other
    assert renewed(taken, other, BEGUN) == BEGUN
