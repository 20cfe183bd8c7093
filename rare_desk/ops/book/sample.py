"""The sample book: made-up trades, of some the deliveries and payments, their first month closed; real announced,
annual and listed prices, two calculations; made-up outlooks and publications."""

import csv
import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from rare_desk import paths
from rare_desk.core.expectation import Answer, Outlook
from rare_desk.core.life.dues import Delivery, Payment
from rare_desk.core.parsing import parse_date
from rare_desk.core.quotes import Period, Quote
from rare_desk.core.trades import Compliance, Side, Status, Trade, prices
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.book.books import seed_book
from rare_desk.ops.chart.events import Note, note_values
from rare_desk.ops.life.closing import put_closing
from rare_desk.ops.parties.records import Counterparty, Profile, party_ids, put_party
from rare_desk.store.book import Book, Step
from rare_desk.store.reading.index.expectation_queries import answer_row, month_of
from rare_desk.store.reading.index.published_queries import PublishedIndex, index_row, point_row
from rare_desk.store.reading.life.due_queries import due_row
from rare_desk.store.rows import Row, quote_row, trade_row

DESK = "示例贸易行（虚构）"
NAME = "示例账簿.raredesk"
_CLOSED, _CLOSED_AT, _WHO = "2025-10", dt.datetime(2025, 11, 5, 9, tzinfo=dt.UTC), "示例"
_NOTE = Note(dt.date(2026, 10, 9), "节后补库，镨钕询盘增多（示例）", "示例备注，虚构 (made up)")
_SOURCES = {"NRE": "北方稀土挂牌价", "Southern": "南方稀土挂牌价", "USGS": "USGS"}
_DECIMALS = ("quantity", "price", "reo_pct", "fx")
_TEXTS = (
    "deal_no", "product", "grade", "currency", "counterparty", "buyer", "seller", "delivery_place", "payment",
    "incoterm", "country", "suspect", "note",
)  # fmt: skip


def new_sample_book(path: Path) -> Book:
    """A new book whose content is there from the start and cannot be undone. Never overwrites."""
    # brings arrays, which opening must not wait for
    from rare_desk.ops.book.sample_publication import LATE, publish_sample

    trades = list(sample_trades())
    book = Book.create(path, desk=DESK, seed=lambda step: _seed(step, trades[:-LATE]))
    _close_first_month(book)
    publish_sample(book, trades[-LATE:])
    return book


def open_sample(folder: Path | None = None) -> Book:
    """The sample book in that folder, where books are kept by default: the one that is there, or a new one."""
    path = (folder or paths.data_dir()) / NAME
    return Book.open(path) if path.exists() else new_sample_book(path)


def _seed(step: Step, trades: Sequence[Trade]) -> None:
    seed_book(step)
    step.insert("settings", {"name": "sample", "value": "true"})
    products = step.ids("products", "code")
    for name, country in sorted({(trade.counterparty, trade.country) for trade in trades if trade.country}):
        put_party(step, None, Profile(Counterparty(name, country=country)))
    parties = party_ids(step, (name for trade in trades for name in (trade.counterparty, trade.buyer, trade.seller)))
    step.insert_many("trades", [trade_row(t, prices(t), products[t.product], parties) for t in trades])
    _put_dues(step)
    step.insert_many("quotes", [quote_row(quote, products[quote.product]) for quote in shipped_quotes()])
    for calculation in _calculations():
        step.insert("calculations", calculation)
    _put_outlooks(step, products)
    step.insert("events", note_values(_NOTE))


def _close_first_month(book: Book) -> None:
    with book.beginning("month-closed", month=_CLOSED) as step:
        put_closing(book, step, _CLOSED, _CLOSED_AT, _WHO, "示例结账，虚构 (made up)")


