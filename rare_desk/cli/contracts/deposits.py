"""`deposits`: the oxide distributions that the book knows, and what each is worth at the same prices."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from rare_desk.cli import options
from rare_desk.cli.contracts.estimate import amount
from rare_desk.cli.group import DATA, OK, Verb
from rare_desk.cli.say import Say
from rare_desk.core.pricing.result import shown
from rare_desk.core.problems import Refused


@click.command(cls=Verb, help="@deposits")
@options.book
@click.option("--date", "day", type=options.day, metavar="DATE", help="@deposits-date")
@click.option("--source", "quoted_by", default="", metavar="NAME", help="@deposits-source")
@click.option("--from-index", is_flag=True, help="@deposits-index")
@click.option("--grade", type=amount, metavar="PERCENT", help="@estimate-grade")
@click.option("--recovery", type=amount, metavar="PERCENT", help="@recovery")
@click.option("--deduction", type=amount, metavar="CNY", help="@deposits-deduction")
@click.option("--fx", type=amount, metavar="RATE", help="@deposits-fx")
@options.as_json
@click.pass_obj
def deposits(
    say: Say,
    /,
    book: Path,
    day: dt.date | None,
    quoted_by: str,
    from_index: bool,
    as_json: bool,
    **asked: Decimal | None,
) -> int:
    from rare_desk.ops import pricing
    from rare_desk.ops.contracts import by_deposit
    from rare_desk.ops.index.state import IndexState
    from rare_desk.ops.pulling.oxide_prices import only
    from rare_desk.store.book import Book

    on = day or dt.date.today()
    try:
        terms = by_deposit.terms_of(on, **asked)
        with Book.open(book, read_only=True) as opened:
            state = IndexState.load(opened) if from_index else None
            found = by_deposit.side_by_side(opened, state, terms, on)
            if quoted_by or from_index:
                ways = only(found.ways, quoted_by, averages=from_index)
                known = [one for one, _ in found.rows]
                found = by_deposit.compared(known, ways, terms, on, own=found.own)
    except Refused as refused:
        for one in refused.problems:
            say.note(pricing.said(one, say.language))
        return DATA
    document = by_deposit.as_json(found, say.language)
    if as_json:
        say.document(document)
    else:
        _tell(say, document)
    return OK


def _tell(say: Say, document: dict[str, Any]) -> None:
    figures = [name for name in _FIGURES if any(name in one for one in document["deposits"])]
    rows = [[_name(say, one), *(_said(one.get(name)) for name in figures)] for one in document["deposits"]]
    titles = [say.words("column-deposit"), *(say.words(f"column-{name}") for name in figures)]
    say.grid(titles, rows, [False] + [True] * len(figures))
    say.line("")
    for one in document["deposits"]:
        shares = say.words("between").join(f"{part['oxide']} {part['share']}" for part in one["oxides"])
        say.line(say.words("deposit-shares", name=_name(say, one), shares=shares, sum=one["sum"]))
        if one["source"]:
            say.line(say.words("deposit-source", source=one["source"]))
        if one["uncounted"]:
            say.line(say.words("deposit-uncounted", names=say.words("between").join(one["uncounted"])))
    if document["prices"]:
        say.line("")
        prices = [[oxide, _said(of["price_incl_vat"]), of["source"]] for oxide, of in document["prices"].items()]
        columns = [say.words(f"column-{name}") for name in ("oxide", "price_incl_vat", "source")]
        say.grid(columns, prices, [False, True, False])


_FIGURES = (
    "basket_cny_t_reo",
    "basket_usd_kg",
    "value_at_grade",
    "net_price",
    "pr_nd_value_share",
    "counted_share",
    "sum",
)


def _name(say: Say, one: dict[str, Any]) -> str:
    name = one["deposit_zh"] if say.language == "zh" else one["deposit"]
    return name if one["verified"] else f"{name}{say.words('unverified')}"


def _said(value: str | None) -> str:
    return "" if value is None else shown(Decimal(value))
