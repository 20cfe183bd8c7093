"""The lab in the window's own way: the sample book's months, panels that come in, and what goes out."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Compliance, Side, Trade
from rare_desk.core.units import TaxBasis
from rare_desk.ops.book.books import new_book
from rare_desk.ops.companions import Asked, compare, panel_of_book, panel_of_file
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.ui.lab.comparison import Comparison
from rare_desk.ui.lab.page import TICKED, LabPage
from rare_desk.ui.session import Session
from rare_desk.ui.widgets.strips import EmptyState
from tests.core.companions.panels import REFERENCE
from tests.ui.dialogs import Chosen
from tests.ui.waiting import settled

PPI = REFERENCE / "ppi_manual_data.csv"


@pytest.fixture
def dialogs() -> Chosen:
    return Chosen(PPI)


@pytest.fixture
def page(
    sample_file: Path, tmp_path: Path, open_book: Callable[[Path], Session], dialogs: Chosen, qtbot: QtBot
) -> Iterator[LabPage]:
    """Shown, with the sample book's months compared."""
    path = shutil.copyfile(sample_file, tmp_path / "sample.raredesk")
    made = show(open_book(path), dialogs, qtbot)
    qtbot.waitUntil(lambda: made.comparison is not None)
    settled(qtbot, made)
    yield made
    made.close()


def show(session: Session, dialogs: Chosen, qtbot: QtBot) -> LabPage:
    made = LabPage(session, dialogs)
    session.message.connect(made.show_message)
    qtbot.addWidget(made)
    made.resize(1400, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def after(page: LabPage, qtbot: QtBot, act: Callable[[], object]) -> Comparison:
    """What is compared once the act has had its effect."""
    before = page.comparison
    act()
    qtbot.waitUntil(lambda: page.comparison is not None and page.comparison is not before)
    assert page.comparison is not None
    return page.comparison


def values(found: Comparison) -> dict[str, tuple[float, ...]]:
    return {one.formula: one.values for one in found.series}


def cell(page: LabPage, row: int, key: str) -> str:
    assert page.model is not None
    keys = [column.key for column in page.model.columns]
    return str(page.model.index(row, keys.index(key)).data())


def sentence(page: LabPage) -> str:
    """The one that stands in the place of chart and table."""
    (shown,) = [one for one in page.findChildren(EmptyState) if one.isVisible()]
    return " ".join(label.text() for label in shown.findChildren(QLabel))


def test_it_begins_with_the_book_s_months(page: LabPage) -> None:
    state, found = page.session.index, page.comparison
    assert state is not None
    assert found is not None
    wanted = compare(panel_of_book(state, "composite", "monthly"), Asked(TICKED))
    assert found.series == wanted
    assert [line.key for line in page.chart.content.lines] == ["geks-tornqvist", "laspeyres", "paasche", "fisher"]
    assert page.chart.content.lines[0].values.tolist() == [value * 100 for value in wanted[3].values]
    assert page.model is not None
    assert page.model.rowCount() == len(found.panel.periods)
    assert cell(page, 0, "fisher") == "100.00"


def test_a_click_on_a_box_compares_one_more_and_space_one_less(page: LabPage, qtbot: QtBot) -> None:
    def click() -> None:
        box = page.formulas.box("walsh").center()
        QTest.mouseClick(page.formulas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.x(), box.y()))

    found = after(page, qtbot, click)
    assert "walsh" in values(found)
    assert "walsh" in [line.key for line in page.chart.content.lines]
    assert page.formulas.current == "walsh"
    assert "√" in page.note.words.text()
    found = after(page, qtbot, lambda: QTest.keyClick(page.formulas, Qt.Key.Key_Space))
    assert "walsh" not in values(found)


def test_without_a_formula_the_page_says_what_to_do(page: LabPage, qtbot: QtBot) -> None:
    for name in TICKED:
        page.formulas.tick(name, False)
    assert sentence(page).startswith("请勾选")
    assert not page.export_button.isEnabled()
    found = after(page, qtbot, lambda: page.formulas.tick("jevons"))
    assert list(values(found)) == ["jevons"]
    assert page.export_button.isEnabled()


def test_chaining_moves_the_bilateral_formulas_and_the_window_the_others(page: LabPage, qtbot: QtBot) -> None:
    assert page.comparison is not None
    plain = values(page.comparison)
    chained = values(after(page, qtbot, page.method.chain.button("chained").click))
    assert {name for name in plain if plain[name] != chained[name]} == {"laspeyres", "paasche", "fisher"}
    assert not page.method.splice.isEnabled()
    rolled = values(after(page, qtbot, lambda: page.method.window_size.setText("5")))
    assert {name for name in plain if chained[name] != rolled[name]} == {"geks-tornqvist"}
    assert page.method.splice.isEnabled()


