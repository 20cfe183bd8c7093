"""`deliver` and `pay` enter what was delivered or paid against a trade, or is planned; `due` lists what is to come."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rare_desk.cli import options
from rare_desk.cli.group import OK, Verb
from rare_desk.cli.say import Say
from rare_desk.core.numbers import plain

if TYPE_CHECKING:
    from rare_desk.core.life.dues import Standing

_LISTED = ("kind", "due", "days_late", "deal_no", "side", "product", "counterparty", "quantity_t", "amount", "currency")


def number(value: str) -> Decimal:
    from rare_desk.core.parsing import parse_number

    found = parse_number(value)
    if not isinstance(found, Decimal):
        raise click.BadParameter(options.words("bad-number", value=value))
    return found


def _entering(command: Callable[..., int]) -> Callable[..., int]:
    """The options that both verbs have."""
    for option in (
        click.pass_obj,
        options.as_json,
        options.correction,
        click.option("--note", default="", help="@due-note"),
        click.option("--invoice", default="", metavar="NO", help="@invoice"),
        click.option("--due", type=options.day, metavar="DATE", help="@due-day"),
        click.option("--on", "done", type=options.day, metavar="DATE", help="@done-day"),
        options.book,
    ):
        command = option(command)
    return command


@click.command(cls=Verb, help="@deliver")
@click.argument("deal")
@click.argument("tonnes", type=number, required=False)
@_entering
def deliver(say: Say, deal: str, tonnes: Decimal | None, **given: Any) -> int:
    return _enter(say, deal, tonnes, **given)


@click.command(cls=Verb, help="@pay")
@click.argument("deal")
@click.argument("amount", type=number, required=False)
@_entering
def pay(say: Say, deal: str, amount: Decimal | None, **given: Any) -> int:
    return _enter(say, deal, amount, money=True, **given)


def _enter(
    say: Say,
    deal: str,
    value: Decimal | None,
    *,
    book: Path,
    done: dt.date | None,
    due: dt.date | None,
    invoice: str,
    note: str,
    correction: str,
    as_json: bool,
    money: bool = False,
) -> int:
    """Without a quantity or amount all that is open; without a day today."""
    from rare_desk.core.life.dues import Delivery, Payment
    from rare_desk.ops.life.dues import add_due, trade_dues
    from rare_desk.ops.trades import find_trade
    from rare_desk.store.book import Book

    if done is None and due is None:
        done = dt.date.today()
    with Book.open(book) as opened, opened.correcting(correction):
        row = find_trade(opened, deal)
        before = trade_dues(opened, row.id)
        assert before is not None
        if value is None:
            value = before.standing.open_amount if money else before.standing.open_t
        made = (
            Payment(due=due, done=done, amount=value, invoice_no=invoice, note=note)
            if money
            else Delivery(due=due, done=done, quantity_t=value, invoice_no=invoice, note=note)
        )
        entered = add_due(opened, row.id, made)
        after = trade_dues(opened, row.id)
        assert after is not None
    told = {"step": entered.changes.step, "deal_no": deal, "status": str(after.row.trade.status)}
    if as_json:
        say.document(told | _standing(after.standing))
    else:
        shown = {name: plain(figure) for name, figure in _figures(after.standing).items()}
        status = say.code("trades", after.row.trade.status)
        say.line(say.words("due-entered", step=entered.changes.step, deal=deal, status=status, **shown))
    return OK


def _figures(standing: "Standing") -> dict[str, Decimal]:
    return {
        "delivered_t": standing.delivered_t,
        "open_t": standing.open_t,
        "paid": standing.paid,
        "open_amount": standing.open_amount,
    }


def _standing(standing: "Standing") -> dict[str, str]:
    return {name: plain(value) for name, value in _figures(standing).items()}


@click.command(cls=Verb, help="@due")
@options.book
@click.option("--until", type=options.day, metavar="DATE", help="@until")
@click.option("--overdue", is_flag=True, help="@overdue")
@options.as_json
@click.pass_obj
def due(say: Say, book: Path, until: dt.date | None, overdue: bool, as_json: bool) -> int:
    from rare_desk.ops.exports import life
    from rare_desk.store.book import Book

    today = dt.date.today()
    if overdue:
        until = min(until or today, today - dt.timedelta(days=1))
    with Book.open(book, read_only=True) as opened:
        found = life.due_records(opened, until, today)
        still = life.open_records(opened, today)
    tonnes = sum((one["open_t"] for one in still), Decimal(0))
    late = sum(one["days_late"] is not None for one in found)
    if as_json:
        say.document({"due": life.as_json(found), "overdue": late, "open": life.as_json(still)})
        return OK
    say.table([one | {"kind": say.code("life", one["kind"])} for one in found], _LISTED, "trades")
    say.line(say.words("due-total", count=len(found), late=late, trades=len(still), tonnes=plain(tonnes)))
    return OK
