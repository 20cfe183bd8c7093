"""Positions of a book: which trades count, at which price they are marked, and what stands behind a figure."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rare_desk.core.positions.pools import CostMethod
from rare_desk.core.positions.position import Position, totals
from rare_desk.core.trades import Side, Status, Trade
from rare_desk.core.units import TaxBasis
from rare_desk.ops.index.state import IndexState
from rare_desk.ops.positions import (
    BY,
    LeftOut,
    Marks,
    Positions,
    choose_method,
    method_of,
    trades_behind,
    trail,
)
from rare_desk.ops.trades import change_trade, delete_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import trade_ids, trade_page, trade_totals
from tests.ops.given import FIRST, SECOND, deal, enter, purchases_and_sales, reported

NO_PRICES = Marks()


def figures(row: object, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def only(rows: list[Position]) -> Position:
    (row,) = rows
    return row


def test_a_product_is_told_by_both_methods(book: Book) -> None:
    purchases_and_sales(book)
    average = only(Positions.load(book, CostMethod.AVERAGE).by_product(NO_PRICES))
    assert figures(average, "bought_t", "bought", "sold_t", "sold") == (20, 10_200_000, 25, 13_055_000)
    assert average.net_t == -5
    assert average.realised == 12 * (530_000 - 510_000) + 8 * (515_000 - 510_000)
    assert average.average == 515_000
    fifo = only(Positions.load(book, CostMethod.FIFO).by_product(NO_PRICES))
    assert fifo.realised == 12 * 530_000 - 10 * 500_000 - 2 * 520_000 + 8 * (515_000 - 520_000)
    assert fifo.cost == -5 * 515_000


def test_a_day_leaves_out_what_came_later(book: Book) -> None:
    purchases_and_sales(book)
    then = only(Positions.load(book, to=dt.date(2026, 2, 10)).by_product(NO_PRICES))
    assert figures(then, "net_t", "cost", "trades") == (8, 8 * 510_000, 3)


def test_a_month_without_trades_carries_what_is_held(book: Book) -> None:
    purchases_and_sales(book)
    rows = Positions.load(book).by_month(NO_PRICES)
    assert [row.month.month for row in rows if row.month] == [4, 3, 2, 1]
    march = rows[1]
    assert figures(march, "trades", "bought", "sold", "realised") == (0, 0, 0, 0)
    assert figures(march, "net_t", "cost") == (8, 8 * 510_000)
    assert [row.realised for row in rows] == [40_000, 0, 240_000, 0]


def test_a_result_counts_with_the_party_of_the_closing_trade(book: Book) -> None:
    purchases_and_sales(book)
    rows = {row.party: row for row in Positions.load(book).by_counterparty()}
    assert {name: row.realised for name, row in rows.items()} == {FIRST: 40_000, SECOND: 240_000}
    assert figures(rows[FIRST], "bought_t", "sold_t", "net_t") == (10, 13, -3)
    assert (rows[FIRST].cost, rows[FIRST].average, rows[FIRST].unrealised) == (None, None, None)


def test_what_is_not_the_desks_or_not_agreed_does_not_count_and_is_said(book: Book) -> None:
    purchases_and_sales(book)
    market = Trade(
        date=dt.date(2026, 1, 6),
        side=Side.MARKET,
        product="PRND-O",
        quantity=Decimal(3),
        price=Decimal(600_000),
        buyer="甲",
        seller="乙",
    )
    foreign = deal("2026-01-07", Side.BUY, "1", "70000", currency="USD", tax_basis=TaxBasis.NONE)
    enter(
        book,
        market,
        deal("2026-01-07", Side.BUY, "5", "1", status=Status.CANCELLED),
        deal("2026-01-07", Side.BUY, "5", "1", status=Status.DRAFT),
        foreign,
    )
    assert LeftOut.load(book).counts == {"market": 1, "cancelled": 1, "draft": 1, "unpriced": 1}
    assert LeftOut.load(book, dt.date(2026, 1, 6)).counts == {"market": 1, "cancelled": 0, "draft": 0, "unpriced": 0}
    assert only(Positions.load(book).by_product(NO_PRICES)).bought == 10_200_000
    enter(book, replace(foreign, fx=Decimal("7.1")))
    assert only(Positions.load(book).by_product(NO_PRICES)).bought == 10_200_000 + 497_000


def test_prices_with_vat_count_without_it(book: Book) -> None:
    enter(book, deal("2026-01-05", Side.BUY, "3", "113", tax_basis=TaxBasis.INCL))
    assert only(Positions.load(book).by_product(NO_PRICES)).bought == 300


def test_it_is_marked_to_the_days_price_with_its_status(book: Book) -> None:
    purchases_and_sales(book)
    enter(book, *(reported(f"2026-04-{day}", price) for day, price in (("15", "505000"), ("16", "506000"))))
    marks = Marks(IndexState.load(book).computation)
    row = only(Positions.load(book).by_product(marks))
    assert row.mark is not None
    assert row.mark.day == dt.date(2026, 4, 16)
    assert row.mark.status in ("observed", "window")
    assert row.market_value == -5 * row.mark.price
    assert row.unrealised == 5 * (515_000 - row.mark.price)
    assert row.market_value + row.cash == row.result


def test_a_month_is_marked_to_its_end_or_to_the_day_asked_for(book: Book) -> None:
    purchases_and_sales(book)
    enter(book, *(reported(day, "505000") for day in ("2026-03-31", "2026-04-15", "2026-04-16", "2026-04-17")))
    marks = Marks(IndexState.load(book).computation)

    def marked(to: dt.date | None) -> list[str]:
        return [str(row.mark.day) for row in Positions.load(book, to=to).by_month(marks) if row.mark]

    earlier = ["2026-03-31", "2026-02-27", "2026-01-30"]
    assert marked(None) == ["2026-04-17", *earlier]
    day = dt.date(2026, 4, 15)
    assert marked(day) == ["2026-04-15", *earlier]
    assert [trades_behind(row, day).last for row in Positions.load(book, to=day).by_month(marks)][:2] == [
        day,
        dt.date(2026, 3, 31),
    ]


def test_of_lines_without_a_price_those_that_hold_nothing_lack_nothing(book: Book) -> None:
    enter(book, deal("2026-01-05", Side.BUY, "10", "5000", product="SC-O"))
    assert totals(Positions.load(book).by_product(NO_PRICES)).unpriced == 1
    enter(book, deal("2026-01-06", Side.SELL, "10", "6000", product="SC-O"))
    sums = totals(Positions.load(book).by_product(NO_PRICES))
    assert figures(sums, "unpriced", "cost", "market_value", "unrealised", "realised") == (0, 0, 0, 0, 10_000)


def test_a_product_without_a_price_on_the_day_has_no_unrealised_result(book: Book) -> None:
    enter(book, deal("2026-01-05", Side.BUY, "10", "5000", product="SC-O", status=Status.CONFIRMED, spot=False))
    enter(book, reported("2026-03-16", "505000"))
    marks = Marks(IndexState.load(book).computation)
    row = only(Positions.load(book).by_product(marks))
    assert figures(row, "mark", "market_value", "unrealised", "result") == (None, None, None, None)


def test_concentrate_is_valued_at_the_assay_that_its_price_stands_for(book: Book) -> None:
    ore: dict[str, Any] = {"product": "CON-BO", "reo_pct": Decimal(52)}
    enter(
        book, deal("2026-01-05", Side.BUY, "100", "27000", **ore), deal("2026-01-06", Side.SELL, "40", "28000", **ore)
    )
    row = only(Positions.load(book).by_product(NO_PRICES))
    assert figures(row, "net_t", "priced_t") == (60, Decimal("62.4"))
    assert row.cost == 60 * 27_000


def test_the_method_is_the_books_and_its_choice_is_a_step(book: Book) -> None:
    assert method_of(book) is CostMethod.AVERAGE
    assert choose_method(book, CostMethod.FIFO).tables == {"settings"}
    assert Positions.load(book).method is CostMethod.FIFO
    assert book.undo_label() == ("cost-fifo", {})
    book.undo()
    assert method_of(book) is CostMethod.AVERAGE


@pytest.mark.parametrize("method", list(CostMethod))
def test_after_a_change_it_is_as_if_loaded_anew(book: Book, method: CostMethod) -> None:
    purchases_and_sales(book)
    enter(book, deal("2026-01-09", Side.BUY, "7", "4000", product="LA-O"))
    found = Positions.load(book, method)
    newest = trade_page(book, limit=1)[0]
    left_out = LeftOut.load(book)
    draft = replace(newest.trade, product="LA-O", quantity=Decimal(2), status=Status.DRAFT)
    for trade in (replace(draft, status=Status.CONFIRMED), draft):
        changed = change_trade(book, newest.id, trade)
        found, left_out = found.refresh(book, changed), left_out.refresh(book, changed)
        assert found == Positions.load(book, method)
        assert left_out == LeftOut.load(book)
    assert left_out.counts["draft"] == 1
    found = found.refresh(book, delete_trades(book, trade_ids(book)))
    assert found == Positions.load(book, method)
    assert found.by_product(NO_PRICES) == []
    undone = book.undo()
    assert undone is not None
    assert found.refresh(book, undone) == Positions.load(book, method)


def test_behind_a_realised_figure_stand_the_matched_lots(book: Book) -> None:
    purchases_and_sales(book)
    found = Positions.load(book, CostMethod.FIFO)
    told = trail(book, found, only(found.by_product(NO_PRICES)))
    matches = [
        (str(one.closing.day), told.trades[one.lot].trade.counterparty, one.grams // 10**6, one.result // 10**12)
        for one in told.matches
    ]
    assert matches == [
        ("2026-04-15", SECOND, 8, -40_000),
        ("2026-02-10", SECOND, 2, 20_000),
        ("2026-02-10", FIRST, 10, 300_000),
    ]
    assert [lot[1] for lot in told.lots] == [5_000_000]
    february = next(row for row in found.by_month(NO_PRICES) if row.month == dt.date(2026, 2, 1))
    told = trail(book, found, february)
    assert [one.result // 10**12 for one in told.matches] == [20_000, 300_000]
    assert [lot[1] for lot in told.lots] == [8_000_000]
    with_second = next(row for row in found.by_counterparty() if row.party == SECOND)
    assert [one.result // 10**12 for one in trail(book, found, with_second).matches] == [20_000, 300_000]


def test_behind_an_average_stand_the_trades_with_the_average_after_each(book: Book) -> None:
    purchases_and_sales(book)
    found = Positions.load(book, CostMethod.AVERAGE)
    row = only(found.by_product(NO_PRICES))
    told = trail(book, found, row)
    assert [figures(one.after, "net_t", "average") for one in told.entries] == [
        (-5, 515_000),
        (8, 510_000),
        (20, 510_000),
        (10, 500_000),
    ]
    assert [(one.lot, one.result // 10**12) for one in told.matches] == [(0, 40_000), (0, 240_000)]
    sold = trail(book, found, row, Side.SELL)
    assert [one.row.trade.side for one in sold.entries] == [Side.SELL, Side.SELL]
    assert sold.counts == {"entries": 2, "matches": 2, "lots": 0}


def test_of_very_many_the_latest_are_shown(book: Book) -> None:
    enter(book, deal("2026-01-05", Side.BUY, "10", "500000"))
    enter(book, *(deal(f"2026-01-{day}", Side.SELL, "1", "510000") for day in range(12, 17)))
    found = Positions.load(book)
    told = trail(book, found, only(found.by_product(NO_PRICES)), shown=2)
    assert told.counts == {"entries": 6, "matches": 5, "lots": 0}
    assert [one.closing.day.day for one in told.matches] == [16, 15]
    assert [one.row.trade.date.day for one in told.entries] == [16, 15]


def test_each_line_opens_the_trades_that_it_counts(book: Book) -> None:
    purchases_and_sales(book)
    enter(book, deal("2026-01-07", Side.BUY, "5", "1", status=Status.DRAFT))
    found = Positions.load(book)
    for by in BY:
        for row in found.by(by, NO_PRICES):
            bought = trade_totals(book, trades_behind(row, None, Side.BUY))
            sold = trade_totals(book, trades_behind(row, None, Side.SELL))
            assert figures(bought, "quantity_t", "amount_ex_vat") == (row.bought_t, row.bought)
            assert figures(sold, "quantity_t", "amount_ex_vat") == (row.sold_t, row.sold)
            assert bought.count + sold.count == row.trades


def test_loading_stops_when_it_is_cancelled(book: Book) -> None:
    purchases_and_sales(book)
    assert Positions.load(book, cancelled=lambda: True).courses == {}
