"""What the index page shows of a book."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.index.engine import Computation
from rare_desk.ops.book.books import new_book
from rare_desk.ui.chart import Look, to_date, to_day
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.overlays.overlay import ANNOUNCED
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.strips import EmptyState
from tests.ui.index.conftest import show_page


def computation(page: IndexPage) -> Computation:
    found = page.computation
    assert found is not None
    return found


def keys(page: IndexPage) -> list[str]:
    return [line.key for line in page.chart.content.lines if not line.stepped]


def test_it_begins_with_the_composite_and_its_groups_over_a_year(page: IndexPage) -> None:
    assert keys(page) == ["composite", "light", "heavy"]
    last = computation(page).last_day
    assert last is not None
    lo, hi = page.chart.visible_range
    assert to_date(lo + 0.5) == last.replace(year=last.year - 1)
    assert hi > to_day(last)


def test_every_point_of_the_series_is_drawn_by_its_status(page: IndexPage) -> None:
    line, series = page.chart.content.lines[0], computation(page).series("composite")
    assert line.days.tolist() == series.days.tolist()
    assert line.values.tolist() == series.value.tolist()
    assert [look == Look.DASHED for look in line.looks] == [not official for official in series.official]


def test_a_group_is_shown_with_its_products_the_heaviest_first(page: IndexPage) -> None:
    page.show_item(series="light")
    assert keys(page)[:3] == ["light", "PRND-O", "PRND-M"]


def test_a_member_product_is_shown_beside_its_group_and_the_composite(page: IndexPage) -> None:
    page.show_item(series="TB-O")
    assert keys(page) == ["TB-O", "heavy", "composite"]


def test_a_product_outside_the_weights_shows_its_daily_prices(page: IndexPage) -> None:
    page.show_item(series="DYFE")
    prices = computation(page).daily_prices("DYFE")
    line = page.chart.content.lines[0]
    assert line.values.tolist() == prices.price.tolist()
    assert {Look.SOLID, Look.DOTTED, Look.STALE} == set(line.looks.tolist())
    assert not page.frequency.button("weekly").isEnabled()


@pytest.mark.parametrize("freq", ["weekly", "monthly"])
def test_weeks_and_months_are_the_series_of_that_frequency(page: IndexPage, freq: str) -> None:
    page.frequency.button(freq).click()
    assert page.chart.content.lines[0].days.tolist() == computation(page).series("composite", freq).days.tolist()


def test_the_announced_price_breaks_at_the_unknown_quarter(page: IndexPage) -> None:
    steps = page.chart.content.line(ANNOUNCED.key)
    assert steps is not None
    assert [gap.text for gap in steps.gaps] == ["精矿 2026Q2：未知"]
    assert steps.on(to_day(to_date(steps.gaps[0].end))) == 38_565


def test_a_range_button_counts_from_the_books_last_index_day(page: IndexPage) -> None:
    page.ranges.button("3M").click()
    lo, _hi = page.chart.visible_range
    last = computation(page).last_day
    assert last is not None
    assert to_date(lo + 0.5).month == (last.month - 4) % 12 + 1


def test_no_range_is_down_after_a_zoom_by_hand(page: IndexPage) -> None:
    page.chart.setFocus()
    QTest.keyClick(page.chart, Qt.Key.Key_Plus)
    assert page.ranges.current == ""
    page.ranges.button("1Y").click()
    assert page.ranges.current == "1Y"


def test_what_is_hidden_stays_hidden_when_new_data_come(page: IndexPage) -> None:
    page.chart.toggle("light")
    page.refresh_index()
    assert page.chart.hidden == {"light"}


def test_an_empty_book_says_what_the_page_is_for_and_offers_an_import(
    tmp_path: Path, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    new_book(tmp_path / "empty.raredesk").close()
    page = show_page(open_book(tmp_path / "empty.raredesk"), qtbot)
    qtbot.waitUntil(lambda: any(state.isVisible() and state.button.text() for state in states(page)))
    shown = next(state for state in states(page) if state.isVisible())
    with qtbot.waitSignal(page.session.navigate) as asked:
        shown.button.click()
    assert asked.args == ["imports", {}]
    assert not page.ranges.isEnabled()
    with qtbot.waitSignal(page.session.navigate) as asked:
        page.bar.methodology_button.click()
    assert asked.args == ["methodology", {}]


def states(page: IndexPage) -> list[EmptyState]:
    return page.findChildren(EmptyState)


def test_copying_the_chart_says_so(page: IndexPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.session.message):
        page.copy_button.click()
    assert not QGuiApplication.clipboard().image().isNull()
