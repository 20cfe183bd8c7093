"""The composition root: the command group of `rare_desk.cli` with the verbs that draw. Qt is loaded only by those."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rare_desk.cli import group, options
from rare_desk.cli.figures import explain, methodology
from rare_desk.cli.group import FILE, OK, USAGE, Verb
from rare_desk.ui.shell.system import platform
from rare_desk.words import Language, word

if TYPE_CHECKING:
    from rare_desk.cli.say import Say

PICTURES = "rare-desk-sample"


def main() -> None:
    """What `rare-desk`, `rare-desk-window` and both packaged programs call."""
    if sys.argv[1:] == [platform.PROBE]:
        sys.exit(platform.probe())
    group.set_default(open_)
    group.add_command(bulletin)
    methodology.methodology.add_command(report)
    explain.draw_with(audit_sheet)
    group.add_flag("--smoke", "@smoke", smoke)
    group.main()


@click.command("open", cls=Verb, help="@open")
@click.argument("book", type=click.Path(path_type=Path), required=False)
@click.option("--sample", is_flag=True, help="@sample")
@click.pass_obj
def open_(say: Say, book: Path | None, sample: bool) -> int:
    verdict = platform.look()
    if verdict.state == "window":
        from rare_desk.ui import start

        asked = say.language if any(said.partition("=")[0] == "--lang" for said in sys.argv[1:]) else None
        return start.window(book, sample=sample, spoken=asked)
    if not _drawable(verdict, say.language):
        return FILE
    return _pictures(book, sample, say.language)


@click.command("bulletin", cls=Verb, help="@bulletin")
@click.option("--book", type=options.PATH, help="@book")
@click.option("--sample", is_flag=True, help="@sample")
@click.option("--out", type=options.PATH, required=True, metavar="DIR", help="@out")
@options.as_json
@click.pass_obj
def bulletin(say: Say, book: Path | None, sample: bool, out: Path, as_json: bool) -> int:
    if (book is not None) == sample:
        say.note(say.words("book-or-sample"))
        return USAGE
    if not _drawable(platform.look({}), say.language):
        return FILE
    from rare_desk.ui import start

    say.paths(start.bulletin(book, out, say.language), as_json)
    return OK


@click.command("report", cls=Verb, help="@methodology-report")
@methodology.OUT
@options.book
@methodology.NAME
@methodology.VERSION
@options.as_json
@click.pass_obj
def report(say: Say, out: Path, book: Path, name: str | None, number: int | None, as_json: bool) -> int:
    from rare_desk.ops.methodologies.report import report_of, write_report_text

    blocks = report_of(book, name, number, say.language)
    if out.suffix.lower() in (".md", ".txt"):
        write_report_text(out, blocks)
    elif out.suffix.lower() != ".pdf":
        say.note(say.words("report-ending", value=out.name))
        return USAGE
    elif not _drawable(platform.look({}), say.language):
        return FILE
    else:
        from rare_desk.ui import start

        start.methodology_report(out, blocks, say.language)
    say.paths([out], as_json)
    return OK


def audit_sheet(say: Say, book: Path, wanted: explain.Wanted, out: Path) -> Sequence[Path]:
    """The PDF of `explain --out`; nothing where nothing can be drawn."""
    if not _drawable(platform.look({}), say.language):
        return ()
    from rare_desk.ops.audit import audit, report
    from rare_desk.ops.index.state import IndexState
    from rare_desk.store.book import Book
    from rare_desk.ui import start

    with Book.open(book, read_only=True) as opened:
        state = IndexState.load(opened, wanted.methodology, wanted.day)
        told = audit(opened, state, wanted.series, wanted.day, wanted.freq, say.language)
    start.methodology_report(out, report(told, say.language), say.language)
    return [out]


def _drawable(verdict: platform.Verdict, language: Language) -> bool:
    """Names what the system lacks; false when without it nothing at all can be drawn."""
    if verdict.packages:
        click.echo(word("shell.missing-libraries", language, packages=" ".join(verdict.packages)), err=True)
    return verdict.state != "nothing"


def _pictures(book: Path | None, sample: bool, language: Language) -> int:
    """Where no window can open: the pages and the bulletin as files."""
    from rare_desk.ui import start

    out = Path.cwd() / PICTURES
    click.echo(word("shell.no-display", language, folder=str(out)), err=True)
    for path in start.pictures(None if sample else book, out, language):
        click.echo(str(path))
    return OK


def smoke() -> int:
    """The self-test of a built program."""
    from rare_desk.ui.smoke import run

    return run()
