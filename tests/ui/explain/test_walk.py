"""Down and up in Explain: period, day, member, trade; the change by products; what it rests on; without a trade."""

import datetime as dt
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rare_desk.core.explain.contributions import contributions
from rare_desk.core.explain.without import without
from rare_desk.core.numbers import half_up
from rare_desk.ops.trades import delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_page
from rare_desk.ui import formats
from rare_desk.ui.chart import to_date
from rare_desk.ui.explain.place import Place
from rare_desk.ui.explain.views.change_tables import PartRow
from rare_desk.ui.index.page import IndexPage
from rare_desk.ui.widgets.rows.listed import SideTable
from tests.ui.explain.test_panel import ask, left_out_place, shown_day

PATIENCE = 5000


def shown(page: IndexPage) -> tuple[str, str] | None:
    story = page.explain.story
    return (story.explanation.series, story.explanation.freq) if story and story.explanation else None


def enter(table: SideTable, row: int) -> None:
    table.selectRow(row)
    QTest.keyClick(table, Qt.Key.Key_Return)


def test_a_member_opens_and_the_way_up_leads_back(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, -8)
    first = max(story.members, key=lambda member: member.weight).product
    enter(page.explain.body.members.table, 0)
    qtbot.waitUntil(lambda: shown(page) == (first, "daily"))
    assert list(page.explain.body.crumbs.links) == ["综合", "轻"]
    page.explain.body.crumbs.links["轻"].click()
    qtbot.waitUntil(lambda: shown(page) == ("light", "daily"))
    QTest.keyClick(page.explain, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: shown(page) == ("composite", "daily"))
    assert not page.explain.body.crumbs.isVisible()


def test_the_way_up_says_by_how_many_points_a_product_moved_what_is_above(page: IndexPage, qtbot: QtBot) -> None:
    ask(page, qtbot, -8)
    place, computation = page.explain.place, page.computation
    assert place is not None
    assert computation is not None
    points = computation.series("composite")
    before = to_date(int(points.days[len(points) - 9]))
    change = contributions(computation, "composite", before, place.day)
    assert change is not None
    moved = change.products[0]
    page.explain.body.product_opened.emit(moved.product)
    qtbot.waitUntil(lambda: shown(page) == (moved.product, "daily"))
    assert f"综合 {formats.signed(moved.points)}" in page.explain.body.crumbs.effect


def test_stepping_stays_with_the_product(page: IndexPage, qtbot: QtBot) -> None:
    ask(page, qtbot, -8)
    enter(page.explain.body.members.table, 1)
    qtbot.waitUntil(lambda: shown(page) != ("composite", "daily"))
    product, day = shown(page), shown_day(page)
    page.explain.step(-1)
    qtbot.waitUntil(lambda: shown_day(page) != day)
    assert shown(page) == product


def test_a_month_opens_its_days_and_a_day_leads_back_to_the_month(page: IndexPage, qtbot: QtBot) -> None:
    page.frequency.button("monthly").click()
    story = ask(page, qtbot, -2)
    assert story.explanation is not None
    days = page.explain.body.days
    assert days.isVisible()
    assert not page.explain.body.members.isVisible()
    values = [day.point.value for day in story.explanation.days]
    assert [days.model.index(row, 1).data() for row in range(days.model.rowCount())] == [f"{v:,}" for v in values]
    assert half_up(sum(values, Decimal(0)) / len(values), 2) == story.explanation.point.value
    dates = [day.point.date for day in story.explanation.days]
    enter(days.table, 3)
    qtbot.waitUntil(lambda: shown(page) == ("composite", "daily"))
    assert shown_day(page) == dates[3]
    assert page.explain.body.members.isVisible()
    page.explain.step(1)
    qtbot.waitUntil(lambda: shown_day(page) == dates[4])
    next(iter(page.explain.body.crumbs.links.values())).click()
    qtbot.waitUntil(lambda: shown(page) == ("composite", "monthly"))


def parts(page: IndexPage) -> list[PartRow]:
    model = page.explain.body.change.model
    return [row for n in range(model.rowCount()) if isinstance(row := model.row_at(n), PartRow)]


def test_the_change_is_told_by_products_since_the_point_before(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, -8)
    assert story.explanation is not None
    page.explain.body.views.button("change").click()
    qtbot.waitUntil(lambda: len(parts(page)) == 8)
    assert page.computation is not None
    before = page.computation.series("composite").point(len(page.computation.series("composite")) - 9)
    assert sum(row.part.points for row in parts(page)) == story.explanation.point.value - before.value
    assert f"{before.value:,}" in page.explain.body.change.said
    light = sum(row.part.points for row in parts(page) if page.computation.groups[row.part.product] == "light")
    assert f"轻 {formats.signed(light)}" in page.explain.body.change.said
    sizes = [abs(row.part.raw) for row in parts(page)]
    assert sizes == sorted(sizes, reverse=True)


def test_the_change_since_a_date_of_ones_own(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, -8)
    assert story.explanation is not None
    change = page.explain.body.change
    page.explain.body.views.button("change").click()
    change.since.setCurrentIndex(change.since.findData("date"))
    change.since.activated.emit(change.since.currentIndex())
    assert change.date.isVisible()
    QTest.keyClicks(change.date.edit, "2026-05-17")  # a Sunday
    QTest.keyClick(change.date.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "2026-05-15" in change.said)
    assert page.computation is not None
    place = page.explain.place
    assert place is not None
    wanted = contributions(page.computation, "composite", dt.date(2026, 5, 15), place.day)
    assert wanted is not None
    assert [row.part for row in parts(page)] == list(wanted.products)


