"""The fields of the entry form under the hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side
from rare_desk.core.units import TaxBasis
from rare_desk.ops.book.shipped import catalogue
from rare_desk.ui.entry.draft import CNY_KG, USD_KG, Draft
from rare_desk.ui.entry.trade_fields import TradeFields


@pytest.fixture
def form(app: QApplication, qtbot: QtBot) -> TradeFields:
    made = TradeFields(catalogue())
    made.set_draft(Draft())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_enter_goes_through_the_fields_as_they_stand(form: TradeFields) -> None:
    names: dict[QWidget | None, str] = {field.edit: name for name, field in form.fields.items()}
    form.fields["product"].edit.setFocus()
    passed = []
    for _ in range(9):
        focused = QApplication.focusWidget()
        assert focused is not None
        passed.append(names.get(focused, "a button"))
        QTest.keyClick(focused, Qt.Key.Key_Return)
    assert passed[:7] == ["product", "grade", "quantity", "vat_rate", "price", "counterparty", "a button"]
    assert passed[-1] in ("delivery_place", "delivery_date")


def test_what_is_put_in_comes_out_again(form: TradeFields) -> None:
    draft = Draft(
        date="t",
        side=Side.MARKET,
        product="氧化镨钕",
        quantity="6",
        price="58.2万",
        price_unit=CNY_KG,
        tax_basis=TaxBasis.EXCL,
        buyer="甲",
        seller="乙",
        spot=False,
        related=True,
        payment="月结",
        lot="L1",
        note="照旧",
    )
    form.set_draft(draft)
    assert form.draft() == draft


def test_a_market_trade_shows_buyer_and_seller_instead_of_the_counterparty(form: TradeFields) -> None:
    assert form.fields["counterparty"].isVisible()
    form.side.buttons.button("market").click()
    assert form.fields["buyer"].isVisible()
    assert form.fields["seller"].isVisible()
    assert not form.fields["counterparty"].isVisible()


def test_a_price_in_dollars_shows_its_rate(form: TradeFields) -> None:
    assert not form.fields["fx"].isVisible()
    form.set_draft(Draft(price_unit=USD_KG))
    assert form.fields["fx"].isVisible()


def test_new_names_are_offered_without_disturbing_what_is_being_typed(form: TradeFields) -> None:
    edit = form.fields["counterparty"].edit
    edit.setFocus()
    QTest.keyClicks(edit, "abc")
    form.offer("counterparty", ())
    QTest.keyClicks(edit, "d")
    assert form.draft().counterparty == "abcd"
