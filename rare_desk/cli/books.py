"""The book as a file and its journal: new, check, backup, restore, undo, redo, history."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rare_desk.cli import options
from rare_desk.cli.group import DATA, OK, Verb
from rare_desk.cli.say import Say
from rare_desk.words import word

if TYPE_CHECKING:
    from rare_desk.store.book import Book, Changes


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
@click.option("--head", help="@head")
@options.as_json
@click.pass_obj
def check(say: Say, book: Path, head: str | None, as_json: bool) -> int:
    from rare_desk.ops.book.books import check as check_book
    from rare_desk.words import sentence

    findings = [sentence(found, say.language) for found in check_book(book, head)]
    if as_json:
        say.document({"ok": not findings, "findings": findings})
    else:
        for finding in findings or [say.words("book-sound")]:
            say.line(finding)
    return DATA if findings else OK


@click.command(cls=Verb, help="@backup")
@click.argument("book", type=options.PATH)
@click.argument("out", type=options.PATH, required=False)
@options.as_json
@click.pass_obj
def backup(say: Say, book: Path, out: Path | None, as_json: bool) -> int:
    from rare_desk.ops.book.books import backup as back_up

    say.paths([back_up(book, out)], as_json)
    return OK


@click.command(cls=Verb, help="@restore")
@click.argument("copy", type=options.PATH, metavar="BACKUP")
@click.argument("out", type=options.PATH)
@options.as_json
@click.pass_obj
def restore(say: Say, copy: Path, out: Path, as_json: bool) -> int:
    from rare_desk.ops.book.books import restore as bring_back

    say.paths([bring_back(copy, out)], as_json)
    return OK


@click.command(cls=Verb, help="@undo")
@options.book
@options.as_json
@click.pass_obj
def undo(say: Say, book: Path, as_json: bool) -> int:
    from rare_desk.ops.book import history
    from rare_desk.store.book import Book

    return _turned(say, book, as_json, history.undo, Book.undo_label, "nothing-to-undo")


@click.command(cls=Verb, help="@redo")
@options.book
@options.as_json
@click.pass_obj
def redo(say: Say, book: Path, as_json: bool) -> int:
    from rare_desk.ops.book import history
    from rare_desk.store.book import Book

    return _turned(say, book, as_json, history.redo, Book.redo_label, "nothing-to-redo")


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
    named = word(f"steps.{label[0]}", say.language, **label[1])
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
        say.document({"steps": steps})
    else:
        say.table(steps, ("id", "at", "who", "label", "hash"))
    return OK
