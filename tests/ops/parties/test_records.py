"""A firm with its other names and its defaults."""

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.trades import Side
from rare_desk.ops.history import journal
from rare_desk.ops.parties.defaults import defaults_of
from rare_desk.ops.parties.records import Counterparty, delete_counterparty
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading import party_queries, queries
from rare_desk.store.reading.trades.trade_queries import trade_page
from tests.ops.given import TODAY, add_counterparty, change_counterparty, deal
from tests.ops.parties.given import LONG, OTHER, SHORT, fill, keep, party_id, rows


def refused(op: object, *given: object) -> list[tuple[str, str]]:
    assert callable(op)
    with pytest.raises(Refused) as caught:
        op(*given)
    return [(one.code, one.field) for one in caught.value.problems]


def test_a_trade_under_an_alias_is_one_of_its_party(book: Book) -> None:
    fill(book)
    count = len(queries.counterparties(book))
    add_trade(book, deal("2026-03-01", Side.BUY, "3", "410000", "包头甲辰"), today=TODAY)
    assert len(queries.counterparties(book)) == count
    assert trade_page(book, limit=1)[0].trade.counterparty == LONG


def test_a_party_keeps_aliases_and_defaults_in_one_step(book: Book) -> None:
    fill(book)
    before = rows(book)
    keep(
        book, OTHER, aliases=("乙稀土", " 赣州 乙 ", ""), defaults={"vat_rate": "13", "currency": "CNY", "payment": " "}
    )
    of = party_id(book, OTHER)
    assert party_queries.aliases_by_party(book)[of] == ("乙稀土", "赣州 乙")
    assert defaults_of(book, "乙稀土") == {"vat_rate": "13", "currency": "CNY"}
    journal.undo(book)
    assert rows(book) == before


def test_a_renamed_party_is_still_found_by_its_former_name(book: Book) -> None:
    fill(book)
    change_counterparty(book, party_id(book, SHORT), Counterparty("甲辰磁性材料"))
    assert party_id(book, SHORT) == party_id(book, "甲辰磁性材料")
    assert {row.counterparty for row in queries.calculations(book)} == {"甲辰磁性材料"}
    change_counterparty(book, party_id(book, SHORT), Counterparty(SHORT))
    assert set(party_queries.aliases_by_party(book)[party_id(book, SHORT)]) == {"甲辰", "甲辰磁性材料"}


def test_a_name_stands_for_one_party_only(book: Book) -> None:
    fill(book)
    assert refused(add_counterparty, book, Counterparty("甲辰")) == [("counterparty-is-alias", "name")]
    assert refused(add_counterparty, book, Counterparty(f" {OTHER} ")) == [("counterparty-exists", "name")]
    assert refused(keep, book, OTHER, (SHORT, "包头甲辰")) == [
        ("alias-is-counterparty", "aliases"),
        ("alias-taken", "aliases"),
    ]


def test_defaults_that_say_nothing_known_are_refused(book: Book) -> None:
    fill(book)
    wrong = {"vat_rate": "40", "compliance": "maybe", "colour": "red", "unit": "lb"}
    assert refused(keep, book, OTHER, (), wrong) == [
        ("out-of-range", "vat_rate"),
        ("unknown-default", "compliance"),
        ("unknown-default", "colour"),
        ("unknown-default", "unit"),
    ]


def test_a_party_goes_with_its_aliases_and_defaults(book: Book) -> None:
    fill(book)
    keep(book, "庚远", aliases=("庚",), defaults={"spot": "term"})
    before = rows(book)
    delete_counterparty(book, party_id(book, "庚远"))
    assert party_queries.called(book, "庚") is None
    assert not book.number("SELECT count(*) FROM counterparty_defaults WHERE field = 'spot' AND counterparty > 3")
    journal.undo(book)
    assert rows(book) == before


def test_a_party_without_trades_or_unknown_has_no_defaults(book: Book) -> None:
    assert defaults_of(book, "谁也不认识") == {}
    assert defaults_of(book, "") == {}
