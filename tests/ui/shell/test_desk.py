import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from rare_desk import prefs
from rare_desk.core.problems import problem
from rare_desk.ops.book.books import new_book
from rare_desk.ops.parties.records import Counterparty
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.file import drives
from rare_desk.ui import crash, language, theme
from rare_desk.ui.page import Page
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import choose_colours, choose_theme, dress, red_up
from rare_desk.ui.shell.rail import Rail
from rare_desk.ui.shell.welcome import Step
from tests.ops.given import add_counterparty
from tests.torture.writers.trades import trade
from tests.ui.dialogs import Chosen
from tests.ui.waiting import settled

LEDGER = Path(__file__).parents[2] / "data" / "workbooks" / "purchase-ledger-2025.xlsx"


def page(desk: Desk) -> Page:
    assert desk.window.workbench is not None
    return desk.window.workbench.current


def test_a_first_run_offers_three_ways_to_begin_and_the_language(desk: Desk) -> None:
    desk.show()
    welcome = desk.window.welcome
    assert welcome is not None
    assert len(welcome.findChildren(Step)) == 3
    welcome.language_chosen.emit("en")
    assert desk.window.welcome is not None
    assert [one.text() for one in desk.window.welcome.findChildren(Step)][1] == "Open the sample book"
    assert prefs.load().language == "en"


def test_enter_begins_where_the_keys_are(desk: Desk, qtbot: QtBot) -> None:
    desk.show()
    welcome = desk.window.welcome
    assert welcome is not None
    assert welcome.first is not None
    with qtbot.waitSignal(welcome.workbook_asked):
        QTest.keyClick(welcome.first, Qt.Key.Key_Return)


def test_the_sample_book_opens_on_today_and_is_marked_as_made_up(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.opened):
        desk.open_sample()
    assert "示例" in desk.window.windowTitle()
    assert "虚构" in desk.window.windowTitle()
    assert desk.window.workbench is not None
    assert desk.window.workbench.shown == "today"


def test_an_empty_book_is_made_where_the_user_says(desk: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path) -> None:
    chosen.paths = [tmp_path / "新账"]
    with qtbot.waitSignal(desk.opened):
        desk.ask_new()
    assert (tmp_path / "新账.raredesk").is_file()
    assert prefs.load().recent == [str(tmp_path / "新账.raredesk")]


def test_a_workbook_may_be_the_beginning(desk: Desk, qtbot: QtBot, chosen: Chosen) -> None:
    chosen.paths = [LEDGER]
    with qtbot.waitSignal(desk.opened):
        desk.ask_import()
    assert desk.session is not None
    assert desk.session.path.stem == LEDGER.stem
    assert page(desk).name == "imports"


def test_files_dropped_anywhere_go_to_the_import_page(opened: Desk) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(LEDGER))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(QPoint(300, 300)), Qt.DropAction.CopyAction, data, buttons, keys)
    opened.window.dropEvent(drop)
    assert drop.isAccepted()
    assert page(opened).name == "imports"


