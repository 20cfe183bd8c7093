"""Very many lots: the window goes on while their result is computed, and it is that of the last inputs."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.core.pricing.settling import settlement, terms
from rare_desk.ui.pricing.computing import MANY
from rare_desk.ui.pricing.draft import Given
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.session import Session
from tests.core.pricing.examples import settlement as worked
from tests.ui.pricing.given import figure, shown
from tests.ui.pricing.given import settlement_form as form


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PricingPage:
    made = shown(session, qtbot, "settlement")
    made.form.edited.emit(worked() | {"lots": worked()["lots"] * (MANY // 3 + 1)})
    qtbot.waitUntil(lambda: made.outcome.priced is not None)
    return made


def balance(given: Given) -> Decimal:
    asked = terms.inputs({name: value for name, value in given.items() if name != "delivery_date"})
    assert isinstance(asked, terms.SettlementInputs)
    return settlement.price(asked).values.balance


def test_the_result_is_that_of_the_last_of_many_keys(page: PricingPage, qtbot: QtBot) -> None:
    before = figure(page)
    for words in ("5", "50", "50.", "50.5"):
        form(page).lots.grid.typed.emit("lots[0].grade", words)
    form(page).lots.grid.typed.emit(f"lots[{MANY}].moisture", "9")
    assert figure(page) == before
    assert not page.export_button.isEnabled()
    qtbot.waitUntil(page.export_button.isEnabled)
    assert (page.given["lots"][0]["grade"], page.given["lots"][MANY]["moisture"]) == ("50.5", "9")
    assert figure(page) == f"{balance(page.given):,.2f}"


def test_other_inputs_taken_meanwhile_are_not_overrun(page: PricingPage, qtbot: QtBot) -> None:
    form(page).lots.grid.typed.emit("lots[0].grade", "40")
    page.take(worked())
    assert figure(page) == "884,293.67"
    qtbot.waitUntil(lambda: not page._computing.pending)
    assert figure(page) == "884,293.67"


def test_the_grid_scrolls_within_itself_and_goes_to_a_lot_far_down(page: PricingPage) -> None:
    grid = form(page).lots
    assert grid.height() < 1500
    grid.go_to(f"lots[{MANY}].moisture")
    assert grid.currentIndex().row() == MANY
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
