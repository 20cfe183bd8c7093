"""A watched folder: what its template reads comes in by itself, what needs a decision waits on Today."""

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ops.imports.watching import Arrived
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import non_trading_days
from rare_desk.ui.imports.page import ImportPage
from rare_desk.ui.session import Session
from rare_desk.ui.today.attention import watched
from rare_desk.ui.today.page import TodayPage
from tests.ui.imports.reading import WORKBOOKS, save_like_excel, shown

HEADER = "日期,方向,品名,数量(吨),含税单价(元/吨),对手方\n"
FIRST = HEADER + "2025-05-06,买,氧化镨钕,10,431000,乙公司\n"
MORE = FIRST + "2025-05-07,卖,氧化镨钕,8,432000,丙公司\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "收件"
    made.mkdir()
    return made


def count(session: Session) -> int:
    return session.book.number("SELECT count(*) FROM trades")


def until(qtbot: QtBot, fact: Callable[[], bool]) -> None:
    qtbot.waitUntil(fact)


def looked_at_once(session: Session, folder: Path, qtbot: QtBot) -> ImportPage:
    """The first file of its kind: opened from Today and imported by hand."""
    session.watch.watch(folder)
    save_like_excel(folder / "成交.csv", FIRST.encode())
    until(qtbot, lambda: bool(session.watch.waiting))
    entry = watched(session.watch)[0]
    assert entry.code == "watched-first"
    page = shown(session, qtbot)
    page.show_item(file=entry.file)
    until(qtbot, lambda: page.plan is not None)
    page.import_button.click()
    until(qtbot, lambda: count(session) == 1 and not session.watch.waiting)
    return page


def test_the_first_file_waits_and_the_next_of_its_kind_comes_in_by_itself(
    session: Session, qtbot: QtBot, folder: Path
) -> None:
    looked_at_once(session, folder, qtbot)
    save_like_excel(folder / "成交.csv", MORE.encode())
    until(qtbot, lambda: count(session) == 2)
    assert not session.watch.waiting


def test_what_came_in_by_itself_is_undone_and_does_not_come_again(session: Session, qtbot: QtBot, folder: Path) -> None:
    looked_at_once(session, folder, qtbot)
    save_like_excel(folder / "成交.csv", MORE.encode())
    until(qtbot, lambda: count(session) == 2)
    session.undo()
    until(qtbot, lambda: count(session) == 1)
    arrivals: list[Arrived] = []
    session.watch.arrived.connect(arrivals.append)
    shutil.copy(folder / "成交.csv", folder / "副本.csv")
    (folder / "另一个.csv").write_text(HEADER + "2025-06-02,买,氧化镝,1,1600000,丁公司\n", encoding="utf-8")
    until(qtbot, lambda: bool(arrivals))
    assert [one.path.name for one in arrivals] == ["另一个.csv"]
    assert count(session) == 2


def test_the_same_content_under_another_name_adds_nothing(session: Session, qtbot: QtBot, folder: Path) -> None:
    looked_at_once(session, folder, qtbot)
    steps = session.book.last_step()
    shutil.copy(folder / "成交.csv", folder / "又一份.csv")
    save_like_excel(folder / "新.csv", MORE.encode())
    until(qtbot, lambda: count(session) == 2)
    assert session.book.last_step() == steps + 1


def test_a_file_with_questions_waits_and_says_how_many(session: Session, qtbot: QtBot, folder: Path) -> None:
    session.watch.watch(folder)
    save_like_excel(folder / "周报.xlsx", (WORKBOOKS / "weekly-quotes.xlsx").read_bytes())
    until(qtbot, lambda: bool(session.watch.waiting))
    entry = watched(session.watch)[0]
    assert entry.code == "watched-questions"
    assert dict(entry.details)["count"] == "2"
    (folder / "周报.xlsx").unlink()
    until(qtbot, lambda: not session.watch.waiting)


def test_a_file_being_written_is_left_until_it_stands_still(session: Session, qtbot: QtBot, folder: Path) -> None:
    looked_at_once(session, folder, qtbot)
    text = MORE.encode()
    with (folder / "慢.csv").open("wb") as slow:
        for start in range(0, len(text), 24):
            slow.write(text[start : start + 24])
            slow.flush()
            os.fsync(slow.fileno())
            qtbot.wait(60)
            assert count(session) == 1
            assert not session.watch.waiting
    until(qtbot, lambda: count(session) == 2)


