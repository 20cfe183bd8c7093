import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rare_desk.core.pricing.registry import CALCULATORS
from rare_desk.core.pricing.sources import Origin, Source, as_json, from_json, sources_of
from rare_desk.ops import pricing
from rare_desk.ops.contracts import saved
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.pulling.filling import offers_for, targets
from rare_desk.ops.pulling.refreshing import changes
from rare_desk.ops.pulling.telling import told
from rare_desk.ops.quotes import add_quote, delete_quotes, put_announced
from rare_desk.ops.trades import change_trade
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import trade_with_uuid
from tests.core.pricing.examples import examples
from tests.ops.pulling.given import DAY, market, quote

FIELDS = CALCULATORS["netback"].fields
PATH = "oxides[3].price_incl_vat"


def pulled(book: Book, origin: Origin, state: IndexState | None = None) -> dict[str, Any]:
    """The worked netback with neodymium's price of that kind."""
    given: dict[str, Any] = examples("netback")[0]["input"]
    offer = next(
        offer
        for offer in offers_for(book, state, PATH, targets(FIELDS, given), "ND-O", DAY)
        if offer.first.origin is origin
    )
    given["oxides"][3] = given["oxides"][3] | {"price_incl_vat": offer.first.value}
    return given | {"sources": {PATH: as_json(offer.first)}}


def differing(book: Book, given: dict[str, Any], state: IndexState | None = None) -> list[tuple[str, str | None]]:
    return [
        (one.old.value, one.new.value if one.new else None)
        for one in changes(book, state, given, targets(FIELDS, given))
    ]


def test_nothing_differs_while_the_book_stays(book: Book) -> None:
    market(book)
    for origin in (Origin.QUOTE, Origin.TRADE, Origin.AVERAGE):
        state = IndexState.load(book)
        assert differing(book, pulled(book, origin, state), state) == []


def test_a_newer_quote_of_the_source_is_told(book: Book) -> None:
    market(book)
    given = pulled(book, Origin.QUOTE)
    add_quote(book, quote("570000", DAY + dt.timedelta(days=1)))
    add_quote(book, quote("1", DAY + dt.timedelta(days=2), source="另一家"))
    assert differing(book, given) == [("565000", "570000")]


def test_a_source_that_is_gone_is_told(book: Book) -> None:
    market(book)
    given = pulled(book, Origin.QUOTE)
    delete_quotes(book, [row.id for row in queries.quotes(book)])
    assert differing(book, given) == [("565000", None)]


def test_a_corrected_trade_and_its_average_are_told(book: Book) -> None:
    market(book)
    before = IndexState.load(book)
    dealt, average = pulled(book, Origin.TRADE), pulled(book, Origin.AVERAGE, before)
    row = trade_with_uuid(book, dealt["sources"][PATH]["what"]["trade"])
    assert row is not None
    change_trade(book, row.id, replace(row.trade, price=Decimal(590_000)), accept_suspect=True)
    assert differing(book, dealt) == [("566000", "590000")]
    assert differing(book, average, before) == []
    ((old, new),) = differing(book, average, IndexState.load(book))
    assert new is not None
    assert Decimal(new) > Decimal(old)


def test_a_corrected_announcement_is_told(book: Book) -> None:
    given = examples("netback")[0]["input"]
    source = Source(origin=Origin.ANNOUNCED, value="26834", day="2026-01-09", what={"quarter": "2026Q1"})
    given["sources"] = {"announced_price": as_json(source)}
    announced = next(one for one in queries.announced(book) if one.quarter == "2026Q1")
    put_announced(book, replace(announced, price=Decimal(27_000), per_percent=None))
    assert differing(book, given) == [("26834", "27000")]


def test_sources_are_priced_with_saved_and_reopened(book: Book) -> None:
    market(book)
    given = pulled(book, Origin.QUOTE)
    priced = pricing.price("netback", given)
    assert told(priced.given, "zh") == {PATH: "行情网 报价 · 2026-03-12"}
    assert ("氧化物 4 含税价", "行情网 报价 · 2026-03-12") in pricing.source_notes(priced, (), "zh")
    saved.save_calculation(book, "一", "netback", given)
    row = queries.calculations(book)[0]
    assert saved.reopened(row)[0]["sources"] == given["sources"]


def test_what_was_typed_over_has_no_source_any_more(book: Book) -> None:
    market(book)
    given = pulled(book, Origin.QUOTE)
    given["oxides"][3]["price_incl_vat"] = "560000"
    assert sources_of(given) == {}
    assert "sources" not in pricing.price("netback", given).given


def test_a_source_survives_its_json_and_an_unknown_one_is_none() -> None:
    what = {"product": "ND-O", "first": "2026-03-01", "last": "2026-03-12"}
    source = Source(origin=Origin.AVERAGE, value="1.5", day="2026-03-12", what=what)
    assert from_json(as_json(source)) == source
    assert from_json({"origin": "oracle", "value": "1"}) is None
    assert from_json({"value": "1"}) is None


@pytest.mark.parametrize(
    ("origin", "name"), [(Origin.QUOTE, "day"), (Origin.AVERAGE, "last"), (Origin.AVERAGE, "product")]
)
@pytest.mark.parametrize("value", ["", "x", "2026-02-30", None])
def test_a_source_by_which_nothing_can_be_looked_up_is_none(
    book: Book, origin: Origin, name: str, value: str | None
) -> None:
    market(book)
    state = IndexState.load(book)
    given = pulled(book, origin, state)
    said = given["sources"][PATH]
    place = said if name == "day" else said["what"]
    if value is None:
        del place[name]
    else:
        place[name] = value
    gone = name != "product" or not value
    assert (sources_of(given) == {}) is gone
    assert differing(book, given, state) == ([] if gone else [(said["value"], None)])
