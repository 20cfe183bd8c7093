"""What was published: rows of vintages, their figures, and the trades that came or changed after them."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.errors import book_error
from rare_desk.store.journal import Step
from rare_desk.store.rows import Row, SqlValue


@dataclass(frozen=True, slots=True)
class VintageRow:
    """A vintage without its document.

    `at` is UTC in ISO form, `step` the last step of the journal that its figures know of, `restates` the vintage that
    it takes the place of. `cents` has the published value of every series times 100, `status` the composite's.
    """

    id: int
    freq: str
    date: dt.date
    at: str
    who: str
    step: int
    methodology: str
    version: int
    methodology_hash: str
    inputs_hash: str
    hash: str
    restates: int | None
    reason: str
    status: str
    cents: Mapping[str, int]

    def value(self, series: str) -> Decimal | None:
        """As it was published, with its two decimals."""
        return Decimal(self.cents[series]).scaleb(-2) if series in self.cents else None


_FIGURES = (
    "(SELECT group_concat(key || char(9) || json_extract(value, '$.value'), char(10))"
    " FROM json_each(v.document, '$.points'))"
)
_ROW = (
    "v.id, v.freq, v.date, v.at, v.who, v.step, v.methodology, v.version, v.methodology_hash, v.inputs_hash, v.hash,"
    f" v.restates, v.reason, json_extract(v.document, '$.points.composite.status'), {_FIGURES}"
)


def vintages(book: Book, freq: str | None = None, after: int = 0) -> list[VintageRow]:
    """In the order in which they were published; `after` leaves out those up to that id."""
    found = book.fetch(
        f"SELECT {_ROW} FROM vintages v WHERE v.id > ? AND (?2 IS NULL OR v.freq = ?2) ORDER BY v.id", (after, freq)
    )
    with sound(book):
        return [_row(values) for values in found]


def published_with(book: Book, step: int, first_day: str) -> int:
    """How many vintages of days from `first_day` (ISO) on knew of that step."""
    return book.number("SELECT count(*) FROM vintages WHERE step >= ? AND date >= ?", (step, first_day))


def _row(values: Sequence[Any]) -> VintageRow:
    number, freq, day, at, *said, status, figures = values
    cents = dict(_pair(line) for line in str(figures or "").split("\n") if line)
    typed: tuple[Any, ...] = (number, freq, dt.date.fromisoformat(day), shapes.moment(at), *said, status or "", cents)
    return VintageRow(*typed)


def _pair(line: str) -> tuple[str, int]:
    name, _, value = line.partition("\t")
    return name, int(value.replace(".", ""))


def published_dates(book: Book, freq: str) -> set[dt.date]:
    found = book.fetch("SELECT DISTINCT date FROM vintages WHERE freq = ?", (freq,))
    return {dt.date.fromisoformat(str(day)) for (day,) in found}


def vintage_ids(book: Book) -> list[int]:
    return [int(number) for (number,) in book.fetch("SELECT id FROM vintages ORDER BY id")]


def vintage_text(book: Book, number: int) -> str | None:
    """The document as it was published; None when there is no such vintage."""
    found = book.fetch("SELECT document FROM vintages WHERE id = ?", (number,)) if number < 1 << 63 else []
    return str(found[0][0]) if found else None


@dataclass(frozen=True, slots=True)
class PublishedPoint:
    """One series of a vintage; `figures` as in its document, `at` UTC in ISO form."""

    vintage: int
    date: dt.date
    at: str
    methodology: str
    version: int
    figures: Mapping[str, Any]


def published_points(book: Book, series: str, freq: str, until: str | None) -> list[PublishedPoint]:
    """In the order in which they were published; `until` is UTC in ISO form."""
    found = book.fetch(
        "SELECT id, date, at, methodology, version, json_extract(document, '$.points.' || ?) AS point FROM vintages"
        " WHERE freq = ? AND (?3 IS NULL OR at <= ?3) AND point IS NOT NULL ORDER BY id",
        (json.dumps(series), freq, until),
    )
    with sound(book):
        return [
            PublishedPoint(
                number, dt.date.fromisoformat(day), shapes.moment(at), str(name), int(version), _figures(point)
            )
            for number, day, at, name, version, point in found
        ]


def _figures(point: str) -> Mapping[str, Any]:
    """ValueError, KeyError or TypeError when it is no point of a document."""
    found: dict[str, Any] = json.loads(point)
    _ = int(found["value"].replace(".", "")), float(found["raw"]), float(found["coverage"])
    return found


@contextmanager
def sound(book: Book) -> Iterator[None]:
    """Documents that are not what the program writes are damage of the book's file: BookError."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise book_error("book-damaged", book.path) from error


def published_series(book: Book) -> set[str]:
    """The names of all series that were ever published."""
    found = book.fetch("SELECT DISTINCT p.key FROM vintages v, json_each(v.document, '$.points') p")
    return {str(name) for (name,) in found}


def latest(step: Step, freq: str) -> dict[str, int]:
    """The newest vintage of each date, read under the step's lock."""
    found = step.query("SELECT date, max(id) FROM vintages WHERE freq = ? GROUP BY date", (freq,))
    return {str(day): int(number or 0) for day, number in found}


def insert(step: Step, rows: Sequence[Row]) -> list[int]:
    first, last = step.insert_many("vintages", rows)
    return list(range(first, last + 1))


_KEYS = (
    "SELECT t.id, t.deal_no, t.side, ifnull(b.name, CASE t.side WHEN 'sell' THEN c.name END),"
    " ifnull(s.name, CASE t.side WHEN 'buy' THEN c.name END) FROM trades t"
    " LEFT JOIN counterparties b ON b.id = t.buyer LEFT JOIN counterparties s ON s.id = t.seller"
    " LEFT JOIN counterparties c ON c.id = t.counterparty WHERE t.date BETWEEN ? AND ?"
)


def trade_keys(book: Book, first: dt.date, last: dt.date) -> dict[int, tuple[str, ...]]:
    """Deal number, side, buyer and seller of the trades dated `first` to `last`, by id; the desk has no name."""
    days: tuple[SqlValue, ...] = (first.isoformat(), last.isoformat())
    return {int(number): tuple(str(one or "") for one in key) for number, *key in book.fetch(_KEYS, days)}
