"""The acts one after another in the window's own event loop, so that they come in the middle of dialogs too; then what
must hold."""

import faulthandler
import random
import time
from collections import Counter
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from rare_desk.ops.book.books import check
from rare_desk.ops.history import journal
from rare_desk.store.book import Book
from rare_desk.ui import crash
from rare_desk.ui.shell.desk import Desk
from tests.torture.monkey.hands import Hands
from tests.torture.monkey.world import World, contents

_PATIENCE_S = 120


class Monkey:
    def __init__(self, app: QApplication, folder: Path, acts: int, seed: int) -> None:
        self.app, self.left, self.chance = app, acts, random.Random(seed)
        self.world = World(folder, self.chance)
        self.at_first = {book: contents(book) for book in self.world.books}
        self.done: Counter[str] = Counter()
        self.last: list[str] = []
        self.faults: list[str] = []
        self.hands = self._hands()
        crash.faults().told.connect(self._told)

    def run(self) -> list[str]:
        """What went wrong."""
        QTimer.singleShot(0, self._tick)
        self.app.exec()
        self._rest()
        for book in self.world.books:
            self.faults += self._whole(book)
        return self.faults

    def _hands(self) -> Hands:
        desk = Desk(self.world)
        desk.open_path(self.chance.choice(self.world.books))
        desk.window.resize(1400, 900)
        desk.window.show()
        return Hands(desk, self.world, self.chance)

    def _tick(self) -> None:
        if not self.left:
            faulthandler.cancel_dump_traceback_later()
            self._let_go()
            return
        faulthandler.dump_traceback_later(_PATIENCE_S, exit=True)
        QTimer.singleShot(self.chance.choice((0, 0, 0, 1, 5, 30)), self._tick)
        self.left -= 1
        if self.hands.desk.closed:
            self.hands.desk.window.deleteLater()
            self.hands = self._hands()
            return
        name = self.hands.act()
        self.done[name] += 1
        self.last = [*self.last[-11:], name]

    def _let_go(self) -> None:
        """Of what holds the loop: dialogs within dialogs."""
        if shown := QApplication.activePopupWidget() or QApplication.activeModalWidget():
            shown.close()
            QTimer.singleShot(0, self._let_go)
        else:
            self.app.quit()

    def _told(self, report: str) -> None:
        self.faults.append(f"with {self.left} acts left, after {', '.join(self.last)}:\n{report}")

    def _rest(self) -> None:
        desk, until = self.hands.desk, time.monotonic() + _PATIENCE_S
        while desk.session is not None and not (desk.session.idle or time.monotonic() > until):
            self.app.processEvents()
            time.sleep(0.01)
        if desk.session is not None and not desk.session.idle:
            self.faults.append("something still runs")
        desk.window.close()
        QApplication.clipboard().clear()
        for _ in range(50):
            self.app.processEvents()

    def _whole(self, path: Path) -> list[str]:
        """Sound, as at first when all is taken back, and as at last when all is done again."""
        found = [f"{path.name}: {problem.code} {problem.value}" for problem in check(path)]
        at_last, count = contents(path), 0
        with Book.open(path) as book:
            while journal.undo(book) is not None:
                count += 1
        if contents(path) != self.at_first[path]:
            found.append(f"{path.name}: otherwise than at first after {count} steps back")
        with Book.open(path) as book:
            for _ in range(count):
                journal.redo(book)
        if contents(path) != at_last:
            found.append(f"{path.name}: otherwise than at last after {count} steps")
        return found + [f"{path.name}: {problem.code} at the end" for problem in check(path)]
