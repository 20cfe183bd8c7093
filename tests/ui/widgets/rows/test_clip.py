"""What is copied arrives in Excel as it stands: figures as figures, everything else as the text that it is."""

import re

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from rare_desk.ui.trades.many.block import rows_of
from rare_desk.ui.widgets.rows.clip import page_of, plain_of, put_table


def cells(text: str) -> list[tuple[bool, str]]:
    """Of the page: whether Excel is told to take the cell as text, and what it says."""
    return [("mso-number-format" in how, said) for how, said in re.findall(r"<td([^>]*)>(.*?)</td>", page_of(text))]


@pytest.mark.parametrize("figure", ["0", "-3", "585000", "1,234,567.89", "0.105", "12.5 %", "3%", "2026-11-02", ""])
def test_a_figure_or_a_day_is_left_to_excel(figure: str) -> None:
    assert cells(figure or "\t")[0] == (False, figure)


@pytest.mark.parametrize(
    "name",
    ["00123", "2026-11", "3/4", "1E5", "C26-1001", "12345678901234567890", "=1+1", "@SUM(A1)", "-", "1.234.567"],
)
def test_what_excel_would_change_is_marked_as_text(name: str) -> None:
    assert cells(name) == [(True, name)]


def test_marks_of_the_page_and_lines_within_a_cell_stay_what_they_are() -> None:
    text = '甲 <b> & 乙\t"第一行\n第二行"\n"说""好""\t了"\t5'
    assert cells(text) == [
        (True, "甲 &lt;b&gt; &amp; 乙"),
        (True, "第一行<br style='mso-data-placement:same-cell'>第二行"),
        (True, "说&quot;好&quot;\t了"),
        (False, "5"),
    ]
    assert page_of(text).count("<tr>") == 2


@pytest.mark.parametrize(
    "text",
    ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+A1", "-A1", "-1+A1", "'=1", "＝1+1", "＠SUM(A1)", "+86 10 1234"],
)
def test_a_text_that_begins_like_a_formula_is_none_in_a_program_that_knows_no_page(text: str) -> None:
    assert plain_of(f"甲\t{text}\t5") == f"甲\t'{text}\t5"
    assert rows_of(plain_of(f"甲\t{text}\t5")) == [["甲", text, "5"]]


@pytest.mark.parametrize("figure", ["-3", "-1,234.50", "+0.35 %", "+12", "-0.5%", "585000", "-"])
def test_a_figure_with_a_sign_stays_a_figure(figure: str) -> None:
    assert plain_of(f"甲\t{figure}") == f"甲\t{figure}"


def test_a_formula_over_lines_is_marked_within_its_quotes() -> None:
    assert plain_of('甲\t"=1\n+1"\n"\t=1"\t5') == '甲\t"\'=1\n+1"\n"\'\t=1"\t5'


def test_programs_that_know_no_page_get_the_text(app: QApplication) -> None:
    put_table("数量\t5")
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "数量\t5"
    assert mime.html() == page_of("数量\t5")
