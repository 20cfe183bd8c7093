"""`close` and `reopen` a month; `months` lists the closed ones with what was corrected in them."""

from pathlib import Path
from typing import Any

import click

from rare_desk.cli import options
from rare_desk.cli.group import OK, Verb
from rare_desk.cli.say import Say
from rare_desk.core.life.closing import Totals, month_of
from rare_desk.core.numbers import MASS_PLACES, MONEY_PLACES, from_scaled, plain

_CORRECTED = ("id", "month", "made_in", "on", "deal_no", "change", "quantity_before", "quantity_after")
_MONEY = ("amount_before", "amount_after", "reason")


def month(value: str) -> str:
    return month_of(options.month(value))


BOOK = click.argument("book", type=options.PATH)
MONTH = click.argument("month", type=month, metavar="MONTH")


@click.command(cls=Verb, help="@close")
@BOOK
@MONTH
@click.option("--accept-suspect", is_flag=True, help="@close-suspect")
@click.option("--note", default="", help="@close-note")
@options.as_json
@click.pass_obj
def close(say: Say, book: Path, month: str, accept_suspect: bool, note: str, as_json: bool) -> int:
    from rare_desk.ops.life.closing import account, close_month
    from rare_desk.store.book import Book

    with Book.open(book) as opened:
        changes = close_month(opened, month, note=note, accept_suspect=accept_suspect)
        lines = _lines(account(opened, month).month.totals, _codes(opened))
    if as_json:
        say.document({"step": changes.step, "month": month, "totals": lines})
    else:
        say.line(say.words("month-closed", step=changes.step, month=month))
        _tell(say, lines)
    return OK


@click.command(cls=Verb, help="@reopen")
@BOOK
@MONTH
@options.as_json
@click.pass_obj
def reopen(say: Say, book: Path, month: str, as_json: bool) -> int:
    from rare_desk.ops.life.closing import reopen_month
    from rare_desk.store.book import Book

    with Book.open(book) as opened:
        changes = reopen_month(opened, month)
    if as_json:
        say.document({"step": changes.step, "month": month})
    else:
        say.line(say.words("month-reopened", step=changes.step, month=month))
    return OK


@click.command(cls=Verb, help="@months")
@BOOK
@click.argument("month", type=month, metavar="[MONTH]", required=False)
@options.as_json
@click.pass_obj
def months(say: Say, book: Path, month: str | None, as_json: bool) -> int:
    """Of one month what was in it, what was corrected and what is in it now."""
    from rare_desk.ops.exports import life
    from rare_desk.ops.life.closing import account
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        if month is None:
            found = life.month_records(opened)
            if as_json:
                say.document({"months": found})
            else:
                say.table(found, ("month", "closed_at", "who", "corrections", "note"))
            return OK
        told, codes = account(opened, month), _codes(opened)
        made = [one for one in life.correction_records(opened, month) if one["id"] > told.month.corrections]
    closed, present = _lines(told.month.totals, codes), _lines(told.present, codes)
    if as_json:
        said = {"month": month, "closed": closed, "corrections": life.as_json(made), "present": present}
        say.document(said | {"explained": told.explained})
        return OK
    _tell(say, closed)
    if made:
        say.table([one | {"change": say.code("life", one["change"])} for one in made], (*_CORRECTED, *_MONEY))
        say.line(say.words("month-present"))
        _tell(say, present)
    return OK


def _codes(book: Any) -> dict[int, str]:
    from rare_desk.store.reading.queries import product_ids

    return {number: code for code, number in product_ids(book).items()}


def _lines(totals: Totals, codes: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "record": record,
            "side": which if record == "trades" else None,
            "product": codes.get(product),
            "count": figures.count,
            "quantity_t": plain(from_scaled(figures.mass, MASS_PLACES)),
            "amount": plain(from_scaled(figures.amount, MONEY_PLACES)),
            "currency": which if record == "payments" else None,
        }
        for (record, which, product), figures in sorted(totals.items())
    ]


def _tell(say: Say, lines: list[dict[str, Any]]) -> None:
    rows = [
        line
        | {"record": say.code("life", line["record"]), "side": say.code("trades", line["side"]) if line["side"] else ""}
        for line in lines
    ]
    say.table(rows, ("record", "side", "product", "count", "quantity_t", "amount", "currency"))
