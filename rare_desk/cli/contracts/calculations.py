"""`calculations`: what was saved with the calculators, with its versions."""

from pathlib import Path

import click

from rare_desk.cli import options
from rare_desk.cli.group import OK, Verb
from rare_desk.cli.say import Say

_SHOWN = ("name", "version", "calculator", "status", "counterparty", "contract", "value", "saved_at", "linked")


@click.command(cls=Verb, help="@calculations")
@options.book
@options.as_json
@click.pass_obj
def calculations(say: Say, book: Path, as_json: bool) -> int:
    from rare_desk.ops.exports.calculations import records
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = records(opened)
    if as_json:
        say.document({"calculations": found})
        return OK
    rows = [
        version
        | {
            "name": one["name"] if version is one["versions"][0] else "",
            "calculator": say.code("pricing", one["calculator"]),
            "status": say.code("pricing", f"status-{version['status']}"),
            "saved_at": version["saved_at"][:16].replace("T", " "),
        }
        for one in found
        for version in one["versions"]
    ]
    say.table(rows, _SHOWN)
    say.line(say.words("calculations-total", count=len(found), versions=len(rows)))
    return OK
