"""The book: one SQLite file, written in steps."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rare_desk.core.problems import Problem
from rare_desk.store import shapes
from rare_desk.store.backups.making import back_up_daily
from rare_desk.store.errors import BookError, Interrupted, book_error, said, shown
from rare_desk.store.file import confirmed, durable, migrations, placing
from rare_desk.store.file.anchor import Anchor
from rare_desk.store.file.opening import BUSY_SECONDS, connect, open_connection, reading_connection, settle
from rare_desk.store.journal import Changes, Step, touched_by
from rare_desk.store.rows import SqlValue
from rare_desk.store.tables import RECORDS, dumps, uuid7
from rare_desk.store.undoing import (
    Turn,
    brings_firms,
    check_unnamed,
    conflicts,
    counting,
    redo_stack,
    redo_turn,
    revert,
    silent,
    undo_stack,
    undo_turn,
)

__all__ = ["Book", "BookError", "Changes", "Step"]

Tell = Callable[[float], None]

_ASKED_EVERY = 500_000
"""Operations of SQLite's machine, some ten milliseconds."""
_HELPING_KB = 1024
"""Of pages that a helper keeps, which goes over each of them once."""
_GIVES_BACK_EVERY = 200
"""Steps after which the writing connection lets go of the pages that it keeps: those of the journal are not read
again, and a day of them fills all that it may keep."""


