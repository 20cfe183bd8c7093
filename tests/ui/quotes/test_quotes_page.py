"""Quotes and announced concentrate prices on their page."""

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.quotes import Period, Quote
from rare_desk.core.units import TaxBasis
from rare_desk.ops.quotes import add_quote
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import Sort
from rare_desk.ui.quotes.page import QuotesPage
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.rows.rows_model import FLAG_ROLE, STATE_ROLE
from tests.ui.waiting import reading_is_over, settled


def quote(source: str, product: str, day: dt.date, period: Period, mid: str) -> Quote:
    return Quote(
        date=day,
        period=period,
        product=product,
        source=source,
        mid=Decimal(mid),
        tax_basis=TaxBasis.INCL,
        vat_rate=Decimal(13),
    )


@pytest.fixture
def page(book: Book, session: Session, qtbot: QtBot) -> QuotesPage:
    made = QuotesPage(session)
    session.message.connect(made.show_message)
    made.resize(1400, 800)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def filled(page: QuotesPage, book: Book, qtbot: QtBot) -> QuotesPage:
    add_quote(book, quote("甲网", "PRND-O", dt.date(2026, 10, 12), Period.WEEK, "578500"))
    add_quote(book, quote("甲网", "TB-O", dt.date(2026, 10, 12), Period.WEEK, "6830000"))
    add_quote(book, quote("某公司", "PRND-O", dt.date(2026, 9, 1), Period.MONTH, "570000"))
    add_quote(book, quote("年鉴", "PRND-O", dt.date(2025, 12, 31), Period.YEAR, "480000"))
    settled(qtbot, page)
    assert page.model.rowCount() == 4
    return page


def shown(page: QuotesPage, column: str) -> list[str]:
    place = [one.key for one in page.model.columns].index(column)
    return [str(page.model.index(row, place).data()) for row in range(page.model.rowCount())]


def test_a_new_book_has_the_announced_prices_with_their_sources(page: QuotesPage, qtbot: QtBot) -> None:
    model = page.below.announced_model
    qtbot.waitUntil(lambda: model.rowCount() > 20)
    keys = [one.key for one in model.columns]
    rows = {
        str(model.index(row, 0).data()): [str(model.index(row, keys.index(key)).data()) for key in keys]
        for row in range(model.rowCount())
    }
    assert rows["2026Q4"][:5] == ["2026Q4", "38,769.00", "50", "775.38", "2026-10-09"]
    assert rows["2026Q2"][1] == "–"
    assert rows["2026Q2"][keys.index("status")] == "未知"
    assert all(row[keys.index("source")].startswith("http") for row in rows.values())


def test_a_rejected_proposal_is_struck_out_and_an_unknown_price_marked(page: QuotesPage, qtbot: QtBot) -> None:
    model = page.below.announced_model
    qtbot.waitUntil(lambda: model.rowCount() > 20)
    status = [one.key for one in model.columns].index("status")
    rejected = [row for row in range(model.rowCount()) if model.index(row, status).data() == "提案被否"]
    assert len(rejected) == 2
    assert all(model.index(row, 0).data(STATE_ROLE) == "cancelled" for row in rejected)
    unknown = [row for row in range(model.rowCount()) if model.index(row, status).data() == "未知"]
    assert [model.index(row, status).data(FLAG_ROLE) for row in unknown] == ["chip:indicative"]


def test_without_quotes_the_page_offers_the_next_step(page: QuotesPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1)


def test_a_date_is_as_precise_as_its_period(filled: QuotesPage) -> None:
    assert shown(filled, "date") == ["2026-10-12", "2026-10-12", "2026-09", "2025"]


def comes(qtbot: QtBot, page: QuotesPage, column: str, words: list[str]) -> None:
    """The list is read behind what stands there."""
    qtbot.waitUntil(lambda: shown(page, column) == words)


def test_quotes_are_filtered_by_source_product_period_and_words(filled: QuotesPage, qtbot: QtBot) -> None:
    filled.filters.set_chosen("source", ("甲网",))
    filled.filters.changed.emit()
    comes(qtbot, filled, "source", ["甲网", "甲网"])
    filled.filters.set_chosen("product", ("TB-O",))
    filled.filters.changed.emit()
    comes(qtbot, filled, "mid", ["6,830,000.00"])
    filled.filters.clear()
    filled.filters.set_chosen("period", ("month",))
    filled.filters.changed.emit()
    comes(qtbot, filled, "source", ["某公司"])
    filled.filters.clear()
    filled.filters.set_text("text", "yhpn 年鉴")
    comes(qtbot, filled, "source", ["年鉴"])


