"""The self-test of a built program: the whole way once, on books of its own that are gone afterwards."""

from __future__ import annotations

import faulthandler
import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QWidget

from rare_desk import paths, prefs
from rare_desk.ops.book.books import backup, is_locked, new_book, restore
from rare_desk.ops.book.locking import write_locked
from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.contracts.saved import headline, save_calculation
from rare_desk.ops.exports import export
from rare_desk.ops.imports.ledgers import plan_import, write_import
from rare_desk.ops.methodologies.report import report_of
from rare_desk.store.book import Book, BookError
from rare_desk.store.reading.queries import calculations
from rare_desk.store.reading.trades.trade_queries import trade_totals
from rare_desk.ui import crash
from rare_desk.ui.paper.report import write_report
from rare_desk.ui.session import Session
from rare_desk.ui.shell import pages
from rare_desk.ui.shell.desk import Desk
from rare_desk.ui.shell.looks import dress
from rare_desk.ui.shell.workbench import Workbench
from rare_desk.ui.start import application

_PATIENCE_MS = 60_000
_HANGS_AFTER_S = 240
_BALANCE = "884293.67"
"""Of the worked settlement that the sample book holds."""
_NETWORK = ("ssl", "http", "urllib.request", "ftplib", "smtplib", "socketserver", "asyncio", "PySide6.QtNetwork")
_PASSWORD = "稀土 rare"


class Failed(Exception):
    """What did not come about."""


def run() -> int:
    """Opens the window, imports a workbook, draws the chart, prices a contract; 0 when all came about."""
    app = application()
    crash.log_qt()
    prefs.shared().transient = True
    faults: list[str] = []
    crash.faults().told.connect(faults.append)
    dress(app, "zh")
    if sys.stderr is not None:
        faulthandler.dump_traceback_later(_HANGS_AFTER_S, exit=True)
    with paths.scratch() as folder:
        book = folder / "smoke.raredesk"
        desk = Desk()
        try:
            _whole_way(desk, book)
            _check(not faults, "".join(faults))
        except Failed as failed:
            _say(f"smoke: {failed}")
            return 1
        finally:
            desk.close()
            faulthandler.cancel_dump_traceback_later()
    _say("smoke: ok")
    return 0


def _whole_way(desk: Desk, book: Path) -> None:
    began = time.monotonic()
    spoken = [name for name in _NETWORK if getattr(sys, "frozen", False) and find_spec(name) is not None]
    _check(not spoken, f"the program holds {' '.join(spoken)}")
    _check(QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消", "Qt's own Chinese is missing")
    ledger, rows = _ledger(book.parent)
    new_book(book).close()
    desk.open_path(book)
    _until(lambda: desk.session is not None and desk.window.workbench is not None, "the book did not open")
    desk.window.show()
    session, workbench = desk.session, desk.window.workbench
    assert session is not None
    assert workbench is not None
    written: list[int] = []
    session.run(lambda writer: _imported(writer, ledger), written.append)
    _until(lambda: bool(written), "the workbook did not come in")
    _check(written == [rows], f"{written[0]} of {rows} rows came in")
    _until(lambda: _points(session) > 200, "the index was not computed")
    session.run(_priced)
    _until(lambda: bool(calculations(session.book)), "the contract was not priced")
    _check(str(headline(calculations(session.book)[0])) == _BALANCE, "the contract's balance is wrong")
    for entry in pages.PAGES:
        _drawn(workbench, entry.name)
    _read(desk)
    _locked(book, rows)
    _on_paper(book)
    _say(f"smoke: {rows} rows, {_points(session)} points, {time.monotonic() - began:.1f} s")


def _ledger(folder: Path) -> tuple[Path, int]:
    """The sample book's trades as a workbook, and how many they are."""
    with new_sample_book(folder / "sample.raredesk") as sample:
        (path,) = export(sample, "trades", folder / "台账.xlsx")
        return path, trade_totals(sample).count


def _imported(book: Book, ledger: Path) -> int:
    return write_import(book, plan_import(book, [ledger]), accept_suspect=True).written


def _priced(book: Book) -> None:
    text = (paths.resources() / "data" / "sample_settlement.json").read_text(encoding="utf-8")
    save_calculation(book, "smoke", "settlement", json.loads(text))


def _points(session: Session) -> int:
    return len(session.index.computation.series("composite")) if session.index is not None else 0


def _drawn(workbench: Workbench, name: str) -> None:
    page: QWidget = workbench.show_page(name)
    _wait(lambda: False, 300)
    _until(lambda: _colours(page) > 2, f"the page {name} is empty")


def _read(desk: Desk) -> None:
    """The handbook's worked settlement, computed anew, and a picture of the window."""
    desk.show_handbook("settlement")
    assert desk.handbook is not None
    reader = desk.handbook.reader
    _check(f"{Decimal(_BALANCE):,}" in reader.document().toPlainText(), "the handbook's settlement is wrong")
    desk.handbook.open_chapter("today")
    picture = reader.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("today"))
    _check(isinstance(picture, QImage) and not picture.isNull(), "the handbook's pictures are missing")
    desk.handbook.close()


def _locked(book: Path, rows: int) -> None:
    """A copy under a password, which no other opens, brought back twice: as a new book, and over that one."""
    copy, again = book.with_name("副本.locked"), book.with_name("还原.raredesk")
    write_locked(copy, _PASSWORD, lambda plain: backup(book, plain))
    _check(is_locked(copy), "the copy is not locked")
    refused = ""
    try:
        restore(copy, again, _PASSWORD.upper())
    except BookError as error:
        refused = error.problem.code
    _check(refused == "wrong-password" and not again.exists(), "another password opens the locked copy")
    for _time in range(2):
        restore(copy, again, _PASSWORD)
        with Book.open(again, read_only=True) as opened:
            _check(trade_totals(opened).count == rows, "the locked copy came back otherwise")


def _on_paper(book: Path) -> None:
    paper = book.with_name("方法.pdf")
    write_report(paper, report_of(book, None, None, "zh"))
    made = paper.read_bytes()
    _check(b"/FontFile2" in made and b"/ToUnicode" in made, "what is printed has no letters")


def _colours(page: QWidget) -> int:
    picture = page.grab().toImage()
    step = max(picture.width() // 200, 1)
    across, down = range(0, picture.width(), step), range(0, picture.height(), step)
    return len({picture.pixel(x, y) for x in across for y in down})


def _check(well: bool, failure: str) -> None:
    if not well:
        raise Failed(failure)


def _until(come: Callable[[], bool], failure: str) -> None:
    _wait(come, _PATIENCE_MS)
    _check(come(), failure)


def _wait(come: Callable[[], bool], limit_ms: int) -> None:
    patience = QDeadlineTimer(limit_ms)
    while not come() and not patience.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)


def _say(text: str) -> None:
    """A windowed program on Windows has no standard output."""
    if sys.stdout is not None:
        print(text, flush=True)
