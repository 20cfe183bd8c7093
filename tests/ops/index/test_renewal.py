"""Whatever is done to a book, in whatever order: the index that is renewed has the bytes of one computed anew."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.problems import Refused
from rare_desk.core.rules.methodology import WeightSet
from rare_desk.ops.book.books import new_book
from rare_desk.ops.book.settings import change_non_trading_days
from rare_desk.ops.history import journal
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.methodologies.versions import find_version, save_version
from rare_desk.ops.parties.records import Counterparty
from rare_desk.ops.publication import publish_up_to
from rare_desk.ops.quotes import add_quote, delete_quotes
from rare_desk.ops.trades import change_trades, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids, trades_by_id
from tests.core.index.books import Deal
from tests.ops.given import QUOTE, change_counterparty, put, same, trade_of

FIRST = dt.date(2025, 1, 3)
DAYS = st.integers(0, 60).map(lambda days: FIRST + dt.timedelta(days=days))
PRODUCTS = st.sampled_from(("LA-O", "CE-O", "DY-O"))
DEALS = st.builds(
    Deal,
    date=DAYS.map(dt.date.isoformat),
    price=st.sampled_from((100.0, 100.4, 103.0, 96.0, 118.0, 131.0)),
    quantity=st.sampled_from((1.0, 1.5, 7.3)),
    buyer=st.sampled_from("ABC"),
    seller=st.sampled_from("DEF"),
    product=PRODUCTS,
    flag=st.sampled_from(("", "", "", "cancelled")),
)
Doing = Callable[[Book, Any, int], object]


def picked(ids: list[int], number: int) -> list[int]:
    return [ids[number % len(ids)]] if ids else []


def trade(book: Book, deal: Deal, number: int) -> object:
    return put(book, [trade_of(replace(deal, key=f"late-{number}"))])


def without(book: Book, _: Deal, number: int) -> object:
    chosen = picked(trade_ids(book, TradeFilter()), number)
    return chosen and delete_trades(book, chosen)


def corrected(book: Book, deal: Deal, number: int) -> object:
    chosen = trades_by_id(book, picked(trade_ids(book, TradeFilter()), number))
    values: dict[str, Any] = {"date": dt.date.fromisoformat(deal.date), "price": Decimal(str(deal.price))}
    wanted = {row.id: replace(row.trade, **values) for row in chosen}
    return change_trades(book, wanted, accept_suspect=True)


def quote(book: Book, deal: Deal, number: int) -> object:
    day, mid = dt.date.fromisoformat(deal.date), Decimal(90 + number % 30)
    return add_quote(book, replace(QUOTE, date=day, product=deal.product, source=f"S{number % 3}", mid=mid))


def unquote(book: Book, _: Deal, number: int) -> object:
    chosen = picked([int(row) for (row,) in book.fetch("SELECT id FROM quotes ORDER BY id")], number)
    return chosen and delete_quotes(book, chosen)


def party(book: Book, _: Deal, number: int) -> object:
    """Becomes one of the same group as others, or of none again."""
    known = queries.counterparties(book)
    if not known:
        return None
    one = known[number % len(known)]
    changed = Counterparty(one.name, group_name="" if one.group_name else "group")
    return change_counterparty(book, one.id, changed)


def rules(book: Book, deal: Deal, number: int) -> object:
    day = dt.date.fromisoformat(deal.date)
    sets = (WeightSet(FIRST, {"LA-O": 0.5, "CE-O": 0.5}), WeightSet(day, {"DY-O": 0.4, "LA-O": 0.6}))
    found = replace(find_version(book), pair_cap=(number % 8 + 1) / 10, weight_sets=sets[: 1 + number % 2])
    return save_version(book, replace(found, effective=day, author="Li", reason=str(number)))


def holiday(book: Book, deal: Deal, number: int) -> object:
    day = dt.date.fromisoformat(deal.date)
    return change_non_trading_days(book, removed=[day]) if number % 2 else change_non_trading_days(book, {day: "rest"})


def published(book: Book, _: Deal, number: int) -> object:
    return publish_up_to(book, None, ("daily", "weekly", "monthly")[number % 3])


def back(book: Book, _: Deal, __: int) -> object:
    return journal.undo(book)


def again(book: Book, _: Deal, __: int) -> object:
    return journal.redo(book)


DOINGS: tuple[Doing, ...] = (
    trade, trade, without, corrected, quote, quote, unquote, party, rules, holiday, published, back, again,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    st.lists(DEALS, min_size=0, max_size=60),
    st.lists(st.tuples(st.sampled_from(DOINGS), DEALS, st.integers(0, 999)), min_size=1, max_size=10),
    st.integers(1, 3),
)
def test_a_renewed_index_is_that_computed_anew(
    deals: list[Deal], doings: list[tuple[Doing, Deal, int]], every: int
) -> None:
    """Changes are taken up after each of some steps together, as the window does when several come at once."""
    with TemporaryDirectory() as folder, new_book(Path(folder) / "desk.raredesk") as book:
        put(book, [trade_of(replace(deal, key=f"{n:03}")) for n, deal in enumerate(deals)])
        state = IndexState.load(book)
        for number, (doing, deal, chance) in enumerate(doings, 1):
            try:
                doing(book, deal, chance)
            except Refused:
                continue
            if number % every == 0:
                state = state.refresh(book, book.changes_since(state.step))
                assert same(state, book)
        state = state.refresh(book, book.changes_since(state.step))
        assert same(state, book)
