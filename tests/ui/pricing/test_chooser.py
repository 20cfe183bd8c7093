import pytest
from pytestqt.qtbot import QtBot

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.ui.pricing.chooser import Chooser, groups
from rare_desk.ui.pricing.page import PricingPage
from rare_desk.ui.session import Session
from rare_desk.words import has


def test_every_calculator_stands_in_one_group_and_is_named_in_both_languages() -> None:
    listed = [kind for _group, kinds in groups(CALCULATORS) for kind in kinds]
    assert sorted(listed) == sorted(CALCULATORS)
    assert "others" not in [group for group, _ in groups(CALCULATORS)]
    assert all(has(f"pricing.{kind}") for kind in listed)


def test_the_calculator_used_last_opens_again(session: Session, qtbot: QtBot) -> None:
    for used in ("grade", "settlement"):
        page = PricingPage(session)
        qtbot.addWidget(page)
        page.kinds.chosen.emit(used)
        again = PricingPage(session)
        qtbot.addWidget(again)
        assert again.kind == used


@pytest.mark.usefixtures("app")
def test_where_the_buttons_have_no_room_a_menu_holds_them(qtbot: QtBot) -> None:
    chooser = Chooser(tuple(CALCULATORS), "settlement")
    qtbot.addWidget(chooser)
    chooser.show()
    chooser.fit(4000)
    assert chooser.menu_button.isHidden()
    chooser.fit(60)
    assert chooser.menu_button.isVisible()
    action = next(one for one in chooser.menu_button.drop.actions() if one.text() == "品位调整")
    with qtbot.waitSignal(chooser.chosen) as told:
        action.trigger()
    assert told.args == ["grade"]
    assert chooser.current == "grade"
