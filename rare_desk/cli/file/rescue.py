"""What to do about a damaged book: salvage, and the latest good backup as `check` tells of it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rare_desk.cli import options
from rare_desk.cli.group import DATA, OK, Verb
from rare_desk.cli.say import Say

if TYPE_CHECKING:
    from rare_desk.ops.book.rescue import Offer
    from rare_desk.store.salvage.making import Salvaged

_COUNTS = ("came", "doubtful", "from_journal", "altered", "lost")


@click.command(cls=Verb, help="@salvage")
@click.argument("book", type=options.PATH)
@click.argument("out", type=options.PATH)
@options.as_json
@click.pass_obj
def salvage(say: Say, book: Path, out: Path, as_json: bool) -> int:
    from rare_desk.ops.book import rescue

    offer = rescue.latest_good(book)
    if offer is not None:
        note_offer(say, offer)
    found = rescue.salvage(book, out)
    rows = [
        {"table": name} | {count: getattr(tally, count) for count in _COUNTS}
        for name, tally in found.tables.items()
        if tally.came or tally.missing
    ]
    if as_json:
        told = {"path": str(out), "whole": found.whole, "steps": found.steps, "last": found.last}
        say.document(told | {"tables": rows, "reopened": found.reopened, "backup": document(offer)})
    else:
        _tell(say, out, found, rows)
    return OK if found.whole else DATA


def _tell(say: Say, out: Path, found: "Salvaged", rows: list[dict[str, object]]) -> None:
    named = [row | {"table": say.code("history", f"record-{row['table']}")} for row in rows]
    say.table(named, ("table", *_COUNTS))
    for month in found.reopened:
        say.note(say.words("salvage-reopened", month=month))
    say.note(say.words("salvage-whole" if found.whole else "salvage-partly"))
    say.line(str(out))


def note_offer(say: Say, offer: "Offer | None") -> None:
    """The backup and what it lacks, on the error output."""
    if offer is None:
        say.note(say.words("no-good-backup"))
        return
    unknown = say.words("lacks-unknown")
    steps, trades = (unknown if count is None else str(count) for count in (offer.steps, offer.trades))
    made = f"{offer.made:%Y-%m-%d %H:%M}" if offer.made else ""
    say.note(say.words("good-backup", made=made, steps=steps, trades=trades, path=offer.copy))


def document(offer: "Offer | None") -> dict[str, object] | None:
    if offer is None:
        return None
    made = offer.made.isoformat() if offer.made else None
    return {"path": str(offer.copy), "made": made, "steps_lacking": offer.steps, "trades_lacking": offer.trades}
