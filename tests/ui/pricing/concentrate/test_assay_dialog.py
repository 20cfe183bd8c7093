from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from rare_desk.ui.pricing.concentrate.assay_dialog import AssayDialog


def dialog(qtbot: QtBot, given: dict[str, str] | None, terms: dict[str, str] | None = None) -> AssayDialog:
    made = AssayDialog(None, "L1", given, terms)
    qtbot.addWidget(made)
    return made


def ready(of: AssayDialog) -> bool:
    return of._buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_the_mean_that_settles_is_shown_while_typing(app: QApplication, qtbot: QtBot) -> None:
    asked = dialog(qtbot, None, {"limit": "0.50"})
    assert not ready(asked)
    QTest.keyClicks(asked.fields["seller"].edit, "51.35")
    QTest.keyClicks(asked.fields["buyer"].edit, "50.95")
    assert asked.answer.text().startswith("结算品位 51.15")
    assert ready(asked)
    assert asked.assay() == {"seller": "51.35", "buyer": "50.95", "limit": "0.50"}


def test_beyond_the_limit_umpire_and_rule_are_asked_for(app: QApplication, qtbot: QtBot) -> None:
    asked = dialog(qtbot, {"seller": "51.50", "buyer": "50.50", "limit": "0.50"})
    assert "请填仲裁化验" in asked.answer.text()
    assert not ready(asked)
    QTest.keyClicks(asked.fields["umpire"].edit, "51.20")
    asked.rule.setCurrentIndex(asked.rule.findData("nearer"))
    assert asked.answer.text().startswith("结算品位 51.35")
    assert asked.assay() == {"seller": "51.50", "buyer": "50.50", "limit": "0.50", "umpire": "51.20", "rule": "nearer"}


def test_the_grade_may_be_typed_again(app: QApplication, qtbot: QtBot) -> None:
    asked = dialog(qtbot, {"seller": "51.50", "buyer": "51.50", "limit": "0.50"})
    asked._clear()
    assert asked.assay() is None
