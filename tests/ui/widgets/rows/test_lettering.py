"""Words in a cell look the same however often they have been painted."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from rare_desk.core.numbers import figure
from rare_desk.ui import theme
from rare_desk.ui.widgets.rows.lettering import ALIGN, Lettering

FIGURES = [figure(Decimal(number * 7919) / 100, 2) for number in range(-3, 40)]
WORDS = ("氧化镨钕", "甲辰磁材 ← 丁盛", "SL-26-1188", "AVATo. Ty", "—", *FIGURES)
ROOM = QRect(8, 0, 120, 25)


def blank(fine: float) -> QImage:
    made = QImage(int(140 * fine), int(26 * fine), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(fine)
    made.fill(QColor("white"))
    return made


def painted(letters: Lettering, words: str, align: str, *, rect: QRect = ROOM, fine: float = 1) -> QImage:
    image = blank(fine)
    painter = QPainter(image)
    painter.setFont(theme.body_font())
    letters.begin(painter)
    letters.paint(painter, rect, align, words)
    painter.end()
    return image


def plainly(words: str, align: str, rect: QRect = ROOM) -> QImage:
    """As Qt paints words in a rectangle."""
    image = blank(1)
    painter = QPainter(image)
    painter.setFont(theme.body_font())
    painter.drawText(rect, ALIGN[align], words)
    painter.end()
    return image


@pytest.fixture
def letters(app: QApplication) -> Lettering:
    return Lettering(theme.body_font())


@pytest.mark.parametrize("align", ["left", "right", "centre"])
def test_nothing_moves_when_it_is_painted_again(letters: Lettering, align: str) -> None:
    for fine in (1.0, 2.0, 1.0):
        for words in WORDS:
            first, second, third = (painted(letters, words, align, fine=fine) for _ in range(3))
            assert first == second == third, words


@pytest.mark.parametrize("align", ["left", "right", "centre"])
def test_a_line_through_words_goes_through_them_however_often_they_are_painted(app: QApplication, align: str) -> None:
    font = theme.body_font()
    font.setStrikeOut(True)
    letters = Lettering(font)
    pictures = []
    for _ in range(3):
        image = blank(1)
        painter = QPainter(image)
        painter.setFont(font)
        letters.begin(painter)
        letters.paint(painter, ROOM, align, "SL-26-1151")
        painter.end()
        pictures.append(image)
    plain = blank(1)
    painter = QPainter(plain)
    painter.setFont(font)
    painter.drawText(ROOM, ALIGN[align], "SL-26-1151")
    painter.end()
    assert pictures == [plain] * 3


@pytest.mark.parametrize("align", ["left", "right"])
def test_it_looks_as_qt_paints_it(letters: Lettering, align: str) -> None:
    for words in (*WORDS, *WORDS):
        assert painted(letters, words, align) == plainly(words, align), words


def test_what_is_too_long_is_cut_off_with_an_ellipsis(letters: Lettering) -> None:
    whole = "稀土贸易公司022 ← 稀土贸易公司074"
    cut = QFontMetrics(theme.body_font()).elidedText(whole, Qt.TextElideMode.ElideRight, ROOM.width())
    assert cut != whole
    for _ in range(2):
        assert painted(letters, whole, "left") == plainly(cut, "left")


def test_lines_of_a_note_stand_in_one_line(letters: Lettering) -> None:
    for _ in range(2):
        assert painted(letters, "包装\n破损\t\r\n换", "left") == plainly("包装 破损 换", "left")


def test_wider_columns_show_more(letters: Lettering) -> None:
    words = "庚远材料有限公司"
    narrow, wide = QRect(8, 0, 50, 25), QRect(8, 0, 110, 25)
    for rect in (narrow, narrow, wide, wide):
        shown = painted(letters, words, "left", rect=rect)
    assert shown == plainly(words, "left", wide)


def test_a_name_that_would_read_otherwise_than_it_is_shows_why(letters: Lettering) -> None:
    for align in ALIGN:
        assert painted(letters, "\u202egpj.exe", align) == painted(letters, "‹202E›gpj.exe", align)
