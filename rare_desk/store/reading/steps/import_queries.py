"""What an import asks of the book and puts into it: many rows at once, in the book's own integers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rare_desk.store import shapes
from rare_desk.store.book import Book, Step
from rare_desk.store.rows import SqlValue
from rare_desk.store.tables import uuids7

TRADE_COLUMNS = (
    "date", "product", "counterparty", "buyer", "seller", "quantity_g", "price_ex_vat", "price_incl_vat",
    "amount_ex_vat", "amount_incl_vat", "amount", "reo_pct", "side", "status", "deal_no", "quantity_unit", "price",
    "price_unit", "currency", "tax_basis", "vat_rate", "fx", "related", "spot", "compliance", "contract_no", "grade",
    "delivery_place", "delivery_date", "payment", "incoterm", "country", "origin", "lot", "trader", "note", "suspect",
)  # fmt: skip
"""What `put_trades` takes; product and parties by code and name, "" for no party."""

_CHUNK = 20_000


def deals_around(book: Book, first: str, last: str) -> list[tuple[Any, ...]]:
    """Trades dated from `first` to `last` (ISO), by day: deal number, product, date, side, counterparty, buyer,
    seller, grams, price ex VAT, price, its unit, currency and status."""
    names: dict[SqlValue, str] = {None: ""}
    names |= {row_id: str(name) for row_id, name in book.fetch("SELECT id, name FROM counterparties")}
    codes = {row_id: str(code) for row_id, code in book.fetch("SELECT id, code FROM products")}
    found = book.fetch(
        "SELECT deal_no, product, date, side, counterparty, buyer, seller, quantity_g, price_ex_vat, price, price_unit,"
        " currency, status FROM trades WHERE day BETWEEN CAST(strftime('%s', ?) AS INTEGER) / 86400"
        " AND CAST(strftime('%s', ?) AS INTEGER) / 86400 ORDER BY day",
        (first, last),
    )
    return [
        (number, codes[product], day, side, names[party], names[buyer], names[seller], *rest)
        for number, product, day, side, party, buyer, seller, *rest in found
    ]


def put_trades(
    step: Step,
    trades: Mapping[str, Sequence[Any]],
    parties: dict[str, int],
    batch: int,
    report: Callable[[float], None] | None = None,
) -> None:
    """Trades by the columns that TRADE_COLUMNS names. `report` is told the part done and may raise to cancel."""
    products = step.ids("products", "code")
    ids: dict[str, int | None] = {**parties, "": None}
    count, first = len(trades["date"]), _next_id(step, "trades")
    for start in range(0, count, _CHUNK):
        size = min(_CHUNK, count - start)
        columns: dict[str, Sequence[Any]] = {name: trades[name][start : start + size] for name in TRADE_COLUMNS}
        columns["product"] = [products[code] for code in columns["product"]]
        for name in ("counterparty", "buyer", "seller"):
            columns[name] = [ids[party] for party in columns[name]]
        columns["id"] = range(first + start, first + start + size)
        columns["uuid"] = uuids7(size)
        columns["batch"] = [batch] * size
        step.put_columns("trades", {name: columns[name] for name in step.table("trades").columns})
        if report is not None:
            report((start + size) / count)


def _next_id(step: Step, record: str) -> int:
    found = step.query("SELECT seq FROM sqlite_sequence WHERE name = ?", (record,))
    return 1 + int(found[0][0] or 0) if found else 1


def file_digests(book: Book) -> set[str]:
    """SHA-256 of every file that an import of this book came from."""
    found: set[str] = set()
    for (files,) in book.fetch("SELECT files FROM batches"):
        found |= {str(one["sha256"]) for one in shapes.items(files) if isinstance(one, dict) and "sha256" in one}
    return found
