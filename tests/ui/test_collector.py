"""Widgets in cycles are freed on the window's thread, whoever allocates."""

import gc
import threading
import weakref
from functools import partial

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rare_desk.ui.collector import Collector, hold_while
from rare_desk.ui.jobs import Job, Worker


class Ring(QWidget):
    """A widget that only the collector can free."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def freed_on(ring: Ring) -> list[str]:
    threads: list[str] = []
    weakref.finalize(ring, lambda: threads.append(threading.current_thread().name))
    return threads


def test_a_worker_that_allocates_collects_nothing(app: QApplication, qtbot: QtBot) -> None:
    threads = freed_on(Ring())
    worker, done = Worker("busy"), list[int]()

    def work(_job: Job) -> int:
        return len([[[number]] for number in range(300_000)])

    worker.submit(work, done.append, lambda fault: None)
    qtbot.waitUntil(lambda: bool(done))
    worker.close()
    assert threads in ([], ["MainThread"])
    gc.collect()
    assert threads == ["MainThread"]


def test_the_timer_collects_what_python_would(app: QApplication, qtbot: QtBot) -> None:
    assert not gc.isenabled()
    gc.collect()
    threads = freed_on(Ring())
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]
    assert app.findChild(Collector) is not None
    qtbot.waitUntil(lambda: threads == ["MainThread"])
    assert kept


def test_what_work_holds_on_to_is_freed_on_the_windows_thread(app: QApplication, qtbot: QtBot) -> None:
    worker, done = Worker("short"), list[None]()
    threads: list[str] = []

    class Held:
        def __del__(self) -> None:
            threads.append(threading.current_thread().name)

    def work(held: Held, _job: Job) -> None:
        assert held

    worker.submit(partial(work, Held()), done.append, lambda fault: None)
    qtbot.waitUntil(lambda: bool(threads))
    worker.close()
    assert threads == ["MainThread"]


def test_a_worker_that_is_let_go_while_it_works_frees_on_the_windows_thread(app: QApplication, qtbot: QtBot) -> None:
    threads: list[str] = []
    running, go_on = threading.Event(), threading.Event()

    class Held:
        def __del__(self) -> None:
            threads.append(threading.current_thread().name)

    def work(held: Held, _job: Job) -> None:
        running.set()
        assert go_on.wait(60)

    def begin() -> None:
        worker = Worker("left alone")
        weakref.finalize(worker, lambda: threads.append(threading.current_thread().name))
        worker.submit(partial(work, Held()), lambda _none: None, lambda fault: None)
        assert running.wait(60)
        worker.close(wait=0.0)

    begin()
    gc.collect()
    go_on.set()
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads == ["MainThread", "MainThread"]


def test_nothing_is_collected_while_other_work_runs(app: QApplication, qtbot: QtBot) -> None:
    found = app.findChild(Collector)
    assert found is not None
    gc.collect()
    threads, running = freed_on(Ring()), [True]
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]
    hold_while(lambda: bool(running))
    found.look()
    assert threads == []
    running.clear()
    found.look()
    assert threads == ["MainThread"]
    assert kept
