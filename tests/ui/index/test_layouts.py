"""What the page shows is found again: by name in the book, and as it was left on this machine."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk import prefs
from rare_desk.store.reading.index import chart_queries
from rare_desk.ui.index import layouts
from rare_desk.ui.index.layouts import Layout
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.overlays.overlay import ANNOUNCED, Overlay
from rare_desk.ui.session import Session
from tests.ui.index.conftest import show_page

PRICE = Overlay("price", "PRND-O")


def changed(page: IndexPage) -> None:
    """Everything is turned once."""
    page.show_item(series="light")
    page.frequency.button("weekly").click()
    page.mode.button("log").click()
    page.laid.toggle(PRICE, True)
    page.chart.set_view(replace(page.chart.view, averages=(5, 20), panes=("change", "volume")))
    page.bar.band.trigger()
    page.ranges.button("6M").click()


def shown(page: IndexPage) -> tuple[object, ...]:
    view = page.chart.view
    lines = tuple(line.key for line in page.chart.content.lines)
    return page.chosen, page.frequency.current, view, page.chart.range_name, lines, page.bar.band.isChecked()


def again(sample: Path, open_book: Callable[[Path], Session], qtbot: QtBot) -> IndexPage:
    """After the program was started anew."""
    prefs.shared.cache_clear()
    page = show_page(open_book(sample), qtbot)
    qtbot.waitUntil(lambda: page.chart.content.last_day is not None)
    return page


def test_a_layout_is_saved_in_the_book_and_loaded_after_a_restart(
    page: IndexPage, sample: Path, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    changed(page)
    wanted = shown(page)
    page.verbs.keep("晨会")
    qtbot.waitUntil(lambda: "晨会" in chart_queries.layouts(page.session.book))
    page.show_layout(Layout())
    assert shown(page) != wanted
    page.close()
    fresh = again(sample, open_book, qtbot)
    page.verbs.fill_layouts(fresh.bar.layouts)
    fresh.verbs.fill_layouts(fresh.bar.layouts)
    next(action for action in fresh.bar.layouts.drop.actions() if action.text() == "晨会").trigger()
    assert shown(fresh) == wanted
    fresh.close()


def test_the_page_is_as_it_was_left(
    page: IndexPage, sample: Path, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    changed(page)
    wanted = shown(page)
    page.hide()
    fresh = again(sample, open_book, qtbot)
    assert shown(fresh) == wanted
    fresh.close()


def test_this_machine_may_begin_with_a_layout_by_name(
    page: IndexPage, sample: Path, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    page.show_item(series="heavy")
    page.verbs.keep("重")
    qtbot.waitUntil(lambda: "重" in chart_queries.layouts(page.session.book))
    layouts.set_default("重")
    page.show_item(series="light")
    page.hide()
    fresh = again(sample, open_book, qtbot)
    assert fresh.chosen == "heavy"
    fresh.close()


def test_a_layout_renamed_stays_the_default_and_one_deleted_comes_back_with_undo(page: IndexPage, qtbot: QtBot) -> None:
    page.verbs.keep("a")
    qtbot.waitUntil(lambda: "a" in chart_queries.layouts(page.session.book))
    layouts.set_default("a")
    page.verbs.rename("a", "b")
    qtbot.waitUntil(lambda: list(chart_queries.layouts(page.session.book)) == ["b"])
    assert layouts.default() == "b"
    page.verbs.fill_layouts(page.bar.layouts)
    delete = next(action.menu() for action in page.bar.layouts.drop.actions() if action.text() == "删除")
    assert delete is not None
    delete.actions()[0].trigger()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not chart_queries.layouts(page.session.book))
    page.session.undo()
    qtbot.waitUntil(lambda: "b" in chart_queries.layouts(page.session.book))


def test_a_layout_for_a_product_that_this_book_lacks_shows_the_composite(page: IndexPage) -> None:
    page.show_layout(Layout(chosen="NO-SUCH", overlays=(ANNOUNCED, Overlay("price", "NO-SUCH"))))
    assert page.chosen == "composite"
    assert [line.key for line in page.chart.content.lines][:3] == ["composite", "light", "heavy"]


@pytest.mark.parametrize("kept", [{}, {"chosen": 3, "freq": "hourly", "overlays": 5, "chart": []}, {"band": "yes"}])
def test_a_layout_that_makes_no_sense_is_as_in_the_beginning(kept: dict[str, object]) -> None:
    found = layouts.of_json(kept)
    assert (found.chosen, found.freq, found.band, dict(found.chart)) == ("composite", "daily", False, {})
