"""Publishing days, weeks and months of the index, and publishing anew what has moved since."""

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

from rare_desk.ops.book.sample import new_sample_book
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.publication.publishing import publish, publish_all, publish_up_to
from rare_desk.ops.publication.reading import Vintages
from rare_desk.ops.publication.restating import pending, restate
from rare_desk.ops.trades import change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids, trades_by_id
from tests.torture.kills.acts import BOOK, Steps, entries


def _today(book: Book) -> dt.date:
    ((last,),) = book.fetch("SELECT max(date) FROM trades")
    return dt.date.fromisoformat(last) + dt.timedelta(days=3)


def day(book: Book, chance: random.Random) -> None:
    today = _today(book)
    publish(book, None, "daily", today - dt.timedelta(days=chance.randrange(3, 40)), today=today)


def up_to(book: Book, chance: random.Random) -> None:
    today = _today(book)
    freq = chance.choice(("daily", "weekly", "monthly"))
    publish_up_to(book, None, freq, today - dt.timedelta(days=chance.randrange(1, 200)), today=today)


def everything(book: Book, chance: random.Random) -> None:
    publish_all(book, None, today=_today(book))


def move(book: Book, chance: random.Random) -> None:
    """An old trade of an open month at another price, so that what was published is no longer what would be."""
    ids = trade_ids(book, TradeFilter(first=dt.date(2025, 11, 1)))
    for row in trades_by_id(book, ids[-chance.randrange(1, 60) :][:1]):
        price = row.trade.price
        assert price is not None
        changed = replace(row.trade, price=price * chance.randrange(90, 110) // 100)
        change_trade(book, row.id, changed, accept_suspect=True, today=_today(book))


def anew(book: Book, chance: random.Random) -> None:
    today = dt.date.today()
    state = IndexState.load(book, to=today)
    moved = [one for one in pending(Vintages.load(book), state, today) if one.rule == "inside"]
    if moved:
        row = chance.choice(moved).vintage
        restate(book, state, row.freq, row.date, "补录成交", today=today)


def prepare(folder: Path) -> None:
    new_sample_book(folder / BOOK).close()


STEPS = Steps(
    {
        "publish day": (day, 3),
        "publish up to": (up_to, 3),
        "publish all": (everything, 1),
        "change": (move, 4),
        "publish anew": (anew, 5),
        "undo": (entries.undo, 5),
        "redo": (entries.redo, 3),
    },
    prepare,
)