def test_a_source_whose_last_quote_is_deleted_filters_no_more(filled: QuotesPage, qtbot: QtBot) -> None:
    filled.filters.set_chosen("source", ("年鉴",))
    filled.filters.changed.emit()
    comes(qtbot, filled, "source", ["年鉴"])
    settled(qtbot, filled)
    filled.table.selectRow(0)
    filled.verbs.delete()
    comes(qtbot, filled, "source", ["甲网", "甲网", "某公司"])
    assert not filled.filters.active


def test_a_click_on_a_header_sorts(filled: QuotesPage, qtbot: QtBot) -> None:
    filled.table.sort_by((Sort("mid"),))
    qtbot.waitUntil(lambda: shown(filled, "mid")[0] == "6,830,000.00")


def test_the_foot_tells_the_span_and_mean_of_one_product(filled: QuotesPage, qtbot: QtBot) -> None:
    filled.filters.set_chosen("product", ("PRND-O",))
    filled.filters.changed.emit()
    told = ("显示 3 条", "480,000.00", "578,500.00", "542,833.33")
    qtbot.waitUntil(lambda: all(one in filled.footer.accessibleName() for one in told))


def test_a_quote_is_typed_saved_deleted_and_taken_back(page: QuotesPage, qtbot: QtBot) -> None:
    page.form.begin()
    for name, words in (("product", "yhpn"), ("source", "某网"), ("low", "57.5~58.2万")):
        page.form.fields[name].set_text(words)
    page.form.save(follow=True)
    comes(qtbot, page, "mid", ["578,500.00"])
    assert page.form.fields["source"].text() == "某网"
    page.table.selectRow(0)
    page.verbs.delete()
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    page.session.undo()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def focused() -> QWidget:
    there = QApplication.focusWidget()
    assert there is not None
    return there


def write(words: str) -> None:
    """Key by key: the first opens the cell."""
    for letter in words:
        QTest.keyClicks(focused(), letter)


def go_to(page: QuotesPage, mid: str, key: str) -> None:
    """Puts the cursor into a cell of the row with that middle price."""
    place = shown(page, "mid").index(mid)
    page.table.setFocus()
    assert page.table.go_to(page.model.id_at(place), key)


def test_a_quote_is_typed_over_in_the_list_as_in_excel(filled: QuotesPage, qtbot: QtBot) -> None:
    go_to(filled, "6,830,000.00", "mid")
    write("6,900,000")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "6,900,000.00" in shown(filled, "mid"))
    assert filled.model.rowCount() == 4
    filled.session.undo()
    qtbot.waitUntil(lambda: "6,830,000.00" in shown(filled, "mid"))


def test_the_middle_follows_a_range_that_is_typed_into_the_list(filled: QuotesPage, qtbot: QtBot) -> None:
    go_to(filled, "578,500.00", "low")
    write("575000~582000")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: "582,000.00" in shown(filled, "high"))
    place = shown(filled, "high").index("582,000.00")
    assert (shown(filled, "low")[place], shown(filled, "mid")[place]) == ("575,000.00", "578,500.00")


def test_a_product_and_a_source_are_typed_by_initials(filled: QuotesPage, qtbot: QtBot) -> None:
    go_to(filled, "6,830,000.00", "product")
    write("yhd")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("镝" in one for one in shown(filled, "product")))


def test_what_cannot_be_read_stays_in_the_cell_and_is_said(filled: QuotesPage, qtbot: QtBot) -> None:
    go_to(filled, "6,830,000.00", "mid")
    write("abc")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: filled.table.editor is not None and filled.table.editor.text() == "abc")
    assert filled.strip.isVisible()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not filled.table.is_editing)
    assert "6,830,000.00" in shown(filled, "mid")


def test_delete_empties_cells_that_may_be_empty_and_takes_whole_rows(filled: QuotesPage, qtbot: QtBot) -> None:
    go_to(filled, "6,830,000.00", "note")
    write("old")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "old" in shown(filled, "note"))
    go_to(filled, "6,830,000.00", "note")
    QTest.keyClick(filled.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "old" not in shown(filled, "note"))
    QTest.keyClick(filled.table, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(filled.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: filled.model.rowCount() == 3)


def test_a_quote_is_changed_in_the_form(filled: QuotesPage, qtbot: QtBot) -> None:
    go_to(filled, "6,830,000.00", "mid")
    QTest.keyClick(filled.table, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is filled.form.fields["mid"].edit)
    write("6,900,000")
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "6,900,000.00" in shown(filled, "mid"))
    assert filled.model.rowCount() == 4


