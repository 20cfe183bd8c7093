import datetime as dt
import threading
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.trades import Side, Trade
from rare_desk.ops.life.closing import close_month
from rare_desk.ops.trades import add_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.journal import Changes
from rare_desk.store.reading.life.closing_queries import corrections
from rare_desk.ui import crash
from rare_desk.ui.jobs import Job
from rare_desk.ui.messages import Message
from rare_desk.ui.session import Session, open_session
from tests.ui.waiting import PATIENCE

DAY = dt.date(2026, 3, 19)


def trade(day: dt.date = DAY, price: str = "580000") -> Trade:
    return Trade(
        date=day, side=Side.BUY, product="PRND-O", quantity=Decimal(8), price=Decimal(price), counterparty="庚远材料"
    )


@pytest.fixture
def changes(session: Session) -> list[Changes]:
    told: list[Changes] = []
    session.changed.connect(told.append)
    return told


@pytest.fixture
def messages(session: Session) -> list[Message]:
    told: list[Message] = []
    session.message.connect(told.append)
    return told


def test_an_op_changes_the_book_and_is_told_once(qtbot: QtBot, session: Session, changes: list[Changes]) -> None:
    done: list[Changes] = []
    session.run(lambda book: add_trade(book, trade()), done.append)
    qtbot.waitUntil(lambda: bool(done))
    qtbot.wait(600)
    assert len(changes) == 1
    assert "trades" in changes[0].tables
    assert changes[0].products == {"PRND-O"}
    assert changes[0].first_day == DAY


def test_pages_hear_of_the_change_before_the_caller(qtbot: QtBot, session: Session) -> None:
    order: list[str] = []
    session.changed.connect(lambda _changes: order.append("changed"))
    session.run(lambda book: add_trade(book, trade()), lambda _changes: order.append("done"))
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["changed", "done"]


def test_what_another_program_writes_is_noticed_and_told_once(
    qtbot: QtBot, session: Session, book: Book, changes: list[Changes]
) -> None:
    add_trade(book, trade())
    add_trade(book, trade(DAY + dt.timedelta(days=1)))
    qtbot.waitUntil(lambda: bool(changes))
    qtbot.wait(400)
    assert len(changes) == 1
    assert changes[0].first_day == DAY


def test_it_is_idle_when_what_was_asked_has_come_and_what_was_written_is_told(
    qtbot: QtBot, session: Session, book: Book, changes: list[Changes]
) -> None:
    found: list[int] = []
    session.read(lambda reader: reader.last_step(), found.append)
    assert not session.idle
    qtbot.waitUntil(lambda: session.idle)
    assert len(found) == 1
    add_trade(book, trade())
    assert not session.idle
    qtbot.waitUntil(lambda: session.idle)
    assert len(changes) == 1


def test_ops_run_one_after_another_off_the_windows_thread(qtbot: QtBot, session: Session) -> None:
    threads: list[threading.Thread] = []
    done: list[int] = []

    def work(number: int, _book: Book) -> int:
        threads.append(threading.current_thread())
        return number

    for number in range(5):
        session.run(partial(work, number), done.append)
    qtbot.waitUntil(lambda: len(done) == 5)
    assert done == [0, 1, 2, 3, 4]
    assert len(set(threads)) == 1
    assert threads[0] is not threading.main_thread()


def test_what_a_closed_month_refuses_may_be_recorded_as_a_correction(
    qtbot: QtBot, session: Session, messages: list[Message]
) -> None:
    session.run(lambda book: close_month(book, "2026-03", today=dt.date(2026, 4, 2)))
    done: list[Changes] = []
    refused: list[object] = []
    session.run(lambda book: add_trade(book, trade()), done.append, refused.append)
    qtbot.waitUntil(lambda: bool(messages))
    asks = messages[-1].asks
    assert asks is not None
    assert refused
    assert done == []
    asks.take("补录")
    qtbot.waitUntil(lambda: bool(done))
    assert [one.reason for one in corrections(session.book)] == ["补录"]


def test_what_an_op_refuses_is_a_message(qtbot: QtBot, session: Session, messages: list[Message]) -> None:
    def refuse(_book: Book) -> None:
        raise Refused(problem("missing-price", "price"), problem("missing-quantity", "quantity"))

    session.run(refuse)
    qtbot.waitUntil(lambda: bool(messages))
    assert messages[0].kind == "bad"
    assert "价格" in messages[0].text
    assert "数量" in messages[0].text