def test_a_truncated_workbook_waits_until_it_is_whole(session: Session, qtbot: QtBot, folder: Path) -> None:
    data = (WORKBOOKS / "purchase-ledger-2025.xlsx").read_bytes()
    session.watch.watch(folder)
    (folder / "台账.xlsx").write_bytes(data[: len(data) // 2])
    until(qtbot, lambda: bool(session.watch.waiting))
    assert watched(session.watch)[0].code == "watched-unreadable"
    save_like_excel(folder / "台账.xlsx", data)
    until(qtbot, lambda: [entry.code for entry in watched(session.watch)] == ["watched-first"])


def test_lock_files_and_other_files_are_no_tables(session: Session, qtbot: QtBot, folder: Path) -> None:
    for name in ("~$台账.xlsx", ".~lock.台账.xlsx#", "说明.pdf", "台账.xlsx.tmp"):
        (folder / name).write_bytes(b"x" * 200)
    (folder / "目录.xlsx").mkdir()
    session.watch.watch(folder)
    save_like_excel(folder / "成交.csv", FIRST.encode())
    until(qtbot, lambda: bool(session.watch.waiting))
    assert [path.name for path in session.watch.waiting] == ["成交.csv"]


def test_a_folder_that_is_gone_is_said_and_watched_again_when_it_is_back(
    session: Session, qtbot: QtBot, folder: Path
) -> None:
    session.watch.watch(folder)
    folder.rename(folder.with_name("weg"))
    until(qtbot, lambda: session.watch.lost)
    assert watched(session.watch)[0].code == "watched-lost"
    folder.with_name("weg").rename(folder)
    (folder / "成交.csv").write_text(FIRST, encoding="utf-8")
    until(qtbot, lambda: not session.watch.lost and bool(session.watch.waiting))


def test_the_folder_is_kept_for_the_book_on_this_machine(
    book: Book, open_book: Callable[[Path], Session], qtbot: QtBot, folder: Path
) -> None:
    session = open_book(book.path)
    session.watch.watch(folder)
    again = open_book(book.path)
    assert again.watch.folder == folder
    again.watch.watch(None)
    assert open_book(book.path).watch.folder is None


def put_aside(session: Session, qtbot: QtBot, file: Path) -> TodayPage:
    """By its link on Today."""
    until(qtbot, lambda: file in session.watch.waiting)
    today = TodayPage(session)
    qtbot.addWidget(today)
    today.resize(1280, 720)
    today.show()
    until(qtbot, lambda: any(link.isVisible() for link in links(today, "搁置")))
    links(today, "搁置")[0].click()
    assert not session.watch.waiting
    return today


def links(page: QWidget, words: str) -> list[QPushButton]:
    return [link for link in page.findChildren(QPushButton) if link.text() == words]


def test_a_file_that_is_not_wanted_asks_no_more_until_its_content_changes(
    session: Session, qtbot: QtBot, folder: Path
) -> None:
    file = folder / "成交.csv"
    session.watch.watch(folder)
    save_like_excel(file, FIRST.encode())
    today = put_aside(session, qtbot, file)
    assert not links(today, "搁置")
    save_like_excel(file, FIRST.encode())
    save_like_excel(folder / "另一个.csv", MORE.encode())
    until(qtbot, lambda: bool(session.watch.waiting))
    assert list(session.watch.waiting) == [folder / "另一个.csv"], "saved again with the same content"
    assert session.watch.put_by == [file]
    save_like_excel(file, (FIRST + "2025-05-09,买,氧化镝,1,1600000,丁公司\n").encode())
    until(qtbot, lambda: file in session.watch.waiting)
    assert session.watch.put_by == []


def test_a_file_put_aside_is_brought_back_from_the_watch_menu(session: Session, qtbot: QtBot, folder: Path) -> None:
    file = folder / "成交.csv"
    session.watch.watch(folder)
    save_like_excel(file, FIRST.encode())
    put_aside(session, qtbot, file)
    page = shown(session, qtbot)
    page.watch.drop.aboutToShow.emit()
    actions = {action.text(): action for action in page.watch.drop.actions()}
    assert "打开 成交.csv" not in actions
    actions["取回 成交.csv"].trigger()
    until(qtbot, lambda: file in session.watch.waiting)
    page.watch.drop.aboutToShow.emit()
    next(action for action in page.watch.drop.actions() if action.text() == "打开 成交.csv").trigger()
    until(qtbot, lambda: page.plan is not None)
    assert page.plan is not None
    assert page.plan.new == 1


def test_what_was_put_aside_stays_so_when_the_book_is_opened_again(
    book: Book, open_book: Callable[[Path], Session], qtbot: QtBot, folder: Path
) -> None:
    session = open_book(book.path)
    session.watch.watch(folder)
    save_like_excel(folder / "成交.csv", FIRST.encode())
    until(qtbot, lambda: bool(session.watch.waiting))
    session.watch.put_aside(folder / "成交.csv")
    again = open_book(book.path)
    save_like_excel(folder / "另一个.csv", MORE.encode())
    until(qtbot, lambda: bool(again.watch.waiting))
    assert list(again.watch.waiting) == [folder / "另一个.csv"]
    assert again.watch.put_by == [folder / "成交.csv"]


def test_a_file_too_large_to_come_in_by_itself_is_put_aside_by_its_time_of_change(
    session: Session, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rare_desk.ops.imports.watching.LARGEST", 8)
    file = folder / "成交.csv"
    session.watch.watch(folder)
    file.write_bytes(FIRST.encode())
    until(qtbot, lambda: file in session.watch.waiting)
    session.watch.put_aside(file)
    session.watch.bring_back(file)
    until(qtbot, lambda: file in session.watch.waiting)
    session.watch.put_aside(file)
    file.write_bytes(MORE.encode())
    until(qtbot, lambda: file in session.watch.waiting)


def test_a_kind_of_records_waits_once_and_then_comes_in_by_itself(session: Session, folder: Path, qtbot: QtBot) -> None:
    days = "日期,名称\n2033-01-03,元旦\n"
    session.watch.watch(folder)
    save_like_excel(folder / "休市.csv", days.encode())
    until(qtbot, lambda: bool(session.watch.waiting))
    page = shown(session, qtbot)
    page.show_item(file=str(folder / "休市.csv"))
    until(qtbot, page.elsewhere.isVisible)
    intake = page.elsewhere.intake
    assert intake is not None
    intake.import_button.click()
    until(qtbot, lambda: not session.watch.waiting)
    save_like_excel(folder / "休市.csv", (days + "2033-02-01,春节\n").encode())
    until(qtbot, lambda: dt.date(2033, 2, 1) in non_trading_days(session.book))
