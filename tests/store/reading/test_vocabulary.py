"""Searches that know what the trades say, against the same searches that read every row."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rare_desk.core.trades import Side, Trade
from rare_desk.ops.book.books import new_book
from rare_desk.ops.trades import add_trade, change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading import vocabulary
from rare_desk.store.reading.trades.trade_filters import TradeFilter, conditions, conditions_now
from rare_desk.store.reading.trades.trade_queries import trade_ids, trade_page, trade_totals
from rare_desk.store.reading.vocabulary import gather_texts, known_texts

TRADE = Trade(
    date=dt.date(2026, 1, 5), side=Side.BUY, product="PRND-O", quantity=Decimal(10), price=Decimal(565_000),
    deal_no="HT-1", counterparty="甲公司", grade="99.5%", delivery_place="包头",
)  # fmt: skip
TEXTS = st.sampled_from(("", "包头", "包头 6 号库", "Baotou", "赣州", "100%_ok", "a\\b", "急'\"", "\u0000末", "99.5%"))
TRADES = st.builds(
    lambda **texts: replace(TRADE, **texts), grade=TEXTS, note=TEXTS, delivery_place=TEXTS, payment=TEXTS, trader=TEXTS
)
VERBS = st.sampled_from(("add", "import", "change", "replace", "delete", "undo", "redo", "gather"))
WORDS = ("包头", "入库", "改", "99", "bao", "赣", "100%_", "a\\b", "'", "末", "无此", "包头 99", "ht-1", "2026")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gathered of few rows at a time, and no more than a few texts of a column."""
    monkeypatch.setattr(vocabulary, "_STRETCH", 3)
    monkeypatch.setattr(vocabulary, "_AT_ONCE", 2)
    monkeypatch.setattr(vocabulary, "_MOST", 4)


@pytest.fixture
def reader(book: Book) -> Iterator[Book]:
    with book.reader() as opened:
        yield opened


@pytest.fixture
def plain(book: Book) -> Iterator[Book]:
    """One who knows nothing of what the others know."""
    with Book.open(book.path, read_only=True) as opened:
        yield opened


def imported(book: Book, trade: Trade) -> None:
    """Three alike whose note no other has."""
    add_trade(book, trade, accept_suspect=True)
    with book.step("imported", files="x", count="3") as step:
        row = step.read("trades", trade_ids(book)[0]) or {}
        fresh = {name: value for name, value in row.items() if name not in ("id", "uuid")}
        step.insert_many("trades", [fresh | {"note": f"{trade.note}入库 {book.last_step()}"} for _ in range(3)])


def do(book: Book, reader: Book, verb: str, trade: Trade, place: int) -> None:
    ids = trade_ids(book)
    if verb == "add" or not ids:
        add_trade(book, trade, accept_suspect=True)
    elif verb == "import":
        imported(book, trade)
    elif verb == "change":
        change_trade(book, ids[place % len(ids)], trade, accept_suspect=True)
    elif verb == "replace":
        told = book.fetch("SELECT DISTINCT note FROM trades ORDER BY note")[0][0]
        those = [row_id for (row_id,) in book.fetch("SELECT id FROM trades WHERE note = ?", (told,))]
        with book.step("trades-changed", count=str(len(those))) as step:
            step.replace_many("trades", "note", those, told, f"{trade.note}改")
    elif verb == "delete":
        delete_trades(book, [ids[place % len(ids)]])
    elif verb == "gather":
        gather_texts(reader)
    else:
        (book.undo if verb == "undo" else book.redo)()


