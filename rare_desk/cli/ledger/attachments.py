"""`attach` keeps a file beside a trade; `attachments` looks whether the files are where and what they were."""

from pathlib import Path

import click

from rare_desk.cli import options
from rare_desk.cli.group import DATA, OK, Verb
from rare_desk.cli.say import Say


@click.command(cls=Verb, help="@attach")
@click.argument("deal")
@click.argument("file", type=options.PATH)
@options.book
@click.option("--note", default="", help="@due-note")
@options.as_json
@click.pass_obj
def attach(say: Say, deal: str, file: Path, book: Path, note: str, as_json: bool) -> int:
    from rare_desk.ops.life import attaching
    from rare_desk.ops.trades import find_trade
    from rare_desk.store.book import Book

    found = attaching.fingerprint(file)
    with Book.open(book) as opened:
        changes = attaching.attach(opened, find_trade(opened, deal).id, found, note)
    if as_json:
        say.document({"step": changes.step, "deal_no": deal, "size": found.size, "sha256": found.sha256})
    else:
        say.line(f"{changes.step}  {found.sha256}  {found.path}")
    return OK


@click.command(cls=Verb, help="@attachments")
@options.book
@click.option("--in", "folder", type=options.PATH, metavar="FOLDER", help="@attachments-in")
@options.as_json
@click.pass_obj
def attachments(say: Say, book: Path, folder: Path | None, as_json: bool) -> int:
    from rare_desk.ops.life.attaching import State, keep_places, look_at_all
    from rare_desk.store.book import Book
    from rare_desk.store.reading.life.attachment_queries import attachments as all_of
    from rare_desk.store.reading.trades.trade_queries import trades_by_id

    with Book.open(book, read_only=folder is None) as opened:
        kept = all_of(opened)
        seen = look_at_all(opened, kept, folder)
        if folder is not None:
            keep_places(opened, seen)
        names = {row.id: row.number for row in trades_by_id(opened, sorted({one.row for one in kept}))}
    rows = [
        {
            "id": one.attachment.id,
            "deal_no": names.get(one.attachment.row, ""),
            "file": str(one.path),
            "state": str(one.state),
            "sha256": one.attachment.sha256,
        }
        for one in seen
    ]
    if as_json:
        say.document({"attachments": rows})
    else:
        told = [row | {"state": say.code("life", f"file-{row['state']}")} for row in rows]
        say.table(told, ("id", "deal_no", "state", "file"))
    lost = any(one.state in (State.CHANGED, State.MISSING) for one in seen)
    return DATA if lost else OK
