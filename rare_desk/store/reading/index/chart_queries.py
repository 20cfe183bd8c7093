"""What the book keeps for the chart beside its trades: notes on days, layouts, publications."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from rare_desk.store import shapes
from rare_desk.store.book import Book


@dataclass(frozen=True, slots=True)
class EventRow:
    """`opens` is what it is about, as `trade:` and the deal number, or empty."""

    id: int
    uuid: str
    date: dt.date
    kind: str
    title: str
    body: str = ""
    source_url: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class VintageHead:
    """A publication without its points; `restates` is the id of the one that it replaces, `at` UTC in ISO form."""

    id: int
    freq: str
    date: dt.date
    at: str
    methodology: str
    version: int
    restates: int | None


def events(book: Book) -> list[EventRow]:
    """By date."""
    found = book.fetch("SELECT id, uuid, date, kind, title, body, source_url, opens FROM events ORDER BY date, id")
    return [EventRow(n, uuid, dt.date.fromisoformat(day), *rest) for n, uuid, day, *rest in found]


def layouts(book: Book) -> dict[str, dict[str, Any]]:
    """By name, in the order in which they were first saved."""
    return {
        str(name): shapes.fields(text)
        for name, text in book.fetch("SELECT name, layout FROM chart_layouts ORDER BY id")
    }


def vintage_heads(book: Book) -> list[VintageHead]:
    """In the order of publishing."""
    found = book.fetch("SELECT id, freq, date, at, methodology, version, restates FROM vintages ORDER BY id")
    return [
        VintageHead(n, freq, dt.date.fromisoformat(day), shapes.moment(at), *rest) for n, freq, day, at, *rest in found
    ]


def quoted_pairs(book: Book) -> list[tuple[str, str]]:
    """Every source with every product that it quotes, as (source, product code)."""
    found = book.fetch(
        "SELECT DISTINCT q.source, p.code, p.id FROM quotes q JOIN products p ON p.id = q.product"
        " ORDER BY q.source, p.id"
    )
    return [(source, code) for source, code, _ in found]


def trade_of_deal(book: Book, deal_no: str) -> int | None:
    """The id of the first trade with that deal number."""
    found = book.fetch("SELECT min(id) FROM trades WHERE deal_no = ?", (deal_no,))
    return found[0][0] if found else None
