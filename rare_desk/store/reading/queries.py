"""What the book knows beside its trades."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rare_desk.core.products import Catalogue
from rare_desk.core.quotes import AnnouncedPrice
from rare_desk.store import shapes
from rare_desk.store.book import Book
from rare_desk.store.rows import (
    CalculationRow,
    CounterpartyRow,
    QuoteRow,
    Row,
    SqlValue,
    announced_from,
    product_from,
    quote_from,
)


@dataclass(frozen=True, slots=True)
class MethodologyRow:
    """`definition` is the JSON text of the methodology."""

    id: int
    uuid: str
    name: str
    version: int
    hash: str
    definition: str
    effective: str
    note: str


@dataclass(frozen=True, slots=True)
class NonTradingDay:
    """`estimated`: it was not announced yet when the book learned of it."""

    date: date
    name: str
    estimated: bool


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One import. `files` are names, `options` the JSON text of the choices made; `at` is UTC in ISO form."""

    id: int
    uuid: str
    kind: str
    files: tuple[str, ...]
    options: str
    row_count: int
    at: str


def records(book: Book, sql: str, parameters: Sequence[SqlValue] = ()) -> list[Row]:
    """Rows by the names of their columns."""
    columns, found = book.fetch_named(sql, parameters)
    return [dict(zip(columns, values, strict=True)) for values in found]


def settings(book: Book) -> dict[str, Any]:
    return {str(name): shapes.read(value) for name, value in book.fetch("SELECT name, value FROM settings")}


def setting(book: Book, name: str, default: Any = None) -> Any:
    found = book.fetch("SELECT value FROM settings WHERE name = ?", (name,))
    if not found:
        return default
    value = shapes.read(found[0][0])
    if default is not None and type(value) is not type(default):
        raise ValueError("a setting of another kind")
    return value


def literally(text: str) -> str:
    r"""The text for `LIKE ? ESCAPE '\'`, its own percent signs, underscores and backslashes as such."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


HALF = 10**9
"""Sums of scaled numbers are taken in two halves, `sum(x / HALF)` and `sum(x % HALF)`, which no number of rows can make
overflow."""


def catalogue(book: Book) -> Catalogue:
    return Catalogue(product_from(row) for row in records(book, "SELECT * FROM products ORDER BY id"))


def product_ids(book: Book) -> dict[str, int]:
    return _ids(book.fetch("SELECT code, id FROM products"))


def counterparty_ids(book: Book) -> dict[str, int]:
    return _ids(book.fetch("SELECT name, id FROM counterparties"))


def _ids(found: Iterable[tuple[SqlValue, ...]]) -> dict[str, int]:
    return {str(name): int(number) for name, number in found if isinstance(number, int)}


_PARTY = "SELECT id, uuid, name, group_name, tax_id, country, note FROM counterparties"


def counterparties(book: Book) -> list[CounterpartyRow]:
    """In the order of their pinyin."""
    return [CounterpartyRow(*_typed(values)) for values in book.fetch(f"{_PARTY} ORDER BY pinyin, name")]


def counterparty(book: Book, name: str) -> CounterpartyRow | None:
    found = book.fetch(f"{_PARTY} WHERE name = ?", (name,))
    return CounterpartyRow(*_typed(found[0])) if found else None


def desk_groups(book: Book) -> frozenset[str]:
    """The groups whose firms are related to the desk: the one of its own name, and that of the party so named."""
    desk = str(setting(book, "desk_name", "")).strip()
    party = counterparty(book, desk) if desk else None
    return frozenset(filter(None, (desk, party.group_name.strip() if party else "")))


def _typed(values: tuple[SqlValue, ...]) -> tuple[Any, ...]:
    """STRICT tables guarantee the columns' types."""
    return values


def trades_of(book: Book, counterparty_id: int) -> int:
    """How many trades name this party."""
    sides = (f"SELECT id FROM trades WHERE {side} = ?1" for side in ("counterparty", "buyer", "seller"))
    return book.number(f"SELECT count(*) FROM ({' UNION '.join(sides)})", (counterparty_id,))


