"""Papers as PDF: one page, its words selectable, its fonts within."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ops.papers.document import Document, Letterhead
from rare_desk.ui import language
from rare_desk.ui.paper.contract import write_paper
from rare_desk.words import Language
from tests.core.pricing.examples import examples
from tests.ops.papers.given import everything, paper


def printed(made: Document, path: Path) -> list[str]:
    """The words of each page, without white space. The font draws some characters by the glyph of their radical, and
    the PDF then has that; a reader searches for both alike.
    """
    write_paper(path, made)
    pages = (unicodedata.normalize("NFKC", page.extract_text()) for page in PdfReader(path).pages)
    return ["".join(page.translate(_RADICALS).split()) for page in pages]


_RADICALS = str.maketrans("⺠⻆⻚⻅⻋⻓⻔⻛⻜⻢⻥⻦⻩⻬⻮⻰", "民角页见车长门风飞马鱼鸟黄齐齿龙")


def test_a_statement_is_one_page_with_selectable_words_and_its_fonts_within(app: QApplication, tmp_path: Path) -> None:
    language.choose("zh")
    (page,) = printed(paper("settlement", everything()), tmp_path / "a.pdf")
    for words in (
        "最终结算单",
        "北矿",
        "2,645,480.13",
        "579,083.50",
        "人民币伍拾柒万玖仟零捌拾叁元伍角",
        "第1页/共1页",
    ):
        assert words in page
    written = (tmp_path / "a.pdf").read_bytes()
    assert written.count(b"/FontFile2") == written.count(b"/Type /FontDescriptor") > 0


def test_digits_of_an_english_paper_are_selectable_too(app: QApplication, tmp_path: Path) -> None:
    language.choose("en")
    (page,) = printed(paper("landed", examples("landed")[0]["input"], "en"), tmp_path / "a.pdf")
    for words in ("Dutyrates0;25%", "96.5×6/100×45/365", "Page1of1"):
        assert words in page


def test_lots_without_room_follow_on_further_pages_with_their_sum(app: QApplication, tmp_path: Path) -> None:
    language.choose("zh")
    given: dict[str, Any] = everything()
    given["lots"] = [given["lots"][number % 3] | {"lot": f"N{number:03}"} for number in range(120)]
    first, *more = printed(paper("settlement", given), tmp_path / "a.pdf")
    assert "120批,明细见附页" in first
    assert "N000" not in first
    assert [sum(f"N{number:03}" in page for page in more) for number in range(120)] == [1] * 120
    assert f"第{len(more) + 1}页/共{len(more) + 1}页" in more[-1]
    assert "合计" in more[-1]


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_every_calculators_quote_sheet_is_one_page(app: QApplication, tmp_path: Path, spoken: Language) -> None:
    language.choose(spoken)
    for kind in CALCULATORS:
        for number, example in enumerate(examples(kind)):
            made = paper(kind, example["input"], spoken)
            pages = printed(made, tmp_path / f"{kind}-{number}.pdf")
            assert len(pages) == 1
            assert made.figures[-1].value in pages[0].replace("-", "−")


def test_a_logo_stands_at_the_top_and_a_missing_one_is_left_out(app: QApplication, tmp_path: Path) -> None:
    logo = QImage(300, 100, QImage.Format.Format_RGB32)
    logo.fill(QColor("#0A6A94"))
    logo.save(str(tmp_path / "logo.png"))
    for name, images in (("logo.png", 1), ("gone.png", 0)):
        made = paper("settlement", everything())
        head = Letterhead("Desk", (), str(tmp_path / name))
        write_paper(tmp_path / "a.pdf", Document(made.title, "", head, (), made.tables, made.figures))
        assert len(PdfReader(tmp_path / "a.pdf").pages[0].images) == images
