"""What is open with a party is what is open of its trades, together."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from rare_desk.core.life.dues import Delivery, Payment
from rare_desk.core.trades import Side, Status
from rare_desk.core.units import TaxBasis
from rare_desk.ops.life.dues import add_due, set_status, standings
from rare_desk.ops.parties.merging import merge
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading import party_queries
from rare_desk.store.reading.party_queries import OpenFigures
from rare_desk.store.reading.trades.trade_queries import trade_ids, trade_page
from tests.ops.given import TODAY, deal
from tests.ops.parties.given import LONG, OTHER, SHORT, fill, party_id

DAY = dt.date(2026, 3, 1)


def of(book: Book, name: str) -> OpenFigures:
    return party_queries.open_figures(book).get(party_id(book, name), OpenFigures())


def test_deliveries_and_payments_make_less_of_it(book: Book) -> None:
    fill(book)
    buy, sell = sorted(row.id for row in trade_page(book) if row.trade.counterparty == LONG)
    assert (of(book, LONG).to_come_t, of(book, LONG).to_go_t) == (Decimal(10), Decimal(4))
    add_due(book, buy, Delivery(done=DAY, quantity_t=Decimal(6)), today=TODAY)
    add_due(book, sell, Payment(done=DAY, amount=Decimal("898400")), today=TODAY)
    found = of(book, LONG)
    assert found.to_come_t == 4
    assert found.to_pay == {"CNY": Decimal("4520000.0000")}
    assert found.to_receive == {"CNY": Decimal("1000000.0000")}
    set_status(book, sell, Status.CLOSED)
    assert (of(book, LONG).to_go_t, of(book, LONG).to_receive) == (Decimal(0), {})


def test_it_is_the_sum_of_what_its_trades_say_and_stays_so_when_two_become_one(book: Book) -> None:
    fill(book)
    abroad = deal("2026-02-05", Side.SELL, "2", "70000", OTHER, currency="USD", tax_basis=TaxBasis.NONE, fx=Decimal(7))
    add_trade(book, abroad, today=TODAY)
    rows = trade_page(book)
    for number, row in enumerate(rows):
        if row.trade.side is not Side.MARKET:
            add_due(book, row.id, Delivery(done=DAY, quantity_t=Decimal(number + 1)), today=TODAY)
            add_due(book, row.id, Payment(done=DAY, amount=Decimal(1000 * number + 1)), today=TODAY)
    assert summed(book) == told(book)
    merge(book, party_id(book, SHORT), party_id(book, LONG))
    assert summed(book) == told(book)


def told(book: Book) -> dict[int, tuple[Decimal, dict[str, Decimal], dict[str, Decimal]]]:
    return {
        party: (one.to_come_t + one.to_go_t, dict(one.to_pay), dict(one.to_receive))
        for party, one in party_queries.open_figures(book).items()
    }


def summed(book: Book) -> dict[int, tuple[Decimal, dict[str, Decimal], dict[str, Decimal]]]:
    """From the standing of each trade."""
    rows = trade_page(book, limit=len(trade_ids(book)))
    standing = standings(book, rows, TODAY)
    tonnes: defaultdict[int, Decimal] = defaultdict(Decimal)
    amounts: dict[Side, defaultdict[int, defaultdict[str, Decimal]]] = {
        side: defaultdict(lambda: defaultdict(Decimal)) for side in (Side.BUY, Side.SELL)
    }
    for row in rows:
        if row.trade.counterparty:
            party = party_id(book, row.trade.counterparty)
            tonnes[party] += standing[row.id].open_t
            amounts[row.trade.side][party][row.trade.currency] += standing[row.id].open_amount
    return {party: (tonnes[party], dict(amounts[Side.BUY][party]), dict(amounts[Side.SELL][party])) for party in tonnes}
