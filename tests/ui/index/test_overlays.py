"""Overlays on the index page: found, laid over, each on its axis, fresh, and another book's index among them."""

import datetime as dt
import shutil
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.quotes import Period, Quote
from rare_desk.core.trades import Side, Trade
from rare_desk.core.units import TaxBasis
from rare_desk.ops.publication import publish_up_to
from rare_desk.ops.quotes import add_quote
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.ui.chart import Line
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.overlays.overlay import ANNOUNCED, Overlay
from rare_desk.ui.session import Session
from tests.ui.index.conftest import show_page

QUOTED = Overlay("quote", "北方稀土", "PRND-O")


def offered(page: IndexPage) -> list[str]:
    return [row.words for row in page.overlays.model.rows if row.offer is not None]


def line(page: IndexPage, one: Overlay) -> Line | None:
    return page.chart.content.line(one.key)


def lay(page: IndexPage, one: Overlay, qtbot: QtBot) -> Line:
    page.laid.toggle(one, True)
    qtbot.waitUntil(lambda: line(page, one) is not None)
    found = line(page, one)
    assert found is not None
    return found


@pytest.fixture
def quoted(sample: Path) -> Path:
    with Book.open(sample) as book:
        for month in (3, 4):
            add_quote(
                book,
                Quote(
                    date=dt.date(2026, month, 1), period=Period.MONTH, product="PRND-O", source="北方稀土",
                    mid=Decimal(678_000), tax_basis=TaxBasis.INCL, vat_rate=Decimal(13),
                ),
            )  # fmt: skip
    return sample


def test_the_announced_price_is_laid_over_from_the_start_and_can_be_taken_away(page: IndexPage) -> None:
    assert line(page, ANNOUNCED) is not None
    page.laid.toggle(ANNOUNCED, False)
    assert line(page, ANNOUNCED) is None
    assert not page.chart.content.axes


def test_two_pinyin_initials_or_two_characters_find_a_product(page: IndexPage, qtbot: QtBot) -> None:
    page.toggle_overlays()
    assert page.overlays.isVisible()
    for typed in ("tb", "铽"):
        page.overlays.search.set_text("")
        QTest.keyClicks(page.overlays.search.edit, typed) if typed.isascii() else page.overlays.search.set_text(typed)
        page.overlays.search.changed.emit()
        assert offered(page)
        assert all("铽" in words or "Tb" in words for words in offered(page)), typed
    page.overlays.search.set_text("yhpn")
    page.overlays.search.changed.emit()
    assert "氧化镨钕" in offered(page)


def test_enter_in_the_search_lays_the_first_found_over_and_again_takes_it_away(page: IndexPage) -> None:
    page.toggle_overlays()
    page.overlays.search.set_text("氧化镨钕")
    page.overlays.search.changed.emit()
    first = next(row.offer for row in page.overlays.model.rows if row.offer is not None)
    assert first is not None
    QTest.keyClick(page.overlays.search.edit, Qt.Key.Key_Return)
    drawn = line(page, first.overlay)
    assert drawn is not None
    assert drawn.ink not in {one.ink for one in page.chart.content.lines if one is not drawn}
    QTest.keyClick(page.overlays.search.edit, Qt.Key.Key_Return)
    assert line(page, first.overlay) is None


def test_the_space_bar_on_the_list_does_it_too_and_the_colour_shows(page: IndexPage) -> None:
    page.toggle_overlays()
    rows = page.overlays.model.rows
    place = next(n for n, row in enumerate(rows) if row.offer and row.offer.overlay == Overlay("price", "PRND-O"))
    page.overlays.list.setCurrentIndex(page.overlays.model.index(place))
    QTest.keyClick(page.overlays.list, Qt.Key.Key_Space)
    assert line(page, Overlay("price", "PRND-O")) is not None
    checked = page.overlays.model.index(place).data(Qt.ItemDataRole.CheckStateRole)
    assert checked == Qt.CheckState.Checked


def test_a_price_has_an_axis_of_its_own_a_series_shares_that_of_points(page: IndexPage, qtbot: QtBot) -> None:
    price, series = lay(page, Overlay("price", "PRND-O"), qtbot), lay(page, Overlay("series", "TB-O"), qtbot)
    assert series.axis == ""
    axes = {axis.key: axis.unit for axis in page.chart.content.axes}
    assert axes[price.axis] == "元/吨"
    assert len(axes) == 2  # the announced price has its own


def test_what_the_chart_itself_shows_is_not_offered_again(page: IndexPage) -> None:
    page.toggle_overlays()
    series = [
        row.offer.overlay.name for row in page.overlays.model.rows if row.offer and row.offer.overlay.kind == "series"
    ]
    assert series
    assert not {"composite", "light", "heavy"} & set(series)


def test_a_quote_follows_the_book(quoted: Path, open_book: Callable[[Path], Session], qtbot: QtBot) -> None:
    page = show_page(open_book(quoted), qtbot)
    qtbot.waitUntil(lambda: page.chart.content.last_day is not None)
    drawn = lay(page, QUOTED, qtbot)
    assert drawn.on(int(drawn.days[0])) == pytest.approx(600_000)
    with Book.open(quoted) as book:
        more = Quote(
            date=dt.date(2026, 5, 1), period=Period.MONTH, product="PRND-O", source="北方稀土", mid=Decimal(565_000),
            tax_basis=TaxBasis.INCL, vat_rate=Decimal(13),
        )  # fmt: skip
        add_quote(book, more)
    qtbot.waitUntil(lambda: len(getattr(line(page, QUOTED), "days", ())) > len(drawn.days))
    page.close()