def test_what_no_ticked_formula_uses_is_greyed(page: LabPage, qtbot: QtBot) -> None:
    after(page, qtbot, lambda: page.formulas.tick("geks-tornqvist", False))
    assert (page.method.chain.isEnabled(), page.method.window_size.isEnabled()) == (True, False)
    for name in ("laspeyres", "paasche"):
        page.formulas.tick(name, False)
    page.formulas.tick("wtpd")
    after(page, qtbot, lambda: page.formulas.tick("fisher", False))
    assert (page.method.chain.isEnabled(), page.method.window_size.isEnabled()) == (False, True)


def test_the_splice_is_explained_with_the_formula_that_uses_it(page: LabPage, qtbot: QtBot) -> None:
    page.formulas.show_formula("wtpd")
    assert page.note.link.isHidden()
    after(page, qtbot, lambda: page.method.window_size.setText("7"))
    assert not page.note.link.isHidden()
    assert page.note.link.text().startswith("7 期窗口")
    assert "Diewert" in page.note.source.text()


def test_the_spread_is_to_the_reference(page: LabPage) -> None:
    found = page.comparison
    assert found is not None
    last, figures = len(found.panel.periods) - 1, values(found)
    apart = (figures["fisher"][last] / figures["geks-tornqvist"][last] - 1) * 100
    assert cell(page, last, "spread-fisher").replace("−", "-") == f"{apart:+.2f}"
    page.method.reference.setCurrentIndex(page.method.reference.findData("fisher"))
    page.method.reference_changed.emit()
    apart = (figures["laspeyres"][last] / figures["fisher"][last] - 1) * 100
    assert cell(page, last, "spread-laspeyres").replace("−", "-") == f"{apart:+.2f}"
    assert page.chart.content.lines[0].key == "fisher"
    assert page.comparison is found


def test_weeks_groups_and_products_are_other_panels(page: LabPage, qtbot: QtBot) -> None:
    weeks = after(page, qtbot, page.source.freq.button("weekly").click)
    assert len(weeks.panel.periods) > 40

    def choose() -> None:
        page.source.series.setCurrentIndex(page.source.series.findData("heavy"))
        page.source.series.activated.emit(page.source.series.currentIndex())

    heavy = after(page, qtbot, choose)
    assert set(heavy.panel.products) < set(weeks.panel.products)


