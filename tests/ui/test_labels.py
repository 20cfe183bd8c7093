"""A tooltip shows a user's words as they are, and loads nothing that they name."""

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from rare_desk.ui import labels


@pytest.mark.parametrize(
    "words", ["甲 & 乙", '<img src="file:///etc/hostname"><b>甲</b>', "a\n<b>b</b>", "&lt;b&gt;", "plain", "a < b"]
)
def test_mark_up_in_a_tooltip_is_text(app: QApplication, words: str) -> None:
    shown = QTextDocument()
    shown.setHtml(labels.tip(words).replace("\n", "<br>"))
    assert shown.toPlainText() == words


def test_a_tooltip_of_a_very_long_note_is_cut(app: QApplication) -> None:
    assert len(labels.tip("长" * 1_000_000)) < 2_000
