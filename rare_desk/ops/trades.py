"""Adding, changing and deleting trades: each one step, refused with all problems at once."""

import datetime as dt
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace

from rare_desk.core.numbers import LARGEST_AMOUNT, MONEY_PLACES, least, plain
from rare_desk.core.problems import Problem, Refused, problem
from rare_desk.core.trades import Trade, check, prices
from rare_desk.ops.parties.records import party_ids
from rare_desk.store.book import Book, Changes, Step
from rare_desk.store.reading import queries
from rare_desk.store.reading.life.due_queries import KINDS, rows_in
from rare_desk.store.reading.trades.trade_queries import trades_by_id, trades_numbered
from rare_desk.store.rows import Row, TradeRow, trade_row

Progress = Callable[[float], object]
_TELLS = 200
"""So often, in rows, progress is told."""
_NAMED = 5
"""More rows are not named one by one."""


def no_progress(_part: float) -> None:
    """For who does not want to know."""


def find_trade(book: Book, asked: str, *, bare: bool = False) -> TradeRow:
    """By its deal number, or `#` and its id; Refused when none or several trades are meant.

    `bare`: the id may stand without `#`, where a mistyped deal number does no harm.
    """
    found = trades_numbered(book, asked)
    number = asked.removeprefix("#")
    if not found and (bare or number != asked) and number.isdecimal() and len(number) < 19:
        found = trades_by_id(book, [int(number)])
    if not found:
        raise Refused(problem("unknown-trade", value=asked))
    if len(found) > 1:
        ids = ", ".join(f"#{row.id}" for row in found)
        raise Refused(problem("several-trades", value=asked, ids=ids))
    return found[0]


def problems_of(book: Book, trade: Trade, today: dt.date | None = None) -> tuple[Problem, ...]:
    """What is wrong or suspect about a trade that is to go into this book."""
    return _problems(trade, queries.product_ids(book), today or dt.date.today())


def _problems(trade: Trade, products: Container[str], today: dt.date) -> tuple[Problem, ...]:
    found = list(check(trade, today))
    if trade.product not in products:
        missing = "unknown-product" if trade.product else "missing-product"
        found.append(problem(missing, "product", trade.product))
    if not any(p.code == "too-large" for p in found):
        found += _too_large(trade)
    if all(p.suspect for p in found):
        found += _worthless(trade)
    return tuple(found)


def _too_large(trade: Trade) -> list[Problem]:
    derived = prices(trade)
    for field in ("amount", "amount_ex_vat", "amount_incl_vat", "ex_vat", "incl_vat"):
        value = getattr(derived, field)
        if value is not None and value > LARGEST_AMOUNT:
            name = field if field.startswith("amount") else "price"
            return [problem("too-large", name, plain(value), limit=plain(LARGEST_AMOUNT))]
    return []


def _worthless(trade: Trade) -> list[Problem]:
    """Of a price of which nothing is left ex VAT in CNY."""
    if trade.price is None or prices(trade).ex_vat != 0:
        return []
    return [problem("too-small", "price", plain(trade.price), least=plain(least(MONEY_PLACES)))]


def add_trade(book: Book, trade: Trade, *, accept_suspect: bool = False, today: dt.date | None = None) -> Changes:
    """Firms not yet known are added with it. Suspicions that were accepted are kept with the trade."""
    accepted = _accepted(book, trade, accept_suspect, today)
    with book.step("trade-added", what=trade.called) as step:
        step.insert("trades", _row(step, accepted))
    return step.changes


def change_trade(
    book: Book,
    trade_id: int,
    trade: Trade,
    *,
    was: Trade | None = None,
    accept_suspect: bool = False,
    today: dt.date | None = None,
) -> Changes:
    """`was` is the trade as it was shown when editing began: Refused when somebody has changed it since."""
    accepted = _accepted(book, trade, accept_suspect, today)
    with book.step("trade-changed", what=trade.called) as step:
        now = _there(book, trade_id)
        if was is not None and now.trade != was:
            raise Refused(problem("record-changed", "", now.trade.called))
        row = _row(step, accepted)
        del row["batch"]
        step.update("trades", trade_id, row)
    return step.changes


