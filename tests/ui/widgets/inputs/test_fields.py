import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.core.products import Catalogue
from rare_desk.core.quotes import Period
from rare_desk.ops.book.shipped import catalogue
from rare_desk.ui.entry.parts import coded, options
from rare_desk.ui.entry.trade_fields import PAYMENTS
from rare_desk.ui.trades.editing.cells import CODED
from rare_desk.ui.widgets.inputs.choice_field import Choice, ChoiceField, _letters, pinyin_initials, product_choices
from rare_desk.ui.widgets.inputs.fields import DateField, NumberField, TextField
from rare_desk.ui.widgets.inputs.filter_bar import DaysButton


def enter(field: TextField, raw: str) -> None:
    """Key by key; what no key has comes as from an input method."""
    for character in raw:
        if character.isascii():
            QTest.keyClicks(field.edit, character)
        else:
            field.edit.insert(character)


def typed(qtbot: QtBot, field: TextField, raw: str) -> None:
    qtbot.addWidget(field)
    field.show()
    field.edit.selectAll()
    enter(field, raw)


def test_a_number_keeps_what_was_typed_and_shows_what_it_means(app: QApplication, qtbot: QtBot) -> None:
    field = NumberField("含税价", "元/吨")
    typed(qtbot, field, "5.82万")
    assert field.text() == "5.82万"
    assert field.value() == Decimal(58200)
    assert field.trailing.text() == "= 58,200 元/吨"


def test_where_there_is_no_room_beside_a_number_what_it_means_stands_whole_above(
    app: QApplication, qtbot: QtBot
) -> None:
    field = NumberField("含税价", "元/吨")
    field.setFixedWidth(130)
    typed(qtbot, field, "58.2万")
    qtbot.waitUntil(lambda: field.above.text() == "= 582,000")
    assert field.trailing.text() == "元/吨"
    field.setFixedWidth(300)
    qtbot.waitUntil(lambda: field.trailing.text() == "= 582,000 元/吨")
    assert field.above.isHidden()


def test_without_a_label_of_its_own_a_narrow_field_keeps_its_unit_and_says_the_rest_in_its_tooltip(
    app: QApplication, qtbot: QtBot
) -> None:
    field = NumberField("", "美元/公斤")
    field.setFixedWidth(150)
    typed(qtbot, field, "58.2万")
    qtbot.waitUntil(lambda: field.frame.toolTip() == "= 582,000")
    assert field.trailing.text() == "美元/公斤"
    assert field.above.isHidden()
    field.setFixedWidth(300)
    qtbot.waitUntil(lambda: field.trailing.text() == "= 582,000 美元/公斤")
    assert field.frame.toolTip() == ""


def test_a_plain_number_stands_beside_its_unit_alone(app: QApplication, qtbot: QtBot) -> None:
    field = NumberField("数量", "吨")
    typed(qtbot, field, "1,200.5")
    assert field.value() == Decimal("1200.5")
    assert field.trailing.text() == "吨"


def test_what_is_no_number_is_said_below_only_when_the_field_is_left(app: QApplication, qtbot: QtBot) -> None:
    field = NumberField("数量", "吨")
    typed(qtbot, field, "5o")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.value() is None
    assert not field.problem_label.isHidden()
    assert "不是数字" in field.problem_label.text()


def test_a_problem_of_the_form_stands_below_and_goes(app: QApplication, qtbot: QtBot) -> None:
    field = NumberField("价格")
    qtbot.addWidget(field)
    field.set_problem("比近 5 笔低 90 %")
    assert field.problem_label.text() == "比近 5 笔低 90 %"
    field.set_problem(None)
    assert field.problem_label.isHidden()


def test_a_computed_field_cannot_be_typed_into(app: QApplication, qtbot: QtBot) -> None:
    field = NumberField("金额", "元")
    field.set_computed(True)
    field.set_value(Decimal("349200"), 2)
    typed(qtbot, field, "7")
    assert field.text() == "349,200.00"


@pytest.mark.parametrize(("raw", "day"), [("t", (2026, 10, 22)), ("-1", (2026, 10, 21)), ("+7", (2026, 10, 29))])
def test_shorthand_of_days_shows_the_day(app: QApplication, qtbot: QtBot, raw: str, day: tuple[int, int, int]) -> None:
    field = DateField("日期", today=dt.date(2026, 10, 22))
    typed(qtbot, field, raw)
    assert field.value() == dt.date(*day)
    assert field.trailing.text() == dt.date(*day).isoformat()


def test_committed_comes_once_for_one_edit(app: QApplication, qtbot: QtBot) -> None:
    field = TextField("备注")
    told: list[str] = []
    field.committed.connect(lambda: told.append(field.text()))
    typed(qtbot, field, "现款")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert told == ["现款"]


@pytest.fixture
def products(app: QApplication, qtbot: QtBot) -> ChoiceField:
    shipped: Catalogue = catalogue()
    field = ChoiceField("品名", product_choices(shipped))
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.mark.parametrize("raw", ["yhpn", "氧化镨钕", "PRND-O", "prnd oxide", "PrNd oxide"])
def test_a_product_is_found_by_any_of_its_names(products: ChoiceField, qtbot: QtBot, raw: str) -> None:
    enter(products, raw)
    QTest.keyClick(products.edit, Qt.Key.Key_Return)
    assert products.value() == "PRND-O"