def test_a_pasted_panel_is_compared_over_its_own_periods(page: LabPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(PPI.read_text(encoding="utf-8"))
    found = after(page, qtbot, page.paste)
    assert found.series == compare(panel_of_file(PPI), Asked(TICKED))
    assert page.source.kind.current == "panel"
    assert page.source.given_name.text().endswith("5 期，6 个品种")
    assert cell(page, 1, "laspeyres") == "142.00"
    # Periods 1 to 5 are no dates: they stand by their names.
    assert page.places.isVisible()
    assert not page.chart.isVisible()
    assert page.places.lines()[0].values[1] == pytest.approx(142.0)
    assert not page.places.grab().isNull()


def test_a_panel_comes_from_a_file_and_the_book_comes_back(page: LabPage, qtbot: QtBot) -> None:
    months = page.comparison
    assert months is not None
    found = after(page, qtbot, page.source.open.click)
    assert found.panel.products == ("1", "2", "3", "4", "5", "6")
    assert page.source.given_name.text().startswith("ppi_manual_data.csv")
    assert values(after(page, qtbot, page.source.kind.button("book").click)) == values(months)


def test_a_panel_with_mistakes_is_told_by_its_cells_and_the_one_before_stays(page: LabPage, qtbot: QtBot) -> None:
    before = page.comparison
    QGuiApplication.clipboard().setText("period,product,price\n1,A,x\n1,,3\n2,B,-2\n3,C,y\n")
    page.paste()
    qtbot.waitUntil(lambda: bool(page.strip.shown))
    assert page.strip.shown.splitlines()[0].startswith("第 2 行 price：“x”不是数字")
    assert page.strip.shown.splitlines()[3] == "另有 1 处"
    assert page.comparison is before
    assert page.source.kind.current == "book"


def test_an_empty_clipboard_is_said(page: LabPage) -> None:
    QGuiApplication.clipboard().clear()
    assert page.paste()
    assert page.strip.shown.startswith("剪贴板上没有表格")


def test_periods_without_a_value_are_dashes_and_the_reason_stands_above(page: LabPage, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("period,product,price,quantity\n1,A,2,1\n2,B,3,1\n3,A,4,1\n")
    after(page, qtbot, page.paste)
    assert cell(page, 1, "fisher") == "–"
    assert cell(page, 2, "fisher") == "200.00"
    assert "没有可比的共同品种" in page.remarks.text()
    assert page.remarks.isVisible()
    after(page, qtbot, page.method.missing.button("carry").click)
    assert cell(page, 1, "laspeyres") == "100.00"


def test_the_table_is_copied_at_full_precision(page: LabPage) -> None:
    found = page.comparison
    assert found is not None
    page.copy_button.click()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][:2] == ["期间", "GEKS-特恩奎斯特"]
    assert [line[0] for line in lines[1:]] == list(found.panel.periods)
    assert [float(line[1]) for line in lines[1:]] == [value * 100 for value in values(found)["geks-tornqvist"]]


def test_the_comparison_is_written_as_a_workbook(page: LabPage, dialogs: Chosen, qtbot: QtBot, tmp_path: Path) -> None:
    dialogs.paths = [tmp_path / "对比"]
    page.export_button.click()
    qtbot.waitUntil(lambda: page.strip.shown.startswith("公式对比已保存"))
    book = openpyxl.load_workbook(tmp_path / "对比.xlsx")
    said = [str(cell.value) for row in book.worksheets[-1].iter_rows() for cell in row]
    assert "账簿中被采用成交的单位价值 · 稀土综合指数 · 月" in said
    assert any("PPI" in line for line in said)


def test_a_new_trade_of_another_writer_moves_the_figures(page: LabPage, qtbot: QtBot) -> None:
    before = page.comparison
    assert before is not None
    end = page.session.index.computation.last_day if page.session.index else None
    assert isinstance(end, dt.date)

    last = zip(before.panel.products, before.panel.price[-1].tolist(), strict=True)
    product, price = next((code, price) for code, price in last if price == price)
    trade = Trade(
        date=end, side=Side.MARKET, product=product, quantity=Decimal(90), price=Decimal(round(price)),
        buyer="新甲", seller="新乙", tax_basis=TaxBasis.EXCL, compliance=Compliance.YES,
    )  # fmt: skip

    def write() -> None:
        with Book.open(page.session.path) as book:
            add_trade(book, trade, accept_suspect=True)

    fresh = after(page, qtbot, write)
    assert fresh.panel.periods == before.panel.periods
    assert fresh.panel.quantity[-1].tolist() != before.panel.quantity[-1].tolist()
    assert values(fresh) != values(before)


def test_of_many_changes_only_the_last_is_shown(page: LabPage, qtbot: QtBot) -> None:
    def hurry() -> None:
        for size in ("3", "4", "5", "6", "7"):
            page.method.window_size.setText(size)

    found = after(page, qtbot, hurry)
    assert found.series == compare(found.panel, page.asked)
    assert page.asked.window == 7


def test_the_first_trades_of_a_book_are_shown(
    tmp_path: Path, open_book: Callable[[Path], Session], dialogs: Chosen, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.raredesk"
    new_book(path).close()
    page = show(open_book(path), dialogs, qtbot)
    qtbot.waitUntil(lambda: page.session.index is not None)

    def write() -> None:
        with Book.open(path) as book:
            for month in (1, 2, 3):
                trade = Trade(
                    date=dt.date(2026, month, 5), side=Side.MARKET, product="PRND-O", quantity=Decimal(5),
                    price=Decimal(500_000 + 2000 * month), buyer=f"甲{month}", seller="乙", tax_basis=TaxBasis.EXCL,
                    compliance=Compliance.YES,
                )  # fmt: skip
                add_trade(book, trade, accept_suspect=True)

    found = after(page, qtbot, write)
    qtbot.waitUntil(lambda: page.comparison is not None and len(page.comparison.panel.periods) == 3)
    assert found.panel.products == ("PRND-O",)
    assert cell(page, 2, "fisher") == "100.80"
    page.close()


def test_an_empty_book_says_what_to_do(
    tmp_path: Path, open_book: Callable[[Path], Session], dialogs: Chosen, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.raredesk"
    new_book(path).close()
    page = show(open_book(path), dialogs, qtbot)
    qtbot.waitUntil(lambda: page.session.index is not None)
    qtbot.waitUntil(lambda: "账簿里没有" in sentence(page))
    page.source.kind.button("panel").click()
    assert sentence(page).startswith("粘贴一张表")
    page.close()
