"""What no keyboard types: each text is kept exactly or refused in a sentence, and found again as it is."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.trades import Side, Trade
from rare_desk.ops.book import books
from rare_desk.ops.book.settings import desk_name, name_desk
from rare_desk.ops.trades import add_trade
from rare_desk.ops.views import save_view
from rare_desk.store.book import Book
from rare_desk.store.journal import LONGEST
from rare_desk.store.reading.trades.trade_queries import TradeFilter, trade_ids, trades_by_id
from rare_desk.words import sentence

TRADE = Trade(
    date=dt.date(2026, 1, 5), side=Side.BUY, product="PRND-O", quantity=Decimal(1), price=Decimal(580000),
    counterparty="甲",
)  # fmt: skip
FIELDS = ("counterparty", "deal_no", "contract_no", "grade", "delivery_place", "payment", "country", "lot", "note")
KEPT = {
    "SQL": "'; DROP TABLE trades; -- \" OR 1=1 %_\\",
    "formula": "=cmd|' /C calc'!A0",
    "mark-up": '<img src="file:///x"><b>x</b>&lt;',
    "from right to left": "\u202egpj.exe\u2066x",
    "nothing to see": "a\u200b\u200d\ufeffb",
    "marks upon marks": "Z" + "\u0301" * 500,
    "control characters": "a\x07\x1b[31mb",
    "nul": "a\x00b",
    "beyond the plane": "𠀀🪨",
    "long": "长" * LONGEST,
}
REFUSED = {"half a character": "a\ud800b", "too long": "长" * (LONGEST + 1)}


def with_text(field: str, text: str) -> Trade:
    values: dict[str, Any] = {field: text}
    return replace(TRADE, **values)


@pytest.mark.parametrize("word", KEPT)
def test_a_text_is_kept_to_the_character(book: Book, word: str) -> None:
    for field in FIELDS:
        add_trade(book, with_text(field, KEPT[word]), accept_suspect=True)
    found = trades_by_id(book, trade_ids(book))
    kept = {field for row in found for field in FIELDS if getattr(row.trade, field) == KEPT[word]}
    assert kept == set(FIELDS)
    assert books.check(book.path) == []


@pytest.mark.parametrize("word", REFUSED)
@pytest.mark.parametrize("field", FIELDS)
def test_a_text_that_cannot_be_kept_is_refused_in_a_sentence(book: Book, word: str, field: str) -> None:
    before = book.last_step()
    with pytest.raises(Refused) as refused:
        add_trade(book, with_text(field, REFUSED[word]), accept_suspect=True)
    assert all(sentence(one, language).isprintable() for one in refused.value.problems for language in ("zh", "en"))
    assert book.last_step() == before


@pytest.mark.parametrize("word", KEPT)
def test_a_filter_and_a_name_are_text_and_no_statement(book: Book, word: str) -> None:
    add_trade(book, replace(TRADE, note=KEPT[word]), accept_suspect=True)
    add_trade(book, replace(TRADE, deal_no="2"), accept_suspect=True)
    with suppress(Refused):  # a text that is too long to look for
        trade_ids(book, TradeFilter(text=KEPT[word]))
    assert trade_ids(book, TradeFilter(counterparties=(KEPT[word],))) == []
    assert len(trade_ids(book)) == 2
    name_desk(book, KEPT[word])
    assert desk_name(book) == KEPT[word].strip()
    save_view(book, "trades", KEPT[word], {"text": KEPT[word]})
    assert books.check(book.path) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda book, text: trade_ids(book, TradeFilter(text=text)),
        lambda book, text: save_view(book, "trades", text, {}),
        lambda book, text: name_desk(book, text),
    ],
)
def test_half_a_character_is_refused_wherever_it_comes(book: Book, act: Callable[[Book, str], object]) -> None:
    with pytest.raises(Refused) as refused:
        act(book, "a\ud800b")
    assert [one.code for one in refused.value.problems] == ["text-broken"]
