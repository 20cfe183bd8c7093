"""What follows from the trades: `index`, `prices`, `exclusions`."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from rare_desk.cli import options, publication
from rare_desk.cli.group import OK, Verb
from rare_desk.cli.say import Say

_POINTS = ("date", "value", "status", "reasons", "flags", "coverage", "trades", "pairs")


@click.command(cls=Verb, help="@index")
@options.book
@click.option("--series", default="composite", metavar="NAME|CODE", help="@series")
@click.option("--freq", type=options.FREQS, default="daily", help="@freq")
@options.methodology
@options.first
@options.last
@click.option(
    "--as-published",
    "asked",
    type=publication.moment,
    is_flag=False,
    flag_value=publication.LATEST,
    metavar="[DATE|first]",
    help="@as-published",
)
@options.as_json
@click.pass_obj
def index(
    say: Say,
    book: Path,
    series: str,
    freq: str,
    methodology: str | None,
    first: dt.date | None,
    last: dt.date | None,
    asked: publication.Moment | None,
    as_json: bool,
) -> int:
    if asked is not None:
        return publication.as_published(say, book, asked, as_json, series=series, freq=freq, first=first, last=last)
    from rare_desk.ops.index import IndexState, index_points
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = index_points(IndexState.load(opened, methodology, last), series, freq, first, last)
    return _say(say, found, "points", _POINTS, as_json)


@click.command(cls=Verb, help="@prices")
@options.book
@options.product
@options.methodology
@options.first
@options.last
@options.as_json
@click.pass_obj
def prices(
    say: Say,
    book: Path,
    product: str | None,
    methodology: str | None,
    first: dt.date | None,
    last: dt.date | None,
    as_json: bool,
) -> int:
    from rare_desk.ops.index import IndexState, daily_prices
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = daily_prices(IndexState.load(opened, methodology, last), product, first, last)
    return _say(say, found, "prices", ("date", "product", "price", "status"), as_json)


@click.command(cls=Verb, help="@exclusions")
@options.book
@options.methodology
@options.first
@options.last
@options.as_json
@click.pass_obj
def exclusions(
    say: Say, book: Path, methodology: str | None, first: dt.date | None, last: dt.date | None, as_json: bool
) -> int:
    from rare_desk.ops import index as ops
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = ops.exclusions(opened, ops.IndexState.load(opened, methodology), first, last)
    return _say(say, found, "excluded", ("id", "deal_no", "date", "product", "code"), as_json)


def _say(say: Say, document: dict[str, Any], name: str, columns: tuple[str, ...], as_json: bool) -> int:
    if as_json:
        say.document(document)
    else:
        say.table(document[name], columns, "index")
    return OK
