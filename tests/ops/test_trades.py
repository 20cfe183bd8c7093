"""Trades go into the book whole, or not at all with everything said that is wrong."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from rare_desk.core.problems import Refused
from rare_desk.core.trades import Compliance, Prices, Side, Status, Trade, prices
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops import trades
from rare_desk.ops.history import journal
from rare_desk.ops.parties.records import Counterparty, delete_counterparty
from rare_desk.store.book import Book
from rare_desk.store.reading import queries
from rare_desk.store.reading.trades.trade_queries import trade_ids, trade_page, trades_by_id
from tests.ops.given import BUY, TODAY, add_counterparty, change_counterparty, codes

EXPORT = Trade(
    date=dt.date(2026, 2, 9),
    side=Side.SELL,
    product="TB-O",
    quantity=Decimal("250.125"),
    quantity_unit=Unit.KG,
    price=Decimal("1033.25"),
    price_unit=Unit.KG,
    currency="USD",
    tax_basis=TaxBasis.NONE,
    vat_rate=Decimal(0),
    fx=Decimal("7.1234"),
    deal_no="X-2",
    contract_no="C-77",
    grade="99.99%",
    reo_pct=Decimal("99.5"),
    counterparty="Acme GmbH",
    related=True,
    spot=False,
    compliance=Compliance.UNKNOWN,
    status=Status.PART_DELIVERED,
    delivery_place="Tianjin",
    delivery_date=dt.date(2026, 3, 1),
    payment="LC",
    incoterm="FOB Tianjin",
    country="DE",
    origin="CN",
    lot="L7",
    trader="王",
    note="a note\nof two lines",
)
MARKET = Trade(
    date=dt.date(2026, 2, 9), side=Side.MARKET, product="LA-O", quantity=Decimal(20), price=Decimal(4000),
    buyer="乙", seller="丙",
)  # fmt: skip


def only(book: Book) -> Trade:
    (row,) = trade_page(book)
    return row.trade


@pytest.mark.parametrize("trade", [BUY, EXPORT, MARKET], ids=["buy", "export", "market"])
def test_a_trade_comes_back_as_it_was_written_with_its_prices(book: Book, trade: Trade) -> None:
    changes = trades.add_trade(book, trade, today=TODAY)
    (row,) = trade_page(book)
    assert row.trade == trade
    assert row.prices == prices(trade)
    assert changes.products == {trade.product}
    assert changes.first_day == trade.date


def test_a_draft_may_lack_quantity_and_price(book: Book) -> None:
    trades.add_trade(book, replace(BUY, quantity=None, price=None, status=Status.DRAFT), today=TODAY)
    (row,) = trade_page(book)
    assert (row.trade.quantity, row.trade.price, row.prices) == (None, None, Prices())


def test_everything_wrong_is_said_at_once_and_nothing_is_written(book: Book) -> None:
    wrong = replace(BUY, product="X", quantity=Decimal(-1), price=None, counterparty="new")
    with pytest.raises(Refused) as refused:
        trades.add_trade(book, wrong, today=TODAY)
    assert codes(refused) == ["non-positive-quantity", "missing-price", "unknown-product"]
    assert trade_ids(book) == []
    assert queries.counterparties(book) == []


def test_a_suspect_trade_passes_only_when_the_user_says_so_and_keeps_the_suspicion(book: Book) -> None:
    suspect = replace(BUY, date=dt.date(2027, 1, 1), suspect="unusual-price")
    with pytest.raises(Refused) as refused:
        trades.add_trade(book, suspect, today=TODAY)
    assert codes(refused) == ["future-date"]
    trades.add_trade(book, suspect, today=TODAY, accept_suspect=True)
    assert only(book).suspect == "unusual-price,future-date"


def test_a_wrong_trade_does_not_pass_as_a_suspect_one(book: Book) -> None:
    with pytest.raises(Refused):
        trades.add_trade(book, replace(BUY, price=Decimal(0)), today=TODAY, accept_suspect=True)


def test_an_amount_for_which_the_book_has_no_room_is_refused(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        trades.add_trade(book, replace(BUY, quantity=Decimal(10) ** 11, price=Decimal(10) ** 11), today=TODAY)
    assert codes(refused) == ["too-large"]
    with pytest.raises(Refused):
        trades.add_trade(book, replace(EXPORT, price=Decimal(10) ** 11, fx=Decimal(10) ** 9), today=TODAY)


def test_a_price_of_which_nothing_is_left_in_yuan_is_refused(book: Book) -> None:
    with pytest.raises(Refused) as refused:
        trades.add_trade(book, replace(EXPORT, price=Decimal("0.01"), fx=Decimal("0.000001")), today=TODAY)
    assert codes(refused) == ["too-small"]


def test_firms_are_added_with_the_first_trade_that_names_them_and_once(book: Book) -> None:
    trades.add_trade(book, BUY, today=TODAY)
    trades.add_trade(book, MARKET, today=TODAY)
    trades.add_trade(book, replace(MARKET, buyer="丙", seller="乙"), today=TODAY)
    assert [party.name for party in queries.counterparties(book)] == ["包头市甲稀土有限公司", "丙", "乙"]
    book.undo()
    book.undo()
    assert [party.name for party in queries.counterparties(book)] == ["包头市甲稀土有限公司"]


def test_a_changed_trade_keeps_its_id_and_batch(book: Book) -> None:
    trades.add_trade(book, BUY, today=TODAY)
    (row,) = trade_page(book)
    changes = trades.change_trade(book, row.id, replace(BUY, price=Decimal(600_000)), today=TODAY, was=row.trade)
    (now,) = trade_page(book)
    assert (now.id, now.uuid) == (row.id, row.uuid)
    assert now.prices.incl_vat == Decimal(600_000)
    assert changes.tables == {"trades"}


def test_a_trade_that_somebody_else_changed_meanwhile_is_not_overwritten(book: Book) -> None:
    trades.add_trade(book, BUY, today=TODAY)
    (row,) = trade_page(book)
    with Book.open(book.path) as other:
        trades.change_trade(other, row.id, replace(BUY, note="theirs"), today=TODAY)
    with pytest.raises(Refused) as refused:
        trades.change_trade(book, row.id, replace(BUY, note="mine"), today=TODAY, was=row.trade)
    assert codes(refused) == ["record-changed"]
    assert only(book).note == "theirs"


def test_a_trade_that_somebody_else_deleted_meanwhile_cannot_be_changed_or_deleted(book: Book) -> None:
    trades.add_trade(book, BUY, today=TODAY)
    (row,) = trade_page(book)
    trades.delete_trades(book, [row.id])
    with pytest.raises(Refused) as refused:
        trades.change_trade(book, row.id, BUY, today=TODAY)
    assert codes(refused) == ["record-gone"]
    with pytest.raises(Refused) as refused:
        trades.delete_trades(book, [row.id])
    assert codes(refused) == ["record-gone"]


def test_several_trades_are_changed_in_one_step_or_none(book: Book) -> None:
    for number in range(3):
        trades.add_trade(book, replace(BUY, deal_no=f"{number}"), today=TODAY)
    rows = trade_page(book)
    trades.change_trades(book, {row.id: replace(row.trade, status=Status.CLOSED) for row in rows}, today=TODAY)
    assert {row.trade.status for row in trade_page(book)} == {Status.CLOSED}
    with pytest.raises(Refused):
        trades.change_trades(
            book, {rows[0].id: replace(BUY, status=Status.DRAFT), rows[1].id: replace(BUY, price=None)}, today=TODAY
        )
    book.undo()
    assert {row.trade.status for row in trade_page(book)} == {Status.CONFIRMED}


def test_deleted_trades_come_back_by_undo(book: Book) -> None:
    for number in range(3):
        trades.add_trade(book, replace(BUY, deal_no=f"{number}"), today=TODAY)
    before = trade_page(book)
    trades.delete_trades(book, [row.id for row in before[:2]])
    assert trade_ids(book) == [before[2].id]
    assert book.undo_label() == ("trades-deleted", {"what": before[0].trade.deal_no, "count": "2"})
    journal.undo(book)
    assert trade_page(book) == before


def test_trades_are_read_in_the_order_asked_for(book: Book) -> None:
    for number in range(3):
        trades.add_trade(book, replace(BUY, deal_no=f"{number}"), today=TODAY)
    assert [row.id for row in trades_by_id(book, [2, 99, 3, 1])] == [2, 3, 1]


def test_a_trade_is_found_by_its_deal_number_or_its_id(book: Book) -> None:
    for number in ("A-1", "A-1", "7"):
        trades.add_trade(book, replace(BUY, deal_no=number), today=TODAY)
    first, _, last = sorted(trade_ids(book))
    assert trades.find_trade(book, "7").id == last
    assert trades.find_trade(book, f"#{first}").id == first
    assert trades.find_trade(book, str(first), bare=True).id == first
    wrong = {"A-1": "several-trades", str(first): "unknown-trade", "#" + "9" * 5_000: "unknown-trade"}
    for asked, code in wrong.items():
        with pytest.raises(Refused) as refused:
            trades.find_trade(book, asked)
        assert codes(refused) == [code]


def test_a_counterparty_in_use_cannot_be_deleted(book: Book) -> None:
    trades.add_trade(book, MARKET, today=TODAY)
    party = queries.counterparty(book, "丙")
    assert party is not None
    with pytest.raises(Refused) as refused:
        delete_counterparty(book, party.id)
    assert codes(refused) == ["counterparty-used"]
    trades.delete_trades(book, trade_ids(book))
    delete_counterparty(book, party.id)
    assert queries.counterparty(book, "丙") is None


def test_two_counterparties_of_one_name_are_refused(book: Book) -> None:
    add_counterparty(book, Counterparty("甲"))
    add_counterparty(book, Counterparty("乙"))
    other = queries.counterparty(book, "乙")
    assert other is not None
    for name, code in (("甲", "counterparty-exists"), (" ", "missing-name")):
        with pytest.raises(Refused) as refused:
            add_counterparty(book, Counterparty(name))
        assert codes(refused) == [code]
        with pytest.raises(Refused):
            change_counterparty(book, other.id, Counterparty(name))


def test_a_renamed_counterparty_keeps_its_trades(book: Book) -> None:
    trades.add_trade(book, BUY, today=TODAY)
    party = queries.counterparty(book, BUY.counterparty)
    assert party is not None
    change_counterparty(book, party.id, Counterparty("新名", group_name="G", country="CN"))
    assert only(book).counterparty == "新名"
    assert [p.name for p in queries.counterparties(book)] == ["新名"]


def test_counterparties_stand_in_the_order_of_their_pinyin(book: Book) -> None:
    for name in ("赣州稀土", "Acme", "包头钢铁", "中国稀土"):
        add_counterparty(book, Counterparty(name))
    assert [p.name for p in queries.counterparties(book)] == ["Acme", "包头钢铁", "赣州稀土", "中国稀土"]
