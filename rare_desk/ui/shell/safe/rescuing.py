"""What is offered when a book is damaged, or was taken away while it was open: a backup, what can be read, a copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rare_desk.core.problems import Problem
from rare_desk.ops.book import books
from rare_desk.store.errors import book_error
from rare_desk.ui import crash, labels
from rare_desk.ui.jobs import Worker
from rare_desk.ui.messages import Action, Message
from rare_desk.ui.shell.system import files
from rare_desk.ui.widgets.dialogs import BOOK_END

if TYPE_CHECKING:
    from rare_desk.ops.book.rescue import Offer
    from rare_desk.store.book import Book
    from rare_desk.store.salvage.making import Salvaged
    from rare_desk.ui.shell.desk import Desk

_DAMAGED = ("book-damaged", "not-a-book")
_NAMED = 6
"""Kinds of records of which the counts are told one by one."""


def say_failed(desk: Desk, problems: tuple[Problem, ...]) -> None:
    """A book that did not open; of a damaged one, what can be done."""
    damaged = next((one for one in problems if one.code in _DAMAGED and str(one.value).endswith(BOOK_END)), None)
    if damaged is not None:
        offer(desk, Path(dict(damaged.details)["folder"]) / str(damaged.value), labels.say_all(problems))
    else:
        desk.window.show_message(Message(labels.say_all(problems), "bad", "", (_other(desk),)))


def say_lost(desk: Desk) -> None:
    if desk.session is not None:
        words = labels.say(book_error("book-lost", desk.session.path).problem)
        save = Action(QCoreApplication.translate("Rescuing", "Save a copy…"), desk.ask_copy)
        desk.session.message.emit(Message(words, "bad", "", (save,)))


def offer(desk: Desk, path: Path, said: str) -> None:
    """`said` is shown at once, and again with the latest good backup when that is known."""
    _show(desk, path, said, QCoreApplication.translate("Rescuing", "Looking for a good backup…"), None)
    worker = Worker("rescue", desk.window)

    def found(good: Offer | None) -> None:
        worker.close(None, 0.0)
        if not desk.closed:
            _show(desk, path, said, _told(good), good)

    def failed(fault: BaseException) -> None:
        worker.close(None, 0.0)
        crash.caught(fault)

    worker.submit(lambda _job: _latest_good(path), found, failed)


def _latest_good(path: Path) -> Offer | None:
    from rare_desk.ops.book.rescue import latest_good

    return latest_good(path)


def _show(desk: Desk, path: Path, said: str, detail: str, good: Offer | None) -> None:
    translate = QCoreApplication.translate
    actions = [Action(translate("Rescuing", "Save what can be read"), partial(_salvage, desk, path)), _other(desk)]
    if good is not None:
        actions.insert(
            0, Action(translate("Rescuing", "Restore this backup"), partial(_restore, desk, path, good.copy))
        )
    desk.window.show_message(Message(said, "bad", detail, tuple(actions)))


def _told(good: Offer | None) -> str:
    translate = QCoreApplication.translate
    if good is None:
        return translate("Rescuing", "There is no good backup beside it.")
    words = translate("Rescuing", "Latest good backup: {made}; it lacks {steps} steps and {trades} trades made since.")
    made = f"{good.made:%Y-%m-%d %H:%M}" if good.made else good.copy.name
    steps, trades = ("?" if count is None else str(count) for count in (good.steps, good.trades))
    return words.format(made=made, steps=steps, trades=trades)


def _other(desk: Desk) -> Action:
    return Action(QCoreApplication.translate("Rescuing", "Open another…"), desk.ask_open)


def _restore(desk: Desk, path: Path, copy: Path) -> None:
    """As a new book beside the damaged one."""
    name = QCoreApplication.translate("Rescuing", "{name} restored").format(name=path.stem)
    out = files.free_name(path.with_name(f"{name}{BOOK_END}"))
    desk.open_by(lambda: books.open_book(books.restore(copy, out)), out.stem)


def _salvage(desk: Desk, path: Path) -> None:
    name = QCoreApplication.translate("Rescuing", "{name} salvaged").format(name=path.stem)
    out, made = files.free_name(path.with_name(f"{name}{BOOK_END}")), list["Salvaged"]()

    def opener() -> Book:
        from rare_desk.ops.book.rescue import salvage

        made.append(salvage(path, out))
        return books.open_book(out)

    desk.open_by(opener, out.stem, _say_salvaged(desk, made))


def _say_salvaged(desk: Desk, made: list[Salvaged]) -> Callable[[], None]:
    def say() -> None:
        translate, found = QCoreApplication.translate, made[0]
        came = sum(tally.came for tally in found.tables.values())
        if found.whole:
            words = translate("Rescuing", "All {count} records were salvaged and are as the journal says.")
            desk.window.show_message(Message(words.format(count=came), "good"))
            return
        words = translate(
            "Rescuing", "{count} records were salvaged; compare a backup and the papers. Missing: {missing}"
        )
        gone = Counter({name: tally.missing for name, tally in found.tables.items() if tally.missing})
        named = [f"{labels.label(f'history.record-{name}')} {count}" for name, count in gone.most_common(_NAMED)]
        unsure = sum(tally.doubtful for tally in found.tables.values())
        detail = translate("Rescuing", "Not proved by the journal: {count}").format(count=unsure) if unsure else ""
        missing = ", ".join(named) or translate("Rescuing", "nothing")
        desk.window.show_message(Message(words.format(count=came, missing=missing), "warn", detail))

    return say
