"""What Excel and WPS put into the clipboard is read like a file: text, a page with merged cells, or files."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.session import Session
from tests.ui.imports.reading import WORKBOOKS, shown, states

HEAD = "日期\t方向\t品名\t数量(吨)\t含税单价(元/吨)\t对手方\n"
ROWS = HEAD + '2025-05-06\t买\t氧化镨钕\t10\t"431,000"\t"乙公司\n包头"\n2025-05-07\t卖\t氧化镝\t0.5\t1620000\t丙公司\n'
PAGE = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40"><head><meta name=Generator content="Microsoft Excel 15">
<style>td{mso-number-format:General;}</style></head><body><table border=0 cellpadding=0><col width=72 span=5>
<!--StartFragment-->
<tr height=20><td rowspan=2 class=xl65>日期</td><td rowspan=2>方向</td><td rowspan=2>品名</td>
<td rowspan=2>数量(吨)</td><td colspan=2 class=xl66>单价(元/吨)</td><td rowspan=2>对手方</td></tr>
<tr height=20><td>含税</td><td>不含税</td></tr>
<tr height=20><td rowspan=2 align=right x:num="45783">2025/5/6</td><td rowspan=2>买</td><td>氧化镨钕</td>
<td align=right x:num>10</td><td align=right x:num="431000">####</td><td></td><td rowspan=2>乙公司</td></tr>
<tr height=20><td>氧化镝</td><td align=right x:num="0.512">0.5</td><td x:num="1620000">1,620,000</td><td></td></tr>
<!--EndFragment--></table></body></html>"""


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ImportPage:
    return shown(session, qtbot)


def pasted(page: ImportPage, qtbot: QtBot, words: str = "", html: str = "", files: tuple[Path, ...] = ()) -> None:
    mime = QMimeData()
    if words:
        mime.setText(words)
    if html:
        mime.setHtml(html)
    if files:
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    QGuiApplication.clipboard().setMimeData(mime)
    assert page.paste()
    qtbot.waitUntil(lambda: page.plan is not None)


def written(page: ImportPage, qtbot: QtBot) -> dict[int, int]:
    """The quantities that came in, in grams, by price with VAT."""
    page.import_button.click()
    qtbot.waitUntil(lambda: page.plan is None)
    of = "SELECT quantity_g FROM trades WHERE price_incl_vat = ?"
    return {price: page.session.book.number(of, (price * 10_000,)) for price in (431_000, 1_620_000)}


def test_cells_copied_as_text_come_in_with_their_lines_and_groups(page: ImportPage, qtbot: QtBot) -> None:
    pasted(page, qtbot, ROWS)
    assert states(page) == {"new": 2}
    assert written(page, qtbot) == {431_000: 10_000_000, 1_620_000: 500_000}


def test_merged_cells_and_figures_too_wide_for_their_column_are_read_from_the_page(
    page: ImportPage, qtbot: QtBot
) -> None:
    pasted(page, qtbot, HEAD + "2025/5/6\t买\t氧化镨钕\t10\t####\t乙公司\n\t\t氧化镝\t0.5\t1,620,000\t\n", PAGE)
    sheet = page.sheet
    assert sheet is not None
    assert sheet.header_row == 2
    assert states(page) == {"new": 2}
    assert {deal.date for deal in sheet.deals} == {"2025-05-06"}
    assert {deal.counterparty for deal in sheet.deals} == {"乙公司"}
    assert written(page, qtbot) == {431_000: 10_000_000, 1_620_000: 512_000}


def test_text_is_preferred_where_the_page_says_no_more(page: ImportPage, qtbot: QtBot) -> None:
    plain = "<table><tr><td>日期</td></tr></table>"
    pasted(page, qtbot, ROWS, plain)
    assert states(page) == {"new": 2}


def test_files_copied_in_the_file_manager_are_read(page: ImportPage, qtbot: QtBot) -> None:
    pasted(page, qtbot, files=(WORKBOOKS / "purchase-ledger-2025.xlsx", WORKBOOKS / "sales-ledger-2025.xls"))
    assert page.sheets.count() == 2
    assert page.plan is not None
    assert page.plan.new == 330


def test_an_empty_clipboard_is_nothing_to_paste(page: ImportPage) -> None:
    QGuiApplication.clipboard().clear()
    assert not page.paste()
