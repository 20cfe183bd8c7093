"""What is typed while a form is being saved."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ui.widgets.inputs.held_keys import HeldKeys


def form(qtbot: QtBot) -> tuple[QWidget, QLineEdit, HeldKeys]:
    made, edit = QWidget(), QLineEdit()
    QVBoxLayout(made).addWidget(edit)
    qtbot.addWidget(made)
    made.show()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    return made, edit, HeldKeys(made)


def test_what_is_typed_meanwhile_comes_to_the_field_afterwards(app: QApplication, qtbot: QtBot) -> None:
    _made, edit, keys = form(qtbot)
    keys.hold(True)
    QTest.keyClicks(edit, "12")
    assert edit.text() == ""
    keys.hold(False)
    qtbot.waitUntil(lambda: edit.text() == "12")


def test_a_form_that_is_hidden_meanwhile_lets_go_of_the_keyboard(app: QApplication, qtbot: QtBot) -> None:
    made, edit, keys = form(qtbot)
    keys.hold(True)
    QTest.keyClicks(edit, "1")
    made.hide()
    made.show()
    QTest.keyClicks(edit, "2")
    assert edit.text() == "2"
