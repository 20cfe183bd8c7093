"""Trades by what their texts say: for replacing in many at once, and for going to one by its number."""

from array import array
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from rare_desk.store.book import Book
from rare_desk.store.reading.queries import literally
from rare_desk.store.rows import SqlValue

PARTIES = ("counterparty", "buyer", "seller")
TEXTS = (
    *("deal_no", "contract_no", "grade", "delivery_place", "payment", "incoterm", "country", "origin", "lot"),
    *("trader", "note"),
)
"""Columns of the book that hold a text of the trade's own."""


def trades_with_text(book: Book, columns: Sequence[str], text: str) -> "array[int]":
    """Ids, ascending, of trades of which one of the columns (of TEXTS and PARTIES) has the text, in small letters or
    capitals."""
    like = f"%{literally(text)}%"
    party = "(SELECT id FROM counterparties WHERE name LIKE ? ESCAPE '\\')"
    parts = [f"{one} IN {party}" if one in PARTIES else f"{one} LIKE ? ESCAPE '\\'" for one in columns]
    given: list[SqlValue] = [like] * len(parts)
    with book.stream(f"SELECT id FROM trades WHERE {' OR '.join(parts) or '0'} ORDER BY id", given) as rows:
        return array("q", chain.from_iterable(rows))


def trade_numbered_like(book: Book, number: str) -> int | None:
    """The id of the newest trade with that deal number, else of the newest whose number ends so."""
    for condition, given in (("deal_no = ?", number), ("deal_no LIKE ? ESCAPE '\\'", f"%{literally(number)}")):
        found = book.fetch(f"SELECT id FROM trades WHERE {condition} ORDER BY id DESC LIMIT 1", (given,))
        if found:
            return int(found[0][0])
    return None


def recent_places(book: Book) -> list[str]:
    """Where the last trades were delivered, the most usual first."""
    found = book.fetch("SELECT delivery_place FROM trades ORDER BY day DESC, id DESC LIMIT 300")
    return [place for place, _ in Counter(str(place) for (place,) in found).most_common() if place]