def test_figures_of_another_publisher_are_laid_over_on_their_own_axis(
    sample: Path, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    with Book.open(sample) as book, book.step("setting-changed") as step:
        number = step.insert("published_indices", {"name": "行业指数", "publisher": "协会"})
        for day, value in (("2026-05-06", 201_500_000), ("2026-05-07", 202_250_000)):
            step.insert("published_points", {"published_index": number, "date": day, "value": value})
    page = show_page(open_book(sample), qtbot)
    qtbot.waitUntil(lambda: page.chart.content.last_day is not None)
    drawn = lay(page, Overlay("published", "行业指数"), qtbot)
    assert drawn.values.tolist() == [201.5, 202.25]
    assert drawn.axis != ""
    page.close()


def test_the_index_as_it_was_first_published_is_laid_over(
    sample: Path, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    with Book.open(sample) as book:
        publish_up_to(book, None, "weekly", today=dt.date(2026, 10, 23))
    page = show_page(open_book(sample), qtbot)
    qtbot.waitUntil(lambda: page.chart.content.last_day is not None)
    page.frequency.button("weekly").click()
    drawn = lay(page, Overlay("vintage", "first", "composite"), qtbot)
    own = page.chart.content.lines[0]
    assert drawn.values.tolist() == own.values[: len(drawn.days)].tolist()
    assert drawn.axis == ""
    qtbot.waitUntil(lambda: any(one.kind == "publication" for one in page.chart.content.markers))
    page.close()


def test_another_book_is_laid_over_and_follows_its_own_changes(
    page: IndexPage, sample_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = shutil.copyfile(sample_file, tmp_path / "other.raredesk")
    page.lay_book(path)
    other = Overlay("book", str(path.resolve()), "composite")
    qtbot.waitUntil(lambda: line(page, other) is not None)
    before = line(page, other)
    assert before is not None
    assert before.name == "稀土综合指数 · other"
    day = dt.date.fromordinal(int(before.days[-1]) + dt.date(1970, 1, 1).toordinal())
    with Book.open(path) as book:
        trade = Trade(
            date=day, side=Side.MARKET, product="PRND-O", quantity=Decimal(80), price=Decimal(700_000), buyer="甲",
            seller="乙",
        )  # fmt: skip
        add_trade(book, trade, accept_suspect=True)

    def moved() -> bool:
        now = line(page, other)
        return now is not None and now.values[-1] != before.values[-1]

    qtbot.waitUntil(moved)
    page.laid.toggle(other, False)
    assert path not in page.laid.books.computations


def test_the_book_that_is_open_is_no_other_book(page: IndexPage, sample: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.session.message):
        page.lay_book(sample)
    assert all(one.kind != "book" for one in page.laid.overlays)


def test_a_book_that_is_gone_says_so_and_the_rest_stands(page: IndexPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.toggle_overlays()
    with qtbot.waitSignal(page.session.message) as said:
        page.lay_book(tmp_path / "gone.raredesk")
    assert said.args is not None
    assert said.args[0].kind == "bad"
    assert "gone" in page.laid.trouble()
    assert page.chart.content.lines[0].key == "composite"


def test_what_is_on_the_chart_stands_first_and_what_is_gone_can_be_taken_away(
    page: IndexPage, tmp_path: Path, qtbot: QtBot
) -> None:
    gone = Overlay("published", "行业指数")
    page.laid.lay((ANNOUNCED, Overlay("price", "TB-O"), gone))
    page.toggle_overlays()
    first = page.overlays.model.rows[:5]
    assert [row.words for row in first[:1]] == ["图上已有"]
    assert {row.offer.overlay for row in first if row.offer} >= {ANNOUNCED, Overlay("price", "TB-O"), gone}
    place = next(n for n, row in enumerate(first) if row.offer and row.offer.overlay == gone)
    assert "现在没有" in first[place].words
    page.overlays.list.setCurrentIndex(page.overlays.model.index(place))
    QTest.keyClick(page.overlays.list, Qt.Key.Key_Return)
    assert gone not in page.laid.overlays


def test_a_page_that_goes_lets_go_of_the_other_book(
    sample: Path, sample_file: Path, tmp_path: Path, open_book: Callable[[Path], Session], qtbot: QtBot
) -> None:
    page = IndexPage(open_book(sample))
    page.show()
    qtbot.waitUntil(lambda: page.chart.content.last_day is not None)
    path = shutil.copyfile(sample_file, tmp_path / "other.raredesk")
    page.lay_book(path)
    qtbot.waitUntil(lambda: bool(page.laid.books.computations))
    assert any(thread.name == "other books" for thread in threading.enumerate())
    page.deleteLater()
    qtbot.waitUntil(lambda: not any(thread.name == "other books" for thread in threading.enumerate()))