class Book:
    """An open book. One connection: writes belong to one thread; reads of another thread go through `reader()`.

    `read_only` is also true of a book in a place where nothing can be written. `warning` is to be shown with it.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        read_only: bool,
        held: ExitStack | None = None,
        warning: Problem | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.connection = connection
        self.patience: float = BUSY_SECONDS
        """Seconds that a step waits for other programs to finish theirs."""
        self.warning = warning
        self._held = held or ExitStack()
        self._anchor = Anchor(path)
        self._desk = ""
        self._backed_up: date | None = None
        self._reason = ""
        self._helpers: list[Book] = []
        self._written = 0
        self.heeded: Callable[[], bool] | None = None
        """What says whether to stop, within `heeding`."""
        self.writing = False
        """Within a step: other connections do not see what it has written so far."""
        self.noted: dict[object, Any] = {}
        """What readings found out and keep for each other, on all connections to the book."""

    # -- opening -------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, *, desk: str = "", seed: Callable[[Step], None] | None = None) -> "Book":
        """A new file with the desk's name and what `seed` puts in, which cannot be undone. Never overwrites."""
        path = Path(path)
        placing.refuse_unfit(path)
        if path.exists():
            raise book_error("book-exists", path)
        with said(path):
            made = durable.unfinished(path)
            made.unlink(missing_ok=True)
            try:
                with closing(connect(made, "rwc")) as connection:
                    connection.execute("PRAGMA journal_mode = MEMORY")
                    connection.execute("PRAGMA synchronous = OFF")
                    migrations.migrate(connection)
                    with cls(made, connection, False)._writing(
                        "book-created", {"name": shown(path.stem)}, "start"
                    ) as step:
                        step.insert("settings", {"name": "desk_id", "value": dumps(uuid7())})
                        step.insert("settings", {"name": "desk_name", "value": dumps(desk)})
                        if seed:
                            seed(step)
                durable.put(made, path)
            finally:
                with suppress(OSError):
                    made.unlink(missing_ok=True)
            connection = connect(path, "rw")
            try:
                held, warning = settle(connection, path)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection, False, held, warning)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> "Book":
        """BookError when the file is missing, no book, damaged, of a later version, or held by another program."""
        opened = open_connection(Path(path), read_only)
        confirmed.look(opened.connection, Path(path))
        return cls(Path(path), opened.connection, not opened.writable, opened.held, opened.warning)

    def reader(self) -> "Book":
        """A second, read-only connection to the same file, unchecked, for another thread."""
        reader = Book(self.path, reading_connection(self.path), True)
        reader.noted = self.noted
        return reader

    def helpers(self, count: int) -> "list[Book]":
        """As many readers, for what is read in several threads at once; they are closed with the book."""
        while len(self._helpers) < count:
            self._helpers.append(self.reader())
            self._helpers[-1].connection.execute(f"PRAGMA cache_size = -{_HELPING_KB}")
        return self._helpers[:count]

    def lost(self) -> bool:
        """Whether its file was deleted, moved or replaced since it was opened: then no step is taken any more, and what
        is open can only be saved under another name."""
        return self._anchor.lost()

    def close(self) -> None:
        while self._helpers:
            self._helpers.pop().close()
        with self._held, closing(self.connection):
            if not self.read_only:
                confirmed.keep(self.connection, self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- reading -------------------------------------------------------------------------------------------------

    def fetch(self, sql: str, parameters: Sequence[SqlValue] = ()) -> list[tuple[Any, ...]]:
        with said(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    @contextmanager
    def stream(self, sql: str, parameters: Sequence[SqlValue] = ()) -> Iterator[Iterator[tuple[Any, ...]]]:
        """Rows one by one, for more of them than should be held at once."""
        with said(self.path), closing(self.connection.execute(sql, parameters)) as rows:
            yield rows

    def fetch_named(self, sql: str, parameters: Sequence[SqlValue] = ()) -> tuple[list[str], list[tuple[Any, ...]]]:
        """With the names of the columns; of two alike the later counts, so `t.*, p.code AS product` names it."""
        with said(self.path):
            found = self.connection.execute(sql, parameters)
            return [column[0] for column in found.description], found.fetchall()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads within see one state of the book, whatever others write meanwhile."""
        if self.connection.in_transaction:
            yield
            return
        with said(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("COMMIT")

    @contextmanager
    def heeding(self, stop: Callable[[], bool]) -> Iterator[None]:
        """What is read within ends with `Interrupted` soon after `stop` says so."""
        if stop():
            raise Interrupted
        self.connection.set_progress_handler(stop, _ASKED_EVERY)
        self.heeded = stop
        try:
            yield
        except sqlite3.OperationalError as error:
            if stop():
                raise Interrupted from error
            raise
        finally:
            self.connection.set_progress_handler(None, 0)
            self.heeded = None

    def number(self, sql: str, parameters: Sequence[SqlValue] = ()) -> int:
        """The first value of the first row; 0 when there is none."""
        found = self.fetch(sql, parameters)
        value = found[0][0] if found else 0
        return value if isinstance(value, int) else 0

    def data_version(self) -> int:
        """Another number whenever another connection has written."""
        return self.number("PRAGMA data_version")

    def last_step(self) -> int:
        return self.number("SELECT max(id) FROM steps")

    def changes_since(self, step: int) -> Changes:
        """What all later steps touched, together: everything, when the book has been restored to before `step`."""
        last = self.last_step()
        if last < step:
            codes = frozenset(str(code) for (code,) in self.fetch("SELECT code FROM products"))
            return Changes(RECORDS, codes, None, last)
        changes = Changes(step=step)
        for number, touched in self.fetch("SELECT id, touched FROM steps WHERE id > ? ORDER BY id", (step,)):
            changes = changes.merged(touched_by(int(number or 0), str(touched)))
        return changes

    @property
    def desk(self) -> str:
        """The id of the desk that owns the book."""
        if not self._desk:
            found = self.fetch("SELECT value FROM settings WHERE name = 'desk_id'")
            self._desk = shapes.word(found[0][0]) if found else ""
        return self._desk

    # -- writing -------------------------------------------------------------------------------------------------

    @contextmanager
    def step(self, label: str, **details: str) -> Iterator[Step]:
        """One undoable change, all or nothing. `label` is a key of resources/words/steps.toml, filled by `details`.

        BookError when the book cannot be written; then, and after any other exception, the book is as it was.
        """
        if self.read_only:
            raise book_error("book-read-only", self.path)
        with said(self.path):
            self._back_up_first()
            with self._writing(label, details, "do") as step:
                yield step

    @contextmanager
    def beginning(self, label: str, **details: str) -> Iterator[Step]:
        """A further step of a book that is just being made, which cannot be undone; ValueError once one can."""
        if self.undo_label() or self.redo_label():
            raise ValueError("the book is in use")
        with said(self.path), self._writing(label, details, "start") as step:
            yield step

    @property
    def is_correcting(self) -> bool:
        """Whether what changes in closed months is recorded now."""
        return bool(self._reason)

    @contextmanager
    def correcting(self, reason: str) -> Iterator[None]:
        """What steps within change in closed months is recorded as corrections in the open one, for that reason."""
        before, self._reason = self._reason, reason
        try:
            yield
        finally:
            self._reason = before

    @contextmanager
    def unreferenced(self) -> Iterator[None]:
        """Within it the file does not look, for each row that is deleted, for others that name it: for a firm through
        all trades. Whoever deletes has made sure of it, or does so for all rows together."""
        self.connection.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            self.connection.execute("PRAGMA foreign_keys = ON")

    def undo(self, tell: Tell | None = None) -> Changes | None:
        """Take back the last step; None when there is none. Refused when rows are not as the step left them.

        `tell` is told, piece by piece, the part of it that is done, and may raise to give up.
        """
        return self._turned(undo_turn, tell)

    def redo(self, tell: Tell | None = None) -> Changes | None:
        """Do again what was undone last; None after any other step."""
        return self._turned(redo_turn, tell)

    def undo_stack(self, above: int = 0) -> list[int]:
        """The steps after `above` that undoing takes back, in that order."""
        with said(self.path):
            return undo_stack(self.connection, above)

    def redo_stack(self, up_to: int) -> list[int]:
        """The steps up to `up_to` that are done again, in that order; empty when it is not among them."""
        with said(self.path):
            return redo_stack(self.connection, up_to)

    def undo_label(self) -> tuple[str, dict[str, str]] | None:
        return self._turn_label(undo_turn)

    def redo_label(self) -> tuple[str, dict[str, str]] | None:
        return self._turn_label(redo_turn)

    def _turn_label(self, find: Callable[[sqlite3.Connection], Turn | None]) -> tuple[str, dict[str, str]] | None:
        with said(self.path):
            turn = find(self.connection)
        return (turn.label, turn.details) if turn else None

    def _turned(self, find: Callable[[sqlite3.Connection], Turn | None], tell: Tell | None) -> Changes | None:
        if self.read_only:
            raise book_error("book-read-only", self.path)
        with said(self.path):
            self._back_up_first()
            turn = find(self.connection)
            firms = turn is not None and brings_firms(self.connection, turn.source)
            with conflicts(), self.unreferenced() if firms else nullcontext(), self._exclusive():
                turn = find(self.connection)
                if turn is None:
                    return None
                step = Step(self.connection, self.desk, turn.label, turn.details, self._reason)
                report = counting(self.connection, turn.source, tell) if tell else silent
                revert(self.connection, step, turn.source, report)
                if firms:
                    check_unnamed(self.connection, turn.source)
                return step.finish(turn.kind, turn.target, turn.undo_top, turn.redo_top)

    @contextmanager
    def _writing(self, label: str, details: dict[str, str], kind: str) -> Iterator[Step]:
        with self._exclusive():
            step = Step(self.connection, self.desk, label, details, self._reason)
            yield step
            step.changes = step.finish(kind, None, step.id if kind == "do" else 0, 0)

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        self._begin()
        self.writing = True
        try:
            self._anchor.see_wal()
            self._refuse_if_lost()
            self.connection.execute("PRAGMA defer_foreign_keys = ON")
            yield
            self._refuse_if_lost()
            self.connection.execute("COMMIT")
            self._give_back()
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise
        finally:
            self.writing = False

    def _refuse_if_lost(self) -> None:
        if self._anchor.lost():
            raise book_error("book-lost", self.path)

    def _give_back(self) -> None:
        self._written += 1
        if self._written % _GIVES_BACK_EVERY == 0:
            self.connection.execute("PRAGMA shrink_memory")

    def _begin(self) -> None:
        # IMMEDIATE: a plain BEGIN that reads first fails at once when another program has written since. SQLite's own
        # waiting sleeps up to a tenth of a second at a time; two busy programs then mostly sleep.
        deadline = time.monotonic() + self.patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    self.connection.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > deadline:
                        raise
                    time.sleep(random.uniform(0.0002, 0.002))
                else:
                    return
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")

    def _back_up_first(self) -> None:
        today = date.today()
        if self._backed_up != today:
            back_up_daily(self.connection, self.path)
            self._backed_up = today