def test_a_form_may_take_the_problems_itself(qtbot: QtBot, session: Session, messages: list[Message]) -> None:
    def refuse(_book: Book) -> None:
        raise Refused(problem("missing-price", "price"))

    told: list[tuple[Problem, ...]] = []
    session.run(refuse, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert [one.code for one in told[0]] == ["missing-price"]
    assert not messages


@pytest.mark.expects_fault
def test_a_fault_of_our_own_is_told_once_and_the_session_lives_on(qtbot: QtBot, session: Session) -> None:
    told: list[str] = []
    crash.faults().told.connect(told.append)

    def wrong(_book: Book) -> None:
        raise ZeroDivisionError

    for _ in range(3):
        session.run(wrong)
    done: list[Changes] = []
    session.run(lambda book: add_trade(book, trade()), done.append)
    qtbot.waitUntil(lambda: bool(done))
    crash.faults().told.disconnect(told.append)
    assert len(told) == 1
    assert "ZeroDivisionError" in told[0]


def test_undo_and_redo_name_the_step_and_offer_the_way_back(
    qtbot: QtBot, session: Session, messages: list[Message]
) -> None:
    session.run(lambda book: add_trade(book, trade()))
    session.undo()
    qtbot.waitUntil(lambda: len(messages) == 1)
    assert messages[0].text.startswith("已撤销：新增成交")
    messages[0].actions[0].do()
    qtbot.waitUntil(lambda: len(messages) == 2)
    assert messages[1].text.startswith("已重做：新增成交")


def test_undo_of_nothing_says_so(qtbot: QtBot, session: Session, messages: list[Message]) -> None:
    session.undo()
    qtbot.waitUntil(lambda: bool(messages))
    assert messages[0].text == "没有可撤销的操作"


def test_long_work_reports_and_can_be_cancelled(qtbot: QtBot, session: Session) -> None:
    told: list[tuple[str, float]] = []
    session.busy.connect(lambda label, fraction: told.append((label, fraction)))
    done: list[bool] = []
    going = threading.Event()

    def work(_book: Book, job: Job) -> bool:
        job.progress(0.25)
        going.set()
        while not job.cancelled():
            going.wait(0.001)
        return True

    session.run_long(work, done.append, label="导入")
    qtbot.waitUntil(lambda: ("导入", 0.25) in told)
    session.cancel()
    qtbot.waitUntil(lambda: bool(done))
    assert told[0] == ("导入", -1.0)
    assert told[-1] == ("", 0.0)


def test_reading_goes_on_while_an_op_writes(qtbot: QtBot, session: Session) -> None:
    gate = threading.Event()
    read: list[int] = []
    session.run(lambda _book: gate.wait(3 * PATIENCE / 1000))
    session.read(lambda book: book.last_step(), read.append)
    qtbot.waitUntil(lambda: bool(read))
    gate.set()


def test_the_index_follows_every_change(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.index_changed):
        session.start_index()
    assert session.index is not None
    before = session.index
    with qtbot.waitSignal(session.index_changed):
        session.run(lambda book: add_trade(book, trade()))
    assert session.index is not before
    assert not session.index_running


def test_many_changes_while_the_index_computes_are_done_in_one_go(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.index_changed):
        session.start_index()
    told: list[bool] = []
    session.index_changed.connect(lambda: told.append(session.index_running))
    ids: list[Changes] = []

    def add(number: int, book: Book) -> Changes:
        return add_trade(book, trade(DAY + dt.timedelta(days=number)))

    for number in range(12):
        session.run(partial(add, number), ids.append)
    qtbot.waitUntil(lambda: len(ids) == 12 and not session.index_running)
    assert 1 <= len(told) <= 12
    session.run(lambda book: delete_trades(book, list(range(1, 13))))
    with qtbot.waitSignal(session.index_changed):
        pass


def test_a_missing_book_is_a_sentence(qtbot: QtBot, app: QApplication, tmp_path: Path) -> None:
    told: list[tuple[Problem, ...]] = []
    opened: list[Session] = []
    open_session(lambda: Book.open(tmp_path / "nowhere.raredesk"), opened.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0][0].code == "book-missing"
    assert not opened


def test_nothing_is_told_after_the_session_is_closed(qtbot: QtBot, session: Session, changes: list[Changes]) -> None:
    done: list[Changes] = []
    session.run(lambda book: add_trade(book, trade()), done.append)
    session.close()
    qtbot.wait(300)
    assert not done
    assert not changes
    with Book.open(session.path, read_only=True) as again:
        assert again.undo_label() is not None


def test_nobody_is_called_back_for_pages_that_are_gone(
    qtbot: QtBot, session: Session, changes: list[Changes], messages: list[Message]
) -> None:
    told: list[str] = []

    def refused(_book: Book) -> None:
        raise Refused(problem("cannot-write", "file", "x"))

    session.run(lambda book: add_trade(book, trade()), lambda _changes: told.append("written"))
    session.run(refused, lambda _none: None, lambda _problems: told.append("refused"))
    session.read(lambda _book: 1, lambda _one: told.append("read"))
    session.windows.remade()
    session.read(lambda _book: 1, lambda _one: told.append("new page"))
    qtbot.waitUntil(lambda: told == ["new page"] and bool(changes) and bool(messages))
    assert messages[0].kind == "bad"
    assert told == ["new page"]


def test_nobody_is_called_back_after_the_window_is_gone_unless_another_has_come(qtbot: QtBot, session: Session) -> None:
    told: list[str] = []
    first = session.windows.remade()
    session.read(lambda _book: 1, lambda _one: told.append("first"))
    second = session.windows.remade()
    session.windows.gone(first)
    session.read(lambda _book: 1, lambda _one: told.append("second"))
    qtbot.waitUntil(lambda: told == ["second"])
    session.read(lambda _book: 1, lambda _one: told.append("late"))
    session.windows.gone(second)
    session.read(lambda _book: 1, lambda _one: told.append("while it is taken apart"))
    session.windows.remade()
    session.read(lambda _book: 1, lambda _one: told.append("third"))
    qtbot.waitUntil(lambda: told == ["second", "third"])
