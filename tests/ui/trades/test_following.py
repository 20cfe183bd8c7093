"""The list and its totals after changes of every kind, by the window and by others, against the book read anew."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from rare_desk.core.trades import Side, Status, Trade
from rare_desk.ops.trades import add_trade, change_trade, change_trades, delete_trades, write_trades
from rare_desk.store.book import Book
from rare_desk.store.reading.trades.trade_queries import (
    NEWEST,
    Sort,
    TradeFilter,
    trade_count,
    trade_ids,
    trade_totals,
    trades_by_id,
)
from rare_desk.store.reading.trades.trade_sums import sums_of
from rare_desk.ui.session import Session
from rare_desk.ui.trades.footer import TradesFooter
from rare_desk.ui.trades.page import TradesPage
from rare_desk.ui.widgets.table import Table
from tests.ui.trades.ledger import deal
from tests.ui.waiting import settled

COUNT = 90
"""More than are read at once."""
LEDGER_STEP = 2
"""The step with them, after that of the new book."""
PRODUCTS, FIRMS = ("PRND-O", "DY-O", "LA-O"), ("甲辰磁材", "戊信新材", "丁源贸易")


def drawn(dice: random.Random, number: int) -> Trade:
    return deal(
        dice.randrange(40),
        dice.choice(PRODUCTS),
        f"{dice.randrange(1, 9000) / 100:.2f}",
        str(dice.randrange(4000, 700_000)),
        deal_no=f"N-{number:03}",
        side=dice.choice((Side.BUY, Side.SELL)),
        status=dice.choice((Status.CONFIRMED, Status.CANCELLED, Status.DRAFT)),
        counterparty=dice.choice(FIRMS),
    )


@pytest.fixture
def page(book: Book, session: Session, qtbot: QtBot) -> TradesPage:
    dice = random.Random(8)
    write_trades(book, {}, [drawn(dice, number) for number in range(COUNT)], accept_suspect=True)
    assert book.last_step() == LEDGER_STEP
    session.look()
    made = TradesPage(session)
    made.resize(1400, 800)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.model.complete and made.model.rowCount() == COUNT)
    return made


def shown(page: TradesPage) -> tuple[list[list[str]], str]:
    columns, rows = range(len(page.model.columns)), range(page.model.rowCount())
    cells = [[str(page.model.index(row, column).data()) for column in columns] for row in rows]
    return cells, page.footer.shown.accessibleName()


@pytest.fixture
def fresh_footer(page: TradesPage, qtbot: QtBot) -> TradesFooter:
    """Of a table of its own."""
    table = Table()
    qtbot.addWidget(table)
    made = TradesFooter(table)
    qtbot.addWidget(made)
    return made


def rename(book: Book, dice: random.Random) -> None:
    with book.step("counterparty-changed", name="x") as step:
        firm = step.find("counterparties", "name", FIRMS[0]) or step.find("counterparties", "name", "甲辰新磁")
        step.update("counterparties", firm or 0, {"name": dice.choice((FIRMS[0], "甲辰新磁"))})


def do(book: Book, dice: random.Random, number: int) -> None:
    """One step, or none where there is nothing to undo."""
    ids = trade_ids(book)
    row, few = dice.choice(ids), dice.sample(ids, 3)
    fresh = {one.id: replace(one.trade, quantity=Decimal(dice.randrange(1, 90))) for one in trades_by_id(book, few)}
    verbs: list[Callable[[], object]] = [
        lambda: add_trade(book, drawn(dice, 500 + number), accept_suspect=True),
        lambda: change_trade(book, row, drawn(dice, number), accept_suspect=True),
        lambda: change_trade(book, row, drawn(dice, number), accept_suspect=True),
        lambda: change_trades(book, fresh, accept_suspect=True),
        lambda: delete_trades(book, few),
        lambda: write_trades(book, {}, [drawn(dice, 700 + number) for _ in range(4)], accept_suspect=True),
        lambda: rename(book, dice),
        lambda: book.undo() if book.undo_stack(LEDGER_STEP) else None,
        lambda: book.undo() if book.undo_stack(LEDGER_STEP) else None,
        book.redo,
    ]
    dice.choice(verbs)()


def change(page: TradesPage, book: Book, op: Callable[[Book], None], qtbot: QtBot, *, by_window: bool) -> None:
    if by_window:
        done: list[None] = []
        page.session.run(op, done.append)
        qtbot.waitUntil(lambda: len(done) == 1)
    else:
        op(book)
        page.session.look()


def assert_as_read(
    page: TradesPage, book: Book, wanted: TradeFilter, order: tuple[Sort, ...], footer: TradesFooter, qtbot: QtBot
) -> None:
    rows = trades_by_id(book, trade_ids(book, wanted, order))
    cells = [[column.text(row) for column in page.model.columns] for row in rows]
    one = not sums_of(book, trade_ids(book, wanted, order)).several
    footer.show_totals(trade_totals(book, wanted), trade_count(book), one_product=one)
    qtbot.waitUntil(lambda: shown(page) == (cells, footer.shown.accessibleName()))


@pytest.mark.parametrize(
    ("seed", "wanted", "order"),
    [
        (1, TradeFilter(), NEWEST),
        (2, TradeFilter(), (Sort("quantity"),)),
        (3, TradeFilter(products=("DY-O",)), (Sort("counterparty", False), Sort("date"))),
        (4, TradeFilter(text="甲辰", statuses=(Status.CONFIRMED, Status.CANCELLED)), (Sort("product", False),)),
        (5, TradeFilter(sides=(Side.BUY,), counterparties=("戊信新材",)), (Sort("price_ex_vat", False),)),
    ],
)
def test_it_shows_the_book_as_if_it_had_just_been_read(
    page: TradesPage,
    book: Book,
    fresh_footer: TradesFooter,
    qtbot: QtBot,
    seed: int,
    wanted: TradeFilter,
    order: tuple[Sort, ...],
) -> None:
    dice = random.Random(seed)
    page.filters.show_wanted(wanted)
    page.table.sort_by(order if order != NEWEST else ())
    for number in range(14):
        for _ in range(dice.choice((1, 1, 3))):
            change(page, book, partial(do, dice=dice, number=number), qtbot, by_window=dice.random() < 0.5)
        assert_as_read(page, book, wanted, order, fresh_footer, qtbot)


def test_the_chosen_row_stays_chosen_where_it_moves_to(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    page.table.sort_by((Sort("quantity"),))
    ids = trade_ids(book, order=Sort("quantity"))
    qtbot.waitUntil(lambda: page.model.complete and list(page.model.ids()) == ids)
    assert page.table.choose(ids[10])
    row = trades_by_id(book, ids[10:11])[0]
    change_trade(book, row.id, replace(row.trade, quantity=Decimal("0.001")), accept_suspect=True)
    page.session.look()
    qtbot.waitUntil(lambda: page.model.place_of(row.id) == COUNT - 1)
    assert page.table.chosen_ids() == [row.id]


def test_one_changed_trade_is_all_that_is_read_again(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    """Of a book of a million the order of the others is not asked for."""
    read: list[int] = []
    page.model.dataChanged.connect(lambda first, last: read.append(last.row() - first.row() + 1))
    row = page.model.row_at(5)
    assert row is not None
    change_trade(book, row.id, replace(row.trade, note="包装破损"), accept_suspect=True)
    page.session.look()
    qtbot.waitUntil(lambda: "包装破损" in shown(page)[0][5])
    assert read == [1]


def test_the_totals_do_not_wait_for_the_order_of_all_rows(page: TradesPage, qtbot: QtBot) -> None:
    """Which takes both processors when there are a million."""
    settled(qtbot, page)
    came: list[str] = []
    page.listing.has_trades.connect(lambda _some: came.append("totals"))
    page.model.ids_loaded.connect(lambda: came.append("order"))
    for wish in (partial(page.filters.show_wanted, TradeFilter(products=PRODUCTS)), page.filters.clear):
        came.clear()
        wish()
        settled(qtbot, page)
        assert came == ["totals", "order"]


def test_the_order_comes_though_the_totals_are_asked_for_anew(page: TradesPage, book: Book, qtbot: QtBot) -> None:
    settled(qtbot, page)
    page.filters.show_wanted(TradeFilter(products=PRODUCTS))
    page.filters.clear()
    add_trade(book, drawn(random.Random(2), 800), accept_suspect=True)
    settled(qtbot, page)
    assert page.model.complete
    assert list(page.model.ids()) == trade_ids(book)
