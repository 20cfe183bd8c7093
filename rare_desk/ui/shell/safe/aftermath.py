"""What the window says of an earlier run that did not end in good order: once, with where the log lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from rare_desk import paths
from rare_desk.ui import crash
from rare_desk.ui.messages import Action, Message
from rare_desk.ui.writing_out import open_file

if TYPE_CHECKING:
    from rare_desk.runs import Ended
    from rare_desk.ui.shell.desk import Desk


def tell(desk: Desk, found: Sequence[Ended]) -> None:
    """On the first page that stands: of the book, or the one without a book."""
    if not found:
        return
    message, waiting = _message(found), [True]

    def say(*_: object) -> None:
        if waiting:
            waiting.clear()
            desk.window.show_message(message)

    if desk.window.welcome is not None:
        say()
    else:
        desk.opened.connect(say)


def report(found: Sequence[Ended]) -> str:
    """To copy: versions, and where each run was as far as it could say."""
    parts = (f"{one.at:%Y-%m-%d %H:%M:%S}\n{one.trace}".strip() for one in found)
    return "\n\n".join((crash.about(), *parts))


def _message(found: Sequence[Ended]) -> Message:
    translate = QCoreApplication.translate
    told = report(found)
    words = translate(
        "Aftermath",
        "Last time ({when}) the program was cut off: by a mistake of its own, a power cut or from outside. "
        "What was confirmed is in the book.",
    )
    folder = paths.log_dir()
    actions = (
        Action(translate("Aftermath", "Copy report"), lambda: QGuiApplication.clipboard().setText(told)),
        Action(translate("Aftermath", "Log folder"), lambda: open_file(folder)),
    )
    return Message(words.format(when=f"{found[-1].at:%Y-%m-%d %H:%M}"), "warn", str(folder), actions)