def quotes(
    book: Book,
    product: str | None = None,
    source: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> list[QuoteRow]:
    """Newest first; `first` and `last` are both included."""
    wanted: list[tuple[str, SqlValue]] = [
        (condition, value)
        for condition, value in (
            ("p.code = ?", product),
            ("q.source = ?", source),
            ("q.date >= ?", first.isoformat() if first else None),
            ("q.date <= ?", last.isoformat() if last else None),
        )
        if value is not None
    ]
    where = " AND ".join(condition for condition, _ in wanted) or "1"
    found = records(
        book,
        "SELECT q.*, p.code AS product FROM quotes q JOIN products p ON p.id = q.product"
        f" WHERE {where} ORDER BY q.date DESC, p.pinyin, q.id DESC",
        [value for _, value in wanted],
    )
    return [quote_from(row) for row in found]


def quote_sources(book: Book) -> list[str]:
    return [str(source) for (source,) in book.fetch("SELECT DISTINCT source FROM quotes ORDER BY source")]


def announced(book: Book) -> tuple[AnnouncedPrice, ...]:
    """In the order of their quarters; rejected proposals stand beside the price of theirs."""
    return tuple(announced_from(row) for row in records(book, "SELECT * FROM announced ORDER BY quarter, id"))


def announced_with_ids(book: Book) -> list[tuple[int, AnnouncedPrice]]:
    """By quarter, the price in force before what only was proposed."""
    order = "SELECT * FROM announced ORDER BY quarter, status LIKE 'proposed%', id"
    return [(int(str(row["id"])), announced_from(row)) for row in records(book, order)]


def announced_id(book: Book, quarter: str, status: str) -> int | None:
    """Of the latest one for that quarter with that status."""
    found = book.fetch("SELECT max(id) FROM announced WHERE quarter = ? AND status = ?", (quarter, status))
    return found[0][0] if found else None


def calculations(book: Book) -> list[CalculationRow]:
    """Newest first."""
    found = book.fetch(
        "SELECT id, uuid, name, calculator, input, result, trail, saved_at, note, series, version, status,"
        " counterparty, contract FROM calculations ORDER BY saved_at DESC, id DESC"
    )
    rows = [CalculationRow(*_typed(values)) for values in found]
    for row in rows:
        shapes.moment(row.saved_at)
    return rows


def newest_versions(book: Book) -> list[CalculationRow]:
    """Of each series of calculations, newest first."""
    rows = calculations(book)
    newest: dict[str, CalculationRow] = {}
    for row in sorted(rows, key=lambda row: (row.version, row.id)):
        newest[row.series or row.uuid] = row
    ids = {row.id for row in newest.values()}
    return [row for row in rows if row.id in ids]


def methodologies(book: Book) -> list[MethodologyRow]:
    """By name, the latest version first."""
    found = book.fetch(
        "SELECT id, uuid, name, version, hash, definition, effective, note FROM methodologies"
        " ORDER BY name, version DESC"
    )
    return [MethodologyRow(*_typed(values)) for values in found]


def non_trading_days(book: Book) -> frozenset[date]:
    return frozenset(date.fromisoformat(str(day)) for (day,) in book.fetch("SELECT date FROM non_trading_days"))


def named_non_trading_days(book: Book) -> list[NonTradingDay]:
    """With what they are called, by date."""
    found = book.fetch("SELECT date, name, estimated FROM non_trading_days ORDER BY date")
    return [NonTradingDay(date.fromisoformat(str(day)), str(name), bool(estimated)) for day, name, estimated in found]


def batches(book: Book) -> list[BatchRow]:
    """Newest first."""
    found = book.fetch("SELECT id, uuid, kind, files, options, row_count, at FROM batches ORDER BY id DESC")
    return [
        BatchRow(number, own, kind, _names(shapes.items(files)), options, count, shapes.moment(at))
        for number, own, kind, files, options, count, at in found
    ]


def _names(files: Iterable[Any]) -> tuple[str, ...]:
    """A file is kept as its name or, from an import, with what it was recognised by."""
    return tuple(str(one["name"]) if isinstance(one, dict) else str(one) for one in files)


def import_templates(book: Book) -> dict[str, Any]:
    found = book.fetch("SELECT name, template FROM import_templates ORDER BY name")
    return {str(name): shapes.fields(template) for name, template in found}
