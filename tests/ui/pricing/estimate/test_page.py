import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.store.book import Book
from rare_desk.ui.pricing.estimate.page import EstimatePage
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.quotes.page import QuotesPage
from rare_desk.ui.session import Session
from tests.ops.contracts.test_estimating import quoted

LISTED = "北方稀土挂牌价"


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path, open_book: Callable[[Path], Session]) -> Session:
    return open_book(shutil.copyfile(sample_file, tmp_path / "sample.raredesk"))


def opened(session: Session, qtbot: QtBot) -> EstimatePage:
    page = EstimatePage(session)
    qtbot.addWidget(page)
    page.resize(1156, 680)
    page.show()
    qtbot.waitExposed(page)
    return page


def row(page: EstimatePage, quarter: str) -> dict[str, str]:
    model = page.tried_model
    place = next(n for n, one in enumerate(page.found.tried) if one.past.quarter == quarter) if page.found else -1
    return {column.key: str(model.index(place, n).data()) for n, column in enumerate(model.columns)}


def test_the_books_own_quotes_give_estimate_band_back_test_and_what_is_lacking(
    session: Session, book: Book, qtbot: QtBot
) -> None:
    quoted(book)
    page = opened(session, qtbot)
    page.show_item(quarter="2027Q1", quoted_by="询价", distribution="Bayan Obo")
    qtbot.waitUntil(lambda: page.found is not None)
    # 0.5 x 18.5 % x 700,000 / 1.13 x 92 % = 52,716.81, less 15,454.01; the band less 15,454.01 and 12,202.96
    assert page.figure.text() == "2027Q1 估价 37,262.81"
    assert "估价（非公布价，元/干吨不含税）" in page.said.text()
    assert "区间 37,262.81 至 40,513.85" in page.said.text()
    assert "配分 白云鄂博（未核实）" in page.said.text()
    tested = row(page, "2026Q4")
    assert (tested["by-last"], tested["percent-last"], tested["by-mean"]) == ("38,884", "+0.30", "40,452")
    assert page.off.text().startswith("平均偏差（不分高低）：按最近 5.99 %")
    # 10 % of 52,716.81
    assert page.moves_model.index(0, 3).data() == "5,271.68"
    assert page.moves_model.index(0, 4).data() == "42,534.49"
    why = {one.value: one.code for one in page.found.ground.lacking} if page.found else {}
    assert (why["2026Q2"], why["2025Q3"]) == ("announced-unknown", "quarter-unquoted")
    assert not page.chart.grab().isNull()


def test_a_quarter_without_quotes_opens_the_quotes_of_the_quarter_before(
    session: Session, book: Book, qtbot: QtBot
) -> None:
    quoted(book)
    page = opened(session, qtbot)
    page.show_item(quarter="2027Q1", quoted_by="询价")
    qtbot.waitUntil(lambda: page.found is not None)
    assert page.found is not None
    place = [one.value for one in page.found.ground.lacking].index("2025Q3")
    with qtbot.waitSignal(session.navigate) as asked:
        page.lacking.clicked.emit(page.lacking_model.index(place, 0))
    target, what = asked.args
    quotes = QuotesPage(session)
    qtbot.addWidget(quotes)
    quotes.show_item(**what)
    days = quotes.filters.days("days")
    assert (target, str(days.first), str(days.last)) == ("quotes", "2025-04-01", "2025-06-30")


def test_the_same_inputs_open_in_the_calculators_form(session: Session, book: Book, qtbot: QtBot) -> None:
    quoted(book)
    page = opened(session, qtbot)
    page.show_item(quarter="2027Q1", quoted_by="询价")
    qtbot.waitUntil(lambda: page.found is not None)
    with qtbot.waitSignal(session.navigate) as asked:
        page.to_form.click()
    form = PricingPage(session)
    qtbot.addWidget(form)
    form.show_item(**asked.args[1])
    assert form.form.totals.figure.text() == "37,262.81"
    assert "配分 白云鄂博（未核实）" in form.trail._sources.text()


def test_without_prices_it_says_why_and_shows_no_figure(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    page.show_item(quarter="2027Q1", quoted_by="")
    qtbot.waitUntil(lambda: "2026Q4 没有任何氧化物价格：账簿里还没有" in page.said.text())
    assert page.figure.text() == "–"
    assert page.bar.quarter.problem_label.isVisible()


def test_a_new_book_says_why_once_and_not_at_a_field_where_nothing_stands(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    qtbot.waitUntil(lambda: "没有任何氧化物价格：账簿里还没有" in page.said.text())
    assert page.bar.quarter.text() == ""
    assert page.bar.quarter.problem_label.isHidden()
    assert not page.to_form.isEnabled()


def test_real_listings_of_the_sample_give_the_chart_its_past(sample: Session, qtbot: QtBot) -> None:
    page = opened(sample, qtbot)
    page.show_item(quarter="2025Q1", quoted_by=LISTED)
    qtbot.waitUntil(lambda: page.found is not None)
    assert page.found is not None
    names = [one.past.quarter for one in page.found.tried]
    assert names == sorted(names)
    assert page.tried_model.rowCount() == len(names)
