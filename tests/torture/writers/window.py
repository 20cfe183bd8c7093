"""The window's half: a real session on the book, without a screen, that writes and watches what others write.

python -m tests.torture.writers.window BOOK COUNT OTHERS OUT

Writes so many trades, one after another, through the session, and stays until it has heard of as many payments by
others. OUT gets what it heard and when, as JSON: times of the machine's clock since its start, which both halves share.
"""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from rare_desk.core.problems import Problem
from rare_desk.ops.book.books import open_book
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Changes
from rare_desk.ui.messages import Message
from rare_desk.ui.session import Session, open_session
from tests.torture.writers.trades import TODAY, trade

AHEAD = 20
"""Writes by which the window, which is quicker, may be ahead of the command line."""
_SOON = 5
MOST = 7_200_000
"""Milliseconds; then it gives up."""


class Half:
    def __init__(self, app: QCoreApplication, count: int, others: int, out: Path) -> None:
        self._app, self._count, self._others, self._out = app, count, others, out
        self.written: dict[str, float] = {}
        self.heard: dict[str, float] = {}
        self.refused: list[str] = []
        self._seen = 0
        self._session: Session | None = None

    def begin(self, session: Session) -> None:
        self._session = session
        session.changed.connect(self._changed)
        session.message.connect(self._told)
        self._next()

    def _next(self) -> None:
        assert self._session is not None
        number = len(self.written)
        if number == self._count:
            self._perhaps_end()
            return
        if number > len(self.heard) + AHEAD and len(self.heard) < self._others:
            QTimer.singleShot(_SOON, self._next)
            return
        name = f"W{number}"

        def done(_changes: Changes) -> None:
            self.written[name] = time.monotonic()
            QTimer.singleShot(0, self._next)

        self._session.run(lambda book: add_trade(book, trade(name), accept_suspect=True, today=TODAY), done, self._no)

    def _changed(self, _changes: Changes) -> None:
        assert self._session is not None
        now = time.monotonic()
        found = self._session.book.fetch("SELECT id, invoice_no FROM payments WHERE id > ? ORDER BY id", (self._seen,))
        for row_id, name in found:
            self._seen = row_id
            self.heard[str(name)] = now
        self._perhaps_end()

    def _told(self, message: Message) -> None:
        if message.kind == "bad":
            self.refused.append(message.text)

    def _no(self, problems: tuple[Problem, ...]) -> None:
        self.refused += [one.code for one in problems]
        self._app.exit(1)

    def _perhaps_end(self) -> None:
        if len(self.written) == self._count and len(self.heard) >= self._others:
            self._app.exit(0)

    def end(self) -> None:
        if self._session is not None:
            self._session.close()
        told = {"written": self.written, "heard": self.heard, "refused": self.refused}
        self._out.write_text(json.dumps(told), "utf-8")


def main(path: Path, count: int, others: int, out: Path) -> int:
    app = QCoreApplication([])
    half = Half(app, count, others, out)
    worker = open_session(lambda: open_book(path), half.begin, half._no)
    QTimer.singleShot(MOST, app, lambda: app.exit(2))
    code = app.exec()
    half.end()
    worker.close()
    return code


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])))
