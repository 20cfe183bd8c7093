"""From a trade to the index: which days it prices at what weight, or why it is left out, and the way to the point."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from rare_desk.core.explain.tracing import trace
from rare_desk.ops.index.state import IndexState
from rare_desk.ui import formats
from rare_desk.ui.session import Session
from rare_desk.ui.trades.page import TradesPage
from tests.ui.waiting import settled


@pytest.fixture
def page(sample_file: Path, tmp_path: Path, open_book: Callable[[Path], Session], qtbot: QtBot) -> Iterator[TradesPage]:
    made = TradesPage(open_book(shutil.copyfile(sample_file, tmp_path / "sample.raredesk")))
    made.resize(1500, 900)
    qtbot.addWidget(made)
    made.show()
    settled(qtbot, made)
    yield made
    made.close()


def state(page: TradesPage, qtbot: QtBot) -> IndexState:
    page.session.start_index()
    qtbot.waitUntil(lambda: page.session.index is not None)
    found = page.session.index
    assert found is not None
    return found


def opened(page: TradesPage, qtbot: QtBot, trade: int) -> str:
    """The trade's panel, and what it says of the index."""
    page.choose_when_there(trade)
    page.verbs.change()
    qtbot.waitUntil(lambda: page.entry.in_index.isVisible())
    return "\n".join(page.entry.in_index.lines)


def used_trade(found: IndexState) -> int:
    """The newest trade that prices a member of the composite."""
    computation = found.computation
    left_out = {out.id for out in computation.exclusions()}
    weighed = set(computation.methodology.weight_sets[-1].weights)
    for trade, line in zip(
        computation.tail.columns.ids[::-1].tolist(), computation.tail.columns.product[::-1].tolist(), strict=True
    ):
        if trade not in left_out and computation.products[line] in weighed:
            return int(trade)
    raise AssertionError("nothing prices")


def test_a_trade_says_which_days_it_prices_and_at_what_weight(page: TradesPage, qtbot: QtBot) -> None:
    found = state(page, qtbot)
    trade = used_trade(found)
    traced = trace(found.computation, trade)
    assert traced is not None
    said = opened(page, qtbot, trade)
    assert f"用于 {len(traced.priced)} 日" in said
    for day in traced.priced:
        assert f"占日价 {formats.number(day.share * 100, 1)} %" in said
        assert f"占综合 {formats.number(day.weights['composite'] * 100, 1)} %" in said


def test_a_trade_left_out_says_its_rule_with_the_numbers(page: TradesPage, qtbot: QtBot) -> None:
    found = state(page, qtbot)
    out = next(one for one in found.computation.exclusions() if one.code == "outlier")
    traced = trace(found.computation, out.id)
    assert traced is not None
    assert traced.left_out is not None
    said = opened(page, qtbot, out.id)
    assert "未采用" in said
    assert "离群" in said
    assert f"{traced.left_out.details['limit']:.2f} %" in said


def test_the_day_leads_to_the_point_with_the_trades_of_the_product(page: TradesPage, qtbot: QtBot) -> None:
    found = state(page, qtbot)
    trade = used_trade(found)
    traced = trace(found.computation, trade)
    assert traced is not None
    opened(page, qtbot, trade)
    link = page.entry.in_index.findChild(QPushButton)
    assert link is not None
    with qtbot.waitSignal(page.session.navigate) as asked:
        link.click()
    point = {"series": "composite", "day": traced.priced[0].date, "product": traced.product}
    assert asked.args == ["index", point]


def test_the_menu_leads_there_too(page: TradesPage, qtbot: QtBot) -> None:
    found = state(page, qtbot)
    trade = used_trade(found)
    page.choose_when_there(trade)
    with qtbot.waitSignal(page.session.navigate) as asked:
        page.verbs.explain.trigger()
    traced = trace(found.computation, trade)
    assert traced is not None
    assert asked.args is not None
    assert asked.args[1]["day"] == traced.index_day


def test_a_key_leads_there_from_the_trade_that_was_shown(page: TradesPage, qtbot: QtBot) -> None:
    found = state(page, qtbot)
    trade = used_trade(found)
    page.activateWindow()
    page.show_item(trade=trade)
    qtbot.waitUntil(lambda: (row := page.chosen_row()) is not None and row.id == trade)
    assert page.table.hasFocus()
    with qtbot.waitSignal(page.session.navigate) as asked:
        QTest.keyClick(
            page.table, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
    traced = trace(found.computation, trade)
    assert traced is not None
    assert asked.args is not None
    assert (asked.args[0], asked.args[1]["day"]) == ("index", traced.index_day)


def test_the_index_is_computed_when_it_is_first_asked_for(page: TradesPage, qtbot: QtBot) -> None:
    assert page.session.index is None
    trade = page.model.id_at(0)
    assert opened(page, qtbot, trade)
