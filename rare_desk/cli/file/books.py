"""The book as a file and its journal: new, check, backup, restore, undo, redo, history."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rare_desk.cli import options
from rare_desk.cli.file import passwords
from rare_desk.cli.group import DATA, OK, USAGE, Verb
from rare_desk.cli.say import Say
from rare_desk.words import step_label, word

if TYPE_CHECKING:
    from rare_desk.ops.history.step_told import Hindered
    from rare_desk.store.book import Book, Changes

_TOLD = ("id", "at", "who", "label", "hash")


@click.command(cls=Verb, help="@new")
@click.argument("book", type=options.PATH)
@options.as_json
@click.pass_obj
def new(say: Say, book: Path, as_json: bool) -> int:
    from rare_desk.ops.book.books import new_book

    new_book(book).close()
    say.paths([book], as_json)
    return OK


@click.command(cls=Verb, help="@check")
@click.argument("book", type=options.PATH)
@click.option("--head", metavar="HASH|FILE", help="@head")
@click.option("--accept", is_flag=True, help="@accept")
@options.as_json
@click.pass_obj
def check(say: Say, book: Path, head: str | None, accept: bool, as_json: bool) -> int:
    from rare_desk.ops.book.books import examine
    from rare_desk.ops.book.heads import read_head
    from rare_desk.words import sentence

    if accept:
        _accept(book)
    report = examine(book, read_head(head) if head is not None else None)
    findings, kept = [sentence(found, say.language) for found in report.findings], report.head
    if as_json:
        stands = {"step": kept.step, "at": kept.at, "steps": kept.steps} if kept else None
        asked = {"head": stands} if head is not None else {}
        say.document({"ok": not findings, "findings": findings} | asked)
    else:
        for finding in findings or [say.words("book-sound")]:
            say.line(finding)
        if any(found.code == "check-page" for found in report.findings):
            _note_ways_out(say, book)
        if kept:
            say.line(say.words("head-stands", step=kept.step, steps=kept.steps, at=kept.at))
    return DATA if findings else OK


def _accept(path: Path) -> None:
    """As a book that lacks steps which were confirmed on this machine."""
    from rare_desk.ops.book import heads
    from rare_desk.store.book import Book

    with Book.open(path, read_only=True) as opened:
        heads.accept(opened)


def _note_ways_out(say: Say, book: Path) -> None:
    from rare_desk.cli.file.rescue import note_offer
    from rare_desk.ops.book.rescue import latest_good

    note_offer(say, latest_good(book))
    say.note(say.words("salvage-hint"))


@click.command(cls=Verb, help="@backup")
@click.argument("book", type=options.PATH)
@click.argument("out", type=options.PATH, required=False)
@click.option("--locked", is_flag=True, help="@locked")
@passwords.from_file
@options.as_json
@click.pass_obj
def backup(say: Say, book: Path, out: Path | None, locked: bool, as_json: bool) -> int:
    from rare_desk.ops.book import books
    from rare_desk.ops.book.locking import ENDING
    from rare_desk.store.book import BookError

    if out is not None:
        shut = locked or out.suffix == ENDING
        say.paths([books.backup(book, out, passwords.lock(say) if shut else None)], as_json)
        return OK
    if locked:
        say.note(say.words("locked-needs-target"))
        return USAGE
    made = books.backup(book)
    try:
        carried = books.carry(made, book)
    except BookError as error:
        say.paths([made], as_json)
        say.problems((error.problem,))
        return error.exit_code
    say.paths([made, carried] if carried else [made], as_json)
    return OK


@click.command(cls=Verb, help="@restore")
@click.argument("copy", type=options.PATH, metavar="BACKUP")
@click.argument("out", type=options.PATH)
@passwords.from_file
@options.as_json
@click.pass_obj
def restore(say: Say, copy: Path, out: Path, as_json: bool) -> int:
    from rare_desk.ops.book.books import restore as bring_back
    from rare_desk.store.file.locked import is_locked

    password = passwords.password(say) if is_locked(copy) else ""
    say.paths([bring_back(copy, out, password)], as_json)
    return OK


@click.command(cls=Verb, help="@undo")
@options.book
@click.option("--import", "batch", type=int, metavar="N", help="@undo-import")
@click.option("--untouched", is_flag=True, help="@undo-untouched")
@options.correction
@options.as_json
@click.pass_obj
def undo(say: Say, book: Path, batch: int | None, untouched: bool, correction: str, as_json: bool) -> int:
    from rare_desk.ops.history import journal
    from rare_desk.store.book import Book

    if batch is not None:
        return _taken_back(say, book, batch, (untouched, correction), as_json)
    if untouched:
        say.note(say.words("untouched-of-import"))
        return USAGE

    def back(opened: Book) -> "Changes | None":
        with opened.correcting(correction):
            return journal.undo(opened)

    return _turned(say, book, as_json, back, Book.undo_label, "nothing-to-undo")


def _taken_back(say: Say, path: Path, batch: int, told_how: tuple[bool, str], as_json: bool) -> int:
    """`told_how`: the untouched rows alone, and for which reason those of closed months go as corrections."""
    from rare_desk.ops.history.step_told import hindered
    from rare_desk.ops.history.taking_back import look, take_back
    from rare_desk.store.book import Book

    untouched, correction = told_how
    with Book.open(path) as book, book.correcting(correction):
        outlook = look(book, batch)
        stays = hindered(book, outlook.survey.hindrances, say.language)
        for one in stays:
            say.note(f"{one.name}: {one.why}")
        if outlook.publications:
            say.note(say.words("undo-published", count=outlook.publications))
        told = {"import": batch, "rows": outlook.survey.count, "stay": outlook.survey.hindered}
        if outlook.survey.hindered and not untouched:
            return _stays(say, told | {"step": None, "label": None}, stays, as_json)
        changes = take_back(book, batch, untouched)
        details = {"files": ", ".join(outlook.batch.files), "count": str(outlook.survey.count)}
    named = word("steps.import-taken-back", say.language, **details)
    if as_json:
        say.document(told | {"step": changes.step, "label": named, "in_the_way": _in_the_way(stays)})
    else:
        say.line(f"{changes.step}  {named}")
    return OK


def _stays(say: Say, told: "dict[str, object]", stays: "Sequence[Hindered]", as_json: bool) -> int:
    if as_json:
        say.document(told | {"in_the_way": _in_the_way(stays)})
    else:
        say.note(say.words("undo-stays", count=told["stay"], rest=told["rows"]))
    return DATA


def _in_the_way(stays: "Sequence[Hindered]") -> "list[dict[str, object]]":
    return [{"record": one.record, "row": one.row, "name": one.name, "why": one.why} for one in stays]


@click.command(cls=Verb, help="@redo")
@options.book
@options.as_json
@click.pass_obj
def redo(say: Say, book: Path, as_json: bool) -> int:
    from rare_desk.ops.history import journal
    from rare_desk.store.book import Book

    return _turned(say, book, as_json, journal.redo, Book.redo_label, "nothing-to-redo")


def _turned(
    say: Say,
    path: Path,
    as_json: bool,
    turn: "Callable[[Book], Changes | None]",
    next_label: "Callable[[Book], tuple[str, dict[str, str]] | None]",
    nothing: str,
) -> int:
    from rare_desk.store.book import Book

    with Book.open(path) as book:
        label = next_label(book)
        changes = turn(book)
    if changes is None or label is None:
        say.note(say.words(nothing))
        return DATA
    named = step_label(*label, say.language)
    if as_json:
        say.document({"step": changes.step, "label": named})
    else:
        say.line(f"{changes.step}  {named}")
    return OK


@click.command(cls=Verb, help="@history")
@options.book
@options.as_json
@click.pass_obj
def history(say: Say, book: Path, as_json: bool) -> int:
    from rare_desk.ops.exports.listings import journal_records
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        steps = journal_records(opened, say.language)
    if as_json:
        say.document({"steps": [{name: step[name] for name in _TOLD} for step in steps]})
    else:
        say.table(steps, (*_TOLD[:-1], "import", "hash"))
    return OK