def write_trades(
    book: Book,
    changed: Mapping[int, Trade],
    added: Sequence[Trade] = (),
    *,
    was: Mapping[int, Trade] | None = None,
    accept_suspect: bool = False,
    today: dt.date | None = None,
    progress: Progress = no_progress,
) -> Changes:
    """Several changed and new ones in one step, all or none. With `was`, the trades as they were shown: Refused when
    somebody has changed one since. `progress` is told the part that is done, and stops it by what it raises."""
    products, day = frozenset(queries.product_ids(book)), today or dt.date.today()
    total = max(len(changed) + len(added), 1)

    def accepted(trades: Mapping[int, Trade], begun: int) -> dict[int, Trade]:
        found = {}
        for number, (key, trade) in enumerate(trades.items(), begun):
            found[key] = _judged(trade, _problems(trade, products, day), accept_suspect)
            if number % _TELLS == 0:
                progress(0.3 * number / total)
        return found

    changes, news = accepted(changed, 0), accepted(dict(enumerate(added)), len(changed))
    label = "trades-added" if not changed else "trades-written" if added else "trades-changed"
    with book.step(label, count=str(total)) as step:
        if was is not None:
            _as_shown(book, was)
        for number, (row_id, row) in enumerate(_rows(step, changes).items()):
            del row["batch"]
            step.update("trades", row_id, row)
            if number % _TELLS == 0:
                progress(0.3 + 0.6 * number / total)
        if news:
            step.insert_many("trades", list(_rows(step, news).values()))
    return step.changes


def change_trades(
    book: Book, changed: Mapping[int, Trade], *, accept_suspect: bool = False, today: dt.date | None = None
) -> Changes:
    """Several at once, all or none."""
    return write_trades(book, changed, accept_suspect=accept_suspect, today=today)


def _rows(step: Step, trades: Mapping[int, Trade]) -> dict[int, Row]:
    names = {name for trade in trades.values() for name in (trade.counterparty, trade.buyer, trade.seller)}
    parties, products = party_ids(step, names), step.ids("products", "code")
    return {key: trade_row(trade, prices(trade), products[trade.product], parties) for key, trade in trades.items()}


def _as_shown(book: Book, was: Mapping[int, Trade]) -> None:
    now = {row.id: row.trade for row in trades_by_id(book, list(was))}
    changed = [trade.called for key, trade in was.items() if now.get(key) != trade]
    if changed:
        raise Refused(*(problem("record-changed", "", name) for name in changed[:_NAMED]))


def delete_trades(book: Book, ids: Sequence[int]) -> Changes:
    """Their deliveries, payments and attachments go with them, and come back with them."""
    found = trades_by_id(book, ids[:1])
    label = "trade-deleted" if len(ids) == 1 else "trades-deleted"
    what = found[0].trade.called if found else ""
    with book.step(label, what=what, count=str(len(ids))) as step:
        for kind in (*KINDS, "attachments"):
            step.delete_many(kind, rows_in(step, kind, ids))
        step.delete_many("trades", ids)
    return step.changes


def _accepted(book: Book, trade: Trade, accept_suspect: bool, today: dt.date | None) -> Trade:
    return _judged(trade, problems_of(book, trade, today), accept_suspect)


def _judged(trade: Trade, found: Sequence[Problem], accept_suspect: bool) -> Trade:
    if any(not p.suspect for p in found) or (found and not accept_suspect):
        raise Refused(*found)
    suspicions = dict.fromkeys((*filter(None, trade.suspect.split(",")), *(p.code for p in found)))
    return replace(trade, suspect=",".join(suspicions))


def _there(book: Book, trade_id: int) -> TradeRow:
    found = trades_by_id(book, [trade_id])
    if not found:
        raise Refused(problem("record-gone", "", trade_id))
    return found[0]


def _row(step: Step, trade: Trade) -> Row:
    parties = party_ids(step, (trade.counterparty, trade.buyer, trade.seller))
    return trade_row(trade, prices(trade), step.ids("products", "code")[trade.product], parties)
