"""Whoever writes into the book: the chart shows it by itself and keeps its zoom.

How soon is measured by tests.bench.bench_live.
"""

import subprocess
import sys
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.core.index.daily import STATUSES
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis
from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book
from rare_desk.ui.chart import to_date
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.overlays.overlay import Overlay

ADD_A_TRADE = """
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from rare_desk.core.trades import Side, Trade
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
book = Book.open(Path(sys.argv[1]))
trade = Trade(date=date.fromisoformat(sys.argv[2]), side=Side.MARKET, product="PRND-O", quantity=Decimal(sys.argv[3]),
              price=Decimal(700000), buyer="甲辰磁材", seller="另一家" + sys.argv[3])
add_trade(book, trade, accept_suspect=True)
book.close()
"""


@pytest.fixture
def day(page: IndexPage) -> int:
    """The last day with a point."""
    last = page.chart.content.last_day
    assert last is not None
    return last


def written_by_another_process(path: Path, on: str, tonnes: int = 40) -> None:
    """Adds a trade from a process of its own."""
    subprocess.run([sys.executable, "-c", ADD_A_TRADE, str(path), on, str(tonnes)], check=True, timeout=60)


def value_on(page: IndexPage, day: int) -> float:
    line = page.chart.content.lines[0]
    place = line.place(day)
    assert place is not None
    return float(line.values[place])


def changed(page: IndexPage, day: int, before: float) -> bool:
    return value_on(page, day) != before


def test_trades_of_another_process_show_by_themselves_with_the_zoom_kept(
    page: IndexPage, day: int, sample: Path, qtbot: QtBot
) -> None:
    page.chart.show_days(day - 40, day + 3)
    pointed = int(page.chart.content.lines[0].days[-5])
    page.chart.hover_day(pointed)
    shown = page.chart.visible_range
    for tonnes in (40, 50):
        before = value_on(page, day)
        written_by_another_process(sample, to_date(day).isoformat(), tonnes)
        qtbot.waitUntil(partial(changed, page, day, before))
        assert page.chart.visible_range == shown
        assert page.chart.hovered == pointed


def test_a_trade_on_a_later_day_adds_a_point(page: IndexPage, day: int, sample: Path, qtbot: QtBot) -> None:
    page.chart.show_days(day - 40, day - 10)
    shown = page.chart.visible_range
    written_by_another_process(sample, to_date(day + 1).isoformat())
    qtbot.waitUntil(lambda: (page.chart.content.last_day or 0) > day)
    assert page.chart.visible_range == shown


def test_selection_mode_and_overlays_stay_and_the_newest_point_pulses_once(
    page: IndexPage, day: int, sample: Path, qtbot: QtBot
) -> None:
    page.laid.toggle(Overlay("price", "PRND-O"), True)
    page.mode.button("log").click()
    page.chart.select(int(page.chart.content.lines[0].days[-9]))
    view, selected = page.chart.view, page.chart.selected
    before = value_on(page, day)
    written_by_another_process(sample, to_date(day).isoformat())
    qtbot.waitUntil(partial(changed, page, day, before))
    assert (page.chart.view, page.chart.selected) == (view, selected)
    assert page.chart.content.line("price|PRND-O|") is not None
    qtbot.waitUntil(lambda: not page.chart.pulsing)


def test_undo_takes_the_point_back(page: IndexPage, day: int, sample: Path, qtbot: QtBot) -> None:
    before = value_on(page, day)
    written_by_another_process(sample, to_date(day).isoformat())
    qtbot.waitUntil(lambda: value_on(page, day) != before)
    page.session.undo()
    qtbot.waitUntil(lambda: value_on(page, day) == before)


def test_a_quote_shows_by_itself(page: IndexPage, day: int, sample: Path, qtbot: QtBot) -> None:
    """A market quote two days after the last trade of all: the series go on to its day."""
    quote = Quote(
        date=to_date(day + 7),
        period=Period.DAY,
        product="PRND-O",
        source="SMM",
        mid=Decimal(700_000),
        tax_basis=TaxBasis.INCL,
    )
    with Book.open(sample) as book:
        add_quote(book, quote)
    qtbot.waitUntil(lambda: (page.chart.content.last_day or 0) >= day + 7)
    computation = page.computation
    assert computation is not None
    assert STATUSES[computation.daily_prices("PRND-O").status[-1]] == "quoted"


def test_an_open_explanation_follows_the_book(page: IndexPage, day: int, sample: Path, qtbot: QtBot) -> None:
    page.chart.select(day)
    page.chart.asked.emit(day)
    qtbot.waitUntil(lambda: page.explain.story is not None)
    first = page.explain.story
    written_by_another_process(sample, to_date(day).isoformat())
    qtbot.waitUntil(lambda: page.explain.story is not first)
    assert page.explain.story is not None
    assert len(page.explain.story.trades) == len(first.trades if first else ()) + 1