def test_each_start_of_a_change_is_the_point_in_force_then(page: IndexPage, qtbot: QtBot) -> None:
    ask(page, qtbot, -1)
    change, computation = page.explain.body.change, page.computation
    assert computation is not None
    place = Place("composite", "daily", dt.date(2026, 10, 22))
    first, begins = to_date(int(computation.series("composite").days[0])), {}
    for key in ("point", "week", "month", "quarter", "new-year", "year", "first"):
        change.since.setCurrentIndex(change.since.findData(key))
        begins[key] = change.begin(computation, place)
    assert begins == {
        "point": dt.date(2026, 10, 21),
        "week": dt.date(2026, 10, 15),
        "month": dt.date(2026, 9, 22),
        "quarter": dt.date(2026, 7, 22),
        "new-year": dt.date(2025, 12, 31),
        "year": first,  # the book is not that old
        "first": first,
    }
    assert change.begin(computation, Place("composite", "daily", first)) is None


def test_a_reference_price_shows_the_days_of_its_base(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, -8)
    page.explain.body.views.button("grounds").click()
    grounds = page.explain.body.grounds
    qtbot.waitUntil(lambda: grounds.base_model.rowCount() > 0)
    heaviest = max(story.members, key=lambda member: member.weight)
    rows = [grounds.base_model.row_at(n) for n in range(grounds.base_model.rowCount())]
    used = [row.price for row in rows if row is not None and row.used]
    assert abs(sum(used) / len(used) / heaviest.reference_price - 1) < 1e-12
    assert f"{heaviest.reference_price:,.0f}" in grounds.said
    assert story.explanation is not None
    assert story.explanation.hash in grounds.said.replace(" ", "")


def test_an_imputed_price_shows_its_way_from_the_last_own_one(page: IndexPage, qtbot: QtBot) -> None:
    page.show_item(series="heavy")
    assert page.computation is not None
    series = page.computation.series("heavy")
    place = next(n for n in range(len(series) - 1, 0, -1) if series.coverage[n] < 1)
    story = ask(page, qtbot, place)
    member = next(one for one in story.members if one.imputed_from)
    page.explain.body.members.show_product(member.product)
    page.explain.body.views.button("grounds").click()
    way = page.explain.body.grounds
    qtbot.waitUntil(lambda: way.way_model.rowCount() == member.stale_days)
    last = way.way_model.row_at(way.way_model.rowCount() - 1)
    assert last is not None
    assert last.day.price == member.price


def test_a_chosen_trade_says_what_the_index_is_without_it(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, -8)
    assert story.explanation is not None
    used = max(story.members, key=lambda member: member.weight).trades[0]
    page.explain.body.members.trades.selectRow(0)
    deal = story.trades[used.id].trade.deal_no
    qtbot.waitUntil(lambda: page.explain.without.said.startswith(f"去掉 {deal}：1"))
    assert page.computation is not None
    left = without(page.computation, used.id)
    assert left is not None
    points = left.series("composite")
    at = points.find((story.explanation.point.date - dt.date(1970, 1, 1)).days)
    assert at is not None
    assert f"{points.point(at).value:,}" in page.explain.without.said


def test_a_trade_left_out_says_what_it_would_have_moved(page: IndexPage, qtbot: QtBot) -> None:
    story = ask(page, qtbot, left_out_place(page, "outlier"))
    out = next(one for one in story.excluded if one.code == "outlier")
    page.explain.body.members.show_product(out.product)
    view = page.explain.body.left_out
    view.table.selectRow([row.out.id for row in view.rows].index(out.id))
    qtbot.waitUntil(lambda: "若采用" in page.explain.without.said)
    assert "若采用：不变" not in page.explain.without.said


def test_another_day_forgets_the_chosen_trade(page: IndexPage, qtbot: QtBot) -> None:
    ask(page, qtbot, -8)
    page.explain.body.members.trades.selectRow(0)
    qtbot.waitUntil(lambda: "去掉" in page.explain.without.said and "…" not in page.explain.without.said)
    ask(page, qtbot, -12)
    assert page.explain.without.said.startswith("选一笔成交")


def test_the_figures_say_what_stands_behind_them(page: IndexPage, qtbot: QtBot) -> None:
    page.show_item(series="heavy")
    assert page.computation is not None
    series = page.computation.series("heavy")
    place = next(n for n in range(len(series) - 1, 0, -1) if series.coverage[n] < 1)
    story = ask(page, qtbot, place)
    assert story.explanation is not None
    summary = page.explain.summary
    called = {member.product: page.explain.name_of(member.product) for member in story.members}
    for member in story.members:
        assert (called[member.product] in summary.tip("覆盖率")) == (member.status in ("imputed", "stale"))
        if member.trades:
            assert f"{called[member.product]} {len(member.trades)}" in summary.tip("成交笔数")
    assert f"{story.explanation.point.trades} 笔" in summary.tip("交易对")


def test_new_trades_make_the_chosen_one_be_asked_for_anew(page: IndexPage, qtbot: QtBot) -> None:
    ask(page, qtbot, -8)
    page.explain.body.members.trades.selectRow(0)
    qtbot.waitUntil(lambda: "去掉" in page.explain.without.said and "…" not in page.explain.without.said)
    before, path = page.computation, page.session.path
    with Book.open(path) as other:
        delete_trades(other, [min(row.id for row in trade_page(other, limit=3))])
    qtbot.waitUntil(lambda: page.computation is not before)
    qtbot.waitUntil(lambda: page.explain.without.said.startswith("选一笔成交"))


def test_what_a_month_left_out_is_told_with_its_product(page: IndexPage, qtbot: QtBot) -> None:
    page.frequency.button("monthly").click()
    story = ask(page, qtbot, -2)
    rows = page.explain.body.left_out.rows
    assert len(rows) == len(story.excluded) > 0
    for row in rows:
        assert row.reason.endswith(f"· {page.explain.name_of(row.out.product)}")