@given(
    begun=st.lists(TRADES, max_size=6),
    gathered=st.integers(0, 4),
    verbs=st.lists(st.tuples(VERBS, TRADES, st.integers(0, 9)), max_size=8),
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.usefixtures("small")
def test_they_find_the_same_after_any_steps(
    book: Book, reader: Book, plain: Book, begun: list[Trade], gathered: int, verbs: list[tuple[str, Trade, int]]
) -> None:
    book.noted.clear()
    delete_trades(book, trade_ids(book))
    for trade in begun:
        add_trade(book, trade, accept_suspect=True)
    for _ in range(gathered):
        gather_texts(reader)
    for verb, trade, place in verbs:
        do(book, reader, verb, trade, place)
        for word in WORDS[:4]:
            wanted = TradeFilter(text=word)
            assert trade_ids(reader, wanted) == trade_ids(plain, wanted), word
    for word in WORDS:
        wanted = TradeFilter(text=word)
        assert trade_totals(reader, wanted) == trade_totals(plain, wanted)
        assert trade_page(reader, wanted) == trade_page(plain, wanted)


def gather(book: Book) -> None:
    while gather_texts(book):
        pass


def test_what_no_column_says_is_not_looked_for_in_the_rows(book: Book, reader: Book) -> None:
    for place in ("包头", "赣州"):
        add_trade(book, replace(TRADE, delivery_place=place), accept_suspect=True)
    assert known_texts(reader) == {}
    gather(reader)
    assert known_texts(reader)["delivery_place"] == {"包头", "赣州"}
    nowhere, there, everywhere = (conditions_now(reader, TradeFilter(text=word)) for word in ("无此", "赣", "99"))
    assert nowhere == ("(t.deal_no LIKE ?)", ["%无此%"])
    assert there == ("(t.delivery_place IN (?) OR t.deal_no LIKE ?)", ["赣州", "%赣%"])
    assert everywhere == ("1", [])
    assert conditions(reader, TradeFilter(text="无此"))[0].count("LIKE") == 11


@pytest.mark.usefixtures("small")
def test_a_column_that_says_much_is_searched_row_by_row(book: Book, reader: Book, plain: Book) -> None:
    for n in range(9):
        add_trade(book, replace(TRADE, note=f"第 {n} 车"), accept_suspect=True)
    gather(reader)
    assert "note" not in known_texts(reader)
    assert "grade" in known_texts(reader)
    assert trade_ids(reader, TradeFilter(text="7 车")) == trade_ids(plain, TradeFilter(text="7 车")) != []


def test_one_who_still_sees_an_older_state_searches_that(book: Book, reader: Book, plain: Book) -> None:
    add_trade(book, replace(TRADE, note="原来"), accept_suspect=True)
    ids = trade_ids(book)
    gather(plain)
    with reader.snapshot():
        assert reader.last_step() == book.last_step()
        change_trade(book, ids[0], replace(TRADE, note="后来"), accept_suspect=True)
        book.noted.clear()
        with book.reader() as other:
            gather(other)
            assert known_texts(other)["note"] == {"后来"}
        assert known_texts(reader) == {}
        assert trade_ids(reader, TradeFilter(text="原来")) == ids
    assert trade_ids(reader, TradeFilter(text="原来")) == []
    assert trade_ids(plain, TradeFilter(text="后来")) == ids


def test_a_step_searches_what_it_has_written_so_far(book: Book, reader: Book) -> None:
    add_trade(book, TRADE, accept_suspect=True)
    gather(reader)
    with book.step("trade-changed", deal_no="HT-1") as step:
        step.update("trades", trade_ids(book)[0], {"note": "新写"})
        assert len(trade_ids(book, TradeFilter(text="新写"))) == 1


def test_a_book_with_another_past_is_read_anew(book: Book, reader: Book, tmp_path: Path) -> None:
    with new_book(tmp_path / "other.raredesk") as other:
        for one, note in ((book, "这本"), (other, "那本")):
            add_trade(one, replace(TRADE, note=note), accept_suspect=True)
        assert book.last_step() == other.last_step()
        gather(reader)
        other.noted = reader.noted
        assert known_texts(other) == {}
        assert len(trade_ids(other, TradeFilter(text="那本"))) == 1
        gather(other)
        assert known_texts(other)["note"] == {"那本"}
