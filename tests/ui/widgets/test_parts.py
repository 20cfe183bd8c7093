import datetime as dt
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ui import theme
from rare_desk.ui.messages import Action, Message
from rare_desk.ui.shell.status import StatusBar
from rare_desk.ui.widgets.inputs.choice_field import Choice
from rare_desk.ui.widgets.inputs.filter_bar import ChoiceButton, Days, FilterBar
from rare_desk.ui.widgets.inputs.segmented import SegmentedButtons
from rare_desk.ui.widgets.side_panel import SidePanel
from rare_desk.ui.widgets.strips import BusyLine, EmptyState, MessageStrip
from rare_desk.ui.widgets.tiles import FigureTile, SparkLine, StatusChip
from rare_desk.ui.widgets.toolbar import button


def test_a_message_is_shown_with_its_links_and_a_link_takes_it_away(app: QApplication, qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    done: list[str] = []
    strip.show_message(Message("已导入 180 笔", "good", "14:32", (Action("撤销", lambda: done.append("undo")),)))
    assert strip.shown == "已导入 180 笔"
    links = [one for one in strip.findChildren(QPushButton) if one.text() == "撤销"]
    links[0].click()
    assert done == ["undo"]
    assert strip.shown == ""


def test_a_newer_message_takes_the_place_of_the_older(app: QApplication, qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show_message(Message("一", "good", "", (Action("撤销", lambda: None),)))
    strip.show_message(Message("二", "bad"))
    qtbot.wait(10)
    assert strip.shown == "二"
    assert "撤销" not in [one.text() for one in strip.findChildren(QPushButton)]


def test_work_shows_a_line_as_long_as_it_is_done(app: QApplication, qtbot: QtBot) -> None:
    line = BusyLine()
    qtbot.addWidget(line)
    line.resize(100, 2)
    line.show_progress("导入", 0.5)
    painted = line.grab().toImage()
    accent = QColor(theme.tokens().accent)
    assert painted.pixelColor(10, 0) == accent
    assert painted.pixelColor(90, 0) != accent
    line.show_progress("", 0)
    assert line.grab().toImage().pixelColor(10, 0) != accent


def test_longer_work_can_be_cancelled_from_the_status_bar(app: QApplication, qtbot: QtBot) -> None:
    status = StatusBar()
    qtbot.addWidget(status)
    status.show()
    status.show_work("导入", 0.62, can_stop=True)
    assert status.work.value == "导入 62 %"
    assert not status.cancel.isVisible()
    qtbot.waitUntil(status.cancel.isVisible)
    status.show_work("", -1)
    assert not status.cancel.isVisible()


def test_an_empty_page_has_one_sentence_and_one_step(app: QApplication, qtbot: QtBot) -> None:
    done: list[bool] = []
    empty = EmptyState("还没有成交。", "导入台账…", lambda: done.append(True))
    qtbot.addWidget(empty)
    empty.button.click()
    assert done == [True]


def test_one_segment_is_down_and_only_a_user_is_told_of(app: QApplication, qtbot: QtBot) -> None:
    ranges = SegmentedButtons((("1m", "1月"), ("1y", "1年")), "1y")
    qtbot.addWidget(ranges)
    told: list[str] = []
    ranges.chosen.connect(told.append)
    ranges.choose("1m")
    assert (ranges.current, told) == ("1m", [])
    ranges.button("1y").click()
    ranges.button("1y").click()
    assert told == ["1y"]


def test_escape_closes_a_side_panel(app: QApplication, qtbot: QtBot) -> None:
    panel = SidePanel("说明")
    qtbot.addWidget(panel)
    panel.show()
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()


def test_a_tile_says_its_figure_change_and_status(app: QApplication, qtbot: QtBot) -> None:
    tile = FigureTile("综合指数", "点")
    qtbot.addWidget(tile)
    tile.set_figure("1,177.93", Decimal("0.07"), "正式", "official")
    tile.set_course([1.0, 2.0, float("nan"), 1.5], ["official", "official", "stale", "indicative"])
    tile.resize(300, 80)
    assert tile.accessibleName() == "综合指数 1,177.93 ▲ +0.07 % 正式"
    assert not tile.grab().isNull()


def test_an_empty_chip_and_an_empty_course_take_no_place(app: QApplication, qtbot: QtBot) -> None:
    chip, spark = StatusChip(), SparkLine()
    qtbot.addWidget(chip)
    qtbot.addWidget(spark)
    spark.resize(80, 30)
    assert chip.isHidden()
    assert not spark.grab().isNull()


def _bar(qtbot: QtBot) -> FilterBar:
    bar = FilterBar()
    qtbot.addWidget(bar)
    bar.add_search("text", "文字")
    products = [Choice(code, words) for code, words in (("PRND-O", "氧化镨钕"), ("LA-O", "氧化镧"), ("CE-O", "氧化铈"))]
    bar.add_choice("product", "品名", products)
    bar.add_days("days", "日期", lambda: dt.date(2026, 10, 22))
    bar.end()
    bar.resize(1000, 36)
    bar.show()
    return bar


def test_ticked_choices_filter_and_are_named_on_the_button(app: QApplication, qtbot: QtBot) -> None:
    bar = _bar(qtbot)
    button = next(one for one in bar.findChildren(QPushButton) if one.text().startswith("品名"))
    assert button.text() == "品名：全部"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    listed = button.findChildren(QListWidget)[0]
    with qtbot.waitSignal(bar.changed):
        listed.item(1).setCheckState(Qt.CheckState.Checked)
    assert bar.chosen("product") == ("LA-O",)
    assert button.text() == "品名：氧化镧"


def test_typing_tells_once_when_it_rests(app: QApplication, qtbot: QtBot) -> None:
    bar = _bar(qtbot)
    told: list[str] = []
    bar.changed.connect(lambda: told.append(bar.text("text")))
    QTest.keyClicks(bar._searches["text"], "yhpn")
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(250)
    assert told == ["yhpn"]


def test_the_link_that_clears_comes_with_the_first_filter_and_goes_with_the_last(
    app: QApplication, qtbot: QtBot
) -> None:
    bar = _bar(qtbot)
    assert bar.clear_link.isHidden()
    bar.set_days("days", Days(dt.date(2026, 10, 1), None))
    assert bar.active
    assert not bar.clear_link.isHidden()
    bar.clear_link.click()
    assert bar.days("days") == Days()
    assert bar.clear_link.isHidden()


def test_a_choice_is_looked_for_and_ticked_by_keys(app: QApplication, qtbot: QtBot) -> None:
    names = "镧铈镨钕钐铕钆铽镝"
    one = ChoiceButton("品名", [Choice(name, f"氧化{name}") for name in names])
    qtbot.addWidget(one)
    one.show()
    one.click()
    assert one.popup is not None
    search, listed = one.popup.findChild(QLineEdit), one.popup.findChild(QListWidget)
    assert isinstance(search, QLineEdit)
    assert isinstance(listed, QListWidget)
    QTest.keyClicks(search, "yhn")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert [*one.chosen] == ["钕"]
    QTest.keyClicks(search, "yhs")
    assert search.text() == "yhs"
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert [*one.chosen] == ["钕", "铈"]
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert [*one.chosen] == ["钕"]
    search.clear()
    one.popup.activateWindow()
    search.setFocus()
    qtbot.waitUntil(search.hasFocus)
    QTest.keyClick(search, Qt.Key.Key_Down)
    qtbot.waitUntil(listed.hasFocus)
    one.popup.close()


def test_a_search_that_is_cleared_from_outside_offers_nothing_to_clear(app: QApplication, qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    edit = bar.add_search("text", "文字")
    bar.end()
    bar.show()
    cross = edit.findChild(QToolButton)
    assert isinstance(cross, QToolButton)
    QTest.keyClicks(edit, "1003")
    qtbot.waitUntil(lambda: cross.property("opacity") == 1)
    assert abs(cross.geometry().center().y() - edit.rect().center().y()) <= 1
    bar.clear()
    qtbot.waitUntil(lambda: cross.property("opacity") == 0)
    assert bar.text("text") == ""


def test_a_search_gives_way_where_the_filters_need_the_room(app: QApplication, qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    bar = FilterBar()
    bar.setParent(whole)
    edit = bar.add_search("text", "文字", 190)
    choices = [bar.add_choice(name, name, [Choice("a", "甲")]) for name in ("品名", "交易对手", "状态")]
    bar.end()
    bar.resize(900, 36)
    whole.show()
    qtbot.waitUntil(lambda: edit.width() == 190)
    for one in choices:
        one.set_short(True)
    bar.resize(bar.needed() - 60, 36)
    qtbot.waitUntil(lambda: edit.width() == 130)
    assert edit.geometry().right() < choices[0].geometry().left()
    bar.resize(900, 36)
    qtbot.waitUntil(lambda: edit.width() == 190)


def test_enter_presses_a_button_that_has_the_keys(app: QApplication, qtbot: QtBot) -> None:
    done: list[str] = []
    made = button("导入", lambda: done.append("once"), "primary", "Ctrl+Return")
    qtbot.addWidget(made)
    made.show()
    QTest.keyClick(made, Qt.Key.Key_Return)
    QTest.keyClick(made, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert done == ["once", "once"]
