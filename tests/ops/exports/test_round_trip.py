"""What goes out comes in again: every row of an exported ledger is known to the book that it came from."""

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rare_desk.core.trades import Compliance, Side, Status, Trade, prices
from rare_desk.core.units import TaxBasis, Unit
from rare_desk.ops.book.books import new_book
from rare_desk.ops.exports import export
from rare_desk.ops.imports.ledgers import ImportPlan, plan_import
from rare_desk.ops.parties.records import party_ids
from rare_desk.store.book import Book
from rare_desk.store.reading.queries import product_ids
from rare_desk.store.rows import trade_row

TODAY = dt.date(2026, 11, 20)
FORMS = [(ending, language) for ending in (".xlsx", ".csv", ".json") for language in ("zh", "en")]
ODD = (
    "=1+1", "+86 472 5220000", "-", "@甲", "'=引号", "''-两个", "合计", "小计", "Total", "是", "无", "N/A", "#N/A",
    "0012", "1e5", "12,5", "2026-01-08", "1/2", "TRUE", "甲；乙", 'say "no"', "a,b;c|d", "_x0041_", "<b>&amp;</b>",
    "😀𠮷", "—", "–", "第一行\n第二行", "a\tb", "两  格", "　全角　", "单号", "日期", "%", "元/吨", "SUM(A1)", "\u200b",
    "1.5万", "3 万元左右", "ＡＢＣ", "Ⅳ", "\ufeff甲",
)  # fmt: skip


letters = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn")) | st.sampled_from("\n\t")
texts = st.just("") | st.sampled_from(ODD) | st.text(letters, max_size=12)
firms = st.sampled_from(("甲辰磁材", "包头市某某稀土有限公司", "Zenith Magnets GmbH", "乙"))
names = firms | st.sampled_from(ODD).map(str.strip) | st.text(letters, max_size=12).map(str.strip)
numbers = st.just("") | st.sampled_from(("HT-1", "0012", "20260108", "CG-26-001/2")) | texts
quantities = st.decimals("0.001", 5_000, places=3)
amounts = st.decimals("0.01", 9_000_000, places=2) | st.decimals("0.0025", 100_000, places=4)
"""What is left of the smallest at the lowest rate of exchange the book still keeps."""
days = st.dates(dt.date(2020, 1, 1), dt.date(2026, 11, 20))
PRODUCTS = ("PRND-O", "LA-O", "TB-O", "DY-O", "PRND-M", "CE-O")


@st.composite
def trades(draw: st.DrawFn) -> Trade:
    side = draw(st.sampled_from(Side))
    foreign = draw(st.integers(0, 4)) == 0
    market = side is Side.MARKET
    status = draw(st.sampled_from(Status))
    open_ = status is Status.DRAFT and draw(st.booleans())
    return Trade(
        date=draw(days),
        side=side,
        product=draw(st.sampled_from(PRODUCTS)),
        quantity=None if open_ and draw(st.booleans()) else draw(quantities),
        price=None if open_ else draw(amounts),
        quantity_unit=draw(st.sampled_from(Unit)),
        price_unit=draw(st.sampled_from(Unit)),
        currency=draw(st.sampled_from(("USD", "EUR", "JPY"))) if foreign else "CNY",
        tax_basis=TaxBasis.NONE if foreign else draw(st.sampled_from(TaxBasis)),
        vat_rate=Decimal(draw(st.sampled_from(("13", "16", "0", "9.5")))),
        fx=draw(st.none() | st.decimals("0.04", 9, places=4)) if foreign else None,
        deal_no=draw(numbers),
        contract_no=draw(numbers),
        grade=draw(texts),
        reo_pct=draw(st.none() | st.decimals("0.5", 100, places=2)),
        counterparty="" if market else draw(names),
        buyer=draw(names) if market else "",
        seller=draw(names) if market else "",
        related=draw(st.booleans()),
        spot=draw(st.booleans()),
        compliance=draw(st.sampled_from(Compliance)),
        status=status,
        delivery_place=draw(texts),
        delivery_date=draw(st.none() | days),
        payment=draw(texts),
        incoterm=draw(st.sampled_from(("", "FOB", "CIF 上海", "EXW"))),
        country=draw(texts),
        origin=draw(texts),
        lot=draw(texts),
        trader=draw(texts),
        note=draw(texts),
    )


FIRST = Trade(date=dt.date(2026, 1, 8), side=Side.BUY, product="PRND-O", quantity=Decimal(1), price=Decimal(420_000))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = new_book(tmp_path_factory.mktemp("empty") / "empty.raredesk")
    made.close()
    return made.path


def put(book: Book, rows: list[Trade]) -> None:
    products = product_ids(book)
    with book.step("imported", files="given", count=str(len(rows))) as step:
        parties = party_ids(step, {p for one in rows for p in (one.counterparty, one.buyer, one.seller) if p})
        step.insert_many("trades", [trade_row(one, prices(one), products[one.product], parties) for one in rows])


def again(book: Book, kind: str, folder: Path, ending: str, language: Literal["zh", "en"]) -> ImportPlan:
    (path,) = export(book, kind, folder / f"out{ending}", language=language)
    return plan_import(book, [path], None, TODAY)


@pytest.mark.parametrize(("ending", "language"), FORMS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(trades(), min_size=1, max_size=8), twins=st.integers(0, 3))
def test_an_exported_ledger_is_already_there_to_the_last_row(
    empty: Path, tmp_path: Path, ending: str, language: Literal["zh", "en"], rows: list[Trade], twins: int
) -> None:
    rows = [*rows, *rows[:twins], FIRST]
    whole = sum(one.quantity is not None and one.price is not None for one in rows)
    shutil.copy(empty, tmp_path / "book.raredesk")
    with Book.open(tmp_path / "book.raredesk") as book:
        put(book, rows)
        plan = again(book, "trades", tmp_path, ending, language)
    found = [(one.code, one.place.row, one.place.column, one.value) for sheet in plan.sheets for one in sheet.problems]
    assert (found, plan.questions) == ([], 0)
    assert (plan.new, plan.existing) == (0, whole)
    left = [why for sheet in plan.sheets for _, why in sheet.left_out if sheet.kind == "trades"]
    assert left.count("draft") == len(rows) - whole