def test_the_book_before_is_open_for_as_long_as_its_pages_are_there(opened: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    new_book(tmp_path / "乙.raredesk").close()
    before, pages_before, read = opened.session, opened.window.workbench, list[int]()
    assert before is not None
    assert pages_before is not None
    gone: list[str] = []
    pages_before.destroyed.connect(lambda: gone.append("pages"))
    before.closed.connect(lambda: gone.append("book"))
    opened.opened.connect(lambda _session: read.append(before.book.last_step()))
    opened.open_path(tmp_path / "乙.raredesk")
    qtbot.waitUntil(lambda: len(gone) == 2)
    assert read == [1]


def test_a_book_that_has_just_given_way_is_closed_with_the_window(opened: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    new_book(tmp_path / "乙.raredesk").close()
    before = opened.session
    assert before is not None
    closed: list[bool] = []
    before.closed.connect(lambda: closed.append(True))
    opened.opened.connect(lambda _session: opened.window.close())
    opened.open_path(tmp_path / "乙.raredesk")
    qtbot.waitUntil(lambda: bool(closed))
    qtbot.wait(50)
    assert closed == [True]


def test_what_pages_ask_while_others_take_their_place_is_told_to_nobody(opened: Desk, qtbot: QtBot) -> None:
    assert opened.session is not None
    with Book.open(opened.session.path) as other:
        add_trade(other, trade("W1"))
    opened.choose_language("en")
    opened.session.look()
    settled(qtbot, page(opened))
    assert crash.faults().seen == set()


def test_a_dropped_book_is_opened(opened: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "别的.raredesk"
    new_book(other).close()
    with qtbot.waitSignal(opened.opened):
        opened.take_files([other])
    assert opened.window.windowTitle().startswith("别的")


def test_every_page_has_a_key(opened: Desk) -> None:
    keys = {one.shortcut().toString(): one for one in opened.window.findChildren(QAction)}
    for entry in pages.PAGES:
        keys[pages.keys()[entry.name]].trigger()
        assert page(opened).name == entry.name


def test_pages_under_another_stand_in_the_rail_while_one_of_them_is_shown(app: QApplication) -> None:
    rail = Rail()
    for name, parent in (("today", ""), ("index", ""), ("methodology", "index"), ("pricing", "")):
        rail.add(name, name, name, parent)
    rail.resize(200, 400)
    rail.show()
    seen = {}
    for name in ("today", "index", "methodology", "pricing"):
        rail.show_page(name)
        seen[name] = rail.buttons["methodology"].isVisible()
    assert seen == {"today": False, "index": True, "methodology": True, "pricing": False}
    rail.hide()


def test_a_book_that_cannot_be_opened_is_said_and_the_open_one_stays(
    opened: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = tmp_path / "不是账簿.raredesk"
    wrong.write_text("nothing of the kind")
    opened.open_path(wrong)
    qtbot.waitUntil(lambda: bool(page(opened).strip.shown))
    assert "不是账簿" in page(opened).strip.shown
    assert opened.session is not None
    assert opened.session.path.stem == "账簿"


def test_a_book_that_is_open_when_the_window_has_gone_is_closed_again(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "晚.raredesk"
    new_book(path).close()
    desk.open_path(path)
    desk.close()
    qtbot.waitUntil(lambda: not path.with_name("晚.raredesk-wal").exists() and not desk.is_opening)
    assert desk.session is None
    assert desk.window.workbench is None


def test_without_a_book_the_first_page_says_what_is_wrong(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.open_path(tmp_path / "没有.raredesk")
    qtbot.waitUntil(lambda: desk.window.welcome is not None and bool(desk.window.welcome.strip.shown))


def test_the_language_changes_at_once_and_page_and_book_stay(opened: Desk) -> None:
    opened.show_page("pricing")
    session = opened.session
    opened.choose_language("en")
    assert page(opened).name == "pricing"
    assert opened.session is session
    assert opened.window.workbench is not None
    assert opened.window.workbench.rail.buttons["pricing"].text() == "Pricing"
    opened.choose_language("zh")
    assert opened.window.workbench.rail.buttons["pricing"].text() == "定价"


def test_the_theme_changes_at_once_and_is_kept(opened: Desk) -> None:
    choose_theme("dark")
    assert theme.tokens().name == "dark"
    assert prefs.load().theme == "dark"


def test_red_is_up_where_chinese_is_spoken_unless_the_user_says_otherwise(opened: Desk) -> None:
    assert red_up()
    language.choose("en")
    assert not red_up()
    choose_colours("red")
    assert red_up()


def test_undo_names_its_step_in_the_menu(opened: Desk, qtbot: QtBot) -> None:
    session = opened.session
    assert session is not None

    with qtbot.waitSignal(session.changed):
        session.run(lambda book: add_counterparty(book, Counterparty("甲辰磁材")))
    menu = opened.window.menuBar().actions()[1].menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == "撤销：新增交易对手 甲辰磁材"
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: page(opened).strip.shown.startswith("已撤销"))
    menu.aboutToShow.emit()
    assert not menu.actions()[0].isEnabled()
    assert menu.actions()[1].text() == "重做：新增交易对手 甲辰磁材"


def test_a_copy_is_a_whole_book(opened: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path) -> None:
    chosen.paths = [tmp_path / "备份.raredesk"]
    opened.ask_copy()
    qtbot.waitUntil(lambda: page(opened).strip.shown == "副本已存")
    Book.open(tmp_path / "备份.raredesk", read_only=True).close()


def test_an_export_is_said_with_its_path(opened: Desk, qtbot: QtBot, chosen: Chosen, tmp_path: Path) -> None:
    chosen.paths = [tmp_path / "成交.csv"]
    opened.ask_export("trades")
    qtbot.waitUntil(lambda: page(opened).strip.shown == "已导出")
    assert (tmp_path / "成交.csv").is_file()


def test_a_read_only_book_is_shown_as_such(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "旧账.raredesk"
    new_book(path).close()
    shut = tmp_path / "shut"
    shut.mkdir()
    shutil.move(path, shut / path.name)
    (shut / path.name).chmod(0o444)
    shut.chmod(0o555)
    try:
        with Book.open(shut / path.name) as tried:
            if not tried.read_only:
                pytest.skip("this user may write anywhere")
        with qtbot.waitSignal(desk.opened):
            desk.open_path(shut / path.name)
        assert desk.window.workbench is not None
        assert desk.window.workbench.status.saved.value == "只读"
    finally:
        shut.chmod(0o755)


@pytest.mark.expects_fault
def test_a_fault_of_our_own_can_be_copied_from_the_strip(opened: Desk, qtbot: QtBot) -> None:
    assert opened.session is not None

    def wrong(_book: Book) -> None:
        raise ZeroDivisionError

    opened.session.run(wrong)
    qtbot.waitUntil(lambda: "程序自身出错" in page(opened).strip.shown)
    report: list[str] = []
    crash.faults().told.connect(report.append)
    crash.caught(ValueError("another"))
    crash.faults().told.disconnect(report.append)
    QGuiApplication.clipboard().setText(report[0])
    assert "ValueError: another" in QGuiApplication.clipboard().text()


def test_what_is_refused_stands_in_the_strip_of_the_shown_page(opened: Desk) -> None:
    assert opened.session is not None
    opened.session.refuse((problem("missing-date", "date"),))
    assert page(opened).strip.shown == "没有日期，请填写"


def test_the_window_comes_back_where_it_was(desk: Desk, app: QApplication, qtbot: QtBot) -> None:
    desk.show()
    desk.window.resize(1111, 701)
    desk.window.close()
    again = Desk()
    qtbot.addWidget(again.window)
    assert again.window.height() == 701


def test_what_is_kept_dresses_the_next_run(app: QApplication) -> None:
    kept = prefs.shared()
    kept.language, kept.theme = "en", "dark"
    dress(app)
    assert language.current() == "en"
    assert theme.tokens().name == "dark"
    dress(app, "zh")
    assert language.current() == "zh"


def test_a_book_on_a_network_drive_opens_with_its_warning(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "on_network", lambda _path: True)
    path = tmp_path / "shared.raredesk"
    new_book(path).close()
    with qtbot.waitSignal(desk.opened):
        desk.open_path(path)
    assert "shared.raredesk" in page(desk).strip._text.text()
