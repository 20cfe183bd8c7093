"""Explain: from a point down to its trades and to what was left out."""

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.explain.explanation import explain
from rare_desk.store.reading import queries
from rare_desk.ui.chart import to_date
from rare_desk.ui.explain import story as stories
from rare_desk.ui.explain.story import Story
from rare_desk.ui.index.page import IndexPage
from tests.core.index.books import example, index


def ask(page: IndexPage, qtbot: QtBot, place: int) -> Story:
    """Explains the chart's point at that place of its first line, as Enter on it does."""
    line = page.chart.primary
    assert line is not None
    day = int(line.days[place])
    page.chart.select(day)
    page.chart.asked.emit(day)
    qtbot.waitUntil(lambda: shown_day(page) == to_date(day))
    story = page.explain.story
    assert story is not None
    return story


def shown_day(page: IndexPage) -> dt.date | None:
    story = page.explain.story
    return story.explanation.point.date if story and story.explanation else None


def left_out_place(page: IndexPage, code: str) -> int:
    """A point of the composite that left a trade out by that rule."""
    assert page.computation is not None
    series = page.computation.series("composite")
    for out in reversed(page.computation.exclusions()):
        place = series.find((out.date - dt.date(1970, 1, 1)).days)
        found = explain(page.computation, "composite", out.date) if out.code == code and place is not None else None
        if found and any(one.id == out.id for one in found.excluded):
            assert place is not None
            return place
    raise AssertionError(f"no {code} in the sample book")


def test_the_headline_is_the_published_value(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, -8)
    assert story.explanation is not None
    value = story.explanation.point.value
    assert f"{value:,}" in page.explain.summary.as_text()


def test_every_member_adds_up_to_the_value(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, -8)
    assert story.explanation is not None
    weights = sum(member.weight for member in story.members)
    mean = sum(member.weight * member.price / member.reference_price for member in story.members) / weights
    assert Decimal(f"{1000 * mean:.2f}") == story.explanation.point.value


def test_selecting_a_member_shows_its_trades(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, -8)
    heaviest = sorted(story.members, key=lambda member: -member.weight)
    for place in (0, 1):
        page.explain.body.members.table.selectRow(place)
        model = page.explain.body.members.trades.model()
        numbers = [model.index(row, 0).data() for row in range(model.rowCount())]
        assert numbers == [story.trades[used.id].trade.deal_no for used in heaviest[place].trades]


def test_a_trade_left_out_shows_its_rule_and_the_numbers(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, left_out_place(page, "outlier"))
    out = next(one for one in story.excluded if one.code == "outlier")
    ordered = sorted(story.members, key=lambda member: -member.weight)
    page.explain.body.members.table.selectRow([member.product for member in ordered].index(out.product))
    model = page.explain.body.left_out.table.model()
    assert "离群" in [model.index(row, 1).data() for row in range(model.rowCount())]
    assert f"{out.details['limit']:.2f} %" in stories.reason(story, out)


def test_enter_on_a_trade_asks_for_it_on_the_trades_page(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, -8)
    used = max(story.members, key=lambda member: member.weight).trades[0]
    page.explain.body.members.trades.selectRow(0)
    with qtbot.waitSignal(page.session.navigate) as asked:
        QTest.keyClick(page.explain.body.members.trades, Qt.Key.Key_Return)
    assert asked.args == ["trades", {"trade": used.id}]


def test_an_imputed_member_says_with_what_it_moved(page: IndexPage, qtbot: QtBot) -> None:
    page.show_item(series="heavy")
    assert page.computation is not None
    series = page.computation.series("heavy")
    place = next(n for n in range(len(series) - 1, 0, -1) if series.coverage[n] < 1)
    story = ask(page, qtbot, place)
    member = next(one for one in story.members if one.imputed_from)
    assert member.imputed_from is not None
    said = stories.imputed(member, {})
    assert member.imputed_from.own_price_on.isoformat() in said
    assert all(code in said for code in member.imputed_from.leaders)


def test_a_product_is_read_beside_its_group_and_the_composite(page: IndexPage, qtbot: QtBot) -> None:
    page.show_item(series="TB-O")
    story = ask(page, qtbot, -8)
    assert list(story.beside) == ["composite", "heavy"]
    assert "未采用" in page.explain.summary.as_text()


def test_the_buttons_step_to_the_points_beside(page: IndexPage, qtbot: QtBot) -> None:
    ask(page, qtbot, -8)
    line = page.chart.primary
    assert line is not None
    page.explain.stepped.emit(-1)
    qtbot.waitUntil(lambda: shown_day(page) == to_date(int(line.days[-9])))
    assert page.chart.selected == int(line.days[-9])


def test_a_month_is_explained_by_its_days(page: IndexPage, qtbot: QtBot) -> None:
    page.frequency.button("monthly").click()
    story = ask(page, qtbot, -2)
    assert story.explanation is not None
    assert len(story.explanation.days) > 10


def test_a_price_outside_the_weights_is_explained_by_its_trades(page: IndexPage, qtbot: QtBot) -> None:
    page.show_item(series="DYFE")
    assert page.computation is not None
    prices = page.computation.daily_prices("DYFE")
    place = int((prices.status == 1).nonzero()[0][-1])
    page.chart.asked.emit(int(prices.days[place]))
    qtbot.waitUntil(lambda: page.explain.story is not None)
    assert page.explain.story is not None
    member = page.explain.story.members[0]
    mean = sum(used.price * used.weight for used in member.trades)
    assert mean == pytest.approx(float(prices.price[place]))


def test_all_of_it_is_copied_as_text(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, -8)
    page.explain.copy()
    said = QGuiApplication.clipboard().text()
    first = max(story.members, key=lambda member: member.weight).trades[0]
    assert story.trades[first.id].trade.deal_no in said
    assert "RD-1" in said


def test_escape_closes_it_and_the_chart_has_the_room(page: IndexPage, qtbot: QtBot) -> None:
    ask(page, qtbot, -8)
    width = page.chart.width()
    QTest.keyClick(page.explain, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.chart.width() > width)
    assert page.chart.selected is None


def test_after_a_change_of_weights_the_chain_link_is_shown(page: IndexPage, qtbot: QtBot) -> None:
    deals, methodology = example("a")
    computed, day = index(deals, methodology), dt.date(2025, 6, 11)
    told = explain(computed, "composite", day)
    assert told is not None
    assert told.link is not None
    page.explain.show_day(computed, "composite", "daily", day, queries.catalogue(page.session.book))
    qtbot.waitUntil(lambda: shown_day(page) == day)
    assert f"{told.link:,.2f}" in page.explain.methodology
    assert "权重自 2025-05-15" in page.explain.methodology


def test_of_two_questions_only_the_later_is_answered(page: IndexPage, qtbot: QtBot) -> None:
    line = page.chart.primary
    assert line is not None
    for place in (-30, -20, -10):
        page.chart.asked.emit(int(line.days[place]))
    qtbot.waitUntil(lambda: page.explain.story is not None)
    assert shown_day(page) == to_date(int(line.days[-10]))
