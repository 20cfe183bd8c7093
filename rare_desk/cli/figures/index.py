"""What follows from the trades: `index`, `prices`, `exclusions`."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from rare_desk.cli import options
from rare_desk.cli.figures import publication
from rare_desk.cli.figures.companions import Wanted, formula_options, misused, piped_panel, say_formula
from rare_desk.cli.group import OK, Verb
from rare_desk.cli.say import Say

_POINTS = ("date", "value", "status", "reasons", "flags", "coverage", "trades", "pairs")


@click.command(cls=Verb, help="@index")
@click.option("--book", type=options.PATH, help="@book")
@click.option("--series", metavar="NAME|CODE", help="@series")
@click.option("--freq", type=options.FREQS, help="@freq")
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
@formula_options
@options.as_json
@click.pass_obj
def index(
    say: Say,
    /,
    book: Path | None,
    series: str | None,
    freq: str | None,
    methodology: str | None,
    first: dt.date | None,
    last: dt.date | None,
    asked: publication.Moment | None,
    as_json: bool,
    **formula: Any,
) -> int:
    from rare_desk.ops.companions import panel_of_book
    from rare_desk.ops.index.points import index_points
    from rare_desk.ops.index.state import IndexState
    from rare_desk.store.book import Book

    wanted = Wanted(**formula)
    if why := wanted.misuse(book, any((series, freq, methodology, first, last)), freq, asked is not None):
        return misused(say, why)
    if wanted.panel is not None:
        return say_formula(say, piped_panel(wanted.panel), wanted, as_json)
    assert book is not None
    name, often = series or "composite", freq or "daily"
    if asked is not None and methodology is not None:
        return misused(say, "published-methodology")
    if asked is not None:
        return publication.as_published(say, book, asked, as_json, series=name, freq=often, first=first, last=last)
    with Book.open(book, read_only=True) as opened:
        state = IndexState.load(opened, methodology, last)
    if wanted.formula is not None:
        return say_formula(say, panel_of_book(state, name, freq or "monthly", first, last), wanted, as_json)
    return _say(say, index_points(state, name, often, first, last), "points", _POINTS, as_json)


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
    from rare_desk.ops.index.points import daily_prices
    from rare_desk.ops.index.state import IndexState
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
    from rare_desk.ops.index.points import exclusions
    from rare_desk.ops.index.state import IndexState
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = exclusions(opened, IndexState.load(opened, methodology), first, last)
    return _say(say, found, "excluded", ("id", "deal_no", "date", "product", "code"), as_json)


def _say(say: Say, document: dict[str, Any], name: str, columns: tuple[str, ...], as_json: bool) -> int:
    if as_json:
        say.document(document)
    else:
        say.table(document[name], columns, "index")
    return OK
