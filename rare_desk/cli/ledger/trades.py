"""`trades` lists the ledger, `export` writes what the book holds to a file, `template` a blank one to fill in."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import click

from rare_desk.cli import options
from rare_desk.cli.file import passwords
from rare_desk.cli.group import OK, USAGE, Verb
from rare_desk.cli.say import Say
from rare_desk.core.numbers import plain
from rare_desk.core.problems import problem
from rare_desk.words import sentence

SHOWN = (
    "deal_no", "date", "side", "product", "quantity_t", "price_cny_t_ex_vat", "price_cny_t_incl_vat", "counterparty",
    "buyer", "seller", "status",
)  # fmt: skip

EXPORTED = (
    "trades", "quotes", "positions", "due", "corrections", "index", "prices", "exclusions", "announced", "journal",
    "published", "expectation", "expectations", "non-trading-days", "weights", "counterparties", "vintages",
    "calculations",
)  # fmt: skip


BLANKS = ("trades", "quotes", "announced", "published", "expectations", "weights", "non-trading-days", "counterparties")


@click.command(cls=Verb, help="@trades")
@options.book
@options.first
@options.last
@options.product
@click.option("--side", type=click.Choice(["buy", "sell", "market"]), help="@side")
@options.as_json
@click.pass_obj
def trades(
    say: Say,
    book: Path,
    first: dt.date | None,
    last: dt.date | None,
    product: str | None,
    side: str | None,
    as_json: bool,
) -> int:
    from rare_desk.ops.exports import listings
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        listing = listings.trade_listing(opened, listings.wanted(first, last, product, side))
    if as_json:
        say.document(listing)
        return OK
    say.table(listing["trades"], SHOWN, "trades")
    totals = listing["totals"] | {"quantity_t": plain(Decimal(listing["totals"]["quantity_t"]))}
    say.line(say.words("trades-total", count=listing["count"], **totals))
    return OK


@click.command(cls=Verb, help="@export")
@click.argument("what", type=click.Choice(EXPORTED))
@click.argument("out", type=options.PATH)
@options.book
@options.first
@options.last
@options.product
@options.methodology
@passwords.from_file
@options.as_json
@click.pass_obj
def export(
    say: Say,
    what: str,
    out: Path,
    book: Path,
    first: dt.date | None,
    last: dt.date | None,
    product: str | None,
    methodology: str | None,
    as_json: bool,
) -> int:
    from rare_desk.ops import exports
    from rare_desk.ops.book import locking
    from rare_desk.store.book import Book

    if locking.inner(out).suffix.lower() not in exports.ENDINGS:
        say.note(sentence(problem("unknown-format", "file", out.name), say.language))
        return USAGE
    if what == "positions" and first is not None:
        say.note(say.words("positions-from"))
        return USAGE

    def write(place: Path) -> object:
        return exports.export(
            opened, what, place, language=say.language, first=first, last=last, product=product, methodology=methodology
        )

    with Book.open(book, read_only=True) as opened:
        if locking.asks_for_lock(out):
            locking.write_locked(out, passwords.password(say, twice=True), write)
        else:
            write(out)
    say.paths([out], as_json)
    return OK


@click.command(cls=Verb, help="@blank")
@click.argument("kind", type=click.Choice(BLANKS))
@click.argument("out", type=options.PATH)
@click.option("--book", type=options.PATH, help="@book")
@options.as_json
@click.pass_obj
def template(say: Say, kind: str, out: Path, book: Path | None, as_json: bool) -> int:
    from rare_desk.ops.exports.templates import write_template
    from rare_desk.store.book import Book

    if out.suffix.lower() != ".xlsx":
        say.note(sentence(problem("template-format", "file", out.name), say.language))
        return USAGE
    if book is None:
        say.paths(write_template(kind, out, say.language), as_json)
        return OK
    with Book.open(book, read_only=True) as opened:
        say.paths(write_template(kind, out, say.language, opened), as_json)
    return OK