def _put_dues(step: Step) -> None:
    deals = step.ids("trades", "deal_no")
    found: dict[str, list[Row]] = {"delivery": [], "payment": []}
    for row in _rows("sample_dues.csv"):
        due, done = (dt.date.fromisoformat(row[name]) if row[name] else None for name in ("due", "done"))
        said: dict[str, Any] = {"due": due, "done": done, "invoice_no": row["invoice_no"], "note": row["note"]}
        if row["kind"] == "delivery":
            kept: Delivery | Payment = Delivery(quantity_t=Decimal(row["quantity_t"]), **said)
        else:
            kept = Payment(amount=Decimal(row["amount"]), **said)
        found[row["kind"]].append(due_row(kept, deals[row["deal_no"]]))
    step.insert_many("deliveries", found["delivery"])
    step.insert_many("payments", found["payment"])


def _put_outlooks(step: Step, products: Mapping[str, int]) -> None:
    """A made-up index of others, and made-up answers to the expectation question."""
    points = list(_rows("sample_published.csv"))
    index = step.insert("published_indices", index_row(PublishedIndex(points[0]["index"], note=points[0]["note"])))
    dated = [point_row(index, dt.date.fromisoformat(row["date"]), Decimal(row["value"])) for row in points]
    step.insert_many("published_points", dated)
    answers = [
        Answer(
            month=month_of(row["month"]),
            respondent=row["respondent"],
            product=row["product"],
            outlook=Outlook(row["answer"]),
            weight=Decimal(row["weight"]),
            note=row["note"],
        )
        for row in _rows("sample_answers.csv")
    ]
    step.insert_many("expectation_answers", [answer_row(answer, products[answer.product]) for answer in answers])


def _calculations() -> Iterator[dict[str, Any]]:
    from rare_desk.ops.contracts.saved import (
        calculation_row,  # brings a workbook library, which opening must not wait for
    )

    with (paths.resources() / "data" / "sample_settlement.json").open(encoding="utf-8") as stream:
        yield calculation_row("2026Q1 三批结算（示例）", "settlement", json.load(stream))
    grade = {"reference_price": "38769", "reference_grade": "50", "quarter": "2026Q4", "grade": "51.26"}
    yield calculation_row("2026Q4 按 51.26 %（示例）", "grade", grade)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (paths.resources() / "data" / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def sample_trades() -> Iterator[Trade]:
    for row in _rows("sample_trades.csv"):
        values: dict[str, Any] = {name: row[name] for name in _TEXTS}
        values |= {name: Decimal(row[name]) if row[name] else None for name in _DECIMALS}
        yield Trade(
            date=dt.date.fromisoformat(row["date"]),
            side=Side(row["side"]),
            quantity_unit=Unit(row["quantity_unit"]),
            price_unit=Unit(row["price_unit"]),
            tax_basis=TaxBasis(row["tax_basis"]),
            vat_rate=Decimal(row["vat_rate"]),
            related=row["related"] == "yes",
            spot=row["spot"] == "yes",
            compliance=Compliance(row["compliance"]),
            status=Status(row["status"]),
            **values,
        )


def shipped_quotes() -> Iterator[Quote]:
    """USGS annual averages and the listings that news reports quoted, each with its source's address."""
    for name in ("quotes_usgs.csv", "quotes_listed.csv"):
        for row in _rows(name):
            currency, unit = row["unit"].split("/")
            day, period = _dated(row["date"])
            yield Quote(
                date=day,
                period=period,
                product=row["product_code"],
                source=_SOURCES[row["kind"].split("_")[0]],
                mid=Decimal(row["price"]),
                low=Decimal(row["price_low"]) if row["price_low"] else None,
                high=Decimal(row["price_high"]) if row["price_high"] else None,
                unit=Unit(unit),
                currency=currency,
                tax_basis=TaxBasis(row["vat"]),
                vat_rate=Decimal(row["vat_rate_pct"]) if row["vat_rate_pct"] else None,
                grade=row["spec"],
                url=row["source_url"],
                note=row["note"],
            )


def _dated(text: str) -> tuple[dt.date, Period]:
    """A bare year is its last day, a month its first."""
    if len(text) == 4:
        return dt.date(int(text), 12, 31), Period.YEAR
    day = parse_date(text)
    assert isinstance(day, dt.date)
    return day, Period.MONTH if len(text) == 7 else Period.DAY