def test_every_alias_of_the_catalogue_names_its_product(products: ChoiceField) -> None:
    for one in catalogue():
        for alias in (one.name_zh, one.name_en, one.code, *one.aliases):
            products.set_text(alias)
            found = catalogue().find(alias)
            assert found is not None
            assert products.value() == found.code, alias


def test_initials_of_the_words_of_codes_are_known_without_the_large_dictionary() -> None:
    from pypinyin import Style, lazy_pinyin

    words = [one.words for codes in CODED.values() for one in coded(codes)]
    words += [said for _, said in options(PAYMENTS)] + [one.words for one in coded(Period)]
    for said in words:
        assert all(character in _letters() for character in said), said
        spoken = "cx" if said == "长协" else "".join(lazy_pinyin(said, style=Style.FIRST_LETTER))  # not zhang
        assert pinyin_initials(said) == spoken, said


def test_initials_of_products_are_known_without_the_large_dictionary() -> None:
    from pypinyin import Style, lazy_pinyin

    for one in catalogue():
        for name in (one.name_zh, *one.aliases):
            spoken = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).casefold().replace(" ", "")
            assert pinyin_initials(name) == spoken, name


def test_what_is_no_product_is_said(products: ChoiceField, qtbot: QtBot) -> None:
    enter(products, "黄金")
    QTest.keyClick(products.edit, Qt.Key.Key_Return)
    assert products.value() == ""
    assert "黄金" in products.problem_label.text()


def test_a_free_field_takes_a_new_name(app: QApplication, qtbot: QtBot) -> None:
    field = ChoiceField("交易对手", [Choice("甲辰磁材", "甲辰磁材")], free=True)
    typed(qtbot, field, "新客户")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.value() == "新客户"
    assert field.problem_label.isHidden()


@pytest.mark.parametrize(("letters", "meant"), [("wx", "戊信新材"), ("wxxc", "戊信新材"), ("jc", "jc"), ("WX", "WX")])
def test_a_free_field_takes_the_only_one_that_begins_with_these_initials(
    app: QApplication, qtbot: QtBot, letters: str, meant: str
) -> None:
    names = ("戊信新材", "甲辰磁材", "甲川贸易")
    field = ChoiceField("交易对手", [Choice(name, name) for name in names], free=True)
    typed(qtbot, field, letters)
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert (field.value(), field.text()) == (meant, meant)


def test_what_is_picked_from_the_list_stands_without_its_hint(products: ChoiceField, qtbot: QtBot) -> None:
    products.show_all()
    popup = products.edit.completer().popup()
    assert popup is not None
    place = next(n for n in range(popup.model().rowCount()) if "PRND-O" in popup.model().index(n, 0).data())
    at = popup.visualRect(popup.model().index(place, 0)).center()
    QTest.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert products.value() == "PRND-O"
    assert products.text() == "氧化镨钕"


@pytest.mark.parametrize("free", [True, False])
def test_choices_that_come_late_leave_what_is_being_typed(app: QApplication, qtbot: QtBot, free: bool) -> None:
    field = ChoiceField("来源", [Choice("甲网", "甲网")], free=free)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.edit.hasFocus)
    QTest.keyClicks(field.edit, "ab")
    QTest.keyClick(field.edit, Qt.Key.Key_Left)
    field.set_choices([Choice("甲网", "甲网"), Choice("azb", "azb")])
    assert (field.text(), field.edit.cursorPosition()) == ("ab", 1)
    QTest.keyClicks(field.edit, "z")
    assert (field.text(), field.value()) == ("azb", "azb")
    field.edit.selectAll()
    field.set_choices([Choice("azb", "azb")])
    assert field.edit.selectedText() == "azb"


def test_a_list_that_the_screen_speaks_of_late_does_not_bring_the_keys_back(app: QApplication, qtbot: QtBot) -> None:
    """Typed so fast that the list has closed again before its window is told to be there."""
    window = QWidget()
    field, after = ChoiceField("交易对手", [Choice("jc", "甲辰磁材")], free=True), QPushButton("下一步")
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(after)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    qtbot.waitUntil(field.edit.hasFocus)
    QTest.keyClick(field.edit, Qt.Key.Key_J)
    listed = app.activePopupWidget()
    assert listed is not None
    QTest.keyClick(listed, Qt.Key.Key_Return)
    after.setFocus()
    app.processEvents()
    window.activateWindow()
    qtbot.waitUntil(lambda: app.activeWindow() is window and app.focusWidget() is not None)
    assert after.hasFocus()


def test_a_drop_down_that_came_twice_takes_a_range_of_days_in_each(app: QApplication, qtbot: QtBot) -> None:
    drop = DaysButton("日期", lambda: dt.date(2026, 11, 26))
    qtbot.addWidget(drop)
    drop.show()
    drop.click()
    drop.click()
    first, second = (one for one in drop.findChildren(QFrame) if one.property("bar") == "popup")
    with qtbot.waitSignal(second.destroyed):
        second.close()
    this_month = first.findChildren(QPushButton)[1]
    with qtbot.waitSignal(drop.changed):
        this_month.click()
    assert (drop.days.first, drop.days.last) == (dt.date(2026, 11, 1), dt.date(2026, 11, 26))
    assert not first.isVisible()