def test_a_copy_of_a_quote_is_of_today_without_its_price(filled: QuotesPage, qtbot: QtBot) -> None:
    filled.table.selectRow(0)
    filled.verbs.duplicate()
    fields = filled.form.fields
    assert (fields["date"].text(), fields["source"].text(), fields["mid"].text()) == ("t", "甲网", "")
    assert filled.form.product.text() != ""
    assert QApplication.focusWidget() is fields["low"].edit


def test_a_new_quarter_is_one_key_the_price_and_enter(page: QuotesPage, qtbot: QtBot) -> None:
    model = page.below.announced_model
    qtbot.waitUntil(lambda: model.rowCount() > 20)
    count = model.rowCount()
    QTest.keyClick(page, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: page.announced_form.isVisible())
    QTest.keyClicks(focused(), "39,769")
    assert "2026Q4" in page.announced_form.beside.text()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.rowCount() == count + 1)
    qtbot.waitUntil(lambda: page.below.chosen_announced() is not None)
    made = page.below.chosen_announced()
    assert made is not None
    assert (made.quarter, made.price, made.reo_basis, made.status) == (
        "2027Q1",
        Decimal(39769),
        Decimal(50),
        "in_force",
    )
    assert not page.announced_form.isVisible()


def test_an_announced_price_is_changed_and_deleted(page: QuotesPage, qtbot: QtBot) -> None:
    model = page.below.announced_model
    qtbot.waitUntil(lambda: model.rowCount() > 20)
    count = model.rowCount()
    page.choose_quarter("2026Q4")
    page.verbs.change()
    form = page.announced_form
    form.fields["per_percent"].set_text("780")
    form.save()
    assert "775.38" in form.fields["per_percent"].problem_label.text()
    form.fields["per_percent"].set_text("")
    form.fields["price"].set_text("3.9万")
    form.save()
    qtbot.waitUntil(lambda: str(model.index(0, 1).data()) == "39,000.00")
    assert model.rowCount() == count
    page.verbs.delete()
    qtbot.waitUntil(lambda: model.rowCount() == count - 1)
    page.session.undo()
    qtbot.waitUntil(lambda: model.rowCount() == count)


def test_the_chart_beside_the_lists_draws_what_is_selected(filled: QuotesPage, qtbot: QtBot) -> None:
    def names() -> list[str]:
        return [line.name for line in filled.chart.chart.content.lines]

    filled.table.selectAll()
    qtbot.waitUntil(lambda: len(names()) == 4)
    assert {name.split("  ")[1] for name in names()} == {"甲网", "某公司", "年鉴"}
    filled.choose_quarter("2026Q4")
    qtbot.waitUntil(lambda: names() == ["精矿公布价"])
    assert filled.chart.chart.content.lines[0].values[-2] == 38769


def test_what_is_wrong_with_a_quote_is_said_below_its_field(page: QuotesPage) -> None:
    page.form.begin()
    page.form.save()
    for name in ("product", "source", "mid"):
        assert page.form.fields[name].problem_label.text() != ""


def test_a_quote_that_comes_while_the_list_is_read_is_in_it(page: QuotesPage, book: Book, qtbot: QtBot) -> None:
    reading_is_over(page.session)
    add_quote(book, quote("甲网", "TB-O", dt.date(2026, 10, 12), Period.WEEK, "6830000"))
    page.session.look()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_the_first_quote_takes_keys_as_soon_as_it_is_listed(page: QuotesPage, book: Book, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1)
    seen: list[bool] = []
    page.model.ids_loaded.connect(lambda: seen.append(page.table.isVisible()))
    add_quote(book, quote("甲网", "TB-O", dt.date(2026, 10, 12), Period.WEEK, "6830000"))
    page.session.look()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [True]


def test_the_cell_that_is_chosen_stays_so_while_others_write(filled: QuotesPage, book: Book, qtbot: QtBot) -> None:
    go_to(filled, "6,830,000.00", "mid")
    add_quote(book, quote("甲网", "TB-O", dt.date(2026, 10, 19), Period.WEEK, "6900000"))
    filled.session.look()
    qtbot.waitUntil(lambda: filled.model.rowCount() == 5)
    QTest.keyClick(filled.table, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is filled.form.fields["mid"].edit)
    assert filled.form.fields["mid"].text() == "6830000"
    write("6,8")
    add_quote(book, quote("甲网", "TB-O", dt.date(2026, 10, 26), Period.WEEK, "6910000"))
    filled.session.look()
    qtbot.waitUntil(lambda: filled.model.rowCount() == 6)
    write("50,000")
    assert filled.form.fields["mid"].text() == "6,850,000"
