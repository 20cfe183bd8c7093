"""Two names of one firm become one; taken back, all is as it was."""

import tempfile
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rare_desk.core.numbers import plain
from rare_desk.core.problems import Refused
from rare_desk.core.trades import Side, Status
from rare_desk.ops.book.books import check, new_book
from rare_desk.ops.history import journal
from rare_desk.ops.parties.defaults import defaults_of
from rare_desk.ops.parties.merging import merge
from rare_desk.ops.trades import add_trade, change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading import party_queries, queries
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids, trade_page, trades_by_id
from tests.ops.given import TODAY, deal
from tests.ops.parties.given import LONG, OTHER, SHORT, fill, keep, market, party_id, rows


def test_trades_on_every_side_aliases_defaults_and_calculations_go_to_the_other(book: Book) -> None:
    fill(book)
    before = len(trade_ids(book, TradeFilter(counterparties=(SHORT,)))) + len(
        trade_ids(book, TradeFilter(counterparties=(LONG,)))
    )
    changes = merge(book, party_id(book, SHORT), party_id(book, LONG))
    assert {"trades", "counterparties", "counterparty_aliases", "calculations"} <= changes.tables
    assert changes.products == {"PRND-O", "LA-O"}
    assert len(trade_ids(book, TradeFilter(counterparties=(LONG,)))) == before
    assert [party.name for party in queries.counterparties(book)] == [LONG, OTHER]
    of = party_id(book, LONG)
    assert party_queries.aliases_by_party(book)[of] == tuple(sorted((SHORT, "甲辰", "包头甲辰")))
    assert defaults_of(book, SHORT) == {"payment": "月结", "spot": "term", "compliance": "unknown"}
    assert {row.counterparty for row in queries.calculations(book)} == {LONG}
    merged = queries.counterparty(book, LONG)
    assert merged is not None
    assert (merged.group_name, merged.tax_id) == ("甲辰集团", "91150000701463622D")


def test_it_is_one_step_that_is_taken_back_and_done_again(book: Book) -> None:
    fill(book)
    before, last = rows(book), book.last_step()
    merge(book, party_id(book, SHORT), party_id(book, LONG))
    after = rows(book)
    assert book.last_step() == last + 1
    journal.undo(book)
    assert rows(book) == before
    journal.redo(book)
    assert rows(book) == after
    assert check(book.path) == []


def test_a_file_that_still_says_the_former_name_means_the_party_that_there_is(book: Book) -> None:
    fill(book)
    merge(book, party_id(book, SHORT), party_id(book, LONG))
    add_trade(book, deal("2026-03-01", Side.BUY, "3", "410000", SHORT), today=TODAY)
    assert trade_page(book, limit=1)[0].trade.counterparty == LONG


def test_an_import_of_very_many_rows_is_merged_as_one_change(book: Book) -> None:
    fill(book)
    with book.step("imported", files="x", count="3000") as step:
        row = step.read("trades", 3)
        assert row is not None
        step.insert_many("trades", [row | {"deal_no": f"{n}"} for n in range(3000)])
    merge(book, party_id(book, SHORT), party_id(book, LONG))
    told = book.number("SELECT count(*) FROM changes WHERE step = ? AND record = 'trades'", (book.last_step(),))
    assert told == 3
    figures = party_queries.figures(book)[party_id(book, LONG)]
    assert figures.trades == 3005
    assert check(book.path) == []


def test_a_party_is_not_merged_into_itself_or_into_one_that_is_gone(book: Book) -> None:
    fill(book)
    own = party_id(book, SHORT)
    for other, code in ((own, "merge-itself"), (99, "record-gone")):
        with pytest.raises(Refused) as caught:
            merge(book, own, other)
        assert [one.code for one in caught.value.problems] == [code]


def test_figures_count_what_a_party_bought_sold_and_did_on_the_market(book: Book) -> None:
    fill(book)
    figures = party_queries.figures(book)
    long, other = (figures[party_id(book, name)] for name in (LONG, OTHER))
    assert (long.trades, *map(plain, (long.bought_t, long.sold_t, long.market_t))) == (2, "10", "4", "0")
    assert long.amount_incl_vat == Decimal(10 * 400_000 + 4 * 420_000) * Decimal("1.13")
    assert (other.trades, *map(plain, (other.bought_t, other.market_t))) == (3, "7", "10")
    assert str(other.last_trade) == "2026-02-01"


NAMES = ("甲", "乙", "丙", "丁")
merges = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=5)


@settings(max_examples=20, deadline=None)
@given(merges)
def test_whatever_is_merged_and_taken_back_the_book_is_as_before(pairs: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, new_book(Path(folder) / "desk.raredesk") as book:
        for number, name in enumerate(NAMES):
            add_trade(book, deal("2026-01-05", Side.BUY, f"{number + 1}", "400000", name), today=TODAY)
            add_trade(book, market("2026-01-06", name, NAMES[number - 1]), today=TODAY)
            keep(book, name, aliases=(f"{name}公司",), defaults={"payment": name})
        before, whole = rows(book), sum(one.bought_t for one in party_queries.figures(book).values())
        done = 0
        for gone, into in pairs:
            if party_id(book, gone) != party_id(book, into):
                with suppress(Refused):  # each has sold to its neighbour
                    merge(book, party_id(book, gone), party_id(book, into))
                    done += 1
            assert sum(one.bought_t for one in party_queries.figures(book).values()) == whole
        assert check(book.path) == []
        for _ in range(done):
            journal.undo(book)
        assert rows(book) == before


def test_firms_that_sold_to_each_other_are_not_merged_and_the_trades_are_named(book: Book) -> None:
    fill(book)
    before = rows(book)
    with pytest.raises(Refused) as refused:
        merge(book, party_id(book, SHORT), party_id(book, OTHER))
    (found,) = refused.value.problems
    assert (found.code, dict(found.details)["count"]) == ("merge-sells-to-itself", "2")
    assert rows(book) == before


def test_a_cancelled_sale_between_them_does_not_matter(book: Book) -> None:
    fill(book)
    for one in trades_by_id(book, trade_ids(book)):
        if {one.trade.buyer, one.trade.seller} == {SHORT, OTHER}:
            change_trade(book, one.id, replace(one.trade, status=Status.CANCELLED), accept_suspect=True, today=TODAY)
    merge(book, party_id(book, SHORT), party_id(book, OTHER))
    assert party_id(book, SHORT) == party_id(book, OTHER)
