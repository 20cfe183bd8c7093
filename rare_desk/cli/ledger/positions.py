"""`positions`: what the desk holds, at what cost, and what it has earned."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from rare_desk.cli import options
from rare_desk.cli.group import OK, Verb
from rare_desk.cli.say import Say
from rare_desk.core.numbers import AMOUNT_PLACES, half_up, plain
from rare_desk.words import word

_FIRST = {"product": (), "month": ("month",), "counterparty": ("counterparty",)}
_FLOWS = ("product", "bought_t", "sold_t", "net_t")
_STOCK = ("average_cost_cny_t", "price_cny_t", "price_status")


@click.command(cls=Verb, help="@positions")
@options.book
@click.option("--method", type=click.Choice(["average", "fifo"]), help="@positions-method")
@click.option("--by", type=click.Choice(list(_FIRST)), default="product", help="@positions-by")
@click.option("--date", "to", type=options.day, metavar="DATE", help="@positions-date")
@options.product
@options.methodology
@options.as_json
@click.pass_obj
def positions(
    say: Say,
    book: Path,
    method: str | None,
    by: str,
    to: dt.date | None,
    product: str | None,
    methodology: str | None,
    as_json: bool,
) -> int:
    from rare_desk.core.positions.pools import CostMethod
    from rare_desk.ops.exports.positions import document
    from rare_desk.ops.index.state import IndexState
    from rare_desk.ops.positions import LeftOut, Marks, Positions
    from rare_desk.store.book import Book

    with Book.open(book, read_only=True) as opened:
        found = Positions.load(opened, CostMethod(method) if method else None, to).only(product)
        left_out = LeftOut.load(opened, to)
        marks = Marks(IndexState.load(opened, methodology).computation)
    told = document(found, left_out, marks, by)
    if as_json:
        say.document(told)
    else:
        _tell(say, told, by)
    return OK


def _tell(say: Say, told: dict[str, Any], by: str) -> None:
    results = ("realised_cny",) if by == "counterparty" else (*_STOCK, "realised_cny", "unrealised_cny")
    rows = [
        row
        | {name: _cents(row[name]) for name in ("realised_cny", "unrealised_cny")}
        | {"price_status": say.code("index", row["price_status"] or "")}
        for row in told["positions"]
    ]
    say.table(rows, (*_FIRST[by], *_FLOWS, *results, "trades"))
    totals, money = told["totals"], ("bought_cny", "sold_cny", "realised_cny", "unrealised_cny")
    sums = {name: "-" if totals[name] is None else plain(half_up(totals[name], AMOUNT_PLACES)) for name in money}
    method = say.code("positions", told["method"])
    say.line(say.words("positions-total", method=method, day=told["index_day"] or "-", **sums))
    if totals["unpriced"]:
        say.line(say.words("positions-unpriced", count=totals["unpriced"]))
    left_out = [
        word(f"positions.left-{code}", say.language, count=str(count))
        for code, count in told["left_out"].items()
        if count
    ]
    if left_out:
        say.line(say.words("positions-left-out", what=say.words("between").join(left_out)))


def _cents(value: Decimal | None) -> Decimal | None:
    return None if value is None else half_up(value, AMOUNT_PLACES)
