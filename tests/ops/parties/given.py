"""Books with firms that stand in them under several names."""

from typing import Any

from rare_desk.core.trades import Side, Trade
from rare_desk.ops.contracts.saved import describe, save_calculation
from rare_desk.ops.parties.records import Counterparty, Profile, save_party
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.store.reading import party_queries
from rare_desk.store.tables import RECORDS
from tests.ops.given import TODAY, deal

LONG, SHORT, OTHER = "包头市甲辰磁材有限公司", "甲辰磁材", "赣州乙稀土有限公司"
GRADE = {"reference_price": "38769", "reference_grade": "50", "grade": "51.26"}


def market(day: str, buyer: str, seller: str, tonnes: str = "4") -> Trade:
    return deal(day, Side.MARKET, tonnes, "4000", "", buyer=buyer, seller=seller, product="LA-O")


def fill(book: Book) -> None:
    """Two names of one firm with trades on every side, aliases, defaults and a calculation; and another firm."""
    for trade in (
        deal("2026-01-05", Side.BUY, "10", "400000", LONG),
        deal("2026-01-06", Side.SELL, "4", "420000", LONG),
        deal("2026-01-07", Side.BUY, "5", "410000", SHORT),
        deal("2026-02-01", Side.BUY, "7", "410000", OTHER),
        market("2026-01-08", SHORT, OTHER),
        market("2026-01-09", OTHER, SHORT, "6"),
    ):
        add_trade(book, trade, today=TODAY)
    shorts = {"payment": "款到发货", "compliance": "unknown"}
    keep(book, SHORT, aliases=("甲辰",), defaults=shorts, tax_id="91150000701463622D")
    keep(book, LONG, aliases=("包头甲辰",), defaults={"payment": "月结", "spot": "term"}, group_name="甲辰集团")
    save_calculation(book, "按品位", "grade", GRADE)
    describe(book, book.number("SELECT max(id) FROM calculations"), counterparty=SHORT)


def party_id(book: Book, name: str) -> int:
    found = party_queries.called(book, name)
    assert found is not None, name
    return found


def keep(
    book: Book, name: str, aliases: tuple[str, ...] = (), defaults: dict[str, str] | None = None, **more: Any
) -> None:
    save_party(book, party_queries.called(book, name), Profile(Counterparty(name, **more), aliases, defaults or {}))


def rows(book: Book) -> dict[str, list[tuple[object, ...]]]:
    return {name: book.fetch(f"SELECT * FROM {name} ORDER BY id") for name in sorted(RECORDS)}
