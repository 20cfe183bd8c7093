"""Publication: `publish`, `restate`, `vintages`, and `index --as-published`."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from rare_desk.cli import options
from rare_desk.cli.group import DATA, OK, Verb
from rare_desk.cli.say import Say
from rare_desk.core.problems import Problem

if TYPE_CHECKING:
    from rare_desk.ops.publication import Published

FREQS = click.Choice(["daily", "weekly", "monthly"])
LATEST, FIRST = "latest", "first"
_LEVELS = ("composite", "light", "heavy")
_SHOWN = tuple(f"{name}-level" for name in _LEVELS)
_ROW = ("vintage", "freq", "date", *_SHOWN, "status", "published_at", "by", "rules", "restates")

freq = click.option("--freq", type=FREQS, default="daily", help="@freq")


@dataclass(frozen=True, slots=True)
class Moment:
    """What `--as-published` asks for: the latest or first figures, or those of a day or a moment."""

    on: dt.date | dt.datetime | None = None
    which: str = LATEST


def moment(value: str) -> Moment:
    """`latest`, `first`, a date, or a date with a time in ISO form."""
    if value in (LATEST, FIRST):
        return Moment(which=value)
    if ":" in value:
        try:
            return Moment(dt.datetime.fromisoformat(value))
        except ValueError:
            raise click.BadParameter(options.words("bad-date", value=value)) from None
    return Moment(options.day(value))


@click.command(cls=Verb, help="@publish")
@options.book
@freq
@click.option("--date", "day", type=options.day, metavar="DATE", help="@publish-date")
@click.option("--up-to", "last", type=options.day, metavar="DATE", help="@up-to")
@click.option("--dry-run", is_flag=True, help="@dry-run")
@options.as_json
@click.pass_obj
def publish(
    say: Say, book: Path, freq: str, day: dt.date | None, last: dt.date | None, dry_run: bool, as_json: bool
) -> int:
    from rare_desk.ops import publication as ops
    from rare_desk.store.book import Book

    if day and last:
        raise click.UsageError("")
    with Book.open(book, read_only=dry_run) as opened:
        if day:
            made = ops.publish(opened, None, freq, day, dry_run=dry_run)
        else:
            made = ops.publish_up_to(opened, None, freq, last, dry_run=dry_run)
    return _say(say, made, dry_run, as_json)


@click.command(cls=Verb, help="@restate")
@options.book
@freq
@click.option("--date", "day", type=options.day, required=True, metavar="DATE", help="@publish-date")
@click.option("--reason", required=True, metavar="TEXT", help="@reason")
@click.option("--dry-run", is_flag=True, help="@dry-run")
@options.as_json
@click.pass_obj
def restate(say: Say, book: Path, freq: str, day: dt.date, reason: str, dry_run: bool, as_json: bool) -> int:
    from rare_desk.ops import publication as ops
    from rare_desk.store.book import Book

    with Book.open(book, read_only=dry_run) as opened:
        made = ops.restate(opened, None, freq, day, reason, dry_run=dry_run)
    return _say(say, made, dry_run, as_json)


def _say(say: Say, made: "Published", dry_run: bool, as_json: bool) -> int:
    numbers = made.vintages or (None,) * len(made.dates)
    told = [
        {"vintage": number, "date": day.isoformat(), "hash": own}
        for number, day, own in zip(numbers, made.dates, made.hashes, strict=True)
    ]
    if as_json:
        say.document({"freq": made.freq, "published": told, "written": len(made.vintages)})
    else:
        if told:
            say.table(told, ("vintage", "date", "hash"))
        key = "nothing-to-publish" if not told else "dry-run" if dry_run else "published"
        say.note(say.words(key, count=len(told)))
    return OK


@click.command(cls=Verb, help="@vintages")
@options.book
@click.option("--freq", type=FREQS, help="@freq")
@options.first
@options.last
@click.option("--pending", is_flag=True, help="@pending")
@click.option("--id", "number", type=int, metavar="N", help="@vintage-id")
@options.as_json
@click.pass_obj
def vintages(
    say: Say,
    book: Path,
    freq: str | None,
    first: dt.date | None,
    last: dt.date | None,
    pending: bool,
    number: int | None,
    as_json: bool,
) -> int:
    from rare_desk.core.calendar import within
    from rare_desk.ops import publication as ops
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        if number is not None:
            return _print(say, ops.text(opened, number), ops.altered(opened, number))
        found = ops.Vintages.load(opened)
        rows = [row for row in found.rows if freq in (None, row.freq) and within(row.date, first, last)]
        document: dict[str, Any] = {"vintages": ops.told(found, rows)}
        if pending:
            state, kept = ops.caught_up(opened, None), {row.id for row in rows}
            moved = [one for one in ops.pending(found, state) if one.vintage.id in kept]
            document["pending"] = ops.told_pending(moved, ops.causes(opened, state, moved))
    if as_json:
        say.document(document)
    elif pending:
        moves = [one | move | {"moved": move["percent"]} for one in document["pending"] for move in one["moves"]]
        say.table(moves, ("vintage", "freq", "date", "series", "then", "now", "moved", "rule"), "publication")
    else:
        told = [_line(row) for row in document["vintages"]]
        say.table(told, _ROW, "publication")
    return OK


def _print(say: Say, document: str, altered: Problem | None) -> int:
    """The document as it stands; the exit code 1 when that is not what was published."""
    click.echo(document)
    if altered is None:
        return OK
    say.problems((altered,))
    return DATA


def _line(row: dict[str, Any]) -> dict[str, Any]:
    levels = {shown: row[name] for shown, name in zip(_SHOWN, _LEVELS, strict=True)}
    return row | levels | {"rules": f"{row['methodology']} {row['version']}"}


def as_published(say: Say, book: Path, asked: Moment, as_json: bool, **wanted: Any) -> int:
    """What `index --as-published` prints."""
    from rare_desk.ops import publication as ops
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = ops.as_published(opened, on=asked.on, which=cast("ops.Which", asked.which), **wanted)
    if as_json:
        say.document(found)
    else:
        columns = ("date", "value", "status", "reasons", "flags", "trades", "pairs", "vintage", "published_at")
        say.table(found["points"], columns, "index")
    return OK
