"""What the form asks the book, beside what an import asks it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rare_desk.core.trades import Side, Trade
from rare_desk.ops.book.books import new_book
from rare_desk.ops.book.shipped import catalogue
from rare_desk.ops.imports.ledgers import Source, plan_import, write_import
from rare_desk.ops.trades import add_trade
from rare_desk.store.book import Book
from rare_desk.ui.entry.draft import Draft
from rare_desk.ui.entry.known import BookKnowledge
from rare_desk.ui.entry.reading import read

HEAD = "合同编号,日期,买卖,品种,数量(吨),含税单价(元/吨),对方\n"
TODAY = dt.date(2025, 11, 1)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Five trades in May 2025, from 431,000 to 435,000."""
    made = new_book(tmp_path / "a.raredesk")
    lines = "".join(f"A-{n},2025-05-0{n},买,氧化镨钕,10,{430 + n}000,乙公司\n" for n in range(1, 6))
    write_import(made, plan_import(made, [Source("paste", (HEAD + lines).encode())], None, TODAY))
    return made


def suspected(book: Book, day: str, price: str) -> tuple[bool, bool]:
    """By the form, and by an import of the same trade."""
    line = f"{HEAD}B,{day},买,氧化镨钕,10,{price},乙公司\n"
    plan = plan_import(book, [Source("paste", line.encode())], None, TODAY)
    known = replace(BookKnowledge(book, catalogue()).known(), today=TODAY)
    draft = Draft(date=day, product="PRND-O", quantity="10", price=price, counterparty="乙公司", side=Side.BUY)
    reading = read(draft, known)
    assert reading.trade is not None
    return reading.trade.suspect == "unusual-price", plan.suspect > 0


@pytest.mark.parametrize("day", ["2025-02-04", "2025-05-03", "2025-07-30"])
@pytest.mark.parametrize(
    ("price", "suspect"), [("433", True), ("288600", True), ("288700", False), ("649499", False), ("649600", True)]
)
def test_the_form_suspects_a_price_as_an_import_does(book: Book, day: str, price: str, suspect: bool) -> None:
    assert suspected(book, day, price) == (suspect, suspect)


@pytest.mark.parametrize(
    ("product", "day", "price", "code"),
    [
        ("氧化镨钕", "2025-10-20", "867000", "earlier-price-high"),
        ("氧化镨钕", "2025-10-20", "865000", ""),
        ("氧化镨钕", "2025-10-20", "216000", "earlier-price-low"),
        ("氧化镧", "2025-10-20", "4100", ""),
        ("氧化镧", "2025-10-20", "41000", "shipped-price-high"),
        ("氧化镧", "2025-10-20", "4.1", "shipped-price-low"),
        ("氧化铥", "2025-10-20", "4.1", ""),
    ],
)
def test_a_typed_price_of_a_thin_product_is_held_against_its_last_trades_or_what_came_with_the_program(
    book: Book, product: str, day: str, price: str, code: str
) -> None:
    known = replace(BookKnowledge(book, catalogue()).known(), today=TODAY)
    draft = Draft(date=day, product=product, quantity="10", price=price, counterparty="乙公司", side=Side.BUY)
    reading = read(draft, known)
    assert [p.code for p in reading.problems] == ([code] if code else [])
    assert (reading.doubt is not None) == bool(code)
    assert reading.trade is not None
    assert reading.trade.suspect == ("unusual-price" if code else "")


def test_a_single_earlier_trade_is_no_measure(book: Book) -> None:
    add_trade(
        book,
        Trade(
            date=dt.date(2025, 1, 6),
            side=Side.BUY,
            product="LA-O",
            quantity=Decimal(1),
            price=Decimal(900),
            counterparty="乙公司",
        ),
    )
    known = BookKnowledge(book, catalogue())
    found = known.usual("LA-O", dt.date(2025, 10, 20))
    assert found is not None
    assert (found.count, found.until) == (0, None)


@pytest.mark.parametrize("day", ["2025-02-03", "2025-07-31"])
def test_with_fewer_than_five_trades_within_90_days_neither_does(book: Book, day: str) -> None:
    assert suspected(book, day, "649600") == (False, False)


def test_a_day_at_the_end_of_the_calendar_is_read_too(book: Book) -> None:
    known = BookKnowledge(book, catalogue())
    first, last = known.usual("PRND-O", dt.date.min), known.usual("PRND-O", dt.date.max)
    assert first is not None
    assert last is not None
    assert (first.count, last.until) == (0, dt.date(2025, 5, 5))
    assert known.usual("no product", dt.date.max) is None
