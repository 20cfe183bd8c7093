"""Files written for the user off the window's thread; one whose place is taken can go under another name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from rare_desk.core.problems import Problem
from rare_desk.store.book import Book
from rare_desk.ui import labels
from rare_desk.ui.jobs import Job
from rare_desk.ui.session import Action, Message, Session

Write = Callable[[Book, Job, Path], object]
_TAKEN = ("target-in-use", "target-is-folder")


def write_out(session: Session, out: Path, write: Write, said: str, label: str = "") -> None:
    """`said` when it is there, with a link that opens it; `label` while it runs, with progress and Cancel."""

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
