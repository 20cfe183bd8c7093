"""What follows a trade: deliveries, payments, months closed, opened and corrected."""

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from rare_desk.core.life.dues import Delivery, Payment
from rare_desk.ops.book.books import new_book
from rare_desk.ops.life import closing
from rare_desk.ops.life.dues import add_due, change_due, delete_due, trade_dues
from rare_desk.ops.trades import change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.life.due_queries import DueRow
from rare_desk.store.reading.trades.trade_queries import trades_by_id
from tests.torture.kills.acts import BOOK, Steps, entries

TODAY = entries.TODAY


def deliver(book: Book, chance: random.Random) -> None:
    for row_id in entries.some(book, chance, 1):
        add_due(book, row_id, Delivery(done=TODAY, quantity_t=Decimal(chance.randrange(1, 40))), today=TODAY)


def pay(book: Book, chance: random.Random) -> None:
    for row_id in entries.some(book, chance, 1):
        add_due(book, row_id, Payment(due=TODAY, amount=Decimal(chance.randrange(1, 10**7))), today=TODAY)


def change(book: Book, chance: random.Random) -> None:
    for row in _dues(book, chance):
        change_due(book, row.id, replace(row.due, done=TODAY, note=f"{chance.random()}"), today=TODAY)


def delete(book: Book, chance: random.Random) -> None:
    for row in _dues(book, chance):
        delete_due(book, "deliveries" if isinstance(row.due, Delivery) else "payments", row.id, today=TODAY)


def close_month(book: Book, chance: random.Random) -> None:
    closing.close_month(book, _month(chance), accept_suspect=True, today=TODAY)


def reopen_month(book: Book, chance: random.Random) -> None:
    found = [one.line.month for one in closing.months(book) if one.closed]
    closing.reopen_month(book, chance.choice(found) if found else _month(chance))


def correct(book: Book, chance: random.Random) -> None:
    """In a closed month too."""
    with book.correcting("对账"):
        for row in trades_by_id(book, entries.some(book, chance, 1)):
            changed = replace(row.trade, price=Decimal(chance.randrange(300_000, 700_000)))
            change_trade(book, row.id, changed, accept_suspect=True, today=TODAY)


def prepare(folder: Path) -> None:
    chance = random.Random(1)
    with new_book(folder / BOOK) as book:
        entries.bring_in(book, chance)


def _dues(book: Book, chance: random.Random) -> list[DueRow]:
    found = book.fetch("SELECT trade FROM deliveries UNION SELECT trade FROM payments ORDER BY 1")
    told = trade_dues(book, int(chance.choice(found)[0]), TODAY) if found else None
    return [chance.choice([*told.dues.deliveries, *told.dues.payments])] if told else []


def _month(chance: random.Random) -> str:
    return f"{chance.choice((2025, 2026))}-{chance.randrange(1, 11):02}"


STEPS = Steps(
    {
        "add": (entries.add, 2),
        "deliver": (deliver, 5),
        "pay": (pay, 5),
        "change due": (change, 3),
        "delete due": (delete, 2),
        "close month": (close_month, 4),
        "reopen month": (reopen_month, 1),
        "correct": (correct, 3),
        "undo": (entries.undo, 4),
        "redo": (entries.redo, 2),
        "back": (entries.back, 1),
    },
    prepare,
)
