"""Entering, changing, pasting, deleting, importing, and taking back."""

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from rare_desk.core.life.dues import Delivery
from rare_desk.core.trades import Side, Trade
from rare_desk.ops.book.books import new_book
from rare_desk.ops.history import journal, taking_back
from rare_desk.ops.history.restoring import restore_row
from rare_desk.ops.imports.ledgers import Options, Source, plan_import, write_import
from rare_desk.ops.life.dues import add_due
from rare_desk.ops.trades import add_trade, change_trade, change_trades, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import batches
from rare_desk.store.reading.trades.trade_queries import trade_ids, trades_by_id
from tests.torture.kills.acts import BOOK, Steps

TODAY = dt.date(2026, 11, 1)
LONGEST_IMPORT = 1_500
LONGEST_PASTE = 200
HEADER = "单号,日期,方向,品名,数量(吨),不含税单价(元/吨),对手方"
_PRODUCTS = ("氧化镨钕", "氧化镧", "氧化铈", "氧化镝")


def add(book: Book, chance: random.Random) -> None:
    add_trade(book, trade(chance), accept_suspect=True, today=TODAY)


def change(book: Book, chance: random.Random) -> None:
    for row_id in some(book, chance, 1):
        there = trades_by_id(book, [row_id])[0].trade
        changed = replace(there, price=Decimal(chance.randrange(300_000, 700_000)), note=f"{chance.random()}")
        change_trade(book, row_id, changed, accept_suspect=True, today=TODAY)


def paste(book: Book, chance: random.Random) -> None:
    """A block over many rows."""
    rows = trades_by_id(book, some(book, chance, chance.randrange(2, LONGEST_PASTE)))
    changed = {row.id: replace(row.trade, lot=f"{chance.randrange(10**6)}", note=f"{row.id}") for row in rows}
    change_trades(book, changed, accept_suspect=True, today=TODAY)


def delete(book: Book, chance: random.Random) -> None:
    delete_trades(book, some(book, chance, chance.randrange(1, LONGEST_PASTE)))


def ledger(chance: random.Random) -> bytes:
    """A CSV that a desk might keep."""
    lines = [
        f"T{chance.randrange(10**9)},{_day(chance)},{chance.choice('买卖')},{chance.choice(_PRODUCTS)},"
        f"{chance.randrange(1, 40)},{chance.randrange(300_000, 700_000)},公司{chance.randrange(50)}"
        for _ in range(chance.randrange(1, LONGEST_IMPORT))
    ]
    return "\n".join((HEADER, *lines)).encode()


def bring_in(book: Book, chance: random.Random) -> None:
    source = Source(f"台账{chance.randrange(1000)}.csv", ledger(chance))
    write_import(book, plan_import(book, [source], Options(), TODAY), skip_wrong=True, accept_suspect=True)


def deliver(book: Book, chance: random.Random) -> None:
    for row_id in some(book, chance, 1):
        add_due(book, row_id, Delivery(done=TODAY, quantity_t=Decimal(chance.randrange(1, 9))), today=TODAY)


def undo(book: Book, chance: random.Random) -> None:
    journal.undo(book)


def redo(book: Book, chance: random.Random) -> None:
    journal.redo(book)


def back(book: Book, chance: random.Random) -> None:
    """Several steps, a transaction each."""
    journal.back_to(book, max(book.last_step() - chance.randrange(2, 12), 1))


def take_back(book: Book, chance: random.Random) -> None:
    if found := batches(book):
        taking_back.take_back(book, chance.choice(found).id, untouched_only=True)


def restore(book: Book, chance: random.Random) -> None:
    changed = book.fetch(
        "SELECT step, row FROM changes WHERE record = 'trades' AND row IS NOT NULL AND before NOT NULL"
    )
    if changed:
        step, row = chance.choice(changed)
        restore_row(book, "trades", int(row or 0), int(step or 0), before=True)


def some(book: Book, chance: random.Random, count: int) -> list[int]:
    ids = trade_ids(book)
    return chance.sample(ids, min(count, len(ids)))


def _day(chance: random.Random) -> dt.date:
    return dt.date(2025, 1, 2) + dt.timedelta(days=chance.randrange(600))


def trade(chance: random.Random) -> Trade:
    return Trade(
        date=_day(chance),
        side=chance.choice((Side.BUY, Side.SELL)),
        product=chance.choice(("PRND-O", "LA-O", "DY-O")),
        quantity=Decimal(chance.randrange(1, 40)),
        price=Decimal(chance.randrange(300_000, 700_000)),
        deal_no=f"A{chance.randrange(10**9)}",
        counterparty=f"公司{chance.randrange(50)}",
    )


def prepare(folder: Path) -> None:
    new_book(folder / BOOK).close()


STEPS = Steps(
    {
        "add": (add, 4),
        "change": (change, 4),
        "paste": (paste, 4),
        "delete": (delete, 2),
        "import": (bring_in, 4),
        "deliver": (deliver, 2),
        "undo": (undo, 5),
        "redo": (redo, 3),
        "back": (back, 1),
        "take back": (take_back, 2),
        "restore": (restore, 1),
    },
    prepare,
)
