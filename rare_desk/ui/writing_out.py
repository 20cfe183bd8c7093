"""Files written for the user off the window's thread; one whose place is taken can go under another name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from rare_desk.core.problems import Problem
from rare_desk.ops.book import locking
from rare_desk.store.book import Book
from rare_desk.ui import labels
from rare_desk.ui.jobs import Job
from rare_desk.ui.messages import Action, Asks, Message
from rare_desk.ui.session import Session

Write = Callable[[Book, Job, Path], object]
_TAKEN = ("target-in-use", "target-is-folder", "target-is-book", "target-is-source")


def write_out(session: Session, out: Path, write: Write, said: str, label: str = "") -> None:
    """`said` when it is there, with a link that opens it; `label` while it runs, with progress and Cancel. A name that
    ends with `.locked` asks for a password first."""
    if locking.asks_for_lock(out):
        ask_password(session, out, lambda password: _write_locked(session, out, write, said, label, password))
    else:
        _write_out(session, out, write, said, label)


def ask_password(session: Session, out: Path, take: Callable[[str], object], again: str | None = None) -> None:
    """Twice, in the message strip; `again` is what was typed first."""
    translate = QCoreApplication.translate
    if again is None:
        words = translate(
            "WritingOut", "A password for {name}. Kept nowhere: a lost password is lost, and the file too."
        )
        asked, step = translate("WritingOut", "Password"), translate("WritingOut", "Next")
    else:
        words = translate("WritingOut", "The password of {name} once more")
        asked, step = translate("WritingOut", "Once more"), translate("WritingOut", "Lock")

    def taken(typed: str) -> None:
        if again is None:
            ask_password(session, out, take, typed)
        elif typed == again:
            take(typed)
        else:
            session.say(translate("WritingOut", "The two differ; nothing was written."), "warn")

    session.message.emit(Message(words.format(name=out.name), "info", asks=Asks(asked, step, taken, secret=True)))


def _write_locked(session: Session, out: Path, write: Write, said: str, label: str, password: str) -> None:
    def work(book: Book, job: Job) -> object:
        return locking.write_locked(out, password, lambda plain: write(book, job, plain))

    session.run_long(work, lambda _: session.say(said, "good", str(out)), session.refuse, label)


def _write_out(session: Session, out: Path, write: Write, said: str, label: str) -> None:
    def done(_result: object) -> None:
        words = QCoreApplication.translate("WritingOut", "Open")
        session.say(said, "good", str(out), Action(words, lambda: open_file(out)))

    def failed(problems: tuple[Problem, ...]) -> None:
        names = [dict(one.details).get("other") for one in problems if one.code in _TAKEN]
        if not names or not names[0]:
            session.refuse(problems)
            return
        other = out.with_name(names[0])
        words = QCoreApplication.translate("WritingOut", "Save as “{name}”").format(name=other.name)
        again = Action(words, lambda: write_out(session, other, write, said, label))
        session.message.emit(Message(labels.say_all(problems), "bad", "", (again,)))

    session.run_long(lambda book, job: write(book, job, out), done, failed, label)


def open_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
