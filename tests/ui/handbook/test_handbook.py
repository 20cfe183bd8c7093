"""The handbook's window as a reader uses it."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk import prefs
from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ui import theme
from rare_desk.ui.handbook.contents import chapters
from rare_desk.ui.handbook.window import Handbook
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.finder import Finder
from tests.ui.dialogs import Chosen


def press_f1(desk: Desk) -> Handbook:
    wanted = QKeySequence("F1")
    next(one for one in desk.window.findChildren(QAction) if one.shortcut() == wanted).trigger()
    assert desk.handbook is not None
    return desk.handbook


@pytest.fixture
def handbook(desk: Desk, qtbot: QtBot) -> Handbook:
    desk.show_handbook("first-steps")
    made = desk.handbook
    assert made is not None
    with qtbot.waitExposed(made):
        made.resize(1000, 700)
    qtbot.waitUntil(lambda: len(made.reader.paragraphs) == len(chapters("zh")))
    return made


def text(handbook: Handbook) -> str:
    return handbook.reader.document().toPlainText()


def test_f1_opens_the_chapter_of_the_page_shown(opened: Desk) -> None:
    for entry in pages.PAGES:
        if entry.name != "pricing":
            opened.show_page(entry.name)
            assert press_f1(opened).reader.chapter == entry.name


def test_f1_on_the_pricing_page_opens_the_chapter_of_the_calculator(opened: Desk) -> None:
    bench = opened.window.workbench
    assert bench is not None
    for name in CALCULATORS:
        bench.show_page("pricing").show_item(calculator=name)
        assert press_f1(opened).reader.chapter == name


def test_f1_works_before_a_book_is_open(desk: Desk) -> None:
    desk.show()
    assert press_f1(desk).reader.chapter == "first-steps"


def test_the_rail_has_it_at_its_foot(opened: Desk) -> None:
    bench = opened.window.workbench
    assert bench is not None
    bench.rail.handbook.click()
    assert opened.handbook is not None
    assert opened.handbook.isVisible()
    assert opened.handbook.reader.chapter == "today"
    assert bench.shown == "today"


def test_an_example_is_worked_step_by_step_by_the_calculator_itself(handbook: Handbook) -> None:
    handbook.open_chapter("grade")
    assert "参考价 × 品位 / 参考品位" in text(handbook)
    assert "28,068.36" in text(handbook)
    handbook.open_chapter("settlement")
    assert "884,293.67" in text(handbook)


def test_two_chinese_characters_find_every_chapter_that_has_them(handbook: Handbook) -> None:
    handbook.search("水分")
    assert {hit.paragraph.chapter for hit in handbook.hits} >= {"settlement", "first-steps"}
    assert all("水分" in hit.context for hit in handbook.hits)
    assert handbook.found.text() == f"{len(handbook.hits)} 处"


def test_all_words_must_stand_in_the_paragraph_in_any_case(handbook: Handbook) -> None:
    handbook.search("FOB 退税率")
    assert handbook.hits
    assert all("退税率" in hit.paragraph.text and "fob" in hit.paragraph.text.lower() for hit in handbook.hits)
    handbook.search("退税率 没有这个词")
    assert handbook.hits == []
    assert handbook.found.text() == "没有找到"


def test_the_next_hit_is_shown_marked_and_round_the_end_the_first_again(handbook: Handbook) -> None:
    handbook.search("分样限")
    handbook.next_hit()
    first = handbook.reader.textCursor().block().text()
    assert "分样限" in first
    assert handbook.reader.chapter == handbook.hits[0].paragraph.chapter
    here = [
        one
        for one in handbook.reader.extraSelections()
        if one.format.background().color() == QColor(theme.tokens().accent)
    ]
    assert {one.cursor.selectedText() for one in here} == {"分样限"}
    for _ in handbook.hits[1:]:
        handbook.next_hit()
    assert handbook.found.text() == f"{len(handbook.hits)} / {len(handbook.hits)}"
    handbook.next_hit()
    assert handbook.reader.textCursor().block().text() == first
    handbook.previous_hit()
    assert handbook.found.text() == f"{len(handbook.hits)} / {len(handbook.hits)}"


def test_typing_searches_and_escape_brings_the_contents_back(handbook: Handbook) -> None:
    QTest.keyClicks(handbook.field, "netback")
    QTest.keyClick(handbook.field, Qt.Key.Key_Return)
    assert handbook.hits == []  # the Chinese handbook does not have the word
    handbook.field.setText("")
    handbook.search("净回值")
    assert handbook.results.isVisible()
    QTest.keyClick(handbook, Qt.Key.Key_Escape)
    assert handbook.contents.isVisible()
    assert handbook.reader.extraSelections() == []
    QTest.keyClick(handbook, Qt.Key.Key_Escape)
    assert not handbook.isVisible()


def test_a_link_goes_to_its_section_and_back_returns(handbook: Handbook) -> None:
    handbook.reader.link_asked.emit("settlement#example")
    assert handbook.reader.chapter == "settlement"
    assert handbook.reader.textCursor().block().text() == "例子"
    handbook.back()
    assert handbook.reader.chapter == "first-steps"
    handbook.forward()
    assert handbook.reader.textCursor().block().text() == "例子"


def test_every_section_can_be_gone_to(handbook: Handbook) -> None:
    for chapter in chapters("zh").values():
        for section in chapter.sections:
            handbook.open_chapter(chapter.key, section.key)
            assert handbook.reader.textCursor().block().text() == section.title.replace("\\", "")


def test_a_link_into_the_window_opens_its_calculator(opened: Desk) -> None:
    opened.show_handbook("grade")
    assert opened.handbook is not None
    opened.handbook.reader.link_asked.emit("desk:pricing/grade")
    bench = opened.window.workbench
    assert bench is not None
    assert (bench.shown, bench.current.topic) == ("pricing", "grade")


def test_a_chapter_is_chosen_in_the_contents(handbook: Handbook) -> None:
    row = next(n for n in range(handbook.contents.count()) if handbook.contents.item(n).text() == "快捷键")
    handbook.contents.setCurrentRow(row)
    assert handbook.reader.chapter == "keys"


def test_a_picture_of_the_window_is_as_wide_as_the_text(handbook: Handbook) -> None:
    handbook.open_chapter("trades")
    at = handbook.reader.document().find("\ufffc")
    look = at.charFormat().toImageFormat()
    frame = handbook.reader.document().rootFrame().frameFormat()
    assert look.width() == handbook.reader.viewport().width() - frame.leftMargin() - frame.rightMargin()
    handbook.resize(800, 600)
    at = handbook.reader.document().find("\ufffc")
    assert at.charFormat().toImageFormat().width() < look.width()


def test_the_theme_and_the_size_change_at_once_and_the_chapter_stays(handbook: Handbook) -> None:
    handbook.open_chapter("floor")
    plain = handbook.reader.document().size().height()
    handbook.zoom(2)
    assert handbook.reader.document().size().height() > plain
    theme.choose("dark")
    assert handbook.reader.chapter == "floor"
    assert handbook.grab().toImage().pixelColor(950, 600) == QColor(theme.DARK.surface)
    handbook.close()
    assert prefs.load().views["handbook"]["zoom"] == handbook.reader.zoom > 1


def test_another_language_shows_the_same_chapter_in_it(opened: Desk) -> None:
    opened.show_handbook("landed")
    opened.choose_language("en")
    assert opened.handbook is not None
    assert opened.handbook.reader.document().begin().text() == "Landed cost"
    opened.choose_language("zh")


def test_it_closes_with_the_window(opened: Desk) -> None:
    opened.show_handbook("keys")
    shown = opened.handbook
    assert shown is not None
    opened.window.close()
    assert opened.handbook is None
    assert not shown.isVisible()


def test_a_chapter_goes_out_as_a_pdf_in_the_light_theme(
    handbook: Handbook, chosen: Chosen, qtbot: QtBot, tmp_path: Path, app: QApplication
) -> None:
    theme.choose("dark")
    chosen.paths = [tmp_path / "结算"]
    handbook.open_chapter("settlement")
    handbook.print_pdf(whole=False)
    qtbot.waitUntil(lambda: handbook.strip.shown == "已存为 PDF")
    assert chosen.proposed[0].name == "结算.pdf"
    read = PdfReader(tmp_path / "结算.pdf")
    assert len(read.pages) > 1
    words = "".join(page.extract_text() for page in read.pages)
    assert "884,293.67" in words


def test_the_whole_handbook_goes_out_with_every_chapter(
    handbook: Handbook, chosen: Chosen, qtbot: QtBot, tmp_path: Path
) -> None:
    chosen.paths = [tmp_path / "手册.pdf"]
    handbook.print_pdf(whole=True)
    qtbot.waitUntil(lambda: handbook.strip.shown == "已存为 PDF", timeout=60_000)
    assert len(PdfReader(tmp_path / "手册.pdf").pages) > len(chapters("zh"))


@pytest.mark.parametrize(
    ("words", "chapter", "block"), [("退出码", "commands", "退出码"), ("快捷键 · 图上", "keys", "图上")]
)
def test_ctrl_k_finds_chapters_and_their_sections(opened: Desk, words: str, chapter: str, block: str) -> None:
    opened.window.find_anything()
    assert opened.window.workbench is not None
    finder = opened.window.workbench.findChildren(Finder)[-1]
    finder.edit.setText(words)
    QTest.keyClick(finder.edit, Qt.Key.Key_Return)
    assert opened.handbook is not None
    assert opened.handbook.reader.chapter == chapter
    assert opened.handbook.reader.textCursor().block().text() == block
