"""The paper button of the pricing page."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from rare_desk import prefs
from rare_desk.ui.paper.letterhead import kept
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.pricing.papers.letterhead import LetterheadDialog
from rare_desk.ui.session import Session
from tests.core.pricing.examples import settlement
from tests.ui.dialogs import Chosen


@pytest.fixture(autouse=True)
def transient() -> Iterator[None]:
    """The machine's own letterhead is neither read nor changed."""
    here = prefs.shared()
    before, here.transient, here.letterhead = (here.transient, here.letterhead), True, {}
    yield
    here.transient, here.letterhead = before


@pytest.fixture
def dialogs(tmp_path: Path) -> Chosen:
    return Chosen(tmp_path / "paper.pdf")


@pytest.fixture
def page(session: Session, qtbot: QtBot, dialogs: Chosen) -> PricingPage:
    made = PricingPage(session, dialogs)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.begin("settlement")
    made.form.edited.emit(settlement())
    made.head.name.setText("北矿: 3月/结算")
    return made


def test_the_open_settlement_is_saved_as_a_pdf_under_a_name_that_every_system_takes(
    page: PricingPage, dialogs: Chosen, qtbot: QtBot
) -> None:
    page.paper_button.save_pdf()
    qtbot.waitUntil(dialogs.paths[0].exists)
    assert dialogs.proposed[-1].name == "结算单 北矿 3月结算.pdf"
    text = unicodedata.normalize("NFKC", PdfReader(dialogs.paths[0]).pages[0].extract_text())
    assert "884,293.67" in text


def test_it_is_copied_as_text(page: PricingPage) -> None:
    page.paper_button.copy_text()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("【结算单】北矿: 3月/结算")
    assert "应付余额 (买方付卖方): 884,293.67 元" in text


def test_wrong_inputs_make_no_paper(page: PricingPage) -> None:
    page.form.edited.emit(settlement() | {"vat_rate": "99"})
    assert [action.isEnabled() for action in page.paper_button.actions_] == [False, False]
    QGuiApplication.clipboard().setText("before")
    page.paper_button.copy_text()
    assert QGuiApplication.clipboard().text() == "before"


def test_the_letterhead_is_kept_and_stands_on_the_next_paper(
    page: PricingPage, dialogs: Chosen, qtbot: QtBot, tmp_path: Path
) -> None:
    picture = QImage(90, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("#0A6A94"))
    picture.save(str(tmp_path / "logo.png"))
    box = LetterheadDialog(page, Chosen(tmp_path / "logo.png"))
    qtbot.addWidget(box)
    box.name.edit.setText("包头某某贸易有限公司")
    box.lines.setPlainText("包头市\n\n  0472-1234567 \n税号 9115\n开户行\n第五行")
    box.choose_logo()
    box.accept()
    assert kept().lines == ("包头市", "0472-1234567", "税号 9115", "开户行")
    page.paper_button.save_pdf()
    qtbot.waitUntil(dialogs.paths[0].exists)
    sheet = PdfReader(dialogs.paths[0]).pages[0]
    assert len(sheet.images) == 1
    assert "0472-1234567" in sheet.extract_text()
